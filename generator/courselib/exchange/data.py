"""The published data files below ``data/v1/``: records as JSON, each beside its JSON Schema."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from ..library.kinds import KINDS, RecordKind, shelf
from ..library.model import Course, Curriculum, Library, Plan, Source, TrainingClass
from ..library.schema import CLASS, CURRICULUM, Field, Kind
from ..library.upstream import page_name
from ..runtime.hours import hours_number
from ..runtime.values import Object, Value, Values
from .jsonschema import plan_schema, record_schema, records_schema
from .lines import line
from .names import names_script
from .sourceschemas import source_schemas

FOLDER = "data/v1"
#: The kind whose records are so many that a site has a file for each, and pages of the list of all.
COURSES = KINDS["course"]
_OMIT = ("source", "units", "hours")


def _tidy(value: Object) -> Object:
    """Leave out what the author left empty."""
    return {k: v for k, v in value.items() if v not in ("", (), [], None)}


def _origin(source: Source) -> Object:
    """Return where a record of another library came from; nothing for one of this library."""
    origin = source.origin
    if origin is None:
        return {}
    changes = [_tidy({"by": change.by, "fields": list(change.fields)}) for change in origin.changes]
    return {"origin": _tidy({
        "library": origin.library, "title": origin.title, "version": origin.version, "id": origin.id, "changes": changes,
    })}


def course_row(course: Course) -> Object:
    """Return the public form of a course; hours are numbers with at most one decimal."""
    row = {name: getattr(course, name) for name in course.__slots__ if name not in _OMIT}
    row["hours"] = hours_number(course.hours)
    row["resources"] = [_tidy(asdict(r)) for r in course.resources]
    row["platforms"] = [asdict(p) for p in course.platforms]
    row["reviewed"] = asdict(course.reviewed) if course.reviewed else None
    units = [
        _tidy({"title": u.title, "content": u.content, "method": u.method}) | {"hours": hours_number(u.hours)}
        for u in course.units
    ]
    return _tidy(row) | {"url": f"courses/{page_name(course.id)}.html", "units": units} | _origin(course.source)


def curriculum_row(curriculum: Curriculum) -> Object:
    """Return the public form of a curriculum."""
    row = {name: getattr(curriculum, name) for name in curriculum.__slots__ if name != "source"}
    row["items"] = [_named(_tidy(asdict(i)), CURRICULUM.field("items")) for i in curriculum.items]
    row["earned"] = [_named(_tidy(asdict(e)), CURRICULUM.field("earned")) for e in curriculum.earned]
    row["themes"] = [asdict(t) for t in curriculum.themes]
    return _tidy(row) | {"url": f"curricula/{page_name(curriculum.id)}.html", "items": row["items"]} | _origin(curriculum.source)


def class_row(training: TrainingClass) -> Object:
    """Return the public form of a training class."""
    row = {name: getattr(training, name) for name in training.__slots__ if name != "source"}
    row["days"] = hours_number(training.days) if training.days else None
    items = [_named(_tidy(asdict(i)), CLASS.field("items")) for i in training.items]
    return _tidy(row) | {"url": f"classes/{training.id}.html", "items": items}


def _named(row: Values, field: Field) -> Object:
    """Return a row with its fields named as files name them, hours and days as numbers; what is 0 is not stated."""
    kinds = {f.name: f.kind for f in field.fields}
    named = {name.rstrip("_"): value for name, value in row.items()}
    return {name: hours_number(value) if kinds[name] is Kind.HOURS else value for name, value in named.items()
            if value or kinds[name] is not Kind.HOURS}


#: The public form of a record of each published kind.
ROWS: dict[str, Callable[[Any], Object]] = {"course": course_row, "curriculum": curriculum_row, "class": class_row}


def _records(library: Library, kind: RecordKind) -> bytes:
    row = ROWS[kind.name]
    return listed(kind, [line(row(record)) for record in shelf(library, kind).values()])


def listed(kind: RecordKind, rows: Sequence[str]) -> bytes:
    """Return a list of records, each given as JSON: one a line, so that a change of one changes a line."""
    text = ",\n".join(rows)
    return f'{{"{kind.folder}":[\n{text}\n],"version":1}}\n'.encode()


def plan_data(plan: Plan) -> Object:
    """Return the plan with hour figures in hours."""
    rules = []
    for rule in plan.rules.values():
        row = _tidy(asdict(rule))
        row["minimum"] = hours_number(rule.minimum)
        rules.append(row)
    return {
        "version": 1,
        "title": plan.title,
        "source": plan.source,
        "period": {"start": plan.start, "end": plan.end},
        "hours_per_day": plan.hours_per_day,
        "roles": [asdict(r) for r in plan.roles.values()],
        "tasks": [asdict(t) for t in plan.tasks.values()],
        "clauses": [asdict(c) for c in plan.clauses.values()],
        "sectors": [asdict(s) for s in plan.sectors.values()],
        "topics": [asdict(t) for t in plan.topics.values()],
        "rules": rules,
    }


def data_files(library: Library) -> dict[str, Callable[[], bytes]]:
    """Return what makes each data file but those of courses (``site/published.py``), by site path."""
    schemas: dict[str, Callable[[], Object]] = {"plan": plan_schema, COURSES.name: partial(record_schema, COURSES)}
    files: dict[str, Callable[[], bytes]] = {"plan.json": lambda: encode(plan_data(library.plan))}
    for kind in KINDS.values():
        if kind.published:
            schemas[kind.folder] = partial(records_schema, kind, paged=kind is COURSES)
            if kind is not COURSES:
                files[f"{kind.folder}.json"] = partial(_records, library, kind)
    files |= {f"{name}.schema.json": partial(_encoded, make) for name, make in schemas.items()}
    files |= {f"source/{name}.schema.json": partial(encode, schema) for name, schema in source_schemas(library.plan).items()}
    files["names.js"] = partial(names_script, library)
    return {f"{FOLDER}/{name}": make for name, make in files.items()}


def _encoded(make: Callable[[], Object]) -> bytes:
    return encode(make())


def encode(value: Value) -> bytes:
    """Return JSON bytes, the same for the same value; ``<`` is escaped, so that the text is inert inside HTML too."""
    return (line(value) + "\n").encode()
