"""One build at a time: a lock that the system frees when its holder dies, and a note that says who holds it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from filelock import Timeout

from ..runtime.errors import Busy, SystemFault
from ..runtime.folders import remove
from ..runtime.locks import guard_of
from ..runtime.seals import read_plain_file


@contextlib.contextmanager
def held(lock: Path, doing: str) -> Iterator[None]:
    """Hold the lock file ``lock`` while the block runs; ``doing`` tells others, in Chinese, what goes on.

    Raises ``Busy`` naming the holder when somebody else has it.
    """
    note = lock.with_suffix(".json")
    try:
        guard = guard_of(lock)
        guard.acquire(timeout=0)
    except Timeout as error:
        raise Busy(f"另一个命令正在使用这个课程库：{_holder(note)}。", "等它结束再试；如果它已停住，先结束那个进程。") from error
    except OSError as error:
        raise SystemFault(f"不能建立锁文件 {lock}({error.strerror})。", "检查文件夹权限和磁盘空间。") from error
    try:
        with contextlib.suppress(OSError):  # it is a help, not a need
            remove(note)
            with note.open("x", encoding="utf-8") as file:
                json.dump({"pid": os.getpid(), "host": socket.gethostname(), "doing": doing}, file)
        yield
    finally:
        remove(note)
        guard.release()


def _holder(note: Path) -> str:
    try:
        data = json.loads(read_plain_file(note) or b"")
        told = f"{data['doing']}(进程 {data['pid']}，计算机 {data['host']})"
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in told[:200])
    except (ValueError, KeyError, TypeError):
        return "持有者未留下说明"
