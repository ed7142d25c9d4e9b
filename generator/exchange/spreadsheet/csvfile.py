"""CSV as Chinese offices have it: with or without a byte order mark, in UTF-8, UTF-16 or GBK, between commas or tabs."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from .cells import Cell, text_of
from .tables import MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, Row, Table, UnreadableFileError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",\t;，"
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
    """Return the table of a CSV file; ``known`` are headings that tell the separator. Raises ``UnreadableFileError``."""
    if len(data) > MAX_FILE_BYTES:
        raise UnreadableFileError(f"文件超过 {MAX_FILE_BYTES // 2**20} MB。", "分成几个文件。")
    text = _decode(data)
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE)
    separator = told[1] if told else max(_SEPARATORS, key=lambda s: _score(text, s, known))
    reader = csv.reader(io.StringIO(rest if told else text, newline=""), delimiter=separator)
    table = Table(name)
    lines = 1 if told else 0
    try:
        for number, cells in enumerate(reader, 1 + lines):
            if not any(c.strip() for c in cells):
                continue
            if len(table.rows) >= MAX_ROWS:
                table.cut = True
                break
            table.rows.append(Row(number, tuple(c[1:] if _GUARDED.match(c) else c for c in cells[:MAX_COLUMNS])))
    except csv.Error as error:
        raise UnreadableFileError("文件读不成表格，多半是引号没有配对。", "在表格软件里打开，另存为 CSV 再试。") from error
    return table


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
    lines = (line for line in text.split("\n", 20)[:20] if line.strip())
    return max((sum(cell.strip(' "\r') in names for cell in line.split(separator)) for line in lines), default=0)
