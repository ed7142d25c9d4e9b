"""The library as an import would leave it, checked whole before a byte of it is written."""

from __future__ import annotations

from collections.abc import Iterator

from ...content import loading
from ...content.checks import twins
from ...content.checks.evaluations import with_curricula
from ...content.loading import Loaded
from ...library.reading import FileResult, read_file
from ...library.unfinished import UNFILLED
from ...problems import ERROR, Problem
from .merge.files import UNITS
from .places import NOWHERE, Place, SheetProblem
from .planning import Change
from .vocabulary import Vocabulary
from .wording import in_words_of_sheets, named

#: What speaks of a record as a whole. Of one with faulty cells nothing of this can be said yet.
_OF_THE_WHOLE = frozenset(("M301", "B501", "B503", "B507", "C605", "C606", "C607", "C608", "C609"))
_OF_TWINS = frozenset(twins.CODES)


def check_changes(loaded: Loaded, changes: list[Change], words: Vocabulary) -> list[SheetProblem]:
    """Return the problems that a library gains by changes, at their cells where they have one."""
    results = loaded.results | {c.path: read_file(c.entry, c.after) for c in changes}
    after = with_curricula(loading.judged(loaded.root, results, ()))
    # What a file's lines are called changes with the file, what is wrong with it does not.
    before = {(p.path, p.code, p.message) for p in loaded.problems}
    fresh = [p for p in after.problems if (p.path, p.code, p.message) not in before]
    return list(_located(fresh, {c.path: c for c in changes}, results, words))


def _located(
    problems: list[Problem], changes: dict[str, Change], results: dict[str, FileResult], words: Vocabulary
) -> Iterator[SheetProblem]:
    nameless = [path for path, change in changes.items() if change.nameless]
    for p in problems:
        change = changes.get(p.path)
        if p.code == UNFILLED and p.severity != ERROR:
            continue  # what a draft still lacks is counted, not told place by place
        if change and change.faulty and p.code in _OF_THE_WHOLE:
            continue
        if p.code in _OF_TWINS and ((change and change.nameless) or any(path in p.message for path in nameless)):
            continue  # a row without an ID may be the very record that it seems to be a twin of
        place = _place(p, change, results[p.path]) if change else NOWHERE
        message, hint = in_words_of_sheets(p.message, p.hint, words) if place.row else (p.message, p.hint)
        yield SheetProblem(place, p.code, p.severity, message, named(hint, words), p.path, p.line)


def _place(p: Problem, change: Change, result: FileResult) -> Place:
    """Return the cell of what stands at a problem's place in the file that was made of it; else the record's row."""
    reading = change.reading
    names = [name for name, mark in result.marks.items() if tuple(mark) == (p.line, p.column)]
    if not names and result.outline:
        names = _in_outline(p, result)
    places = (reading.place(name) for name in sorted(names, key=len, reverse=True))
    return next((place for place in places if place), change.place)


def _in_outline(p: Problem, result: FileResult) -> list[str]:
    if p.code == "B503":
        return ["hours"]
    units = result.outline.units if result.outline else ()
    return [f"{UNITS}[{i}].title" for i, unit in enumerate(units) if unit.line == p.line]
