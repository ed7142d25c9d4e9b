"""A partial or empty curriculum completed so that it meets every requirement, or the requirements that conflict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...library.model import Course, Curriculum, Item, Library
from ...runtime.errors import ContentError
from ...runtime.hours import format_hours
from ..counting import Planned
from .infeasibility import conflict, what_is_lacking
from .joint_scheduling import choose_by_year
from .problem import PlanningProblem
from .requirements import SECTOR, Requirement
from .scheduling import place
from .selection import choose

#: When deciding courses and years together finds nothing within its bound, this many half-hours above the fewest are tried.
_MORE = (2, 4, 8, 16, 32)
#: From so many half-hours above what is asked on, it is said.
_MUCH = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """All items of a completed curriculum, year by year, and what a planner should know of them, a sentence each."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()


def suggest(library: Library, draft: Curriculum, margin: int = 0) -> Suggestion:
    """Return a curriculum completed; what ``draft`` has stays as it is, and what was earned before counts.

    Chosen are published courses for the sector and the role, in years in which they can be given: all core courses and required
    topics, all rules with ``margin`` percent more hours, as few hours as that allows; the sector's content in every year (see
    docs/adr/0023). The draft's items must be in order. Raises ``ContentError`` that names what conflicts when no such curriculum
    exists. The same input gives the same answer.
    """
    problem = PlanningProblem.of(library, draft, margin)
    placed = _completed(problem)
    if placed is not None:
        return Suggestion(_in_order(problem, placed), tuple(_more_than_asked(problem, placed)))
    # The plan does not ask for the sector's content year by year; a planner does, and is told where it cannot be.
    eased = problem.set_aside(frozenset([Requirement(SECTOR)]))
    placed = _completed(eased)
    if placed is not None:
        return Suggestion(_in_order(eased, placed), (_uneven(problem), *_more_than_asked(eased, placed)))
    lacking = what_is_lacking(eased)
    clash = conflict(eased)
    if clash:
        raise ContentError("\n  · ".join(["排不出符合要求的方案：", *lacking, *clash]), _ADVICE)
    raise ContentError("没有找到符合各项要求的排法。", "减少或调整保留的安排，或用 --margin 0 不留余量，再运行。")


_ADVICE = "编写或引入所缺的课程、调整保留的安排，或用 --margin 0 不留余量，再运行。"


def _more_than_asked(problem: PlanningProblem, placed: Sequence[Planned]) -> Iterator[str]:
    """Yield a sentence where topics and core courses take more hours than the rules ask for: who has learnt may have had them."""
    asked = [d.low for d in problem.demands if d.rule.count == "all" and not d.part and d.years == tuple(problem.years)]
    more = sum(p.hours for p in placed) - max([0, *asked])
    if asked and problem.years.start > problem.plan.start and more >= _MUCH:
        yield (f"必修专题和必排课程都排上，比学时要求（含余量）多 {format_hours(more)} 学时；"
               "前几年学过的专题，可以去掉相应的课程。")


def _uneven(problem: PlanningProblem) -> str:
    lines = conflict(problem)
    because = f"合在一起做不到的是：{''.join(lines[1:]).rstrip('；')}。" if lines[1:] else ""
    return f"本领域的内容没能每年都排够（不少于平均数的一半）。{because}"


def _completed(problem: PlanningProblem) -> list[Planned] | None:
    for chosen in _choices(problem):
        placed = place(problem, chosen)
        if placed is not None:
            return placed
    return None


def _choices(problem: PlanningProblem) -> Iterator[tuple[Course, ...]]:
    """Yield choices of courses to be laid out: the best, then one made with its years, then larger ones."""
    best = choose(problem)
    if best is None:
        return
    yield best
    chosen_with_years = choose_by_year(problem)
    if chosen_with_years is None:
        return
    yield chosen_with_years
    for more in _MORE:
        larger = choose(problem, more)
        if larger is None:
            return
        yield larger


def _in_order(problem: PlanningProblem, placed: Sequence[Planned]) -> tuple[Item, ...]:
    """Return all items by year; within a year theory first, then the plan's order of topics, prerequisites before all."""
    courses, classes = problem.courses, problem.library.classes
    items = [*problem.draft.items, *(Item(p.course, p.year, p.offjob, p.level) for p in placed)]
    topics = {t: n for n, t in enumerate(problem.plan.topics)}
    at = {i.course: i for i in items if i.course}

    def rank(item: Item) -> tuple[int, bool, bool, int, str]:
        if item.class_:
            theory = any(courses[i.course].theory for i in classes[item.class_].items if i.course in courses)
            return item.year, not theory, False, -1, item.class_
        course = courses[item.course]
        return item.year, not course.theory, not item.offjob, topics.get(course.topic, len(topics)), course.id

    done: dict[str, Item] = {}
    for one in sorted(items, key=rank):
        trail = [one]
        while trail:
            item = trail[-1]
            before = (
                at[o] for o in (courses[item.course].prerequisites if item.course else ())
                if o in at and o not in done and at[o] not in trail and at[o].year == item.year
            )
            first = next(before, None)
            if first is None:
                trail.pop()
                done.setdefault(item.course or f"class {item.class_}", item)
            else:
                trail.append(first)
    return tuple(done.values())


def title_for(library: Library, sector: str, role: str, years: range) -> str:
    """Return a title for a suggested curriculum."""
    who = library.plan.sectors[sector].title
    if role != "member" and role in library.plan.roles:
        who = f"{who.removesuffix('党员')}{library.plan.roles[role].title}"
    span = f"{years.start}—{years.stop - 1}年" if len(years) > 1 else f"{years.start}年"
    return f"{who}培训课程方案（{span}）"
