"""What an update of another library would change here, found before any of it is taken.

Old and new copies are each made part of this library as a build does it, and held against each other: what is added, changed, retired,
gone or called otherwise there; which changes made here meet a changed field; what of this library names what is no more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...content.checks.twins import folded
from ...content.records import title_of
from ...content.upstream.adopting import Adopted
from ...content.upstream.copies import Copy, Name
from ...content.upstream.overlays import BODY, BODY_LABEL, Overlay, base_of, label
from ...content.upstream.plans import weaker
from ...content.upstream.references import references
from ...content.upstream.verifying import value_in
from ...content.upstream.wording import shown
from ...library.kinds import KINDS
from ...library.reading import FileResult
from ...library.source import PLAN_FILE
from ...library.upstream import About, is_upstream

#: Fields that say nothing of what a record is.
_ABOUT_ITSELF = frozenset(("updated", "version", "status", "reviewed"))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with both values in words; of a body neither."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Record:
    """A record of another library: its library's name, kind, ID there and title; ``now`` is its new ID where it was renamed."""

    library: str
    kind: str
    id: str
    title: str
    fields: tuple[FieldChange, ...] = ()
    now: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A field that was changed here and there: what stood there before, what stands there now, what stands here."""

    path: str
    title: str
    label: str
    before: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Break:
    """A file of this library that names a record which is no more, or no longer published."""

    path: str
    title: str
    record: str
    why: str


@dataclass(slots=True)
class Comparison:
    """What an update changes. ``left_out`` are new records that cannot be used, ``altered`` files of the old copy that were changed."""

    added: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    retired: list[Record] = field(default_factory=list)
    renamed: list[Record] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    homeless: list[Break] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)
    plan: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    files: int = 0

    @property
    def empty(self) -> bool:
        """True when nothing is another."""
        return not (self.added or self.changed or self.retired or self.renamed or self.gone or self.files)


def compared(top: str, old: Adopted, new: Adopted) -> Comparison:
    """Return what changes when the copies taken with ``top`` are those of ``new``."""
    made = Comparison()
    were, are = _copies(top, old), _copies(top, new)
    for name in sorted({*were, *are}):
        before, after = (copies[name].records if name in copies else {} for copies in (were, are))
        _records(made, name, before, after)
        one, other = (copies[name].about.files if name in copies else {} for copies in (were, are))
        made.files += sum(one.get(path) != other.get(path) for path in {*one, *other})
    homes = {(r.kind, r.library, r.id): r for r in (*made.renamed, *made.gone)}
    _overlays(made, old, new, homes)
    _breaks(made, old, new, homes)
    ours = new.results.get(PLAN_FILE)
    made.plan += _plan(ours, new, are) if ours is not None and ours.values else []
    made.left_out = [f"{p.path}：{p.message}" for p in new.problems if p.code == "U704" and p not in old.problems]
    made.altered = [p.path for p in old.problems if p.code == "U703"]
    return made


def _copies(top: str, adopted: Adopted) -> dict[str, Copy]:
    return {name: copy for name, copy in adopted.copies.used.items() if copy.top == top} if adopted.copies else {}


def _records(
    made: Comparison, name: str, before: Mapping[tuple[str, str], FileResult], after: Mapping[tuple[str, str], FileResult]
) -> None:
    gone, added = before.keys() - after.keys(), after.keys() - before.keys()
    moves = _moves({k: before[k] for k in gone}, {k: after[k] for k in added})
    for kind, key in sorted(gone):
        now = moves.get((kind, key), "")
        row = Record(name, kind, key, title_of(before[kind, key]), now=now)
        (made.renamed if now else made.gone).append(row)
    come = {(kind, now) for (kind, _), now in moves.items()}
    made.added += [Record(name, kind, key, title_of(after[kind, key])) for kind, key in sorted(added - come)]
    for kind, key in sorted(before.keys() & after.keys()):
        one, other = before[kind, key], after[kind, key]
        changes = tuple(_differences(one, other))
        if not changes:
            continue
        row = Record(name, kind, key, title_of(other), changes)
        was, now = ((r.values or {}).get("status", "published") for r in (one, other))
        (made.retired if now == "retired" != was else made.changed).append(row)


def _differences(one: FileResult, other: FileResult) -> Iterator[FieldChange]:
    old, new = one.values or {}, other.values or {}
    for f in KINDS[one.kind].schema.fields:
        if old.get(f.name) != new.get(f.name):
            yield FieldChange(f.label, shown(f, old.get(f.name)), shown(f, new.get(f.name)))
    if one.body != other.body:
        yield FieldChange(BODY_LABEL, "", "")


def _moves(gone: Mapping[tuple[str, str], FileResult], come: Mapping[tuple[str, str], FileResult]) -> dict[tuple[str, str], str]:
    """Return the new ID of each record that says the same under another one, or else is called the same, where it is one alone."""
    moves: dict[tuple[str, str], str] = {}
    for same in (_content, _title):
        left = {k: r for k, r in gone.items() if k not in moves}
        free = {k: r for k, r in come.items() if k[1] not in {now for (kind, _), now in moves.items() if kind == k[0]}}
        groups: dict[tuple[str, object], tuple[list[str], list[str]]] = {}
        for number, rows in enumerate((left, free)):
            for (kind, key), result in rows.items():
                groups.setdefault((kind, same(result)), ([], []))[number].append(key)
        moves |= {(kind, olds[0]): news[0] for (kind, _), (olds, news) in groups.items() if len(olds) == len(news) == 1}
    return moves


def _content(result: FileResult) -> object:
    values = {k: v for k, v in (result.values or {}).items() if k not in _ABOUT_ITSELF}
    return str(sorted(values.items())), result.body.strip()


def _title(result: FileResult) -> object:
    return folded(title_of(result))


def _overlays(made: Comparison, old: Adopted, new: Adopted, homes: Mapping[Name, Record]) -> None:
    for name, (was, body, overlay) in sorted(old.seen.items()):
        kind = KINDS[name[0]]
        if name not in new.seen:
            row = homes.get(name)
            if row is not None:
                made.homeless.append(Break(overlay.path, row.title, row.id, f"现在叫 {row.now}" if row.now else "没有了"))
            continue
        values, text, _ = new.seen[name]
        fields = {f.name: f for f in kind.schema.fields}
        for touched in overlay.touched:
            if value_in(touched, was, body) == value_in(touched, values, text):
                continue
            three = (was.get(touched), values.get(touched), overlay.set.get(touched, overlay.add.get(touched)))
            words = ("", "", "") if touched == BODY else tuple(shown(fields[touched], v) for v in three)
            title = str(values.get("title", name[2]))
            made.meetings.append(Meeting(overlay.path, title, label(touched, kind.schema), words[0], words[1], words[2]))


def _breaks(made: Comparison, old: Adopted, new: Adopted, homes: Mapping[Name, Record]) -> None:
    """Find what of this library names a record that is gone, renamed or retired now."""
    owners = {(name[0], call): name for name, call in old.calls.items()}
    retired = {(r.kind, r.library, r.id) for r in made.retired}
    for path, result in sorted(old.results.items()):
        if is_upstream(path) or result.kind not in KINDS or not KINDS[result.kind].folder or not result.values:
            continue
        for ref, written in dict.fromkeys(references(result.values, KINDS[result.kind].schema.fields)):
            name = owners.get((ref, written))
            row = homes.get(name) if name else None
            if row is not None:
                why = f"现在叫 {row.now}" if row.now else "没有了"
            elif name in retired and result.kind in ("curriculum", "class"):
                why = "停用了"
            else:
                continue
            made.breaks.append(Break(path, title_of(result), row.title if row else _title_in(new, name), why))


def _title_in(adopted: Adopted, name: Name | None) -> str:
    assert name is not None and adopted.copies is not None  # noqa: S101, PT018 - it is known
    return title_of(adopted.copies.used[name[1]].records[name[0], name[2]])


def _plan(ours: FileResult, new: Adopted, copies: Mapping[str, Copy]) -> list[str]:
    told = []
    for copy in copies.values():
        theirs = new.plans.get(copy.root)
        if theirs is not None and theirs.values:
            told += [fault.message.format(title=copy.title) for fault in weaker(ours.values or {}, theirs.values, ())]
    return told


def said_of(old: Adopted, new: Adopted, top: str, moves: Comparison) -> dict[str, About]:
    """Return what each new copy is to say of itself: values below our changes as they were, and what became of records that are gone."""
    homes = {(r.kind, r.library, r.id): r for r in (*moves.renamed, *moves.gone)}
    made = {}
    for name, copy in _copies(top, new).items():
        before: dict[str, dict[str, Any]] = {}
        for key, (values, body, overlay) in new.seen.items():
            if key[1] == name:
                rows = _pending(key, old, values, body, overlay)
                if rows:
                    before[f"{KINDS[key[0]].folder}/{key[2]}"] = rows
        gone = {f"{KINDS[key[0]].folder}/{key[2]}": {"title": row.title, "now": row.now}
                for key, row in homes.items() if key[1] == name and key in old.seen}
        kept = old.copies.used[name].about.gone if old.copies and name in old.copies.used else {}
        there = {f"{KINDS[kind].folder}/{key}" for kind, key in copy.records}
        gone |= {key: row for key, row in kept.items() if key not in there and key not in gone}
        made[copy.root] = dataclasses.replace(copy.about, before=before, gone=gone)
    return made


def _pending(key: Name, old: Adopted, values: dict[str, Any], body: str, overlay: Overlay) -> dict[str, Any]:
    """Return the fields below a change of ours that are others now than when it was made, with their values then."""
    if key not in old.seen or old.copies is None:
        return {}
    was, text, _ = old.seen[key]
    known = old.copies.used[key[1]].about.before.get(f"{KINDS[key[0]].folder}/{key[2]}", {})
    renewed = bool(overlay.base) and overlay.base == base_of(was, text, overlay)
    rows = {}
    for name in overlay.touched:
        then = known[name] if name in known and not renewed else value_in(name, was, text)
        if then != value_in(name, values, body):
            rows[name] = then
    return rows


__all__ = ["Break", "Comparison", "FieldChange", "Meeting", "Record", "compared", "said_of"]
