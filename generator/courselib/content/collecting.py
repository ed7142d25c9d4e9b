"""Several libraries read together by the level above them: what each has of the plan, what each files, what two of them have twice.

Only what is a library's own counts: what it took from another one is there counted already.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from ..curricula.filing import FiledTotals, filed_years, filing_of
from ..curricula.totals import Totals
from ..library.model import Course, Library
from .checks.twins import folded

#: What stands in brackets behind a title tells a course's form, and numbers its turn.
_ASIDE = re.compile(r"\([^()]*\)|（[^（）]*）|[0-9一二三四五六七八九十]+$|[:：,，、.。·—-]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A library: where it was found, what it is called, its records of its own, how many errors it has."""

    folder: str
    title: str
    library: Library
    courses: tuple[Course, ...]
    taken: int
    errors: int


@dataclass(frozen=True, slots=True)
class Twin:
    """Courses of several units that are called the same, or nearly: unit, ID and title of each."""

    near: bool
    courses: tuple[tuple[str, str, str], ...]


@dataclass(slots=True)
class Collected:
    """What several units have. Numbers stand in the order of ``units``; topics and sectors are those of all their plans."""

    units: list[Unit]
    topics: dict[str, tuple[str, list[Totals]]] = field(default_factory=dict)
    sectors: dict[str, tuple[str, list[Totals]]] = field(default_factory=dict)
    filed: dict[int, list[FiledTotals]] = field(default_factory=dict)
    twins: list[Twin] = field(default_factory=list)


def unit_of(folder: str, title: str, library: Library, errors: int) -> Unit:
    """Return a library as a unit."""
    offered = [c for c in library.courses.values() if c.status == "published"]
    own = tuple(c for c in offered if c.source.origin is None)
    return Unit(folder, title, library, own, len(offered) - len(own), errors)


def collected(units: list[Unit]) -> Collected:
    """Return what units have together."""
    made = Collected(units)
    for unit in units:
        for topic in unit.library.plan.topics.values():
            made.topics.setdefault(topic.id, (topic.title, []))
        for sector in unit.library.plan.sectors.values():
            made.sectors.setdefault(sector.id, (sector.title, []))
    for unit in units:
        for key, (_, sums) in made.topics.items():
            sums.append(Totals.of(c for c in unit.courses if c.topic == key))
        for key, (_, sums) in made.sectors.items():
            sums.append(Totals.of(c for c in unit.courses if key in unit.library.plan.holders(c.audience)))
    for year in sorted({year for unit in units for year in filed_years(unit.library)}):
        made.filed[year] = [filing_of(unit.library, year).totals for unit in units]
    made.twins = _twins(units)
    return made


def _twins(units: Iterable[Unit]) -> list[Twin]:
    rows = [(unit.title, c.id, c.title) for unit in units for c in unit.courses]
    same = _groups(rows, lambda row: folded(row[2]))
    told = {row for group in same for row in group}
    near = [g for g in _groups(rows, lambda row: _core(row[2])) if not set(g) <= told]
    return [Twin(False, tuple(g)) for g in same] + [Twin(True, tuple(g)) for g in near]


def _core(title: str) -> str:
    """Return a title without what stands in brackets, marks and a number at its end; short ones as they are."""
    core = _ASIDE.sub("", folded(title))
    return core if len(core) >= 4 else folded(title)


def _groups(rows: Iterable[tuple[str, str, str]], key: Callable[[tuple[str, str, str]], Hashable]) -> list[list[tuple[str, str, str]]]:
    """Return the rows of more than one unit that share a key."""
    groups: dict[Hashable, list[tuple[str, str, str]]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return [group for group in groups.values() if len({row[0] for row in group}) > 1]


