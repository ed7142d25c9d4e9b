"""JSON Schema (draft 2020-12) of the published data, derived from the model's own field tables."""

from __future__ import annotations

from ..library.kinds import RecordKind
from ..library.schema import ID_PATTERN, Field, Kind
from ..library.upstream import NAME, OF
from ..runtime.values import Object
from .paging import WHOLE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: A record of a library that this one stands on is called by that one's name too, where another record has its ID.
_ID = {"type": "string", "pattern": f"^(?:{NAME.pattern}{OF})?{ID_PATTERN.pattern}$"}
_ORIGIN: Object = {
    "title": "来源", "type": "object", "required": ["library", "title", "id"], "additionalProperties": False,
    "properties": {
        "library": {"type": "string"}, "title": {"type": "string"}, "version": {"type": "string"}, "id": {"type": "string"},
        "changes": {"type": "array", "items": {
            "type": "object", "properties": {"by": {"type": "string"}, "fields": {"type": "array", "items": {"type": "string"}}},
            "required": ["fields"], "additionalProperties": False,
        }},
    },
}
#: How texts of one form are told.
_TEXTS: dict[Kind, Object] = {
    Kind.DATE: {"format": "date"},
    Kind.MONTH: {"pattern": "^(20[0-9]{2}|210[0-9]|2110)(-(0[1-9]|1[0-2]))?$"},
    Kind.TIME: {"pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"},
    Kind.URL: {"format": "uri", "pattern": "^https?://"},
}
_UNIT: Object = {
    "type": "object",
    "properties": {
        "title": {"type": "string"}, "content": {"type": "string"}, "method": {"type": "string"},
        "hours": {"type": "number", "multipleOf": 0.5},
    },
    "required": ["title", "hours"],
}


def value_schema(field: Field) -> Object:
    """Return the schema of one value of a field; of a list, that of an item."""
    if field.kind is Kind.OBJECT:
        return _object(field.fields)
    if field.kind is Kind.HOURS:
        return {
            "type": "number", "multipleOf": 0.5, "minimum": (field.low or 0) / 2, "maximum": (field.high or 0) / 2,
        }
    if field.kind is Kind.BOOL:
        return {"type": "boolean"}
    if field.kind is Kind.INT:
        bounds = {"minimum": field.low, "maximum": field.high}
        return {"type": "integer", **{k: v for k, v in bounds.items() if v is not None}}
    if field.kind is Kind.CHOICE:
        return {"type": "string", "enum": [value for value, _ in field.choices]}
    if field.kind is Kind.ID:
        return dict(_ID)
    if field.kind in _TEXTS:
        return {"type": "string"} | _TEXTS[field.kind]
    text: Object = {"type": "string", "minLength": 1}
    return text | ({"maxLength": field.high} if field.high else {})


def _field(field: Field) -> Object:
    value = value_schema(field)
    if field.many:
        value = {"type": "array", "items": value, **({"minItems": 1} if field.required else {})}
    return notes_of(field) | value


def notes_of(field: Field) -> Object:
    """Return what a schema says to people of a field."""
    return {"title": field.label, **({"description": field.help} if field.help else {})}


def _object(fields: tuple[Field, ...]) -> Object:
    return {
        "type": "object",
        "properties": _properties(fields),
        "required": _required(fields),
        "additionalProperties": False,
    }


def _properties(fields: tuple[Field, ...]) -> Object:
    return {f.name: _field(f) for f in fields}


def _required(fields: tuple[Field, ...]) -> list[str]:
    return [f.name for f in fields if f.required]


def _record(kind: RecordKind) -> Object:
    """Return the schema of a published record; each has an address, an outlined one its units."""
    extra: Object = {"url": {"type": "string"}}
    if kind.outlined:
        extra["units"] = {"type": "array", "items": _UNIT}
    record = _object(kind.schema.fields)
    record["properties"] = {"id": dict(_ID)} | extra | _properties(kind.schema.fields) | {"origin": _ORIGIN}
    record["required"] = ["id", *extra, *_required(kind.schema.fields)]
    return record


def record_schema(kind: RecordKind) -> Object:
    """Return the schema of the file that publishes one record of a kind."""
    return {"$schema": DIALECT, "title": kind.label} | _record(kind)


def records_schema(kind: RecordKind, *, paged: bool = False) -> Object:
    """Return the schema of the file that publishes the records of a kind; of a paged one too, whose pages have the form of a short list."""
    whole: Object = {
        "type": "object",
        "properties": {"version": {"const": 1}, kind.folder: {"type": "array", "items": _record(kind)}},
        "required": ["version", kind.folder],
        "additionalProperties": False,
    }
    head: Object = {"$schema": DIALECT, "title": kind.label}
    if not paged:
        return head | whole
    pages: Object = {
        "type": "object",
        "description": f"超过 {WHOLE} 条时分页：pages 是各页的路径，从本文件所在的文件夹写起；各页按编号接续，格式与不分页的文件相同。",
        "properties": {
            "version": {"const": 1}, "total": {"type": "integer", "minimum": WHOLE + 1},
            "pages": {"type": "array", "items": {"type": "string", "pattern": f"^{kind.folder}/pages/[a-z0-9-]+\\.json$"}},
        },
        "required": ["version", "total", "pages"],
        "additionalProperties": False,
    }
    return head | {"oneOf": [whole, pages]}


def plan_schema() -> Object:
    """Return the schema of ``plan.json``; hour figures there are hours, not half-hours."""
    row: Object = {"type": "array", "items": {"type": "object", "required": ["id", "title"], "properties": {
        "id": {"type": "string"}, "title": {"type": "string"}}}}
    year: Object = {"type": "integer"}
    period: Object = {"type": "object", "properties": {"start": year, "end": year}, "required": ["start", "end"]}
    properties: Object = {
        "version": {"const": 1}, "title": {"type": "string"}, "source": {"type": "string"}, "period": period,
        "hours_per_day": {"type": "integer"},
    }
    properties |= dict.fromkeys(("roles", "tasks", "clauses", "sectors", "topics", "rules"), row)
    return {
        "$schema": DIALECT, "title": "规划数据", "type": "object", "properties": properties, "required": list(properties),
    }
