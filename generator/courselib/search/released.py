"""The cut that the last release makes: the courses that could be found when its base was drawn, as they were."""

from __future__ import annotations

import hashlib

from ..content import records
from ..content.files import read_bytes
from ..content.releases import Releases
from ..library.model import Course, Library
from ..library.reading import read_file
from ..library.release import Release
from ..library.source import MAX_TEXT_BYTES, Entry
from ..runtime.errors import ContentError
from .cut import Cut

_HASH = 32


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
    now = {name: library.courses[name] for name, known in base.courses.items() if _is(library, releases, name, known)}
    try:
        old = _as_they_were(releases, base, set(base.courses) - set(now))
    except ContentError:
        return None
    if old is None:
        return None
    return Cut({name: now[name] if name in now else old[name] for name in base.courses})


def _is(library: Library, releases: Releases, name: str, known: str) -> bool:
    """Tell whether a course's file has the bytes that it had then."""
    course = library.courses.get(name)
    if course is None:
        return False
    try:
        data = read_bytes(releases.root, course.source.path, MAX_TEXT_BYTES)
    except OSError:
        return False
    return hashlib.sha256(data).hexdigest()[:_HASH] == known


def _as_they_were(releases: Releases, base: Release, wanted: set[str]) -> dict[str, Course] | None:
    """Return courses from the archive of a release; ``None`` when one of them is not there or is none."""
    if not wanted:
        return {}
    sources = releases.sources(base)
    found: dict[str, Course] = {}
    for path in sources:
        name = path.rpartition("/")[2].removesuffix(".md")
        if name in wanted and path.startswith("courses/") and path.endswith(".md"):
            data = sources[path]
            if hashlib.sha256(data).hexdigest()[:_HASH] == base.courses[name]:
                result = read_file(Entry(path, "course", name, len(data), 0, 0), data)
                if result.broken:
                    return None
                found[name] = records.record_as(Course, result)
    return found if found.keys() == wanted else None
