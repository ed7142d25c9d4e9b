"""Courses and years decided together: slower, for when the fewest hours cannot be laid out year by year, and to see what conflicts."""

from __future__ import annotations

from ...library.model import Course
from ..solver import Goal, Model
from .problem import PlanningProblem
from .rows import At, coverage, demanded, in_order, in_years, own_content

_NODES, _ORDERING = 2_000, 200


def choose_by_year(problem: PlanningProblem) -> tuple[Course, ...] | None:
    """Return the courses of the fewest hours that can be laid out, or ``None`` when there are none (or none was found)."""
    model, at = joint_model(problem)
    hours = {variable: problem.courses[name].hours for (name, _), variable in at.items()}
    near = {variable: problem.courses[name].hours * problem.distance(problem.courses[name]) for (name, _), variable in at.items()}
    answer = model.in_order([Goal(hours, _NODES), Goal(near, _ORDERING)])
    if answer is None:
        return None
    chosen = {name for (name, _), variable in at.items() if answer.values[variable]}
    return tuple(c for c in problem.free if c.id in chosen)


def joint_model(problem: PlanningProblem) -> tuple[Model, At]:
    """Return the model of all requirements, and its variables by course and year."""
    model = Model()
    at = {(c.id, y): model.variable() for c in problem.free for y in problem.years_of(c)}
    of = {c.id: [at[c.id, y] for y in problem.years_of(c)] for c in problem.free}
    for variables in of.values():
        model.row(dict.fromkeys(variables, 1), high=1)
    coverage(model, problem, of)
    in_order(model, problem, problem.free, at)
    own_content(model, problem, problem.free, at)
    for demand in problem.demands:
        demanded(model, demand, problem.free, in_years(demand, problem.free, at))
    return model, at
