"""A file to begin with: a record's fields as its schema has them, with help beside each, and marked places to fill.

Required fields without a value stay empty and are marked in a comment; the body marks its places with ``unfinished.BLANK``. Both
are errors to ``check``, which so points at what is still to be filled. Optional fields stand in comments with an example.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..library.kinds import RecordKind
from ..library.meaning import is_good
from ..library.outline import CONTENT_COLUMNS, HOUR_COLUMNS, METHOD_COLUMNS, OBJECTIVE_HEADINGS, OUTLINE_HEADINGS
from ..library.schema import METHODS, Field, Kind, Schema
from ..library.unfinished import HOURS, blank
from ..runtime.hours import parse_hours
from ..syntax.yaml import writer

#: Stands in the comment of every required field that has no value yet.
MARK = "←填"
Values = Mapping[str, str | Sequence[str]]
_UNQUOTED = (Kind.HOURS, Kind.INT, Kind.BOOL, Kind.DATE)
_ID_EXAMPLE, _DATE_EXAMPLE = "编号", "2026-10-15"
#: Whole numbers from here on are years.
_FIRST_YEAR = 2000
_FILE_EXAMPLE, _URL_EXAMPLE = "notes/handout.pdf", "https://www.12371.cn/"


def template(kind: RecordKind, values: Values, year: int) -> str:
    """Return the text of a new file. ``values`` are fields' values as authors would write them, those known already.

    ``year`` is what examples of years say.
    """
    rows = list(_metadata(kind.schema, values, year))
    if not kind.markdown:
        return "\n".join(rows) + "\n"
    return "\n".join(["---", *rows, "---", "", *_body(kind, values)]) + "\n"


def _metadata(schema: Schema, values: Values, year: int) -> Iterator[str]:
    yield f"# 新建的{schema.label}。“#”后面的字是说明，不会出现在网页上，可以删去。标着“{MARK}”的几行必须填。"
    for field in schema.fields:
        if field.required:
            yield from _required(field, values, year)
    if any(f.name == "status" for f in schema.fields):
        yield "status: draft  # 草稿，预览时才看得见；写好后改成 published，或删去这一行。"
    yield "# 下面各项可写可不写：要写的，删去行首的“# ”，再换成自己的内容。"
    for field in schema.fields:
        if not field.required and field.name != "status":
            yield from (f"# {line}" for line in _example(field, year))


def _required(field: Field, values: Values, year: int) -> Iterator[str]:
    value = values.get(field.name)
    written = "" if value is None else _written(field, value)
    mark = "" if written else f"{MARK} "
    yield f"{field.name}: {written}  # {mark}{_about(field)}".replace(":   #", ":  #")
    if field.kind is Kind.OBJECT and not written:
        yield "# 一行一项，删去行首的“# ”再填："
        yield from (f"#   - {_mapping(field, year)}" for _ in range(2))


def _written(field: Field, value: str | Sequence[str]) -> str:
    """Return values that stand there as their author's words: what is no text needs no quotes."""
    if not isinstance(value, str):
        return writer.sequence(_written(field, v) for v in value)
    return value if field.kind in _UNQUOTED and is_good(field, value, {}) else writer.scalar(value)


def _example(field: Field, year: int) -> Iterator[str]:
    if field.keyed:
        key, *others = field.fields
        inner = writer.mapping((f.name, _one(f, year)) for f in others)
        yield f"{field.name}:  # {_about(field)}"
        yield f"  {_one(key, year)}: {inner}"
        return
    if field.kind is Kind.OBJECT and field.many:
        yield f"{field.name}:  # {_about(field)}"
        yield f"  - {_mapping(field, year)}"
        return
    one = _mapping(field, year) if field.kind is Kind.OBJECT else _one(field, year)
    yield f"{field.name}: {f'[{one}]' if field.many else one}  # {_about(field)}"


def _mapping(field: Field, year: int) -> str:
    """Return an object on one line, with the fields it needs; of those that exclude each other the first."""
    needed = [f for f in field.fields if f.required or f.name in field.one_of[:1]]
    return writer.mapping((f.name, _one(f, year)) for f in needed)


def _one(field: Field, year: int) -> str:
    """Return an example of one value, valid but for names of records, which nobody can know."""
    if field.choices:
        return field.choices[0][0]
    examples = {
        Kind.ID: _ID_EXAMPLE, Kind.BOOL: "true", Kind.DATE: _DATE_EXAMPLE, Kind.URL: writer.scalar(_URL_EXAMPLE),
        Kind.FILE: _FILE_EXAMPLE,
        Kind.MONTH: _DATE_EXAMPLE[:7], Kind.TIME: writer.scalar("09:00"),
        Kind.INT: str(year if (field.low or 0) >= _FIRST_YEAR else field.high or 1), Kind.HOURS: "2",
    }
    return examples.get(field.kind, field.label)


def _about(field: Field) -> str:
    choices = "，".join(f"{value} {label}" for value, label in field.choices)
    more = " ".join(filter(None, (field.help, f"可选：{choices}。" if choices else "")))
    return f"{field.label}：{more}" if more else field.label


def _body(kind: RecordKind, values: Values) -> list[str]:
    if not kind.outlined:
        return [blank(kind.prompt)]
    hours = str(values.get("hours", ""))
    try:
        parse_hours(hours)
    except ValueError:
        hours = blank(HOURS)
    columns = f"| 单元 | {CONTENT_COLUMNS[0]} | {METHOD_COLUMNS[0]} | {HOUR_COLUMNS[0]} |"
    return [
        f"## {OBJECTIVE_HEADINGS[0]}", "", f"- 能{blank('学完能做到的事')}", "",
        f"## {OUTLINE_HEADINGS[0]}", "", columns, "| --- | --- | --- | ---: |",
        f"| 1. {blank('单元名称')} | {blank('讲什么')} | {METHODS[0][1]} | {hours} |",
    ]
