r"""How text becomes search terms: the one analyzer, which exists a second time in the browser's script.

Both twins run the vectors in ``tests/vectors/analysis``. The steps, each plain enough for ECMAScript 2015:

1. Invisible characters are dropped, without breaking what they stand in (``IGNORED``).
2. Unicode NFKC, lower case, then traditional to simplified Chinese, character by character (``t2s``).
3. The text falls into runs: *Han* runs (``HAN``) and *words* (``WORD``); every other character only separates.
4. A Han run of two or more characters gives its bigrams, a run of one gives that character. Short fields
   (``singles``) give every single character as well. Elsewhere a longer run that touches a word without anything
   between them gives the character at that side too: a query “2028年” cuts “年” off the run of “2028年规划”, and so
   finds it again. A word gives itself, cut after ``MAX_WORD`` characters. One letter
   with “++” or “#” behind it is a word too, C++ or C#; a text gives its letter as well.

A query gives bigrams, characters of one-character runs, and words; each once, in order, at most ``MAX_QUERY_TERMS``.
It follows that whatever Chinese text of two or more characters stands in a field is found there. A single character is looked
for apart from terms, among all that any of them is made of (``characters``): so it is found inside of longer runs too.

The ranges below are whole blocks and stable since Unicode 9: no ``\p{}`` class is needed. Characters above U+FFFF are
Han only (planes 2 and 3), ``[\ud840-\ud8bf][\udc00-\udfff]`` in a script. Words cover the scripts that the library's
teaching languages are written in (Latin, Cyrillic, Arabic, Tibetan, Mongolian, Yi, Hangul) and their neighbours;
combining marks belong to the word they stand in.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from operator import add

from .t2s import simplified

#: Raised whenever the same text could give other terms.
VERSION = 2
MAX_WORD = 64
MAX_QUERY_TERMS = 64
MAX_KEY = 64

#: 々 and 〇, extension A, unified ideographs, compatibility ideographs, planes 2 and 3.
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
#: Letters, digits and combining marks of other scripts.
WORD = (
    "0-9a-z"
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u036f"  # Latin, phonetic letters, combining marks
    "\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff"  # Greek
    "\u0400-\u0481\u0483-\u0559\u0560-\u0588"  # Cyrillic, Armenian
    "\u0591-\u05bd\u05bf\u05c1-\u05c5\u05c7-\u05f2"  # Hebrew
    "\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06ff\u0710-\u07b1"  # Arabic with Uyghur and Kazakh letters
    "\u0900-\u0963\u0966-\u0df3\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u0eff"  # Indic scripts, Thai, Lao
    "\u0f00\u0f18-\u0f19\u0f20-\u0f39\u0f3e-\u0fbc\u0fc6"  # Tibetan, but for its separators
    "\u1000-\u1049\u1050-\u109f\u10a0-\u10fa\u10fc-\u135f\u1380-\u13ff"  # Myanmar, Georgian, Hangul parts, Ethiopic
    "\u1780-\u17d3\u17e0-\u17e9\u1810-\u18aa\u1950-\u19df"  # Khmer, Mongolian, Tai
    "\u1ab0-\u1aff\u1d00-\u1fbc\u1fbe\u1fc2-\u1fcc\u1fd0-\u1fdb\u1fe0-\u1fec\u1ff2-\u1ffc"  # phonetic, Latin, Greek
    "\u20d0-\u20ff\u2c00-\u2dff"  # marks for symbols, Glagolitic, Coptic, more Cyrillic
    "\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"  # kana
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"  # Bopomofo, small kana
    "\ua000-\ua48c\ua4d0-\ua4fd\ua500-\ua60c\ua610-\ua672\ua674-\ua67d\ua67f-\ua6f1\ua720-\ua82b"  # Yi, Lisu and others
    "\ua840-\ua873\ua960-\ua97f\uaa00-\uaa59\uaa60-\uaadd\uab00-\uabea\uabec-\uabf9\uac00-\ud7ff"  # Phags-pa, Hangul
    "\ufb00-\ufb4f\ufb50-\ufd3d\ufd50-\ufdfb\ufe20-\ufe2f\ufe70-\ufefc"  # ligatures that NFKC leaves
)
#: Soft hyphen, joiners and zero-width spaces, directions, invisible operators, variation selectors, tags.
IGNORED = (
    "\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff"
)

_IGNORED = re.compile(f"[{IGNORED}]+")
_RUNS = re.compile(f"([{HAN}]+)|[a-z](?:\\+\\+|#)|[{WORD}]+")
_HAN = re.compile(f"[{HAN}]")
_SIGNS = "+#"
#: Four bytes wide on every machine.
_CODE = "I" if array("I").itemsize == 4 else "L"


class _Characters(dict[int, str]):
    """Han characters by code, empty for other codes: texts are of the same few thousand characters over and over."""

    def __missing__(self, code: int) -> str:
        character = self[code] = chr(code) if _HAN.match(chr(code)) else ""
        return character


_CHARACTERS = _Characters()


def normalized(text: str) -> str:
    """Return the text as its terms are cut from it: steps 1 and 2."""
    return simplified(unicodedata.normalize("NFKC", _IGNORED.sub("", text)).lower())


def index_terms(text: str, singles: bool) -> list[str]:
    """Return the terms of a field's text, repeated as often as they occur; ``singles`` for short fields."""
    return normal_terms(normalized(text), singles)


