"""The files of the search in a preview: brought up to date when a page asks for them, and not before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..search import pinyin
from ..search.documents import documents
from ..search.released import cut_of
from ..search.shards import BOOT, SUGGESTIONS, Session, Stores, copy_stores
from .pages import Snapshot


class Searching:
    """Answers for ``search/*.js``. Everything happens in one thread, which alone uses the store.

    ``folder`` is where the store is kept, or ``None`` for one in memory; ``made_by`` stands for the program. ``built`` is a cache
    folder in which a build may have left a store: most of the work is done there already.
    """

    def __init__(self, folder: Path | None, made_by: str, built: Path | None = None) -> None:
        self._thread = ThreadPoolExecutor(1, "search")
        self._folder = folder
        self._built = built
        self._made_by = made_by
        self._stores: Stores | None = None
        self._number = -1

    def get(self, snapshot: Snapshot, path: str) -> bytes | None:
        """Return a file of the search, or ``None`` when there is none at this path."""
        key = path.removeprefix("search/").removesuffix(".js")
        if f"search/{key}.js" != path:
            return None
        return self._thread.submit(self._answer, snapshot, key).result()

    def close(self) -> None:
        """Finish what is under way and let go of the store."""
        self._thread.submit(self._close)
        self._thread.shutdown()

    def _answer(self, snapshot: Snapshot, key: str) -> bytes | None:
        if self._stores is None:
            if self._folder is not None and self._built is not None:
                copy_stores(self._built, self._folder, self._made_by)
            self._stores = Stores(self._folder, self._made_by)
        # The boot file is what every search reads first, as suggestions do their root: pages go on with the files that it speaks of.
        if self._number < 0 or (key in (BOOT, SUGGESTIONS) and snapshot.number > self._number):
            self._update(self._stores, snapshot)
        try:
            return self._stores.file(key)
        except KeyError:
            return None

    def _update(self, stores: Stores, snapshot: Snapshot) -> None:
        site = snapshot.site
        with stores:
            session = Session(stores, documents(site.library), site.library, cut_of(site.library, site.releases))
            with pinyin.remembered(stores.readings()) as readings:
                session.finish()
            stores.put_readings(readings.fresh)
        self._number = snapshot.number

    def _close(self) -> None:
        if self._stores is not None:
            self._stores.close()
