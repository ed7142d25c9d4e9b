"""Which table is which sheet, and which column is which field: by their headings, in any order."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from ...library import hints
from .cells import Cell, text_of
from .places import Place, SheetProblem, problem_at
from .sheets import BY_TITLE, GUIDE, ID, IGNORED, SHEETS, VOCABULARY, Column, Sheet
from .tables import Row, Table

_HEAD_ROWS = 10
_NOTES = re.compile(r"[*\s]|\((?:必填|选填|可不填)\)")


@dataclass(slots=True)
class Laid:
    """A table understood: its sheet, the key's column, and each field's column, all from 0; ``rows`` are below the head."""

    sheet: Sheet
    place: Place
    head: int
    key: int
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def at(self, row: int, column: Column | None) -> Place:
        """Return the place of a column's cell in a row; ``None`` for the record's ID. A missing column gives the row."""
        index = self.key if column is None else self.columns.get(column.name, -1)
        heading = self.sheet.key if column is None else column.label
        return Place(self.place.order, self.place.sheet, row, index + 1, heading if index >= 0 else "")

    def cell(self, row: Row, column: Column | None) -> Cell:
        """Return a column's cell in a row; ``None`` for the record's ID."""
        index = self.key if column is None else self.columns[column.name]
        return row.cells[index] if index < len(row.cells) else None


def lay_out(tables: list[Table], *, needed: bool = True) -> tuple[list[Laid], list[SheetProblem]]:
    """Return the tables that hold records, in the order of the model's sheets, and what is wrong with headings.

    Unless one is ``needed``, it is no fault that no table has any.
    """
    problems = [
        problem_at(Place(order, table.name, e.row), e.code, e.text, e.hint)
        for order, table in enumerate(tables) if (e := table.excess) is not None
    ]
    if problems:
        return [], problems
    chosen: dict[str, tuple[int, Table]] = {}
    others = []
    for order, table in enumerate(tables):
        name = unicodedata.normalize("NFKC", table.name).strip()
        if name in (GUIDE, VOCABULARY) or not table.rows:
            continue
        if table.hidden:
            problems.append(problem_at(Place(order, table.name), "X905", f"工作表“{table.name}”是隐藏的，没有读。",
                                       "要导入就取消隐藏。"))
        elif name in BY_TITLE:
            chosen[name] = (order, table)
        else:
            others.append((order, table))
    for order, table in others:
        # Whoever brings one table means it, whatever it is called and lacks.
        title = _guess(table, whole=len(tables) > 1) or (SHEETS[0].title if len(tables) == 1 else "")
        if title and title not in chosen:
            chosen[title] = (order, table)
        else:
            near = hints.nearest(table.name, BY_TITLE)
            problems.append(problem_at(Place(order, table.name), "X905", f"不认识工作表“{table.name}”，没有读。", near))
    laid = [
        laid_out for sheet in SHEETS
        if sheet.title in chosen and (laid_out := _lay_out(*chosen[sheet.title], sheet, problems)) is not None
    ]
    if needed and not laid and not any(p.is_error for p in problems):
        problems.append(problem_at(Place(), "X902", "文件里没有可以导入的工作表。", "用 courselib export 导出一份，照着填。"))
    return laid, problems


def _lay_out(order: int, table: Table, sheet: Sheet, problems: list[SheetProblem]) -> Laid | None:
    place = Place(order, table.name)
    names = _names(sheet)
    head = max(range(min(_HEAD_ROWS, len(table.rows))), key=lambda i: (_known(table.rows[i], names), -i))
    row = table.rows[head]
    laid = Laid(sheet, place, row.number, -1, rows=table.rows[head + 1 :])
    if not _known(row, names):
        problems.append(problem_at(place, "X902", "没有找到表头。", f"第一行写各列的名称：{'、'.join(_labels(sheet))}。"))
        return None
    before = len(problems)
    for index, cell in enumerate(row.cells):
        _heading(laid, index, cell, names, problems)
    if laid.key < 0:
        problems.append(problem_at(place, "X902", f"缺少“{sheet.key}”列。", f"加一列“{sheet.key}”。{ID.help}"))
    problems += _merged(laid, table)
    return None if any(p.code == "X902" for p in problems[before:]) else laid


def _heading(laid: Laid, index: int, cell: Cell, names: dict[str, str], problems: list[SheetProblem]) -> None:
    text = text_of(cell).strip()
    place = Place(laid.place.order, laid.place.sheet, laid.head, index + 1, text)
    name = names.get(_plain(text))
    if not text:
        filled = next((r for r in laid.rows if index < len(r.cells) and text_of(r.cells[index]).strip()), None)
        if filled:
            place = Place(place.order, place.sheet, laid.head, index + 1)
            problems.append(problem_at(place, "X903", f"这一列有内容（第 {filled.number} 行），却没有列名。", "写上列名，或删去这一列。"))
    elif name is None:
        near = hints.nearest(text, _labels(laid.sheet))
        problems.append(problem_at(place, "X903", f"不认识列“{text[:40]}”。", f"{near}不需要的列请删去。"))
    elif name == "":
        return
    elif name in laid.columns or (name == ID.name and laid.key >= 0):
        problems.append(problem_at(place, "X903", f"列“{text[:40]}”出现了两次。", "只留一列。"))
    elif name == ID.name:
        laid.key = index
    else:
        laid.columns[name] = index


def _merged(laid: Laid, table: Table) -> list[SheetProblem]:
    used = {laid.key, *laid.columns.values()}
    return [
        problem_at(Place(laid.place.order, laid.place.sheet, top, left), "X904", "单元格是合并的，看不出各行的值。",
                   "取消合并，每行各填各的。")
        for top, left, bottom, right in table.merged
        if bottom > laid.head and used & set(range(left - 1, right))
    ]


def _plain(text: str) -> str:
    return _NOTES.sub("", unicodedata.normalize("NFKC", text)).lower()


def _labels(sheet: Sheet) -> list[str]:
    return [sheet.key, *(c.label for c in sheet.columns)]


def _names(sheet: Sheet) -> dict[str, str]:
    """Return field names by the headings a column may have; an empty name is a column that is not read."""
    names = {_plain(label): "" for label in (*IGNORED, sheet.shown) if label}
    if not sheet.list:
        # “课程名称” and “课程编号” are what lists made elsewhere say.
        names |= {_plain(f"{sheet.schema.label}{c.label}"): c.name for c in sheet.columns if c.name == "title"}
    names |= {_plain(c.name): c.name for c in sheet.columns} | {_plain(c.label): c.name for c in sheet.columns}
    return names | {_plain(label): ID.name for label in (ID.name, ID.label, f"{sheet.schema.label}{ID.label}", sheet.key)}


def own_head(table: Table) -> tuple[int, int, list[str]] | None:
    """Return where our own header stands in a table, from 0, the column of IDs, and headings that are not ours; ``None`` for none."""
    best: tuple[int, int, int, list[str]] | None = None
    for sheet in SHEETS:
        names = _names(sheet)
        for at, row in enumerate(table.rows[:_HEAD_ROWS]):
            fields = [(i, text, names.get(_plain(text))) for i, c in enumerate(row.cells) if (text := text_of(c).strip())]
            key = next((i for i, _, name in fields if name == ID.name), -1)
            known = sum(name is not None for _, _, name in fields)
            if key >= 0 and known > 1 and (best is None or known > best[0]):
                best = (known, at, key, [text for _, text, name in fields if name is None])
    return best[1:] if best else None


def _known(row: Row, names: dict[str, str]) -> int:
    return sum(_plain(text_of(c)) in names for c in row.cells if c is not None)


def _guess(table: Table, *, whole: bool) -> str:
    """Return the title of the sheet that a table of another name has most columns of; ``whole`` asks for all required ones."""
    best, title = 0, ""
    for sheet in SHEETS:
        names = _names(sheet)
        required = {ID.name, *(c.name for c in sheet.columns if c.required)}
        for row in table.rows[:_HEAD_ROWS]:
            present = {names[text] for cell in row.cells if (text := _plain(text_of(cell))) in names}
            if (required <= present or not whole) and len(present) > best:
                best, title = len(present), sheet.title
    return title


def headings(sheet: Sheet) -> list[str]:
    """Return the headings of a sheet, in order."""
    return [sheet.key, *([sheet.shown] if sheet.shown else []), *(c.label for c in sheet.columns)]
