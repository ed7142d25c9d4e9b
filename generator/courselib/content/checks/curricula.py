"""Curricula: their courses and classes exist, are published, serve the sector, and come once, within the plan's years."""

from __future__ import annotations

from collections.abc import Iterator

from ...library.kinds import KINDS
from ...library.meaning import mended
from ...library.model import Plan
from ...library.reading import FileResult
from ...library.schema import CURRICULUM
from ...problems import Problem
from ...problems.record import FIXABLE, quote
from ...runtime.hours import format_hours
from ...runtime.values import Values
from .courses import unknown_names
from .scope import Scope, at

_EARNED = {f.name: f.label for f in CURRICULUM.field("earned").fields}
#: How long a curriculum lasts where there is no plan to say so.
_YEARS = 5
_ONCE = "只留一处，防止重复培训。"
_MEASURES = {"course": "门", "class": "个"}


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
    last = first + values.get("years", plan.years_from(first) if plan else _YEARS) - 1
    yield from _themes(result, range(first, last + 1) if sound else None)
    yield from _earned(result, plan)
    seen: dict[str, int] = {}
    attended: dict[str, int] = {}
    for index, item in enumerate(values.get("items", [])):
        year = item["year"]
        if sound and not first <= year <= last:
            yield at(result, f"items[{index}].year", "C601", f"年份 {year} 不在 {first}—{last} 之内。")
        on = item.get("on", "")
        if on and not on.startswith(f"{year}-"):
            yield at(result, f"items[{index}].on", "C601", f"日期 {on} 不在 {year} 年。", "改日期，或把这一项移到那一年。")
        where = f"items[{index}].{'class' if 'class' in item else 'course'}"
        if "class" in item:
            yield from _class(result, where, item, scope, sector, seen, attended)
        else:
            yield from _course(result, where, item, scope, sector, seen)


def _course(
    result: FileResult, where: str, item: Values, scope: Scope, sector: str, seen: dict[str, int]
) -> Iterator[Problem]:
    """Yield the problems of a course; ``seen`` has the year of each one before, in a class too."""
    name, year = item["course"], item["year"]
    courses = scope.ids("course")
    if name not in courses:
        yield at(result, where, "R403", f"课程 {quote(name)} 不存在。", scope.guess_id(name, "course"))
        return
    if name in seen:
        yield at(result, where, "C602", f"课程 {quote(name)} 已排在 {seen[name]} 年，又排在 {year} 年。", _ONCE)
    seen.setdefault(name, year)
    yield from _status(result, where, courses[name][0], scope.plan, sector)
    whole = (courses[name][0].values or {}).get("hours")
    if whole and item.get("hours", 0) > whole:
        yield at(result, where.replace(".course", ".hours"), "C615",
                 f"写了 {format_hours(item['hours'])} 学时，课程 {quote(name)} 一共只有 {format_hours(whole)} 学时。",
                 "改成实际要学的学时；学全部就不写 hours。")


def _class(
    result: FileResult, where: str, item: Values, scope: Scope, sector: str, seen: dict[str, int], attended: dict[str, int]
) -> Iterator[Problem]:
    """Yield the problems of a class and of its courses that were planned before."""
    name, year = item["class"], item["year"]
    classes = scope.ids("class")
    if name not in classes:
        yield at(result, where, "R419", f"培训班 {quote(name)} 不存在。",
                 scope.guess_id(name, "class") or "先在 content/classes/ 里建一个文件。")
        return
    if name in attended:
        yield at(result, where, "C602", f"培训班 {quote(name)} 已排在 {attended[name]} 年，又排在 {year} 年。", _ONCE)
        yield from _status(result, where, classes[name][0], scope.plan, sector)
        return
    attended[name] = year
    values = classes[name][0].values or {}
    held = int(values.get("start", "")[:4] or values.get("year", 0))
    if held and held != year:
        yield at(result, where.replace(".class", ".year"), "C616", f"写的是 {year} 年，培训班 {quote(name)} 在 {held} 年。",
                 f"是否想写 {held}？")
    if "hours" in item:
        yield at(result, where.replace(".class", ".hours"), "C615", f"培训班 {quote(name)} 按班里的课表计学时，这里不写 hours。",
                 "删去 hours。")
    own = dict.fromkeys(row["course"] for row in values.get("items", []))
    for course in own:
        if course in seen:
            yield at(result, where, "C602", f"培训班 {quote(name)} 里的课程 {quote(course)} 已排在 {seen[course]} 年。",
                     "只留一处，防止重复培训；班里的这门课不再计入。")
        seen.setdefault(course, year)
    yield from _status(result, where, classes[name][0], scope.plan, sector)


def _earned(result: FileResult, plan: Plan | None) -> Iterator[Problem]:
    """Yield the problems of what was earned: a year twice, or more theory or off-the-job hours than hours in all."""
    per_day = plan.hours_per_day if plan else 0
    seen: set[int] = set()
    for index, row in enumerate((result.values or {}).get("earned", [])):
        year = row["year"]
        if year in seen:
            yield at(result, f"earned[{index}].year", "M312", f"{year} 年的已学学时写了不止一次。", "只留一处。")
        seen.add(year)
        # Half-days are as many half-hours as a day has hours.
        whole = max(row.get("hours", 0), row.get("days", 0) * per_day)
        for name in ("theory_hours", "offjob_hours"):
            if plan and row.get(name, 0) > whole:
                label = _EARNED[name]
                yield at(result, f"earned[{index}].{name}", "C615",
                         f"{year} 年{label} {format_hours(row[name])}，多于全年的 {format_hours(whole)} 学时。", "改其中一个。")


def _themes(result: FileResult, span: range | None) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, theme in enumerate((result.values or {}).get("themes", [])):
        year, where = theme["year"], f"themes[{index}].year"
        if span is not None and year not in span:
            yield at(result, where, "C601", f"主题的年份 {year} 不在 {span[0]}—{span[-1]} 之内。")
        elif year in seen:
            yield at(result, where, "M312", f"{year} 年的主题写了不止一次。", "只留一处。")
        seen.add(year)


def _status(
    result: FileResult, where: str, record: FileResult, plan: Plan | None, sector: str
) -> Iterator[Problem]:
    """Yield the problems of a course or class that is not published, or not for the sector."""
    values = record.values or {}
    label = KINDS[record.kind].label
    status = values.get("status", "published")
    if status != "published":
        word = "草稿" if status == "draft" else f"已停用的{label}"
        yield at(result, where, "C603", f"{label} {quote(record.id)} 是{word}。", f"换一{_MEASURES[record.kind]}已发布的{label}。")
    audience = values.get("audience")
    if audience and plan and sector in plan.sectors and not any(a in plan.lineage(sector) for a in audience):
        yield at(result, where, "C604", f"{label} {quote(record.id)} 不面向 {plan.sectors[sector].title}。")
