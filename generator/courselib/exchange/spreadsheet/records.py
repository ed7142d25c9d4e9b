"""One record of a workbook held against the one in the library: read by the model's own reader, at its cells' places."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from enum import Enum

from ...library.fields import FieldReader
from ...library.nodes import Mapping, Node, Scalar, Sequence
from ...library.schema import Field, Kind, Schema
from ...runtime.values import Values
from .cells import Cell, Unreadable, cell_in, meant, same, split, text_of
from .places import Place, SheetProblem, Tickets, problem_at
from .rows import Line, Sheeted
from .sheets import BY_TITLE, SCHEMAS, sheet_of
from .vocabulary import Vocabulary
from .wording import reworded


class Absent(Enum):
    """Marks a column that the sheet does not have, where an empty cell means something else."""

    YES = 1


@dataclass(slots=True)
class Reading:
    """What a workbook makes of a record: all its values and the place of each. ``faulty`` is true when some could not be read."""

    values: Values
    problems: list[SheetProblem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    faulty: bool = False

    def place(self, name: str) -> Place | None:
        """Return the place of a field (``audience[1]``), else of what holds it, or ``None``."""
        while name:
            if name in self.places:
                return self.places[name]
            name = name[: max(name.rfind("["), name.rfind("."), 0)]
        return None


def read_record(record: Sheeted, old: Values | None, words: Vocabulary) -> Reading:
    """Return the reading of a record; ``old`` are the library's values, ``None`` for a new one.

    A cell that says what the library says is not read at all, so that whatever stands in a file stays.
    """
    schema = SCHEMAS[record.kind]
    reader = _Reader(record, schema, old, words)
    fields = tuple(f for f in schema.fields if old is None or f.name in reader.tree.items)
    reading = reader.read(fields)
    for name in reader.tree.items:
        if name not in reading.values and old is not None:
            old = {k: v for k, v in old.items() if k != name}
    reading.values = (old or {}) | reading.values
    return reading


class _Reader:
    """Builds the tree that the model's reader takes, of the cells that differ from the library."""

    def __init__(self, record: Sheeted, schema: Schema, old: Values | None, words: Vocabulary) -> None:
        self.old = old or {}
        self.words = words
        self.tickets = Tickets()
        self.raw: dict[int, tuple[Field, str]] = {}
        self.places: dict[str, Place] = {}
        self.schema = schema
        self.new = old is None
        self.unread = False
        self.tree = Mapping({}, self.tickets.mark(record.place))
        for item in schema.fields:
            if item.kind is Kind.OBJECT and item.many:
                if item.name in record.lists:
                    self._list(item, record.lists[item.name])
            elif record.line:
                self._field(item, record.line)

    def read(self, fields: tuple[Field, ...]) -> Reading:
        reader = FieldReader("", mendable=False)
        values = reader.record(dataclasses.replace(self.schema, fields=fields), self.tree)
        problems = []
        for p in reader.problems:
            owner, raw = self.raw.get(p.line, (None, ""))
            message, hint = p.message, p.hint
            if owner:
                message, hint = reworded(p.code, owner, raw, message, hint, self.words)
            elif p.code == "M301":
                message, hint = _missing(self.schema, message)
            problems.append(problem_at(self.tickets.place(p.line), p.code, message, hint))
        # Where a list lost an item that could not be read, later checks count what is left.
        places = self.places | {name: self.tickets.place(mark.line) for name, mark in reader.marks.items()}
        return Reading(values, problems, places, self.unread or bool(problems))

    def _field(self, item: Field, line: Line) -> None:
        columns = [c for c in line.laid.sheet.columns if c.name == item.name or c.name.startswith(f"{item.name}.")]
        present = [c for c in columns if c.name in line.cells]
        for column in present:
            self.places[column.name] = line.at(column.name)
        if not present:
            return
        self.places[item.name] = line.at(present[0].name)
        if any(isinstance(line.cells[c.name], Unreadable) for c in present):
            self._leave(item)
            return
        if all(same(line.cells[c.name], cell_in(c, self.old, self.words)) for c in present) and not (self.new and item.required):
            return
        key = self._scalar(item, item.name, line.at(present[0].name))
        if item.kind is not Kind.OBJECT:
            self.tree.items[item.name] = (key, self._node(item, line.cells[item.name], self.places[item.name]))
            return
        parts = {c: line.cells[c.name] if c in present else cell_in(c, self.old, self.words) for c in columns}
        if all(not text_of(cell).strip() for cell in parts.values()):
            self.tree.items[item.name] = (key, self._scalar(item, "", self.places[item.name]))
            return
        inner = Mapping({}, self.tickets.mark(self.places[item.name]))
        for column, cell in parts.items():
            place = line.at(column.name) if column in present else self.places[item.name]
            name = column.name.partition(".")[2]
            inner.items[name] = (self._scalar(column.field, name, place), self._node(column.field, cell, place))
        self.tree.items[item.name] = (key, inner)

    def _leave(self, item: Field) -> None:
        """Leave a field aside whose cells were told already: the reader must not miss it as well."""
        node = Scalar("", self.tickets.mark(self.places[item.name]), unread=True)
        self.tree.items[item.name] = (node, node)
        self.unread = True

    def _list(self, item: Field, lines: list[Line]) -> None:
        sheet = sheet_of(self.schema.kind, item.name)
        for index, line in enumerate(lines):
            self.places[f"{item.name}[{index}]"] = line.at()
            for column in sheet.columns:
                if column.name in line.cells:
                    self.places[f"{item.name}[{index}].{column.name}"] = line.at(column.name)
        self.places[item.name] = lines[0].at()
        known: list[Values] = self.old.get(item.name, [])
        if any(isinstance(c, Unreadable) for line in lines for c in line.cells.values()):
            self._leave(item)
            return
        if len(known) == len(lines) and all(
            same(cell, cell_in(c, values, self.words))
            for line, values in zip(lines, known, strict=True)
            for c in sheet.columns if (cell := line.cells.get(c.name, Absent.YES)) is not Absent.YES
        ):
            return
        rows = Sequence([], self.tickets.mark(lines[0].at()))
        first = sheet.columns[0]
        by_key = {text_of(cell_in(first, values, self.words)): values for values in known}
        for line in lines:
            # What the sheet has no column for stays as it is.
            before = by_key.get(text_of(line.cells.get(first.name)).strip(), {})
            row = Mapping({}, self.tickets.mark(line.at()))
            for column in sheet.columns:
                if column.name in line.cells or column.name in before:
                    place = line.at(column.name)
                    cell = line.cells.get(column.name, Absent.YES)
                    node = self._node(column.field, cell_in(column, before, self.words) if cell is Absent.YES else cell, place)
                    row.items[column.name] = (self._scalar(column.field, column.name, place), node)
            rows.items.append(row)
        self.tree.items[item.name] = (self._scalar(item, item.name, lines[0].at()), rows)

    def _node(self, item: Field, cell: Cell, place: Place) -> Node:
        text = text_of(cell)
        if not text.strip():
            return self._scalar(item, "", place)
        if not item.many:
            return self._scalar(item, meant(item, text, self.words), place, text)
        # A name may hold a comma itself: the whole is tried before its parts.
        parts = [text] if item.ref and self.words.is_one(item, text) else split(text)
        nodes: list[Node] = [self._scalar(item, meant(item, p, self.words), place, p) for p in parts]
        return Sequence(nodes, self.tickets.mark(place)) if nodes else self._scalar(item, "", place)

    def _scalar(self, item: Field, text: str, place: Place, raw: str = "") -> Scalar:
        mark = self.tickets.mark(place)
        self.raw[mark.line] = (item, raw)
        return Scalar(text, mark, style='"' if text else "")


def _missing(schema: Schema, message: str) -> tuple[str, str]:
    """Return the words for a required field that a new record's sheets do not have."""
    label = message.rpartition("（")[2].partition("）")[0]
    title = f"{schema.label}{label}"
    if title in BY_TITLE:
        return f"缺少“{label}”。", f"在工作表“{title}”里至少加一行。"
    return f"缺少“{label}”。", f"加一列“{label}”，每行都填。"
