"""Places in a workbook, problems at them, and the tickets under which cells pass through the model's own reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...library.nodes import Mark
from ...problems import CODES, ERROR


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell: sheet by its position and name, row and column from 1, the column's heading. Row 0 is the whole sheet."""

    order: int = 0
    sheet: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""

    @property
    def address(self) -> str:
        """The cell in a spreadsheet's own terms, such as ``D12``; empty for a whole sheet."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""

    @property
    def words(self) -> str:
        """The place in words: “第 12 行 学时 列”."""
        if not self.row:
            return ""
        heading = self.heading or column_letters(self.column)
        return f"第 {self.row} 行 {heading} 列" if self.column else f"第 {self.row} 行"


#: Behind all cells: a problem that stands in a content file alone.
NOWHERE = Place(order=1_000_000)


@dataclass(frozen=True, slots=True, order=True)
class SheetProblem:
    """A problem of an import. ``path`` is the content file it will stand in, where no cell can be blamed for it."""

    place: Place
    code: str
    severity: str
    text: str
    hint: str = ""
    path: str = ""
    line: int = 0

    @property
    def message(self) -> str:
        """The whole sentence, with the place before it."""
        words = self.place.words
        return f"{words}：{self.text}" if words else self.text

    @property
    def is_error(self) -> bool:
        """True when nothing may be written."""
        return self.severity == ERROR


def problem_at(place: Place, code: str, text: str, hint: str = "") -> SheetProblem:
    """Return a problem whose severity comes from the table of codes."""
    return SheetProblem(place, code, CODES[code].severity, text, hint)


def column_letters(number: int) -> str:
    """Return the letters of a column: 1 → A, 27 → AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class Tickets:
    """Gives each place a number that a ``Mark`` can carry as its line, and finds the place again."""

    _places: list[Place] = field(default_factory=list)

    def mark(self, place: Place) -> Mark:
        """Return a mark for a place."""
        self._places.append(place)
        return Mark(len(self._places), 1)

    def place(self, line: int) -> Place:
        """Return the place of a mark's line."""
        return self._places[line - 1]
