"""In which years the chosen courses stand, and which of them are taken off the job: the second half of a suggestion."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from ...library.model import Course, Rule
from ..rules import Planned, counter
from ..solver import Model
from .problem import PlanningProblem, may_count, must_count

#: Bound on nodes for goals that order good answers only.
_ORDERING = 100
#: A year's theory stays within a fifth of an even part of it all: “theory earlier” neither leaves a year bare nor fills one.
_THEORY_BAND = (4, 6, 5)
#: Self-study is planned off the job last.
_SELF_STUDY = ("courseware", "reader")


def place(problem: PlanningProblem, chosen: Sequence[Course]) -> list[Planned] | None:
    """Return the chosen courses in their years, or ``None`` when no order of years meets the yearly rules.

    Years as even as can be first, then theory early, then the plan's order of topics.
    """
    found = _years(problem, chosen, band=True) or _years(problem, chosen, band=False)
    return None if found is None else _off_the_job(problem, found)


def _years(problem: PlanningProblem, chosen: Sequence[Course], *, band: bool) -> list[Planned] | None:
    model = Model()
    at = {(c.id, y): model.variable() for c in chosen for y in problem.years}
    for course in chosen:
        model.row({at[course.id, y]: 1 for y in problem.years}, low=1, high=1)
    in_order(model, problem, chosen, at)
    for rule in problem.rules:
        if rule.window == "year":
            yearly(model, problem, chosen, rule, at)
    spread = _spread(model, problem, chosen, at)
    theory = [c for c in chosen if c.theory]
    if band:
        _theory_band(model, problem, theory, at)
    early = {at[c.id, y]: c.hours * n for c in theory for n, y in enumerate(problem.years)}
    answer = model.in_order([(spread, _ORDERING * 10), (early, _ORDERING * 3)])
    if answer is None:
        return None
    years = {c.id: y for c in chosen for y in problem.years if answer.values[at[c.id, y]]}
    _exchange(problem, chosen, years)
    return [Planned(c.id, years[c.id], c.hours, c.theory_hours) for c in chosen]


def _exchange(problem: PlanningProblem, chosen: Sequence[Course], years: dict[str, int]) -> None:
    """Bring courses into the plan's order of topics by exchanges that change no sum: of equal hours, both theory or neither."""
    topics = {t: n for n, t in enumerate(problem.plan.topics)}
    ranked = sorted(chosen, key=lambda c: (topics[c.topic], c.id))
    standing = {p.course: p.year for p in problem.kept}
    before = {c.id: [o for o in c.prerequisites if o in years or o in standing] for c in chosen}
    after: dict[str, list[str]] = {}
    for name in [*years, *standing]:
        for other in problem.courses[name].prerequisites:
            after.setdefault(other, []).append(name)

    def fits(name: str) -> bool:
        when = years | standing
        return all(when[o] <= when[name] for o in before[name]) and all(when[name] <= when[o] for o in after.get(name, ()))

    def exchange(one: Course, other: Course) -> bool:
        if years[one.id] <= years[other.id] or (one.hours, one.theory) != (other.hours, other.theory):
            return False
        years[one.id], years[other.id] = years[other.id], years[one.id]
        if fits(one.id) and fits(other.id):
            return True
        years[one.id], years[other.id] = years[other.id], years[one.id]
        return False

    # Every exchange moves a course that comes first in the plan to an earlier year, so this ends.
    while sum(exchange(one, other) for n, one in enumerate(ranked) for other in ranked[n + 1 :]):
        pass


