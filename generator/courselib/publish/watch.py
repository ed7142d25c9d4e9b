"""Publishing again after every change: the content folder is followed, and each time it changed the site is built anew.

Everything goes on in one thread, the caller's. Builds fork their helpers, and forking while other threads run may copy a lock
that nobody will ever open again; so the system's notices, which need threads, are listened to only between builds. What changes
during a build is found by the look after it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..content.follow.notices import Notices
from ..content.reader import Reader
from ..runtime.errors import Busy, ContentError
from ..runtime.garbage import settled
from ..runtime.seals import read_plain_file
from ..runtime.workspace import SETTINGS_FILE, Workspace
from .options import BuildReport

#: The machine's troubles end by themselves too: a build elsewhere soon, a full disk when somebody made room.
_BUSY, _FAULT = 1.0, 60.0
#: Half-written files are waited for besides, so the end of a burst of notices need not be waited for long.
_QUIET = 0.02


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change: the paths that changed or are gone, and either the report of the build or what stopped it."""

    changed: frozenset[str]
    gone: frozenset[str]
    seconds: float
    report: BuildReport | None = None
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Fault:
    """What keeps a site from being published, other than its content."""

    what: str
    busy: bool


class Republisher:
    """Builds now and after every change. ``build`` builds what a reader has read; ``on_outcome`` hears what came of each change.

    A failure is told once, however often it is met again before something else happens; that another command is at work only
    when it still is after a moment. ``ended`` says when to stop.
    """

    def __init__(
        self, workspace: Workspace, build: Callable[[Reader], BuildReport], on_outcome: Callable[[Outcome], None],
        ended: Callable[[], bool] = lambda: False, notices: Callable[..., Any] = Notices,
    ) -> None:
        self.reader = Reader(workspace.content)
        self._settings_file = workspace.root / SETTINGS_FILE
        self._settings = read_plain_file(self._settings_file)
        self._build = build
        self._on_outcome = on_outcome
        self._ended = ended
        self.notices = notices(workspace.content, self._settings_file, quiet=_QUIET)
        #: What changed since the site was published last, and which fault keeps it from being published.
        self._changed: set[str] = set()
        self._fault: _Fault | None = None
        self._met = 0

    def first(self) -> BuildReport | None:
        """Build for the first time; ``None`` when the content has errors, which are told. Raises what else goes wrong."""
        started = time.monotonic()
        try:
            return self._build(self.reader)
        except ContentError as error:
            self._on_outcome(Outcome(frozenset(), frozenset(), time.monotonic() - started, error=error))
            return None

    def run(self) -> None:
        """Publish after every change until ``ended``."""
        # The library lives as long as this does: the collector need not walk through it again and again.
        with settled():
            while not self._ended():
                self.wait()
                if not self._ended():
                    self.publish()

    def wait(self) -> None:
        """Return when there is something to publish, or to try again."""
        again = None if self._fault is None else time.monotonic() + (_BUSY if self._fault.busy else _FAULT)
        self.notices.start()
        try:
            while not self._ended():
                started = time.monotonic()
                changed = self.look()
                now = time.monotonic()
                self._changed |= changed
                if changed or (again is not None and now >= again):
                    return
                self.notices.rest(now - started, None if again is None else again - now)
        finally:
            self.notices.stop()

    def look(self) -> set[str]:
        """Look again; return the content paths that changed, the settings' file among them."""
        changed = self.reader.look_again()
        settings = read_plain_file(self._settings_file)
        if settings != self._settings:
            self._settings = settings
            changed.add(SETTINGS_FILE)
        return changed

    def publish(self) -> None:
        """Build, and tell what came of it."""
        started = time.monotonic()
        report, failure = None, None
        try:
            report = self._build(self.reader)
        except Exception as error:  # noqa: BLE001 - whatever it was, the next change gets its chance
            failure = error
        before = self._fault
        # Not the error itself: it holds on to all that was at hand when it was raised.
        self._fault = None if failure is None or isinstance(failure, ContentError) else _Fault(repr(failure), isinstance(failure, Busy))
        self._met = self._met + 1 if self._fault == before else 1
        if self._fault is None or self._met == (2 if self._fault.busy else 1):
            files = frozenset(self._changed)
            gone = frozenset(p for p in files if p not in ("", SETTINGS_FILE) and p not in self.reader.results)
            self._on_outcome(Outcome(files - gone, gone, time.monotonic() - started, report, failure))
        if failure is None:
            self._changed.clear()
