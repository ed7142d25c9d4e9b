"""The search of the site: brought up to date beside the pages, together with the index of the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from ..library.model import Library
from ..search import pinyin
from ..search.documents import SearchDocument, documents
from ..search.shards import Session, Shard, Store
from ..workspace import Workspace
from .beside import Beside

_NAME = "检索索引"


class Indexer(Protocol):
    """Brings the index of the command line up to date in at most ``jobs`` processes."""

    def __call__(
        self, workspace: Workspace, courses: list[SearchDocument], jobs: int, each: Callable[[SearchDocument], None]
    ) -> str:
        """Update the index, telling ``each`` of courses whose terms are at hand; return in a few words what was done."""


class SearchFiles:
    """The files of the search, under way on another core where there is one until ``finish`` is called.

    ``cache`` is the cache folder, or ``None`` where nothing can be kept; ``made_by`` stands for the program.
    """

    def __init__(
        self, workspace: Workspace, library: Library, jobs: int, made_by: str, *, cache: Path | None, indexer: Indexer | None
    ) -> None:
        self._workspace = workspace
        self._library = library
        self._jobs = jobs
        self._indexer = indexer
        self._open = partial(Store, cache, made_by)
        # A store in memory is seen by this process alone.
        self._store = None if cache else self._open()
        self._beside = Beside(_NAME, self._work, parallel=jobs > 1 and cache is not None)
        self.note = ""

    def _work(self) -> tuple[str, tuple[Shard, ...]]:
        courses = documents(self._library)
        store = self._store or self._open()
        try:
            with store, pinyin.remembered(store.readings()) as readings:
                session = Session(store, courses, self._library)
                note = self._indexer(self._workspace, courses, self._jobs, session.take) if self._indexer else ""
                made = session.finish()
                store.put_readings(readings.fresh)
        finally:
            if store is not self._store:
                store.close()
        return note, made.files

    def finish(self) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Wait for the work and yield path, key and maker of every file."""
        self.note, files = self._beside.result()
        store = self._store or self._open()
        try:
            for file in files:
                yield file.path, file.digest, partial(store.file, file.key)
        finally:
            store.close()

    def stop(self) -> None:
        """End the work, finished or not."""
        self._beside.stop()
