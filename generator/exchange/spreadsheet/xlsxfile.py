"""Workbooks read with openpyxl: values only, no macros, no links, nothing run; formulas count with the value they showed."""

from __future__ import annotations

import io
import itertools
import operator
import re
import warnings
import zipfile
from typing import Any

from .archive import inspect
from .cells import Cell, Unreadable
from .tables import MAX_COLUMNS, MAX_ROWS, Row, Table, UnreadableFileError

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_CHUNK = 256 * 1024
_OVERLAP = 256
_MAX_MERGED = 1000
_MAX_SHEETS = 50
#: The last row that spreadsheets have; a file may claim any.
_LAST_ROW = 1_048_576
_NEVER_SAVED = Unreadable("公式没有算出的值")


def read_workbook(data: bytes) -> list[Table]:
    """Return the tables of a workbook in its order. Raises ``UnreadableFileError``."""
    archive = inspect(data)
    try:
        with warnings.catch_warnings():
            # What openpyxl leaves aside (styles, drop-downs, other programs' extras) is nothing we read.
            warnings.simplefilter("ignore")
            return _tables(data, archive)
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:  # a foreign reader over foreign bytes may fail in any way
        raise UnreadableFileError("文件损坏了，或写法特别，读不出来。", "在表格软件里打开，另存一份 .xlsx 再试。") from error


def _tables(data: bytes, archive: zipfile.ZipFile) -> list[Table]:
    from openpyxl import load_workbook  # noqa: PLC0415 - other commands start faster without it

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    shown: Any = None
    tables = []
    if len(book.worksheets) > _MAX_SHEETS:
        raise UnreadableFileError(f"工作表超过 {_MAX_SHEETS} 张。", "删去不用的工作表，或分成几个文件。")
    for sheet in book.worksheets:
        table = _table(sheet)
        if any(isinstance(cell, _Formula) for row in table.rows for cell in row.cells):
            # Formulas and the values they showed are two readings of the file.
            shown = shown or load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=True)
            table = _with_values(table, _table(next(s for s in shown.worksheets if s.title == sheet.title)))
        table.merged = _merged(archive, sheet)
        table.hidden = sheet.sheet_state != "visible"
        tables.append(table)
    return tables


class _Formula:
    """Stands for a cell with a formula until its value is known."""


def _table(sheet: Any) -> Table:
    from openpyxl.cell.read_only import EMPTY_CELL  # noqa: PLC0415 - see above

    # Other programs write wrong extents; without them every row is read as long as it is.
    sheet.reset_dimensions()
    table = Table(sheet.title)
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, max_row=_LAST_ROW), 1):
        if all(map(operator.is_, cells, itertools.repeat(EMPTY_CELL))):
            continue  # most of a hostile sheet, and of one formatted to its end
        values: tuple[Any, ...] = tuple(_value(cell) for cell in cells)
        if not any(v is not None and v != "" for v in values):
            continue
        if len(table.rows) >= MAX_ROWS:
            table.cut = True
            break
        table.rows.append(Row(number, values))
    return table


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return Unreadable(f"单元格是错误值 {cell.value}")
    if cell.data_type == "f":
        return _Formula()
    return cell.value


def _with_values(table: Table, values: Table) -> Table:
    known = {row.number: row.cells for row in values.rows}

    def value(row: Row, column: int) -> Cell:
        cells = known.get(row.number, ())
        found = cells[column] if column < len(cells) else None
        return _NEVER_SAVED if found is None else found

    rows = [
        Row(row.number, tuple(value(row, i) if isinstance(c, _Formula) else c for i, c in enumerate(row.cells)))
        for row in table.rows
    ]
    return Table(table.name, rows, cut=table.cut)


def _merged(archive: zipfile.ZipFile, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return merged ranges, which openpyxl leaves out when it only reads."""
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - see above

    found: set[tuple[int, int, int, int]] = set()
    rest = b""
    with archive.open(sheet._worksheet_path) as stream:  # the only place that knows a sheet's part
        while (chunk := stream.read(_CHUNK)) and len(found) < _MAX_MERGED:
            rest += chunk
            for left, top, right, bottom in _MERGED.findall(rest):
                columns = [column_index_from_string(c.decode()) for c in (left, right)]
                found.add((int(top), columns[0], int(bottom), columns[1]))
            rest = rest[-_OVERLAP:]
    return sorted(found)
