"""All repairs of a content folder, found without writing anything."""

from __future__ import annotations

from collections.abc import Container, Iterable
from pathlib import Path

from ...library.kinds import KINDS
from ...library.meaning import Known
from ...library.model import ALL
from ...library.reading import read_file
from ...library.source import MAX_TEXT_BYTES, PLAN_FILE, Entry
from ...library.upstream import is_upstream
from .. import files
from .repair import Repair, repair


def repairs(root: Path, only: Container[str] | None = None) -> list[Repair]:
    """Return the repairs of a content folder in order of path; ``only`` narrows it to some content paths."""
    entries, _ = files.find(root)
    known = _known(root, entries)
    made = (
        repair(entry, data, known)
        for entry in entries
        if (only is None or entry.path in only) and entry.kind in KINDS and not is_upstream(entry.path)
        and (data := _bytes(root, entry)) is not None
    )
    return [r for r in made if r is not None]


def _bytes(root: Path, entry: Entry) -> bytes | None:
    try:
        return files.read_bytes(root, entry.path, MAX_TEXT_BYTES)
    except OSError:  # told by the check that follows
        return None


def _known(root: Path, entries: Iterable[Entry]) -> Known:
    known: dict[str, set[str]] = {}
    named: dict[str, dict[str, str]] = {}
    for entry in entries:
        known.setdefault(entry.kind, set()).add(entry.id)
        if entry.path == PLAN_FILE and (data := _bytes(root, entry)) is not None:
            values = read_file(entry, data).values or {}
            known["topic"] = {t["id"] for t in values.get("topics", ()) if "id" in t}
            for ref, name in (("role", "roles"), ("task", "tasks")):
                named[ref] = {row["id"]: row["title"] for row in values.get(name, ()) if "id" in row and "title" in row}
            sectors = values.get("sectors", ())
            known["sector"] = {ALL, *(s["id"] for top in sectors for s in (top, *top.get("children", ())) if "id" in s)}
    return {**known, **named}
