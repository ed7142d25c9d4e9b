"""What an import would do, in words: new records, changed ones field by field, and how many stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...library.schema import Field, Kind
from ...problems import ERROR
from ...runtime.values import Checked, Object
from ..lists import describing
from .cells import cell_of, text_of
from .places import SheetProblem
from .planning import Change, Intent
from .sheets import SCHEMAS, sheet_of
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a changed record, before and after as cells show it; lists of objects by their number of items."""

    name: str
    label: str
    old: str
    new: str


def differences(change: Change, words: Vocabulary) -> list[Difference]:
    """Return what a change does to a record, field by field in the order of the model."""
    schema = SCHEMAS[change.kind]
    return [d for name in change.fields for d in _differences(schema.field(name), change, words)]


def _differences(field: Field, change: Change, words: Vocabulary) -> Iterable[Difference]:
    old, new = change.old.get(field.name), change.new.get(field.name)
    if field.kind is not Kind.OBJECT:
        yield Difference(field.name, field.label, _text(field, old, words), _text(field, new, words))
    elif not field.many:
        for part in field.fields:
            before, after = (old or {}).get(part.name), (new or {}).get(part.name)
            if before != after:
                yield Difference(f"{field.name}.{part.name}", part.label, _text(part, before, words), _text(part, after, words))
    else:
        known = list(old or [])
        same = sum(1 for item in new or [] if item in known)
        changed = f"（其中 {len(new or []) - same} 项是新的或改过的）" if len(new or []) != same else ""
        yield Difference(field.name, field.label, f"{len(known)} 项", f"{len(new or [])} 项{changed}")


def _text(field: Field, value: Checked, words: Vocabulary) -> str:
    return text_of(cell_of(field, value, words))


def as_json(intent: Intent, words: Vocabulary, file: str, content: str, *, written: bool) -> Object:
    """Return the public JSON form of an import: problems as every command gives them, with sheet and cell, and the preview."""
    errors = sum(p.severity == ERROR for p in intent.problems)
    changes = [c for c in intent.changes if not c.faulty]
    return {
        "problems": [_problem(p, file, content) for p in intent.problems],
        "errors": errors,
        "warnings": len(intent.problems) - errors,
        "new": [_named(c, content) for c in changes if c.before is None],
        "changed": [
            _named(c, content) | {"fields": [{"name": d.name, "label": d.label, "old": d.old, "new": d.new}
                                             for d in differences(c, words)]}
            for c in changes if c.before is not None
        ],
        "unchanged": intent.same,
        "absent": {kind: count for kind, count in intent.absent.items() if count},
        "written": written,
        "conflicts": intent.conflicts,
        **({"lists": [describing.as_json(one) for one in intent.lists]} if intent.lists else {}),
    }


def _named(change: Change, content: str) -> Object:
    return {"kind": change.kind, "id": change.id, "title": change.title, "path": f"{content}/{change.path}"}


def _problem(p: SheetProblem, file: str, content: str) -> Object:
    """Return a problem; what stands in no cell has the place in the content file instead."""
    somewhere = p.place.sheet or not p.path
    return {
        "code": p.code,
        "severity": p.severity,
        "path": file if somewhere else f"{content}/{p.path}",
        "line": max(p.place.row, 1) if somewhere else p.line,
        "column": max(p.place.column, 1),
        "sheet": p.place.sheet,
        "cell": p.place.address,
        "message": p.message,
        "hint": p.hint,
    }


def lists_kept(intent: Intent) -> list[str]:
    """Return a sentence for each sheet without rows for records that have some in the library."""
    return [f"{count} 条记录在“{title}”里没有行，原有的保持不变。" for title, count in intent.kept.items()]


def absent_text(intent: Intent) -> str:
    """Return what the library has and the tables do not, by kind; nothing where all is there."""
    return "、".join(f"{SCHEMAS[kind].label} {count} 条" for kind, count in intent.absent.items() if count)


def kind_label(kind: str) -> str:
    """Return what a kind of record is called."""
    return sheet_of(kind).title
