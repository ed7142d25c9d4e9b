"""The guide that comes with the package: pages a library may replace by writing its own of the same name."""

from __future__ import annotations

from ..library import records
from ..library.files import Entry
from ..library.model import Page
from ..library.reading import read_file
from ..resources import guide_folder


def default_pages() -> dict[str, Page]:
    """Return the shipped guide pages by ID, in order."""
    pages = {}
    for path in sorted(guide_folder().glob("*.md")):
        entry = Entry(f"pages/guide/{path.name}", "page", f"guide/{path.stem}", 0, 0, 0)
        pages[entry.id] = records.page(read_file(entry, path.read_bytes()))
    return pages
