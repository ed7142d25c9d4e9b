"""Workbooks to read and print: A4 landscape, one page wide. Figures are numbers, texts are texts, nothing is a formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = str | int | float
_A4 = 9
#: Whatever looks like a formula, a number or an address in a text stays a text. Nothing is written beside the workbook.
_OPTIONS = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}


class Book:
    """A workbook with the few formats that all sheets share."""

    def __init__(self, title: str, day: datetime.datetime) -> None:
        import xlsxwriter  # noqa: PLC0415 - only what changed is drawn

        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, _OPTIONS)
        self.book.set_properties({"title": title, "created": day})
        box = {"border": 1, "valign": "top", "text_wrap": True}
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.plain = self.book.add_format({"valign": "top"})
        self.wrapped = self.book.add_format({"valign": "top", "text_wrap": True})
        self.head = self.book.add_format(box | {"bold": True, "bg_color": "#EFEAE0", "align": "center"})
        self.cell = self.book.add_format(box)
        self.share = self.book.add_format(box | {"num_format": "0.0%"})
        self.total = self.book.add_format(box | {"bold": True})
        self.total_share = self.book.add_format(box | {"bold": True, "num_format": "0.0%"})

    def sheet(self, name: str, widths: Sequence[int]) -> Worksheet:
        """Return a new sheet that prints on A4 landscape, one page wide."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def row(self, sheet: Worksheet, at: int, cells: Sequence[Cell], formats: Sequence[Format]) -> None:
        """Write one row; an empty text leaves a blank cell."""
        for column, (cell, style) in enumerate(zip(cells, formats, strict=True)):
            if cell == "":
                sheet.write_blank(at, column, None, style)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell, style)
            else:
                sheet.write_number(at, column, cell, style)

    def done(self) -> bytes:
        """Return the file."""
        self.book.close()
        return self.buffer.getvalue()


def share(part: int, whole: int) -> float | str:
    """Return ``part/whole`` as a number of thousandths, rounded half up like the pages' percentages; blank for nothing."""
    return (part * 2000 + whole) // (2 * whole) / 1000 if whole else ""
