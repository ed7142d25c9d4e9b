"""Which of the placed courses make up the class off the job (脱产培训班) of each year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...library.model import Course
from ..counting import LEVEL_ORDER, Planned, counter
from ..solver import Goal, Model
from .problem import Demand, PlanningProblem, suits_a_class

#: Bound on nodes for goals that order good answers only.
_ORDERING = 100
#: What a class can do and learning by the way cannot: a visit, a practice, a case gone through together.
_TOGETHER = ("field", "practice", "case-discussion")


def off_the_job(problem: PlanningProblem, placed: Sequence[Planned]) -> list[Planned] | None:
    """Return the placed courses with one class off the job in each year that asks for it, or ``None`` where none can be made.

    The class has as many hours as the rules ask for and no more. It is made of courses that are taught, not read alone; half of it
    is theory; what is held at county level or above comes before what is held in townships and units; the sector's content, visits,
    practice and cases are among it.
    """
    level = problem.offjob_level
    if not level:
        return list(placed)
    model = Model()
    off = {p.course: model.variable() for p in placed}
    courses = {p.course: problem.courses[p.course] for p in placed}
    for demand in problem.offjob_rules:
        _row(model, demand, [p for p in placed if p.year in demand.years], off)
    theory, sector = _missing(model, problem, placed, off)
    answer = model.in_order([
        Goal({off[p.course]: p.hours for p in placed}, _ORDERING * 4),
        Goal({off[p.course]: p.hours for p in placed if not suits_a_class(courses[p.course])}, _ORDERING),
        Goal(theory, _ORDERING),
        Goal(sector, _ORDERING),
        Goal({off[p.course]: p.hours for p in placed if _low(courses[p.course])}, _ORDERING),
        Goal({v: n for n, v in enumerate(off.values(), 1)}, _ORDERING),
    ])
    if answer is None:
        return None
    return [replace(p, offjob=True, level=level) if answer.values[off[p.course]] else p for p in placed]


def _row(model: Model, demand: Demand, placed: Sequence[Planned], off: dict[str, int]) -> None:
    """Hold a rule exactly: what is certain on one side, what is decided here on the other."""
    low = demand.low
    terms: dict[int, int] = {}
    for kind, factor in ((demand.rule.count, demand.whole), (demand.rule.share_of, -demand.part)):
        for planned in placed if kind else ():
            if kind == "offjob":
                terms[off[planned.course]] = terms.get(off[planned.course], 0) + factor * planned.hours
            else:
                low -= factor * counter(demand.rule, kind)(planned)
    model.row(terms, low=low)


def _missing(
    model: Model, problem: PlanningProblem, placed: Sequence[Planned], off: dict[str, int]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return two goals: that half of each year's class is theory, and that it has the sector's part of the year and what it is held for."""
    halves: dict[int, int] = {}
    contents: dict[int, int] = {}
    for year in problem.years:
        here = [p for p in placed if p.year == year]
        courses = [problem.courses[p.course] for p in here]
        theory = model.variable(0, sum(p.hours for p in here))
        model.row({off[p.course]: 2 * p.theory - p.hours for p in here} | {theory: 2}, low=0)
        total, own = sum(p.hours for p in here), sum(c.hours for c in courses if problem.own(c))
        sector = model.variable(0, own)
        model.row({off[c.id]: c.hours * (total * problem.own(c) - own) for c in courses} | {sector: total}, low=0)
        halves[theory] = contents[sector] = 1
        for method in _TOGETHER:
            contents |= _without(model, [off[c.id] for c in courses if method in c.methods and suits_a_class(c)])
    return halves, contents


def _without(model: Model, variables: Iterable[int]) -> dict[int, int]:
    """Return the goal that one of several courses at least is in the class, where there are any; it is worth two hours of others."""
    terms = dict.fromkeys(variables, 1)
    if not terms:
        return {}
    none = model.variable()
    model.row(terms | {none: 1}, low=1)
    return {none: 4}


def _low(course: Course) -> bool:
    """Tell whether a course is meant for a township or a unit."""
    return bool(course.level) and LEVEL_ORDER.index(course.level) > LEVEL_ORDER.index("county")
