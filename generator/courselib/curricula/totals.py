"""Sums of courses in half-hours, and how far courses cover the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..library.model import ALL, Course, Plan, Topic


@dataclass(frozen=True, slots=True)
class Totals:
    """Count of courses, hours and theory hours (党的创新理论教育学时, plan 一), both in half-hours."""

    count: int
    hours: int
    theory: int

    @classmethod
    def of(cls, courses: Iterable[Course]) -> Totals:
        """Return the sums over courses, each counted once."""
        count = hours = theory = 0
        for course in courses:
            count += 1
            hours += course.hours
            theory += course.theory_hours
        return cls(count, hours, theory)


@dataclass(frozen=True, slots=True)
class TopicCover:
    """A topic and the courses of its own."""

    topic: Topic
    totals: Totals

    @property
    def gap(self) -> bool:
        """True when a required topic has no course."""
        return self.topic.required and self.totals.count == 0


@dataclass(frozen=True, slots=True)
class ClauseCover:
    """A clause, its topics and what their courses add up to."""

    clause: str
    topics: tuple[TopicCover, ...]
    totals: Totals

    @property
    def gaps(self) -> tuple[Topic, ...]:
        """The required topics of the clause that no course covers."""
        return tuple(t.topic for t in self.topics if t.gap)


def by_topic(courses: Iterable[Course]) -> dict[str, list[Course]]:
    """Return courses by topic, each list in the order given."""
    courses_by_topic: dict[str, list[Course]] = {}
    for course in courses:
        courses_by_topic.setdefault(course.topic, []).append(course)
    return courses_by_topic


def cover(plan: Plan, courses: Iterable[Course]) -> list[ClauseCover]:
    """Return the coverage of every clause that has topics, in the plan's order."""
    grouped = by_topic(courses)
    result = []
    for clause in plan.clauses:
        topics = tuple(
            TopicCover(t, Totals.of(grouped.get(t.id, ()))) for t in plan.topics.values() if t.clause == clause
        )
        if topics:
            own = [c for t in topics for c in grouped.get(t.topic.id, ())]
            result.append(ClauseCover(clause, topics, Totals.of(own)))
    return result


def topics_for(plan: Plan, sector: str) -> list[Topic]:
    """Return the topics a curriculum of a sector draws on: its own, its parent's, those of all; own first."""
    lineage = plan.lineage(sector)
    return sorted(
        (t for t in plan.topics.values() if t.sector in lineage), key=lambda t: lineage.index(t.sector)
    )


def role_label(plan: Plan, role: str) -> str:
    """Return the Chinese name of a role; the role itself where the plan has none of that ID."""
    return plan.roles[role].title if role in plan.roles else role


def sector_label(plan: Plan, sector: str) -> str:
    """Return the Chinese name of a sector, or 全体党员 for ``all``."""
    return "全体党员" if sector == ALL else plan.sectors[sector].title
