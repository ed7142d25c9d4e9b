"""From checked values to frozen records."""

from __future__ import annotations

from typing import Any

from ..library import model
from ..library.outline import Outline
from ..library.reading import FileResult
from ..runtime.hours import HALF_HOURS_PER_HOUR


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


def source_of(result: FileResult) -> model.Source:
    """Return where a record came from."""
    return model.Source(result.path, result.body, result.body_line, result.digest, result.plain)


def course(result: FileResult) -> model.Course:
    """Return the course of a file without errors."""
    values = _tuples(result.values or {})
    values["resources"] = tuple(model.Resource(**r) for r in values.get("resources", ()))
    values["platforms"] = tuple(model.Platform(**p) for p in values.get("platforms", ()))
    if "reviewed" in values:
        values["reviewed"] = model.Review(**values["reviewed"])
    outline = result.outline or Outline((), False, False, 1, ())
    return model.Course(id=result.id, source=source_of(result), units=outline.units, **values)


def synonyms(result: FileResult) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a file without errors."""
    return tuple(tuple(group["terms"]) for group in (result.values or {}).get("groups", ()))


def lecturer(result: FileResult) -> model.Lecturer:
    """Return the lecturer of a file without errors."""
    values = _tuples(result.values or {})
    if "class" in values:
        values["class_"] = values.pop("class")
    return model.Lecturer(id=result.id, source=source_of(result), **values)


def venue(result: FileResult) -> model.Venue:
    """Return the venue of a file without errors."""
    return model.Venue(id=result.id, source=source_of(result), **_tuples(result.values or {}))


def curriculum(result: FileResult) -> model.Curriculum:
    """Return the curriculum of a file without errors."""
    values = dict(result.values or {})
    values["themes"] = tuple(model.Theme(**t) for t in values.get("themes", ()))
    values["items"] = tuple(model.Item(**i) for i in values.get("items", ()))
    return model.Curriculum(id=result.id, source=source_of(result), **values)


def page(result: FileResult) -> model.Page:
    """Return the hand-written page of a file; its title falls back to the first heading, then to its name."""
    values = {**(result.values or {}), "title": page_title(result)}
    return model.Page(id=result.id, source=source_of(result), **values)


def page_title(result: FileResult) -> str:
    """Return the title of a hand-written page."""
    return str((result.values or {}).get("title") or result.heading or result.id)


def plan(values: dict[str, Any]) -> model.Plan:
    """Return the plan of checked values; references are the caller's to check first."""
    sectors: dict[str, model.Sector] = {}
    for row in values["sectors"]:
        children = row.get("children", [])
        ids = tuple(c["id"] for c in children)
        sectors[row["id"]] = _sector(row, "", ids)
        for child in children:
            sectors[child["id"]] = _sector(child, row["id"], ())
    rules = {}
    for row in values["rules"]:
        fields = _tuples(row)
        if "share" in fields:
            part, whole = (int(x) for x in fields["share"])
            fields["share"] = (part, whole)
        elif "minimum" not in fields:
            fields["minimum"] = fields["days"] * values["hours_per_day"] * HALF_HOURS_PER_HOUR
        rules[row["id"]] = model.Rule(**fields)
    return model.Plan(
        title=values["title"],
        source=values["source"],
        start=values["period"]["start"],
        end=values["period"]["end"],
        hours_per_day=values["hours_per_day"],
        tasks={t["id"]: model.Task(**t) for t in values["tasks"]},
        clauses={c["id"]: model.Clause(**c) for c in values["clauses"]},
        sectors=sectors,
        topics={t["id"]: model.Topic(**t) for t in values["topics"]},
        rules=rules,
    )


def _sector(row: dict[str, Any], parent: str, children: tuple[str, ...]) -> model.Sector:
    requirements = model.Requirements(**_tuples(row.get("requirements", {})))
    return model.Sector(row["id"], row["title"], row["clause"], parent, children, requirements)
