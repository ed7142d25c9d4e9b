"""A curriculum held against the plan: hours by year, rules, topics, core courses, and everything that is not in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..library.model import Course, Curriculum, Plan, Topic, TrainingClass
from .counting import LEVEL_ORDER, Planned
from .items import Finding, planned_item, studies
from .order import disorder
from .rules import FAIL, NOTE, RuleResult, evaluate, span_of

__all__ = [
    "CoreCovered", "Evaluation", "Finding", "TopicCovered", "YearTotals", "core_courses", "evaluate_curriculum", "planned_item", "span_of",
]

#: How a curriculum stands as a whole.
MET, NOTED, UNMET = "met", "noted", "unmet"


@dataclass(frozen=True, slots=True)
class YearTotals:
    """Half-hours of one calendar year: all, theory, off-the-job at county level or above."""

    hours: int
    theory: int
    offjob: int


@dataclass(frozen=True, slots=True)
class TopicCovered:
    """A topic of the curriculum's sector, its parent or all, and the planned courses that cover it, those of classes too."""

    topic: Topic
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoreCovered:
    """A core course for the curriculum's sector and role, and whether it is planned."""

    course: Course
    covered: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole outcome for one curriculum.

    ``counted`` are the items that count, by their index in the curriculum; ``planned`` the same items as the rules see them.
    """

    curriculum: Curriculum
    years: tuple[tuple[int, YearTotals], ...]
    rules: tuple[RuleResult, ...]
    topics: tuple[TopicCovered, ...]
    core: tuple[CoreCovered, ...]
    findings: tuple[Finding, ...]
    counted: tuple[int, ...]
    planned: tuple[Planned, ...]

    @property
    def hours(self) -> int:
        """All half-hours that are planned and count."""
        return sum(t.hours for _, t in self.years)

    @property
    def theory(self) -> int:
        """Theory half-hours that are planned and count."""
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
    def lacking_core(self) -> tuple[Course, ...]:
        """Core courses that are not planned; none for members whom the plan spares."""
        return () if self.curriculum.exempt else tuple(c.course for c in self.core if not c.covered)

    @property
    def failed(self) -> tuple[RuleResult, ...]:
        """The rules that are not met."""
        return tuple(r for r in self.rules if r.status == FAIL)

    @property
    def noted(self) -> tuple[RuleResult, ...]:
        """The rules of which something is to be said: below what is normal, or not to be proven from this curriculum alone."""
        return tuple(r for r in self.rules if r.status == NOTE)

    @property
    def verdict(self) -> str:
        """How it stands: unmet where a rule, a topic or a core course is missed, noted where something is to be said, else met.

        Years beyond the period are to be said too.
        """
        if self.failed or self.missing or self.lacking_core:
            return UNMET
        return NOTED if self.noted or any(f.code == "C610" for f in self.findings) else MET


def core_courses(courses: Iterable[Course]) -> tuple[Course, ...]:
    """Return the published core courses, in the order given."""
    return tuple(c for c in courses if c.core and c.status == "published")


def evaluate_curriculum(
    curriculum: Curriculum, courses: Mapping[str, Course], plan: Plan, classes: Mapping[str, TrainingClass] | None = None,
    core: Iterable[Course] | None = None,
) -> Evaluation:
    """Return the evaluation of a curriculum against the plan and the library's courses and classes.

    ``core`` are the library's core courses, where they have been looked up already. What counts is told by ``items.studies``; all else
    is a finding.
    """
    span = span_of(curriculum)
    known = {} if classes is None else classes
    studied = studies(curriculum, courses, known, plan)
    planned = studied.planned
    return Evaluation(
        curriculum,
        tuple((year, _totals([p for p in planned if p.year == year])) for year in span),
        tuple(evaluate(plan, curriculum, planned)),
        _topics(planned, courses, plan, curriculum.sector),
        _core(curriculum, planned, core_courses(courses.values()) if core is None else core, plan),
        (*studied.findings, *disorder(curriculum, studied, courses, known, plan)),
        studied.counted,
        planned,
    )


def _totals(planned: Sequence[Planned]) -> YearTotals:
    county = LEVEL_ORDER.index("county")
    return YearTotals(
        sum(p.hours for p in planned),
        sum(p.theory for p in planned),
        sum(p.hours for p in planned if p.offjob and LEVEL_ORDER.index(p.level) <= county),
    )


def _topics(
    planned: Sequence[Planned], courses: Mapping[str, Course], plan: Plan, sector: str
) -> tuple[TopicCovered, ...]:
    lineage = plan.lineage(sector)
    by_topic: dict[str, list[str]] = {}
    for item in planned:
        for course in item.courses:
            by_topic.setdefault(courses[course].topic, []).append(course)
    return tuple(
        TopicCovered(t, tuple(by_topic.get(t.id, ()))) for t in plan.topics.values() if t.sector in lineage
    )


def _core(
    curriculum: Curriculum, planned: Sequence[Planned], core: Iterable[Course], plan: Plan
) -> tuple[CoreCovered, ...]:
    """Return the core courses for the curriculum's sector and role that can be given in one of its years, in order of ID."""
    lineage = plan.lineage(curriculum.sector)
    studied = {course for p in planned for course in p.courses}
    fit = (
        c for c in core
        if c.serves(lineage) and c.given_to(curriculum.role) and any(c.given_in(year) for year in span_of(curriculum))
    )
    return tuple(CoreCovered(c, c.id in studied) for c in sorted(fit, key=lambda c: c.id))
