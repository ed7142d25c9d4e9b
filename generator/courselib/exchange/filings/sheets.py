"""The filing sheet as a workbook: the sums, and a sheet for each annex."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...curricula.filing import FiledTotals, Filing
from ...curricula.totals import sector_label
from ...library.model import Plan
from ..printing import Book, Cell, share
from .columns import LEVEL_COLUMNS, Column
from .tables import annex_rows, level_rows
from .wording import annexes, cover_sum, notes, subject

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Columns are measured in characters, those of the sheet for Word in millimetres.
_WIDER = 0.66
#: The height of a line in points.
_LINE = 15.5
_UNIT = "填报单位（盖章）：____________    负责人（签字）：____________    填报日期：____________"


def workbook(filing: Filing, plan: Plan) -> bytes:
    """Return the file; the same filing gives the same bytes."""
    title = f"{subject(filing)}备案表"
    book = Book(title, datetime.datetime(filing.year, 1, 1))
    who = f"（{sector_label(plan, filing.sector)}）" if filing.sector else ""
    tables = annexes(filing)
    sums: list[FiledTotals] = [*(totals for _, totals in filing.levels), filing.totals]
    rows = [[*row[:-1], share(of.theory, of.hours)] for row, of in zip(level_rows(filing), sums, strict=True)] if filing.offjob else []
    said = [a.said.format(annex=f"工作表“{a.heading}”") for a in tables]
    _sheet(book, "汇总", title + who, LEVEL_COLUMNS, rows, [cover_sum(filing), *said, *notes(filing)])
    for annex in tables:
        _sheet(book, annex.heading, annex.title + who, *annex_rows(annex, plan), [])
    return book.done()


def _sheet(
    book: Book, name: str, title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], below: Sequence[str]
) -> None:
    """Draw a table whose last row is its sum, with lines of text below it. Rows are as high as their text, on paper too."""
    widths = [max(6, round(c.width * _WIDER)) for c in columns]
    sheet = book.sheet(name, widths)
    sheet.write_string(0, 0, title, book.title)
    sheet.write_string(1, 0, _UNIT, book.plain)
    at = 2
    if rows:
        heads = [(f"{c.above}：{c.name}" if c.above else c.name).replace("\n", "") for c in columns]
        book.row(sheet, at, heads, [book.head] * len(columns))
        _fit(sheet, at, heads, widths)
        sheet.freeze_panes(at + 1, 2)
        sheet.repeat_rows(0, at)
    for number, row in enumerate(rows, 1):
        at += 1
        book.row(sheet, at, row, _formats(book, columns, last=number == len(rows)))
        _fit(sheet, at, row, widths)
    for line in below:
        at += 1 if line != below[0] else 2
        sheet.merge_range(at, 0, at, len(columns) - 1, line, book.wrapped)
        _fit(sheet, at, [line], [sum(widths)])


def _formats(book: Book, columns: Sequence[Column], *, last: bool) -> list[Format]:
    if last:
        return [book.total_share if c.share else book.total for c in columns]
    return [book.share if c.share else book.cell for c in columns]


def _fit(sheet: Worksheet, at: int, cells: Sequence[Cell], widths: Sequence[int]) -> None:
    """Make a row as high as the text that breaks most."""
    lines = [sum(-(-_columns(line) // width) or 1 for line in str(cell).split("\n")) for cell, width in zip(cells, widths, strict=True)]
    sheet.set_row(at, _LINE * max(lines))


def _columns(text: str) -> int:
    """Return how many columns of a Latin letter a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)
