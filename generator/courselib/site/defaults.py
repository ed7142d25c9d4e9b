"""The guide that comes with the package: pages a library may replace by writing its own of the same name."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from pathlib import Path

from ..content import records
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


def default_pages(library: Library) -> dict[str, Page]:
    """Return the shipped guide pages by ID, in order; a link to a record that the library lacks becomes plain text."""
    there = _record_pages(library)
    pages = {}
    for path in sorted(guide_folder().glob("*.md")):
        entry = Entry(f"pages/guide/{path.name}", "page", f"guide/{path.stem}", 0, 0, 0)
        text = _without_dead_links(path.read_text(encoding="utf-8"), entry.path, there)
        pages[entry.id] = records.record_as(Page, read_file(entry, text.encode()))
    return pages


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
