"""The index of a library: brought up to date course by course, opened for queries.

Whoosh keeps the postings; scores are computed from them by ``scoring`` with the figures of the living courses alone
(Whoosh itself counts deleted ones until it merges). So an index that was updated and one that was built anew answer
alike, to the last bit; only space and time call for a new one now and then.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import shutil
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from .. import __version__
from ..runtime import seals as trust
from ..runtime.errors import SystemFault
from ..runtime.workspace import Workspace
from . import analysis, scoring, store
from . import documents as documents_module
from .documents import SearchDocument
from .store import Contents, State

#: Raised whenever the index is laid out in another way.
FORMAT = 3
#: Below this many courses Whoosh's own parallel writer is no quicker than one process that inverts by itself (measured
#: on two cores), and takes the cores that the pages are made on.
PARALLEL_THRESHOLD = 20_000
#: Once a quarter of the courses is changed, or lies deleted in the index, it is built anew.
_REBUILD_SHARE = 4
Each = Callable[[SearchDocument], None]
Ready = Callable[[], None]
_BUILD_PREFIX = "build-"
_STALE_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How many courses an update added, replaced, removed and left alone."""

    added: int
    updated: int
    removed: int
    unchanged: int


def exists(workspace: Workspace) -> bool:
    """Tell whether there is an index that the next query can bring up to date."""
    return store.index_path(workspace.cache).is_file()


def update(
    workspace: Workspace, documents: Sequence[SearchDocument], jobs: int = 1, each: Each | None = None,
    ready: Ready | None = None,
) -> IndexReport:
    """Bring the library's index up to date with ``documents``; ``jobs`` bounds the processes.

    ``each`` hears of courses while their terms are at hand; ``ready`` is called once it will hear of no more, where there is much
    left to do.

    Raises ``SystemFault`` when the cache folder cannot be written. Where the user's state folder cannot keep a secret
    no index is kept, so nothing is built and the report counts nothing.
    """
    key = trust.secret()
    if key is None:
        return IndexReport(0, 0, 0, 0)
    with _kept_index(workspace.make_cache(), key, documents, jobs, each, ready) as (report, _):
        return report


def open_index(workspace: Workspace, documents: Sequence[SearchDocument], jobs: int = 1) -> Index:
    """Bring the index up to date and open it from memory. Where none can be kept, one is built in passing."""
    key = trust.secret()
    try:
        cache = workspace.make_cache() if key else None
    except SystemFault:
        cache = None
    if cache is None or key is None:
        with tempfile.TemporaryDirectory(prefix="courselib-") as name:
            folder = Path(name)
            contents = _contents(folder, _build(folder, documents, {}, jobs))
            return Index(contents, documents, IndexReport(len(documents), 0, 0, 0))
    with _kept_index(cache, key, documents, jobs) as (report, load):
        return Index(load(), documents, report)


class Index:
    """An open index: postings by field and term, and the course that each belongs to. Close it after use."""

    def __init__(self, contents: Contents, documents: Iterable[SearchDocument], report: IndexReport) -> None:
        self.documents = {d.id: d for d in documents}
        self.report = report
        self.factors = scoring.length_factors(contents.state.lengths, max(1, len(self.documents)))
        self._reader = _adapter().Reader(contents.files)

    def postings(self, field: str, term: str) -> Iterator[tuple[str, int, bytes]]:
        """Yield (course ID, count, packed lengths) for every course whose ``field`` has ``term``."""
        postings: Iterator[tuple[str, int, bytes]] = self._reader.postings(field, term)
        return postings

    def holding(self, character: str) -> Iterator[str]:
        """Yield the ID of every course that has a Han character in any of its fields."""
        ids: Iterator[str] = self._reader.holding(character)
        return ids

    def beginning(self, start: str) -> dict[str, int]:
        """Return how many readings of what a course is named by begin with ``start``, by ID of course."""
        counts: dict[str, int] = self._reader.beginning(start)
        return counts

    def close(self) -> None:
        """Let go of the index."""
        self._reader.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def versions() -> str:
    """Return the versions that an index depends on; one made by others is built anew."""
    return "/".join(map(str, (
        __version__, FORMAT, documents_module.VERSION, analysis.VERSION, scoring.VERSION, unicodedata.unidata_version,
        _adapter().VERSION,
    )))


