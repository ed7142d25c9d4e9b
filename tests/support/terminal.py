"""Running the command on a terminal, as a person does: each line is typed when the command asks for it."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from .sites import command, environment

_PROMPT = "：".encode()
_LIMIT = 60.0
#: The key that ends the input (Ctrl-D): it works at once, without a line's end.
END = "\x04"


def typed(arguments: Iterable[str | Path], lines: Iterable[str], cwd: Path) -> tuple[int, str]:
    """Return exit code and what stood on the screen."""
    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            command(*arguments), cwd=cwd, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
            start_new_session=True,
        )
        os.close(theirs)
        screen = b""
        waiting = list(lines)
        asked_at = -1
        end = time.monotonic() + _LIMIT
        while time.monotonic() < end:
            ready, _, _ = select.select([ours], [], [], 0.1)
            if ready:
                try:
                    data = os.read(ours, 1 << 16)
                except OSError:  # the other end was closed
                    break
                screen += data
            elif waiting and len(screen) != asked_at and screen.endswith(_PROMPT):
                asked_at = len(screen)
                line = waiting.pop(0)
                os.write(ours, line.encode() if line == END else f"{line}\n".encode())
            elif process.poll() is not None:
                break
        process.kill() if process.poll() is None else None
        return process.wait(), screen.decode().replace("\r\n", "\n")
    finally:
        os.close(ours)
