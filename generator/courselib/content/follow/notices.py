"""Telling when something in the content folder may have changed: the system's own notices, and a look now and then.

Notices arrive at once but not from everywhere: network shares send none, and systems allow only so many watched folders. So
the folder is looked at every few seconds besides, more seldom the longer a look takes.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from ...runtime.litter import in_litter

#: An editor's save is several events: this long nothing more must come, and no longer than this is waited.
_QUIET, _LONGEST = 0.04, 0.4
#: Reading a file is told as well, and is no change.
_CHANGES = frozenset(("created", "modified", "moved", "deleted"))
#: Seconds between looks, with notices and without, and how many times as long as a look itself.
_SELDOM, _OFTEN, _TIMES = 3.0, 0.5, 40
#: Some systems do not interrupt a wait: no single one is longer.
_STEP = 0.5


class Notices:
    """The system's notices of changes, from ``start`` to ``stop``; may be started again. In between there are threads."""

    def __init__(self, content: Path, settings: Path, *, quiet: float = _QUIET) -> None:
        self._content = content
        self._settings = settings
        self._quiet = quiet
        self._event = threading.Event()
        self._observer: BaseObserver | None = None

    @property
    def sent(self) -> bool:
        """True when the system tells of changes; otherwise the folder must be looked at often."""
        return self._observer is not None

    def start(self) -> None:
        """Begin to listen. What changed before is not told: look after this."""
        self._event.clear()
        self._observer = self._observing()

    def stop(self) -> None:
        """Listen no more; all threads have ended then."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
            self._observer = None

    def wake(self) -> None:
        """Say that something may have changed."""
        self._event.set()

    def rest(self, cost: float, longest: float | None = None) -> None:
        """Wait until something may have changed, or it is time to look all the same, or ``longest`` is over.

        ``cost`` is how long the last look took.
        """
        seconds = max(_SELDOM if self.sent else _OFTEN, cost * _TIMES)
        if self._woken(seconds if longest is None else min(seconds, longest)):
            self._settle()

    def _woken(self, seconds: float) -> bool:
        return any(self._event.wait(min(_STEP, left)) for left in _until(seconds))

    def _settle(self) -> None:
        """Wait until the burst of events is over."""
        for _ in _until(_LONGEST):
            self._event.clear()
            if not self._event.wait(self._quiet):
                return

    def _observing(self) -> BaseObserver | None:
        observer = Observer()
        observer.daemon = True
        try:
            observer.schedule(_Handler(self._inside), str(self._content), recursive=True)
            observer.schedule(_Handler(self._on_parent), str(self._settings.parent))
            observer.start()
        except (OSError, RuntimeError):  # too many folders for the system, or one that cannot be watched
            with contextlib.suppress(OSError, RuntimeError):
                observer.stop()
            return None
        return observer

    def _inside(self, paths: tuple[str, ...]) -> None:
        """Hear of the content folder: swap and lock files come and go while somebody writes, and are no content."""
        if not (paths and all(self._is_litter(path) for path in paths)):
            self.wake()

    def _is_litter(self, path: str) -> bool:
        # What stands above the content folder may be called anything.
        return in_litter(path[len(str(self._content)) :]) if path.startswith(str(self._content)) else False

    def _on_parent(self, paths: tuple[str, ...]) -> None:
        """Hear of the folder above: only the settings and the content folder itself matter there."""
        if {str(self._settings), str(self._content)}.intersection(paths):
            self.wake()


class Watch:
    """Calls ``look`` in a thread of its own whenever something may have changed."""

    def __init__(self, content: Path, settings: Path, look: Callable[[], None]) -> None:
        self._notices = Notices(content, settings)
        self._look = look
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    @property
    def notices(self) -> bool:
        """True when the system tells of changes; otherwise the folder is looked at often."""
        return self._notices.sent

    def start(self) -> None:
        """Begin."""
        self._notices.start()
        self._thread.start()

    def stop(self) -> None:
        """End; a look that is under way is finished first."""
        self._ended = True
        self._notices.wake()
        self._thread.join()
        self._notices.stop()

    def wake(self) -> None:
        """Say that something may have changed."""
        self._notices.wake()

    def _run(self) -> None:
        cost = 0.0
        while not self._ended:
            self._notices.rest(cost)
            if self._ended:
                return
            started = time.monotonic()
            self._look()
            cost = time.monotonic() - started


def _until(seconds: float) -> Iterator[float]:
    """Yield how many seconds are left, again and again until none are."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        yield left


class _Handler(FileSystemEventHandler):
    def __init__(self, tell: Callable[[tuple[str, ...]], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass on what changes something."""
        if event.event_type in _CHANGES:
            self._tell(tuple(str(p) for p in (event.src_path, event.dest_path) if p))
