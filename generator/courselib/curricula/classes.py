"""A training class as figures: on which days it is held, and which hours it counts (plan (十四), (十七); 1 day = 8 学时).

Hours are half-hours and days half-days throughout. A class counts what its timetable teaches, but no more than the plan's hours a day
on each of its days.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from ..library.model import ClassItem, Course, TrainingClass
from ..runtime.hours import HALF_DAYS_PER_DAY, HALF_HOURS_PER_HOUR

_SATURDAY = 5
_WEEK = 7


@dataclass(frozen=True, slots=True)
class ClassTotals:
    """What a class counts: half-hours of all and of theory, half-days; ``taught`` is what its timetable adds up to."""

    hours: int
    theory: int
    days: int
    taught: int


def days_between(start: str, end: str) -> tuple[datetime.date, ...]:
    """Return the working days, Monday to Friday, from one date (YYYY-MM-DD) to another; all of them where none is a working day."""
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end)
    every = [first + datetime.timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(day for day in every if day.weekday() < _SATURDAY) or tuple(every)


def days_from(start: str, count: int) -> tuple[datetime.date, ...]:
    """Return ``count`` days from a date (YYYY-MM-DD) on: that day, whichever it is, then working days."""
    days = [datetime.date.fromisoformat(start)]
    while len(days) < count:
        step = 1 if days[-1].weekday() < _SATURDAY - 1 else _WEEK - days[-1].weekday()
        days.append(days[-1] + datetime.timedelta(days=step))
    return tuple(days[:count])


def runs(days: Sequence[datetime.date]) -> list[tuple[datetime.date, datetime.date]]:
    """Return days in order as first and last of each unbroken run."""
    runs_so_far: list[tuple[datetime.date, datetime.date]] = []
    for day in days:
        if runs_so_far and day - runs_so_far[-1][1] == datetime.timedelta(days=1):
            runs_so_far[-1] = (runs_so_far[-1][0], day)
        else:
            runs_so_far.append((day, day))
    return runs_so_far


def dates_of(training: TrainingClass) -> tuple[datetime.date, ...]:
    """Return the days on which a class is held: its working days, and those that its timetable names; none while it has no dates."""
    if not training.start:
        return ()
    named = {datetime.date.fromisoformat(item.on) for item in training.items if item.on}
    return tuple(sorted({*days_between(training.start, training.end or training.start), *named}))


def half_days_of(training: TrainingClass) -> int:
    """Return how long a class lasts in half-days: as stated, else the days on which it is held; 0 where neither is known."""
    return training.days or len(dates_of(training)) * HALF_DAYS_PER_DAY


def hours_of(item: ClassItem, courses: Mapping[str, Course]) -> int:
    """Return the half-hours that are taught of a course of the class; 0 where the course is unknown."""
    course = courses.get(item.course)
    return (item.hours or course.hours) if course else 0


def totals_of(training: TrainingClass, courses: Mapping[str, Course], hours_per_day: int) -> ClassTotals:
    """Return what a class counts; ``hours_per_day`` is the plan's. Where its days are not known, all that is taught counts."""
    taught = sum(hours_of(item, courses) for item in training.items)
    theory = sum(hours_of(item, courses) for item in training.items if item.course in courses and courses[item.course].theory)
    half_days = half_days_of(training)
    most = half_days * hours_per_day * HALF_HOURS_PER_HOUR // HALF_DAYS_PER_DAY if half_days else taught
    return ClassTotals(min(taught, most), min(theory, most), half_days, taught)


@dataclass(frozen=True, slots=True)
class Studied:
    """What who takes part studies: the courses, their half-hours and those of them that are theory, and the class's half-days."""

    courses: tuple[str, ...]
    hours: int
    theory: int
    days: int


def studied(
    training: TrainingClass, courses: Mapping[str, Course], hours_per_day: int, known: Container[str] = ()
) -> Studied:
    """Return what a class counts in a curriculum: its published courses that are not ``known`` from elsewhere, within its days."""
    parts: dict[str, int] = {}
    for item in training.items:
        course = courses.get(item.course)
        if course is not None and course.status == "published" and item.course not in known:
            # A course taught in parts is no more than the course.
            parts[item.course] = min(course.hours, parts.get(item.course, 0) + (item.hours or course.hours))
    hours = sum(parts.values())
    theory = sum(part for course, part in parts.items() if courses[course].theory)
    half_days = half_days_of(training)
    most = half_days * hours_per_day * HALF_HOURS_PER_HOUR // HALF_DAYS_PER_DAY if half_days else hours
    return Studied(tuple(parts), min(hours, most), min(theory, most), half_days)
