"""In which years the chosen courses stand: the second half of a suggestion."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ...library.model import Course
from ..counting import Planned
from ..solver import Model
from .off_the_job import off_the_job
from .problem import PlanningProblem, suits_a_class
from .rows import At, demanded, in_order, in_years, own_content

#: Bound on nodes for goals that order good answers only.
_ORDERING = 100
#: A year's theory stays within a tenth, else a fifth, of an even part of it all: neither is a year left bare nor one filled with it.
_THEORY_BANDS = ((9, 11, 10), (4, 6, 5))
#: From this month on a year's plan is made already: a course on an event is due in the next.
_TOO_LATE = "10"


def place(problem: PlanningProblem, chosen: Sequence[Course]) -> list[Planned] | None:
    """Return the chosen courses in their years, or ``None`` when no order of years meets what is asked for year by year.

    Years as even as can be first, then courses on events soon after them, then the sector's hours even, then many basic tasks and
    methods in every year, then theory early, then the plan's order of topics.
    """
    for band in (*_THEORY_BANDS, None):
        for classes in (True, False):
            years = _years(problem, chosen, band, classes=classes)
            placed = None if years is None else [Planned(c.id, years[c.id], c.hours, c.theory_hours) for c in chosen]
            done = None if placed is None else off_the_job(problem, placed)
            if done is not None:
                return done
    return None


def _years(
    problem: PlanningProblem, chosen: Sequence[Course], band: tuple[int, int, int] | None, *, classes: bool
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
                fit = {at[c.id, y]: c.hours for c in chosen if suits_a_class(c) for y in demand.years if (c.id, y) in at}
                model.row(fit, low=demand.low)
    if band is not None:
        _theory_band(model, problem, [c for c in chosen if c.theory], at, band)
    goals = [
        (_spread(model, problem, chosen, at), _ORDERING * 10),
        (_late(problem, chosen, at), _ORDERING),
        (_own_spread(model, problem, chosen, at), _ORDERING),
        (_variety(model, problem, chosen, at), _ORDERING),
        ({v: problem.courses[name].hours * (y - problem.years.start) for (name, y), v in at.items() if problem.courses[name].theory},
         _ORDERING * 3),
    ]
    answer = model.in_order([(goal, nodes) for goal, nodes in goals if goal])
    if answer is None:
        return None
    years = {name: y for (name, y), variable in at.items() if answer.values[variable]}
    _exchange(problem, chosen, years)
    return years


def _late(problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Return the goal that a course on an event of these years stands in the year in which it is due."""
    goal: dict[int, int] = {}
    for course in chosen:
        if course.not_before[:4] >= str(problem.years.start):
            due = int(course.not_before[:4]) + (course.not_before[5:7] >= _TOO_LATE)
            goal |= {at[course.id, y]: abs(y - due) for y in problem.years_of(course)}
    return goal


def _own_spread(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Add the years with most and with least of the sector's content as variables and return their difference as a goal."""
    own = [c for c in chosen if problem.own(c)]
    return _between(model, problem, own, at, {y: problem.own_standing(y) for y in problem.years}) if own else {}


def _between(
    model: Model, problem: PlanningProblem, courses: Sequence[Course], at: At, standing: Mapping[int, int]
) -> dict[int, int]:
    total = sum(c.hours for c in courses) + sum(standing.values())
    most, least = model.variable(0, total), model.variable(0, total)
    for year in problem.years:
        terms = {at[c.id, year]: c.hours for c in courses if (c.id, year) in at}
        model.row(terms | {most: -1}, high=-standing[year])
        model.row(terms | {least: -1}, low=-standing[year])
    return {most: 1, least: -1}


def _spread(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Add the fullest and the emptiest year as variables and return their difference as a goal."""
    standing = {y: sum(p.hours for p in problem.kept if p.year == y) for y in problem.years}
    goal = _between(model, problem, chosen, at, standing)
    sizes = [c.hours for c in chosen] + [p.hours for p in problem.kept]
    step = math.gcd(*sizes) if sizes else 1
    # Nothing can be more even than the smallest step allows: said aloud, this spares the solver the proof.
    model.row(goal, low=0 if sum(sizes) % ((step or 1) * len(problem.years)) == 0 else step)
    return goal


def _variety(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Add for each year which basic tasks and methods it has, and return the goal that makes many good."""
    groups: dict[str, list[Course]] = {}
    for course in chosen:
        for name in (f"task {problem.plan.task_of(course)}", *(f"method {m}" for m in course.methods)):
            groups.setdefault(name, []).append(course)
    goal: dict[int, int] = {}
    for _, courses in sorted(groups.items()):
        for year in problem.years:
            terms = {at[c.id, year]: -1 for c in courses if (c.id, year) in at}
            if terms:
                there = model.variable()
                goal[there] = -1
                model.row(terms | {there: 1}, high=0)
    return goal


def _theory_band(
    model: Model, problem: PlanningProblem, theory: Sequence[Course], at: At, band: tuple[int, int, int]
) -> None:
    standing = {y: sum(p.theory for p in problem.kept if p.year == y) for y in problem.years}
    total = sum(c.hours for c in theory) + sum(standing.values())
    low, high, even = band
    even *= len(problem.years)
    for year in problem.years:
        terms = {at[c.id, year]: c.hours for c in theory if (c.id, year) in at}
        model.row(terms, low=low * total // even - standing[year], high=-(-high * total // even) - standing[year])


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
    """Return what two courses must share to be exchanged: hours, theory, sector, basic task, methods, event, fitness for a class."""
    return (
        course.hours, course.theory, problem.own(course), problem.plan.task_of(course), frozenset(course.methods), course.not_before,
        suits_a_class(course),
    )
