"""The outline and the objectives of a course, read from its body's sections.

Units stand under a heading “课程大纲” as a table with a column “学时”, or as list items that end in “(1.5 学时)”. Headings are
known however they are numbered or punctuated (二、课程大纲（2学时）); a row of totals is no unit.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..problems import Problem, problem
from ..problems.record import quote
from ..runtime import hours
from ..syntax.markdown.answers import OPEN, TEST
from ..syntax.markdown.document import Document
from ..syntax.markdown.headings import is_mark
from ..syntax.markdown.sections import Piece, Table, sections
from . import hints
from .model import Unit

OUTLINE_HEADINGS = ("课程大纲", "教学大纲", "教学安排", "课程安排", "学时安排", "学时分配", "大纲")
OBJECTIVE_HEADINGS = ("教学目标", "学习目标", "培训目标", "课程目标", "教学目的", "培训目的", "目标")
#: Names so short that below a section of its own they may mean something else.
_SHORT = ("大纲", "目标")
#: What the columns of an outline's table may be called.
HOUR_COLUMNS = ("学时", "课时")
CONTENT_COLUMNS = ("内容要点", "内容", "要点")
METHOD_COLUMNS = ("方式", "教学方式")
#: Short anchors of usual headings.
_ANCHORS = {
    "教学目标": "objectives", "学习目标": "objectives", "课程大纲": "outline", "教学组织": "delivery", "学习材料": "materials",
    "自测思考": "self-check", "操作要点": "practice", "常见误区": "pitfalls",
}
#: Headings of questions: those of tests, where every question has its answer, and those where answers may stand.
_TESTS = frozenset("自测题 自测 课后自测 课后自测题 测试题 测验题 小测验 随堂测验 课堂测验 练习题 课后练习 考核题".split())
_QUESTIONS = frozenset("自测思考 思考题 讨论题 自测与思考 思考与讨论 讨论与思考 复习思考题 课后思考 课后思考题 问题与讨论 讨论问题".split())
#: What a row of totals is called, once “学时” and “课时” are taken out of it; and how longer names of one end (上午小计).
_TOTALS = frozenset((*"合计 共计 总计 小计 累计 总 共 总和 总数 总共 一共 合計 共計 總計 小計 累計 total sum subtotal".split(),))
_TOTAL_ENDS = ("合计", "共计", "总计", "小计", "合計", "共計", "總計", "小計")
_DIGITS = "一二三四五六七八九十百0-9"
_NUMBER = re.compile(
    rf"(?:第[{_DIGITS}]{{1,4}}[部章节篇]分?|[(\[][{_DIGITS}]{{1,3}}[)\]]|[0-9]{{1,3}}(?:\.[0-9]{{1,3}})+|[{_DIGITS}]{{1,3}}(?=[、.,: )]))"
    r"[、.,:) ]*"
)
_REMARK = re.compile(r"\([^()]*\)$")
#: Figures behind a name: 合计 2学时, 课程大纲——共2学时.
_FIGURE = re.compile(r"[-—:]*[0-9]{1,4}(?:\.[0-9])?个?(?:学时|课时)?$")
_SUM = re.compile(r"[-—:]*共[0-9]{1,4}(?:\.[0-9])?个?(?:学时|课时)$")
#: What a name may be followed by: 学时安排表, 课程大纲及学时分配, 教学目标与要求.
_TAIL = re.compile(r"(?:[及与和](?:学时)?(?:安排|分配|要求))?表?$")
#: Figures in circles, brackets or above the line, as headings are numbered with.
_CIRCLED = re.compile(
    "[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2460-\u249b\u24ea-\u24ff\u3192-\u3195\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
)
#: What makes a sign before it a picture.
_PICTURED = re.compile("[\ufe00-\ufe0f]")
#: No usual heading has so many characters.
_LONGEST = 100
_AROUND = "【】〔〕[]《》“”"
_MARKS = " *_~`:;,.、。"
_DECIMAL = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_ITEM = re.compile(r"\s*[0-9]+、\s*")
#: The codes of the problems that an outline has by itself.
OUTLINE_CODES = frozenset(("B502", "B521", "B524"))
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


@lru_cache(maxsize=1 << 12)  # headings and cells are much the same in all courses
def usual_heading(title: str) -> str:
    """Return a heading without its number, its remarks in brackets and the marks around it: ``二、课程大纲（2学时）：`` → ``课程大纲``.

    Characters as PDF copies have them (Kangxi radicals, circled figures, full-width letters) become the usual ones.
    """
    if len(title) > _LONGEST:
        return title
    # A circled figure stands for a number with its mark.
    spaced = _CIRCLED.sub(lambda match: f"{unicodedata.normalize('NFKC', match[0])}.", title)
    text = _without_signs(" ".join(unicodedata.normalize("NFKC", spaced).split()))
    number = _NUMBER.match(text)
    text = text[number.end() :] if number and number.end() < len(text) else text
    text = "".join(text.split()).strip(_MARKS + _AROUND)
    while (shorter := _REMARK.sub("", text).strip(_MARKS + _AROUND)) != text:
        text = shorter
    return text


def _without_signs(text: str) -> str:
    """Return a text without the marks and signs around it; brackets that may belong to it stay."""
    start, end = 0, len(text)
    while start < end and text[start] not in "([" and _is_sign(text[start]):
        start += 1
    while end > start and text[end - 1] != ")" and _is_sign(text[end - 1]):
        end -= 1
    return text[start:end]


def _is_sign(char: str) -> bool:
    return is_mark(char) or bool(_PICTURED.match(char))


def _named(title: str, names: tuple[str, ...]) -> bool:
    """Tell whether a heading says one of these names, alone or with what may follow it."""
    name = usual_heading(title)
    if len(name) > _LONGEST:
        return False
    return name in names or _TAIL.sub("", _FIGURE.sub("", _SUM.sub("", name))) in names


def usual_anchor(title: str) -> str:
    """Return the short anchor of a usual heading, or an empty text."""
    return _ANCHORS.get(usual_heading(title), "") if len(title) < 40 else ""


def asks(title: str) -> str:
    """Return what a heading asks for: ``TEST``, ``OPEN`` questions, or an empty text."""
    name = usual_heading(title) if len(title) < 40 else ""
    return TEST if name in _TESTS else OPEN if name in _QUESTIONS else ""


def is_total(text: str) -> bool:
    """Tell whether a cell or item says that its row is the sum of others."""
    if len(text) > 30:
        return False
    name = _FIGURE.sub("", usual_heading(text)).lower()
    for word in ("学时数", "课时数", "学时", "课时"):
        name = name.replace(word, "")
    name = name.strip(_MARKS)
    return name in _TOTALS or (name.endswith(_TOTAL_ENDS) and len(name) <= 8)


def read_outline(document: Document, path: str) -> Outline:
    """Return the outline of a course's body, of the content file at ``path``.

    A section that is missing may begin with a line by itself instead of a heading: it counts, and is said.
    """
    reader = _Reader(path)
    parts = list(sections(document))
    titles = [_kind_of(part.title, part.level) for part in parts]
    missing = {kind for kind in (OUTLINE_HEADINGS, OBJECTIVE_HEADINGS) if kind not in titles}
    begun: dict[tuple[str, ...] | None, int] = {}
    #: The level of the heading under which the outline stands, while it does.
    inside = 0
    for section, title in zip(parts, titles, strict=True):
        begun.setdefault(title, section.line)
        if not inside or section.level <= inside:
            inside = section.level if title is OUTLINE_HEADINGS else 0
        for part in section.parts:
            kind = _kind_of(part.text, 1) if isinstance(part, Piece) and not part.item and len(part.text) < 40 else None
            if isinstance(part, Piece) and kind in missing:
                begun.setdefault(kind, part.line)
                inside = 7 if kind is OUTLINE_HEADINGS else 0
                reader.unmarked_heading(part)
            elif inside and isinstance(part, Table):
                reader.table(part)
            elif inside and isinstance(part, Piece):
                reader.piece(part)
    line = begun.get(OUTLINE_HEADINGS, document.lines.first_line)
    return Outline(tuple(reader.units), OUTLINE_HEADINGS in begun, OBJECTIVE_HEADINGS in begun, line, tuple(reader.problems))


def _kind_of(title: str, level: int) -> tuple[str, ...] | None:
    """Return the names of the section that a heading begins, if it is one of an outline or of objectives."""
    if not level or (level > 2 and usual_heading(title) in _SHORT):
        return None
    return next((names for names in (OUTLINE_HEADINGS, OBJECTIVE_HEADINGS) if _named(title, names)), None)


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        self.units: list[Unit] = []
        self.problems: list[Problem] = []

    def unmarked_heading(self, piece: Piece) -> None:
        """Say that a line by itself is called as a section is."""
        self.problems.append(problem(
            "B524", self.path, f"{quote(piece.text, 20)}像标题，但没有写成标题。", line=piece.line, column=piece.column,
            hint=f"改为“## {usual_heading(piece.text)}”，前后各空一行。"))

    def table(self, table: Table) -> None:
        heads = [usual_heading(cell.text) for cell in table.head]
        hours_at, content_at, method_at = (_find(heads, names) for names in (HOUR_COLUMNS, CONTENT_COLUMNS, METHOD_COLUMNS))
        if hours_at < 0:
            return
        before = part = len(self.units)
        for number, row in enumerate(table.rows):
            figure = row[hours_at]
            words = [cell.text for cell in row if cell is not figure]
            if any(is_total(text) for text in (*words, figure.text)):
                self.total(figure, before, part)
                part = len(self.units)
            elif not (number == len(table.rows) - 1 and self.is_sum(words, figure, before)):
                content, method = (row[at].text if at >= 0 else "" for at in (content_at, method_at))
                self.unit(figure.line, figure.column, figure.text, row[0].text, content, method)

    def is_sum(self, words: list[str], figure: Piece, before: int) -> bool:
        """Tell whether a last row without a word has the sum of the units above it, two or more."""
        if any(usual_heading(text) for text in words) or len(self.units) - before < 2:
            return False
        try:
            return hours.parse_hours(figure.text) == sum(u.hours for u in self.units[before:])
        except ValueError:
            return False

    def piece(self, piece: Piece) -> None:
        numbered = _ITEM.match(piece.text)
        parts = _with_hours(piece.text) if piece.item or numbered else None
        if parts is None:
            return
        title, text, column = parts
        if not piece.item:
            title = title[numbered.end() :] if numbered else title
        if not is_total(title):
            self.unit(piece.line, piece.column + column, text, title)

    def total(self, figure: Piece, before: int, part: int) -> None:
        """Compare a row of totals with the units above it, or with those since the last such row."""
        written = _DECIMAL.search(unicodedata.normalize("NFKC", figure.text))
        try:
            stated = hours.parse_hours(written[0] if written else "")
        except ValueError:
            return
        counted = sum(u.hours for u in self.units[before:])
        if stated not in (counted, sum(u.hours for u in self.units[part:])) and not any(p.code == "B502" for p in self.problems):
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
    place = next((i for i, head in enumerate(heads) if head in names), -1)
    if place < 0 and names is HOUR_COLUMNS:
        # 学时数, 计划学时, 课时安排: whatever is called so and is no running sum.
        place = next((i for i, h in enumerate(heads) if any(n in h for n in names) and not h.startswith(("累计", "总", "合计"))), -1)
    return place


def _with_hours(text: str) -> tuple[str, str, int] | None:
    """Return title, hours as written and their offset for a line that ends in “(2 学时)”."""
    text = text.rstrip(" 。；;，,.、")
    if not text or text[-1] not in _CLOSE:
        return None
    start = max(text.rfind(c) for c in _OPEN)
    inner = text[start + 1 : -1].strip()
    if start < 0 or not inner.endswith(HOUR_COLUMNS):
        return None
    offset = len(text) - len(text[start + 1 :].lstrip())
    return text[:start].strip(), inner[:-2].rstrip().removesuffix("个").rstrip(), offset
