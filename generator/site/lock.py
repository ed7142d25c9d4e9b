"""One build at a time: a lock that the system frees when its holder dies, and a note that says who holds it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import Busy, SystemFault


@contextlib.contextmanager
def held(lock: Path, doing: str) -> Iterator[None]:
    """Hold the lock file ``lock`` while the block runs; ``doing`` tells others, in Chinese, what goes on.

    Raises ``Busy`` naming the holder when somebody else has it.
    """
    note = lock.with_suffix(".json")
    guard = FileLock(lock)
    try:
        guard.acquire(timeout=0)
    except Timeout as error:
        raise Busy(f"另一个命令正在使用这个课程库：{_holder(note)}。", "等它结束再试；如果它已停住，先结束那个进程。") from error
    except OSError as error:
        raise SystemFault(f"不能建立锁文件 {lock}({error.strerror})。", "检查文件夹权限和磁盘空间。") from error
    try:
        note.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "doing": doing}), encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        guard.release()


def _holder(note: Path) -> str:
    try:
        data = json.loads(note.read_text(encoding="utf-8"))
        return f"{data['doing']}(进程 {data['pid']}，计算机 {data['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "持有者未留下说明"
