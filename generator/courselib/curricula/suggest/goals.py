"""What makes one layout of years better than another, in order of weight (docs/adr/0023)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ...library.model import Course
from ..solver import Goal, Model
from .problem import PlanningProblem
from .rows import At

#: Bound on nodes for goals that order good answers only.
_ORDERING = 100
#: Years that differ by so many half-hours are even enough; of the sector's or the role's hours they may differ more.
_EVEN, _EVEN_PART = 2, 8
#: What a basic task more in the year that has fewest is worth, beside one more in any year.
_POOREST = 10
#: From this month on a year's plan is made already: a course on an event is due in the next.
_TOO_LATE = "10"


class Band(NamedTuple):
    """How a year's theory may be: from ``low`` to ``high`` parts of ``even`` of an even part of it all."""

    low: int
    high: int
    even: int


#: Neither is a year left bare of theory nor one filled with it, as closely as can be.
THEORY_BANDS = (Band(9, 11, 10), Band(4, 6, 5))


def goals(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> Iterator[Goal]:
    """Yield the goals by weight: even years; theory in each; events soon; sector and role even; many tasks and methods; theory early."""
    hours = {y: sum(p.hours for p in problem.kept if p.year == y) for y in problem.years}
    yield Goal(_least_spread(model, problem, chosen, at, hours), _ORDERING * 10, _EVEN)
    yield Goal(_short_of_theory(model, problem, chosen, at), _ORDERING * 2)
    yield Goal(_late(problem, chosen, at), _ORDERING)
    for mine in (problem.own, problem.for_role):
        courses = [c for c in chosen if mine(c)]
        kept_hours = dict.fromkeys(problem.years, 0)
        for name, year in problem.kept_years.items():
            kept_hours[year] += problem.courses[name].hours * mine(problem.courses[name])
        yield Goal(_spread(model, problem, courses, at, kept_hours) if courses else {}, _ORDERING, _EVEN_PART)
    yield Goal(_variety(model, problem, chosen, at), _ORDERING)
    first = problem.years.start
    early = {v: problem.courses[name].hours * (y - first) for (name, y), v in at.items() if problem.courses[name].theory}
    yield Goal(early, _ORDERING // 2)


def theory_in(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At, band: Band) -> None:
    """Hold every year's theory within a band."""
    theory = [c for c in chosen if c.theory]
    kept_hours = {y: sum(p.theory for p in problem.kept if p.year == y) for y in problem.years}
    total = sum(c.hours for c in theory) + sum(kept_hours.values())
    even = band.even * len(problem.years)
    for year in problem.years:
        terms = {at[c.id, year]: c.hours for c in theory if (c.id, year) in at}
        model.row(terms, low=band.low * total // even - kept_hours[year], high=-(-band.high * total // even) - kept_hours[year])


def every_task(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> None:
    """Require in every year each basic task, and something for the role, where there are as many courses of it as years."""
    plan, kept = problem.plan, problem.kept_years.items()
    groups = [(courses, {y for c, y in kept if plan.task_of(problem.courses[c]) == t}) for t, courses in _by_task(problem, chosen).items()]
    groups.append(([c for c in chosen if problem.for_role(c)], {y for c, y in kept if problem.for_role(problem.courses[c])}))
    for courses, known in groups:
        lacking = [y for y in problem.years if y not in known]
        if len(courses) >= len(lacking):
            for year in lacking:
                model.row({at[c.id, year]: 1 for c in courses if (c.id, year) in at}, low=1)


def _by_task(problem: PlanningProblem, chosen: Sequence[Course]) -> dict[str, list[Course]]:
    courses_by_task: dict[str, list[Course]] = {}
    for course in chosen:
        courses_by_task.setdefault(problem.plan.task_of(course), []).append(course)
    return courses_by_task


def _short_of_theory(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Add what each year lacks of the share of theory that is asked for over all years, and return the goal that none does."""
    goal: dict[int, int] = {}
    for rule in dict.fromkeys(d.rule for d in problem.demands if d.part and d.rule.count == "theory" and d.rule.share_of == "all"):
        part, whole = rule.share
        for year in problem.years:
            kept = [p for p in problem.kept if p.year == year]
            short = model.variable(0, part * sum(c.hours for c in chosen) + part * sum(p.hours for p in kept))
            terms = {at[c.id, year]: c.hours * (whole * c.theory - part) for c in chosen if (c.id, year) in at}
            model.row(terms | {short: 1}, low=sum(part * p.hours - whole * p.theory for p in kept))
            goal[short] = 1
    return goal


def _late(problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Return the goal that a course on an event of these years stands in the year in which it is due."""
    goal: dict[int, int] = {}
    for course in chosen:
        if course.not_before[:4] >= str(problem.years.start):
            due = int(course.not_before[:4]) + (course.not_before[5:7] >= _TOO_LATE)
            goal |= {at[course.id, y]: abs(y - due) for y in problem.years_of(course)}
    return goal


def _least_spread(
    model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At, kept_hours: Mapping[int, int]
) -> dict[int, int]:
    """Return the goal of even years; said aloud, that nothing is more even than the sizes allow spares the solver the proof."""
    goal = _spread(model, problem, chosen, at, kept_hours)
    sizes = [c.hours for c in chosen] + [h for h in kept_hours.values() if h]
    step = math.gcd(*sizes) if sizes else 1
    model.row(goal, low=0 if sum(sizes) % (step * len(problem.years)) == 0 else step)
    return goal


def _spread(
    model: Model, problem: PlanningProblem, courses: Sequence[Course], at: At, kept_hours: Mapping[int, int]
) -> dict[int, int]:
    """Add the years with most and with least of some courses' hours as variables and return their difference as a goal."""
    total = sum(c.hours for c in courses) + sum(kept_hours.values())
    most, least = model.variable(0, total), model.variable(0, total)
    for year in problem.years:
        terms = {at[c.id, year]: c.hours for c in courses if (c.id, year) in at}
        model.row(terms | {most: -1}, high=-kept_hours[year])
        model.row(terms | {least: -1}, low=-kept_hours[year])
    return {most: 1, least: -1}


def _variety(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> dict[int, int]:
    """Add for each year which basic tasks and methods it has, and return the goal that makes many good, of tasks in every year."""
    plan = problem.plan
    tasks = _by_task(problem, chosen)
    methods: dict[str, list[Course]] = {}
    for course in chosen:
        for method in course.methods:
            methods.setdefault(method, []).append(course)
    fewest = model.variable(0, len(tasks))
    goal = {fewest: -_POOREST}
    for year in problem.years:
        known = {plan.task_of(problem.courses[c]) for c, y in problem.kept_years.items() if y == year}
        there = _there(model, tasks, at, year, known)
        model.row(dict.fromkeys(there, 1) | {fewest: -1}, low=len(there) - len(tasks))
        goal |= dict.fromkeys([*there, *_there(model, methods, at, year, set())], -1)
    return goal


def _there(model: Model, groups: Mapping[str, Sequence[Course]], at: At, year: int, known: set[str]) -> list[int]:
    """Add for each group, other than those that are known to be there, whether the year has a course of it."""
    variables = []
    for _, courses in sorted((name, courses) for name, courses in groups.items() if name not in known):
        variable = model.variable()
        model.row({at[c.id, year]: -1 for c in courses if (c.id, year) in at} | {variable: 1}, high=0)
        variables.append(variable)
    return variables
