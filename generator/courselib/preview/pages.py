"""The files of a preview, each made when a browser asks for it, from one state of the library."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..library.body import Rendered
from ..site.bodies import Body, key_of, render
from ..site.products import Site, fill
from ..site.shell import Shells

#: Made pages and rendered bodies that are kept; a browser asks for few, and the rest is made anew soon enough.
_KEPT_PAGES, _KEPT_BODIES = 64, 400


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a library without errors as a site. ``number`` counts the states."""

    number: int
    site: Site


class Bodies:
    """Bodies as HTML, kept by content; used by one thread at a time."""

    def __init__(self) -> None:
        self._kept: dict[str, Rendered] = {}

    def __call__(self, bodies: list[Body]) -> Mapping[str, Rendered]:
        """Return these bodies by their keys."""
        rendered = {}
        for body in bodies:
            key = key_of(body)
            html = self._kept.pop(key, None) or render(body)
            rendered[key] = self._kept[key] = html  # the latest stand last
        while len(self._kept) > _KEPT_BODIES:
            del self._kept[next(iter(self._kept))]
        return rendered


class Pages:
    """Makes the files of snapshots. Threads may ask for files at once: one is made after the other."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._lock = threading.Lock()
        self._number = -1
        self._made: dict[str, bytes | Path | None] = {}
        self._sources: Mapping[str, str] = {}
        self._shells: Shells | None = None
        #: How many pages were filled: what a save costs is told by this, not by a clock.
        self.filled = 0

    def get(self, snapshot: Snapshot, path: str) -> bytes | Path | None:
        """Return a file of the site, an attachment by its place on disk; ``None`` when there is none. Searches stand elsewhere."""
        with self._lock:
            if snapshot.number != self._number:
                self._turn_to(snapshot)
            if path not in self._made:
                if len(self._made) >= _KEPT_PAGES:
                    self._made.clear()
                self._made[path] = self._make(snapshot.site, path)
            return self._made[path]

    def page(self, snapshot: Snapshot, path: str) -> bytes | None:
        """Return a page, or ``None`` when there is none at this path."""
        made = self.get(snapshot, path)
        return made if isinstance(made, bytes) else None

    def _turn_to(self, snapshot: Snapshot) -> None:
        self._number = snapshot.number
        self._made.clear()
        sources = snapshot.site.engine().shells
        if self._shells is None or self._sources is not sources:
            self._sources, self._shells = sources, Shells(sources)
        self._shells.forget_rows()

    def _make(self, site: Site, path: str) -> bytes | Path | None:
        job = site.page_at(path)
        if job is not None and self._shells is not None:
            self.filled += 1
            return fill(job, self._shells, self._bodies([job.body] if job.body else []), site.library.media).encode()
        file = site.file_at(path)
        if file is None:
            return None
        return file.made if isinstance(file.made, Path) else file.made()


def digest(data: bytes) -> str:
    """Return what stands for the bytes of a page."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()
