"""What a training class (培训班次) adds up to: days, hours, theory hours (plan 一: a day has 8 学时)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from ..library.model import ClassItem, Course, Plan, TrainingClass

_SATURDAY = 5
_HALVES = 2


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """``days`` in half-days, 0 where neither days nor dates are settled; ``hours`` and ``theory`` in half-hours."""

    days: int
    hours: int
    theory: int


def taught(item: ClassItem, courses: Mapping[str, Course]) -> int:
    """Return the half-hours of a course that a class teaches: the part that it states, else the whole; 0 for an unknown course."""
    course = courses.get(item.course)
    return 0 if course is None else min(item.hours or course.hours, course.hours)


def days_of(training: TrainingClass) -> int:
    """Return the half-days of a class: those that it states, else its working days, Monday to Friday; 0 while its dates are open."""
    if training.days or not training.start:
        return training.days
    first = datetime.date.fromisoformat(training.start)
    last = datetime.date.fromisoformat(training.end or training.start)
    whole = range((last - first).days + 1)
    return _HALVES * sum((first + datetime.timedelta(n)).weekday() < _SATURDAY for n in whole)


def figures_of(training: TrainingClass, courses: Mapping[str, Course], plan: Plan) -> ClassFigures:
    """Return the figures of a class. It counts no more hours than its days have, where these are known."""
    days = days_of(training)
    hours = sum(taught(item, courses) for item in training.items)
    theory = sum(taught(item, courses) for item in training.items if item.course in courses and courses[item.course].theory)
    # Half-days and half-hours: 8 hours a day are 8 half-hours a half-day.
    most = days * plan.hours_per_day if days else hours
    return ClassFigures(days, min(hours, most), min(theory, most))