def _adapter() -> Any:
    from .whoosh import index as whooshindex  # noqa: PLC0415 - Whoosh takes longer to import than most commands to run

    return whooshindex


@contextlib.contextmanager
def _kept_index(
    cache: Path, key: bytes, documents: Sequence[SearchDocument], jobs: int, each: Each | None = None, ready: Ready | None = None
) -> Iterator[tuple[IndexReport, Any]]:
    """Yield what an update did, and a function that returns the contents of the up-to-date index."""
    path = store.index_path(cache)
    digests = {d.id: d.digest for d in documents}
    kept = store.read(path, trust.Seal(key, path.parent, versions()))
    report = _compare(kept.state.digests if kept else {}, digests)
    if kept and kept.state.digests == digests:
        yield report, lambda: kept
        return
    parent = store.prepare(cache)
    _remove_stale(parent)
    with tempfile.TemporaryDirectory(prefix=_BUILD_PREFIX, dir=parent) as name:
        folder = Path(name)
        state = (_update(folder, kept, documents, digests) if kept else None) or _build(
            folder, documents, digests, jobs, each, ready)
        store.write(path, trust.Seal(key, path.parent, versions()), state, folder)
        yield report, lambda: _contents(folder, state)


def _compare(old: dict[str, str], new: dict[str, str]) -> IndexReport:
    added = sum(1 for key in new if key not in old)
    updated = sum(1 for key, digest in new.items() if key in old and old[key] != digest)
    return IndexReport(added, updated, sum(1 for key in old if key not in new), len(new) - added - updated)


def _build(
    folder: Path, documents: Sequence[SearchDocument], digests: dict[str, str], jobs: int, each: Each | None = None,
    ready: Ready | None = None,
) -> State:
    """Build an index in an empty folder; ``digests`` are the digests that its state will tell."""
    processes = jobs if len(documents) >= PARALLEL_THRESHOLD and _forks() else 1
    lengths = _adapter().build(folder, documents, processes, each, ready)
    if lengths is None:  # Whoosh's parallel writer gives up a worker's result after a second, without a word.
        _empty(folder)
        lengths = _adapter().build(folder, documents, 1)
    if lengths is None:
        raise SystemFault("检索索引没有写完整。", "检查磁盘空间后再试。")
    return State(digests, lengths)


def _forks() -> bool:
    """Tell whether Whoosh's workers, which start by the platform's default, are forked."""
    return multiprocessing.get_context().get_start_method() == "fork"


def _update(
    folder: Path, kept: Contents, documents: Sequence[SearchDocument], digests: dict[str, str]
) -> State | None:
    """Update a verified index in an empty folder. ``None``, and the folder empty again, when a new one is better."""
    old = kept.state.digests
    changed = [d for d in documents if old.get(d.id) != digests[d.id]]
    gone = sorted((old.keys() - digests.keys()) | ({d.id for d in changed} & old.keys()))
    if max(len(changed), len(gone)) * _REBUILD_SHARE > len(documents):
        return None
    store.unpack(kept, folder)
    lengths = _adapter().update(folder, gone, changed, documents, len(documents) // _REBUILD_SHARE)
    if lengths is None:
        _empty(folder)
        return None
    return State(digests, lengths)


def _contents(folder: Path, state: State) -> Contents:
    return Contents(state, {p.name: memoryview(p.read_bytes()) for p in sorted(folder.iterdir()) if p.is_file()})


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir(mode=0o700)


def _remove_stale(parent: Path) -> None:
    """Remove what a killed build left behind; a build still at work is younger than a day."""
    limit = time.time() - _STALE_SECONDS
    for path in parent.glob(f"{_BUILD_PREFIX}*"):
        with contextlib.suppress(OSError):
            if path.is_dir() and not path.is_symlink() and path.stat().st_mtime < limit:
                shutil.rmtree(path, ignore_errors=True)
