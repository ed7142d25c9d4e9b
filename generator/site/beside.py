"""Work that goes on beside a build on another core: the search index, which no page waits for, and the engine."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

from ..errors import CourselibError, SystemFault
from ..processes import die_with_parent, forks, pool_context

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """Runs ``work`` in a forked process, which shares what is in memory; where there is no fork, at the end.

    ``name`` says in Chinese what is made. ``work`` returns something plain, or raises a ``CourselibError``; ``result`` gives the
    one or raises the other.
    """

    def __init__(self, name: str, work: Callable[[], Result], *, parallel: bool) -> None:
        self._name = name
        self._work = work
        self._process: multiprocessing.process.BaseProcess | None = None
        if not parallel or not forks():
            return
        context = pool_context()
        self._receiver, sender = context.Pipe(duplex=False)
        # Not a daemon: the work may start processes of its own.
        self._process = context.Process(target=_run, args=(name, work, sender, os.getpid()))
        self._process.start()
        sender.close()

    @property
    def parallel(self) -> bool:
        """True where the work goes on in a process of its own."""
        return self._process is not None

    def result(self) -> Result:
        """Wait for the work and return what it returned."""
        if self._process is None:
            return self._work()
        try:
            good, value = self._receiver.recv()
        except EOFError:
            good, value = False, (f"{self._name}没有做完。", "再生成一次；仍不行时用 --full。")
        self._process.join()
        if not good:
            raise SystemFault(*value)
        result: Result = value
        return result

    def stop(self) -> None:
        """End the work, finished or not."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()


def _run(name: str, work: Callable[[], Result], sender: Connection, parent: int) -> None:
    die_with_parent(parent)
    try:
        sender.send((True, work()))
    except CourselibError as error:
        sender.send((False, (error.message, error.hint)))
    except OSError as error:
        sender.send((False, (f"{name}写不进去（{error.strerror}）。", "检查文件夹权限和磁盘空间。")))
