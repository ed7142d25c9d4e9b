"""The cut that the last release makes: the courses that could be found when its base was drawn, as they were."""

from __future__ import annotations

import re

from ..content import records
from ..content.releases import Releases
from ..library import upstream
from ..library.model import Course, Library
from ..library.reading import fingerprint, read_file
from ..library.release import Release
from ..library.schema import COURSE
from ..library.source import Entry
from ..runtime.errors import ContentError
from .cut import Cut

_COURSE_FILE = re.compile(rf"(?:(?:{upstream.FOLDER}/[^/]+/)?{upstream.FOLDER}/([^/]+)/)?courses/(?:[^/]+/)*([^/]+)\.md")


def base_of(releases: Releases | None) -> Release | None:
    """Return the release on which the search is based; ``None`` where there was none yet, or the records cannot be trusted."""
    if releases is None or releases.latest is None or releases.problems:
        return None
    return releases.of(releases.latest.base)


def cut_of(library: Library, releases: Releases | None) -> Cut | None:
    """Return the cut; ``None`` where there is none, or where a course as it was cannot be read.

    A course whose file has the bytes that it had then is the library's own; one that changed or went is read from the archive.
    """
    base = base_of(releases)
    if base is None or releases is None:
        return None
    now = {name: library.courses[name] for name, known in base.courses.items() if _is(library, name, known)}
    try:
        old = _as_they_were(releases, base, set(base.courses) - set(now))
    except ContentError:
        return None
    if old is None:
        return None
    return Cut({name: now[name] if name in now else old[name] for name in base.courses})


def _is(library: Library, name: str, known: str) -> bool:
    """Tell whether a course's file says what it said then, whatever line ends a checkout gave it."""
    course = library.courses.get(name)
    return course is not None and course.source.fingerprint == known


def _as_they_were(releases: Releases, base: Release, wanted: set[str]) -> dict[str, Course] | None:
    """Return courses from the archive of a release; ``None`` when one of them is not there or is none."""
    if not wanted:
        return {}
    sources = releases.sources(base)
    found: dict[str, Course] = {}
    for path in sources:
        names = [name for name in _names_at(path) if name in wanted]
        if names:
            data = sources[path]
            for name in names:
                if fingerprint(data) == base.courses[name]:
                    result = read_file(Entry(path, COURSE.kind, name, len(data), 0, 0), data)
                    if not result.whole:
                        return None
                    found[name] = records.record_as(Course, result)
    return found if found.keys() == wanted else None


def _names_at(path: str) -> tuple[str, ...]:
    """Return what the course at a content path may be called: one of another library may bear that library's name before its own."""
    match = _COURSE_FILE.fullmatch(path)
    if match is None:
        return ()
    library, stem = match.groups()
    return (stem, f"{library}{upstream.OF}{stem}") if library else (stem,)
