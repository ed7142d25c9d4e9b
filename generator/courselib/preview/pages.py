"""The files of a preview, each made when a browser asks for it, from one state of the library."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..exchange.data import data_files
from ..exchange.feeds import feed, sitemap
from ..library.body import Rendered
from ..library.kinds import FOLDERS, shelf
from ..library.model import Library
from ..library.reading import FileResult
from ..library.views import Views
from ..problems import Problem
from ..runtime.resources import notice_file
from ..site.bodies import Body, key_of, render
from ..site.defaults import default_pictures
from ..site.downloads import Downloads
from ..site.engine import Output
from ..site.pages.everything import all_paths, page_at
from ..site.pages.job import SiteFacts, facts_of
from ..site.planner_data import planner_file
from ..site.settings import Settings
from ..site.shell import Shells

MISSING = "404.html"
#: Made pages and rendered bodies that are kept; a browser asks for few, and the rest is made anew soon enough.
_KEPT_PAGES, _KEPT_BODIES = 64, 400


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a library without errors, and all that its pages depend on. ``number`` counts the states."""

    number: int
    library: Library
    results: dict[str, FileResult]
    problems: tuple[Problem, ...]
    settings: Settings
    engine: Output
    views: Views
    lazy: dict[str, Callable[[], bytes]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, number: int, library: Library, results: dict[str, FileResult], problems: tuple[Problem, ...], settings: Settings,
        engine: Output,
    ) -> Snapshot:
        """Return the state of a library."""
        return cls(number, library, results, problems, settings, engine, Views(library))

    @property
    def facts(self) -> SiteFacts:
        """What every page shows."""
        return facts_of(self.settings, self.library.plan)

    def source(self, path: str) -> str:
        """Return the content file that a page is made of, empty for a page of many."""
        stem = path.removesuffix(".html")
        folder, _, key = stem.rpartition("/")
        kind = FOLDERS.get(folder)
        record = shelf(self.library, kind).get(key) if kind and kind.page else self.library.pages.get(stem)
        return record.source.path if record is not None else ""


class Bodies:
    """Bodies as HTML, kept by content; used by one thread at a time."""

    def __init__(self) -> None:
        self._kept: dict[str, Rendered] = {}

    def __call__(self, bodies: list[Body]) -> Mapping[str, Rendered]:
        """Return these bodies by their keys."""
        found = {}
        for body in bodies:
            key = key_of(body)
            html = self._kept.pop(key, None) or render(body)
            found[key] = self._kept[key] = html  # the latest stand last
        while len(self._kept) > _KEPT_BODIES:
            del self._kept[next(iter(self._kept))]
        return found


class Pages:
    """Makes the files of snapshots. Threads may ask for files at once: one is made after the other."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self._lock = threading.Lock()
        self._number = -1
        self._made: dict[str, bytes | None] = {}
        self._sources: Mapping[str, str] = {}
        self._shells: Shells | None = None
        #: How many pages were filled: what a save costs is told by this, not by a clock.
        self.filled = 0

    def get(self, snapshot: Snapshot, path: str) -> bytes | None:
        """Return a file of the site, or ``None`` when there is none at this path; attachments and searches stand elsewhere."""
        with self._lock:
            if snapshot.number != self._number:
                self._turn_to(snapshot)
            if path not in self._made:
                if len(self._made) >= _KEPT_PAGES:
                    self._made.clear()
                self._made[path] = self._make(snapshot, path)
            return self._made[path]

    def _turn_to(self, snapshot: Snapshot) -> None:
        self._number = snapshot.number
        self._made.clear()
        if self._shells is None or self._sources is not snapshot.engine.shells:
            self._sources, self._shells = snapshot.engine.shells, Shells(snapshot.engine.shells)
        self._shells.forget_rows()

    def _make(self, snapshot: Snapshot, path: str) -> bytes | None:
        job = page_at(path, snapshot.views, snapshot.facts)
        if job is not None and self._shells is not None:
            self.filled += 1
            body = self._bodies([job.body])[key_of(job.body)] if job.body else None
            return self._shells.fill(job.context, body).encode()
        if path in snapshot.engine.files:
            return snapshot.engine.files[path]
        if not snapshot.lazy:
            snapshot.lazy.update(_files(snapshot))
        make = snapshot.lazy.get(path)
        return make() if make else None


def _files(snapshot: Snapshot) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield path and maker of what is no page."""
    library, settings, views = snapshot.library, snapshot.settings, snapshot.views
    yield "assets/NOTICE.txt", lambda: notice_file().read_bytes()
    yield from data_files(library).items()
    # Keys tell a build what it made last time; here nothing is kept from one state to the next.
    for path, _, make in Downloads(library, snapshot.results, snapshot.problems, "", settings.site_url).files():
        yield path, make
    path, _, make = planner_file(library, "", settings.site_url)
    yield path, make
    dates = {f"courses/{c.id}.html": c.updated for c in views.offered}
    pages = sorted({*all_paths(library), *(p for p in snapshot.engine.files if p.endswith(".html"))} - {MISSING})
    yield "sitemap.xml", lambda: sitemap(pages, dates, settings.site_url)
    yield "feed.xml", lambda: feed(views.offered, settings.site_name, settings.site_url)


def media_of(snapshot: Snapshot, path: str, content: Path) -> Path | None:
    """Return the attachment at a site path, if the library has it, or the picture of the shipped guide there."""
    name = path.removeprefix("media/")
    if name == path:
        return None
    return content / "media" / name if name in snapshot.library.media else default_pictures(snapshot.library).get(name)


def digest(data: bytes) -> str:
    """Return what stands for the bytes of a page."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()
