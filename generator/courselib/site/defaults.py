"""The guide that comes with the package: pages a library may replace by writing its own of the same name."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Collection
from pathlib import Path

from ..content import records
from ..content.loading import ResultCache
from ..library.kinds import FOLDERS, shelf
from ..library.links import resolve, scheme_of, site_path
from ..library.model import Library, Page
from ..library.reading import read_file
from ..library.source import Entry
from ..runtime.resources import guide_folder, guide_pictures

_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
#: Folders whose pages depend on the library: what the guide mentions there may be missing in another library.
_KINDS = tuple(kind for kind in FOLDERS.values() if kind.page)
_RECORDS = (*(kind.folder for kind in _KINDS), "sectors", "topics", "tasks")


def default_pages(library: Library, cache: ResultCache | None = None) -> dict[str, Page]:
    """Return the guide's pages by ID, in order: a library's own, else the shipped one; its links to what is not there become text."""
    there = _record_pages(library)
    pages = {}
    for path in sorted(guide_folder().glob("*.md")):
        name, key = source_path(path.name), f"guide/{path.stem}"
        if key in library.pages:
            pages[key] = library.pages[key]
            continue
        data = _without_dead_links(path.read_text(encoding="utf-8"), name, there).encode()
        # It stands in no content folder: its own bytes tell whether it is what was read before.
        entry = Entry(name, "page", key, len(data), 0, int.from_bytes(hashlib.sha256(data).digest()[:7], "big"))
        result = cache.get(entry) if cache else None
        if result is None:
            result = read_file(entry, data)
            if cache:
                cache.put(entry, result)
        pages[key] = records.record_as(Page, result)
    return pages


def source_path(name: str) -> str:
    """Return the content path under which a shipped page is read, and which a library's own page of its name would have."""
    return f"pages/guide/{name}"


def default_paths() -> set[str]:
    """Return the content paths of all shipped pages."""
    return {source_path(path.name) for path in guide_folder().glob("*.md")}


def default_pictures(library: Library) -> dict[str, Path]:
    """Return the pictures of the shipped guide by name below ``media/``, less those that the library has of its own."""
    own = {name.casefold() for name in library.media}
    return {name: path for path in guide_pictures() if (name := f"guide/{path.name}") not in own}


def _record_pages(library: Library) -> set[str]:
    plan = library.plan
    kinds: dict[str, Collection[str]] = {"sectors": plan.sectors, "topics": plan.topics, "tasks": plan.tasks}
    kinds |= {kind.folder: shelf(library, kind) for kind in _KINDS}
    return {f"{folder}/{key}.html" for folder in _RECORDS for key in kinds[folder]}


def _without_dead_links(text: str, path: str, there: set[str]) -> str:
    def keep(match: re.Match[str]) -> str:
        content = None if scheme_of(match[2]) else resolve(match[2], path)
        if not content:
            return match[0]
        page = posixpath.normpath(site_path(content))
        return match[1] if page.split("/")[0] in _RECORDS and page not in there else match[0]

    return _LINK.sub(keep, text)
