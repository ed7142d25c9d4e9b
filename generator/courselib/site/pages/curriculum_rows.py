"""What a curriculum's page and the lists of curricula show, as records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ..covers import Cover
from ..page_data import PageContext, PageData
from .parts import Fact, Link


@dataclass(frozen=True, slots=True)
class Summary(PageData):
    """What a list shows of a curriculum: whom it is for, its sums, how it stands (met, noted, unmet) and that in words.

    ``name`` is what tells it from the others of its sector.
    """

    id: str
    title: str
    name: str
    face: Cover
    role: str
    period: str
    summary: str
    hours: str
    share: str
    state: str
    verdict: str


@dataclass(frozen=True, slots=True)
class PlanFigures(PageData):
    """The sums of a curriculum; ``share`` is that of theory."""

    count: int
    hours: str
    theory: str
    share: str
    offjob: str


@dataclass(frozen=True, slots=True)
class YearRow(PageData):
    """A year with its sums, and the widths of its bar per mille of the longest."""

    year: int
    theme: str
    count: int
    hours: str
    theory: str
    share: str
    offjob: str
    width: int
    theory_width: int


@dataclass(frozen=True, slots=True)
class PlannedCourse(PageData):
    """A course or class in the grid; ``counted`` tells whether its hours count, ``folder`` is where its page stands."""

    folder: str
    id: str
    title: str
    hours: str
    theory: bool
    offjob: bool
    level: str
    on: str
    counted: bool


@dataclass(frozen=True, slots=True)
class GridCell(PageData):
    """The courses of a task in a year."""

    year: int
    courses: tuple[PlannedCourse, ...]


@dataclass(frozen=True, slots=True)
class GridRow(PageData):
    """A basic task with a cell for every year."""

    id: str
    title: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class YearFigure(PageData):
    """What a rule finds in a year, or in some years."""

    years: str
    figure: str


@dataclass(frozen=True, slots=True)
class CountedItem(PageData):
    """A course or class that counts for a rule; ``folder`` is where its page stands."""

    folder: str
    id: str
    title: str
    year: int
    hours: str


@dataclass(frozen=True, slots=True)
class RuleRow(PageData):
    """A rule with its verdict and what counted."""

    title: str
    clause: str
    status: str
    verdict: str
    figure: str
    reason: str
    years: tuple[YearFigure, ...]
    counted: tuple[CountedItem, ...]
    counted_hours: str


@dataclass(frozen=True, slots=True)
class TopicRow(PageData):
    """A topic with the planned courses that cover it."""

    id: str
    title: str
    required: bool
    missing: bool
    courses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicOwner(PageData):
    """The topics of a sector."""

    id: str
    title: str
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class SheetRow(PageData):
    """A row of a filing sheet; ``folder`` is where the page of the course or class stands."""

    number: int
    folder: str
    id: str
    title: str
    topic: str
    hours: str
    theory_hours: str
    offjob_hours: str
    level: str
    methods: str
    on: str
    counted: bool


@dataclass(frozen=True, slots=True)
class FilingSheet(PageData):
    """The filing sheet of a year."""

    year: int
    theme: str
    rows: tuple[SheetRow, ...]
    count: int
    hours: str
    theory: str
    offjob: str
    share: str


@dataclass(frozen=True, slots=True)
class EarnedRow(PageData):
    """What was learnt in a year outside of the curriculum; empty where it says nothing."""

    year: int
    hours: str
    theory: str
    offjob: str
    days: str


@dataclass(frozen=True, slots=True)
class CoreRow(PageData):
    """A core course, and whether it is planned."""

    id: str
    title: str
    covered: bool


@dataclass(frozen=True, slots=True)
class FindingRow(PageData):
    """What is wrong with the curriculum, and what to do."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class CurriculumPage(PageContext):
    """What a curriculum's page shows; ``state`` is how it stands: met, noted, unmet."""

    kind: ClassVar[str] = "curriculum"

    id: str
    summary: str
    status: str
    status_label: str
    sector: Link
    role: str
    exempt: bool
    period: str
    plan_title: str
    provenance: tuple[Fact, ...]
    face: Cover
    totals: PlanFigures
    years: tuple[YearRow, ...]
    grid: tuple[GridRow, ...]
    rules: tuple[RuleRow, ...]
    topics: tuple[TopicOwner, ...]
    core: tuple[CoreRow, ...]
    earned: tuple[EarnedRow, ...]
    state: str
    sheets: tuple[FilingSheet, ...]
    calendar: bool
    findings: tuple[FindingRow, ...]
    notes: str
    updated: str
