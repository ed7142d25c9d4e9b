"""Problems of records that came from other libraries: whose they are, and what is left out so that none of them stops this one.

What an overlay of ours made wrong is told at the overlay; what is wrong without it is the other library's: the record is left out,
with one reminder. What else could be better about other libraries' records is theirs to know, and not told here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping

from ...library.kinds import KINDS
from ...library.reading import FileResult
from ...library.upstream import is_upstream
from ...problems import ERROR, Problem
from ...problems.record import FIXABLE
from .adopting import Adopted, left_out
from .overlays import Overlay
from .references import renamed

_Check = Callable[[dict[str, FileResult]], Iterable[Problem]]
#: Each round leaves something out; more rounds than this nobody needs but who means harm.
_MOST = 6


def settled(results: dict[str, FileResult], adopted: Adopted, check: _Check) -> list[Problem]:
    """Return the problems across files, and take what is at fault of other libraries out of ``results``."""
    told: list[Problem] = []
    changed = dict(adopted.overlays)
    found: list[Problem] = []
    for number in range(_MOST + 1):
        found = list(check(results))
        faults = _first_errors(found)
        if not faults:
            break
        for path, fault in faults.items():
            result = results[path]
            if path in changed:
                # Without the overlay it may be right: then the fault is the overlay's.
                results[path] = adopted.plain[path]
                told.append(_at_overlay(changed.pop(path), fault))
                continue
            told = [p for p in told if path not in adopted.overlays or p.path != adopted.overlays[path].path]
            told.append(left_out(result, fault))
            del results[path]
        _forget(results, changed)
        if number == _MOST:  # whatever is still wrong goes together
            for path in [p for p in results if is_upstream(p) and results[p].origin]:
                del results[path]
            found = list(check(results))
    return told + [p for p in found if not is_upstream(p.path)]


def _first_errors(problems: Iterable[Problem]) -> dict[str, Problem]:
    faults: dict[str, Problem] = {}
    for found in sorted(problems):
        if found.severity == ERROR and is_upstream(found.path):
            faults.setdefault(found.path, found)
    return faults


def _at_overlay(overlay: Overlay, fault: Problem) -> Problem:
    """Return a fault that an overlay made, at its place there."""
    places = {tuple(mark) for mark in overlay.marks.values()}
    line, column = (fault.line, fault.column) if (fault.line, fault.column) in places else min(places, default=(1, 1))
    return dataclasses.replace(fault, path=overlay.path, line=line, column=column, hint=fault.hint.removesuffix(FIXABLE))


def _forget(results: dict[str, FileResult], changed: Mapping[str, Overlay]) -> None:
    """Take references to what was left out from the records of other libraries; what was changed here stays, to be told."""
    there = {(r.kind, r.id) for r in results.values()}

    def name(ref: str, written: str) -> str | None:
        return written if (ref, written) in there else None

    for path, result in list(results.items()):
        if not result.origin or not result.values:
            continue
        kept = changed[path].touched if path in changed else ()
        values = renamed(result.values, tuple(f for f in KINDS[result.kind].schema.fields if f.name not in kept), name)
        if values != result.values:
            results[path] = dataclasses.replace(result, values=values)
