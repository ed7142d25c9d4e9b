"""Which sheets and columns a workbook has, derived from the model's own field tables.

A record has a row on the sheet of its kind; each of its lists of objects (resources, items, units of the outline) has
a sheet of its own with one row an object, tied to the record by its ID.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from ...library.kinds import KINDS, RecordKind
from ...library.schema import Field, Kind, Schema
from ...runtime.hours import COURSE_MAX, COURSE_MIN

#: The outline stands in a course's body, so the model's table does not have it; here it travels like any other list.
UNITS = Field("units", "大纲", Kind.OBJECT, many=True, fields=(
    Field("title", "单元", Kind.LONG, required=True),
    Field("content", "内容要点", Kind.LONG),
    Field("method", "方式", Kind.LONG),
    Field("hours", "学时", Kind.HOURS, required=True, low=COURSE_MIN, high=COURSE_MAX),
))


def _with_units(kind: RecordKind) -> Schema:
    schema = kind.schema
    return dataclasses.replace(schema, fields=(*schema.fields, UNITS)) if kind.outlined else schema


SCHEMAS: dict[str, Schema] = {kind.name: _with_units(kind) for kind in KINDS.values() if kind.sheet}

ID = Field("id", "编号", Kind.ID, required=True, help="文件名就是编号：小写字母、数字和短横线，最多 64 个字符。")
GUIDE, VOCABULARY = "说明", "词表"
#: Columns that help people and are not read.
FINGERPRINTS, FINGERPRINT = "导出记录", "导出指纹"
IGNORED = ("序号", "备注", FINGERPRINT)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``name`` is the field's, with the object's before it where there is one (``reviewed.by``)."""

    name: str
    label: str
    field: Field
    required: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: the records of a kind, or, where ``list`` names a field, the objects in that list of each record.

    The first column holds the record's ID; on a sheet of objects the second shows the record's title and is not read.
    """

    title: str
    schema: Schema
    columns: tuple[Column, ...]
    list: Field | None = None

    @property
    def key(self) -> str:
        """The label of the column with the record's ID."""
        return f"{self.schema.label}{ID.label}" if self.list else ID.label

    @property
    def shown(self) -> str:
        """The label of the column that only shows the record's title; empty on a sheet of records."""
        return f"{self.schema.label}名称" if self.list else ""


def _columns(fields: tuple[Field, ...]) -> tuple[Column, ...]:
    columns: list[Column] = []
    for field in fields:
        if field.kind is not Kind.OBJECT:
            columns.append(Column(field.name, field.label, field, field.required))
        elif not field.many:
            columns += [Column(f"{field.name}.{f.name}", f.label, f) for f in field.fields]
    return tuple(columns)


def _sheets(schema: Schema) -> list[Sheet]:
    lists = [f for f in schema.fields if f.kind is Kind.OBJECT and f.many]
    lists.sort(key=lambda f: f is not UNITS)
    return [
        Sheet(schema.label, schema, _columns(schema.fields)),
        *(Sheet(f"{schema.label}{f.label}", schema, _columns(f.fields), f) for f in lists),
    ]


SHEETS: tuple[Sheet, ...] = tuple(sheet for schema in SCHEMAS.values() for sheet in _sheets(schema))
BY_TITLE = {sheet.title: sheet for sheet in SHEETS}


def sheet_of(kind: str, name: str = "") -> Sheet:
    """Return the sheet of a kind of record, or of one of its lists."""
    return next(s for s in SHEETS if s.schema.kind == kind and (s.list.name if s.list else "") == name)


def help_of(field: Field) -> str:
    """Return what to fill in, in the words of a spreadsheet."""
    if field.kind is Kind.BOOL:
        return "填“是”或“否”。"
    if field.kind is Kind.CHOICE:
        return "从下拉列表里选；几项之间用顿号隔开。" if field.many else "从下拉列表里选。"
    if field.ref:
        return "填编号或名称，几项之间用顿号隔开。" if field.many else "从下拉列表里选，或填编号、名称。"
    if field.many:
        return f"{field.help}几项之间用顿号隔开。"
    return field.help
