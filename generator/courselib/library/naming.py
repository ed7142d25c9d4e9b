"""IDs of records whose authors gave none: a title's reading in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LONGEST = 64
_WORDS = re.compile("[a-z0-9]+")
#: Stands for a title of which nothing can be read.
_UNREADABLE = "untitled"


def id_of_title(title: str, taken: Collection[str]) -> str:
    """Return an ID for a title: pinyin without tones joined by “-”, at most 64 characters, “-2”, “-3” … where it is taken."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 150 ms, and seldom needed

    plain = unicodedata.normalize("NFKC", title).lower()
    words = [word for part in lazy_pinyin(plain) for word in _WORDS.findall(part)]
    found = _cut(words, _LONGEST)
    number = 1
    while found in taken:
        number += 1
        end = f"-{number}"
        found = _cut(words, _LONGEST - len(end)) + end
    return found


def _cut(words: list[str], most: int) -> str:
    """Return as many whole words as fit, joined; of a first word that does not fit its beginning."""
    name = ""
    for word in words:
        longer = f"{name}-{word}" if name else word[:most]
        if len(longer) > most:
            break
        name = longer
    return name or _UNREADABLE
