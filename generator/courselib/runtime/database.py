"""A database file of the cache: opened without trusting it, thrown away when it is damaged, and its faults told apart.

Nothing that stands in the file is believed. Its layout must be ours to the letter (a view, a trigger or another table could have
a query do anything), a query that reads more than the file can hold is ended, and rows bear seals that whoever reads them
verifies. A damaged file is no trouble of the user's: what was in it can be made again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from .errors import SystemFault
from .folders import remove

Result = TypeVar("Result")
#: What SQLite says of trouble with the machine, in words of our users. All else that it may say of our statements means that
#: the file is damaged.
_READ_ONLY = "没有写入权限"
_MACHINE = {
    "database or disk is full": "磁盘满了",
    "disk i/o error": "磁盘读写出错",
    "attempt to write a readonly database": _READ_ONLY,
    "unable to open database file": "文件打不开",
    "access permission denied": "没有权限",
    "database is locked": "另一个命令一直占着它",
    "database table is locked": "另一个命令一直占着它",
    "locking protocol": "另一个命令一直占着它",
    "out of memory": "内存不足",
}
_COMPANIONS = ("-journal", "-wal", "-shm")
#: Seconds to wait for another command, and the longest text or bytes of a row.
_PATIENCE, _LONGEST = 30, 1 << 26
#: Steps of SQLite between two looks at how far a query went, and what any query may take besides one for each byte of the file.
_LOOK, _STEPS = 1 << 18, 1 << 24


class Damaged(Exception):  # noqa: N818 - a state of a file, not a failure of a program
    """Something in a database is not what this program wrote."""


def reason(error: sqlite3.Error) -> str | None:
    """Return what is wrong with the machine, in Chinese; ``None`` when it is the file that is damaged."""
    text = str(error).lower()
    return next((words for said, words in _MACHINE.items() if text.startswith(said)), None)


def fault(path: Path | str, why: str) -> SystemFault:
    """Return the failure to tell the user."""
    return SystemFault(f"缓存 {path} 用不了：{why}。", "检查磁盘空间和文件夹权限；缓存文件夹可以整个删去，会自动重做。")


class Database:
    """A file that holds ``tables`` (the statement that creates each, by name), or memory where ``path`` is ``None``.

    Contents made under another ``mark`` are dropped. ``damaged`` is set once a file was thrown away that should have been good.
    Raises ``SystemFault`` when the machine does not let it have a file.
    """

    def __init__(self, path: Path | None, tables: Mapping[str, str], mark: str) -> None:
        self.path = path
        self.damaged = False
        self._tables = {"about": "CREATE TABLE about (mark TEXT NOT NULL)", **tables}
        self._mark = mark
        self._steps = 0
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return self._prepared(":memory:")
        if os.path.lexists(self.path) and (self.path.is_symlink() or not self.path.is_file()):
            self._throw_away(self.path)
        for name in _COMPANIONS:
            companion = Path(f"{self.path}{name}")
            if companion.is_symlink():  # it would be written through
                remove(companion)
        try:
            return self._prepared(self.path)
        except (sqlite3.Error, Damaged):
            self._throw_away(self.path)
        try:
            return self._prepared(self.path)
        except (sqlite3.Error, Damaged) as error:
            why = reason(error) if isinstance(error, sqlite3.Error) else None
            raise fault(self.path, why or "文件写不好") from error

    def _throw_away(self, path: Path) -> None:
        self.damaged = True
        gone = [remove(Path(f"{path}{name}")) for name in (*_COMPANIONS, "")]
        if not all(gone):
            raise fault(path, "文件已损坏，又删不掉")

    def _prepared(self, path: Path | str) -> sqlite3.Connection:
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            if sys.version_info >= (3, 11):
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
            connection.set_progress_handler(self._too_far, _LOOK)
            self._steps = 0
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "synchronous=OFF", "journal_mode=DELETE"):
                # Losing the cache in a power cut costs a slow build, never a wrong one.
                connection.execute(f"PRAGMA {pragma}")
            if self._layout(connection) != self._tables or self._marks(connection) != [self._mark]:
                self._begin_anew(connection)
        except (sqlite3.Error, Damaged):
            connection.close()
            raise
        return connection

    def _layout(self, connection: sqlite3.Connection) -> dict[str, str]:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master LIMIT 32").fetchall()
        if not rows:
            return {}
        # Indexes that SQLite makes by itself have no statement.
        layout = {name: sql for kind, name, sql in rows if kind == "table" or sql is not None}
        if layout != self._tables:
            raise Damaged
        return layout

    def _marks(self, connection: sqlite3.Connection) -> list[str]:
        return [row[0] for row in connection.execute("SELECT mark FROM about LIMIT 2")]

    def _begin_anew(self, connection: sqlite3.Connection) -> None:
        """Make the tables, or empty them; another command may be doing the same."""
        connection.execute("BEGIN IMMEDIATE")
        if not self._layout(connection):
            for statement in self._tables.values():
                connection.execute(statement)
        if self._marks(connection) != [self._mark]:
            for name in self._tables:
                connection.execute(f"DELETE FROM {name}")  # noqa: S608 - fixed names
            connection.execute("INSERT INTO about VALUES (?)", (self._mark,))
        connection.execute("COMMIT")

    def _too_far(self) -> bool:
        self._steps += _LOOK
        size = 0
        with contextlib.suppress(OSError):
            size = self.path.stat().st_size if self.path else self._steps
        return self._steps > size + _STEPS

    def read(self, query: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        """Return what a query finds; ``otherwise`` when the file turns out to be damaged, and is begun anew.

        ``query`` raises ``Damaged`` for a row whose seal does not fit. Raises ``SystemFault`` for the machine's trouble.
        """
        try:
            self._steps = 0
            return query(self._connection)
        except (sqlite3.Error, Damaged) as error:
            self._mend(error)
            return otherwise

    def write(self, change: Callable[[sqlite3.Connection], object]) -> None:
        """Make a change, whole or not at all; in a file that turns out to be damaged it is made again after beginning anew.

        Raises ``SystemFault`` for the machine's trouble.
        """
        try:
            self._change(change)
        except (sqlite3.Error, Damaged) as error:
            self._mend(error)
            try:
                self._change(change)
            except (sqlite3.Error, Damaged) as again:
                why = reason(again) if isinstance(again, sqlite3.Error) else None
                raise fault(self.path or "", why or "文件写不好") from again

    def _change(self, change: Callable[[sqlite3.Connection], object]) -> None:
        self._steps = 0
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            change(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise

    def _mend(self, error: sqlite3.Error | Damaged) -> None:
        why = reason(error) if isinstance(error, sqlite3.Error) else None
        if why and why != _READ_ONLY:
            raise fault(self.path or "", why) from error
        self.close()
        # A file that another command threw away meanwhile cannot be written to any more: the one in its place can.
        if self.path is not None and not why:
            self._throw_away(self.path)
        self._connection = self._open()

    def empty(self) -> None:
        """Drop all rows. Others that have the file open are not disturbed."""
        self.write(lambda db: [db.execute(f"DELETE FROM {name}") for name in self._tables if name != "about"])  # noqa: S608

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
