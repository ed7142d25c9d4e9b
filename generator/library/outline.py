"""The outline and the objectives of a course, read from its body's sections.

Units stand under a heading “课程大纲” as a table with a column “学时”, or as list items that end in “(1.5 学时)”. Headings are
known however they are numbered or punctuated (二、课程大纲（2学时）); a row of totals is no unit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from .. import hours
from ..problems import Problem, problem
from ..problems.record import quote
from ..syntax.markdown.document import Document
from ..syntax.markdown.sections import Piece, Table, sections
from . import hints
from .model import Unit

OUTLINE_HEADINGS = ("课程大纲", "教学大纲", "教学安排", "课程安排", "大纲")
OBJECTIVE_HEADINGS = ("教学目标", "学习目标", "培训目标", "目标")
#: What the columns of an outline's table may be called.
HOUR_COLUMNS = ("学时", "课时")
CONTENT_COLUMNS = ("内容要点", "内容", "要点")
METHOD_COLUMNS = ("方式", "教学方式")
#: Short anchors of usual headings.
_ANCHORS = {
    "教学目标": "objectives", "学习目标": "objectives", "课程大纲": "outline", "教学组织": "delivery", "学习材料": "materials",
    "自测思考": "self-check", "操作要点": "practice", "常见误区": "pitfalls",
}
#: What a row of totals is called, once “学时” and “课时” are taken out of it.
_TOTALS = frozenset(("合计", "共计", "总计", "小计", "累计", "总", "总和", "总数"))
_DIGITS = "一二三四五六七八九十百0-9"
_NUMBER = re.compile(
    rf"(?:第[{_DIGITS}]{{1,4}}[部章节篇]分?|[(\[][{_DIGITS}]{{1,3}}[)\]]|[{_DIGITS}]{{1,3}}(?=[、.,:)]))[、.,:)]*"
)
_REMARK = re.compile(r"\([^()]*\)$")
_MARKS = " *_~`:;,.、。"
_ITEM = re.compile(r"\s*[0-9]+、\s*")
#: The codes of the problems that an outline has by itself.
OUTLINE_CODES = frozenset(("B502", "B521"))
#: Both widths of brackets: authors write either.
_OPEN, _CLOSE = "(\uff08", ")\uff09"


@dataclass(frozen=True, slots=True)
class Outline:
    """What was read of a body: units, whether the sections exist, the outline's line, problems."""

    units: tuple[Unit, ...]
    has_outline: bool
    has_objectives: bool
    line: int
    problems: tuple[Problem, ...]


def usual_heading(title: str) -> str:
    """Return a heading without its number, its remark in brackets and its final marks: ``二、课程大纲（2学时）：`` → ``课程大纲``.

    Characters as PDF copies have them (Kangxi radicals, full-width letters) become the usual ones.
    """
    text = "".join(unicodedata.normalize("NFKC", title).split()).strip(_MARKS)
    number = _NUMBER.match(text)
    text = text[number.end() :] if number and number.end() < len(text) else text
    return _REMARK.sub("", text.strip(_MARKS)).strip(_MARKS)


def usual_anchor(title: str) -> str:
    """Return the short anchor of a usual heading, or an empty text."""
    return _ANCHORS.get(usual_heading(title), "") if len(title) < 40 else ""


def is_total(text: str) -> bool:
    """Tell whether a cell or item says that its row is the sum of others."""
    if len(text) > 30:
        return False
    return usual_heading(text).replace("学时", "").replace("课时", "") in _TOTALS


def read_outline(document: Document, path: str) -> Outline:
    """Return the outline of a course's body, of the content file at ``path``."""
    reader = _Reader(path)
    has_outline = has_objectives = inside = False
    line = document.lines.first_line
    for section in sections(document):
        if section.level <= 2:
            title = usual_heading(section.title)
            has_objectives = has_objectives or title in OBJECTIVE_HEADINGS
            inside = title in OUTLINE_HEADINGS
            if inside and not has_outline:
                has_outline, line = True, section.line
        if inside:
            for part in section.parts:
                if isinstance(part, Table):
                    reader.table(part)
                else:
                    reader.piece(part)
    return Outline(tuple(reader.units), has_outline, has_objectives, line, tuple(reader.problems))


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.units: list[Unit] = []
        self.problems: list[Problem] = []

    def table(self, table: Table) -> None:
        heads = [usual_heading(cell.text) for cell in table.head]
        hours_at, content_at, method_at = (_find(heads, names) for names in (HOUR_COLUMNS, CONTENT_COLUMNS, METHOD_COLUMNS))
        if hours_at < 0:
            return
        before = len(self.units)
        for row in table.rows:
            figure = row[hours_at]
            if any(is_total(cell.text) for cell in row if cell is not figure):
                self.total(figure, before)
                continue
            content, method = (row[at].text if at >= 0 else "" for at in (content_at, method_at))
            self.unit(figure.line, figure.column, figure.text, row[0].text, content, method)

    def piece(self, piece: Piece) -> None:
        numbered = _ITEM.match(piece.text)
        found = _with_hours(piece.text) if piece.item or numbered else None
        if found is None:
            return
        title, text, column = found
        if not piece.item:
            title = title[numbered.end() :] if numbered else title
        if not is_total(title):
            self.unit(piece.line, piece.column + column, text, title)

    def total(self, figure: Piece, before: int) -> None:
        """Compare a row of totals with the units above it."""
        try:
            stated = hours.parse_hours(figure.text.strip(_MARKS))
        except ValueError:
            return
        counted = sum(u.hours for u in self.units[before:])
        if stated != counted and not self.problems:
            self.problems.append(problem(
                "B521", self.path, f"合计写的是 {hours.format_hours(stated)}，上面各单元加起来是 {hours.format_hours(counted)}。",
                line=figure.line, column=figure.column, hint=f"是否想写 {hours.format_hours(counted)}？"))

    def unit(self, line: int, column: int, text: str, title: str, content: str = "", method: str = "") -> None:
        try:
            value = hours.parse_hours(text)
        except ValueError:
            meant = hints.hours_in(text)
            self.problems.append(problem(
                "B502", self.path, f"单元{quote(title, 20)}的学时 {quote(text)} 写得不对。", line=line, column=column,
                hint=f"是否想写 {meant}？" if meant and meant != text else "写 0.5 的整数倍，如 1.5。"))
            return
        if value <= 0:
            self.problems.append(problem("B502", self.path, f"单元{quote(title, 20)}的学时 {quote(text)} 应大于 0。",
                                         line=line, column=column))
            return
        self.units.append(Unit(title, content, method, value, line))


def _find(heads: list[str], names: tuple[str, ...]) -> int:
    return next((i for i, head in enumerate(heads) if head in names), -1)


def _with_hours(text: str) -> tuple[str, str, int] | None:
    """Return title, hours as written and their offset for a line that ends in “(2 学时)”."""
    if text[-1:] not in _CLOSE:
        return None
    start = max(text.rfind(c) for c in _OPEN)
    inner = text[start + 1 : -1].strip()
    if start < 0 or not inner.endswith(HOUR_COLUMNS):
        return None
    offset = len(text) - len(text[start + 1 :].lstrip())
    return text[:start].strip(), inner[:-2].rstrip().removesuffix("个").rstrip(), offset
