"""How a long list is cut into pages so that one record more changes one page, whatever was there before.

In order of ID, a new page begins wherever an ID's own hash says so: where that is depends on no other record, and a page is called
after the ID that it begins with. Counting would move every record behind a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

#: Up to so many records a list stays in one file.
WHOLE = 1000
#: So many records a page has on average.
_MEAN = 128


def pages_of(ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the IDs of each page in order, by the page's name; the first page is called ``first``, others ``from-ID``."""
    pages: dict[str, list[str]] = {}
    held: list[str] = []
    for key in sorted(ids):
        if not pages or _begins(key):
            held = pages["first" if not pages else f"from-{key}"] = []
        held.append(key)
    return pages


def _begins(key: str) -> bool:
    """Tell whether a page begins with an ID, if it is not the first of all."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % _MEAN == 0
