"""Classes of a year made in memory, and an independent look at where they are put."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from courselib.curricula.timetable.days import Free, Span
from courselib.curricula.timetable.placing import Placed, Timetable
from courselib.curricula.timetable.sessions import sessions_of, settled_of
from courselib.library.model import ClassItem, Library, Source, TrainingClass, Venue

from ..making import a_course, a_library

YEAR = 2027
COURSES = [a_course(f"c{n}", 8) for n in range(60)]


def a_class(key: str, days: int = 5, **fields: object) -> TrainingClass:
    """Return a class of the year without dates, of so many days, for secretaries of the field."""
    usual: dict[str, object] = {
        "title": f"班{key}", "audience": ("field",), "roles": ("secretary",), "year": YEAR, "days": days * 2, "offjob": True, "items": (),
        "source": Source(f"classes/{key}.yml"),
    }
    return TrainingClass(id=key, **(usual | fields))  # type: ignore[arg-type]  # the fields are the caller's to know


def library_of(classes: Iterable[TrainingClass], venues: Iterable[Venue] = ()) -> Library:
    """Return a library with these classes and venues."""
    return replace(a_library(COURSES, classes=classes), venues={v.id: v for v in venues})


def timetable_of(library: Library, free: Free | None = None) -> Timetable:
    """Return what is to be placed in the year."""
    return Timetable(YEAR, tuple(sessions_of(library, YEAR)), tuple(settled_of(library, YEAR)), free or Free())


def span(first: str, last: str = "") -> Span:
    """Return the span between two days of the year (``03-01``)."""
    return Span(*(datetime.date.fromisoformat(f"{YEAR}-{day}") for day in (first, last or first)))


def fifty(seed: int = 1, count: int = 50) -> list[TrainingClass]:
    """Return classes of many kinds that share four venues, twenty-five lecturers and the sectors and roles of a small plan."""
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    found = []
    for n in range(count):
        lecturers = draw.sample(range(25), draw.choice((1, 3, 5)))
        items = tuple(ClassItem(f"c{(n + k) % 60}", f"l{one:02}") for k, one in enumerate(lecturers))
        found.append(a_class(
            f"k{n:02}", draw.choice((1, 2, 3, 5, 5, 5, 10)), audience=(draw.choice(("part", "other")),), items=items,
            roles=(draw.choice(("member", "secretary", "party-worker")),), group=draw.choice(("", "第一批", "第二批")),
            venue=f"v{draw.randrange(4)}",
        ))
    return found


def clashes(placed: Sequence[Placed], settled: Iterable[TrainingClass] = ()) -> list[str]:
    """Return what is wrong with where classes are put, seen day by day with nothing of the program's own but the days."""
    found = []
    used: Counter[tuple[object, ...]] = Counter()
    for of, days in [*((p.session.of, p.days) for p in placed), *((of, _days(of)) for of in settled)]:
        for day in days:
            if day.weekday() > 4 or day.year != YEAR:
                found.append(f"{of.id} on {day}")
            used[("venue", of.venue, day)] += bool(of.venue)
            used.update({("lecturer", i.lecturer, day) for i in of.items if i.lecturer})
            used.update({("people", a, r, of.group, day) for a in of.audience for r in of.roles})
    found += [f"{key} {count} times" for key, count in used.items() if count > 1]
    for one in placed:
        if len(one.days) != one.session.of.days // 2 or sorted(set(one.days)) != list(one.days):
            found.append(f"{one.session.of.id} has {len(one.days)} days")
        gaps = {(b - a).days for a, b in zip(one.days, one.days[1:], strict=False)}
        if not gaps <= ({1} if len(one.days) <= 5 else {1, 3}):
            found.append(f"{one.session.of.id} is torn apart")
    return found


def _days(of: TrainingClass) -> list[datetime.date]:
    first, last = (datetime.date.fromisoformat(d) for d in (of.start, of.end))
    return [d for n in range((last - first).days + 1) if (d := first + datetime.timedelta(days=n)).weekday() < 5]
