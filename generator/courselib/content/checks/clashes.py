"""What several training classes want at once: the same people, lecturer, venue or course (防止多头调训、重复培训, plan (十四)).

Classes are walked in order of their first day, each held against the one of the same kind that ends last so far: every class
that clashes is told once, and a thousand classes are as quick as a thousand single ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...curricula.classes import hours_of
from ...library.model import Course, TrainingClass
from ...library.reading import FileResult
from ...problems import Problem
from ...problems.record import quote
from .scope import at

#: A 学时 lasts at least so many minutes; a lecturer's two lessons at shorter distance cannot both be.
_MINUTES_A_HALF_HOUR = 22
_FIRST, _LAST = "00:00", "24:00"


@dataclass(frozen=True, slots=True)
class Held:
    """A class whose file is sound, as its record, with the courses that it teaches as far as they are known."""

    result: FileResult
    training: TrainingClass
    courses: dict[str, Course]


@dataclass(frozen=True, slots=True)
class Booking:
    """Something wanted from one moment to another (``2026-10-15 09:00``), by a class, at a field of its file."""

    key: str
    start: str
    end: str
    result: FileResult
    training: TrainingClass
    place: str


def clashes(classes: list[Held]) -> list[Problem]:
    """Return the clashes between sound, published classes; each is told where the later class says it, naming the earlier one."""
    overlaps = [*_venues(classes), *_lecturers(classes), *_audiences(classes)]
    return [*overlaps, *_same_courses(classes)]


def _span(training: TrainingClass) -> tuple[str, str]:
    return f"{training.start} {_FIRST}", f"{training.end or training.start} {_LAST}"


def _venues(classes: list[Held]) -> Iterator[Problem]:
    booked = [Booking(h.training.venue, *_span(h.training), h.result, h.training, "venue")
              for h in classes if h.training.venue and h.training.start]
    yield from _clash_problems(booked, "K105", lambda b, o: (
        f"场地 {quote(b.key)} 在 {_when(b, o)} 已给“{o.training.title}”（{_where(o)}）用。", "换一处场地，或错开日期。"))


def _lecturers(classes: list[Held]) -> Iterator[Problem]:
    booked = [booking for held in classes for booking in _lessons(held)]
    yield from _clash_problems(booked, "K104", lambda b, o: (
        f"讲师 {quote(b.key)} 在 {_when(b, o)} 还要给“{o.training.title}”（{_where(o)}）上课。", "换一位讲师，或错开时间。"))


def _lessons(held: Held) -> Iterator[Booking]:
    """Yield when each lecturer is wanted: at their lesson, on its day, or where the class does not say on any of its days."""
    result, training = held.result, held.training
    undated: set[str] = set()
    for index, item in enumerate(training.items):
        if not item.lecturer or (not item.on and (not training.start or item.lecturer in undated)):
            continue
        place = f"items[{index}].lecturer"
        if item.on and item.from_:
            until = _end(item.from_, hours_of(item, held.courses))
            yield Booking(item.lecturer, f"{item.on} {item.from_}", f"{item.on} {until}", result, training, place)
        elif item.on:
            yield Booking(item.lecturer, f"{item.on} {_FIRST}", f"{item.on} {_LAST}", result, training, place)
        else:
            undated.add(item.lecturer)
            yield Booking(item.lecturer, *_span(training), result, training, place)


def _end(start: str, half_hours: int) -> str:
    """Return when a lesson is over at the earliest; one of unknown length lasts one 学时."""
    minutes = int(start[:2]) * 60 + int(start[3:]) + (half_hours or 2) * _MINUTES_A_HALF_HOUR
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _audiences(classes: list[Held]) -> Iterator[Problem]:
    booked = [
        Booking(_people(sector, h.training), *_span(h.training), h.result, h.training, f"audience[{index}]")
        for h in classes if h.training.start for index, sector in enumerate(h.training.audience)
    ]
    reported: set[tuple[str, str]] = set()
    for problem, booking, other in _clash_pairs(booked, "K103", lambda b, o: (
        f"与“{o.training.title}”（{_where(o)}）对象相同，{_when(b, o)} 的日期重叠。",
        "错开日期；若是不同的人分批参加，两个班各写上 group（批次）。",
    )):
        pair = (booking.training.id, other.training.id)
        if pair not in reported:
            reported.add(pair)
            yield problem


def _people(sector: str, training: TrainingClass) -> str:
    return f"{sector} {','.join(sorted(training.roles))} {training.group}"


def _same_courses(classes: list[Held]) -> Iterator[Problem]:
    """Tell of a course that one audience is called to in two classes of a year."""
    first: dict[tuple[int, str, str], Held] = {}
    for held in sorted(classes, key=lambda h: (h.training.start or f"{h.training.in_year}-99", h.training.id)):
        result, training = held.result, held.training
        reported: set[str] = set()
        for sector in training.audience:
            for index, item in enumerate(training.items):
                key = (training.in_year, _people(sector, training), item.course)
                other = first.setdefault(key, held)
                if other.training.id != training.id and item.course not in reported:
                    reported.add(item.course)
                    yield at(result, f"items[{index}].course", "K107",
                             f"课程 {quote(item.course)} 在“{other.training.title}”（{other.result.path}）里已给同样的对象开过。",
                             "换一门课；若是不同的人分批参加，两个班各写上 group（批次）。")


def _clash_problems(bookings: Iterable[Booking], code: str, words: Callable[[Booking, Booking], tuple[str, str]]) -> Iterator[Problem]:
    return (problem for problem, _, _ in _clash_pairs(bookings, code, words))


def _clash_pairs(
    bookings: Iterable[Booking], code: str, words: Callable[[Booking, Booking], tuple[str, str]]
) -> Iterator[tuple[Problem, Booking, Booking]]:
    last: dict[str, Booking] = {}
    for booking in sorted(bookings, key=lambda b: (b.key, b.start, b.end, b.training.id, b.place)):
        other = last.get(booking.key)
        # A class's own lessons without a time of day may follow each other; two that have one may not be at once.
        own = other is not None and other.training.id == booking.training.id and not _timed(booking, other)
        if other is not None and booking.start < other.end and not own:
            message, hint = words(booking, other)
            yield at(booking.result, booking.place, code, message, hint), booking, other
        if other is None or booking.end > other.end:
            last[booking.key] = booking


def _timed(one: Booking, other: Booking) -> bool:
    return not any(moment.endswith((_FIRST, _LAST)) for b in (one, other) for moment in (b.start, b.end))


def _when(booking: Booking, other: Booking) -> str:
    """Return the days on which both are wanted."""
    first, last = max(booking.start, other.start)[:10], min(booking.end, other.end)[:10]
    return first if first == last else f"{first} 至 {last}"


def _where(booking: Booking) -> str:
    """Return the file and line of a booking, as every other place of a problem is told."""
    return f"{booking.result.path}:{booking.result.mark(booking.place).line}"


