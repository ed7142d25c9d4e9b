"""Courses and years decided together: slower, for when the fewest hours cannot be laid out year by year."""

from __future__ import annotations

from ...library.model import Course
from ..solver import Model
from .problem import PlanningProblem
from .scheduling import in_order, yearly
from .selection import lacking_topics, rule_row

_NODES = 2_000


def choose_by_year(problem: PlanningProblem) -> tuple[Course, ...] | None:
    """Return the courses of the fewest hours that can be laid out, or ``None`` when there are none (or none was found)."""
    model = Model()
    at = {(c.id, y): model.variable() for c in problem.free for y in problem.years}
    for course in problem.free:
        model.row({at[course.id, y]: 1 for y in problem.years}, high=1)
    for topic in lacking_topics(problem):
        model.row({at[c.id, y]: 1 for c in problem.free if c.topic == topic.id for y in problem.years}, low=1)
    in_order(model, problem, problem.free, at)
    numbers = {c.id: n for n, c in enumerate(problem.free)}
    for rule in problem.rules:
        if rule.window == "year":
            yearly(model, problem, problem.free, rule, at)
        terms, low = rule_row(problem, rule, numbers)
        if terms is not None:
            spread = {at[c.id, y]: terms[numbers[c.id]] for c in problem.free if numbers[c.id] in terms for y in problem.years}
            model.row(spread, low=low)
    answer = model.minimise({at[c.id, y]: c.hours for c in problem.free for y in problem.years}, nodes=_NODES)
    if answer is None:
        return None
    return tuple(c for c in problem.free if any(answer.values[at[c.id, y]] for y in problem.years))
