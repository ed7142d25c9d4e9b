"""What was made of a list, as data: one record a field, so that dry runs, reports and tests read the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from ...runtime.values import Checked, Values
from ..spreadsheet.places import Place


class Certainty(Enum):
    """How far a value can be trusted: the list says it, the list was interpreted, the list does not say it."""

    SURE = "sure"
    GUESS = "guess"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Guess:
    """One field of one course: its value (``None`` where missing), the cell it came from, what stood there, and how sure it is."""

    field: str
    value: Checked
    place: Place
    said: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of a list: its index from 0, its heading, the field that it is read as (none: not read), and how sure that is."""

    index: int
    heading: str
    field: str = ""
    certainty: Certainty = Certainty.SURE
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no course, and what it is."""

    row: int
    text: str
    why: str


@dataclass(slots=True)
class Course:
    """A course of a list: the row, the guesses by field, and what the row said that could not be used."""

    place: Place
    title: str
    guesses: dict[str, Guess] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    id: str = ""
    path: str = ""

    @property
    def values(self) -> Values:
        """The values that a file can have."""
        return {name: g.value for name, g in self.guesses.items() if g.certainty is not Certainty.MISSING}


@dataclass(slots=True)
class Listed:
    """A sheet read as a list: where its head stands, its columns, the rows left out, its courses."""

    sheet: str
    order: int
    head: int
    columns: list[Matched]
    skipped: list[Skipped] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    remembered: bool = False

    def count(self, certainty: Certainty) -> int:
        """Return how many values of its courses are as sure as this."""
        return sum(g.certainty is certainty for course in self.courses for g in course.guesses.values())
