"""A sheet read as a list of courses: rows that are none left out and told, cells understood, every value with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...library.model import Plan
from ...problems.record import quote
from ..spreadsheet.cells import Cell, Unreadable, text_of
from ..spreadsheet.places import Place, SheetProblem, problem_at
from ..spreadsheet.tables import Row, Table
from . import meanings, words
from .guesses import Certainty, Course, Guess, Listed, Matched, Skipped
from .heads import Head

_MAX_TITLE = 80
_ORDINAL = re.compile(r"(?:[0-9]{1,3}\s*[.、．)）]|[(（][0-9]{1,3}[)）]|[①-⑳])\s*(?=\S)")
_NUMERAL = "[一二三四五六七八九十0-9]{1,3}"
_PART = re.compile(rf"(?:{_NUMERAL}、|[(（]{_NUMERAL}[)）]|第{_NUMERAL}[部分章节模块板块单元类]+)")
_SUM = re.compile(r"共?计?[^\d]{0,4}\d+[^\d]{0,2}(?:门|节|个?学时|个?课时)")
_REQUIRED = ("topic", "audience", "hours", "theory")
_LONGEST_SAID = 200


def read_list(
    table: Table, order: int, head: Head, plan: Plan, people: Mapping[str, Mapping[str, str]]
) -> tuple[Listed, list[SheetProblem]]:
    """Return a table as a list of courses, and what of its rows and cells could not be read.

    ``people`` has the IDs of lecturers and venues by their names.
    """
    columns = [c if c.index not in table.hidden_columns else Matched(c.index, c.heading) for c in head.columns]
    reader = _Reader(table, order, head, columns, plan, people)
    listed = Listed(table.name, order, head.row, columns)
    listed.hidden = [c.heading for c in head.columns if c.index in table.hidden_columns]
    listed.skipped += [Skipped(number, text, "表头上面的说明") for number, text in head.above if text]
    for row in reader.rows:
        reader.row(row, listed)
    if any(g.field == "theory" for c in listed.courses for g in c.guesses.values()):
        reader.untick(listed)
    return listed, reader.problems


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell that says something, and the field that its column is read as."""

    field: str
    cell: Cell
    text: str
    place: Place


