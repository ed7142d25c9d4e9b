"""Running ``courselib build --watch`` as a process of its own in a test, and reading what it says as it says it."""

from __future__ import annotations

import contextlib
import queue
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

from .sites import command, environment

_SECONDS = 60.0
READY = "按 Ctrl-C 结束"


class Watched:
    """A running ``courselib build --watch`` in a process group of its own, as a shell starts it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            command("build", "--watch", *arguments), cwd=folder, env=environment(), encoding="utf-8", stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
        )
        self.said: list[str] = []
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))
        self._lines.put(None)

    def until(self, text: str) -> str:
        """Return the next line that holds a text."""
        while True:
            line = self._lines.get(timeout=_SECONDS)
            assert line is not None, self.said
            self.said.append(line)
            if text in line:
                return line

    def rest(self) -> list[str]:
        """Wait for the end; return the lines that were still to come."""
        found = []
        while (line := self._lines.get(timeout=_SECONDS)) is not None:
            found.append(line)
        self.said += found
        self.process.wait(_SECONDS)
        return found

    def close(self) -> None:
        """End it, if it goes on."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(_SECONDS)
        self._thread.join(_SECONDS)
        if self.process.stdout:
            self.process.stdout.close()


@contextlib.contextmanager
def watched(folder: Path, *arguments: str) -> Iterator[Watched]:
    """Run it while the block does; a traceback among what it said is a failure."""
    running = Watched(folder, *arguments)
    try:
        yield running
    finally:
        running.close()
    said = "\n".join(running.said)
    assert "Traceback" not in said, said
