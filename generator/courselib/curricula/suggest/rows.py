"""The requirements as rows of a model: whichever way its variables say what is taken and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...library.model import Course
from ..solver import Model
from .problem import Demand, PlanningProblem
from .requirements import CORE, ORDER, SECTOR, TOPIC, Requirement

#: Variables by course and year.
At = Mapping[tuple[str, int], int]


def coverage(model: Model, problem: PlanningProblem, of: Mapping[str, Sequence[int]]) -> None:
    """Require core courses, and a course of each required topic. ``of`` holds the variables that say that a course is taken."""
    for topic in problem.lacking:
        if Requirement(TOPIC, topic.id) not in problem.without:
            model.row({v: 1 for c in problem.free if c.topic == topic.id for v in of[c.id]}, low=1)
    for course in problem.core:
        if Requirement(CORE, course.id) not in problem.without:
            model.row(dict.fromkeys(of[course.id], 1), low=1)


def demanded(model: Model, demand: Demand, courses: Iterable[Course], of: Mapping[str, Sequence[int]]) -> None:
    """Hold a rule over its years. ``of`` holds the variables that say that a course is taken in them."""
    terms = {v: demand.factor(c) for c in courses for v in of.get(c.id, ())}
    model.row({v: f for v, f in terms.items() if f}, low=demand.low)


def in_years(demand: Demand, courses: Iterable[Course], at: At) -> dict[str, list[int]]:
    """Return the variables of courses in the years of a rule."""
    return {c.id: [at[c.id, y] for y in demand.years if (c.id, y) in at] for c in courses}


def in_order(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> None:
    """Hold prerequisites, of new courses and of kept ones, to the same year or an earlier one."""
    if Requirement(ORDER) in problem.without:
        return
    kept = problem.kept_years
    taken = {c.id for c in chosen}
    for course in chosen:
        for other in course.prerequisites:
            if other in taken:
                for last in problem.years:
                    before = dict.fromkeys(_until(problem, other, last, at), -1)
                    model.row(dict.fromkeys(_until(problem, course.id, last, at), 1) | before, high=0)
            elif other in kept:
                model.row(dict.fromkeys(_until(problem, course.id, kept[other] - 1, at), 1), high=0)
    for name, year in kept.items():
        for other in [o for o in problem.courses[name].prerequisites if o in taken]:
            model.row(dict.fromkeys(_until(problem, other, year, at), 1), low=1)


def _until(problem: PlanningProblem, name: str, last: int, at: At) -> list[int]:
    """Return the variables that say that a course stands in a year up to ``last``."""
    return [at[name, y] for y in problem.years if y <= last and (name, y) in at]


def own_content(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: At) -> None:
    """Hold every year to something of the sector's content, and to half of an even part, at least, of all that there is of it."""
    if not own_is_asked(problem):
        return
    own = [c for c in chosen if problem.own(c)]
    everything = {at[c.id, y]: -c.hours for c in own for y in problem.years if (c.id, y) in at}
    for year in problem.years:
        here = {at[c.id, year]: c.hours for c in own if (c.id, year) in at}
        part = 2 * len(problem.years)
        kept_hours = problem.kept_own_hours(year)
        model.row(here, low=1 - kept_hours)
        model.row(everything | {v: h * (part - 1) for v, h in here.items()}, low=problem.kept_own_hours() - part * kept_hours)


def own_is_asked(problem: PlanningProblem) -> bool:
    """Tell whether the sector's content is asked for in every year: where there are as many of its courses as years."""
    courses = [*problem.free, *(problem.courses[c] for c in problem.kept_years)]
    return Requirement(SECTOR) not in problem.without and sum(map(problem.own, courses)) >= len(problem.years)
