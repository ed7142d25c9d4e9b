"""What results show of each course, in blocks, so that a page of results loads a few of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ...library.model import Course
from .packing import numbered
from .ranges import FEW_FILES

#: Hits stand far apart: a result mostly loads a block for itself, and one more card in each weighs two kilobytes a page.
_PER_BLOCK = 2


def per_block(courses: int, many: int) -> int:
    """Return how many courses a block holds, of a segment of so many in a library of so many."""
    return max(1, courses) if many <= FEW_FILES else _PER_BLOCK


def cards(courses: Sequence[Course], per: int, prefix: str = "") -> dict[str, bytes]:
    """Return all blocks by key."""
    blocks: dict[str, bytes] = {}
    for start in range(0, len(courses), per):
        rows = [[c.id, c.title, c.summary, c.updated] for c in courses[start : start + per]]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        blocks[numbered(f"{prefix}c", start // per)] = text.encode("utf-8", "surrogatepass")
    return blocks


def order_of(keys: Mapping[str, Any]) -> list[int]:
    """Return the place of each ID when the values of ``keys`` are sorted, then the IDs."""
    ranked = {name: place for place, name in enumerate(sorted(keys, key=lambda name: (keys[name], name)))}
    return [ranked[name] for name in keys]