def _theory_band(
    model: Model, problem: PlanningProblem, theory: Sequence[Course], at: Mapping[tuple[str, int], int]
) -> None:
    standing = {y: sum(p.hours for p in problem.kept if p.theory and p.year == y) for y in problem.years}
    total = sum(c.hours for c in theory) + sum(standing.values())
    low, high, even = _THEORY_BAND
    even *= len(problem.years)
    for year in problem.years:
        terms = {at[c.id, year]: c.hours for c in theory}
        model.row(terms, low=low * total // even - standing[year], high=-(-high * total // even) - standing[year])


def in_order(model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: Mapping[tuple[str, int], int]) -> None:
    """Hold prerequisites, of new courses and of kept ones, to the same year or an earlier one."""
    kept = {p.course: p.year for p in problem.kept}
    taken = {c.id for c in chosen}
    for course in chosen:
        for other in course.prerequisites:
            if other in taken:
                for last in problem.years:
                    upto = range(problem.years.start, last + 1)
                    model.row({at[course.id, y]: 1 for y in upto} | {at[other, y]: -1 for y in upto}, high=0)
            elif other in kept:
                model.row({at[course.id, y]: 1 for y in problem.years if y < kept[other]}, high=0)
    for name, year in kept.items():
        for other in problem.courses[name].prerequisites:
            if other in taken:
                model.row({at[other, y]: 1 for y in problem.years if y <= year}, low=1)


def yearly(model: Model, problem: PlanningProblem, chosen: Sequence[Course], rule: Rule, at: Mapping[tuple[str, int], int]) -> None:
    """Hold a yearly rule in each of its years."""
    for year in problem.years:
        if year < rule.effective:
            continue
        have = problem.standing(rule, rule.count, year)
        if rule.share_of:
            part, whole = rule.share
            terms = {
                at[c.id, year]: c.hours * (whole * may_count(c, rule.count) - part * must_count(c, rule.share_of))
                for c in chosen
            }
            model.row(terms, low=part * problem.standing(rule, rule.share_of, year) - whole * have)
        else:
            terms = {at[c.id, year]: c.hours for c in chosen if may_count(c, rule.count)}
            model.row(terms, low=rule.minimum - have)


def _spread(
    model: Model, problem: PlanningProblem, chosen: Sequence[Course], at: Mapping[tuple[str, int], int]
) -> dict[int, int]:
    """Add the fullest and the emptiest year as variables and return their difference as a goal."""
    sizes = [c.hours for c in chosen] + [p.hours for p in problem.kept]
    total, step = sum(sizes), math.gcd(*sizes) if sizes else 1
    most, least = model.variable(0, total), model.variable(0, total)
    for year in problem.years:
        standing = sum(p.hours for p in problem.kept if p.year == year)
        terms = {at[c.id, year]: c.hours for c in chosen}
        model.row(terms | {most: -1}, high=-standing)
        model.row(terms | {least: -1}, low=-standing)
    # Nothing can be more even than the smallest step allows: said aloud, this spares the solver the proof.
    model.row({most: 1, least: -1}, low=0 if total % (step * len(problem.years)) == 0 else step)
    return {most: 1, least: -1}


def _off_the_job(problem: PlanningProblem, placed: Sequence[Planned]) -> list[Planned] | None:
    """Return the placed courses with as many of them off the job as the rules ask for and no more."""
    level = problem.offjob_level
    if not level:
        return list(placed)
    model = Model()
    off = [model.variable() for _ in placed]
    for rule in (r for r in problem.rules if "offjob" in (r.count, r.share_of)):
        spans = [[y] for y in problem.years if y >= rule.effective] if rule.window == "year" else [list(problem.years)]
        for span in spans:
            _offjob_row(model, problem, rule, [(p, v) for p, v in zip(placed, off, strict=True) if p.year in span], span)
    fewest = {v: p.hours for p, v in zip(placed, off, strict=True)}
    alone = {v: p.hours * (problem.courses[p.course].kind in _SELF_STUDY) for p, v in zip(placed, off, strict=True)}
    by_name = {v: n for n, v in enumerate(off, 1)}
    answer = model.in_order([(fewest, _ORDERING * 4), (alone, _ORDERING), (by_name, _ORDERING)])
    if answer is None:
        return None
    return [
        Planned(p.course, p.year, p.hours, p.theory, bool(answer.values[v]), level if answer.values[v] else p.level)
        for p, v in zip(placed, off, strict=True)
    ]


def _offjob_row(
    model: Model, problem: PlanningProblem, rule: Rule, placed: Sequence[tuple[Planned, int]], span: Sequence[int]
) -> None:
    """Hold a rule over the years of ``span`` exactly: what is certain on one side, what flags decide on the other."""
    part, whole = rule.share if rule.share_of else (0, 1)
    low = rule.minimum
    terms: dict[int, int] = {}
    for kind, factor in ((rule.count, whole), (rule.share_of, -part)):
        if not kind:
            continue
        low -= factor * sum(problem.standing(rule, kind, y) for y in span)
        for planned, variable in placed:
            if kind == "offjob":
                terms[variable] = terms.get(variable, 0) + factor * planned.hours
            elif counter(rule, kind)(planned):
                low -= factor * planned.hours
    model.row(terms, low=low)
