"""How much of what a rule counts one item brings, and one year that was learnt before. All in half-hours; days in half-days.

The same in half-hours: a day is as many hours as the plan says, so half a day is as many half-hours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..library.model import Earned, Rule

#: Levels from the highest down; off-the-job training counts at a rule's level or above.
LEVEL_ORDER = ("central", "province", "city", "county", "township", "unit")


@dataclass(frozen=True, slots=True)
class Planned:
    """An item that counts, as the rules see it: a course, or a class, by its ID.

    ``hours`` and ``theory`` (those of them that are theory) in half-hours, ``days`` in half-days, 0 where none are stated.
    ``courses`` are the IDs of the courses that are studied.
    """

    course: str
    year: int
    hours: int
    theory: int
    offjob: bool = False
    level: str = "county"
    days: int = 0
    courses: tuple[str, ...] = ()


def counter(rule: Rule, kind: str) -> Callable[[Planned], int]:
    """Return what gives the half-hours of an item that a rule counts: all, theory, or off-the-job at its level or above."""
    if kind == "theory":
        return lambda p: p.theory
    if kind == "offjob":
        lowest = LEVEL_ORDER.index(rule.offjob_level or LEVEL_ORDER[-1])
        return lambda p: p.hours if p.offjob and LEVEL_ORDER.index(p.level) <= lowest else 0
    return lambda p: p.hours


def earned_hours(year: Earned, kind: str) -> int:
    """Return the half-hours of a year's learning that are of a kind: all, theory, off-the-job."""
    return {"all": year.hours, "theory": year.theory_hours, "offjob": year.offjob_hours}[kind]


def by_days(hours: int, whole: int, days: int, hours_per_day: int) -> int:
    """Return the half-hours that stated half-days stand for where all of the ``whole`` hours are counted; else the hours that are."""
    return days * hours_per_day if days and hours == whole else hours
