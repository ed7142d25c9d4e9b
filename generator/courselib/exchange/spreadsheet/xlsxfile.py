"""Workbooks read with openpyxl: values only, no macros, no links, nothing run; formulas count with the value they showed."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import Any

from .archive import inspect, is_old, refuse_password
from .measuring import MAX_SHEETS, TOO_MANY_SHEETS, TooMuchError
from .othertables import is_other, read_others
from .sheetrows import rows_of
from .tables import MAX_COLUMNS, MAX_FILE_BYTES, Row, Table, UnreadableFileError

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]{0,400}>")
_ATTRIBUTE = re.compile(rb"""(\w+)\s*=\s*["']([^"']*)["']""")
_MAC_YEAR = 1904
_CHUNK = 256 * 1024
_OVERLAP = 256
_MAX_MERGED = 1000


def read_workbook(data: bytes) -> list[Table]:
    """Return the tables of a workbook in its order; of one past a limit a single table that says so. Raises ``UnreadableFileError``."""
    try:
        with warnings.catch_warnings():
            # What openpyxl leaves aside (styles, drop-downs, other programs' extras) is nothing we read.
            warnings.simplefilter("ignore")
            try:
                if is_old(data) and len(data) <= MAX_FILE_BYTES:
                    refuse_password(data)
                    return read_others(data)
                archive = inspect(data)
                return read_others(data) if is_other(archive) else _tables(data, archive)
            except TooMuchError as error:
                return [Table(_title_of(data, error.part), excess=error.excess)]
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:  # a foreign reader over foreign bytes may fail in any way
        raise UnreadableFileError("文件损坏了，或写法特别，读不出来。", "在表格软件里打开，另存一份 .xlsx 再试。") from error


def _title_of(data: bytes, part: str) -> str:
    """Return the name of the sheet in a part of the archive; an empty text where there is none. Reads no sheet."""
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - other commands start faster without it

    if not part:
        return ""
    reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    return next((str(sheet.name) for sheet, rel in reader.parser.find_sheets() if rel.target == part), "")


def _tables(data: bytes, archive: zipfile.ZipFile) -> list[Table]:
    from openpyxl import load_workbook  # noqa: PLC0415 - other commands start faster without it

    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False, data_only=True)
    tables = []
    if len(book.worksheets) > MAX_SHEETS:
        raise TooMuchError(TOO_MANY_SHEETS)
    for sheet in book.worksheets:
        table = Table(sheet.title, [Row(number, cells) for number, cells in rows_of(sheet) if any(c not in (None, "") for c in cells)])
        table.merged = _merged(archive, sheet)
        table.hidden = sheet.sheet_state != "visible"
        table.hidden_columns = _hidden_columns(archive, sheet)
        table.since_1904 = book.epoch.year == _MAC_YEAR
        tables.append(table)
    return tables


def _hidden_columns(archive: zipfile.ZipFile, sheet: Any) -> frozenset[int]:
    """Return the columns from 0 that are hidden, which openpyxl leaves out when it only reads; they stand before the rows."""
    with archive.open(sheet._worksheet_path) as stream:  # noqa: SLF001 - the only place that knows a sheet's part
        head = stream.read(_CHUNK)
    found: set[int] = set()
    for column in _COLUMN.findall(head):
        said = dict(_ATTRIBUTE.findall(column))
        if said.get(b"hidden") in (b"1", b"true") and said.get(b"min", b"").isdigit() and said.get(b"max", b"").isdigit():
            found.update(range(int(said[b"min"]) - 1, min(int(said[b"max"]), MAX_COLUMNS)))
    return frozenset(found)


def _merged(archive: zipfile.ZipFile, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return merged ranges, which openpyxl leaves out when it only reads."""
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - see above

    ranges: set[tuple[int, int, int, int]] = set()
    rest = b""
    with archive.open(sheet._worksheet_path) as stream:  # noqa: SLF001 - the only place that knows a sheet's part
        while (chunk := stream.read(_CHUNK)) and len(ranges) < _MAX_MERGED:
            rest += chunk
            for left, top, right, bottom in _MERGED.findall(rest):
                columns = [column_index_from_string(c.decode()) for c in (left, right)]
                ranges.add((int(top), columns[0], int(bottom), columns[1]))
            rest = rest[-_OVERLAP:]
    return sorted(ranges)
