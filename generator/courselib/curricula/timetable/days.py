"""The days of a year on which classes can be held, and on which they may begin."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

_SATURDAY = 5
_WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: datetime.date
    last: datetime.date

    def __contains__(self, day: datetime.date) -> bool:
        """Tell whether a day is among them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Free:
    """What a planner says of the year: days that are blocked, days within which all must lie (none: the whole year).

    ``lecturers`` and ``venues`` hold by ID when one cannot be had, ``classes`` by ID within which days a class must lie.
    """

    blocked: tuple[Span, ...] = ()
    within: tuple[Span, ...] = ()
    lecturers: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    venues: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    classes: dict[str, tuple[Span, ...]] = field(default_factory=dict)


def parse_span(text: str) -> Span | None:
    """Return the span of ``2027-02-08..2027-02-19`` or of one day; ``None`` for a text that is neither."""
    first, dots, last = text.partition("..")
    try:
        span = Span(datetime.date.fromisoformat(first.strip()), datetime.date.fromisoformat((last if dots else first).strip()))
    except ValueError:
        return None
    return span if span.first <= span.last else None


def held_in(day: datetime.date, spans: Iterable[Span]) -> bool:
    """Tell whether a day lies in one of several spans."""
    return any(day in span for span in spans)


def weekdays(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """Return the days from Monday to Friday between two days, both included."""
    days = (first + datetime.timedelta(days=n) for n in range((last - first).days + 1))
    return [d for d in days if d.weekday() < _SATURDAY]


def working_days(year: int, blocked: Sequence[Span] = (), within: Sequence[Span] = ()) -> list[datetime.date]:
    """Return the days of a year on which classes can be held: Monday to Friday, none that is blocked.

    Public holidays and the weekends that are worked instead are not known here: they are announced year by year.
    """
    return [
        d for d in weekdays(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        if not held_in(d, blocked) and (not within or held_in(d, within))
    ]


def runs(days: Sequence[datetime.date], length: int) -> list[tuple[datetime.date, ...]]:
    """Return the days that a class of ``length`` days may take, in order.

    Up to five days lie in one week, without a free day between them; more begin on a Monday and go on from Friday to Monday.
    """
    known = set(days)
    possible_runs = []
    for first in days:
        if length > _WORKING_DAYS and first.weekday() != 0:
            continue
        run = _from(first, length, known)
        if run and (length > _WORKING_DAYS or run[-1] - first < datetime.timedelta(days=length)):
            possible_runs.append(run)
    return possible_runs


def _from(first: datetime.date, length: int, known: Collection[datetime.date]) -> tuple[datetime.date, ...]:
    run: list[datetime.date] = []
    day = first
    while len(run) < length:
        if day.weekday() < _SATURDAY:
            if day not in known:
                return ()
            run.append(day)
        day += datetime.timedelta(days=1)
    return tuple(run)
