"""Queries: every term of one way to read them (``question``) must be found, in whatever field.

When no course has them all, the nearest are given and said so; for a long query those that have
two thirds or more of the terms that the nearest has. Where even the nearest has less than half of them, characters count too (``far``).

A course whose title or ID the query is, whatever stands between its letters, comes first, and has all terms by definition.

The order is total and repeatable: score downwards, then place in the plan. All hits are gathered before any is dropped (asked for
ten, Whoosh itself silently loses hits).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..library.hints import nearest
from ..library.model import ALL, Plan
from ..library.schema import COURSE_KINDS, LANGUAGES, LEVELS, METHODS
from ..runtime.errors import UsageError
from . import analysis, far, pinyin, question, scoring
from .documents import FIELDS, WHOLE, SearchDocument


class Postings(Protocol):
    """What a query needs of an index."""

    documents: dict[str, SearchDocument]
    factors: dict[str, list[float]]

    def postings(self, field: str, term: str) -> Iterator[tuple[str, int, bytes]]:
        """Yield (course ID, count, packed lengths) for every course whose ``field`` has ``term``."""

    def holding(self, character: str) -> Iterator[str]:
        """Yield the ID of every course that has a Han character in any of its fields."""

    def beginning(self, start: str) -> dict[str, int]:
        """Return how many readings of what a course is named by begin with ``start``, by ID of course."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a course must be, besides answering the query. Hours in half-hours, bounds included.

    ``shared`` adds to a sector's courses what its members may study beyond them.
    """

    sector: str = ""
    topic: str = ""
    task: str = ""
    theory: bool | None = None
    min_hours: int | None = None
    max_hours: int | None = None
    kinds: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    shared: bool = False

    def check(self, plan: Plan) -> None:
        """Raise ``UsageError`` for an ID that the plan does not have, or hours that no course can have."""
        _check_id("领域", self.sector, [*plan.sectors, ALL], {s.id: s.title for s in plan.sectors.values()})
        _check_id("专题", self.topic, plan.topics, {t.id: t.title for t in plan.topics.values()})
        _check_id("任务", self.task, plan.tasks, {t.id: t.title for t in plan.tasks.values()})
        if self.shared and not self.sector:
            raise UsageError("要连同通用课程，先说是哪个领域的。", "加上 --sector 编号，或去掉 --shared。")
        for label, values, rows in (
            ("类型", self.kinds, COURSE_KINDS), ("教学方式", self.methods, METHODS), ("层级", self.levels, LEVELS),
            ("授课语言", self.languages, LANGUAGES),
        ):
            for value in values:
                _check_id(label, value, dict(rows), dict(rows))
        if self.min_hours is not None and self.max_hours is not None and self.min_hours > self.max_hours:
            raise UsageError("最少学时大于最多学时。", "把 --min-hours 和 --max-hours 对调。")

    def admit(self, document: SearchDocument) -> bool:
        """Tell whether a course passes."""
        return (
            (not self.sector or self.sector in document.sectors or (self.shared and self.sector in document.open_to))
            and (not self.topic or document.topic == self.topic)
            and (not self.task or document.task == self.task)
            and (self.theory is None or document.theory == self.theory)
            and (self.min_hours is None or document.hours >= self.min_hours)
            and (self.max_hours is None or document.hours <= self.max_hours)
            and (not self.kinds or document.kind in self.kinds)
            and (not self.methods or not set(self.methods).isdisjoint(document.methods))
            and (not self.levels or document.level in self.levels)
            and (not self.languages or document.language in self.languages)
            and (not self.origins or document.origin in self.origins)
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A course that was found; ``matched`` of the query's terms stand in it. ``named``: the query is its title or ID."""

    document: SearchDocument
    score: float
    matched: int
    named: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: all terms of the query, how many courses were found, the first of them.

    ``relaxed``: no course that passes the filters has every term, so those with the most terms are given. ``elsewhere``: how many
    courses have every term but do not pass, where none that passes has. ``unsought``: how many terms of the query were not
    looked for, since it has too many. ``without``: the query leaves something out. ``left``: how many courses have every term and are
    left out for it, where no other course has.
    Without terms (an empty query, or one of punctuation only) every course that passes the
    filters is given, in the index's order, with score 0.
    """

    terms: tuple[str, ...]
    total: int
    hits: tuple[Hit, ...]
    relaxed: bool = False
    elsewhere: int = 0
    unsought: int = 0
    without: bool = False
    left: int = 0


def search(index: Postings, query: str, filters: Filters | None = None, limit: int | None = 10) -> Found:
    """Return the courses that answer ``query`` and pass ``filters``, at most ``limit`` of them (``None``: all)."""
    filters = filters or Filters()
    asked = question.parse(query)
    terms = asked.terms
    lists = Lists(index)
    unwanted = {name for each in asked.without for name in lists.holding_all(each)}
    allowed = {name: d for name, d in index.documents.items() if filters.admit(d)}
    if not terms:
        hits = [Hit(d, 0.0, 0) for name, d in allowed.items() if name not in unwanted]
        elsewhere = 0 if hits else len(index.documents) - len(unwanted)
        return Found((), len(hits), tuple(hits[:limit]), elsewhere=elsewhere, without=bool(asked.without))
    answers = _answers(lists, asked.ways)
    scored = {name: row for name, row in answers.items() if name not in unwanted}
    named = {name for name, _, _ in index.postings(WHOLE, analysis.whole_key(query))}
    # Without its colons a title has terms that the course itself lacks: it is what was asked for all the same.
    scored |= {name: (scored.get(name, (0.0, 0))[0], len(terms)) for name in named}
    best = max((matched for _, matched in scored.values() if matched < len(terms)), default=0)
    if far.is_far(asked, best) and all(matched < len(terms) for _, matched in scored.values()):
        scored = far.answers(index, terms, scored, best)
    hits = [Hit(allowed[name], score, matched, name in named) for name, (score, matched) in scored.items() if name in allowed]
    full = [h for h in hits if h.matched == len(terms)]
    places = {name: n for n, name in enumerate(index.documents)}
    near = full or [h for h in hits if scoring.is_near(h.matched, best, len(terms))]
    ranked = sorted(near, key=lambda h: (not h.named, -h.matched, -h.score, places[h.document.id]))
    elsewhere = 0 if full else sum(matched == len(terms) for _, matched in scored.values())
    left = 0 if full or elsewhere else sum(answers[name][1] == len(terms) for name in unwanted & answers.keys())
    return Found(
        terms, len(ranked), tuple(ranked[:limit]), bool(ranked and not full), elsewhere, asked.unsought, bool(asked.without), left
    )


class Lists:
    """Weights of terms, each worked out once a query."""

    def __init__(self, index: Postings) -> None:
        self.index = index
        self._known: dict[str, dict[str, float]] = {}

    def weights(self, term: str) -> dict[str, float]:
        """Return one term's weight, before saturation, by course ID."""
        if term not in self._known:
            self._known[term] = _weights(self.index, term)
        return self._known[term]

    def holding_all(self, terms: Sequence[str]) -> set[str]:
        """Return the IDs of the courses that have all of these terms, at least one."""
        first, *others = (self.weights(term).keys() for term in terms)
        return set(first).intersection(*others)


