"""Records as JSON below ``data/v1/``: of courses a file each, and the list of all, which has pages where it is long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from functools import partial
from operator import attrgetter

from ..exchange.data import COURSES, FOLDER, course_row, data_files, encode, listed
from ..exchange.lines import line
from ..exchange.paging import WHOLE, pages_of
from ..library.model import Course, Library, Platform, Resource, Review
from ..library.upstream import page_name
from ..runtime.hashing import hash_of_values
from ..runtime.values import Object
from .file import File

#: Raised whenever the same course could give another file.
_VERSION = 1
_FOLDER = f"{FOLDER}/{COURSES.folder}"
#: Fields that hold records, and what does not stand in the data; the digest of the body stands for the outline.
_OTHERS = ("source", "units", "resources", "platforms", "reviewed")
_PLAIN = attrgetter("source.digest", *(name for name in Course.__slots__ if name not in _OTHERS))

_RESOURCE, _PLATFORM, _REVIEW = (attrgetter(*kind.__slots__) for kind in (Resource, Platform, Review))


def published_data(library: Library, shape: str, units: str) -> Iterator[File]:
    """Yield all data files; ``shape`` and ``units`` stand for the library's metadata and outlines as a whole."""
    key = hash_of_values(["data", shape, units])
    for path, make in data_files(library).items():
        yield File(path, partial(str, key), make)
    yield from _Courses(library).files()


class _Courses:
    """The files of a library's courses. What one course gives is made once, however many files it stands in."""

    def __init__(self, library: Library) -> None:
        self._courses = library.courses
        self._keys: dict[str, str] = {}
        self._rows: dict[str, str] = {}

    def files(self) -> Iterator[File]:
        """Yield a file of each course, the list, and the pages of a long list."""
        for course in self._courses:
            yield File(f"{_FOLDER}/{page_name(course)}.json", partial(self._key, course), partial(self._file, course), [course])
        if len(self._courses) <= WHOLE:
            yield self._list(f"{_FOLDER}.json", list(self._courses))
            return
        pages = {f"{COURSES.folder}/pages/{page_name(name)}.json": ids for name, ids in pages_of(self._courses).items()}
        contents: Object = {"version": 1, "total": len(self._courses), "pages": list(pages)}
        yield File(f"{_FOLDER}.json", partial(hash_of_values, ["pages", _VERSION, contents]), partial(encode, contents))
        for path, ids in pages.items():
            yield self._list(f"{FOLDER}/{path}", ids)

    def _list(self, path: str, ids: list[str]) -> File:
        return File(path, lambda: hash_of_values([self._key(course) for course in ids]), partial(self._listed, ids), ids)

    def _key(self, course: str) -> str:
        if course not in self._keys:
            self._keys[course] = _key_of(self._courses[course])
        return self._keys[course]

    def _row(self, course: str) -> str:
        if course not in self._rows:
            self._rows[course] = line(course_row(self._courses[course]))
        return self._rows[course]

    def _file(self, course: str) -> bytes:
        return (self._row(course) + "\n").encode()

    def _listed(self, ids: list[str]) -> bytes:
        return listed(COURSES, [self._row(course) for course in ids])


def _key_of(course: Course) -> str:
    """Return what stands for all that the data say of a course."""
    nested = [list(map(_RESOURCE, course.resources)), list(map(_PLATFORM, course.platforms)), course.reviewed and _REVIEW(course.reviewed)]
    origin = course.source.origin
    return hash_of_values([_VERSION, _PLAIN(course), nested, origin and astuple(origin)])
