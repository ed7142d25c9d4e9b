"""Classes placed on days by the solver: nobody and nothing twice at once, spread over the year in the order of their IDs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..solver import Model
from .days import Free, Span, held_in, runs, working_days
from .sessions import AWAY, FREE, LECTURER, OWN, SETTLED, VENUE, Limit, Session, Settled

Run = tuple[datetime.date, ...]
#: What a placing leaves out of account, to see what is in the way.
Ignored = frozenset[Limit]
NOTHING: Ignored = frozenset()
#: Bound on the solver's nodes.
_NODES = 20_000
#: Of a week's distance from its even place a class costs so much; a day later in the week costs one.
_WEEK = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """A class and its days."""

    session: Session
    days: Run


@dataclass(frozen=True, slots=True)
class Timetable:
    """What is to be placed in a year: classes, those that stand already, and the planner's days."""

    year: int
    sessions: tuple[Session, ...]
    settled: tuple[Settled, ...]
    free: Free
    _options: dict[tuple[str, Ignored], list[Run]] = field(default_factory=dict, compare=False, repr=False)

    def options(self, session: Session, ignored: Ignored = NOTHING) -> list[Run]:
        """Return the days that a class may take by itself."""
        key = session.of.id, ignored
        if key not in self._options:
            self._options[key] = self._free_runs(session, ignored)
        return self._options[key]

    def _free_runs(self, session: Session, ignored: Ignored) -> list[Run]:
        needs = session.needs - ignored
        taken = {d for s in self.settled if Limit(SETTLED, s.of.id) not in ignored for d, of in s.days.items() if of & needs}
        away = [span for need in needs if Limit(AWAY, need.id, need.kind) not in ignored for span in self.away(need)]
        own = () if Limit(OWN, session.of.id) in ignored else self.free.classes.get(session.of.id, ())
        year = Free() if Limit(FREE, "") in ignored else self.free
        days = working_days(self.year, [*year.blocked, *away], year.within)
        return runs([d for d in days if d not in taken and (not own or held_in(d, own))], session.length)

    def away(self, need: Limit) -> Sequence[Span]:
        """Return the days on which a lecturer or a venue cannot be had."""
        return {LECTURER: self.free.lecturers, VENUE: self.free.venues}.get(need.kind, {}).get(need.id, ())

    def limits(self, sessions: Sequence[Session]) -> list[Limit]:
        """Return everything that bounds when these classes can be held, in a fixed order."""
        needs = sorted({need for s in sessions for need in s.needs})
        own = [Limit(OWN, s.of.id) for s in sessions if s.of.id in self.free.classes]
        away = [Limit(AWAY, need.id, need.kind) for need in needs if self.away(need)]
        return [Limit(FREE, ""), *own, *away, *(Limit(SETTLED, s.of.id) for s in self.settled), *needs]


def place(timetable: Timetable) -> list[Placed] | None:
    """Return all classes with their days by date, or ``None`` where no placing was found.

    Each class in turn takes the free days nearest to its even place in the year, those with the least choice first; where that
    leaves one without days, the solver places all of them anew.
    """
    sessions = timetable.sessions
    options = {s.of.id: timetable.options(s) for s in sessions}
    weeks = {w: n for n, w in enumerate(sorted({_week(d) for d in _days(timetable)}))}
    nearest: dict[str, Sequence[Run]] = {}
    for number, session in enumerate(sessions):
        even = (2 * number + 1) * len(weeks) * _WEEK // (2 * len(sessions))
        own = [(abs(weeks[_week(days[0])] * _WEEK - even) + days[0].weekday(), days) for days in options[session.of.id]]
        nearest[session.of.id] = [days for _, days in sorted(own)]
    taken = _in_turn(sessions, nearest) or _solved(sessions, nearest)
    if taken is None:
        return None
    return sorted((Placed(s, taken[s.of.id]) for s in sessions), key=lambda p: (p.days[0], p.session.of.id))


