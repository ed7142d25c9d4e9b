"""From content files to a library: files read, on all cores where they are many, checked against each other, records made of them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ..curricula.evaluations import Evaluations
from ..library.kinds import FOLDERS, KINDS
from ..library.model import Library, Plan
from ..library.planschema import SYNONYMS
from ..library.reading import FileResult, read_file
from ..library.source import MAX_TEXT_BYTES, PLAN_FILE, Entry
from ..problems import ERROR, Problem, problem
from ..runtime.workers import die_with_parent, pool_context
from . import bounded, files, records
from .checks import check_all
from .checks import plan as plan_check
from .media.reading import is_read_whole, read_attachment
from .releases import Releases
from .upstream.adopting import Adopted, adopt, concerns, hangs_on
from .upstream.settling import settled

#: Below this many changed files a pool costs more than it saves.
POOL_THRESHOLD = 200
_CHUNK = 64


class ResultCache(Protocol):
    """Keeps what was read of a file for as long as the file is the same."""

    def get(self, entry: Entry) -> FileResult | None:
        """Return the result for an unchanged file, or ``None``."""

    def put(self, entry: Entry, result: FileResult) -> None:
        """Keep a result."""

    def recall(self, entry: Entry, digest: str) -> FileResult | None:
        """Return the result for an attachment whose bytes were read before, wherever they lay, or ``None``."""


@dataclass(slots=True)
class Made:
    """What was made of files as read, kept from one judgement to the next by whoever judges often."""

    #: Records by path, each with what was read when it was made.
    records: dict[str, tuple[FileResult, Any]] = field(default_factory=dict)
    evaluations: Evaluations = field(default_factory=Evaluations)
    _adopted: tuple[dict[str, FileResult | None], Adopted] | None = None

    def adopted(self, results: Mapping[str, FileResult]) -> Adopted:
        """Return files as read with those of other libraries made part of this one; made anew when what it hangs on is another."""
        if not concerns(results):
            return Adopted(dict(results))
        now = {path: r if hangs_on(r) else None for path, r in results.items()}
        before = self._adopted[0] if self._adopted else {}
        if self._adopted is None or before.keys() != now.keys() or any(before[path] is not r for path, r in now.items()):
            self._adopted = (now, adopt(results))
            return self._adopted[1]
        kept = self._adopted[1]
        fresh = {path: r for path, r in results.items() if not hangs_on(r)}
        return dataclasses.replace(kept, results=kept.results | fresh)

    def forget_all_but(self, results: Mapping[str, FileResult]) -> None:
        """Let go of what was made of files that are gone."""
        self.records = {path: row for path, row in self.records.items() if path in results}
        self.evaluations.forget_all_but({result.id for result in results.values() if result.kind == "curriculum"})


@dataclass(slots=True)
class Loaded:
    """A content folder as read. ``library`` is ``None`` when the plan could not be read."""

    root: Path
    library: Library | None
    problems: list[Problem]
    results: dict[str, FileResult] = field(default_factory=dict)
    #: How many files were read, and not taken from the cache or from an earlier look.
    read: int = 0
    evaluations: Evaluations = field(default_factory=Evaluations)
    #: What was released of this content, for a build; none for whoever made a library of files alone.
    releases: Releases | None = None

    @property
    def has_errors(self) -> bool:
        """True when any problem is an error."""
        return any(p.severity == ERROR for p in self.problems)


def judged(root: Path, results: dict[str, FileResult], problems: Iterable[Problem], *, made: Made | None = None) -> Loaded:
    """Check files as read against each other and build the library of them.

    ``problems`` were found before any file was read. ``made`` keeps records and evaluations from one call to the next.
    """
    made = made or Made()
    adopted = made.adopted(results)
    results = dict(adopted.results)
    plan, plan_problems = _plan(results)
    all_problems = {*problems, *plan_problems, *adopted.problems}
    for result in results.values():
        all_problems.update(result.problems)
    all_problems.update(settled(results, adopted, lambda files: check_all(files.values(), plan)))
    library = _library(results.values(), plan, made) if plan else None
    return Loaded(root, library, sorted(all_problems), results, evaluations=made.evaluations)


def library_of(results: Mapping[str, FileResult]) -> Library | None:
    """Return the library of files as read, without checks across them; ``None`` when the plan cannot be read."""
    plan, _ = _plan(dict(results))
    return _library(results.values(), plan, Made()) if plan else None


def read_all(root: Path, entries: Sequence[Entry], jobs: int) -> Iterable[tuple[Entry, FileResult]]:
    """Yield each file with what it says; many are read by ``jobs`` processes, large ones by processes that can be ended."""
    hard = [e for e in entries if _is_hard(e)]
    if hard:
        yield from bounded.read_bounded(root, hard, jobs, _read_one)
        entries = [e for e in entries if not _is_hard(e)]
    if jobs < 2 or len(entries) < POOL_THRESHOLD:
        yield from ((e, _read_one(root, e)) for e in entries)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to import, and seldom needed

    chunks = [(root, entries[i : i + _CHUNK]) for i in range(0, len(entries), _CHUNK)]
    with ProcessPoolExecutor(jobs, pool_context(), die_with_parent, (os.getpid(),)) as pool:
        for chunk, chunk_results in zip(chunks, pool.map(_read_chunk, chunks), strict=True):
            yield from zip(chunk[1], chunk_results, strict=True)


def _is_hard(entry: Entry) -> bool:
    """Tell whether a file may keep its reader busy for long."""
    return is_read_whole(entry) if entry.kind == files.MEDIA_FOLDER else entry.size > bounded.SMALL


def _read_chunk(chunk: tuple[Path, Sequence[Entry]]) -> list[FileResult]:
    return [_read_one(chunk[0], entry) for entry in chunk[1]]


def _read_one(root: Path, entry: Entry) -> FileResult:
    if entry.kind == files.MEDIA_FOLDER:
        return read_attachment(root, entry)
    try:
        data = files.read_bytes(root, entry.path, MAX_TEXT_BYTES)
    except OSError as error:
        result = FileResult(entry.path, entry.kind, entry.id)
        result.problems.append(problem("F108", entry.path, f"文件读不出来（{error.strerror}）。"))
        return result
    return read_file(entry, data)


def _plan(results: dict[str, FileResult]) -> tuple[Plan | None, list[Problem]]:
    result = results.get(PLAN_FILE)
    if result is None:
        return None, [problem("F110", PLAN_FILE, "没有 plan.yml。", hint="从另一个课程库复制 content/plan.yml。")]
    if result.broken:
        return None, []
    problems = plan_check.check(result)
    return (None if problems else records.plan(result.values or {})), problems


_CURRICULA = KINDS["curriculum"].folder


def _library(results: Iterable[FileResult], plan: Plan, made: Made) -> Library:
    """Build records of all files without errors of their own; the first file of a duplicate ID wins."""
    shelves: dict[str, dict[str, Any]] = {folder: {} for folder in (*FOLDERS, files.MEDIA_FOLDER)}
    synonyms: tuple[tuple[str, ...], ...] = ()
    for result in sorted(results, key=lambda r: (r.id, r.path)):
        if not result.whole:
            continue
        if result.kind == SYNONYMS.kind:
            synonyms = records.synonyms(result)
        elif result.kind == "media":
            shelves[files.MEDIA_FOLDER][result.id] = records.attachment(result)
        elif folder := KINDS[result.kind].folder if result.kind in KINDS else "":
            known = made.records.get(result.path)
            # How long a curriculum lasts may hang on the plan.
            if known is None or known[0] is not result or (folder == _CURRICULA and known[1] != records.record(result, plan)):
                known = made.records[result.path] = (result, records.record(result, plan))
            shelves[folder].setdefault(result.id, known[1])
    return Library(plan, **shelves, synonyms=synonyms)