def _answers(lists: Lists, ways: Sequence[question.Way]) -> dict[str, tuple[float, int]]:
    """Return score and number of terms by course ID, each by the way that it answers best.

    A course that has all terms of a way has as many as the first way has; one that has less of each way never counts as many.
    """
    most = len(ways[0].terms)
    found: dict[str, tuple[bool, int, float]] = {}
    for way in ways:
        needed = lists.holding_all(way.needed) if way.needed else None
        for name, (score, matched) in _scores(lists, way.terms).items():
            is_whole = matched == len(way.terms)
            if is_whole or needed is None or name in needed:
                row = (is_whole, most if is_whole else matched, score)
                found[name] = max(found.get(name, row), row)
    return {name: (score, matched if is_whole else min(matched, most - 1)) for name, (is_whole, matched, score) in found.items()}


def _scores(lists: Lists, terms: Sequence[str]) -> dict[str, tuple[float, int]]:
    """Return score and number of terms by course ID. Sums run in the order of terms and fields, as in the browser."""
    scores: dict[str, tuple[float, int]] = {}
    for term in terms:
        weights = lists.weights(term)
        if not weights:
            continue
        rarity = scoring.rarity(len(lists.index.documents), len(weights))
        for name, weight in weights.items():
            score, matched = scores.get(name, (0.0, 0))
            scores[name] = (score + rarity * scoring.saturated(weight), matched + 1)
    return scores


def _weights(index: Postings, term: str) -> dict[str, float]:
    """Return one term's weight, before saturation, by course ID."""
    weights: dict[str, float] = {}
    length_place = {name: place for place, name in enumerate(scoring.LENGTH_B)}
    for field in FIELDS:
        boost, factors = scoring.BOOSTS[field], index.factors.get(field)
        place = length_place.get(field, 0)
        for name, count, lengths in index.postings(field, term):
            weight = boost * count / (factors[lengths[place]] if factors else 1.0)
            weights[name] = weights.get(name, 0.0) + weight
    if analysis.is_character(term):
        for name in index.holding(term):
            weights[name] = weights.get(name, 0.0) + scoring.CHARACTER_BOOST
    if pinyin.QUERY.fullmatch(term):
        # “AI” is a word first: what only reads like it (爱) stands below all that have it.
        boost = scoring.PINYIN_BESIDE if weights else scoring.PINYIN_BOOST
        for name, count in index.beginning(term).items():
            weights[name] = weights.get(name, 0.0) + boost * count
    return weights


def _check_id(label: str, value: str, valid: Iterable[str], labels: dict[str, str]) -> None:
    names = list(valid)
    if value and value not in names:
        hint = nearest(value, names, labels) or f"可用的编号：{'、'.join(names)}。"
        raise UsageError(f"没有编号为“{value}”的{label}。", hint)
