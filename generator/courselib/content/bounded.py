"""Large files are read in processes of their own, which end when one asks for too much: the other files go on.

Whatever a parser may still do with a file that nobody thought of, it does it here. A budget is processor time where the system counts it,
so that a busy machine ends nobody; the clock is only the last resort.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path

from ..library.reading import FileResult
from ..library.source import Entry
from ..problems import problem
from ..runtime.workers import die_with_parent, pool_context, spawning_context
from .media import reading as media

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

#: Files up to this many bytes are read without further ado: what they can ask for is soon over.
SMALL = 32 * 1024
#: What one file may take: seconds of the processor, seconds at all where those are not counted, and bytes of memory.
SECONDS = 20
PATIENCE = 10 * SECONDS if resource else SECONDS
MEMORY = 3 << 30
Read = Callable[[Path, Entry], FileResult]


def read_bounded(root: Path, entries: Sequence[Entry], jobs: int, read: Read) -> Iterator[tuple[Entry, FileResult]]:
    """Yield each file with what it says, or with the problem that it asked for too much; ``jobs`` are read at once."""
    waiting = list(reversed(entries))
    workers = [_Worker(read) for _ in range(min(max(jobs, 1), len(entries)))]
    try:
        for worker in workers:
            worker.take(root, waiting)
        while busy := {w.ours: w for w in workers if w.entry}:
            soonest = min(w.until for w in busy.values()) - time.monotonic()
            ready = wait(list(busy), max(soonest, 0))
            late = [w for w in busy.values() if w.ours not in ready and w.until <= time.monotonic()]
            for worker in (*(busy[r] for r in ready if isinstance(r, Connection)), *late):
                entry, result = worker.answer(late=worker in late)
                yield entry, result
                worker.take(root, waiting)
    finally:
        for worker in workers:
            worker.end()


class _Worker:
    """A process that reads one file after another, and the end of it that we hold."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.entry: Entry | None = None
        self.until = 0.0
        self.start()

    def start(self) -> None:
        # To fork while threads run (a preview's) could leave a lock held for ever.
        context = pool_context() if threading.active_count() == 1 else spawning_context()
        self.ours, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.read, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()

    def take(self, root: Path, waiting: list[Entry]) -> None:
        """Begin with the next file, if there is one."""
        self.entry = waiting.pop() if waiting else None
        if self.entry:
            self.until = time.monotonic() + PATIENCE
            self.ours.send((root, self.entry))

    def answer(self, *, late: bool) -> tuple[Entry, FileResult]:
        """Return what the file says; a process that is late, or that ended over it, is replaced."""
        entry = self.entry
        assert entry is not None  # noqa: S101 - only those that read something are asked
        received: object = None
        if not late:
            with suppress(EOFError, OSError):
                received = self.ours.recv()
        if isinstance(received, FileResult):
            return entry, received
        self.end()
        self.start()
        if entry.kind == "media":
            return entry, media.beyond_budget(entry)
        result = FileResult(entry.path, entry.kind, entry.id)
        result.problems.append(problem(
            "B510", entry.path, "读这个文件要用的时间或内存超出了限度。", hint="把它拆成几个文件，或删去成片重复的符号。"))
        return entry, result

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.ours.close()


def _work(theirs: Connection, read: Read, parent: int) -> None:
    """Read files until nobody asks any more."""
    die_with_parent(parent)
    _limit("RLIMIT_AS", MEMORY)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            root, entry = theirs.recv()
            _limit("RLIMIT_CPU", math.ceil(time.process_time()) + SECONDS)
            try:
                result: FileResult | None = read(root, entry)
            except MemoryError:
                result = None
            theirs.send(result)


def _limit(name: str, most: int) -> None:
    """Lower a limit of this process, where the system has it."""
    which = getattr(resource, name, None)
    if which is not None:
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (most, resource.getrlimit(which)[1]))
