"""IDs and titles of all records as a classic script, so that pages opened by double-click can look them up.

``CourseLib.names`` has ``courses`` (rows of ID, title, kind, status, prerequisites), ``lecturers`` and ``venues`` (ID, title)
and ``media`` (paths).
"""

from __future__ import annotations

from typing import Any

from ..library.model import Course, Library

_HEAD = b"(window.CourseLib = window.CourseLib || {}).names = "


def names_data(library: Library) -> dict[str, Any]:
    """Return the names of a library's records."""
    return {
        "courses": [_row(course) for course in library.courses.values()],
        "lecturers": [[x.id, x.title] for x in library.lecturers.values()],
        "venues": [[x.id, x.title] for x in library.venues.values()],
        "media": sorted(library.media),
    }


def _row(course: Course) -> list[Any]:
    return [course.id, course.title, course.kind, course.status, list(course.prerequisites)]


def names_script(encoded: bytes) -> bytes:
    """Return the script that holds the names, given as JSON."""
    return _HEAD + encoded.rstrip() + b";\n"
