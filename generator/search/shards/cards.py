"""What results show of each course, in blocks, so that a page of results loads a few of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ...library.model import Course
from .packing import key_of, name_of
from .ranges import FEW_FILES

_PER_BLOCK = 4
#: Names of blocks that one page holds, eight bytes each.
_PAGE = 64


def cards(courses: Sequence[Course]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return what the boot file says of the blocks, and all payloads by key: blocks and pages of their names."""
    per = max(1, len(courses)) if len(courses) <= FEW_FILES else _PER_BLOCK
    payloads: dict[str, bytes] = {}
    names: list[str] = []
    for start in range(0, len(courses), per):
        rows = [[c.id, c.title, c.summary, c.updated] for c in courses[start : start + per]]
        payload = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        names.append(name_of(payload))
        payloads[key_of("c", names[-1])] = payload
    if len(courses) <= FEW_FILES:
        return {"per": per, "blocks": [key_of("c", name) for name in names]}, payloads
    pages = []
    for start in range(0, len(names), _PAGE):
        payload = b"".join(map(bytes.fromhex, names[start : start + _PAGE]))
        pages.append(key_of("d", name_of(payload)))
        payloads[pages[-1]] = payload
    return {"per": per, "pages": pages}, payloads


def order_of(keys: Mapping[str, Any]) -> list[int]:
    """Return the place of each ID when the values of ``keys`` are sorted, then the IDs."""
    ranked = {name: place for place, name in enumerate(sorted(keys, key=lambda name: (keys[name], name)))}
    return [ranked[name] for name in keys]
