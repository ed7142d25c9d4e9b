"""Keeps the preview true to the content folder: looks, judges, and puts a new state in the old one's place in one step."""

from __future__ import annotations

import dataclasses
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..content.cache import Cache
from ..content.loading import Loaded
from ..content.reader import Reader
from ..library.model import Library
from ..problems import Problem
from ..runtime.errors import CourselibError
from ..runtime.workspace import Workspace
from ..site.defaults import default_pages
from ..site.engine import Job, Output, engine_named
from ..site.engine.cache import FOLDER, engine_key, load_engine_output, save_engine_output
from ..site.engine.job import engine_job
from ..site.engine.rendering import render
from ..site.products import Site
from ..site.settings import Settings, read_settings
from .last_good import presentable
from .pages import Bodies, Snapshot
from .panel import Notice

_ENGINE = "mkdocs"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class State:
    """What the preview shows now: the last good library, and what is wrong with the content as it stands."""

    number: int = 0
    snapshot: Snapshot | None = None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Notice, ...] = ()


class Refresher:
    """Holds the state of a preview. One thread calls ``start`` and ``refresh``; any number read ``state`` and wait for the next.

    ``own`` is a folder to keep the engine's output in, or ``None`` where nothing can be kept.
    """

    def __init__(self, workspace: Workspace, own: Path | None, bodies: Bodies) -> None:
        self.workspace = workspace
        self.state = State()
        self._own = own
        self._bodies = bodies
        self.reader = Reader(workspace.content)
        self._shown: Loaded | None = None
        self._settings: Settings | None = None
        self._job: Job | None = None
        self._engine = Output()
        self._turned = threading.Condition()
        self._ended = False
        #: Something changed that is not shown yet: true for longer than a moment only after an accident.
        self._due = False

    def start(self, cache: Cache | None, jobs: int, progress: Progress) -> None:
        """Read everything for the first time."""
        self.reader.look(cache=cache, jobs=jobs, progress=lambda done, total: progress("读取", done, total))
        self._renew()

    def refresh(self) -> set[str]:
        """Look again and show what changed; return the paths that did. Never raises for what the content or its folder is like."""
        changed = self.reader.look_again()
        self._due = self._due or bool(changed) or self._settings_changed()
        if self._due:
            self._renew()
            self._due = False
        return changed

    def wait(self, number: int, seconds: float) -> State:
        """Return the state as soon as it is another than ``number``, or after so many seconds."""
        with self._turned:
            self._turned.wait_for(lambda: self._ended or self.state.number != number, seconds)
            return self.state

    def end(self) -> None:
        """Let all who wait go."""
        self._ended = True
        with self._turned:
            self._turned.notify_all()

    def report(self, notice: Notice) -> None:
        """Show a notice beside what is shown already, unless it is there."""
        if self.state.notices != (notice,):
            self._turn(dataclasses.replace(self.state, notices=(notice,)))

    def _turn(self, state: State) -> None:
        with self._turned:
            self.state = dataclasses.replace(state, number=self.state.number + 1)
            self._turned.notify_all()

    def _renew(self) -> None:
        snapshot, before, notices = self.state.snapshot, self._settings, []
        latest = self.reader.loaded()
        shown = presentable(latest, self._shown, self.reader.judge.made)
        try:
            self._settings = read_settings(self.workspace)
        except CourselibError as error:
            self._settings = self._settings or Settings()
            notices.append(Notice(error.message, error.hint))
        if shown is not None and shown.library is not None and (snapshot is None or shown is not self._shown or before != self._settings):
            library = dataclasses.replace(shown.library, pages=default_pages(shown.library) | shown.library.pages)
            try:
                engine = self._run_engine(library, self._settings)
            except CourselibError as error:
                notices.append(Notice(error.message, error.hint))
            else:
                self._shown = shown
                made = Site(library, shown.results, tuple(shown.problems), self._settings, self.workspace.content, lambda: engine,
                            evaluations=shown.evaluations, releases=latest.releases, inside=True)
                snapshot = Snapshot(self.state.number + 1, made)
        self._turn(State(0, snapshot, tuple(latest.problems), tuple(notices)))

    def _settings_changed(self) -> bool:
        try:
            return read_settings(self.workspace) != self._settings
        except CourselibError as error:
            return all(notice.message != error.message for notice in self.state.notices)

    def _run_engine(self, library: Library, settings: Settings) -> Output:
        """Return shells and hand-written pages; the engine runs only when these changed."""
        job = engine_job(settings, library, self._bodies)
        if job == self._job:
            return self._engine
        key = engine_key(_ENGINE, settings, job.pages, job.shells)
        kept = None
        if self._own is not None:
            # What a build left is as good: only its folder must not be written to without the build's lock.
            kept = load_engine_output(self._own / FOLDER, key) or load_engine_output(self.workspace.cache / FOLDER, key)
        if kept is None:
            with tempfile.TemporaryDirectory(prefix="courselib-") as scratch:
                kept = render(engine_named(_ENGINE), job, Path(scratch))
            if self._own is not None:
                save_engine_output(self._own / FOLDER, key, kept)
        self._job, self._engine = job, kept
        return kept
