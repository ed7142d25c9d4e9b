"""Tables of a plan told apart: forms with labels beside or above their values, heads of an outline's columns, tables inside a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .blocks import Cell, Paragraph, cell_text
from .labels import Labels
from .words import Words, key_of


@dataclass(frozen=True, slots=True)
class Forms:
    """What tells tables apart by their labels."""

    words: Words
    labels: Labels

    def is_upright(self, rows: Sequence[Sequence[Cell]], at: int) -> bool:
        """Tell whether a row is of labels alone, with their values in the row below."""
        row, below = rows[at], rows[at + 1] if at + 1 < len(rows) else []
        return len(row) > 2 and len(row) == len(below) and all(self.is_label(c) for c in row) and not self.is_head(row) and not any(
            self.is_label(c) for c in below)

    def is_label(self, cell: Cell) -> bool:
        """Tell whether a cell holds a label or a part's name and no more."""
        key = key_of(cell_text(cell, ""))
        return bool(key) and (key in self.words.labels or key in self.words.sections)

    def is_form(self, rows: Sequence[Sequence[Cell]]) -> bool:
        """Tell whether labels stand beside values: in two rows or more, or in all of a short table's."""
        if self.is_head(rows[0]):
            return False
        labelled = sum(any(self.is_label(c) for c in row[: -1 if len(row) > 1 else None][:3]) or (
            len(row) == 1 and self.section_cell(row[0])) for row in rows)
        return labelled >= 2 or (labelled == 1 and len(rows) <= 2)

    def section_cell(self, cell: Cell) -> bool:
        """Tell whether a cell begins with the name of a part."""
        first = cell.blocks[0] if cell.blocks else None
        if not isinstance(first, Paragraph):
            return False
        line = first.text.split("\n")[0]
        return key_of(line) in self.words.sections or self.labels.section(line) is not None

    def is_head(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row names the columns of an outline."""
        keys = [key_of(cell_text(c, "")) for c in row if cell_text(c)]
        kinds = [self.columns_kind(k) for k in keys]
        known = [k for k in kinds if k is not None]
        if len(keys) < 2 or len(known) < len(keys) or len(known) < 2:
            return False
        # 课题 | 课时 | … alone may be labels: columns of an outline name content, or time beside a unit.
        return ("content" in known and len(known) >= 2) or (len(known) >= 3 and ("hours" in known or "time" in known)) or (
            known[:1] == ["title"] and known[-1] in ("hours", "time"))

    def columns_kind(self, key: str) -> str | None:
        """Return what a column of that name has; ``None`` for a name that is not known."""
        return self.words.columns.get(key) if key else None

    def inner_table(self, rows: Sequence[Sequence[Cell]], at: int) -> int:
        """Return where a table ends that begins in a row of a form; that row itself for none."""
        row = rows[at]
        cut = 1 if len(row) > 2 and key_of(cell_text(row[0], "")) in self.words.sections and self.is_head(row[1:]) else 0
        if not cut and not self.is_head(row):
            return at
        end = at + 1
        while end < len(rows) and len(rows[end]) == len(row):
            first = rows[end][0]
            if not first.below and key_of(cell_text(first, "")) in (*self.words.labels, *self.words.sections) and not _total(first):
                break
            end += 1
        return end

    def lead(self, rows: Sequence[Sequence[Cell]], at: int, end: int) -> str:
        """Return the label that stands before an inner table over all its rows."""
        row = rows[at]
        before = all(r[0].below or not cell_text(r[0]) for r in rows[at + 1:end])
        named = len(row) > 2 and self.is_head(row[1:]) and not self.is_head(row)
        text = cell_text(row[0], "")
        return text if (before or named) and key_of(text) in self.words.sections else ""


def _total(cell: Cell) -> bool:
    return "计" in cell_text(cell, "")
