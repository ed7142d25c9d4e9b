"""Where the search is cut: what stood in an earlier state of the library is the *base* segment, what came since is a small one.

The cut is an input (a release of the library names its courses), so that the same inputs give the same files, in whichever steps a site was
built. No file of the base changes when a course is added, edited or retired: the base keeps the course as it was and a
mark says that it counts no more; as it is now it stands in the small segment. What is found, and with which score, is what one index of
all courses would give, to the last bit. Decision and format: docs/adr/0032-search-in-segments.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..library.model import Course, Library
from .documents import SearchDocument, documents_of, parts_of

#: The base is given up once so great a part of it counts no more, one in so many; and once less of it is left than came since.
_GONE_SHARE = 4


@dataclass(frozen=True, slots=True)
class Cut:
    """The courses of the base by ID, in order of their numbers: those whose files are what they were as they stand in the library now."""

    courses: Mapping[str, Course]


@dataclass(frozen=True, slots=True)
class Division:
    """The courses that can be found, in two segments.

    ``base`` and ``dead``: the base in order of number, and the numbers there that count no more. ``base_library`` has the courses as the
    base has them. ``since``: the courses of the small segment, in their order; ``at``: before which of the base each stands.
    """

    base: Sequence[SearchDocument]
    base_library: Library
    dead: frozenset[int]
    since: Sequence[SearchDocument]
    at: Sequence[int]


@dataclass(frozen=True, slots=True)
class Offered:
    """The same for suggestions, which know a course by its title and place alone: an edited one can stay where it was.

    ``since`` are the titles of the small segment, empty for what the base still offers; ``at`` says where the others stand.
    """

    dead: frozenset[int]
    since: Sequence[str]
    at: Sequence[int]


def counted(courses: int, base: int) -> int:
    """Return the number of courses that numbers of files go by: that of the base, while the library is of about its size."""
    return base if courses <= base * 2 and base <= courses * 2 else courses


def divide(documents: Sequence[SearchDocument], library: Library, cut: Cut | None) -> Division | None:
    """Divide ``documents``, which stand in order, at a cut; ``None`` where they had better be one segment."""
    if cut is None or not cut.courses:
        return None
    now = {d.id: d for d in documents}
    was = _base_library(library, cut)
    parts, parts_now = parts_of(was), parts_of(library)
    # A series is searched without the titles of its parts: with other parts it is another document.
    living = {
        name for name, course in cut.courses.items()
        if name in now and parts.get(name) == parts_now.get(name) and (library.courses[name] is course or library.courses[name] == course)
    }
    since = [d for d in documents if d.id not in living]
    gone = len(cut.courses) - len(living)
    if gone * _GONE_SHARE > len(cut.courses) or len(since) > len(living):
        return None
    if [d.id for d in documents if d.id in living] != [name for name in cut.courses if name in living]:
        return None
    old = {d.id: d for d in documents_of([c for name, c in cut.courses.items() if name not in living], was)}
    base = [now[name] if name in living else old[name] for name in cut.courses]
    dead = frozenset(n for n, d in enumerate(base) if d.id not in living)
    return Division(base, was, dead, since, _at(documents, [None if n in dead else d.id for n, d in enumerate(base)], since))


def offered(documents: Sequence[SearchDocument], division: Division) -> Offered:
    """Return what suggestions are made of."""
    place = {d.id: n for n, d in enumerate(documents)}
    titles = {d.id: d.title for d in division.since}
    kept: list[str | None] = []
    # Before which place a course must stand so that the order of the base is the order now.
    bounds: list[int] = []
    bound = len(documents)
    for number in range(len(division.base) - 1, -1, -1):
        bounds.append(bound)
        bound = bound if number in division.dead else place[division.base[number].id]
    last = -1
    for number, document in enumerate(division.base):
        name, bound = document.id, bounds[-1 - number]
        stays = number not in division.dead or (titles.get(name) == document.title and last < place[name] < bound)
        kept.append(name if stays else None)
        last = place[name] if stays else last
    staying = set(kept)
    since = ["" if d.id in staying else d.title for d in division.since]
    return Offered(frozenset(n for n, name in enumerate(kept) if name is None), since, _at(documents, kept, division.since))


def _base_library(library: Library, cut: Cut) -> Library:
    """Return the library with the courses of the base as they were, and besides them those that cannot be found now."""
    hidden = {name: course for name, course in library.courses.items() if course.status != "published" and name not in cut.courses}
    return dataclasses.replace(library, courses={**cut.courses, **hidden})


def _at(documents: Sequence[SearchDocument], base: Sequence[str | None], since: Sequence[SearchDocument]) -> list[int]:
    """Return, for each course of ``since``, the number of the first of ``base`` that comes after it, or that it is."""
    numbers = {name: n for n, name in enumerate(base) if name is not None}
    wanted = {d.id for d in since}
    found: list[int] = []
    ahead = len(base)
    for document in reversed(documents):
        ahead = numbers.get(document.id, ahead)
        if document.id in wanted:
            found.append(ahead)
    return found[::-1]
