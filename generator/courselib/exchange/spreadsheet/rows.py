"""Rows of all sheets gathered by record: a row of its own, and rows in lists, each cell with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...library.fields import ID_PATTERN
from ...problems.record import quote
from .cells import Cell, Unreadable, text_of
from .layout import Laid
from .places import Place, SheetProblem, problem_at
from .sheets import ID
from .tables import Row
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: the row's place and its cells by column name. Columns that the sheet lacks are missing."""

    laid: Laid
    row: int
    cells: dict[str, Cell]

    def at(self, name: str = "") -> Place:
        """Return the place of a column's cell; of the record's ID without a name."""
        column = next((c for c in self.laid.sheet.columns if c.name == name), None)
        return self.laid.at(self.row, column)


@dataclass(slots=True)
class Sheeted:
    """What a workbook says of one record: its own row where there is one, and the rows of its lists by list."""

    kind: str
    id: str
    line: Line | None = None
    #: The row has no ID that can be used: it is looked at and never written.
    nameless: bool = False
    lists: dict[str, list[Line]] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where the record stands first."""
        lines = [self.line] if self.line else [lines[0] for lines in self.lists.values()]
        return lines[0].at() if lines and lines[0] else Place()


def gather(tables: list[Laid], words: Vocabulary) -> tuple[dict[tuple[str, str], Sheeted], list[SheetProblem]]:
    """Return records by kind and ID, in the order of their rows, and what is wrong with IDs and single cells."""
    records: dict[tuple[str, str], Sheeted] = {}
    problems: list[SheetProblem] = []
    for laid in tables:
        kind = laid.sheet.schema.kind
        for row in laid.rows:
            cells = {c.name: laid.cell(row, c) for c in laid.sheet.columns if c.name in laid.columns}
            line = Line(laid, row.number, cells)
            unread = [
                problem_at(line.at(name), "X907", f"{cell.why}。", "填上值；公式请在表格软件里打开文件，存一次再试。")
                for name, cell in [("", laid.cell(row, None)), *cells.items()] if isinstance(cell, Unreadable)
            ]
            problems += unread
            text = text_of(laid.cell(row, None)).strip()
            if not text and all(not text_of(c).strip() for c in cells.values()):
                continue
            key = _key(laid, line, row, text, words, problems)
            if not key:
                if laid.sheet.list is None:  # its other cells are looked at all the same
                    name = f"nameless-{laid.place.order}-{row.number}"
                    records[kind, name] = Sheeted(kind, name, line, nameless=True)
                continue
            record = records.setdefault((kind, key), Sheeted(kind, key))
            if laid.sheet.list:
                record.lists.setdefault(laid.sheet.list.name, []).append(line)
            elif record.line:
                problems.append(problem_at(line.at(), "X906", f"编号{quote(key)}与第 {record.line.row} 行重复。", "只留一行，或改编号。"))
            else:
                record.line = line
    return records, problems


def _key(laid: Laid, line: Line, row: Row, text: str, words: Vocabulary, problems: list[SheetProblem]) -> str:
    """Return the ID that a row is for; an empty text where it has none that can be used."""
    if isinstance(laid.cell(row, None), Unreadable):
        return ""
    kind = laid.sheet.schema.kind
    titles = words.titles[kind]
    if not text:
        title = text_of(line.cells.get("title")).strip()
        near = next((f"是否想写 {key}？" for key, name in titles.items() if name == title), "") if title and not laid.sheet.list else ""
        problems.append(problem_at(line.at(), "X906", "没有填编号。", near or ID.help))
        return ""
    if laid.sheet.list and text not in titles:
        by_title = [key for key, name in titles.items() if name == text]
        text = by_title[0] if len(by_title) == 1 else text
    text = text.partition(" ")[0] if text.partition(" ")[0] in titles else text
    if not ID_PATTERN.fullmatch(text):
        folded = text.lower()
        problems.append(problem_at(line.at(), "M313", f"编号{quote(text)}写法不对。",
                                   f"是否想写 {folded}？" if ID_PATTERN.fullmatch(folded) else ID.help))
        return ""
    return text
