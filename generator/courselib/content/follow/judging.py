"""Judging a library again and again: after most saves one body has changed, and only what depends on it is looked at.

``judge`` is the whole judgement, as ``check`` has it. ``Judge`` gives the same for less work where it can tell that it is the same:
when files differ from the last time in their bodies alone (same fields at the same places, read without an error before and
after), no other file's problems can differ, nor any curriculum's, nor who has which ID. The same holds for titles and other fields
that no rule goes by, as long as no problem is there whose words or hint might name them. Twins go by titles and outlines: where
either is another, all files are held against each other again, for twins alone.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ...library.kinds import FOLDERS
from ...library.model import Library
from ...library.reading import FileResult
from ...problems import ERROR, Problem
from .. import records
from ..checks import check_body, twins
from ..checks.evaluations import with_curricula
from ..checks.scope import Scope
from ..loading import Loaded, Made, judged

Results = dict[str, FileResult]
#: Records whose bodies stand on their own pages and nowhere else, with the library's field that holds them.
_OWN = {kind.name: kind.folder for kind in FOLDERS.values() if kind.owns_body}
#: Fields of these records that no check of another file goes by, but the one for twins by titles.
_SOFT = frozenset(("title", "summary", "provider", "unit", "keywords", "updated", "version", "reviewed"))
#: Above this many changed bodies the whole is not much more work.
_FEW = 20


def judge(root: Path, results: Results, problems: Iterable[Problem], made: Made) -> Loaded:
    """Return a library of files as read, with everything that is wrong across them."""
    return with_curricula(judged(root, results, problems, made=made))


class Judge:
    """Judges one folder time after time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        #: How often everything was judged: what a save costs is told by this, not by a clock.
        self.whole = 0
        self.made = Made()
        self._last: Loaded | None = None
        self._before: tuple[Problem, ...] = ()

    def __call__(self, results: Results, problems: list[Problem]) -> Loaded:
        """Return what ``judge`` returns. ``problems`` were found before any file was read."""
        before = tuple(problems)
        loaded = self._patched(self.made.adopted(results).results) if before == self._before else None
        if loaded is None:
            self.whole += 1
            loaded = judge(self.root, results, problems, self.made)
            self.made.forget_all_but(results)
        self._last, self._before = loaded, before
        return loaded

    def _patched(self, results: Results) -> Loaded | None:
        """Return the last judgement brought up to date, or ``None`` when more than bodies may matter."""
        last = self._last
        if last is None or last.library is None or last.results.keys() != results.keys():
            return None
        changed = [(last.results[path], new) for path, new in results.items() if last.results[path] is not new]
        clean = not any(p.severity == ERROR or p.code.startswith("C") for p in last.problems)
        if any(new.origin or new.kind not in _OWN for _, new in changed):
            return None
        if len(changed) > _FEW or not all(_alike(old, new, clean) for old, new in changed):
            return None
        was, now = (Scope.of(some.values(), last.library.plan) for some in (last.results, results))
        if any(len(now.ids(new.kind)[new.id]) > 1 for _, new in changed):
            return None
        gone = {p for old, _ in changed for p in (*old.problems, *check_body(was, old))}
        come = {p for _, new in changed for p in (*new.problems, *check_body(now, new))}
        if any(twins.facts(old) != twins.facts(new) for old, new in changed):
            # Twins are told at other files too, in the words of this one's title.
            gone |= {p for p in last.problems if p.code in twins.CODES}
            come |= set(twins.check(now))
        library = last.library
        for _, new in changed:
            library = self._with(library, new)
        return Loaded(self.root, library, sorted({*last.problems} - gone | come), results, evaluations=self.made.evaluations)

    def _with(self, library: Library, new: FileResult) -> Library:
        """Return the library with one record in the place of its former self."""
        made = records.record(new)
        self.made.records[new.path] = (new, made)
        name = _OWN[new.kind]
        changed: dict[str, Any] = {name: {**getattr(library, name), new.id: made}}
        return dataclasses.replace(library, **changed)


def _alike(old: FileResult, new: FileResult, clean: bool) -> bool:
    """Tell whether two readings of a file, neither with an error of its own, are alike for all others.

    ``clean`` says that no problem is there whose words might name a field that no rule goes by.
    """
    if new.kind not in _OWN or old.broken or new.broken or old.marks != new.marks or old.anchors != new.anchors:
        return False
    return _hard(old, clean) == _hard(new, clean)


def _hard(result: FileResult, clean: bool) -> dict[str, Any]:
    values = result.values or {}
    return {name: value for name, value in values.items() if name not in _SOFT} if clean else values
