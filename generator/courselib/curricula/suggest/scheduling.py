"""In which years the chosen courses stand: the second half of a suggestion."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ...library.model import Course
from ..counting import Planned
from ..solver import Model
from .goals import THEORY_BANDS, Band, every_task, goals, theory_in
from .off_the_job import off_the_job
from .problem import PlanningProblem, suits_a_class
from .rows import demanded, in_order, in_years, own_content


def place(problem: PlanningProblem, chosen: Sequence[Course]) -> list[Planned] | None:
    """Return the chosen courses in their years, or ``None`` when no order of years meets what is asked for year by year.

    What makes one order better than another: ``goals``; then the plan's order of topics.
    """
    for band, classes, tasks in itertools.product((*THEORY_BANDS, None), (True, False), (True, False)):
        years = _years(problem, chosen, band, classes=classes, tasks=tasks)
        placed = None if years is None else [Planned(c.id, years[c.id], c.hours, c.theory_hours) for c in chosen]
        done = None if placed is None else off_the_job(problem, placed)
        if done is not None:
            return done
    return None


def _years(
    problem: PlanningProblem, chosen: Sequence[Course], band: Band | None, *, classes: bool, tasks: bool
) -> dict[str, int] | None:
    model = Model()
    at = {(c.id, y): model.variable() for c in chosen for y in problem.years_of(c)}
    for course in chosen:
        model.row({at[course.id, y]: 1 for y in problem.years_of(course)}, low=1, high=1)
    in_order(model, problem, chosen, at)
    own_content(model, problem, chosen, at)
    for demand in problem.demands:
        if demand.years != tuple(problem.years):
            demanded(model, demand, chosen, in_years(demand, chosen, at))
            if classes and demand in problem.offjob_rules and not demand.part:
                fit = [(at[c.id, y], c) for c in chosen if suits_a_class(c) for y in demand.years if (c.id, y) in at]
                model.row({v: c.hours for v, c in fit}, low=demand.low)
                model.row({v: 2 * c.theory_hours for v, c in fit}, low=demand.low)
    if tasks:
        every_task(model, problem, chosen, at)
    if band is not None:
        theory_in(model, problem, chosen, at, band)
    answer = model.in_order([*goals(model, problem, chosen, at)])
    if answer is None:
        return None
    years = {name: y for (name, y), variable in at.items() if answer.values[variable]}
    _exchange(problem, chosen, years)
    return years


def _exchange(problem: PlanningProblem, chosen: Sequence[Course], years: dict[str, int]) -> None:
    """Bring courses into the plan's order of topics by exchanges between courses that are alike, so that no sum changes."""
    topics = {t: n for n, t in enumerate(problem.plan.topics)}
    ranked = sorted(chosen, key=lambda c: (topics[c.topic], c.id))
    when = years | problem.kept_years
    after: dict[str, list[str]] = {}
    for name in when:
        for other in problem.courses[name].prerequisites:
            after.setdefault(other, []).append(name)

    def fits(course: Course) -> bool:
        year = when[course.id]
        before = all(when[o] <= year for o in course.prerequisites if o in when)
        return year in problem.years_of(course) and before and all(year <= when[o] for o in after.get(course.id, ()))

    def exchange(one: Course, other: Course) -> bool:
        if when[one.id] <= when[other.id] or _alike(problem, one) != _alike(problem, other):
            return False
        when[one.id], when[other.id] = when[other.id], when[one.id]
        if fits(one) and fits(other):
            return True
        when[one.id], when[other.id] = when[other.id], when[one.id]
        return False

    # Every exchange moves a course that comes first in the plan to an earlier year, so this ends.
    while sum(exchange(one, other) for n, one in enumerate(ranked) for other in ranked[n + 1 :]):
        pass
    years.update({name: when[name] for name in years})


def _alike(problem: PlanningProblem, course: Course) -> tuple[object, ...]:
    """Return what two courses must share to be exchanged: all that is looked at when years are chosen."""
    return (
        course.hours, course.theory, problem.own(course), problem.for_role(course), problem.plan.task_of(course),
        frozenset(course.methods), course.not_before, suits_a_class(course),
    )
