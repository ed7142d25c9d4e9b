"""Training classes: dates that can be, courses and people that exist, hours a day; and no double calls between them (plan (十四))."""

from __future__ import annotations

from collections.abc import Iterator

from ...curricula.classes import half_days_of, hours_of
from ...library.kinds import KINDS
from ...library.model import Course, Plan, TrainingClass
from ...library.reading import FileResult
from ...library.schema import CLASS
from ...problems import Problem
from ...problems.record import quote
from ...runtime.hours import HALF_HOURS_PER_HOUR, format_hours
from ..records import record_as
from .clashes import Held, clashes
from .courses import unknown_names
from .scope import Scope, at


def check(scope: Scope) -> list[Problem]:
    """Return problems of all class files, each by itself and all against each other."""
    problems: list[Problem] = []
    for result in scope.of_kind("class"):
        if result.values:
            problems += _references(result, scope)
            problems += _dates(result)
            problems += _seats(result, scope)
    held = [h for result in scope.of_kind("class") if (h := _held(result, scope)) is not None]
    for one in held:
        problems += _timetable(one, scope.plan)
    return problems + clashes([h for h in held if h.training.status == "published"])


def _held(result: FileResult, scope: Scope) -> Held | None:
    if not result.whole or "items" not in (result.values or {}):
        return None
    training = record_as(TrainingClass, result)
    known = scope.ids("course")
    files = {item.course: known[item.course][0] for item in training.items if item.course in known}
    return Held(result, training, {key: record_as(Course, file) for key, file in files.items() if file.whole})


def _references(result: FileResult, scope: Scope) -> Iterator[Problem]:
    values, plan = result.values or {}, scope.plan
    if plan:
        labels = scope.labels("sector")
        for index, sector in enumerate(values.get("audience", ())):
            if sector not in labels:
                yield at(result, f"audience[{index}]", "R402", f"领域 {quote(sector)} 不存在。",
                         scope.guess(sector, labels, labels) or f"可选：{'、'.join(labels)}。")
        yield from unknown_names(result, CLASS, scope)
    yield from _unknown(result, "venue", values.get("venue"), "venue", "R405", scope)
    for index, item in enumerate(values.get("items", ())):
        yield from _unknown(result, f"items[{index}].course", item["course"], "course", "R403", scope)
        yield from _unknown(result, f"items[{index}].lecturer", item.get("lecturer"), "lecturer", "R404", scope)


def _unknown(result: FileResult, place: str, key: str | None, kind: str, code: str, scope: Scope) -> Iterator[Problem]:
    if key and key not in scope.ids(kind):
        yield at(result, place, code, f"{KINDS[kind].label} {quote(key)} 不存在。", scope.guess_id(key, kind))


def _dates(result: FileResult) -> Iterator[Problem]:
    values = result.values or {}
    start, end, year = values.get("start"), values.get("end"), values.get("year")
    if any(name in result.marks and name not in values for name in ("start", "end", "year")):
        return  # a date that is none has a problem of its own
    if not start and not year:
        yield at(result, "items", "K101", "没有写开班日期，也没有写哪一年办。", "日期定了写 start 和 end，没定写 year。")
    if end and not start:
        yield at(result, "end", "K101", f"写了结业日期 {end}，没有写开班日期。", "补上 start。")
    if start and end and end < start:
        yield at(result, "end", "K101", f"结业日期 {end} 早于开班日期 {start}。", "改其中一个。")
    if start and end and end[:4] != start[:4]:
        yield at(result, "end", "K101", f"开班 {start}，结业 {end}，跨了两年：学时算不清哪一年。", "分成两个班。")
    if start and year and int(start[:4]) != year:
        yield at(result, "year", "K101", f"年份 {year} 与开班日期 {start} 不一致。", "日期定了就不写 year。")


def _seats(result: FileResult, scope: Scope) -> Iterator[Problem]:
    values = result.values or {}
    venue = next(iter(scope.ids("venue").get(values.get("venue", ""), ())), None)
    capacity = (venue.values or {}).get("capacity") if venue else None
    seats = values.get("seats")
    if venue and capacity and seats and seats > capacity:
        where = f"{venue.path}:{venue.mark('capacity').line}"
        hint = "换大一些的场地，或分两批办。"
        yield at(result, "seats", "K106", f"人数 {seats} 超过场地 {quote(venue.id)} 的容量 {capacity}（{where}）。", hint)


