"""The search of the site: brought up to date beside the pages, together with the index of the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

from ..content.releases import Releases
from ..library.model import Library
from ..runtime.background import BackgroundWork, Report
from ..runtime.errors import Busy
from ..runtime.workspace import Workspace
from ..search import pinyin
from ..search.documents import SearchDocument, documents
from ..search.released import cut_of
from ..search.shards import Session, Shard, StoredFiles, Stores
from ..site.file import File

_NAME = "检索索引"


class Indexer(Protocol):
    """Brings the index of the command line up to date in at most ``jobs`` processes."""

    def __call__(
        self, workspace: Workspace, courses: list[SearchDocument], jobs: int, each: Callable[[SearchDocument], None],
        ready: Callable[[], None],
    ) -> str:
        """Update the index, telling ``each`` of courses whose terms are at hand; return in a few words what was done.

        ``ready`` is called when ``each`` will hear of no more, if much is left to do then.
        """


class SearchFiles:
    """The files of the search, under way on another core where there is one until ``files`` and ``finish`` are called.

    ``cache`` is the cache folder, or ``None`` where nothing can be kept; ``made_by`` stands for the program. The last of ``releases``
    says where the search is cut into segments.
    """

    def __init__(
        self, workspace: Workspace, library: Library, jobs: int, made_by: str, *, cache: Path | None, indexer: Indexer | None,
        releases: Releases | None = None,
    ) -> None:
        self._workspace = workspace
        self._library = library
        self._releases = releases
        self._jobs = jobs
        self._indexer = indexer
        self._cache = cache
        self._made_by = made_by
        # A store in memory is seen by this process alone.
        self._stores = None if cache else Stores(None, made_by)
        self._background = BackgroundWork(_NAME, self._work, parallel=jobs > 1 and cache is not None)
        self.note = ""

    def _work(self, report: Report) -> str:
        """Bring all up to date; tell of the site's files as soon as they are there, then finish the index."""
        courses = documents(self._library)
        stores = self._stores or Stores(self._cache, self._made_by)
        finished = False
        with contextlib.ExitStack() as stack:
            if stores is not self._stores:
                stack.callback(stores.close)
            update = stack.enter_context(contextlib.ExitStack())
            update.enter_context(stores)
            session = Session(stores, courses, self._library, cut_of(self._library, self._releases))
            if stores.in_memory and stores is not self._stores:
                raise Busy("另一个命令正在使用检索的缓存。", "等它结束再试。")
            readings = update.enter_context(pinyin.remembered(stores.readings()))

            def ready() -> None:
                nonlocal finished
                made = session.finish()
                stores.put_readings(readings.fresh)
                update.close()
                finished = True
                report(made.files)
                # Nobody waits for the seal, and the index may take long.
                stack.close()

            note = self._indexer(self._workspace, courses, self._jobs, session.take, ready) if self._indexer else ""
            if not finished:
                ready()
        return note

    def files(self) -> Iterator[File]:
        """Wait for the site's files and yield each."""
        files: tuple[Shard, ...] = self._background.part()
        if self._stores is not None:
            for file in files:
                yield File(file.path, partial(str, file.digest), partial(self._stores.file, file.key))
            return
        assert self._cache is not None  # noqa: S101 - or there would be a store in memory
        with contextlib.closing(StoredFiles(self._cache, self._made_by)) as reader:
            for file in files:
                yield File(file.path, partial(str, file.digest), partial(reader.file, file.key, file.digest, since=file.since))

    def finish(self) -> None:
        """Wait for the index of the command line."""
        self.note = self._background.result()

    def stop(self) -> None:
        """End the work, finished or not."""
        self._background.stop()
