"""The workbook drawn: frozen Chinese headers, drop-downs from the vocabulary, a guide sheet. Nothing in it is a formula."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...library.schema import Field, Kind
from ...runtime.values import Object
from . import fingerprints
from .cells import Cell
from .exporting import Exported, dated
from .layout import headings
from .places import column_letters
from .sheets import FINGERPRINTS, GUIDE, ID, SCHEMAS, SHEETS, VOCABULARY, Column, Sheet, help_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Rows below the last record that have drop-downs as well, for new records.
SPARE_ROWS = 1000
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_A4 = 9
_REQUIRED = "（必填）"
#: Whatever looks like a formula, a number or an address in a text stays a text. Nothing is written beside the workbook.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {Kind.TEXT: 24, Kind.LONG: 48, Kind.ID: 32, Kind.CHOICE: 16, Kind.HOURS: 8, Kind.BOOL: 10, Kind.DATE: 13, Kind.INT: 10,
           Kind.MONTH: 10, Kind.TIME: 8, Kind.URL: 32, Kind.FILE: 28}
_HOW = (
    "一行是一条记录。“编号”就是文件名，定了就不改；改了编号，就成了另一条新记录。",
    "深色表头是必填的列。格子旁边有箭头的，从列表里选；一格可以填几项的，各项之间用顿号（、）隔开。",
    "大纲、资源、安排等另有工作表，用编号对应：一项一行，上下次序就是先后次序。",
    "选填的格子空着，表示没有这一项，导入时会从文件里去掉。不想动的列，可以整列删去。",
    "删去一行，不会删掉库里的记录：工作簿里没有的，一律保持原样。",
    "列的左右次序可以换，可以加一列“序号”。不要合并单元格；公式按它显示的值读，不会运行。",
    "课程的正文（教学目标、学习材料等）不在这里，导入也不会动它；新课程带上大纲，先存成草稿，其余在文件里【填：…】的地方补。",
    "导出以后别人改过的，不会被这份表冲掉：没动的格子照库里的，两边都改过的格子不写，会逐处列出。导入后还要接着改，先重新导出一份。",
    "填好后先试一遍：courselib import 文件名.xlsx --dry-run，列出新增、修改和全部问题，什么也不写。没有错误，再去掉 --dry-run 导入。",
)
_COLUMNS = (("工作表", 18), ("列", 16), ("必填", 8), ("怎么填", 70))


class _Book:
    """A workbook with the formats that all sheets share."""

    def __init__(self, exported: Exported) -> None:
        import xlsxwriter  # noqa: PLC0415 - other commands start faster without it

        self.buffer = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.buffer, _OPTIONS)
        self.book.set_properties({"title": exported.plan.title, "created": dated(exported.plan)})
        top = {"valign": "top", "text_wrap": True}
        head = top | {"bold": True, "border": 1, "valign": "vcenter", "align": "center"}
        self.title = self.book.add_format({"bold": True, "font_size": 14})
        self.head = self.book.add_format(head | {"bg_color": "#EFEAE0"})
        self.required = self.book.add_format(head | {"bg_color": "#9B2C1F", "font_color": "#FFFFFF"})
        self.text = self.book.add_format(top | {"num_format": "@"})
        self.number = self.book.add_format(top)
        self.date = self.book.add_format(top | {"num_format": "yyyy-mm-dd"})
        self.shown = self.book.add_format(top | {"num_format": "@", "font_color": "#595959"})

    def style(self, field: Field) -> Any:
        """Return the format of a field's cells. What is text stays text when someone types ``1.0`` or ``3-1`` into it."""
        if field.many:
            return self.text
        return {Kind.HOURS: self.number, Kind.INT: self.number, Kind.DATE: self.date}.get(field.kind, self.text)

    def sheet(self, name: str, frozen: tuple[int, int]) -> Worksheet:
        """Return a new sheet that keeps its head in view and prints on A4 landscape, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(*frozen)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&A　&P / &N")
        return sheet


def workbook(exported: Exported) -> bytes:
    """Return the tables of a library as a workbook; the same library gives the same bytes."""
    book = _Book(exported)
    _guide(book, exported)
    drawn = [(sheet, _table(book, sheet, exported.rows[sheet.title])) for sheet in SHEETS]
    lists = _vocabulary(book, exported)
    _fingerprints(book, exported)
    for sheet, place in drawn:
        last = len(exported.rows[sheet.title]) + SPARE_ROWS
        place.data_validation(1, 0, last, 0, _hint(sheet.key, ID.help))
        for index, column in enumerate(sheet.columns, _first(sheet)):
            place.data_validation(1, index, last, index, _choice(column, lists))
    book.book.close()
    return book.buffer.getvalue()


def _fingerprints(book: _Book, exported: Exported) -> None:
    """Write what the records hold now on a sheet that nobody sees: an import holds it against the cells."""
    place = book.book.add_worksheet(FINGERPRINTS)
    place.very_hidden()
    for at, row in enumerate((fingerprints.HEADINGS, *exported.fingerprints)):
        for index, text in enumerate(row):
            place.write_string(at, index, text, book.text)


def _first(sheet: Sheet) -> int:
    return 2 if sheet.shown else 1


def _guide(book: _Book, exported: Exported) -> None:
    place = book.sheet(GUIDE, (0, 0))
    for index, (_, width) in enumerate(_COLUMNS):
        place.set_column(index, index, width)
    place.write_string(0, 0, "课程库工作簿：填写说明", book.title)
    counts = "、".join(f"{schema.label} {exported.counts[kind]} 条" for kind, schema in SCHEMAS.items())
    place.merge_range(1, 0, 1, len(_COLUMNS) - 1, f"{exported.plan.title}。现有{counts}。", book.number)
    at = 2
    for number, line in enumerate(_HOW, 1):
        place.merge_range(at, 0, at, len(_COLUMNS) - 1, f"{number}. {line}", book.number)
        place.set_row(at, 32)
        at += 1
    at += 1
    for index, (name, _) in enumerate(_COLUMNS):
        place.write_string(at, index, name, book.head)
    for sheet in SHEETS:
        shown = [(sheet.shown, "", "只供对照，导入时不读。")] if sheet.shown else []
        rows = [(sheet.key, "是", ID.help), *shown, *((c.label, "是" if c.required else "", help_of(c.field)) for c in sheet.columns)]
        for row in rows:
            at += 1
            for index, text in enumerate((sheet.title, *row)):
                place.write_string(at, index, text, book.text)


def _table(book: _Book, sheet: Sheet, rows: Sequence[Sequence[Cell]]) -> Worksheet:
    place = book.sheet(sheet.title, (1, 2))
    place.repeat_rows(0)
    place.ignore_errors({"number_stored_as_text": f"A1:{column_letters(_LAST_COLUMN)}{_LAST_ROW}"})
    first = _first(sheet)
    styles = [book.text, *([book.shown] if sheet.shown else []), *(book.style(c.field) for c in sheet.columns)]
    required = [True, *([False] if sheet.shown else []), *(c.required for c in sheet.columns)]
    widths = [34, *([28] if sheet.shown else []), *(_width(c) for c in sheet.columns)]
    for index, name in enumerate(headings(sheet)):
        place.set_column(index, index, widths[index], styles[index])
        label = f"{name}{_REQUIRED}" if required[index] and index >= first else name
        place.write_string(0, index, label, book.required if required[index] else book.head)
    place.set_row(0, 32)
    for at, row in enumerate(rows, 1):
        for index, cell in enumerate(row):
            _write(place, at, index, cell, styles[index])
    place.autofilter(0, 0, max(len(rows), 1), len(styles) - 1)
    return place


def _width(column: Column) -> int:
    return 36 if column.name == "title" else max(_WIDTHS[column.field.kind], 22 if column.field.many else 0)


def _write(place: Worksheet, row: int, index: int, cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        place.write_string(row, index, cell, style)
    elif isinstance(cell, datetime.date):
        place.write_datetime(row, index, cell, style)
    elif isinstance(cell, int | float):
        place.write_number(row, index, cell, style)


def _vocabulary(book: _Book, exported: Exported) -> dict[str, str]:
    """Write what can be chosen, a column a list, and return the ranges by list."""
    place = book.sheet(VOCABULARY, (1, 0))
    ranges: dict[str, str] = {}
    for sheet in SHEETS:
        for column in sheet.columns:
            name, entries = _list_of(column.field), _entries(column.field, exported)
            if not entries or name in ranges:
                continue
            index = len(ranges)
            place.set_column(index, index, 30, book.text)
            place.write_string(0, index, column.label, book.head)
            for at, entry in enumerate(entries, 1):
                place.write_string(at, index, entry, book.text)
            letters = column_letters(index + 1)
            ranges[name] = f"='{VOCABULARY}'!${letters}$2:${letters}${len(entries) + 1}"
    return ranges


def _list_of(field: Field) -> str:
    """Return what tells a list of choices from others: the kind of record, or the values themselves."""
    return field.ref or "|".join(value for value, _ in field.choices)


def _entries(field: Field, exported: Exported) -> list[str]:
    return exported.words.shown(field.ref) if field.ref else [label for _, label in field.choices]


def _choice(column: Column, lists: dict[str, str]) -> Object:
    """Return the drop-down or the help of a column's cells.

    Where a cell may hold several values, or an ID without its name, other texts are let pass: the import judges.
    """
    field = column.field
    options = _hint(column.label, help_of(field))
    if field.kind is Kind.BOOL:
        return options | {"validate": "list", "source": ["是", "否"], "error_title": column.label, "error_message": help_of(field)}
    source = lists.get(_list_of(field))
    if not source:
        return options
    strict = not field.many and not field.ref
    return options | {"validate": "list", "source": source, "show_error": strict, "error_title": column.label,
                      "error_message": "请从列表里选。"}


def _hint(label: str, text: str) -> Object:
    shown = {"input_title": label[:32], "input_message": text[:255]} if text else {}
    return {"validate": "any", "ignore_blank": True, **shown}
