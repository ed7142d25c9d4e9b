"""The library's frozen records. Hours are integers of half-hours throughout (``courselib.runtime.hours``)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from ..runtime.values import Values

R = TypeVar("R")

ALL = "all"
#: The one unit of a course that came without an outline: it says nothing of what is taught.
PLACEHOLDER_UNIT = "1. 专题学习"


@dataclass(frozen=True, slots=True)
class Task:
    """One of the seven basic tasks (基本任务, plan 一)."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause of the plan with the project's own summary."""

    id: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a clause asks for a sector, in the project's words."""

    study: str = ""
    combine: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    organise: str = ""


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector or sub-sector of clauses (五)–(十); ``parent`` is empty for a sector."""

    id: str
    title: str
    clause: str
    parent: str
    children: tuple[str, ...]
    requirements: Requirements


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that a clause names; ``theory`` is required, excluded or either."""

    id: str
    title: str
    clause: str
    sector: str
    task: str
    theory: str
    required: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """An hour rule as data. ``minimum`` is in half-hours, ``days`` its alternative statement, ``share`` a fraction."""

    id: str
    title: str
    clause: str
    applies: tuple[str, ...]
    window: str
    count: str
    minimum: int = 0
    days: int = 0
    offjob_level: str = ""
    share_of: str = ""
    share: tuple[int, int] = (0, 1)
    normal_case: bool = False
    effective: int = 0
    exempt: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The vocabulary and rules of ``plan.yml``, in its order."""

    title: str
    source: str
    start: int
    end: int
    hours_per_day: int
    tasks: dict[str, Task]
    clauses: dict[str, Clause]
    sectors: dict[str, Sector]
    topics: dict[str, Topic]
    rules: dict[str, Rule]

    @property
    def years(self) -> range:
        """The calendar years of the period."""
        return range(self.start, self.end + 1)

    def lineage(self, sector: str) -> tuple[str, ...]:
        """Return the sector, its parent if it has one, and ``all``: whose courses and topics it shares."""
        if sector == ALL or sector not in self.sectors:
            return (ALL,)
        parent = self.sectors[sector].parent
        return (sector, parent, ALL) if parent else (sector, ALL)

    def leaves(self) -> tuple[str, ...]:
        """Return the sectors without sub-sectors, in the plan's order."""
        return tuple(s.id for s in self.sectors.values() if not s.children)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a course outline; ``line`` is its line in the file."""

    title: str
    content: str
    method: str
    hours: int
    line: int


@dataclass(frozen=True, slots=True)
class Resource:
    """A courseware, reader, video … of a course: a file below ``content/media`` or an address."""

    title: str
    kind: str
    file: str = ""
    url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """Where a course stands on a learning platform."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviewed a record, and on which day (YYYY-MM-DD)."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record came from: path below ``content/``, Markdown body with its first line, digest of the body.

    ``plain`` is the body's text without marks, where the body was read just now.
    """

    path: str
    body: str = field(default="", repr=False)
    body_line: int = 1
    digest: str = ""
    plain: str | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Course:
    """A course. ``hours`` in half-hours; ``theory`` counts as 党的创新理论教育 (plan 一)."""

    id: str
    title: str
    topic: str
    audience: tuple[str, ...]
    hours: int
    theory: bool
    source: Source
    summary: str = ""
    kind: str = "course"
    methods: tuple[str, ...] = ()
    level: str = ""
    provider: str = ""
    lecturers: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    series: str = ""
    resources: tuple[Resource, ...] = ()
    platforms: tuple[Platform, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = "zh"
    reviewed: Review | None = None
    updated: str = ""
    version: str = ""
    status: str = "published"
    units: tuple[Unit, ...] = ()

    def serves(self, lineage: tuple[str, ...]) -> bool:
        """Tell whether the course is made for a sector, its parent or all, given the sector's lineage."""
        # A plain loop: lists of courses ask this more than anything else.
        for sector in self.audience:  # noqa: SIM110
            if sector in lineage:
                return True
        return False

    @property
    def theory_hours(self) -> int:
        """Half-hours that count as theory."""
        return self.hours if self.theory else 0


@dataclass(frozen=True, slots=True)
class Lecturer:
    """A lecturer of the pool (师资库, plan (十五)); shipped ones are samples."""

    id: str
    title: str
    source: Source
    class_: str = ""
    level: str = ""
    unit: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    updated: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class Venue:
    """A place for training (阵地, plan (十五)); shipped ones are samples."""

    id: str
    title: str
    source: Source
    kind: str = ""
    level: str = ""
    unit: str = ""
    capacity: int = 0
    methods: tuple[str, ...] = ()
    summary: str = ""
    updated: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class Item:
    """A course planned in a year; off-the-job (脱产) and its level belong to the plan, not to the course.

    ``on`` is the first day (YYYY-MM-DD, inside the year) where it is settled.
    """

    course: str
    year: int
    offjob: bool = False
    level: str = "county"
    on: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a year of a curriculum is about, in a few words."""

    year: int
    title: str


@dataclass(frozen=True, slots=True)
class Curriculum:
    """A curated curriculum: items over ``years`` calendar years from ``start``.

    ``exempt`` marks one for members whom the plan spares fixed hours (年老体弱、行动不便).
    """

    id: str
    title: str
    sector: str
    role: str
    start: int
    items: tuple[Item, ...]
    source: Source
    years: int = 5
    exempt: bool = False
    themes: tuple[Theme, ...] = ()
    summary: str = ""
    notes: str = ""
    updated: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class Page:
    """A hand-written page; ``id`` is its path below ``content/pages`` without the suffix."""

    id: str
    title: str
    source: Source
    order: int = 1000
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """Everything read from one content folder. Records are keyed by ID, in order of ID."""

    plan: Plan
    courses: dict[str, Course]
    lecturers: dict[str, Lecturer]
    venues: dict[str, Venue]
    curricula: dict[str, Curriculum]
    pages: dict[str, Page]
    media: dict[str, int]
    #: Terms that mean the same to who searches, group by group.
    synonyms: tuple[tuple[str, ...], ...] = ()

    def without_drafts(self) -> Library:
        """Return the library as it is published: no drafts, and no reference to one."""
        changes: Values = {
            f.name: _published(shelf) for f in fields(self) if isinstance(shelf := getattr(self, f.name), dict)
        }
        return replace(self, **changes)


def _published(records: dict[str, R]) -> dict[str, R]:
    return {key: record for key, record in records.items() if getattr(record, "status", "") != "draft"}
