"""Which parts of a text a query's terms stand in: what the page puts in ``<mark>``. Display only: what is found does not depend on it.

The twin in the browser is ``theme/scripts/search/marks.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .analysis import normalized

#: A piece of a text, and whether it is marked.
Piece = tuple[str, bool]
_LETTERS = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class View:
    """A text as its terms see it: each character normalised by itself, and from where to where in the text each letter comes."""

    normal: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def view_of(text: str) -> View:
    """Return a text as its terms see it."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        seen = _seen(character)
        letters.append(seen)
        starts += [place] * len(seen)
        ends += [place + 1] * len(seen)
    return View("".join(letters), tuple(starts), tuple(ends))


@lru_cache(maxsize=8192)
def _seen(character: str) -> str:
    return normalized(character)


def places(normal: str, term: str) -> Iterator[int]:
    """Yield where a term begins in a normalised text; a Latin word only where it stands whole."""
    is_word = term[:1] in _LETTERS
    at = normal.find(term) if term else -1
    while at >= 0:
        end = at + len(term)
        if not is_word or (normal[at - 1 : at] not in _LETTERS and normal[end : end + 1] not in _LETTERS):
            yield at
        at = normal.find(term, at + 1)


def split(text: str, marks: Iterable[str]) -> list[Piece]:
    """Return the pieces that make up the text, those that a mark stands in apart from the others."""
    view = view_of(text)
    marked = [False] * len(text)
    for term in marks:
        for at in places(view.normal, term):
            for place in range(view.starts[at], view.ends[at + len(term) - 1]):
                marked[place] = True
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or marked[place] != marked[start]:
            pieces.append((text[start:place], marked[start]))
            start = place
    return pieces
