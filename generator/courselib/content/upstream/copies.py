"""The copies of other libraries below ``upstream/``: which of them count, and what an ID in each of them means.

A library may come by several ways: taken itself it counts so; else its first copy does, in the order of ``upstream.yml``. What a copy
refers to is looked for in its own library first, then in those that it stands on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...library.kinds import KINDS
from ...library.reading import FileResult
from ...library.upstream import FOLDER, ORIGIN, ORIGIN_FILE, OVERLAYS, About, about, split
from ...problems import Problem, problem
from ...problems.record import quote
from ..files import TAKEN
from .declared import Declared

#: Kind of record, name of its library (empty for this one), ID in it.
Name = tuple[str, str, str]


@dataclass(slots=True)
class Copy:
    """A copy of a library at ``root``, taken with the one called ``top`` (itself, where it was taken itself)."""

    name: str
    root: str
    top: str
    about: About
    title: str
    #: Its records by kind and ID.
    records: dict[tuple[str, str], FileResult] = field(default_factory=dict)
    #: What it changes in records of the libraries below it, by their name.
    overlays: dict[str, list[FileResult]] = field(default_factory=dict)


@dataclass(slots=True)
class Copies:
    """All copies by root, and those that count by name, in order."""

    all: dict[str, Copy]
    used: dict[str, Copy]
    problems: list[Problem]

    def of(self, path: str) -> Copy | None:
        """Return the copy that a content path lies in."""
        return self.all.get(split(path)[0])

    def below(self, copy: Copy) -> Iterable[Copy]:
        """Yield those that a copy's library stands on, as far as they count, nearest first."""
        names = [c.name for c in self.all.values() if c.top == copy.top and c.about.depth > copy.about.depth]
        return [self.used[name] for name in names if name in self.used]

    def above(self, copy: Copy) -> list[Copy]:
        """Return those that stand on a copy's library and were taken with it, farthest from here first."""
        others = [c for c in self.all.values() if c.top == copy.top and c.about.depth < copy.about.depth]
        return sorted(others, key=lambda c: (-c.about.depth, c.name))

    def meaning(self, copy: Copy, kind: str, written: str) -> Name | None:
        """Return what a reference in a copy means; ``None`` for nothing that was taken."""
        owner, _, key = written.rpartition(":")
        for other in (copy, *self.below(copy)):
            if (not owner or other.name == owner) and (kind, key) in other.records:
                return kind, other.name, key
        return None


def copies(results: Mapping[str, FileResult], declared: Mapping[str, Declared]) -> Copies:
    """Return the copies among files as read."""
    found: dict[str, Copy] = {}
    problems: list[Problem] = []
    for path, result in results.items():
        if result.kind != ORIGIN:
            continue
        root, name, _ = split(path)
        top = root.split("/")[1]
        if result.values is None or result.values["name"] != name:
            problems.append(problem("U702", path, f"上游 {quote(name)} 的副本说明读不出来。",
                                    hint=f"运行 courselib upstream update {top} 重新取。"))
        elif top in declared:
            said = about(result.values)
            own = declared[name].title if root.count("/") == 1 else ""
            found[root] = Copy(name, root, top, said, own or said.title or name)
    for name, row in declared.items():
        if f"{FOLDER}/{name}" not in found and not any(p.path == f"{FOLDER}/{name}/{ORIGIN_FILE}" for p in problems):
            problems.append(problem("U702", "upstream.yml", f"上游 {quote(name)} 还没有取来。", line=row.mark.line, column=row.mark.column,
                                    hint=f"运行 courselib upstream update {name}。"))
    order = {name: number for number, name in enumerate(declared)}
    ordered = sorted(found.values(), key=lambda c: (c.root.count("/") > 1, order[c.top], c.about.depth, c.name))
    used: dict[str, Copy] = {}
    for copy in ordered:
        first = used.setdefault(copy.name, copy)
        if first.about.library != copy.about.library:
            problems.append(problem("U712", f"{copy.root}/{ORIGIN_FILE}",
                                    f"{quote(copy.top)} 的上游 {quote(copy.name)} 与 {first.root} 同名，但不是同一个库，没有采用。",
                                    hint="在 upstream.yml 里把其中一个改一个名称，再取一次。"))
    made = Copies({copy.root: copy for copy in ordered}, used, problems)
    _fill(made, results)
    return made


def _fill(made: Copies, results: Mapping[str, FileResult]) -> None:
    for path in sorted(results):
        result = results[path]
        root, _, inner = split(path)
        copy = made.all.get(root)
        if copy is None:
            continue
        if inner.startswith(f"{OVERLAYS}/"):
            copy.overlays.setdefault(inner.split("/")[1], []).append(result)
        elif result.kind in KINDS and result.kind in TAKEN and (result.values or {}).get("status") != "draft":
            copy.records.setdefault((result.kind, result.id), result)
