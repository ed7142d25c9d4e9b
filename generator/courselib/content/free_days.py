"""What a planner says of the year's days, in a YAML file: which are blocked, and when lecturers, venues and classes can be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..curricula.timetable.days import Free, Span, parse_span
from ..library import nodes
from ..library.fields import FieldReader
from ..library.model import Library
from ..library.schema import Field, Kind, Schema
from ..library.source import MAX_TEXT_BYTES, decode
from ..problems import ERROR, Problem, problem
from ..problems.record import quote
from ..runtime.errors import ContentError, SystemFault
from ..runtime.values import Values
from . import files

_SPANS = "写成 2027-02-08..2027-02-19，或一天 2027-05-04。"
_BLOCKED = Field("blocked", "不排的日子", Kind.TEXT, many=True, help=_SPANS)
_WITHIN = Field("within", "可排的日子", Kind.TEXT, many=True, help=_SPANS)
CALENDAR = Schema("calendar", "日历", (
    _BLOCKED,
    _WITHIN,
    Field("lecturers", "讲师", Kind.OBJECT, many=True, keyed=True, fields=(Field("lecturer", "讲师", Kind.ID, required=True), _BLOCKED)),
    Field("venues", "场地", Kind.OBJECT, many=True, keyed=True, fields=(Field("venue", "场地", Kind.ID, required=True), _BLOCKED)),
    Field("classes", "培训班", Kind.OBJECT, many=True, keyed=True, fields=(Field("class", "培训班", Kind.ID, required=True), _WITHIN)),
))


def read_free_days(file: Path, library: Library) -> Free:
    """Return what a calendar file says.

    Raises ``SystemFault`` when it cannot be read, ``ContentError`` with every fault and its line when something in it is wrong.
    """
    shown = file.as_posix()
    try:
        data = files.read_bytes(file.parent, file.name, MAX_TEXT_BYTES)
    except OSError as error:
        raise SystemFault(f"文件“{shown}”读不出来（{error.strerror}）。", "检查路径和权限；符号链接不予读取。") from error
    text, problems = decode(data, shown)
    parsed = nodes.parse(text or "", shown)
    reader = FieldReader(shown, mendable=False)
    problems += parsed.problems
    if parsed.root is not None and not isinstance(parsed.root, nodes.Mapping):
        problems.append(problem("Y209", shown, "内容不是“字段: 值”的形式。", hint="如 “blocked: [2027-02-08..2027-02-19]”。"))
    values = reader.record(CALENDAR, parsed.root) if isinstance(parsed.root, nodes.Mapping) else {}
    spans = _Spans(shown, reader)
    free = Free(
        spans.spans(values, "blocked"), spans.spans(values, "within"),
        spans.by_id(values, "lecturers", "lecturer", "blocked", library.lecturers),
        spans.by_id(values, "venues", "venue", "blocked", library.venues),
        spans.by_id(values, "classes", "class", "within", library.classes),
    )
    faults = [p for p in [*problems, *reader.problems] if p.severity == ERROR] + spans.problems
    if faults:
        lines = [f"{p.path}:{p.line} {p.message}{p.hint}" for p in sorted(set(faults))]
        raise ContentError("\n  · ".join(["日历文件有错误：", *lines]), "按上面的提示改好再运行。")
    return free


class _Spans:
    """Turns texts into spans and gathers what is wrong with them."""

    def __init__(self, path: str, reader: FieldReader) -> None:
        self.path = path
        self.reader = reader
        self.problems: list[Problem] = []

    def spans(self, values: Values, name: str, place: str = "") -> tuple[Span, ...]:
        parsed = []
        for index, text in enumerate(values.get(name, ())):
            span = parse_span(text)
            if span is None:
                self._say(f"{place}{name}[{index}]", f"{quote(text)} 不是日期。", _SPANS)
            else:
                parsed.append(span)
        return tuple(parsed)

    def by_id(self, values: Values, name: str, key: str, inner: str, known: Iterable[str]) -> dict[str, tuple[Span, ...]]:
        spans_by_id: dict[str, tuple[Span, ...]] = {}
        for index, row in enumerate(values.get(name, ())):
            if row[key] not in known:
                self._say(f"{name}[{index}]", f"{quote(row[key])} 不存在。", f"写课程库里有的编号（{name}）。")
            spans_by_id[row[key]] = self.spans(row, inner, f"{name}[{index}].")
        return spans_by_id

    def _say(self, place: str, message: str, hint: str) -> None:
        mark = self.reader.marks.get(place) or self.reader.marks.get(place.split("[", maxsplit=1)[0])
        line, column = (mark.line, mark.column) if mark else (1, 1)
        self.problems.append(problem("M304", self.path, message, line=line, column=column, hint=hint))
