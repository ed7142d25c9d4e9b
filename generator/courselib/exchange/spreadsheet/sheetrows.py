"""The rows of one sheet, one by one: openpyxl's own reading of a cell, without what it keeps besides for whoever edits.

Its ``iter_rows`` fills up missing rows and columns and makes an object of every cell, its parser reads conditional formats, links
and names, and works out shared formulas: all of it in vain here, and more work than the file is long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import SubElement

from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, INLINE_STRING, ROW_TAG, VALUE_TAG, WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from .cells import Cell, Unreadable
from .tables import MAX_COLUMNS

#: The last row that spreadsheets have; a file may claim any.
_LAST_ROW = 1_048_576
_NEVER_SAVED = Unreadable("公式没有算出的值")
_TEXT, _RUN = f"{{{SHEET_MAIN_NS}}}t", f"{{{SHEET_MAIN_NS}}}r"


def rows_of(sheet: Any) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Yield number and cells of each row of a worksheet that was opened to be read, up to the last column that is read.

    Rows out of order are left out, as spreadsheets cannot have written them.
    """
    book = sheet.parent
    with sheet._get_source() as source:  # the only place that opens a sheet's part
        parser = _Parser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        last = 0
        for number, cells in parser.rows():
            if number > _LAST_ROW:
                return
            if number > last:
                last = number
                yield number, _row(cells)


def _row(cells: list[dict[str, Any]]) -> tuple[Cell, ...]:
    row: list[Cell] = []
    for cell in cells:
        column, value = cell["column"], cell["value"]
        if value is None or column > MAX_COLUMNS:
            continue
        row += [None] * (column - len(row))
        row[column - 1] = Unreadable(f"单元格是错误值 {value}") if cell["data_type"] == "e" else value
    return tuple(row)


class _Parser(WorkSheetParser):
    """Reads rows alone. A formula counts with the value it showed; one that never had any is unreadable."""

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        data = None
        for event, element in iterparse(self.source, events=("start", "end")):
            if event == "start":
                data = element if element.tag == DATA_TAG else data
            elif element.tag == ROW_TAG:
                yield self.parse_row(element)
                if data is not None:
                    data.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element: Any) -> dict[str, Any]:
        if element.get("t") == "inlineStr":
            _plain(element)
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["value"] = _NEVER_SAVED
        return cell


def _plain(element: Any) -> None:
    """Turn a text in the cell itself into a plain value: openpyxl makes a tree of objects of each."""
    inline = element.find(INLINE_STRING)
    parts = [] if inline is None else [inline, *inline.findall(_RUN)]
    text = "".join(part.findtext(_TEXT) or "" for part in parts)
    element.set("t", "str")
    for old in element.findall(VALUE_TAG):
        element.remove(old)
    SubElement(element, VALUE_TAG).text = text
