"""How a value is written as YAML: the one rule, whoever writes. ``theme/scripts/lib/yaml/writer.js`` is its twin in the browser.

A text stands without quotes where no reader of YAML, old or new, inside brackets or outside, takes it for anything else; elsewhere it
stands in double quotes. So a value is written alike wherever it stands. Nothing is ever folded; texts of several lines
become a block of lines where they may. Both writers run ``tests/vectors/yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Characters that nobody sees, or that some reader takes for a line break: they are written as escapes. The joiners (U+200C,
#: U+200D) stay, since Mongolian, Uyghur and emoji are written with them, and so does the ideographic space.
_HIDDEN = (
    "\x00-\x1f\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
_ESCAPED = re.compile(f'["\\\\{_HIDDEN}]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HIDDEN_ONE = re.compile(f"[{_HIDDEN}]")
#: Begins with a letter, a digit or a sign of another script; holds nothing that means something between brackets to some reader.
_PLAIN = re.compile(r"[0-9A-Za-z\u00a1-\U0010ffff][^,:?\[\]{}]*")
_EDGES = (" ", "\u3000")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "nan", "inf"))
#: All that is a number, a date or a time to some reader begins with a digit and holds nothing else than this.
_NUMBER = re.compile(r"[0-9][0-9A-Fa-f_xXoO.+\-TtZz ]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STEP = 2


def scalar(text: str) -> str:
    """Return ``text`` as one YAML value on one line. Raises ``ValueError`` for half of a surrogate pair, which no file can hold."""
    if _SURROGATE.search(text):
        raise ValueError("a lone surrogate is no text")
    return text if _is_plain(text) else '"' + _ESCAPED.sub(_escape, text) + '"'


def block(text: str, indent: int) -> str:
    """Return ``text`` as what follows a key and a blank, outside of brackets: several lines as a block where they may be one.

    ``indent`` is the column of the key, from 0.
    """
    lines = text.split("\n")
    if len(lines) == 1 or not lines[0] or not lines[-1] or not all(map(_is_block_line, lines)) or lines[0].startswith(" "):
        return scalar(text)
    lead = " " * (indent + _STEP)
    return "|-\n" + "\n".join(lead + line if line else "" for line in lines)


def sequence(values: Iterable[str]) -> str:
    """Return written values as a list on one line."""
    return f"[{', '.join(values)}]"


def mapping(pairs: Iterable[tuple[str, str]]) -> str:
    """Return names, which are plain words of ours, and written values as a mapping on one line."""
    return f"{{{', '.join(f'{name}: {value}' for name, value in pairs)}}}"


def rows(values: Iterable[str], indent: int = 0) -> str:
    """Return written values as what follows a key and its colon: a list with one value a line, below the key at column ``indent``."""
    return "".join(f"\n{' ' * (indent + _STEP)}- {value}" for value in values)


def _is_plain(text: str) -> bool:
    return (
        bool(_PLAIN.fullmatch(text)) and not text.startswith(_EDGES) and not text.endswith(_EDGES) and " #" not in text
        and text.lower() not in _WORDS and not _NUMBER.fullmatch(text) and not _HIDDEN_ONE.search(text)
    )


def _is_block_line(line: str) -> bool:
    return not line.endswith(" ") and not _HIDDEN_ONE.search(line) and not _SURROGATE.search(line)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")
