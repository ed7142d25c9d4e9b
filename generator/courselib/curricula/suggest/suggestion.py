"""A partial or empty curriculum completed so that it meets every rule, or the reason why it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...library.model import Course, Item, Library
from ...runtime.errors import ContentError
from ..rules import Planned
from .infeasibility import what_is_lacking
from .joint_scheduling import choose_by_year
from .problem import PlanningProblem
from .scheduling import place
from .selection import choose

#: When deciding courses and years together finds nothing within its bound, this many half-hours above the fewest are tried.
_MORE = (2, 4, 8, 16, 32)


def suggest(
    library: Library, sector: str, role: str, years: range, kept: Sequence[Item] = (), *, exempt: bool = False
) -> tuple[Item, ...]:
    """Return all items of a completed curriculum, year by year; the ``kept`` ones stay as they are.

    Chosen are published courses that serve the sector: all required topics, all rules, fewest hours over the need, courses made
    for the sector before general ones, years even, theory early. ``kept`` items must be of published courses, each once and
    within the years. Raises ``ContentError`` that says what is missing when no such curriculum exists. The same input gives the
    same answer.
    """
    problem = PlanningProblem.of(library, sector, role, years, kept, exempt=exempt)
    for chosen in _choices(problem):
        placed = place(problem, chosen)
        if placed is not None:
            return _in_order(problem, kept, placed)
    reasons = what_is_lacking(problem)
    if reasons:
        raise ContentError("\n  · ".join(["排不出符合要求的方案：", *reasons]), "先编写或引入所缺的课程，再运行。")
    yearly = "、".join(f"“{r.title}”" for r in problem.rules if r.window == "year")
    what = f"逐年满足{yearly}" if yearly else "把先修课程都排在前面"
    raise ContentError(f"课程够用，但没有找到{what}的排法。", "减少或调整保留的安排，再运行。")


def _choices(problem: PlanningProblem) -> Iterator[tuple[Course, ...]]:
    """Yield choices of courses to be laid out: the best, then one made with its years, then larger ones."""
    best = choose(problem)
    if best is None:
        return
    yield best
    together = choose_by_year(problem)
    if together is not None:
        yield together
    for more in _MORE:
        larger = choose(problem, more)
        if larger is None:
            return
        yield larger


def _in_order(problem: PlanningProblem, kept: Sequence[Item], placed: Sequence[Planned]) -> tuple[Item, ...]:
    """Return all items by year; within a year theory first, then the plan's order of topics, prerequisites before all."""
    items = {i.course: i for i in kept} | {p.course: Item(p.course, p.year, p.offjob, p.level) for p in placed}
    topics = {t: n for n, t in enumerate(problem.plan.topics)}

    def rank(name: str) -> tuple[int, bool, int, str]:
        course = problem.courses[name]
        return items[name].year, not course.theory, topics.get(course.topic, len(topics)), name

    done: dict[str, Item] = {}
    for name in sorted(items, key=rank):
        trail = [name]
        while trail:
            item = items[trail[-1]]
            before = (
                o for o in problem.courses[item.course].prerequisites
                if o in items and o not in done and o not in trail and items[o].year == item.year
            )
            first = next(before, None)
            if first is None:
                done.setdefault(trail.pop(), item)
            else:
                trail.append(first)
    return tuple(done.values())


def title_for(library: Library, sector: str, role: str, years: range) -> str:
    """Return a title for a suggested curriculum."""
    who = library.plan.sectors[sector].title
    if role == "secretary":
        who = f"{who.removesuffix('党员')}基层党组织书记"
    return f"{who}培训课程方案({years.start}-{years.stop - 1}年)"

