"""Locks on files: the system frees one when its holder dies, and a note beside it says who holds it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import Busy, SystemFault
from .folders import remove
from .seals import read_plain_file

#: Seconds between two tries for a lock that is waited for.
_EVERY = 0.1


class Taken(Exception):  # noqa: N818 - a state of a lock, not a failure of a program
    """Somebody else holds the lock."""


class Lock:
    """A held lock; a context that ends with ``release``."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let others have it."""
        self._lock.release()

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        self.release()


def take(path: Path, patience: float = 0.0) -> Lock:
    """Take the lock file ``path``, as whoever may write to its folder can; what is no file in its place is removed.

    ``patience`` are seconds to wait for it. Raises ``Taken``, or ``OSError`` when it cannot be made.
    """
    if path.is_symlink() or path.is_dir():  # a link would be written through
        remove(path)
    lock = FileLock(path, mode=stat.S_IMODE(path.parent.stat().st_mode) & 0o666 | 0o600)
    try:
        lock.acquire(timeout=patience, poll_interval=_EVERY)
    except Timeout as error:
        raise Taken from error
    return Lock(lock)


@contextlib.contextmanager
def held(
    path: Path, doing: str, busy: str = "另一个命令正在使用这个课程库：{holder}。",
    hint: str = "等它结束再试；如果它已停住，先结束那个进程。",
) -> Iterator[None]:
    """Hold the lock file ``path`` while the block runs; ``doing`` tells others, in Chinese, what goes on.

    Raises ``Busy`` in the words of ``busy``, where ``{holder}`` is what the holder said, and ``hint``, when somebody else has it.
    """
    note = path.with_suffix(".json")
    try:
        lock = take(path)
    except Taken as error:
        raise Busy(busy.format(holder=_holder(note)), hint) from error
    except OSError as error:
        raise SystemFault(f"不能建立锁文件 {path}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
    try:
        with contextlib.suppress(OSError):  # it is a help, not a need
            remove(note)
            with note.open("x", encoding="utf-8") as file:
                json.dump({"pid": os.getpid(), "host": socket.gethostname(), "doing": doing}, file)
        yield
    finally:
        remove(note)
        lock.release()


def _holder(note: Path) -> str:
    try:
        data = json.loads(read_plain_file(note) or b"")
        text = f"{data['doing']}（进程 {data['pid']}，计算机 {data['host']}）"
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:200])
    except (ValueError, KeyError, TypeError):
        return "持有者未留下说明"
