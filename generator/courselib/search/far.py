"""A query that no course comes near: told in words that the library does not use.

Where the nearest course has less than half of the terms, most pairs of characters are chance, and how many of them a course has says
little. What people write in other words still shares characters with what they mean: 撤人 with 转移撤离, 央行 with 中央银行. So each
character of the query counts for every course in which it stands, by its rarity, beside the terms; and score alone decides. Courses
are given that have half of the best score. The twin in the browser is ``theme/scripts/search/far.js``; ADR 28 says what else was tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from . import analysis, question, scoring

#: A query of fewer terms than this is a word or two, one of them perhaps mistyped: a wrong character must not count by itself.
MIN_TERMS = 6
#: A query of more terms than this is a document's title or pasted: the nearest are given by the terms they share (``scoring.is_near``).
MAX_TERMS = 16
#: The weight of a character for standing anywhere in a course, after saturation, where a term's is below 2.2.
WEIGHT = 1.5
#: Of the best score, what a course must have: one half.
FLOOR = 2


class Holders(Protocol):
    """What is needed of an index."""

    @property
    def documents(self) -> Mapping[str, object]:
        """All courses."""

    def holding(self, character: str) -> Iterable[str]:
        """Yield the ID of every course that has a Han character in any of its fields."""


def is_far(asked: question.Question, best: int) -> bool:
    """Tell whether a query is one that no course comes near; ``best`` is how many of its terms the nearest has.

    Where no course has any of them nothing is found: characters alone would answer whatever is typed.
    """
    terms = len(asked.terms)
    is_plain = not asked.without and not asked.ways[0].needed
    return is_plain and MIN_TERMS <= terms <= MAX_TERMS and 0 < best * 2 < terms and bool(_characters(asked.terms))


def answers(index: Holders, terms: Sequence[str], scored: Mapping[str, tuple[float, int]], best: int) -> dict[str, tuple[float, int]]:
    """Return score and ``best`` by ID of the courses to give; ``scored`` has what the terms alone found. Sums run as in the browser."""
    scores = {name: score for name, (score, _) in scored.items()}
    for character in _characters(terms):
        names = list(index.holding(character))
        if names:
            weight = scoring.rarity(len(index.documents), len(names)) * WEIGHT
            for name in names:
                scores[name] = scores.get(name, 0.0) + weight
    top = max(scores.values(), default=0.0)
    return {name: (score, best) for name, score in scores.items() if score * FLOOR >= top}


def _characters(terms: Sequence[str]) -> list[str]:
    return [each for each in dict.fromkeys("".join(terms)) if analysis.is_character(each)]
