"""What the panel in the page says: the problems of the library, those of the page at hand first. Data only, shown as text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..problems import ERROR, Problem

#: More than this nobody reads in a corner of a page; ``courselib check`` lists them all.
_SHOWN = 30
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is no problem of a content file: settings that cannot be read, a fault of the machine."""

    message: str
    hint: str = ""


def panel(problems: Iterable[Problem], notices: Sequence[Notice], folder: str, source: str) -> dict[str, Any]:
    """Return the panel as plain data. ``folder`` is the content folder's name, ``source`` the file of the page at hand."""
    ordered = sorted(problems, key=lambda p: (p.severity != ERROR, p.path != source, p))
    errors = sum(p.severity == ERROR for p in ordered)
    rows = [
        {
            "severity": p.severity, "code": p.code, "place": _text(f"{folder}/{p.path}:{p.line}:{p.column}"),
            "here": p.path == source, "message": _text(p.message), "hint": _text(p.hint),
        }
        for p in ordered[:_SHOWN]
    ]
    notes = [{"message": _text(n.message), "hint": _text(n.hint)} for n in notices]
    return {"errors": errors, "warnings": len(ordered) - errors, "more": max(0, len(ordered) - _SHOWN), "problems": rows, "notices": notes}


def token(value: Any) -> str:
    """Return what stands for a panel, so that a page can tell whether it shows it already."""
    return hashlib.blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=8).hexdigest()


def _text(text: str) -> str:
    """Return text that reorders nothing and is not endless."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_LONGEST])
