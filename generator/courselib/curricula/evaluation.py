"""A curriculum held against the plan: hours by year, rules, topics, and everything that is not in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library.model import Course, Curriculum, Item, Plan, Topic
from .rules import FAIL, LEVEL_ORDER, Planned, RuleResult, evaluate


@dataclass(frozen=True, slots=True)
class YearTotals:
    """Half-hours of one calendar year: all, theory, off-the-job at county level or above."""

    hours: int
    theory: int
    offjob: int


@dataclass(frozen=True, slots=True)
class TopicCovered:
    """A topic of the curriculum's sector, its parent or all, and the planned courses that cover it."""

    topic: Topic
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something out of order: a problem code, the index of the item (-1 for the whole), and what it concerns."""

    code: str
    item: int
    subject: str = ""
    other: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole outcome for one curriculum; ``counted`` are the items that count, by their index in the curriculum."""

    curriculum: Curriculum
    years: tuple[tuple[int, YearTotals], ...]
    rules: tuple[RuleResult, ...]
    topics: tuple[TopicCovered, ...]
    findings: tuple[Finding, ...]
    counted: tuple[int, ...]

    @property
    def hours(self) -> int:
        """All half-hours that count."""
        return sum(t.hours for _, t in self.years)

    @property
    def theory(self) -> int:
        """Theory half-hours that count."""
        return sum(t.theory for _, t in self.years)

    @property
    def missing(self) -> tuple[Topic, ...]:
        """Required topics that no planned course covers; the plan sets none hard for members whom it spares."""
        return () if self.curriculum.exempt else self.uncovered

    @property
    def uncovered(self) -> tuple[Topic, ...]:
        """Required topics that no planned course covers, whoever the curriculum is for."""
        return tuple(t.topic for t in self.topics if t.topic.required and not t.courses)

    @property
    def failed(self) -> tuple[RuleResult, ...]:
        """The rules that are not met."""
        return tuple(r for r in self.rules if r.status == FAIL)


def span_of(curriculum: Curriculum) -> range:
    """Return the calendar years of a curriculum."""
    return range(curriculum.start, curriculum.start + curriculum.years)


def evaluate_curriculum(curriculum: Curriculum, courses: Mapping[str, Course], plan: Plan) -> Evaluation:
    """Return the evaluation of a curriculum against the plan and the library's courses.

    An item counts when its course exists, is published, stands in the curriculum for the first time, and its year is one of
    the curriculum's; every other item is a finding.
    """
    span = span_of(curriculum)
    findings: list[Finding] = []
    counted: list[int] = []
    first: dict[str, int] = {}
    for index, item in enumerate(curriculum.items):
        code = _fault(item, courses, span, first)
        if code:
            findings.append(Finding(code, index, item.course, year=item.year))
            continue
        first[item.course] = index
        counted.append(index)
    planned = [planned_item(curriculum.items[i], courses) for i in counted]
    findings += _order(curriculum, counted, courses, plan)
    return Evaluation(
        curriculum,
        tuple((year, _totals([p for p in planned if p.year == year])) for year in span),
        tuple(evaluate(plan.rules.values(), planned, curriculum.role, span, exempt=curriculum.exempt)),
        _topics(planned, courses, plan, curriculum.sector),
        tuple(findings),
        tuple(counted),
    )


def _fault(item: Item, courses: Mapping[str, Course], span: range, first: Mapping[str, int]) -> str:
    """Return the code of what keeps an item from counting, or an empty text."""
    course = courses.get(item.course)
    if course is None:
        return "R403"
    if item.year not in span:
        return "C601"
    if item.course in first:
        return "C602"
    return "C603" if course.status != "published" else ""


def planned_item(item: Item, courses: Mapping[str, Course]) -> Planned:
    """Return an item of a known course as the rules see it."""
    course = courses[item.course]
    return Planned(item.course, item.year, course.hours, course.theory, item.offjob, item.level)


def _totals(planned: Sequence[Planned]) -> YearTotals:
    county = LEVEL_ORDER.index("county")
    return YearTotals(
        sum(p.hours for p in planned),
        sum(p.hours for p in planned if p.theory),
        sum(p.hours for p in planned if p.offjob and LEVEL_ORDER.index(p.level) <= county),
    )


def _order(
    curriculum: Curriculum, counted: Sequence[int], courses: Mapping[str, Course], plan: Plan
) -> list[Finding]:
    """Return findings of audience and prerequisites among the items that count."""
    lineage = plan.lineage(curriculum.sector)
    years = {curriculum.items[i].course: curriculum.items[i].year for i in counted}
    found = []
    for index in counted:
        item = curriculum.items[index]
        course = courses[item.course]
        if not course.serves(lineage):
            found.append(Finding("C604", index, item.course))
        for wanted in course.prerequisites:
            if wanted not in years:
                # Only what could be planned here is missed: a draft, or a course for others, is the course's own concern.
                other = courses.get(wanted)
                if other is not None and other.status == "published" and other.serves(lineage):
                    found.append(Finding("C606", index, item.course, wanted))
            elif years[wanted] > item.year:
                found.append(Finding("C605", index, item.course, wanted, years[wanted]))
    return found


def _topics(
    planned: Sequence[Planned], courses: Mapping[str, Course], plan: Plan, sector: str
) -> tuple[TopicCovered, ...]:
    lineage = plan.lineage(sector)
    by_topic: dict[str, list[str]] = {}
    for item in planned:
        by_topic.setdefault(courses[item.course].topic, []).append(item.course)
    return tuple(
        TopicCovered(t, tuple(by_topic.get(t.id, ()))) for t in plan.topics.values() if t.sector in lineage
    )
