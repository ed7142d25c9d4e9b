"""A year's training classes as what they need: days, and everybody and everything that cannot be in two places at once."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...library.model import ALL, Course, Library, Plan, TrainingClass
from ...runtime.hours import HALF_DAYS_PER_DAY, HALF_HOURS_PER_HOUR
from ..classes import dates_of, hours_of

#: What a class needs and can have only once at a time.
VENUE, LECTURER, AUDIENCE = "venue", "lecturer", "audience"
#: What bounds its days: the planner's days of the year, those of one class, a lecturer or a venue that is away, a class that stands.
FREE, OWN, AWAY, SETTLED = "free", "own", "away", "settled"


@dataclass(frozen=True, slots=True, order=True)
class Limit:
    """Something that bounds when classes can be held; ``id`` says whose or which.

    A venue or a lecturer, or the people of a sector in a role (``part``) and of a batch (``group``), are in one class at a time; a
    lecturer or a venue is away (``part`` tells which of both).
    """

    kind: str
    id: str
    part: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A class to be placed: how many working days it takes, and what it needs on each of them."""

    of: TrainingClass
    length: int
    needs: frozenset[Limit]


@dataclass(frozen=True, slots=True)
class Settled:
    """A class whose dates stand: what it needs, day by day."""

    of: TrainingClass
    days: Mapping[datetime.date, frozenset[Limit]]


def sessions_of(library: Library, year: int) -> list[Session]:
    """Return the classes of a year that have no dates yet, by ID; classes that are over with (``retired``) are left out."""
    return [
        Session(c, length_of(c, library.courses, library.plan.hours_per_day), frozenset(_needs(c, library.plan, _lecturers(c))))
        for c in _classes(library) if not c.start and c.year == year
    ]


def settled_of(library: Library, year: int) -> list[Settled]:
    """Return the classes that stand on days of a year, by ID."""
    settled = []
    for of in _classes(library):
        days = dates_of(of)
        if any(d.year == year for d in days):
            settled.append(Settled(of, {d: frozenset(_needs(of, library.plan, _lecturers(of, d))) for d in days}))
    return settled


def length_of(of: TrainingClass, courses: Mapping[str, Course], hours_per_day: int) -> int:
    """Return the working days that a class takes: those it states, else what its hours fill, one at least."""
    if of.days:
        return -(-of.days // HALF_DAYS_PER_DAY)
    return max(1, -(-sum(hours_of(i, courses) for i in of.items) // (HALF_HOURS_PER_HOUR * hours_per_day)))


def _classes(library: Library) -> list[TrainingClass]:
    return [c for _, c in sorted(library.classes.items()) if c.status != "retired"]


def _lecturers(of: TrainingClass, day: datetime.date | None = None) -> set[str]:
    """Return the lecturers of a class, or those who may be needed on a day: all whose hours are not settled on other days."""
    return {i.lecturer for i in of.items if i.lecturer and (day is None or not i.on or i.on == day.isoformat())}


def _needs(of: TrainingClass, plan: Plan, lecturers: Iterable[str]) -> list[Limit]:
    people = [Limit(AUDIENCE, leaf, role, of.group) for leaf in _leaves(of.audience, plan) for role in of.roles or plan.roles]
    venue = [Limit(VENUE, of.venue)] if of.venue else []
    return [*venue, *(Limit(LECTURER, name) for name in lecturers), *people]


def _leaves(audience: Sequence[str], plan: Plan) -> list[str]:
    """Return the sectors without parts in which the people of an audience are: who is in a sector is in one of its parts."""
    return [s for s in plan.leaves() if ALL in audience or set(plan.lineage(s)) & set(audience)]