def normal_terms(text: str, singles: bool) -> list[str]:
    """Return what ``index_terms`` does, of a text that is ``normalized``."""
    terms: list[str] = []
    word_end = -1
    matches = list(_RUNS.finditer(text))
    starts = {m.start() for m in matches if m.group(1) is None} if not singles else set()
    for match in matches:
        run = match.group()
        if match.group(1) is None:
            terms.append(run[:MAX_WORD])
            if run[-1] in _SIGNS:
                terms.append(run[0])
            word_end = match.end()
        elif len(run) == 1:
            terms.append(run)
        else:
            terms += _bigrams(run)
            if singles:
                terms += run
                continue
            if match.start() == word_end:
                terms.append(run[0])
            if match.end() in starts:
                terms.append(run[-1])
    return terms


def characters(text: str) -> list[str]:
    """Return the Han characters of a ``normalized`` text, or of terms in a row, each once, in no order that means anything."""
    # Codes are told apart in half the time that texts of one character take.
    return list(filter(None, map(_CHARACTERS.__getitem__, set(array(_CODE, text.encode("utf-32-le", "surrogatepass"))))))


def whole_key(text: str) -> str:
    """Return what is compared to tell whether a query is a whole title or ID: its letters in a row, nothing that stands between.

    “《三会一课》 怎么 开” and “三会一课怎么开” are alike. Cut after ``MAX_KEY`` characters.
    """
    return "".join(m.group() for m in _RUNS.finditer(normalized(text)))[:MAX_KEY]


def units(text: str) -> list[str]:
    """Return the Han characters and the words of a text, as they follow one another."""
    found: list[str] = []
    for match in _RUNS.finditer(normalized(text)):
        if match.group(1) is None:
            found.append(match.group())
        else:
            found += match.group()
    return found


def is_character(term: str) -> bool:
    """Tell whether a term is a single Han character."""
    return len(term) == 1 and _HAN.match(term) is not None


def query_terms(text: str) -> list[str]:
    """Return the terms of a query, each once, in the order they first occur."""
    return all_query_terms(text)[:MAX_QUERY_TERMS]


def all_query_terms(text: str) -> list[str]:
    """Return the terms that a query would have if there were no bound to their number."""
    terms: dict[str, None] = {}
    for match in _RUNS.finditer(normalized(text)):
        run = match.group()
        if match.group(1) is None:
            terms[run[:MAX_WORD]] = None
        else:
            terms.update(dict.fromkeys(_bigrams(run) if len(run) > 1 else run))
    return list(terms)


def _bigrams(run: str) -> list[str]:
    return list(map(add, run, run[1:]))
