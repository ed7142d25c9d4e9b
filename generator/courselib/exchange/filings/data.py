"""A filing as JSON: the figures that the sheet for Word and the workbook show, hours and days as numbers."""

from __future__ import annotations

from dataclasses import asdict

from ...curricula.filing import FiledClass, FiledTotals, Filing
from ...runtime.hours import hours_number
from ...runtime.values import Object
from ..jsonschema import DIALECT


def filing_json(filing: Filing) -> Object:
    """Return the public JSON form of a filing; what is not settled yet is empty or 0."""
    return {
        "version": 1,
        "year": filing.year,
        "sector": filing.sector,
        "totals": _totals(filing.totals),
        "levels": {level: _totals(totals) for level, totals in filing.levels},
        "classes": [_class(row) for row in filing.rows],
        "unassigned": [
            {"curriculum": i.curriculum, "sector": i.sector, "role": i.role, "course": i.course, "title": i.course_title,
             "hours": hours_number(i.hours), "theory_hours": hours_number(i.theory), "level": i.level, "on": i.on}
            for i in filing.loose
        ],
        "unassigned_hours": hours_number(filing.loose_hours),
        "unassigned_theory_hours": hours_number(filing.loose_theory),
    }


def _totals(totals: FiledTotals) -> Object:
    return {
        "classes": totals.classes, "seats": totals.seats, "days": hours_number(totals.days), "hours": hours_number(totals.hours),
        "theory_hours": hours_number(totals.theory), "without_seats": totals.without_seats, "without_days": totals.without_days,
        "samples": totals.samples,
    }


def _class(row: FiledClass) -> Object:
    about = asdict(row)
    figures = {"days": hours_number(row.days), "hours": hours_number(row.hours), "theory_hours": hours_number(row.theory)}
    lists = {name: list(about[name]) for name in ("audience", "roles", "lecturers")}
    return {k: v for k, v in about.items() if k != "theory"} | lists | figures


def filing_schema() -> Object:
    """Return the JSON Schema of this form."""
    text: Object = {"type": "string"}
    count: Object = {"type": "integer", "minimum": 0}
    halves: Object = {"type": "number", "minimum": 0, "multipleOf": 0.5}
    texts: Object = {"type": "array", "items": text}
    totals = _closed({
        "classes": count, "seats": count, "days": halves, "hours": halves, "theory_hours": halves, "without_seats": count,
        "without_days": count, "samples": count,
    })
    row = _closed({
        "id": text, "title": text, "audience": texts, "roles": texts, "seats": count, "start": text, "end": text, "days": halves,
        "hours": halves, "theory_hours": halves, "organiser": text, "level": text, "venue": text, "lecturers": texts, "funding": text,
        "offjob": {"type": "boolean"},
    })
    loose = _closed({
        "curriculum": text, "sector": text, "role": text, "course": text, "title": text, "hours": halves, "theory_hours": halves,
        "level": text, "on": text,
    })
    return {"$schema": DIALECT, "title": "党员脱产培训年度计划备案"} | _closed({
        "version": {"const": 1}, "year": {"type": "integer"}, "sector": text, "totals": totals,
        "levels": {"type": "object", "additionalProperties": totals}, "classes": {"type": "array", "items": row},
        "unassigned": {"type": "array", "items": loose}, "unassigned_hours": halves, "unassigned_theory_hours": halves,
    })


def _closed(properties: Object) -> Object:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
