"""The cache of what was read: one SQLite file of JSON, never of anything that runs code when read.

A row is good as long as the file's size, time and inode are the same, and the package's reading format too. Files
changed within two seconds of being read are read again, since their time stamp could not tell.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from . import __version__, trust
from .library.body import rendering_key
from .library.files import Entry
from .library.model import Unit
from .library.outline import OUTLINE_CODES, Outline
from .library.reading import FORMAT, FileResult
from .problems import Problem
from .syntax.markdown.links import Link

_FILE = "cache.db"
_SEAL = "cache.seal"
_RACY_NS = 2_000_000_000
_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, signature TEXT NOT NULL, result TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS html (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class Cache:
    """The cache below one cache folder. A damaged one, or one filled elsewhere, is thrown away, never repaired.

    ``kept`` is false where nothing can be trusted later on (no secret of the user's): the cache then lives in memory.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _FILE
        mark = mark_of(folder)
        self.kept = mark is not None
        if mark is None:
            self._connection = _connect(":memory:")
        else:
            seal = trust.read_plain_file(folder / _SEAL)
            if seal != mark.encode():
                forget(folder)
                (folder / _SEAL).write_text(mark, encoding="ascii")
            self._connection = self._open()
        # Bodies stand apart: they are most of the text, and need no parsing.
        self._files: dict[str, tuple[str, str, str]] | None = None
        self._fresh: dict[str, tuple[str, FileResult]] = {}
        self._fresh_html: dict[str, str] = {}

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self.path)
        except sqlite3.DatabaseError:
            _remove_database(self.path)
            return _connect(self.path)

    def close(self) -> None:
        """Write what is pending and close the file."""
        self.flush()
        self._connection.close()

    def flush(self) -> None:
        """Write results that were put since the last flush."""
        if self._fresh_html:
            self.put_texts("html", self._fresh_html)
            self._fresh_html.clear()
        if not self._fresh:
            return
        rows = [(path, sig, _dump(result), result.body) for path, (sig, result) in self._fresh.items()]
        with self._transaction():
            self._connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)
        self._fresh.clear()

    def _transaction(self) -> _Transaction:
        return _Transaction(self._connection)

    # What was read of each file.

    def get(self, entry: Entry) -> FileResult | None:
        """Return the kept result for an unchanged file, or ``None``."""
        if self._files is None:
            rows = self._connection.execute("SELECT path, signature, result, body FROM files")
            self._files = {path: (signature, result, body) for path, signature, result, body in rows}
        kept = self._files.get(entry.path)
        return _load(entry, kept[1], kept[2]) if kept and kept[0] == _signature(entry) else None

    def put(self, entry: Entry, result: FileResult) -> None:
        """Keep a result, unless the file is so young that a later change might not show in its time; and its body's HTML."""
        if result.rendered is not None:
            self._fresh_html[rendering_key(result.path, result.digest)] = result.rendered.dump()
        if time.time_ns() - entry.mtime_ns > _RACY_NS:
            self._fresh[entry.path] = (_signature(entry), result)

    def forget_all_but(self, paths: set[str]) -> None:
        """Drop results of files that are gone."""
        kept = self._files if self._files is not None else {}
        gone = [(path,) for path in kept if path not in paths]
        if gone:
            with self._transaction():
                self._connection.executemany("DELETE FROM files WHERE path = ?", gone)

    # Rendered bodies by content hash, and facts about published files by path: both text to text.

    def texts(self, table: str, keys: Iterable[str] | None = None) -> dict[str, str]:
        """Return rows of ``html`` or ``outputs``: all of them, or those with the given keys."""
        column = _KEY_COLUMN[table]
        if keys is None:
            return dict(self._connection.execute(f"SELECT {column}, value FROM {table}"))  # noqa: S608 - fixed names
        found: dict[str, str] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            query = f"SELECT {column}, value FROM {table} WHERE {column} IN ({marks})"  # noqa: S608 - fixed names
            found.update(self._connection.execute(query, part))
        return found

    def put_texts(self, table: str, rows: dict[str, str], gone: Iterable[str] = ()) -> None:
        """Write rows of ``html`` or ``outputs`` and drop the keys in ``gone``."""
        column = _KEY_COLUMN[table]
        with self._transaction():
            self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows.items())  # noqa: S608
            self._connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(k,) for k in gone])  # noqa: S608


_KEY_COLUMN = {"html": "key", "outputs": "path"}


class _Transaction:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: object, *_: object) -> None:
        self.connection.execute("ROLLBACK" if kind else "COMMIT")


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        # Losing the cache in a power cut costs a slow build, never a wrong one.
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _remove_database(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def mark_of(folder: Path) -> str | None:
    """Return the seal of a cache folder that was filled here by this version; ``None`` where there is no secret."""
    return trust.mark(folder, f"{__version__}/{FORMAT}")


def forget(folder: Path) -> None:
    """Drop everything below a cache folder that a later run would go on from."""
    _remove_database(folder / _FILE)
    (folder / _SEAL).unlink(missing_ok=True)
    for name in ("engine", "index", "shards", "shells"):
        place = folder / name
        if place.is_symlink():
            place.unlink()
        else:
            shutil.rmtree(place, ignore_errors=True)


def _signature(entry: Entry) -> str:
    return f"{entry.kind}/{entry.size}/{entry.mtime_ns}/{entry.inode}"


def _dump(result: FileResult) -> str:
    outline = result.outline
    rows: list[Any] = [
        result.values,
        result.marks,
        [[p.line, p.column, p.code, p.severity, p.message, p.hint] for p in result.problems],
        result.body_line,
        result.digest,
        [[k.target, k.line, k.column, k.image, k.text] for k in result.links],
        result.anchors,
        result.heading,
        outline and [
            [[u.title, u.content, u.method, u.hours, u.line] for u in outline.units],
            outline.has_outline, outline.has_objectives, outline.line,
            len(outline.problems),
        ],
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _load(entry: Entry, text: str, body: str) -> FileResult | None:
    try:
        values, marks, problems, body_line, digest, links, anchors, heading, outline = json.loads(text)
        found = [Problem(entry.path, *row) for row in problems]
        return FileResult(
            entry.path, entry.kind, entry.id, values,
            marks, found, body, body_line, digest,
            [Link(*row) for row in links],
            anchors,
            outline and Outline(
                tuple(Unit(*row) for row in outline[0]), outline[1], outline[2], outline[3],
                tuple(p for p in found if p.code in OUTLINE_CODES)[: outline[4]],
            ),
            heading,
        )
    except (ValueError, TypeError, KeyError):
        return None
