"""What the next build goes on from: one SQLite file of terms by course, lists by term, files by path, readings by run.

Nothing in it is ever run: bytes, numbers and text. It lies in the cache folder, is trusted only where that is (``cache``), and
is thrown away when the versions that made it are others, or when it is damaged.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

FOLDER = "shards"
_FILE = "shards.db"
_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS courses (id TEXT PRIMARY KEY, digest TEXT NOT NULL, lengths BLOB NOT NULL, p BLOB NOT NULL, y BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS p (term BLOB PRIMARY KEY, holding INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS s (term BLOB PRIMARY KEY, holding INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS y (term BLOB PRIMARY KEY, holding INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ranges (family TEXT, first BLOB, last BLOB, name TEXT NOT NULL, PRIMARY KEY (family, first)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (key TEXT PRIMARY KEY, digest TEXT NOT NULL, data BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS contents ON files (key, digest);
CREATE TABLE IF NOT EXISTS readings (run TEXT PRIMARY KEY, syllables TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """The store below a cache folder, or in memory where ``folder`` is ``None``. Use as a context: it is one transaction."""

    def __init__(self, folder: Path | None, versions: str) -> None:
        self._path = None if folder is None else folder / FOLDER / _FILE
        self._versions = versions
        self.db = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._prepared()
        except sqlite3.DatabaseError:
            if self._path is None:
                raise
            remove(self._path.parent.parent)
            return self._prepared()

    def _prepared(self) -> sqlite3.Connection:
        if self._path is not None:
            self._path.parent.mkdir(exist_ok=True)
        db = sqlite3.connect(":memory:" if self._path is None else self._path, timeout=30, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            # Losing it in a power cut costs a slow build, never a wrong one.
            db.execute("PRAGMA synchronous=OFF")
            db.executescript(_TABLES)
            kept = dict(db.execute("SELECT name, value FROM about"))
            if kept.get("versions") != self._versions:
                for table in ("about", "courses", "p", "s", "y", "ranges", "files", "readings"):
                    db.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
                db.execute("INSERT INTO about VALUES ('versions', ?)", (self._versions,))
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def __enter__(self) -> Store:
        self.db.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.db.execute("ROLLBACK" if kind else "COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    def about(self, name: str) -> str:
        """Return a fact, empty when it is not known."""
        row = self.db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def put_about(self, name: str, value: str) -> None:
        """Keep a fact."""
        self.db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def courses(self) -> dict[str, tuple[str, bytes]]:
        """Return digest and packed lengths by ID."""
        return {row[0]: (row[1], row[2]) for row in self.db.execute("SELECT id, digest, lengths FROM courses")}

    def rows(self, family: str, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Yield ID and packed tails of courses, in the order of ``ids``."""
        for name in ids:
            yield from self.db.execute(f"SELECT id, {family} FROM courses WHERE id = ?", (name,))  # noqa: S608

    def put_courses(self, rows: Iterable[tuple[str, str, bytes, bytes, bytes]]) -> None:
        """Keep courses: ID, digest, lengths, tails, tails of readings."""
        self.db.executemany("INSERT OR REPLACE INTO courses VALUES (?, ?, ?, ?, ?)", rows)

    def drop_courses(self, gone: Iterable[str]) -> None:
        """Drop courses by ID."""
        self.db.executemany("DELETE FROM courses WHERE id = ?", ((name,) for name in gone))

    def replace_lists(self, family: str, rows: Iterable[tuple[bytes, int, bytes]]) -> None:
        """Keep these lists (term, courses, list) and no others."""
        self.db.execute(f"DELETE FROM {family}")  # noqa: S608 - fixed names
        self.put_lists(family, rows)

    def put_lists(self, family: str, rows: Iterable[tuple[bytes, int, bytes]]) -> None:
        """Keep lists; one without courses is dropped."""
        kept = []
        for row in rows:
            if row[1]:
                kept.append(row)
            else:
                self.db.execute(f"DELETE FROM {family} WHERE term = ?", (row[0],))  # noqa: S608
        self.db.executemany(f"INSERT OR REPLACE INTO {family} VALUES (?, ?, ?)", kept)  # noqa: S608

    def list(self, family: str, term: bytes) -> bytes:
        """Return a term's list, empty for none."""
        row = self.db.execute(f"SELECT list FROM {family} WHERE term = ?", (term,)).fetchone()  # noqa: S608
        return row[0] if row else b""

    def sizes(self, family: str) -> Iterator[tuple[bytes, int]]:
        """Yield every term with the size of its list, in order."""
        return self.db.execute(f"SELECT term, length(list) FROM {family} ORDER BY term")  # noqa: S608

    def between(self, family: str, first: bytes, last: bytes) -> Iterator[tuple[bytes, int, bytes]]:
        """Yield the lists of a range of terms, in order."""
        query = f"SELECT term, holding, list FROM {family} WHERE term BETWEEN ? AND ? ORDER BY term"  # noqa: S608
        return self.db.execute(query, (first, last))

    def ranges(self, family: str) -> dict[tuple[bytes, bytes], str]:
        """Return the names of files by first and last term, in order."""
        rows = self.db.execute("SELECT first, last, name FROM ranges WHERE family = ? ORDER BY first", (family,))
        return {(first, last): name for first, last, name in rows}

    def put_ranges(self, family: str, rows: Mapping[tuple[bytes, bytes], str]) -> None:
        """Keep the names of files."""
        self.db.execute("DELETE FROM ranges WHERE family = ?", (family,))
        self.db.executemany("INSERT INTO ranges VALUES (?, ?, ?, ?)", ((family, *ends, name) for ends, name in rows.items()))

    def digests(self) -> dict[str, str]:
        """Return what stands for the content of each file, by key."""
        return dict(self.db.execute("SELECT key, digest FROM files"))

    def put_files(self, rows: Iterable[tuple[str, str, bytes]], gone: Iterable[str]) -> None:
        """Keep files (key, digest, data) and drop those that are gone."""
        self.db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", rows)
        self.db.executemany("DELETE FROM files WHERE key = ?", ((key,) for key in gone))

    def file(self, key: str) -> bytes:
        """Return a file; ``KeyError`` when there is none of this key."""
        row = self.db.execute("SELECT data FROM files WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        data: bytes = row[0]
        return data

    def readings(self) -> dict[str, str]:
        """Return what was read of Han runs."""
        return dict(self.db.execute("SELECT run, syllables FROM readings"))

    def put_readings(self, rows: Mapping[str, str]) -> None:
        """Keep readings."""
        self.db.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?)", rows.items())


def copy_store(source: Path, target: Path) -> None:
    """Begin the store of a cache folder with another's, unless it has one; whoever writes there meanwhile is not disturbed."""
    old, new = source / FOLDER / _FILE, target / FOLDER / _FILE
    if new.exists() or not old.is_file() or old.is_symlink():
        return
    new.parent.mkdir(exist_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(old, timeout=30)) as here, contextlib.closing(sqlite3.connect(new)) as there:
            here.backup(there)
    except sqlite3.Error:  # it is a help, not a need
        remove(target)


def remove(cache: Path) -> None:
    """Drop the store below a cache folder."""
    for suffix in ("", "-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            (cache / FOLDER / f"{_FILE}{suffix}").unlink()
