"""What a build was made of, in a few hashes, so that the next one can tell at a glance how much changed.

Most edits change the body of one course: then no page but its own can differ, and none of the others' data need be put
together. Whatever else changes (a title, hours, the plan, the theme) makes the next build compare page by page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path

from ..library.kinds import KINDS
from ..library.reading import FileResult
from ..library.upstream import NO_BEARINGS
from ..runtime.hashing import hash_of_values


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``shape`` stands for all that several pages may show, ``units`` for all outlines, ``bodies`` for each body by path."""

    target: str
    shape: str
    units: str
    bodies: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return a form for the cache."""
        return json.dumps([self.target, self.shape, self.units, self.bodies], separators=(",", ":"))

    @classmethod
    def parse(cls, text: str | None) -> Fingerprint:
        """Return what ``text`` wrote down; for anything else one that is like no other."""
        try:
            target, shape, units, bodies = json.loads(text or "")
        except ValueError:
            return cls("", "", "")
        return cls(target, shape, units, bodies)

    def changed(self, before: Fingerprint) -> set[str] | None:
        """Return the content paths whose bodies alone changed since ``before``, or ``None`` when more than bodies did."""
        if (self.target, self.shape) != (before.target, before.shape) or self.bodies.keys() != before.bodies.keys():
            return None
        return {path for path, digest in self.bodies.items() if before.bodies[path] != digest}


def fingerprint(target: Path, engine_key: str, drafts: bool, results: Mapping[str, FileResult]) -> Fingerprint:
    """Return the fingerprint of a build for ``target`` from everything that was read."""
    shape: list[object] = [engine_key, drafts]
    units: list[object] = []
    bodies: dict[str, str] = {}
    for path, result in sorted(results.items()):
        own = result.kind in KINDS and KINDS[result.kind].owns_body
        shape.append((path, result.kind, result.values, "" if own else result.digest))
        if result.origin or result.bearings != NO_BEARINGS:
            origin = result.origin and astuple(result.origin)
            shape.append((result.id, origin, result.bearings.parts, result.bearings.moved))
        if own:
            bodies[path] = result.digest
        if result.outline is not None:
            units.append([(u.title, u.content, u.method, u.hours) for u in result.outline.units])
    return Fingerprint(str(target), hash_of_values(shape), hash_of_values(units), bodies)
