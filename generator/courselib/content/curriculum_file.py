"""One curriculum to look at, by its ID in the library or as a file anywhere, with everything that is wrong with it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ..curricula.evaluation import Evaluation, evaluate_curriculum
from ..curricula.findings import findings
from ..library import hints
from ..library.fields import ID_PATTERN
from ..library.model import Curriculum, Library, Plan
from ..library.reading import FileResult, read_file
from ..library.schema import CURRICULUM
from ..library.source import MAX_TEXT_BYTES, Entry
from ..problems import ERROR, Problem, problem
from ..problems.record import quote
from ..runtime.errors import ContentError, SystemFault, UsageError
from . import files, records
from .checks import Scope
from .checks import curricula as curricula_check
from .loading import Loaded

#: What completing a curriculum mends: required topics and rules. An item whose course does not count it cannot mend.
_TO_COMPLETE = ("C607", "C608")
_NOT_COUNTED = "C609"
#: Stands for a curriculum's ID when its file's name cannot be one.
_NAMELESS = "curriculum"


@dataclass(frozen=True, slots=True)
class Target:
    """A curriculum file as read. ``evaluation`` is ``None`` when the file itself cannot be understood.

    ``problems`` are those of the file, of its references and of the evaluation; their path is below the content folder, or
    for a file from elsewhere the path it was asked for by.
    """

    result: FileResult
    evaluation: Evaluation | None
    problems: tuple[Problem, ...]
    inside: bool
    plan: Plan

    @property
    def in_the_way(self) -> tuple[Problem, ...]:
        """The problems that completing the curriculum would not mend."""
        return tuple(
            p for p in self.problems
            if p.code == _NOT_COUNTED or (p.severity == ERROR and p.code not in _TO_COMPLETE)
        )

    @property
    def beginning(self) -> Curriculum | None:
        """The curriculum as something to be completed: it may lack items, topics and hours, but nothing else be wrong.

        ``None`` where that is not so.
        """
        values = self.result.values or {}
        faults = self.in_the_way
        if "items" not in values and [p.code for p in faults] == ["M301"]:
            # The one required field that is missing may be the list of items; then everything is still to be chosen.
            named = all(f.name in values for f in CURRICULUM.fields if f.required and f.name != "items")
            return records.record_as(Curriculum, self.result, self.plan) if named else None
        return self.evaluation.curriculum if self.evaluation and not faults else None

    @property
    def has_errors(self) -> bool:
        """True when any problem is an error."""
        return any(p.severity == ERROR for p in self.problems)


def known_library(loaded: Loaded) -> Library:
    """Return the library; ``ContentError`` with the first reason when it could not be read."""
    if loaded.library is None:
        first = next((p for p in loaded.problems if p.severity == ERROR), None)
        what = f"读不出课程库：{first.path} {first.message}" if first else "读不出课程库。"
        raise ContentError(what, "先运行 courselib check。")
    return loaded.library


def find_target(loaded: Loaded, name: str) -> Target:
    """Return the curriculum with the ID ``name``, or in the file of that path.

    Raises ``ContentError`` when the library cannot be read, ``UsageError`` when there is no such curriculum, ``SystemFault``
    when the file cannot be opened.
    """
    library = known_library(loaded)
    curricula = {r.id: r for r in sorted(loaded.results.values(), key=lambda r: r.path) if r.kind == "curriculum"}
    if name in curricula:
        return _target(loaded, library, curricula[name], inside=True)
    path = Path(os.path.abspath(name))  # noqa: PTH100 - resolve() would follow symbolic links
    root = Path(os.path.abspath(loaded.root))  # noqa: PTH100 - see above
    if path.is_relative_to(root):
        known = loaded.results.get(path.relative_to(root).as_posix())
        if known is not None and known.kind == "curriculum":
            return _target(loaded, library, known, inside=True)
    if not os.path.lexists(path):
        labels = {k: str((r.values or {}).get("title", k)) for k, r in curricula.items()}
        near = hints.nearest(name, labels, labels)
        raise UsageError(f"没有叫“{name}”的方案，也没有这个文件。", near or "写 content/curricula 里的编号，或一个 .yml 文件的路径。")
    return _target(loaded, library, _read(path, Path(name).as_posix()), inside=False)


def _read(path: Path, shown: str) -> FileResult:
    try:
        data = files.read_bytes(path.parent, path.name, MAX_TEXT_BYTES)
    except OSError as error:
        raise SystemFault(f"文件“{shown}”读不出来（{error.strerror}）。", "检查路径和权限；符号链接不予读取。") from error
    key = path.stem if ID_PATTERN.fullmatch(path.stem) else _NAMELESS
    return read_file(Entry(shown, "curriculum", key, len(data), 0, 0), data)


def _target(loaded: Loaded, library: Library, result: FileResult, *, inside: bool) -> Target:
    # Other curricula are left out of the scope: only this one is asked for, and it may be a copy of one of them.
    others = [r for r in loaded.results.values() if r.kind != "curriculum"]
    problems = [*result.problems, *curricula_check.check(Scope.of([*others, result], library.plan))]
    if inside:
        problems += [p for p in loaded.problems if p.path == result.path]
    evaluation = None
    if result.whole:
        curriculum = records.record_as(Curriculum, result, library.plan)
        evaluation = evaluate_curriculum(curriculum, library.courses, library.plan, library.classes)
        problems += findings(evaluation, result, library) + _unread(evaluation, result, loaded, library)
    return Target(result, evaluation, tuple(sorted(set(problems))), inside, library.plan)


def _unread(evaluation: Evaluation, result: FileResult, loaded: Loaded, library: Library) -> list[Problem]:
    """Return problems of items whose course stands in the library with errors: they exist, and still do not count."""
    there = {r.id for r in loaded.results.values() if r.kind == "course"} - library.courses.keys()
    problems = []
    for index, item in enumerate(evaluation.curriculum.items):
        if item.course in there:
            mark = result.mark(f"items[{index}].course")
            problems.append(problem(_NOT_COUNTED, result.path, f"课程 {quote(item.course)} 的文件有错误，没有计入。", line=mark.line,
                                 column=mark.column, hint="先改好那门课；运行 courselib check 查看。"))
    return problems
