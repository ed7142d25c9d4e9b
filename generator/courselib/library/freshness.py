"""What is to be looked at again (动态管理, plan (十五)): a function of a library, each duty with the days on which it stands.

No clock is asked. A duty says from which day it stands and until when, so that a page can carry the dates, and whoever has a day
(``courselib check --due --by``, a browser) picks what stands on it: the same library gives the same duties.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from .model import Course, Lecturer, Library, TrainingClass, Venue

NEVER, EDITED, OVERDUE, FUTURE, RETIRED, UNCONFIRMED, LINKS = "D101", "D102", "D103", "D104", "D105", "D106", "D107"
#: What the plan asks to be reviewed where it says nothing of it: courses, without a term.
_USUAL = {"course": 0}
_PUBLISHED = "published"
Reviewed = Course | Lecturer | Venue


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done about a record: ``code`` is that of the problem, ``field`` where it stands in the record's file.

    It stands on every day from ``since`` and before ``until`` (YYYY-MM-DD; empty: no bound). ``named`` are the IDs that it is about: of
    retired lecturers or venues that are still named, or of the courses and classes that name an unconfirmed one.
    """

    code: str
    kind: str
    id: str
    field: str
    since: str = ""
    until: str = ""
    named: tuple[str, ...] = ()

    def stands_on(self, day: str) -> bool:
        """Tell whether it is to be done on a day."""
        return self.since <= day and (not self.until or day < self.until)


def duties(library: Library) -> list[Duty]:
    """Return all duties of a library, those that stand longest first; drafts, what is retired and what is another library's have none."""
    found = list(_of_classes(library))
    named = _named(library)
    for kind, shelf in (("course", library.courses), ("lecturer", library.lecturers), ("venue", library.venues)):
        for record in shelf.values():
            if _is_ours(record):
                found += _of_record(kind, record, library, named.get((kind, record.id), ()))
    return sorted(found, key=attrgetter("since", "code", "kind", "id", "field"))


def due(library: Library, day: str) -> list[Duty]:
    """Return the duties that stand on a day (YYYY-MM-DD)."""
    return [duty for duty in duties(library) if duty.stands_on(day)]


@cache
def month_after(day: str, months: int) -> str:
    """Return the day so many months later; where a month has no such day, its last one."""
    date = datetime.date.fromisoformat(day)
    years, month = divmod(date.month - 1 + months, 12)
    year = date.year + years
    if year > datetime.MAXYEAR:
        return datetime.date.max.isoformat()
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def is_reviewed(record: Reviewed) -> bool:
    """Tell whether a record was reviewed, and not edited since by what it says of itself."""
    return record.reviewed is not None and record.updated <= record.reviewed.on


def confirmed_until(record: Reviewed, library: Library) -> str:
    """Return the day from which a record's review counts no longer; empty where it has no term."""
    months = library.plan.review_every.get("course" if isinstance(record, Course) else _KINDS[type(record)], 0)
    return month_after(record.reviewed.on, months) if record.reviewed and months else ""


_KINDS: dict[type, str] = {Lecturer: "lecturer", Venue: "venue"}


def _is_ours(record: Reviewed | TrainingClass) -> bool:
    return record.status == _PUBLISHED and record.source.origin is None


def _named(library: Library) -> dict[tuple[str, str], list[str]]:
    """Return which courses and classes name a lecturer or venue, in order."""
    found: dict[tuple[str, str], list[str]] = {}

    def note(kind: str, keys: Iterable[str], by: str) -> None:
        for key in dict.fromkeys(keys):
            if key:
                found.setdefault((kind, key), []).append(by)

    for course in library.courses.values():
        if course.status == _PUBLISHED:
            note("lecturer", course.lecturers, course.id)
            note("venue", course.venues, course.id)
    for training in library.classes.values():
        if training.status == _PUBLISHED:
            note("lecturer", (item.lecturer for item in training.items), training.id)
            note("venue", (training.venue,), training.id)
    return found


def _of_record(kind: str, record: Reviewed, library: Library, named: Iterable[str]) -> Iterator[Duty]:
    every = library.plan.review_every or _USUAL
    reviewed, by = record.reviewed, tuple(named)
    if kind in every:
        if reviewed is None:
            yield Duty(UNCONFIRMED if by else NEVER, kind, record.id, "title", named=by)
        elif record.updated > reviewed.on:
            yield Duty(EDITED, kind, record.id, "updated", since=record.updated)
        elif since := confirmed_until(record, library):
            yield Duty(UNCONFIRMED if by else OVERDUE, kind, record.id, "reviewed.on", since=since, named=by)
    if record.updated:
        yield Duty(FUTURE, kind, record.id, "updated", until=record.updated)
    if reviewed is not None:
        yield Duty(FUTURE, kind, record.id, "reviewed.on", until=reviewed.on)
    if isinstance(record, Course):
        yield from _of_course(record, reviewed.on if reviewed else "", library)


def _of_course(course: Course, reviewed: str, library: Library) -> Iterator[Duty]:
    for field, keys, shelf in (("lecturers", course.lecturers, library.lecturers), ("venues", course.venues, library.venues)):
        if retired := _retired(keys, shelf):
            yield Duty(RETIRED, "course", course.id, field, named=retired)
    months = library.plan.review_every.get("links", 0)
    field = "platforms" if course.platforms else "resources" if any(r.url for r in course.resources) else ""
    if months and reviewed and field:
        yield Duty(LINKS, "course", course.id, field, since=month_after(reviewed, months))


def _of_classes(library: Library) -> Iterator[Duty]:
    """Yield what is to be done about classes; one that is over is history and stays as it was."""
    for training in library.classes.values():
        if not _is_ours(training):
            continue
        last = datetime.date.fromisoformat(training.end or training.start or f"{training.year or datetime.MAXYEAR}-12-31")
        over = (last + datetime.timedelta(days=1)).isoformat() if last < datetime.date.max else ""
        if retired := _retired((training.venue,), library.venues):
            yield Duty(RETIRED, "class", training.id, "venue", until=over, named=retired)
        if retired := _retired((item.lecturer for item in training.items), library.lecturers):
            yield Duty(RETIRED, "class", training.id, "items", until=over, named=retired)


def _retired(keys: Iterable[str], shelf: dict[str, Lecturer] | dict[str, Venue]) -> tuple[str, ...]:
    return tuple(key for key in dict.fromkeys(keys) if key in shelf and shelf[key].status == "retired")
