"""Suggestions judged as a planner would: year by year, and against what must hold of every one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from courselib.curricula.evaluation import Evaluation, evaluate_curriculum, span_of
from courselib.curricula.suggest.suggestion import Suggestion, suggest
from courselib.library.model import ALL, Course, Curriculum, Earned, Library, Source
from courselib.runtime.hours import format_hours, percent_text

#: What somebody has learnt in each of 2024—2026 who keeps pace with the plan, by role; in half-hours.
EARNED = {
    "member": Earned(0, 64, 34), "secretary": Earned(0, 112, 60, 80), "party-worker": Earned(0, 64, 34),
}
MARGIN = 5


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a suggestion; half-hours, and counts of courses, basic tasks and methods."""

    year: int
    courses: int
    hours: int
    theory: int
    sector: int
    core: int
    offjob: int
    offjob_theory: int
    tasks: int
    methods: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A suggestion with its years and what is wrong with it."""

    suggestion: Suggestion
    evaluation: Evaluation
    years: tuple[Year, ...]
    faults: tuple[str, ...]


def empty(sector: str, role: str) -> Curriculum:
    """Return the curriculum of the whole period with nothing planned."""
    return Curriculum("", "", sector, role, 2024, (), Source(""))


def midway(sector: str, role: str) -> Curriculum:
    """Return the curriculum of the last two years of somebody who has learnt in the three before."""
    earned = tuple(replace(EARNED[role], year=y) for y in (2024, 2025, 2026))
    return Curriculum("", "", sector, role, 2027, (), Source(""), years=2, earned=earned)


def judge(library: Library, draft: Curriculum, margin: int = MARGIN) -> Judged:
    """Return a draft's suggestion, judged."""
    suggestion = suggest(library, draft, margin)
    evaluation = evaluate_curriculum(replace(draft, items=suggestion.items), library.courses, library.plan, library.classes)
    years = tuple(_year(library, evaluation, y) for y in span_of(draft))
    return Judged(suggestion, evaluation, years, tuple(_faults(library, evaluation, years)))


def _year(library: Library, evaluation: Evaluation, year: int) -> Year:
    plan, items = library.plan, [p for p in evaluation.planned if p.year == year]
    courses = [library.courses[c] for p in items for c in p.courses]
    return Year(
        year, len(courses), sum(p.hours for p in items), sum(p.theory for p in items),
        sum(c.hours for c in courses if _own(library, c)), sum(c.core for c in courses),
        sum(p.hours for p in items if p.offjob), sum(p.theory for p in items if p.offjob),
        len({plan.task_of(c) for c in courses}), len({m for c in courses for m in c.methods}),
    )


def _own(library: Library, course: Course) -> bool:
    return library.plan.topics[course.topic].sector != ALL


def _faults(library: Library, evaluation: Evaluation, years: tuple[Year, ...]) -> Iterator[str]:
    curriculum, courses = evaluation.curriculum, library.courses
    for item in curriculum.items:
        course = courses[item.course]
        if not course.given_to(curriculum.role):
            yield f"another role's: {course.id}"
        if not course.given_in(item.year):
            yield f"anachronism: {course.id} in {item.year}"
        if item.offjob and course.kind in ("reader", "courseware"):
            yield f"read alone, off the job: {course.id}"
    yield from (f"core course missing: {c.id}" for c in evaluation.lacking_core)
    yield from (f"topic missing: {t.id}" for t in evaluation.missing)
    yield from (f"rule failed: {r.rule.id}" for r in evaluation.failed)
    yield from (f"{f.code}: {f.subject} {f.other}" for f in evaluation.findings)
    total = sum(y.sector for y in years)
    yield from (f"{y.year}: too little of the sector" for y in years if 2 * len(years) * y.sector < total)
    yield from _theory_late(library, curriculum)
    if curriculum.role == "secretary":
        yield from (f"{y.year}: off the job {format_hours(y.offjob)}" for y in years if y.offjob < 80)


def _theory_late(library: Library, curriculum: Curriculum) -> Iterator[str]:
    """Yield theory that stands behind something else of its year and does not build on it."""
    others: dict[int, set[str]] = {}
    for item in curriculum.items:
        course = library.courses[item.course]
        before = others.setdefault(item.year, set())
        if not course.theory or before & set(course.prerequisites):
            before.add(course.id)
        elif before - _leading_to(library, curriculum, item.year):
            yield f"theory is late in {item.year}: {course.id}"


def _leading_to(library: Library, curriculum: Curriculum, year: int) -> set[str]:
    """Return the courses of a year on which theory of the same year builds."""
    found = {i.course for i in curriculum.items if i.year == year and library.courses[i.course].theory}
    while more := {p for c in found for p in library.courses[c].prerequisites} - found:
        found |= more
    return found


def table(judged: Judged) -> list[str]:
    """Return the years as lines."""
    lines = ["year  n  hours theory   %  sector core  off (theory) tasks methods", *map(_line, judged.years)]
    whole = [sum(getattr(y, name) for y in judged.years) for name in ("hours", "theory", "sector")]
    return [*lines, f"all: {'/'.join(map(format_hours, whole))}; {', '.join(judged.suggestion.remarks) or 'no remarks'}"]


def _line(y: Year) -> str:
    return (
        f"{y.year} {y.courses:3} {format_hours(y.hours):>6} {format_hours(y.theory):>6} {percent_text(y.theory, y.hours):>5} "
        f"{format_hours(y.sector):>5} {y.core:>4} {format_hours(y.offjob):>5} ({format_hours(y.offjob_theory)}) "
        f"{y.tasks:>4} {y.methods:>5}"
    )
