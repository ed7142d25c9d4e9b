"""The outline of a course body: units with hours, and the sections that a course should have.

An outline is the table, or the list, below the heading 课程大纲. In a table the column headed 学时 holds the hours;
in a list each item ends in “(2 学时)”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .. import hours
from ..problems import Problem, problem
from ..problems.record import quote
from . import hints
from .model import Unit
from .scan import blank_code, heading, visible_lines

OUTLINE_HEADINGS = ("课程大纲", "教学大纲", "教学安排", "课程安排", "大纲")
OBJECTIVE_HEADINGS = ("教学目标", "学习目标", "培训目标", "目标")

#: What the columns of an outline's table may be called.
HOUR_COLUMNS = ("学时", "课时")
CONTENT_COLUMNS = ("内容要点", "内容", "要点")
METHOD_COLUMNS = ("方式", "教学方式")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)、])\s+")
_TOTALS = ("合计", "总计", "小计")
#: Both widths of brackets: authors write either.
_OPEN, _CLOSE = "(\uff08", ")\uff09"
_PIPE = re.compile(r"(?<!\\)\|")
_RULE_CELL = re.compile(r":?-+:?")


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read of a body: units, whether the sections exist, the outline's line, problems."""

    units: tuple[Unit, ...]
    has_outline: bool
    has_objectives: bool
    line: int
    problems: tuple[Problem, ...]


def read_outline(body: str, first_line: int, path: str) -> Outline:
    """Return the outline of a course body that begins at ``first_line`` of the file at ``path``."""
    reader = _Reader(path)
    section = ""
    has_outline = has_objectives = False
    outline_line = first_line
    for number, line in visible_lines(body, first_line):
        found = heading(line)
        if found and found[0] <= 2:
            section = found[1]
            has_objectives = has_objectives or section in OBJECTIVE_HEADINGS
            if section in OUTLINE_HEADINGS and not has_outline:
                has_outline, outline_line = True, number
        elif section in OUTLINE_HEADINGS:
            reader.line(number, line)
    return Outline(tuple(reader.units), has_outline, has_objectives, outline_line, tuple(reader.problems))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.units: list[Unit] = []
        self.problems: list[Problem] = []
        self.in_table = False
        self.hours = self.content = self.method = -1

    def line(self, number: int, line: str) -> None:
        if "|" in line and (self.in_table or line.lstrip()[0] == "|" or _find(split_row(line), HOUR_COLUMNS) >= 0):
            self.row(number, line)
            return
        self.in_table = self.in_table and bool(line.strip())
        item = _item(line)
        if item:
            title, text, column = item
            self.unit(number, column, text, title)

    def row(self, number: int, line: str) -> None:
        cells = split_row(line)
        if not self.in_table:
            self.in_table = True
            self.hours, self.content, self.method = (
                _find(cells, names) for names in (HOUR_COLUMNS, CONTENT_COLUMNS, METHOD_COLUMNS))
            return
        if self.hours < 0 or all(_RULE_CELL.fullmatch(c) for c in cells if c) or cells[0].strip("*_ ") in _TOTALS:
            return
        at = 1 + _cell_offset(line, self.hours)
        self.unit(number, at, _cell(cells, self.hours), cells[0], _cell(cells, self.content), _cell(cells, self.method))

    def unit(self, number: int, column: int, text: str, title: str, *more: str) -> None:
        try:
            value = hours.parse_hours(text)
        except ValueError:
            meant = hints.hours_in(text)
            self.problems.append(problem(
                "B502", self.path, f"单元{quote(title, 20)}的学时 {quote(text)} 写得不对。", line=number, column=column,
                hint=f"是否想写 {meant}？" if meant and meant != text else "写 0.5 的整数倍，如 1.5。"))
            return
        if value <= 0:
            self.problems.append(problem("B502", self.path, f"单元{quote(title, 20)}的学时 {quote(text)} 应大于 0。",
                                         line=number, column=column))
            return
        content, method = more or ("", "")
        self.units.append(Unit(title, content, method, value, number))


def _find(cells: list[str], names: tuple[str, ...]) -> int:
    return next((i for i, cell in enumerate(cells) if cell in names), -1)


def _cell(cells: list[str], index: int) -> str:
    return cells[index] if 0 <= index < len(cells) else ""


def _item(line: str) -> tuple[str, str, int] | None:
    """Return title, hours as written and their column for a list item that ends in “(2 学时)”."""
    match = _ITEM.match(line)
    text = line.rstrip()
    if not match or text[-1:] not in _CLOSE:
        return None
    start = max(text.rfind(c, match.end()) for c in _OPEN)
    inner = text[start + 1 : -1].strip()
    if start < 0 or not inner.endswith(HOUR_COLUMNS):
        return None
    lead = len(text) - len(text[start + 1 :].lstrip())
    return text[match.end() : start].strip(), inner[:-2].rstrip().removesuffix("个").rstrip(), lead + 1


def split_row(line: str) -> list[str]:
    """Return the cells of a Markdown table row; an escaped pipe, or one in a code span, belongs to its cell."""
    text = line.strip()
    pipes = _pipes(text)
    cells = [text[a + 1 : b] for a, b in zip([-1, *pipes], [*pipes, len(text)], strict=True)]
    if text.startswith("|"):
        del cells[0]
    if pipes and pipes[-1] == len(text) - 1 and len(cells) > 1:
        del cells[-1]
    return [c.replace("\\|", "|").strip() for c in cells]


def _pipes(text: str) -> list[int]:
    return [m.start() for m in _PIPE.finditer(blank_code(text, autolinks=False))]


def _cell_offset(line: str, index: int) -> int:
    """Return the offset of the first character of a cell."""
    pipes = _pipes(line)
    position = index if line.lstrip().startswith("|") else index - 1
    if position < 0 or position >= len(pipes):
        return 0
    start = pipes[position] + 1
    end = pipes[position + 1] if position + 1 < len(pipes) else len(line)
    cell = line[start:end]
    return start + len(cell) - len(cell.lstrip()) if cell.strip() else start
