"""IDs and titles of all records as a classic script, so that pages opened by double-click can look them up.

``CourseLib.names`` has ``courses`` (rows of ID, title, kind, status, prerequisites), by their folders what else a course may name
(lecturers, venues: ID, title), classes likewise, and ``media`` (paths).
"""

from __future__ import annotations

from ..library.kinds import KINDS, shelf
from ..library.model import Course, Library
from ..library.schema import CLASS, COURSE
from ..runtime.values import Object, Value
from .lines import line

_HEAD = "(window.CourseLib = window.CourseLib || {}).names = "


def names_script(library: Library) -> bytes:
    """Return the script that holds the names of a library's records: a course a line, so that one more changes no other."""
    named = [KINDS[field.ref] for field in COURSE.fields if field.ref in KINDS and field.ref != COURSE.kind]
    named.append(KINDS[CLASS.kind])  # what the form must not write anew
    rest: Object = {kind.folder: [[x.id, x.title] for x in shelf(library, kind).values()] for kind in named}
    rest["media"] = sorted(library.media)
    courses = ",\n".join(line(_row(course)) for course in library.courses.values())
    return f'{_HEAD}{{"courses":[\n{courses}\n],{line(rest)[1:]};\n'.encode()


def _row(course: Course) -> list[Value]:
    return [course.id, course.title, course.kind, course.status, list(course.prerequisites)]
