"""JSON Schema (draft 2020-12) of the published data, derived from the model's own field tables."""

from __future__ import annotations

from typing import Any

from ..library.kinds import RecordKind
from ..library.schema import Field, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = {"type": "string", "pattern": "^[a-z0-9-]{1,64}$"}
_UNIT = {
    "type": "object",
    "properties": {
        "title": {"type": "string"}, "content": {"type": "string"}, "method": {"type": "string"},
        "hours": {"type": "number", "multipleOf": 0.5},
    },
    "required": ["title", "hours"],
}


def value_schema(field: Field) -> dict[str, Any]:
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
        return {"type": "integer"} | {k: v for k, v in bounds.items() if v is not None}
    if field.kind is Kind.CHOICE:
        return {"type": "string", "enum": [value for value, _ in field.choices]}
    if field.kind is Kind.ID:
        return dict(_ID)
    if field.kind is Kind.DATE:
        return {"type": "string", "format": "date"}
    if field.kind is Kind.URL:
        return {"type": "string", "format": "uri", "pattern": "^https?://"}
    text: dict[str, Any] = {"type": "string", "minLength": 1}
    return text | ({"maxLength": field.high} if field.high else {})


def _field(field: Field) -> dict[str, Any]:
    value = value_schema(field)
    if field.many:
        value = {"type": "array", "items": value} | ({"minItems": 1} if field.required else {})
    notes = {"title": field.label} | ({"description": field.help} if field.help else {})
    return notes | value


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {f.name: _field(f) for f in fields},
        "required": [f.name for f in fields if f.required],
        "additionalProperties": False,
    }


def records_schema(kind: RecordKind) -> dict[str, Any]:
    """Return the schema of the file that publishes the records of a kind; each has an address, an outlined one its units."""
    extra: dict[str, Any] = {"url": {"type": "string"}}
    if kind.outlined:
        extra["units"] = {"type": "array", "items": _UNIT}
    record = _object(kind.schema.fields)
    record["properties"] = {"id": dict(_ID)} | extra | record["properties"]
    record["required"] = ["id", *extra, *record["required"]]
    return {
        "$schema": DIALECT,
        "title": kind.label,
        "type": "object",
        "properties": {"version": {"const": 1}, kind.folder: {"type": "array", "items": record}},
        "required": ["version", kind.folder],
        "additionalProperties": False,
    }


def plan_schema() -> dict[str, Any]:
    """Return the schema of ``plan.json``; hour figures there are hours, not half-hours."""
    row = {"type": "array", "items": {"type": "object", "required": ["id", "title"], "properties": {
        "id": {"type": "string"}, "title": {"type": "string"}}}}
    period = {"type": "object", "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}}, "required": ["start", "end"]}
    properties: dict[str, Any] = {
        "version": {"const": 1}, "title": {"type": "string"}, "source": {"type": "string"}, "period": period,
        "hours_per_day": {"type": "integer"},
    }
    properties |= dict.fromkeys(("tasks", "clauses", "sectors", "topics", "rules"), row)
    return {
        "$schema": DIALECT, "title": "规划数据", "type": "object", "properties": properties, "required": list(properties),
    }
