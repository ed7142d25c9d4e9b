"""Which of the placed courses make up the class off the job (脱产培训班) of each year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ...library.model import Course
from ..counting import LEVEL_ORDER, Planned, counter
from ..solver import Goal, Model
from .problem import Demand, PlanningProblem, suits_a_class

#: Bound on nodes for goals that order good answers only.
_ORDERING = 500
#: The part of a class that is theory, at least and at most.
_LEAST, _MOST = (1, 2), (7, 10)
#: What a class can do and learning by the way cannot: a visit, a practice, a case gone through together.
_TOGETHER = ("field", "practice", "case-discussion")


def off_the_job(problem: PlanningProblem, placed: Sequence[Planned]) -> list[Planned] | None:
    """Return the placed courses with one class off the job in each year that asks for it, or ``None`` where none can be made.

    The class has as many hours as the rules ask for and no more. It is made of courses that are taught, not read alone; a half to
    seven tenths of it are theory; core courses, the sector's content, visits, practice and cases are among it; what is held at county
    level or above comes before what is held in townships and units.
    """
    if not problem.offjob_level:
        return list(placed)
    chosen: set[str] = set()
    for demands in _apart(problem.offjob_rules):
        years = {y for d in demands for y in d.years}
        some = _of_years(problem, [p for p in placed if p.year in years], demands)
        if some is None:
            return None
        chosen |= some
    return [replace(p, offjob=True, level=problem.offjob_level) if p.course in chosen else p for p in placed]


def _apart(demands: Sequence[Demand]) -> list[list[Demand]]:
    """Return demands in groups that share no year: each is decided by itself."""
    groups: list[list[Demand]] = []
    for demand in demands:
        joined = [g for g in groups if any(set(d.years) & set(demand.years) for d in g)]
        groups = [g for g in groups if g not in joined] + [[d for g in joined for d in g] + [demand]]
    return groups


def _of_years(problem: PlanningProblem, placed: Sequence[Planned], demands: Sequence[Demand]) -> set[str] | None:
    """Return the courses of some years that are taken off the job."""
    model = Model()
    off = {p.course: model.variable() for p in placed}
    courses = {p.course: problem.courses[p.course] for p in placed}
    for demand in demands:
        _row(model, demand, [p for p in placed if p.year in demand.years], off)
    theory, sector = _missing(model, problem, placed, off)
    answer = model.in_order([
        Goal({off[p.course]: p.hours for p in placed}, _ORDERING),
        Goal({off[p.course]: p.hours for p in placed if not suits_a_class(courses[p.course])}, _ORDERING),
        Goal(theory, _ORDERING),
        Goal({off[p.course]: -p.hours for p in placed if courses[p.course].core}, _ORDERING),
        Goal(sector, _ORDERING),
        Goal({off[p.course]: p.hours for p in placed if _low(courses[p.course])}, _ORDERING),
        Goal({v: n for n, v in enumerate(off.values(), 1)}, _ORDERING),
    ])
    return None if answer is None else {name for name, variable in off.items() if answer.values[variable]}


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
    """Return two goals: a class is half to seven tenths theory, and it has the sector's part and what it is held for."""
    halves: dict[int, int] = {}
    contents: dict[int, int] = {}
    for year in sorted({p.year for p in placed}):
        here = [p for p in placed if p.year == year]
        courses = [problem.courses[p.course] for p in here]
        for sign, (part, whole) in ((1, _LEAST), (-1, _MOST)):
            missed = model.variable(0, sum(p.hours for p in here))
            model.row({off[p.course]: sign * (whole * p.theory - part * p.hours) for p in here} | {missed: whole}, low=0)
            halves[missed] = 1
        total, own = sum(p.hours for p in here), sum(c.hours for c in courses if problem.own(c))
        sector = model.variable(0, own)
        model.row({off[c.id]: c.hours * (total * problem.own(c) - own) for c in courses} | {sector: total}, low=0)
        contents[sector] = 1
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
