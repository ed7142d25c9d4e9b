"""How a library stands on others: versions, numbers, what is changed here, whether the copies are as they were taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...content.files import TAKEN
from ...content.reader import Reader
from ...content.upstream.adopting import adopt
from ...library.kinds import KINDS
from ...library.upstream import MEDIA
from ...runtime.workspace import Workspace
from .taking import file_facts
from .updating import rows_of


@dataclass(slots=True)
class Standing:
    """A library that this one stands on; ``through`` is the one with which it was taken, empty for one that was taken itself."""

    name: str
    title: str = ""
    version: str = ""
    source: str = ""
    through: str = ""
    taken: bool = True
    counts: dict[str, int] = field(default_factory=dict)
    overlays: int = 0
    met: int = 0
    left_out: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)


def standing(workspace: Workspace) -> list[Standing]:
    """Return all libraries that this one stands on, those below them too, in order."""
    rows = rows_of(workspace)
    reader = Reader(workspace.content)
    reader.look()
    loaded, raw = reader.loaded(), adopt(reader.results)
    found = []
    copies = raw.copies.used if raw.copies else {}
    for copy in copies.values():
        row = Standing(copy.name, copy.title, copy.about.version, copy.about.source, copy.top if copy.top != copy.name else "")
        for kind in TAKEN:
            row.counts[KINDS[kind].label] = sum(k == kind for k, _ in copy.records)
        paths = {overlay.path for (_, name, _), (_, _, overlay) in raw.seen.items() if name == copy.name}
        row.overlays = len(paths)
        row.met = len({p.path for p in loaded.problems if p.code == "U708" and p.path in paths})
        inside = [p for p in loaded.problems if p.path.startswith(f"{copy.root}/")]
        row.left_out = [p.path for p in inside if p.code == "U704"]
        row.altered = [p.path for p in inside if p.code == "U703"]
        row.altered += [f"{copy.root}/{inner}" for inner, known in copy.about.files.items()
                        if inner.startswith(f"{MEDIA}/") and file_facts(workspace.content / copy.root / inner) != known]
        found.append(row)
    return found + [Standing(name, source=row.source, taken=False) for name, row in rows.items() if name not in copies]
