"""CSV as Chinese offices have it: with or without a byte order mark, in UTF-8, UTF-16 or GBK, between commas or tabs."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from .cells import Cell, text_of
from .tables import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_FILE_BYTES,
    MAX_ROWS,
    TOO_MANY_CELLS,
    TOO_MANY_ROWS,
    Excess,
    Row,
    Table,
    UnreadableFileError,
)

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",\t;，"
#: Characters in one row, which may hold several lines; rows, the empty ones too; characters that tell a separator.
_MAX_ROW, _MAX_LINES, _SAID = 1_000_000, 5 * MAX_ROWS, 10_000
#: A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it a text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def write_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV that spreadsheets open rightly: UTF-8 with a mark, CRLF, no cell that works as a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in rows:
        writer.writerow([f"'{text}" if _FORMULA.match(text) else text for text in map(text_of, row)])
    return codecs.BOM_UTF8 + buffer.getvalue().encode()


def read_csv(name: str, data: bytes, known: Sequence[str]) -> Table:
    """Return the table of a CSV file; ``known`` are headings that tell the separator. Raises ``UnreadableFileError``.

    One past a limit gives a table without rows that says so.
    """
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError(f"文件超过 {MAX_FILE_BYTES // 2**20} MB。", "分成几个文件。")
    text = _decode(data)
    first, _, rest = text.partition("\n")
    declared = re.fullmatch(r"sep=(.)\r?", first[:_SAID], re.IGNORECASE)
    separator = declared[1] if declared else max(_SEPARATORS, key=lambda s: _score(text, s, known))
    lines = _Lines(rest if declared else text)
    table = Table(name)
    cells = 0
    try:
        for number, cell_texts in enumerate(csv.reader(lines, delimiter=separator), 2 if declared else 1):
            lines.since = 0
            if number > _MAX_LINES:
                return Table(name, excess=TOO_MANY_ROWS)
            if not any(c.strip() for c in cell_texts):
                continue
            cells += len(cell_texts)
            if len(table.rows) > MAX_ROWS:
                return Table(name, excess=TOO_MANY_ROWS)
            if cells > MAX_CELLS:
                return Table(name, excess=TOO_MANY_CELLS)
            table.rows.append(Row(number, tuple(c[1:] if _GUARDED.match(c) else c for c in cell_texts[:MAX_COLUMNS])))
    except (csv.Error, _TooLongError):
        at = table.rows[-1].number + 1 if table.rows else 1
        return Table(name, excess=Excess("X910", "有一格太长，没有读，多半是引号没有配对。", "改好这一行，另存为 CSV 再试。", at))
    return table


class _TooLongError(Exception):
    """One row goes on and on."""


class _Lines:
    """The lines of a text for a reader of CSV. ``since`` counts characters since the last row ended; whoever takes rows resets it."""

    def __init__(self, text: str) -> None:
        self._stream = io.StringIO(text, newline="")
        self.since = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(_MAX_ROW + 1)
        self.since += len(line)
        if self.since > _MAX_ROW:
            raise _TooLongError
        if not line:
            raise StopIteration
        return line


def _decode(data: bytes) -> str:
    name = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    for encoding in (name, "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableFileError("文件的编码读不懂。", "在表格软件里另存为“CSV UTF-8”再试。")


def _score(text: str, separator: str, known: Sequence[str]) -> int:
    """Return how many known headings the first line with any shows between separators."""
    names = set(known)
    lines = (line[:_SAID] for line in text[: 20 * _SAID].split("\n", 20)[:20] if line.strip())
    return max((sum(cell.strip(' "\r') in names for cell in line.split(separator)) for line in lines), default=0)
