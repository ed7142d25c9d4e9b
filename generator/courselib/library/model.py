"""The library's frozen records. Hours are integers of half-hours throughout (``courselib.runtime.hours``)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TypeVar

from ..runtime.values import Values
from .attachments import Attachment
from .plan import ALL, Clause, Plan, Requirements, Role, Rule, Sector, Task, Topic
from .upstream import NO_BEARINGS, Bearings, Origin

__all__ = [
    "ALL",
    "ClassItem",
    "Clause",
    "Course",
    "Curriculum",
    "Earned",
    "Item",
    "Lecturer",
    "Library",
    "Page",
    "Plan",
    "Platform",
    "Requirements",
    "Resource",
    "Review",
    "Role",
    "Rule",
    "Sector",
    "Source",
    "Task",
    "Theme",
    "Topic",
    "TrainingClass",
    "Unit",
    "Venue",
]

R = TypeVar("R")


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
    """Who reviewed a record (confirmed a lecturer or a venue), and on which day (YYYY-MM-DD)."""

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record came from: path below ``content/``, Markdown body with its first line, digest of the body.

    ``plain`` is the body's text without marks, where the body was read just now. ``origin`` says from which other library it is, and
    ``bearings`` how its links lead then. ``attached`` are the attachments that its body leads to, by name. ``fingerprint`` stands for
    the bytes of a course's file, whatever its line ends are.
    """

    path: str
    body: str = field(default="", repr=False)
    body_line: int = 1
    digest: str = ""
    plain: str | None = field(default=None, repr=False, compare=False)
    origin: Origin | None = None
    bearings: Bearings = NO_BEARINGS
    attached: tuple[str, ...] = ()
    fingerprint: str = field(default="", repr=False, compare=False)


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
    roles: tuple[str, ...] = ()
    core: bool = False
    not_before: str = ""
    until: str = ""
    task: str = ""
    language: str = "zh"
    reviewed: Review | None = None
    updated: str = ""
    version: str = ""
    status: str = "published"
    units: tuple[Unit, ...] = ()

    @property
    def attachments(self) -> tuple[str, ...]:
        """The attachments of the course by name: its resources', then those that its body leads to, each once."""
        return tuple(dict.fromkeys([*(r.file for r in self.resources if r.file), *self.source.attached]))

    def serves(self, lineage: tuple[str, ...]) -> bool:
        """Tell whether the course is made for a sector, its parent or all, given the sector's lineage."""
        # A plain loop: lists of courses ask this more than anything else.
        for sector in self.audience:  # noqa: SIM110
            if sector in lineage:
                return True
        return False

    def given_to(self, role: str) -> bool:
        """Tell whether the course is for a role; one that names none is for all."""
        return not self.roles or role in self.roles

    def given_in(self, year: int) -> bool:
        """Tell whether the course can be given in some month of a year, by the month of its event and of its end."""
        return (self.not_before[:4] or "0") <= str(year) <= (self.until[:4] or "9")

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
    region: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    reviewed: Review | None = None
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
    region: str = ""
    capacity: int = 0
    methods: tuple[str, ...] = ()
    summary: str = ""
    reviewed: Review | None = None
    updated: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class Item:
    """A course, or a whole class (``class_``), planned in a year; off-the-job (脱产) and its level belong to the plan, not to the course.

    ``hours`` (half-hours) where only a part is taken, ``days`` (half-days) where days are stated; 0 where not. ``on`` is the first
    day (YYYY-MM-DD, inside the year) where it is settled.
    """

    course: str = ""
    year: int = 0
    offjob: bool = False
    level: str = "county"
    class_: str = ""
    hours: int = 0
    days: int = 0
    on: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """What a year of a curriculum is about, in a few words."""

    year: int
    title: str


@dataclass(frozen=True, slots=True)
class Earned:
    """What was learnt in a year outside of a curriculum: half-hours of all, of theory, off the job; half-days where days are stated."""

    year: int
    hours: int = 0
    theory_hours: int = 0
    offjob_hours: int = 0
    days: int = 0


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
    earned: tuple[Earned, ...] = ()
    themes: tuple[Theme, ...] = ()
    summary: str = ""
    notes: str = ""
    updated: str = ""
    status: str = "published"


@dataclass(frozen=True, slots=True)
class ClassItem:
    """A course of a class: who gives it, on which day (YYYY-MM-DD), from when (HH:MM).

    ``hours`` (half-hours) where only a part is taught, 0 for the whole course.
    """

    course: str
    lecturer: str = ""
    on: str = ""
    from_: str = ""
    hours: int = 0


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A training class (培训班次, plan (十四) and (十七)): from ``start`` to ``end``, or in ``year`` while its dates are not settled.

    ``days`` are half-days, 0 where they follow from the dates. Classes for one audience in different ``group``s are for different people.
    """

    id: str
    title: str
    audience: tuple[str, ...]
    items: tuple[ClassItem, ...]
    source: Source
    roles: tuple[str, ...] = ()
    group: str = ""
    start: str = ""
    end: str = ""
    year: int = 0
    days: int = 0
    offjob: bool = False
    level: str = "county"
    organiser: str = ""
    venue: str = ""
    seats: int = 0
    funding: str = ""
    summary: str = ""
    notes: str = ""
    updated: str = ""
    status: str = "published"

    @property
    def in_year(self) -> int:
        """The calendar year in which it counts."""
        return int(self.start[:4]) if self.start else self.year


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
    classes: dict[str, TrainingClass]
    pages: dict[str, Page]
    media: dict[str, Attachment]
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
