"""Which items of a curriculum count, and what each brings: a course, a part of one, or a whole class."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from ..library.model import Course, Curriculum, Item, Plan, TrainingClass
from .classes import studied
from .counting import Planned
from .rules import span_of

HOURS_PER_DAY = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """Something out of order: a problem code, the index of the item (-1 for the whole), and what it concerns."""

    code: str
    item: int
    subject: str = ""
    other: str = ""
    year: int = 0


@dataclass(frozen=True, slots=True)
class Studies:
    """The items that count, by their index in the curriculum, each as the rules see it; and what is wrong with items."""

    counted: tuple[int, ...]
    planned: tuple[Planned, ...]
    findings: tuple[Finding, ...]


def studies(
    curriculum: Curriculum, courses: Mapping[str, Course], classes: Mapping[str, TrainingClass], plan: Plan
) -> Studies:
    """Return what counts of a curriculum.

    An item counts when its course or class exists, is published, stands in the curriculum for the first time, and its year is one of
    the curriculum's (for a class, the class's own as well). A course of a class that was planned before counts once, where it stood first;
    the class counts without it.
    """
    span = span_of(curriculum)
    counted: list[int] = []
    planned: list[Planned] = []
    findings: list[Finding] = []
    known: set[str] = set()
    attended: set[str] = set()
    for index, item in enumerate(curriculum.items):
        code = _class_fault(item, classes, span, attended) if item.class_ else _fault(item, courses, span, known)
        if code:
            findings.append(Finding(code, index, item.class_ or item.course, year=item.year))
            continue
        one = planned_item(item, courses, classes, plan.hours_per_day, known)
        if item.class_:
            attended.add(item.class_)
            twice = dict.fromkeys(i.course for i in classes[item.class_].items if i.course in known)
            findings += [Finding("C602", index, course, item.class_, item.year) for course in twice]
        known.update(one.courses)
        counted.append(index)
        planned.append(one)
    return Studies(tuple(counted), tuple(planned), tuple(findings))


def taken(item: Item, course: Course) -> int:
    """Return the half-hours of a course that an item takes: a part of it, or all."""
    return min(item.hours or course.hours, course.hours)


def planned_item(
    item: Item, courses: Mapping[str, Course], classes: Mapping[str, TrainingClass] | None = None, hours_per_day: int = HOURS_PER_DAY,
    known: Container[str] = (),
) -> Planned:
    """Return an item of a known course or class as the rules see it; ``known`` are courses that count elsewhere."""
    if item.class_:
        of = ({} if classes is None else classes)[item.class_]
        given = studied(of, courses, hours_per_day, known)
        return Planned(
            item.class_, item.year, given.hours, given.theory, of.offjob, of.level, item.days or given.days, given.courses
        )
    course = courses[item.course]
    hours = taken(item, course)
    return Planned(
        item.course, item.year, hours, hours if course.theory else 0, item.offjob, item.level, item.days, (item.course,)
    )


def _fault(item: Item, courses: Mapping[str, Course], span: range, known: Container[str]) -> str:
    """Return the code of what keeps an item's course from counting, or an empty text."""
    course = courses.get(item.course)
    if course is None:
        return "R403"
    if item.year not in span:
        return "C601"
    if item.course in known:
        return "C602"
    return "C603" if course.status != "published" else ""


def _class_fault(item: Item, classes: Mapping[str, TrainingClass], span: range, attended: Container[str]) -> str:
    """Return the code of what keeps a class from counting, or an empty text."""
    of = classes.get(item.class_)
    if of is None:
        return "R419"
    if item.year not in span:
        return "C601"
    if item.class_ in attended:
        return "C602"
    if of.status != "published":
        return "C603"
    return "C616" if item.year != of.in_year else ""
