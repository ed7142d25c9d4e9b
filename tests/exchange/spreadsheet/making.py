"""Tables of a library, edited as a person would edit them, and what an import makes of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from courselib.exchange.spreadsheet.cells import Cell
from courselib.exchange.spreadsheet.drawing import workbook
from courselib.exchange.spreadsheet.exporting import Exported, export_tables
from courselib.exchange.spreadsheet.importing import prepare
from courselib.exchange.spreadsheet.layout import headings
from courselib.exchange.spreadsheet.planning import Intent
from courselib.exchange.spreadsheet.sheets import SHEETS
from courselib.exchange.spreadsheet.tables import Row, Table
from courselib.exchange.spreadsheet.xlsxfile import read_workbook

REQUIRED = "（必填）"


def exported(content: Path) -> tuple[Loaded, Exported]:
    """Return a library and its tables."""
    loaded = load_and_check(content)
    return loaded, export_tables(loaded)


def tables_of(found: Exported) -> list[Table]:
    """Return exported tables as a reader gives them, without the way through a file."""
    return [
        Table(sheet.title, [Row(at, tuple(row)) for at, row in enumerate([headings(sheet), *found.rows[sheet.title]], 1)])
        for sheet in SHEETS
    ]


def table(title: str, *rows: list[Cell]) -> Table:
    """Return a table of rows; empty rows are left out, as readers do."""
    return Table(title, [Row(at, tuple(row)) for at, row in enumerate(rows, 1) if row])


class Book:
    """A workbook opened with another library, cells found by ID and heading."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    @classmethod
    def of(cls, content: Path) -> Book:
        """Return the exported workbook of a library."""
        return cls(workbook(exported(content)[1]))

    def column(self, sheet: str, heading: str) -> int:
        """Return the number of a column."""
        names = [str(c.value).removesuffix(REQUIRED) for c in self.book[sheet][1]]
        return names.index(heading) + 1

    def row(self, sheet: str, key: str, nth: int = 0) -> int:
        """Return the number of a record's row; ``nth`` of its rows on a sheet of items."""
        return [r[0].row for r in self.book[sheet].iter_rows(min_row=2) if r[0].value == key][nth]

    def cell(self, sheet: str, key: str, heading: str, nth: int = 0) -> Any:
        """Return a cell."""
        return self.book[sheet].cell(self.row(sheet, key, nth), self.column(sheet, heading))

    def put(self, sheet: str, key: str, heading: str, value: object, nth: int = 0) -> str:
        """Write a cell and return its address."""
        cell = self.cell(sheet, key, heading, nth)
        cell.value = value
        return str(cell.coordinate)

    def add(self, sheet: str, **cells: object) -> int:
        """Add a row below the last one and return its number; cells by heading."""
        place = self.book[sheet]
        at = max((r[0].row for r in place.iter_rows(min_row=1) if r[0].value is not None), default=1) + 1
        for heading, value in cells.items():
            place.cell(at, self.column(sheet, heading)).value = value
        return at

    def data(self) -> bytes:
        """Return the file."""
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def planned(content: Path, data: bytes) -> Intent:
    """Return what importing a workbook would do to a library."""
    return prepare(read_workbook(data), load_and_check(content))[0]


def told(intent: Intent) -> list[tuple[str, str, str]]:
    """Return code, cell and message of each problem."""
    return [(p.code, p.place.address, p.message) for p in intent.problems]


def state(content: Path) -> dict[str, bytes]:
    """Return every file of a content folder, those that readers leave aside as well."""
    return {p.relative_to(content).as_posix(): p.read_bytes() for p in sorted(content.rglob("*")) if p.is_file()}
