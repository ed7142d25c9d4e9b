"""What the cross-file checks look at."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ...library import hints
from ...library.model import Plan
from ...library.reading import FileResult
from ...library.schema import PLAN_LISTS
from ...problems import Problem, problem

#: Looking among ten thousand names takes a good part of a second; a run with more broken references stops guessing.
MAX_GUESSES = 100


@dataclass(slots=True)
class Scope:
    """All files by kind and ID. ``by_id[kind][id]`` lists every file with that ID, in order of path.

    ``looked_at`` are the files whose problems are wanted: all of them, as a rule.
    """

    plan: Plan | None
    results: list[FileResult]
    looked_at: list[FileResult]
    by_id: dict[str, dict[str, list[FileResult]]] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    files: dict[str, FileResult] = field(default_factory=dict)
    _titles: dict[str, dict[str, str]] = field(default_factory=dict)
    _guesses: int = 0

    @classmethod
    def of(cls, results: Iterable[FileResult], plan: Plan | None) -> Scope:
        """Return the scope of all results."""
        ordered = sorted(results, key=lambda r: r.path)
        scope = cls(plan, ordered, ordered)
        for result in scope.results:
            scope.by_id.setdefault(result.kind, {}).setdefault(result.id, []).append(result)
            scope.paths.add(result.path)
            scope.files[result.path] = result
        return scope

    def narrowed(self, result: FileResult) -> Scope:
        """Return the same scope in which only this file is looked at; all others are there to be referred to."""
        return replace(self, looked_at=[result])

    def of_kind(self, kind: str) -> list[FileResult]:
        """Return the files of one kind in order of path."""
        return [r for r in self.looked_at if r.kind == kind]

    def ids(self, kind: str) -> dict[str, list[FileResult]]:
        """Return the files of one kind by ID."""
        return self.by_id.get(kind, {})

    def guess(self, value: str, valid: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
        """Return the hint with the nearest valid value; an empty text once ``MAX_GUESSES`` have been made."""
        self._guesses += 1
        return hints.nearest(value, valid, labels) if self._guesses <= MAX_GUESSES else ""

    def near(self, value: str, valid: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
        """Return the nearest valid value, counted as ``guess`` counts."""
        self._guesses += 1
        return hints.near(value, valid, labels) if self._guesses <= MAX_GUESSES else ""

    def labels(self, kind: str) -> dict[str, str]:
        """Return the names of what a field may refer to by ID, in a steady order; without a plan there are no topics and sectors."""
        if kind in PLAN_LISTS:
            return self.plan.names(kind) if self.plan else {}
        return self._titles_of(kind)

    def guess_id(self, value: str, kind: str, taken: Container[str] = ()) -> str:
        """Return the hint with the nearest ID of a kind, by ID or title, that is not taken already."""
        titles = self._titles_of(kind)
        hint = self.guess(value, titles, titles)
        return hint if not any(f"是否想写 {key}？" == hint for key in titles if key in taken) else ""

    def _titles_of(self, kind: str) -> dict[str, str]:
        if kind not in self._titles:
            known = self.ids(kind)
            # In order of ID: which of two equally near names is meant must not depend on the folders of their files.
            self._titles[kind] = {key: (files[0].values or {}).get("title", key) for key, files in sorted(known.items())}
        return self._titles[kind]


def at(result: FileResult, name: str, code: str, message: str, hint: str = "") -> Problem:
    """Return a problem at the place of a field."""
    mark = result.mark(name)
    return problem(code, result.path, message, line=mark.line, column=mark.column, hint=hint)
