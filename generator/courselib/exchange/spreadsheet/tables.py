"""Tables as they stand in a file, before anything is known of what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...runtime.errors import ContentError
from .cells import Cell

#: The outlines of ten thousand courses have some forty thousand rows; more is a mistake, or meant to do harm.
MAX_ROWS = 100_000
MAX_COLUMNS = 200
#: Filled or not, on all sheets together: twice what ten thousand courses have with all their lists.
MAX_CELLS = 2_000_000
MAX_FILE_BYTES = 32 * 1024 * 1024


class UnreadableFileError(ContentError):
    """The file is none that can be read: another format, damaged, locked by a password, too large."""


@dataclass(frozen=True, slots=True)
class Excess:
    """Why a table is too much to be read: a code of the table of problems, words, a way out, and the row where there is one."""

    code: str
    text: str
    hint: str
    row: int = 0


TOO_MANY_ROWS = Excess("X901", f"超过 {MAX_ROWS} 行，没有读。", "选中数据下面的空行，删去后再存；行确实多，就分成几个文件导入。")
TOO_MANY_CELLS = Excess("X910", f"单元格超过 {MAX_CELLS // 10_000} 万个，没有读。", "删去成片的空行、空列和不用的工作表，或分成几个文件。")


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number from 1; trailing empty cells may be missing."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Table:
    """One sheet. Empty rows are left out; ``merged`` holds merged ranges as (first row, first column, last row, last column).

    ``hidden`` is true when people do not see the sheet. One with an ``excess`` has no rows: it was judged before it was read.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False
    excess: Excess | None = None
    #: Columns from 0 that people do not see, and whether days are counted from 1904 in the book.
    hidden_columns: frozenset[int] = frozenset()
    since_1904: bool = False
