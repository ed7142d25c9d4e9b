"""The outline of a course changed in place: one line a unit, the rest of the body as it is."""

from __future__ import annotations

import re

from ....content.shells import BLANK_TABLE, cell, row, table
from ....library.outline import CONTENT_COLUMNS, HOUR_COLUMNS, METHOD_COLUMNS, OUTLINE_HEADINGS, Outline
from ....runtime.hours import format_hours
from ....runtime.values import Values
from ....syntax.markdown.places import cells_of
from ....syntax.yaml.splice import Splice, UnwritableError
from .align import align

_MARK = re.compile(r"\s*(?:[-*+]|\d+[.)、])\s+")


def change(splice: Splice, outline: Outline, new: list[Values]) -> None:
    """Note in ``splice``, which holds the whole file, what turns the units of an outline into ``new``.

    Raises ``UnwritableError`` where a list cannot hold what a unit has.
    """
    if not outline.units:
        _begin(splice, outline, new)
        return
    lines = _Lines(splice)
    old = [values_of(u.title, u.content, u.method, u.hours) for u in outline.units]
    alignment = align([u.get("title", "") for u in old], [u.get("title", "") for u in new])
    for before, after in alignment.kept:
        if old[before] != new[after]:
            number = outline.units[before].line
            splice.replace(lines.start(number), lines.end(number), lines.changed(number, old[before], new[after]))
    for place, indices in alignment.fresh:
        number = outline.units[max(place, 0)].line
        for text in (lines.like(number, new[i]) for i in indices):
            if place < 0:
                splice.insert(lines.start(number), f"{text}\n")
            else:
                splice.insert(lines.end(number), f"\n{text}")
    for index in alignment.gone:
        number = outline.units[index].line
        splice.drop_lines(lines.start(number), lines.start(number))


def values_of(title: str, content: str, method: str, hours: int) -> Values:
    """Return a unit as values, as any list of objects has them."""
    texts = {"title": title, "content": content, "method": method}
    return {name: text for name, text in texts.items() if text} | {"hours": hours}


def _begin(splice: Splice, outline: Outline, new: list[Values]) -> None:
    start = splice.text.find(BLANK_TABLE)
    if start >= 0:
        splice.replace(start, start + len(BLANK_TABLE), table(new))
        return
    if outline.has_outline:
        at = _Lines(splice).end(outline.line)
        splice.insert(at, f"\n\n{table(new)}")
        return
    end = len(splice.text.rstrip())
    splice.insert(end, f"\n\n## {OUTLINE_HEADINGS[0]}\n\n{table(new)}")


class _Lines:
    """The lines of a file by number, and how units are written on them."""

    def __init__(self, splice: Splice) -> None:
        self.splice = splice
        self.starts = [0, *(m.end() for m in re.finditer("\n", splice.text))]

    def start(self, number: int) -> int:
        return self.starts[number - 1]

    def end(self, number: int) -> int:
        return self.splice.line_end(self.start(number))

    def text(self, number: int) -> str:
        return self.splice.text[self.start(number) : self.end(number)]

    def changed(self, number: int, old: Values, new: Values) -> str:
        """Return the line of a unit with the cells that changed."""
        line = self.text(number)
        if not self._header(number):
            return self.like(number, new)
        cells = cells_of(line)
        for column, name in self._columns(number).items():
            cells += [""] * (column + 1 - len(cells))
            if old.get(name) != new.get(name):
                cells[column] = _value(name, new)
        return f"{line[: len(line) - len(line.lstrip())]}{row([cell(c) for c in cells])}"

    def like(self, number: int, unit: Values) -> str:
        """Return a unit written as the unit on a line is: as a row of the same table, or as an item of the same list."""
        line = self.text(number)
        lead = line[: len(line) - len(line.lstrip())]
        header = self._header(number)
        if header:
            columns = self._columns(number)
            self._fits(unit, set(columns.values()))
            return f"{lead}{row([cell(_value(columns[i], unit)) if i in columns else '' for i in range(len(header))])}"
        self._fits(unit, {"title", "hours"})
        mark = _MARK.match(line)
        return f"{mark.group() if mark else '- '}{unit.get('title', '')}（{format_hours(unit['hours'])} 学时）"

    @staticmethod
    def _fits(unit: Values, names: set[str]) -> None:
        if not set(unit) <= names:
            raise UnwritableError("文件里的大纲没有“内容要点”或“方式”一栏")

    def _header(self, number: int) -> list[str]:
        """Return the cells of the head of the table that a line belongs to; none for an item of a list."""
        if "|" not in self.text(number) or _MARK.match(self.text(number)):
            return []
        while number > 1 and "|" in self.text(number - 1) and self.text(number - 1).strip():
            number -= 1
        return cells_of(self.text(number))

    def _columns(self, number: int) -> dict[int, str]:
        """Return which part of a unit stands in which column of its table."""
        header = self._header(number)
        parts = {0: "title"}
        for names, name in ((CONTENT_COLUMNS, "content"), (METHOD_COLUMNS, "method"), (HOUR_COLUMNS, "hours")):
            column = next((i for i, cell in enumerate(header) if cell in names), -1)
            if column >= 0:
                parts[column] = name
        return parts


def _value(name: str, unit: Values) -> str:
    return format_hours(unit["hours"]) if name == "hours" else str(unit.get(name, ""))
