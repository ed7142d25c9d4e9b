"""Traditional to simplified Chinese, character by character.

The table is OpenCC's (https://github.com/BYVoid/OpenCC, Apache License 2.0); a character with several simplified
forms takes OpenCC's default. No words are looked up: both the text and the query go through the same map, so a form
that a reader would not choose still finds itself.
"""

from __future__ import annotations

import re

from .t2s_table import SIMPLIFIED, TRADITIONAL

_MAP = str.maketrans(TRADITIONAL, SIMPLIFIED)
# Looking for a character is much quicker than translating the text, and most texts hold none. The few that lie above
# U+FFFF stand as one range, for which a pattern is quick.
_MAY_CHANGE = re.compile("[" + "".join(c for c in TRADITIONAL if c <= "\uffff") + "\U00010000-\U0010ffff]")


def simplified(text: str) -> str:
    """Return the text with every traditional character replaced by its simplified form."""
    return text.translate(_MAP) if _MAY_CHANGE.search(text) else text


def unsure() -> str:
    """Return the characters that others become, and that are themselves changed: a text may hold them as they are."""
    return "".join(sorted(set(TRADITIONAL).intersection(SIMPLIFIED)))


def payload() -> bytes:
    """Return the table as text: traditional characters, a line break, simplified ones in step."""
    return f"{TRADITIONAL}\n{SIMPLIFIED}".encode()
