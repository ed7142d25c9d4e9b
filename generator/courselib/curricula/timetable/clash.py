"""Why the classes of a year cannot be placed: the fewest that do not go together, and what they fight over, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from ...library.model import Library
from ..conflicts import smallest
from .days import Span, runs, working_days
from .placing import Timetable, possible
from .sessions import AUDIENCE, AWAY, FREE, LECTURER, OWN, SETTLED, VENUE, Limit, Session

#: So many classes are named; of more their number is told.
_SHOWN = 8
_KINDS = {LECTURER: "讲师", VENUE: "场地"}


def too_many_seats(library: Library, sessions: Sequence[Session]) -> list[str]:
    """Return a sentence for each class that its venue cannot hold."""
    sentences = []
    for of in (s.of for s in sessions):
        venue = library.venues.get(of.venue)
        if venue is not None and venue.capacity and of.seats > venue.capacity:
            sentences.append(f"{_named(of.title, of.id)}有 {of.seats} 人，场地“{venue.title}”只容得下 {venue.capacity} 人。")
    return sentences


def what_clashes(timetable: Timetable, library: Library) -> list[str]:
    """Return sentences on a smallest set of classes that cannot be placed together; empty where that was not proven."""
    year = working_days(timetable.year)
    for session in timetable.sessions:
        if not runs(year, session.length):
            return [f"{_named(session.of.title, session.of.id)}要 {session.length} 个工作日，一年里排不下。"]
    if possible(timetable, timetable.sessions):
        return []
    sessions = smallest(timetable.sessions, lambda some: possible(timetable, some))
    limits = timetable.limits(sessions)
    causes = smallest(limits, lambda some: possible(timetable, sessions, frozenset(limits).difference(some)))
    shown = "、".join(_named(s.of.title, s.of.id) for s in sessions[:_SHOWN])
    days = sum(s.length for s in sessions)
    if len(sessions) == 1:
        first = f"{shown}要 {days} 天，排不下。"
    else:
        more = f"等 {len(sessions)} 个班" if len(sessions) > _SHOWN else ""
        first = f"{shown}{more}排不到一起，共要 {days} 天；少了其中任何一个就能排。"
    return [first, *(_cause(cause, timetable, library) for cause in causes)]


def _cause(cause: Limit, timetable: Timetable, library: Library) -> str:
    if cause.kind == FREE:
        count = len(working_days(timetable.year, timetable.free.blocked, timetable.free.within))
        return f"全年能排的工作日一共 {count} 天。"
    if cause.kind == SETTLED:
        of = library.classes[cause.id]
        return f"{_named(of.title, of.id)}的日期已经定下：{of.start}" + (f" 至 {of.end}。" if of.end else "。")
    if cause.kind == OWN:
        of = library.classes[cause.id]
        return f"{_named(of.title, of.id)}只能排在 {_spans(timetable.free.classes[of.id])}。"
    if cause.kind == AUDIENCE:
        batch = f"，{cause.group}" if cause.group else ""
        return f"{library.plan.sectors[cause.id].title}（{library.plan.roles[cause.part].title}{batch}）不能同时上两个班。"
    kind = cause.part or cause.kind
    record = (library.lecturers if kind == LECTURER else library.venues).get(cause.id)
    name = f"{_KINDS[kind]}“{record.title if record is not None else cause.id}”"
    if cause.kind == AWAY:
        when = _spans(timetable.away(Limit(kind, cause.id)))
        return f"{name}在 {when} 不能用。" if kind == VENUE else f"{name}在 {when} 没有空。"
    return f"{name}不能同时在两个班。" if kind == LECTURER else f"{name}不能同时办两个班。"


def _spans(spans: Sequence[Span]) -> str:
    return "、".join(f"{s.first} 至 {s.last}" if s.first != s.last else str(s.first) for s in spans)


def _named(title: str, key: str) -> str:
    return f"“{title}”（{key}）"
