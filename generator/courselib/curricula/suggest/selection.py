"""Which courses complete a curriculum, years aside: the first half of a suggestion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...library.model import Course
from ..solver import Answer, Goal, Model
from .problem import Demand, PlanningProblem, suits_a_class
from .requirements import ORDER, Requirement
from .rows import coverage, demanded, own_is_asked

#: What the first, second and third course of a topic is worth when the choice is free: breadth before depth.
_BREADTH = (4, 2, 1)
#: Bounds on nodes for goals that order good answers only.
_ORDERING = 500


def choose(problem: PlanningProblem, more: int = 0) -> tuple[Course, ...] | None:
    """Return the courses to add, or ``None`` when no choice meets the rules and topics.

    Fewest hours first, then every basic task, then courses made for the sector or the role, then breadth of topics, then more of each
    task, then order of ID (docs/adr/0023). ``more`` asks for that many half-hours above the fewest.
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
    # Of each basic task a course in most years comes before nearness, one in every year behind it.
    some, all_years = (_tasks(model, problem, take, most) for most in (-(-3 * len(problem.years) // 5), len(problem.years)))
    by_name = {take[c.id]: n for n, c in enumerate(problem.free, 1)}
    goals = [*([hours] if more else []), some, near, breadth, all_years, by_name]
    return _taken(problem, take, model.in_order(Goal(goal, _ORDERING) for goal in goals))


def _taken(problem: PlanningProblem, take: Mapping[str, int], answer: Answer | None) -> tuple[Course, ...] | None:
    return None if answer is None else tuple(c for c in problem.free if answer.values[take[c.id]])


def _require(model: Model, problem: PlanningProblem, take: Mapping[str, int]) -> None:
    of = {name: (variable,) for name, variable in take.items()}
    coverage(model, problem, of)
    for demands in by_rule(problem):
        whole = combined(problem, demands)
        if whole is not None:
            demanded(model, whole, problem.free, of)
        if "offjob" in (demands[0].rule.count, demands[0].rule.share_of):
            # What is read alone is no class: enough of the rest is taken where there is enough.
            need = sum(max(0, d.low) for d in demands if not d.part)
            fit = {take[c.id]: c.hours for c in problem.free if suits_a_class(c)}
            model.row(fit, low=min(need, sum(c.hours for c in problem.free if suits_a_class(c))))
    if own_is_asked(problem):
        bare = [y for y in problem.years if not problem.kept_own_hours(y)]
        model.row({take[c.id]: 1 for c in problem.free if problem.own(c)}, low=len(bare))
    for_role = {take[c.id]: 1 for c in problem.free if problem.for_role(c)}
    model.row(for_role, low=min(len(for_role), len(problem.years) - problem.role_years_kept))
    prerequisites(model, problem, take)


def by_rule(problem: PlanningProblem) -> list[list[Demand]]:
    """Return the demands, those of one rule together."""
    demands_by_requirement: dict[Requirement, list[Demand]] = {}
    for demand in problem.demands:
        demands_by_requirement.setdefault(demand.of, []).append(demand)
    return list(demands_by_requirement.values())


def combined(problem: PlanningProblem, demands: Sequence[Demand]) -> Demand | None:
    """Return what a rule asks of all years together: of each window what it lacks, which placing then holds window by window.

    ``None`` for what only placing can tell: shares of some of the years.
    """
    first = demands[0]
    years = tuple(y for d in demands for y in d.years)
    if not first.part:
        return Demand(first.of, first.rule, years, sum(max(0, d.low) for d in demands))
    if years != tuple(problem.years):
        return None
    return Demand(first.of, first.rule, years, sum(d.low for d in demands), first.part, first.whole)


def prerequisites(model: Model, problem: PlanningProblem, take: Mapping[str, int]) -> None:
    """Require with each course those of its prerequisites that can be planned."""
    if Requirement(ORDER) in problem.without:
        return
    for course in problem.free:
        for other in course.prerequisites:
            if other in take:
                model.row({take[other]: 1, take[course.id]: -1}, low=0)
    for name in problem.kept_years:
        for other in problem.courses[name].prerequisites:
            if other in take:
                model.row({take[other]: 1}, low=1)


def _breadth(model: Model, problem: PlanningProblem, take: Mapping[str, int]) -> dict[int, int]:
    """Add variables for the first courses of each topic and return the goal that makes many topics good."""
    kept_topics = [problem.courses[c].topic for c in problem.kept_years]
    goal: dict[int, int] = {}
    for topic in problem.topics:
        terms = {take[c.id]: -1 for c in problem.free if c.topic == topic.id}
        if terms:
            steps = [model.variable() for _ in _BREADTH]
            goal |= {step: -worth for step, worth in zip(steps, _BREADTH, strict=True)}
            model.row(terms | dict.fromkeys(steps, 1), high=kept_topics.count(topic.id))
    return goal


def _tasks(model: Model, problem: PlanningProblem, take: Mapping[str, int], most: int) -> dict[int, int]:
    """Add for each basic task how many courses of it there are, up to ``most``, and return the goal that makes many good."""
    plan = problem.plan
    kept_tasks = [plan.task_of(problem.courses[c]) for c in problem.kept_years]
    goal: dict[int, int] = {}
    for task in sorted({plan.task_of(c) for c in problem.free}):
        terms = {take[c.id]: -1 for c in problem.free if plan.task_of(c) == task}
        count = model.variable(0, most)
        goal[count] = -1
        model.row(terms | {count: 1}, high=kept_tasks.count(task))
    return goal