class _Reader:
    """Reads the rows below a head. ``section`` is the heading inside the list under which rows stand."""

    def __init__(
        self, table: Table, order: int, head: Head, columns: Sequence[Matched], plan: Plan, people: Mapping[str, Mapping[str, str]]
    ) -> None:
        self.table, self.order, self.head, self.plan, self.people = table, order, head, plan, people
        self.by_field = {c.field: c for c in columns if c.field}
        self.problems: list[SheetProblem] = []
        self.section: tuple[str, int] = ("", 0)
        self.widest = max((len([c for c in r.cells if text_of(c).strip()]) for r in table.rows[head.rows :]), default=0)
        self.rows = _filled_down(table, head)

    def place(self, row: int, column: Matched | None) -> Place:
        where = (column.index + 1, column.heading) if column else (0, "")
        return Place(self.order, self.table.name, row, *where)

    def cell(self, row: Row, field: str) -> Cell:
        column = self.by_field.get(field)
        return row.cells[column.index] if column and column.index < len(row.cells) else None

    def row(self, row: Row, listed: Listed) -> None:
        """Read one row into the list."""
        texts = [text_of(c).strip() for c in row.cells]
        filled = [t for t in texts if t]
        title = _title(text_of(self.cell(row, "title")))
        why = self._no_course(row, filled, title)
        if why:
            listed.skipped.append(Skipped(row.number, " ".join(filled)[:40], why))
            return
        at = self.place(row.number, self.by_field["title"])
        if not title or meanings.says_nothing(title):
            self.problems.append(problem_at(at, "X921", f"没有课程名称，这一行没有读：{quote(' '.join(filled), 30)}。",
                                            "是课程就填上名称；不是就不用管。"))
            listed.skipped.append(Skipped(row.number, " ".join(filled)[:40], "没有课程名称"))
        elif len(title) > _MAX_TITLE:
            self.problems.append(problem_at(at, "X921", f"课程名称有 {len(title)} 字，超过 {_MAX_TITLE} 字，这一行没有读。",
                                            "把名称写短，其余写进简介。"))
            listed.skipped.append(Skipped(row.number, title[:40], "课程名称太长"))
        else:
            listed.courses.append(self._course(row, title, at))

    def _no_course(self, row: Row, filled: list[str], title: str) -> str:
        """Return what a row is that is no course: a sum, a note, a repeated header, a heading inside the list."""
        first = meanings.plain(filled[0]) if filled else ""
        bare = re.sub(r"\s+", "", first)
        if any(bare.startswith(t) for t in words.TOTALS) or (len(filled) < self.widest and _SUM.fullmatch(bare)):
            return "合计"
        if re.sub(r"\s+", "", meanings.plain(title)) in words.TOTALS:
            return "合计"
        label = re.split(r"[:：;（(]|\d", bare, maxsplit=1)[0]
        if (label in words.NOTES and len(bare) > len(label)) or (bare in words.NOTES and len(filled) < self.widest):
            return "附注"
        headings = {c.heading for c in self.head.columns}
        if len(filled) > 1 and all(" ".join(meanings.plain(t).split()) in headings for t in filled):
            return "重复的表头"
        if len(filled) == 1 and self.widest > 1 and (self._wide(row.number) or _PART.match(bare) or not (title or self._is_read(row))):
            self.section = (first, row.number)
            return "小标题"
        return ""

    def _is_read(self, row: Row) -> bool:
        """Tell whether a column that is read has something in a row."""
        return any(text_of(self.cell(row, field)).strip() for field in self.by_field)

    def _wide(self, number: int) -> bool:
        return any(top <= number <= bottom and right - left >= 1 for top, left, bottom, right in self.table.merged)

    def _course(self, row: Row, title: str, at: Place) -> Course:
        course = Course(self.place(row.number, None), title)
        written = text_of(self.cell(row, "title")).strip()
        self._put(course, "title", title, at, written, sure=title == written)
        code = text_of(self.cell(row, "id")).strip()
        if code:
            self._put(course, "id", code, self.place(row.number, self.by_field["id"]), code, sure=True)
        readers = {
            "audience": self._audience, "hours": self._hours, "theory": self._theory, "methods": self._methods, "level": self._level,
            "kind": self._kind, "updated": self._date, "reviewed.on": self._date, "lecturers": self._people, "venues": self._people,
            "summary": self._text, "provider": self._text, "version": self._text, "reviewed.by": self._text, "keywords": self._words,
        }
        for field, read in readers.items():
            cell = self.cell(row, field)
            text = text_of(cell).strip()
            place = self.place(row.number, self.by_field.get(field))
            if isinstance(cell, Unreadable):
                self._refuse(course, field, place, "", f"{cell.why}。")
            elif not meanings.says_nothing(text):
                read(course, _Said(field, cell, text, place))
        self._review(course)
        self._context(course)
        self._topic(course, row)
        for field in _REQUIRED:
            if field not in course.guesses:
                self._put(course, field, None, self.place(row.number, self.by_field.get(field)), "", sure=False)
        return course

    def _put(self, course: Course, field: str, value: object, place: Place, said: str, *, sure: bool) -> None:
        certainty = Certainty.MISSING if value is None else Certainty.SURE if sure else Certainty.GUESS
        column = self.by_field.get(field)
        if certainty is Certainty.SURE and column and column.certainty is Certainty.GUESS:
            certainty = Certainty.GUESS
        course.guesses[field] = Guess(field, value, place, said[:_LONGEST_SAID], certainty)

    def _refuse(self, course: Course, field: str, place: Place, said: str, why: str, hint: str = "") -> None:
        """Tell of a cell that is not understood; what it says stays in the draft."""
        self.problems.append(problem_at(place, "X922", why, hint or "草稿里先空着，以后填；也可以改好这一格再导入。"))
        self._put(course, field, None, place, said, sure=False)
        if said:
            course.notes.append(f"{place.heading}：{' '.join(said.split())[:_LONGEST_SAID]}")

    def _hours(self, course: Course, said: _Said) -> None:
        found = meanings.hours_of(said.text, self.by_field[said.field].unit, self.plan.hours_per_day)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=found.sure)
        else:
            why = f"看不出{quote(said.text, 20)}是几学时。"
            self._refuse(course, said.field, said.place, said.text, why, "写成“4学时”“半天”“1天”，0.5 学时的整数倍。")

    def _audience(self, course: Course, said: _Said) -> None:
        found, roles = meanings.audience_of(said.text, self.plan)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=found.sure)
            if roles:
                self._put(course, "roles", roles.value, said.place, said.text, sure=False)
        if found is None or found.left:
            left = found.left if found else said.text
            self.problems.append(problem_at(said.place, "X922", f"看不出{quote(left, 20)}是哪个领域的党员。",
                                            "原话写在草稿开头，请在草稿里补上。"))
            course.notes.append(f"{said.place.heading}：{' '.join(said.text.split())[:_LONGEST_SAID]}")
        if found is None:
            self._put(course, said.field, None, said.place, said.text, sure=False)

    def _theory(self, course: Course, said: _Said) -> None:
        found = meanings.flag_of(said.text)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=True)
        else:
            self._refuse(course, said.field, said.place, said.text, f"看不出{quote(said.text, 20)}是“是”还是“否”。")

    def _methods(self, course: Course, said: _Said) -> None:
        found = meanings.methods_of(said.text)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=found.sure)
        if found is None or found.left:
            left = found.left if found else said.text
            self.problems.append(problem_at(said.place, "X922", f"看不出{quote(left, 20)}是哪种授课方式。", "原话写在草稿开头。"))
            course.notes.append(f"{said.place.heading}：{' '.join(said.text.split())[:_LONGEST_SAID]}")

    def _level(self, course: Course, said: _Said) -> None:
        found = meanings.level_of(said.text)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=found.sure)
        else:
            self._refuse(course, said.field, said.place, said.text, f"看不出{quote(said.text, 20)}是哪一级。")

    def _kind(self, course: Course, said: _Said) -> None:
        found = meanings.kind_of(said.text)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=found.sure)
        else:
            course.notes.append(f"{said.place.heading}：{' '.join(said.text.split())[:_LONGEST_SAID]}")

    def _date(self, course: Course, said: _Said) -> None:
        found = meanings.day_of(said.cell, said.text, since_1904=self.table.since_1904)
        if found:
            self._put(course, said.field, found.value, said.place, said.text, sure=True)
        else:
            self._refuse(course, said.field, said.place, said.text, f"{quote(said.text, 20)}不是日期。", "写成 2026-10-15。")

    def _review(self, course: Course) -> None:
        """Leave half a review open: who reviewed a course and when stand together in a file, or not at all."""
        halves = {name: g for name in ("reviewed.by", "reviewed.on") if (g := course.guesses.get(name)) and g.value is not None}
        if len(halves) == 1:
            (name, guess), = halves.items()
            why = "没有写什么时候审核的" if name == "reviewed.by" else "没有写谁审核的"
            self._put(course, name, None, guess.place, guess.said, sure=False)
            course.notes.append(f"{guess.place.heading}：{' '.join(guess.said.split())}（{why}，没有填）")

    def _people(self, course: Course, said: _Said) -> None:
        known = self.people["lecturer" if said.field == "lecturers" else "venue"]
        names = meanings.names_in(said.text)
        found = [known[name] for name in names if name in known]
        if found:
            self._put(course, said.field, found, said.place, said.text, sure=len(found) == len(names) and said.text in known)
        if len(found) < len(names):
            label = "讲师" if said.field == "lecturers" else "场地"
            course.notes.append(f"{said.place.heading}：{' '.join(said.text.split())[:_LONGEST_SAID]}（库里没有同名的{label}，没有填）")
            if not found:
                self._put(course, said.field, None, said.place, said.text, sure=False)

    def _text(self, course: Course, said: _Said) -> None:
        value = said.text if said.field == "summary" else " ".join(said.text.split())
        self._put(course, said.field, value, said.place, said.text, sure=True)

    def _words(self, course: Course, said: _Said) -> None:
        parts = [p for p in re.split(r"[、，,;；\s]+", said.text) if p]
        self._put(course, said.field, list(dict.fromkeys(parts)), said.place, said.text, sure=True)

    def _context(self, course: Course) -> None:
        """Take the audience from what stands around a row, where the row has none: a heading, the sheet's name, the title above."""
        if "audience" in course.guesses:
            return
        around = [self.section, (self.table.name, 0), *((text, number) for number, text in self.head.above)]
        for text, number in around:
            found, _ = meanings.audience_of(text, self.plan) if text else (None, None)
            whole = meanings.plain(text)
            if found and found.value and any(word in whole for word, _ in words.AUDIENCES):
                self._put(course, "audience", found.value, Place(self.order, self.table.name, number, 1 if number else 0), text, sure=False)
                return

    def _topic(self, course: Course, row: Row) -> None:
        """Find the topic by its own column, the heading above the row and the title; what it says of theory follows."""
        column = self.by_field.get("topic")
        cell = self.cell(row, "topic")
        said = "" if isinstance(cell, Unreadable) else text_of(cell).strip()
        audience = course.guesses["audience"].value if "audience" in course.guesses else None
        theory = course.guesses["theory"].value if "theory" in course.guesses else None
        place = self.place(row.number, column)
        for text, where in ((said, place), (self.section[0], Place(self.order, self.table.name, self.section[1], 1)),
                            (course.title, self.place(row.number, self.by_field["title"]))):
            found = meanings.topic_of([text], audience or [], theory, self.plan) if text else None
            if found:
                self._put(course, "topic", found.value, where, text, sure=found.sure and text == said)
                break
        if said and not (course.guesses.get("topic") and course.guesses["topic"].said == said):
            course.notes.append(f"{place.heading}：{' '.join(said.split())[:_LONGEST_SAID]}")
        if theory is None and "topic" in course.guesses:
            rule = self.plan.topics[course.guesses["topic"].value].theory
            if rule != "either":
                at = course.guesses["topic"].place
                self._put(course, "theory", rule == "required", at, f"专题{course.guesses['topic'].said}", sure=False)

    def untick(self, listed: Listed) -> None:
        """Read empty cells of a column of ticks as no: whoever ticks leaves the others empty."""
        column = self.by_field.get("theory")
        if column is None:
            return
        said = {meanings.plain(g.said) for c in listed.courses if (g := c.guesses["theory"]).place.column == column.index + 1} - {""}
        if not said or not said <= words.TICKS:
            return
        for course in listed.courses:
            topic = course.guesses["topic"].value
            if course.guesses["theory"].value is None and not (topic and self.plan.topics[topic].theory == "required"):
                self._put(course, "theory", False, course.guesses["theory"].place, "（空着，别的行打√）", sure=False)


def _title(text: str) -> str:
    """Return a title on one line, without the number before it."""
    line = "".join(part.strip() for part in text.split("\n"))
    return _ORDINAL.sub("", " ".join(line.split()), count=1) if _ORDINAL.match(line) else " ".join(line.split())


def _filled_down(table: Table, head: Head) -> list[Row]:
    """Return the rows below a head; what is merged over several rows stands in each of them."""
    body = table.rows[head.rows :]
    by_number = {row.number: list(row.cells) for row in body}
    for top, left, bottom, _ in table.merged:
        if top <= head.row or bottom == top or top not in by_number or left > len(by_number[top]):
            continue
        value = by_number[top][left - 1]
        for number in _within(by_number, top + 1, bottom):
            cells = by_number[number]
            cells += [None] * (left - len(cells))
            if not text_of(cells[left - 1]).strip():
                cells[left - 1] = value
    return [Row(number, tuple(cells)) for number, cells in by_number.items()]


def _within(rows: Mapping[int, list[Cell]], first: int, last: int) -> Iterator[int]:
    """Yield the numbers of rows that there are in a span, whatever a file claims of its length."""
    if last - first > len(rows):
        return (n for n in rows if first <= n <= last)
    return (n for n in range(first, last + 1) if n in rows)
