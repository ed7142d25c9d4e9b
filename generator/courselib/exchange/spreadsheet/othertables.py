"""Tables of other programs' files, read with calamine: .ods, .xls and .et, and workbooks in the strict form that openpyxl does not know.

The reader makes a sheet as large as the file claims, so it works in a process of its own, which ends when it asks for too much.
"""

from __future__ import annotations

import datetime
import io
import math
import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from ...runtime.workers import die_with_parent, pool_context
from .archive import is_open_document
from .cells import Cell
from .measuring import MAX_SHEETS
from .tables import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_MANY_CELLS,
    TOO_MANY_ROWS,
    Excess,
    Row,
    Table,
    UnreadableFileError,
)

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

_MEMORY, _SECONDS = 2 << 30, 30
_STRICT = b"purl.oclc.org/ooxml/spreadsheetml"
_TOO_MUCH = Excess("X910", "表太大，读它要用的时间或内存超出了限度，没有读。",
                   "删去成片的空行、空列和不用的工作表，或在表格软件里另存为 .xlsx。")


def is_other(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive that was looked at is one that the reader of workbooks does not know."""
    names = {info.filename for info in archive.infolist()}
    if is_open_document(archive):
        return True
    book = next((n for n in names if n.lower().endswith("workbook.xml")), None)
    if book is None:
        return False
    with archive.open(book) as stream:
        return _STRICT in stream.read(4096)


def read_others(data: bytes) -> list[Table]:
    """Return the tables of a file of another program. Raises ``UnreadableFileError``."""
    ours, theirs = pool_context().Pipe(duplex=False)
    process = pool_context().Process(target=_work, args=(theirs, data, os.getpid()), daemon=True)
    process.start()
    theirs.close()
    try:
        tables: list[Table] | None = ours.recv() if ours.poll(4 * _SECONDS) else None
    except (EOFError, OSError):
        return [Table("", excess=_TOO_MUCH)]
    finally:
        process.kill()
        process.join()
        ours.close()
    if tables is None:
        raise UnreadableFileError("文件损坏了、太大或写法特别，读不出来。", "在表格软件里打开，删去成片的空行、空列，另存为 .xlsx 再试。")
    return tables


def _work(theirs: Connection, data: bytes, parent: int) -> None:
    """Read a file, within limits where the system has them."""
    die_with_parent(parent)
    if resource is not None:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(_SECONDS), math.ceil(_SECONDS)))
    with suppress(OSError):  # what the reader says when it gives up is for its makers
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    tables: list[Table] | None
    try:
        tables = list(_tables(data))
    except MemoryError:
        tables = [Table("", excess=_TOO_MUCH)]
    except Exception:  # noqa: BLE001 - a foreign reader over foreign bytes may fail in any way
        tables = None
    theirs.send(tables)


def _tables(data: bytes) -> Iterator[Table]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - other commands start faster without it

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    cells = 0
    for info in book.sheets_metadata[:MAX_SHEETS]:
        if info.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(info.name)
        table = Table(info.name, hidden=info.visible is not SheetVisibleEnum.Visible)
        first = sheet.start or (0, 0)
        for number, values in enumerate(sheet.iter_rows(), first[0] + 1):
            row = _row(values, first[1])
            cells += len(row)
            if not row:
                continue
            if len(table.rows) > MAX_ROWS or cells > MAX_CELLS:
                table = Table(info.name, excess=TOO_MANY_ROWS if len(table.rows) > MAX_ROWS else TOO_MANY_CELLS)
                break
            table.rows.append(Row(number, row))
        merged = sheet.merged_cell_ranges or []
        table.merged = sorted((top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged[:1000])
        yield table


def _row(values: list[Any], left: int) -> tuple[Cell, ...]:
    row = [None] * left + [_cell(v) for v in values[: MAX_COLUMNS - left]]
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def _cell(value: Any) -> Cell:
    """Return a cell as openpyxl gives it: whole numbers whole, nothing for an empty text."""
    if value == "" or value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    if isinstance(value, datetime.timedelta):
        return str(value)
    cell: Cell = value
    return cell
