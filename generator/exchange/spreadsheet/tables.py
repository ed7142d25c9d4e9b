"""Tables as they stand in a file, before anything is known of what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...errors import ContentError
from .cells import Cell

#: The outlines of ten thousand courses have some forty thousand rows; more is a mistake, or meant to do harm.
MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_FILE_BYTES = 32 * 1024 * 1024


class UnreadableFileError(ContentError):
    """The file is none that can be read: another format, damaged, locked by a password, too large."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number from 1; trailing empty cells may be missing."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Table:
    """One sheet. Empty rows are left out; ``merged`` holds merged ranges as (first row, first column, last row, last column).

    ``cut`` is true when there were more rows than are read, ``hidden`` when people do not see the sheet.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    cut: bool = False
    hidden: bool = False
