"""What the planner needs to know of the library, as one script: the plan, a row of each course, the curricula.

Courses come column by column, in order of ID: so ten thousand of them are read in a few milliseconds, and one more puts a little
into each column and moves no number: what few courses have stands by their IDs. Hours are half-hours. The script is plain text, which
a server packs as well as we could, and of which an update carries the few places that changed.
"""

from __future__ import annotations

from dataclasses import asdict
from functools import partial

from ..exchange.calendar import Origin
from ..exchange.lines import line
from ..library.model import Course, Curriculum, Library, Plan, TrainingClass
from ..library.schema import COURSE_KINDS, CURRICULUM, ID_PATTERN, LEVELS, MAX_ITEMS, METHODS, STATUSES, Field
from ..problems.codes import CODES
from ..runtime.hashing import hash_of_values
from ..runtime.values import Object, Value
from .file import File

#: The file's path without its suffix, and the name under which it hands its payload over.
KEY = "planner/data"
VERSION = 5
#: The codes of problems that a curriculum can have; the planner takes their severity from here.
_CODES = ("R402", "R403", "M312", "C601", "C602", "C603", "C604", "C605", "C606", "C607", "C608",
          "C610", "C611", "C612", "C613", "C614", "C615", "C616", "R417", "R419")
#: What every record has, and what most leave at its usual value.
_USUAL: dict[str, object] = {"course": "", "class_": "", "offjob": False, "level": "county", "hours": 0, "days": 0, "on": ""}
#: What the rules ask of a class.
_OF_CLASSES = ("id", "title", "audience", "roles", "start", "end", "year", "days", "offjob", "level", "status")


def planner_file(library: Library, shape: str, origin: Origin) -> File:
    """Return the planner's data; ``shape`` stands for the library's metadata as a whole."""
    key = hash_of_values(["planner", VERSION, shape, origin.site_url, origin.unit])
    return File(f"{KEY}.js", lambda: key, partial(planner_script, library, origin))


def planner_script(library: Library, origin: Origin) -> bytes:
    """Return the script that hands the planner's data to a page."""
    return f'CourseLib.put("{KEY}","",{line(planner_data(library, origin))});\n'.encode()


def planner_data(library: Library, origin: Origin) -> Object:
    """Return the planner's data as plain values."""
    return {
        "version": VERSION,
        "site": origin.site_url,
        "unit": origin.unit,
        "plan": _plan(library.plan),
        "labels": {
            "levels": LEVELS, "methods": METHODS, "kinds": COURSE_KINDS, "roles": list(library.plan.names("role").items()),
            "statuses": STATUSES,
        },
        "file": {
            "fields": _fields(CURRICULUM.fields), "id": f"^{ID_PATTERN.pattern}$", "items": MAX_ITEMS,
            "period": [library.plan.start, library.plan.end],
        },
        "severities": {code: CODES[code].severity for code in _CODES},
        "courses": _courses(library.plan, [course for _, course in sorted(library.courses.items())]),
        "classes": [_class(training) for _, training in sorted(library.classes.items())],
        "curricula": [_curriculum(curriculum) for curriculum in library.curricula.values()],
    }


def _fields(fields: tuple[Field, ...]) -> list[Value]:
    """Return what a file's fields are called and may hold; what is usual of a field is left out."""
    return [_field(field) for field in fields]


def _field(field: Field) -> Object:
    row: Object = {
        "name": field.name, "label": field.label, "kind": field.kind.value, "required": field.required, "ref": field.ref, "low": field.low,
        "high": field.high, "choices": [key for key, _ in field.choices], "fields": _fields(field.fields), "keyed": field.keyed,
        "oneOf": list(field.one_of),
    }
    return {key: value for key, value in row.items() if value not in (None, "", False, [])}


def _plan(plan: Plan) -> Object:
    return {
        "title": plan.title,
        "start": plan.start,
        "end": plan.end,
        "hoursPerDay": plan.hours_per_day,
        "tasks": [{"id": t.id, "title": t.title} for t in plan.tasks.values()],
        "sectors": [{"id": s.id, "title": s.title, "clause": s.clause, "parent": s.parent} for s in plan.sectors.values()],
        "topics": [asdict(t) for t in plan.topics.values()],
        "rules": [asdict(r) for r in plan.rules.values()],
    }


def _courses(plan: Plan, courses: list[Course]) -> Object:
    topics = {key: n for n, key in enumerate(plan.topics)}
    kinds = {key: n for n, (key, _) in enumerate(COURSE_KINDS)}
    methods = {combination: n for n, combination in enumerate(sorted({c.methods for c in courses}))}
    audiences = {audience: n for n, audience in enumerate(sorted({c.audience for c in courses}))}
    return {
        "id": "\n".join(c.id for c in courses),
        "title": "\n".join(c.title for c in courses),
        "hours": [c.hours for c in courses],
        "theory": "".join("1" if c.theory else "0" for c in courses),
        "topic": [topics[c.topic] for c in courses],
        "audiences": list(audiences),
        "audience": [audiences[c.audience] for c in courses],
        "kind": [kinds[c.kind] for c in courses],
        "methodLists": list(methods),
        "methods": [methods[c.methods] for c in courses],
        "prerequisites": [[c.id, c.prerequisites] for c in courses if c.prerequisites],
        "task": [[c.id, c.task] for c in courses if c.task],
        "status": [[c.id, c.status] for c in courses if c.status != "published"],
        "roles": [[c.id, c.roles] for c in courses if c.roles],
        "core": [c.id for c in courses if c.core],
        "notBefore": [[c.id, c.not_before] for c in courses if c.not_before],
        "until": [[c.id, c.until] for c in courses if c.until],
    }


def _class(training: TrainingClass) -> Object:
    """Return what the rules ask of a class; who holds it and where is for its own page."""
    row: Object = {name: getattr(training, name) for name in _OF_CLASSES}
    row["items"] = [{"course": i.course, "on": i.on, "hours": i.hours} for i in training.items]
    return row


def _curriculum(curriculum: Curriculum) -> Object:
    row = {name: getattr(curriculum, name) for name in curriculum.__slots__ if name != "source"}
    row["items"] = [{k.rstrip("_"): v for k, v in asdict(i).items() if v != _USUAL.get(k)} for i in curriculum.items]
    row["earned"] = [asdict(e) for e in curriculum.earned]
    row["themes"] = [asdict(t) for t in curriculum.themes]
    return row
