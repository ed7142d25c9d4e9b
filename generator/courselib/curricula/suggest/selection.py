"""Which courses complete a curriculum, years aside: the first half of a suggestion."""

from __future__ import annotations

from collections.abc import Mapping

from ...library.model import Course, Rule, Topic
from ..solver import Answer, Model
from .problem import PlanningProblem, may_count, must_count

#: What the first, second and third course of a topic is worth when the choice is free: breadth before depth.
_BREADTH = (4, 2, 1)
#: Bounds on nodes for goals that order good answers only.
_ORDERING = 500


def choose(problem: PlanningProblem, more: int = 0) -> tuple[Course, ...] | None:
    """Return the courses to add, or ``None`` when no choice meets the rules and topics.

    Fewest hours first, then courses made for the sector, then breadth of topics, then order of ID. ``more`` asks for that many
    half-hours above the fewest.
    """
    model = Model()
    take = {c.id: model.variable() for c in problem.free}
    hours = {take[c.id]: c.hours for c in problem.free}
    _require(model, problem, take)
    fewest = model.minimise(hours)
    if fewest is None:
        return None
    model.row(hours, low=fewest.value + more, high=None if more else fewest.value)
    near = {take[c.id]: c.hours * problem.distance(c) for c in problem.free}
    breadth = _breadth(model, problem, take)
    by_name = {take[c.id]: n for n, c in enumerate(problem.free, 1)}
    answer = model.in_order([*([(hours, _ORDERING)] if more else []), (near, _ORDERING), (breadth, _ORDERING), (by_name, _ORDERING)])
    return _taken(problem, take, answer)


def _taken(problem: PlanningProblem, take: Mapping[str, int], answer: Answer | None) -> tuple[Course, ...] | None:
    return None if answer is None else tuple(c for c in problem.free if answer.values[take[c.id]])


def _require(model: Model, problem: PlanningProblem, take: Mapping[str, int]) -> None:
    for rule in problem.rules:
        terms, low = rule_row(problem, rule, take)
        if terms is not None:
            model.row(terms, low=low)
    for topic in lacking_topics(problem):
        model.row({take[c.id]: 1 for c in problem.free if c.topic == topic.id}, low=1)
    prerequisites(model, problem, take)


def lacking_topics(problem: PlanningProblem) -> list[Topic]:
    """Return the required topics that no kept item covers."""
    covered = {problem.courses[p.course].topic for p in problem.kept}
    return [t for t in problem.topics if t.required and t.id not in covered]


def prerequisites(model: Model, problem: PlanningProblem, take: Mapping[str, int]) -> None:
    """Require with each course those of its prerequisites that can be planned."""
    for course in problem.free:
        for other in course.prerequisites:
            if other in take:
                model.row({take[other]: 1, take[course.id]: -1}, low=0)
    for planned in problem.kept:
        for other in problem.courses[planned.course].prerequisites:
            if other in take:
                model.row({take[other]: 1}, low=1)


def rule_row(problem: PlanningProblem, rule: Rule, take: Mapping[str, int]) -> tuple[dict[int, int] | None, int]:
    """Return what a rule asks of the choice: factors of the courses and the least they must come to.

    Yearly rules ask here for the sum over their years, which placing then holds year by year. ``None`` for what only placing
    can tell: a yearly share that begins within the years.
    """
    years = [y for y in problem.years if y >= rule.effective]
    if rule.share_of:
        if rule.window == "year" and len(years) < len(problem.years):
            return None, 0
        part, whole = rule.share
        terms = {
            take[c.id]: c.hours * (whole * may_count(c, rule.count) - part * must_count(c, rule.share_of)) for c in problem.free
        }
        return terms, part * problem.standing(rule, rule.share_of) - whole * problem.standing(rule, rule.count)
    terms = {take[c.id]: c.hours for c in problem.free if may_count(c, rule.count)}
    if rule.window == "year":
        return terms, sum(max(0, rule.minimum - problem.standing(rule, rule.count, y)) for y in years)
    return terms, rule.minimum - problem.standing(rule, rule.count)


def _breadth(model: Model, problem: PlanningProblem, take: Mapping[str, int]) -> dict[int, int]:
    """Add variables for the first courses of each topic and return the goal that makes many topics good."""
    covered = [problem.courses[p.course].topic for p in problem.kept]
    goal: dict[int, int] = {}
    for topic in problem.topics:
        terms = {take[c.id]: -1 for c in problem.free if c.topic == topic.id}
        if terms:
            steps = [model.variable() for _ in _BREADTH]
            goal |= {step: -worth for step, worth in zip(steps, _BREADTH, strict=True)}
            model.row(terms | dict.fromkeys(steps, 1), high=covered.count(topic.id))
    return goal