def _timetable(held: Held, plan: Plan | None) -> Iterator[Problem]:
    training, result = held.training, held.result
    seen: dict[str, list[int]] = {}
    for index, item in enumerate(training.items):
        if training.start and item.on and not training.start <= item.on <= (training.end or training.start):
            span = f"{training.start} 至 {training.end or training.start}"
            yield at(result, f"items[{index}].on", "K102", f"日期 {item.on} 不在开班期间 {span}。", "改这一天，或改开班、结业日期。")
        elif item.on and not training.start and int(item.on[:4]) != training.year:
            yield at(result, f"items[{index}].on", "K102", f"日期 {item.on} 不在 {training.year} 年。", "改这一天，或改 year。")
        course = held.courses.get(item.course)
        if course is not None:
            yield from _course(result, index, course, training, plan)
        seen.setdefault(item.course, []).append(index)
    yield from _repeated(held, seen)
    if plan:
        yield from _too_long(held, plan.hours_per_day)


def _course(result: FileResult, index: int, course: Course, training: TrainingClass, plan: Plan | None) -> Iterator[Problem]:
    place = f"items[{index}].course"
    if course.status != "published":
        word = "草稿" if course.status == "draft" else "已停用的课程"
        yield at(result, place, "C603", f"课程 {quote(course.id)} 是{word}。", "换一门已发布的课程。")
    sectors = plan.sectors if plan else {}
    foreign = [a for a in training.audience if a in sectors and plan and not course.serves(plan.lineage(a))]
    if foreign:
        names = "、".join(sectors[a].title for a in foreign)
        yield at(result, place, "K109", f"课程 {quote(course.id)} 不面向 {names}。", "换一门课，或改班的对象。")
    if course.roles and not (training.roles and set(training.roles) <= set(course.roles)):
        names = "、".join((plan.names("role") if plan else {}).get(r, r) for r in course.roles)
        yield at(result, place, "K109", f"课程 {quote(course.id)} 只给{names}上，这个班不只收他们。", "换一门课，或给班写上 roles。")
    year = training.in_year
    if year and not course.given_in(year):
        when = f"{course.not_before} 以后才有" if course.not_before[:4] > str(year) else f"到 {course.until} 为止"
        yield at(result, place, "K109", f"课程 {quote(course.id)} {when}，这个班在 {year} 年。", "换一门课，或改办班的年份。")


def _repeated(held: Held, seen: dict[str, list[int]]) -> Iterator[Problem]:
    for key, places in seen.items():
        course = held.courses.get(key)
        if len(places) == 1 or course is None:
            continue
        parts = [held.training.items[index].hours for index in places]
        if not all(parts):
            yield at(held.result, f"items[{places[1]}].course", "K110", f"课程 {quote(key)} 在课表里排了 {len(places)} 次。",
                     "只留一处；分几次讲完的，每次写上 hours。")
        elif sum(parts) > course.hours:
            more = f"{format_hours(sum(parts))} 学时，多于它的 {format_hours(course.hours)} 学时"
            yield at(held.result, f"items[{places[-1]}].hours", "K110",
                     f"课程 {quote(key)} 分 {len(places)} 次共 {more}。", "改每次的 hours。")


def _too_long(held: Held, hours_per_day: int) -> Iterator[Problem]:
    training, most = held.training, hours_per_day * HALF_HOURS_PER_HOUR
    by_day: dict[str, int] = {}
    for index, item in enumerate(training.items):
        before, more = by_day.get(item.on, 0), hours_of(item, held.courses)
        if item.on and before <= most < before + more:
            yield at(held.result, f"items[{index}].on", "K108",
                     f"{item.on} 这一天排了 {format_hours(before + more)} 学时，一天最多 {hours_per_day} 学时。", "移一部分到别的日子。")
        by_day[item.on] = before + more
    taught, half_days = sum(by_day.values()), half_days_of(training)
    if half_days and taught * 2 > half_days * most:
        days = format_hours(half_days)
        yield at(held.result, "items", "K108",
                 f"课表共 {format_hours(taught)} 学时，{days} 天最多 {format_hours(half_days * most // 2)} 学时。", "减几门课，或加几天。")
