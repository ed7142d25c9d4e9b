"""Work that goes on beside a build on another core: the search index, which no page waits for, and the engine."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from .errors import CourselibError, SystemFault
from .workers import die_with_parent, forks, pool_context

Result = TypeVar("Result")


Report = Callable[[Any], None]


class BackgroundWork(Generic[Result]):
    """Runs ``work`` in a forked process, which shares what is in memory; where there is no fork, at the end.

    ``name`` says in Chinese what is made. ``work`` is given a function with which it may tell a part of its result before the
    rest; it returns something plain, or raises a ``CourselibError``. ``part`` gives the first of it, ``result`` the rest, or either
    raises the error.
    """

    def __init__(self, name: str, work: Callable[[Report], Result], *, parallel: bool) -> None:
        self._name = name
        self._work = work
        self._process: multiprocessing.process.BaseProcess | None = None
        self._messages: list[tuple[str, Any]] = []
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

    def part(self) -> Any:
        """Wait for the part of the result that comes first and return it."""
        if self._process is None:
            self._messages.append((_DONE, self._work(lambda value: self._messages.append((_PART, value)))))
        return self._next(_PART)

    def result(self) -> Result:
        """Wait for the work and return what it returned."""
        if self._process is None and not self._messages:
            return self._work(lambda _: None)
        value: Result = self._next(_DONE)
        if self._process is not None:
            self._process.join()
        return value

    def _next(self, kind: str) -> Any:
        while True:
            if self._process is None:
                received, value = self._messages.pop(0)
            else:
                try:
                    received, value = self._receiver.recv()
                except EOFError:
                    received, value = _FAILED, (f"{self._name}没有做完。", "再生成一次；仍不行时用 --full。")
            if received == _FAILED:
                raise SystemFault(*value)
            if received == kind:
                return value

    def stop(self) -> None:
        """End the work, finished or not."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()
            self._process.join()


_PART, _DONE, _FAILED = "part", "done", "failed"


def _run(name: str, work: Callable[[Report], Result], sender: Connection, parent: int) -> None:
    die_with_parent(parent)
    try:
        sender.send((_DONE, work(lambda value: sender.send((_PART, value)))))
    except CourselibError as error:
        sender.send((_FAILED, (error.message, error.hint)))
    except OSError as error:
        sender.send((_FAILED, (f"{name}写不进去（{error.strerror}）。", "检查文件夹权限和磁盘空间。")))
    except Exception as error:  # noqa: BLE001 - the last net of this process: no traceback reaches a user
        sender.send((_FAILED, (f"{name}没有做完（{type(error).__name__}: {error}）。", "用 --full 再生成一次；仍不行时告诉维护者。")))
