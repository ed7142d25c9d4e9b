"""JSON Schema (draft 2020-12) of content files as authors write them: for editors, for the form, for other programs.

Topics and sectors are those of the library's plan, so that an editor can offer them. ``x-kind`` and ``x-ref`` carry what
JSON Schema has no word for (``courselib.library.schema``); programs that do not know them pass over them.
"""

from __future__ import annotations

from ..library.kinds import KINDS
from ..library.model import ALL, Plan
from ..library.schema import COURSE, FIRST_YEAR, LAST_YEAR, MAX_ITEMS, PLAN_LISTS, Field, Kind, Schema
from ..runtime.values import Object
from .jsonschema import DIALECT, notes_of, value_schema

#: Relative, below its root on every system, without what a web address or Windows would take otherwise.
_FILE_PATTERN = r'^(?!\.{0,2}(/|$))(?!.*/\.{0,2}(/|$))[^\\:*?"<>|%#]+$'
_THEORY = {"required": "计入创新理论", "excluded": "不计入创新理论", "either": "是否计入创新理论由课程注明"}


def source_schemas(plan: Plan) -> dict[str, Object]:
    """Return the schemas of content files by kind: of the front matter of Markdown, of others whole."""
    return {kind.name: _document(kind.schema, plan) for kind in KINDS.values() if kind.described}


def course_source_schema(plan: Plan) -> Object:
    """Return the schema of a course's front matter."""
    return _document(COURSE, plan)


def _document(schema: Schema, plan: Plan) -> Object:
    return {"$schema": DIALECT, "title": schema.label} | _object(schema.fields, plan)


def _object(fields: tuple[Field, ...], plan: Plan) -> Object:
    return {
        "type": "object",
        "properties": {f.name: _field(f, plan) for f in fields},
        "required": [f.name for f in fields if f.required],
        "additionalProperties": False,
    }


def _field(field: Field, plan: Plan) -> Object:
    value = _value(field, plan)
    if field.keyed:
        key, *others = field.fields
        value = {"type": "object", "x-keyed": key.name, "patternProperties": {"^[0-9]{1,9}$": _object(tuple(others), plan)},
                 "additionalProperties": False}
    elif field.many:
        bounds: Object = {"maxItems": MAX_ITEMS, **({"minItems": 1} if field.required else {})}
        if field.kind is not Kind.OBJECT:
            bounds["uniqueItems"] = True
        value = {"type": "array", "items": value, **bounds}
    return notes_of(field) | value


def _value(field: Field, plan: Plan) -> Object:
    kind: Object = {"x-kind": field.kind.value, **({"x-ref": field.ref} if field.ref else {})}
    if field.kind is Kind.OBJECT:
        value = _object(field.fields, plan)
        if field.one_of:
            value["oneOf"] = [{"required": [name]} for name in field.one_of]
        return kind | value
    if field.ref == "topic":
        return kind | _named({t.id: _topic_words(t.id, plan) for t in plan.topics.values()})
    if field.ref in PLAN_LISTS:
        return kind | _named({key: title for key, title in plan.names(field.ref).items() if field.many or key != ALL})
    if field.kind is Kind.CHOICE:
        return kind | _named(dict(field.choices))
    if field.kind is Kind.FILE:
        return {**kind, "type": "string", "pattern": _FILE_PATTERN}
    value = value_schema(field)
    if field.kind in (Kind.TEXT, Kind.MONTH):
        if field.kind is Kind.MONTH:
            value |= {"minimum": FIRST_YEAR, "maximum": LAST_YEAR}
        value["type"] = ["string", "number"]  # what is written without quotes is read as text all the same
    return kind | value


def _named(names: dict[str, str]) -> Object:
    """Return a choice; editors show the descriptions beside the values."""
    return {"type": "string", "enum": list(names), "enumDescriptions": list(names.values())}


def _topic_words(key: str, plan: Plan) -> str:
    topic = plan.topics[key]
    owner = "全体党员" if topic.sector == ALL else plan.sectors[topic.sector].title
    return f"{topic.title}（{owner}，规划{topic.clause}，{_THEORY[topic.theory]}）"
