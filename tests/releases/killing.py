"""Runs updates and rollbacks in processes that are killed at given moments: ``python -m tests.releases.killing``.

A moment is a call that changes the disk, as Python's own audit tells it, or a step of progress. Each child is forked from here, so
that the program is loaded once; it is killed by SIGKILL, like any process that loses its machine.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

from courselib.publish import swap
from courselib.publish.updating import arriving, joining
from courselib.publish.updating.returning import rollback
from courselib.publish.updating.updating import Plan, update

_CHANGES = ("open", "os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "shutil.copyfile",
            "shutil.rmtree")


class _Clock:
    """Counts moments, and ends the process at one of them."""

    def __init__(self, end: int) -> None:
        self.now, self.end = 0, end

    def tick(self, *_: object) -> None:
        """Count one moment."""
        self.now += 1
        if self.now == self.end:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(self, event: str, arguments: tuple[object, ...]) -> None:
        """Count what Python's audit tells."""
        if event in _CHANGES and not (event == "open" and arguments[1] in ("r", "rb")):
            self.tick()


class _Listener:
    def __init__(self, clock: _Clock) -> None:
        self.progress = clock.tick

    def fingerprint(self, _library: str) -> str | None:
        return None

    def agrees(self, _plan: Plan) -> bool:
        return True


def _run(place: Path, command: str, end: int, ways: set[str]) -> int:
    """Run a command and return how many moments it took, if it lived."""
    clock = _Clock(end)
    arriving.PIECE = 2048
    if "copies" in ways:
        joining.os = _NoLinks()  # type: ignore[attr-defined]
    exchange = swap._exchange
    if "renames" in ways:
        swap._exchange = lambda *_: False  # type: ignore[assignment]
    else:
        def exchanged(one: Path, other: Path) -> bool:
            clock.tick()
            done = exchange(one, other)
            clock.tick()
            return done

        swap._exchange = exchanged
    sys.addaudithook(clock.heard)
    if command == "update":
        update(place / "site", place / "pack.zip", _Listener(clock))
    else:
        rollback(place / "site", clock.tick)
    return clock.now


class _NoLinks:
    """The system's calls on a disk that has no hard links."""

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    @staticmethod
    def link(*_: object, **__: object) -> None:
        """Refuse."""
        raise OSError(95, "Operation not supported")


def _forked(place: Path, command: str, end: int, ways: set[str]) -> int:
    """Run in a child; return how many moments it took, 0 when it was killed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.write(theirs, str(_run(place, command, end, ways)).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as stream:
        told = stream.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return 0
    assert status == 0, (place, command, end)
    return int(told)


def main(base: Path, out: Path, command: str, ways: set[str], count: int) -> list[str]:
    """Run a command on copies of a folder, killed at moments spread over it; return the copies' names."""
    shutil.copytree(base, out / "whole")
    total = _forked(out / "whole", command, 0, ways)
    names = []
    for end in sorted({1 + (total - 1) * n // (count - 1) for n in range(count)} | set(range(max(1, total - 32), total + 1))):
        shutil.copytree(base, out / f"at-{end}")
        assert _forked(out / f"at-{end}", command, end, ways) == 0
        names.append(f"at-{end}")
    return names


if __name__ == "__main__":
    done = main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], set(sys.argv[4].split(",")), int(sys.argv[5]))
    sys.stdout.write(json.dumps(done))
