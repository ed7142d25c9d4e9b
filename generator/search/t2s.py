"""Traditional to simplified Chinese, character by character.

The table is OpenCC's (https://github.com/BYVoid/OpenCC, Apache License 2.0); a character with several simplified
forms takes OpenCC's default. No words are looked up: both the text and the query go through the same map, so a form
that a reader would not choose still finds itself.
"""

from __future__ import annotations

import re

from .t2s_table import SIMPLIFIED, TRADITIONAL

#: The characters that a bitmap tells of; the few traditional ones beyond are for whoever asks to assume.
_FIRST, _LAST = 0x3400, 0x9FFF

_MAP = str.maketrans(TRADITIONAL, SIMPLIFIED)
# Looking for a character is much quicker than translating the text, and most texts hold none. The few that lie above
# U+FFFF stand as one range, for which a pattern is quick.
_MAY_CHANGE = re.compile("[" + "".join(c for c in TRADITIONAL if c <= "\uffff") + "\U00010000-\U0010ffff]")


def simplified(text: str) -> str:
    """Return the text with every traditional character replaced by its simplified form."""
    return text.translate(_MAP) if _MAY_CHANGE.search(text) else text


def bitmap() -> bytes:
    """Return a bit for each of U+3400 to U+9FFF, lowest bits first: whether the character is changed."""
    bits = bytearray((_LAST - _FIRST + 8) // 8)
    for character in TRADITIONAL:
        place = ord(character) - _FIRST
        if 0 <= place <= _LAST - _FIRST:
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def payload() -> bytes:
    """Return the table as text: traditional characters, a line break, simplified ones in step."""
    return f"{TRADITIONAL}\n{SIMPLIFIED}".encode()
