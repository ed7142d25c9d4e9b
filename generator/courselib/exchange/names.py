"""IDs and titles of all records as a classic script, so that pages opened by double-click can look them up.

``CourseLib.names`` has ``courses`` (rows of ID, title, kind, status, prerequisites), by their folders what else a course may name
(lecturers, venues: ID, title), and ``media`` (paths).
"""

from __future__ import annotations

from ..library.kinds import KINDS, shelf
from ..library.model import Course, Library
from ..library.schema import COURSE
from ..runtime.values import Object, Value

_HEAD = b"(window.CourseLib = window.CourseLib || {}).names = "


def names_data(library: Library) -> Object:
    """Return the names of a library's records."""
    named = (KINDS[field.ref] for field in COURSE.fields if field.ref in KINDS and field.ref != COURSE.kind)
    return {
        "courses": [_row(course) for course in library.courses.values()],
        **{kind.folder: [[x.id, x.title] for x in shelf(library, kind).values()] for kind in named},
        "media": sorted(library.media),
    }


def _row(course: Course) -> list[Value]:
    return [course.id, course.title, course.kind, course.status, list(course.prerequisites)]


def names_script(encoded: bytes) -> bytes:
    """Return the script that holds the names, given as JSON."""
    return _HEAD + encoded.rstrip() + b";\n"