def _days(timetable: Timetable) -> list[datetime.date]:
    return working_days(timetable.year, timetable.free.blocked, timetable.free.within)


def _in_turn(sessions: Sequence[Session], options: Mapping[str, Sequence[Run]], ignored: Ignored = NOTHING) -> dict[str, Run] | None:
    """Return days for each class, the first of its options that is free when its turn comes; ``None`` when one finds none."""
    busy: set[tuple[Limit, datetime.date]] = set()
    placed: dict[str, Run] = {}
    for session in sorted(sessions, key=lambda s: (len(options[s.of.id]), -s.length, s.of.id)):
        needs = session.needs - ignored
        days = next((o for o in options[session.of.id] if not any((n, d) in busy for d in o for n in needs)), None)
        if days is None:
            return None
        busy |= {(n, d) for d in days for n in needs}
        placed[session.of.id] = days
    return placed


def _solved(sessions: Sequence[Session], options: Mapping[str, Sequence[Run]]) -> dict[str, Run] | None:
    if not all(options.values()):
        return None
    model, at = _model(sessions, options)
    answer = model.minimise({}, nodes=_NODES)
    if answer is None:
        return None
    return {
        s.of.id: days for s in sessions for days, variable in zip(options[s.of.id], at[s.of.id], strict=True)
        if answer.values[variable]
    }


def possible(timetable: Timetable, sessions: Sequence[Session], ignored: Ignored = NOTHING) -> bool:
    """Tell whether some of the classes can be placed together; what was not proven impossible is called possible."""
    options = {s.of.id: timetable.options(s, ignored) for s in sessions}
    if not all(options.values()):
        return False
    if _in_turn(sessions, options, ignored) is not None:
        return True
    if _crowded(sessions, options, ignored):
        return False
    return _model(sessions, options, ignored)[0].possible(_NODES) is not False


def _crowded(sessions: Sequence[Session], options: Mapping[str, Sequence[Run]], ignored: Ignored) -> bool:
    """Tell whether classes that share a need take more days than they have to share: seen by counting, without the solver."""
    for group in _exclusive(sessions, ignored):
        days = {d for s in group for o in options[s.of.id] for d in o}
        if sum(s.length for s in group) > len(days):
            return True
    return False


def _model(
    sessions: Sequence[Session], options: Mapping[str, Sequence[Run]], ignored: Ignored = NOTHING
) -> tuple[Model, dict[str, list[int]]]:
    model = Model()
    at = {s.of.id: [model.variable() for _ in options[s.of.id]] for s in sessions}
    for session in sessions:
        model.row(dict.fromkeys(at[session.of.id], 1), low=1, high=1)
    for group in _exclusive(sessions, ignored):
        by_day: dict[datetime.date, set[int]] = {}
        for session in group:
            for days, variable in zip(options[session.of.id], at[session.of.id], strict=True):
                for day in days:
                    by_day.setdefault(day, set()).add(variable)
        for variables in _largest(by_day.values()):
            model.row(dict.fromkeys(sorted(variables), 1), high=1)
    return model, at


def _exclusive(sessions: Sequence[Session], ignored: Ignored) -> list[list[Session]]:
    """Return the groups of classes of which no two can be at once: those that share a need; none within another."""
    sharing: dict[Limit, set[int]] = {}
    for number, session in enumerate(sessions):
        for need in session.needs - ignored:
            sharing.setdefault(need, set()).add(number)
    return [[sessions[n] for n in sorted(group)] for group in _largest(sharing.values()) if len(group) > 1]


def _largest(sets: Iterable[set[int]]) -> list[set[int]]:
    """Return the sets that are no part of another, in a fixed order."""
    kept: list[set[int]] = []
    for one in sorted({tuple(sorted(s)) for s in sets}, key=lambda t: (-len(t), t)):
        if not any(set(one) <= other for other in kept):
            kept.append(set(one))
    return kept


def _week(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())
