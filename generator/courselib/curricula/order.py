"""What is out of order among the items that count: for whom courses and classes are, when they are given, what comes before what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..library.model import Course, Curriculum, Plan, TrainingClass
from .items import Finding, Studies
from .rules import span_of


def disorder(
    curriculum: Curriculum, studied: Studies, courses: Mapping[str, Course], classes: Mapping[str, TrainingClass], plan: Plan
) -> list[Finding]:
    """Return the findings of the curriculum's years, then those of each item, in their order."""
    lineage = plan.lineage(curriculum.sector)
    years: dict[str, int] = {}
    for one in studied.planned:
        years |= dict.fromkeys(one.courses, one.year)
    findings = list(_years(curriculum, plan))
    for index, one in zip(studied.counted, studied.planned, strict=True):
        item = curriculum.items[index]
        of = classes[item.class_] if item.class_ else courses[item.course]
        if not any(sector in lineage for sector in of.audience):
            findings.append(Finding("C604", index, of.id))
        if of.roles and curriculum.role not in of.roles:
            findings.append(Finding("C612", index, of.id))
        for name in one.courses:
            course = courses[name]
            if item.class_ and not course.given_to(curriculum.role):
                findings.append(Finding("C612", index, name, item.class_))
            if not _given(course, item.year, _day(item.on, name, of)):
                findings.append(Finding("C613", index, name, item.class_, item.year))
            findings += _before(course, index, item.year, years, courses, lineage)
    return findings


def _years(curriculum: Curriculum, plan: Plan) -> Iterator[Finding]:
    """Yield the findings of years: of the curriculum beyond the period, of what was earned outside of it or after the curriculum."""
    span = span_of(curriculum)
    if span.start < plan.start or span.stop - 1 > plan.end:
        yield Finding("C610", -1, year=span.stop - 1 if span.stop - 1 > plan.end else span.start)
    for row in curriculum.earned:
        if row.year not in plan.years or row.year >= span.stop:
            yield Finding("C614", -1, year=row.year)


def _day(on: str, name: str, of: Course | TrainingClass) -> str:
    """Return the day (YYYY-MM-DD) on which a course begins, of an item on ``on`` or in a class; empty where it is not settled."""
    if isinstance(of, TrainingClass):
        return next((i.on for i in of.items if i.course == name and i.on), of.start)
    return on


def _given(course: Course, year: int, day: str) -> bool:
    """Tell whether a course can be given in a year, or on a day of it where that is known."""
    if day[:4] != str(year):
        return course.given_in(year)
    return course.not_before <= day[:7] and (not course.until or day[: len(course.until)] <= course.until)


def _before(
    course: Course, index: int, year: int, years: Mapping[str, int], courses: Mapping[str, Course], lineage: tuple[str, ...]
) -> Iterator[Finding]:
    for required in course.prerequisites:
        if required not in years:
            # Only what could be planned here is missed: a draft, or a course for others, is the course's own concern.
            other = courses.get(required)
            if other is not None and other.status == "published" and other.serves(lineage):
                yield Finding("C606", index, course.id, required)
        elif years[required] > year:
            yield Finding("C605", index, course.id, required, years[required])
