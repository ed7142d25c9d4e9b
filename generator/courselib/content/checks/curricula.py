"""Curricula: their courses exist, are published, serve the sector, and come once, within the plan's years."""

from __future__ import annotations

from collections.abc import Iterator

from ...library.meaning import mended
from ...library.model import Plan
from ...library.reading import FileResult
from ...library.schema import CURRICULUM
from ...problems import Problem
from ...problems.record import FIXABLE, quote
from .courses import unknown_names
from .scope import Scope, at


def check(scope: Scope) -> list[Problem]:
    """Return problems of all curriculum files."""
    return [p for result in scope.of_kind("curriculum") if result.values for p in _curriculum(result, scope)]


def _curriculum(result: FileResult, scope: Scope) -> Iterator[Problem]:
    values = result.values or {}
    plan = scope.plan
    sector = values.get("sector", "")
    if plan and sector and sector not in plan.sectors:
        labels = {s.id: s.title for s in plan.sectors.values()}
        meant = mended(CURRICULUM.field("sector"), sector, {"sector": frozenset(plan.sectors)})
        hint = f"是否想写 {meant}？{FIXABLE}" if meant else scope.guess(sector, plan.sectors, labels)
        yield at(result, "sector", "R402", f"领域 {quote(sector)} 不存在。", hint)
    if plan:
        yield from unknown_names(result, CURRICULUM, scope)
    # Where one of the two is itself a problem, the years say nothing.
    sound = "start" in values and ("years" in values or "years" not in result.marks)
    first = values.get("start", 0)
    last = first + values.get("years", 5) - 1
    yield from _themes(result, range(first, last + 1) if sound else None)
    courses = scope.ids("course")
    seen: dict[str, int] = {}
    for index, item in enumerate(values.get("items", [])):
        name, year = item["course"], item["year"]
        if sound and not first <= year <= last:
            yield at(result, f"items[{index}].year", "C601", f"年份 {year} 不在 {first}–{last} 之内。")
        on = item.get("on", "")
        if on and not on.startswith(f"{year}-"):
            yield at(result, f"items[{index}].on", "C601", f"日期 {on} 不在 {year} 年。", "改日期，或把这一项移到那一年。")
        where = f"items[{index}].course"
        if name not in courses:
            yield at(result, where, "R403", f"课程 {quote(name)} 不存在。", scope.guess_id(name, "course"))
            continue
        if name in seen:
            yield at(result, where, "C602", f"课程 {quote(name)} 已排在 {seen[name]} 年，又排在 {year} 年。",
                     "只留一处，防止重复培训。")
        seen.setdefault(name, year)
        yield from _status(result, where, courses[name][0], plan, sector)


def _themes(result: FileResult, span: range | None) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, theme in enumerate((result.values or {}).get("themes", [])):
        year, where = theme["year"], f"themes[{index}].year"
        if span is not None and year not in span:
            yield at(result, where, "C601", f"主题的年份 {year} 不在 {span[0]}–{span[-1]} 之内。")
        elif year in seen:
            yield at(result, where, "M312", f"{year} 年的主题写了不止一次。", "只留一处。")
        seen.add(year)


def _status(
    result: FileResult, where: str, course: FileResult, plan: Plan | None, sector: str
) -> Iterator[Problem]:
    values = course.values or {}
    status = values.get("status", "published")
    if status != "published":
        word = "草稿" if status == "draft" else "已停用的课程"
        yield at(result, where, "C603", f"课程 {quote(course.id)} 是{word}。", "换一门已发布的课程。")
    audience = values.get("audience")
    if audience and plan and sector in plan.sectors and not any(a in plan.lineage(sector) for a in audience):
        yield at(result, where, "C604", f"课程 {quote(course.id)} 不面向 {plan.sectors[sector].title}。")
