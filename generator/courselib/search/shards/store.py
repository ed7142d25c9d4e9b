"""What the next build goes on from: one SQLite file of terms by course, lists by term, files by path, readings by run.

Nothing in it is ever run: bytes, numbers and text. All of it belongs together (a list that lags behind by one update would find
other courses), so one seal beside the file covers every byte of it; it is opened only when that fits, and made anew otherwise. Of
its finished files another process reads single ones without looking at the rest: these bear a seal each.
"""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ...runtime import atomic, folders
from ...runtime import seals as trust
from ...runtime.database import fault, reason
from ...runtime.locks import Lock, Taken, take
from ...runtime.seals import RowSeal, Seal

FOLDER = "shards"
#: What the files of a store are called that is called nothing else.
_NAME = "shards"
_COMPANIONS = ("-journal", "-wal", "-shm")
_CHUNK = 1 << 20
#: Raised whenever the tables are laid out in another way.
_LAYOUT = 3
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE courses (id TEXT PRIMARY KEY, digest TEXT NOT NULL, lengths BLOB NOT NULL, p BLOB NOT NULL, y BLOB NOT NULL);
CREATE TABLE p (term BLOB PRIMARY KEY, holding INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE s (term BLOB PRIMARY KEY, holding INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE y (term BLOB PRIMARY KEY, holding INTEGER NOT NULL, list BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE ranges (family TEXT, first BLOB, last BLOB, name TEXT NOT NULL, PRIMARY KEY (family, first)) WITHOUT ROWID;
CREATE TABLE files (key TEXT PRIMARY KEY, digest TEXT NOT NULL, data BLOB NOT NULL, seal BLOB NOT NULL);
CREATE INDEX contents ON files (key, digest);
CREATE TABLE readings (run TEXT PRIMARY KEY, syllables TEXT NOT NULL) WITHOUT ROWID;
"""


class Store:
    """The store below a cache folder, or in memory where ``folder`` is ``None``. Use as a context: it is one transaction.

    One process at a time has it: another meanwhile works in memory. What was changed counts once it is closed. Raises
    ``SystemFault`` when the machine does not let it have its file.
    """

    def __init__(self, folder: Path | None, versions: str, name: str = "") -> None:
        self._lock: Lock | None = None
        self._key = trust.secret()
        self._versions = f"search {_LAYOUT} {versions}"
        self._path = None if folder is None or self._key is None else self._held(_place(folder, name))
        self._rows = _row_seal(self._path, self._versions) or RowSeal(secrets.token_bytes(32))
        self.db = self._open()

    @property
    def in_memory(self) -> bool:
        """Tell whether no other process will see what is in it."""
        return self._path is None

    def _held(self, path: Path) -> Path | None:
        """Return where the store lies once it is this process's alone; ``None`` when it is another's."""
        try:
            folders.make_private(path.parent)
            self._lock = take(path.with_suffix(".lock"))
        except Taken:
            return None
        except OSError as error:
            raise fault(path.parent, error.strerror or str(error)) from error
        return path

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            # What a killed run left is not covered by the seal.
            left = [Path(f"{self._path}{name}") for name in _COMPANIONS]
            if not self._is_sealed():
                left += [self._path, _seal_of(self._path)]
            if sum(not folders.remove(place) for place in left):  # each is tried
                raise fault(self._path, "文件已损坏，又删不掉")
        try:
            return self._prepared()
        except sqlite3.Error as error:
            raise fault(self._path or "", reason(error) or "文件写不好") from error

    def _seal(self) -> bytes | None:
        """Return the seal of the file as it stands; ``None`` when it cannot be read."""
        if self._path is None or self._key is None:
            return None
        seal = Seal(self._key, self._path, self._versions)
        try:
            with self._path.open("rb") as file:
                while piece := file.read(_CHUNK):
                    seal.add(piece)
        except OSError:
            return None
        return seal.value()

    def _is_sealed(self) -> bool:
        if self._path is None or self._path.is_symlink() or not self._path.is_file():
            return False
        kept = trust.read_plain_file(_seal_of(self._path))
        return kept is not None and self._seal() == kept

    def _prepared(self) -> sqlite3.Connection:
        db = sqlite3.connect(":memory:" if self._path is None else self._path, timeout=30, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            # Losing it in a power cut costs a slow build, never a wrong one.
            db.execute("PRAGMA synchronous=OFF")
            if not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
                db.executescript(_TABLES)
        except sqlite3.Error:
            db.close()
            raise
        return db

    def __enter__(self) -> Store:
        try:
            self.db.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise fault(self._path or "", reason(error) or "文件已损坏") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if kind is None:
            try:
                self.db.execute("COMMIT")
                return
            except sqlite3.Error as failed:
                error = failed
        with contextlib.suppress(sqlite3.Error):  # a full disk may have taken it back already
            self.db.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise fault(self._path or "", reason(error) or "文件已损坏") from error

    def close(self) -> None:
        """Let go of the file, sealed when anything in it changed."""
        try:
            if self._path is not None and self.db.total_changes:
                self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                seal = self._seal()
                if seal is not None:
                    atomic.replace(_seal_of(self._path), seal)
        except (sqlite3.Error, OSError) as error:
            why = reason(error) if isinstance(error, sqlite3.Error) else error.strerror
            raise fault(self._path or "", why or "文件写不好") from error
        finally:
            self.db.close()
            if self._lock is not None:
                self._lock.release()

    def about(self, name: str) -> str:
        """Return a fact, empty when it is not known."""
        row = self.db.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def put_about(self, name: str, value: str) -> None:
        """Keep a fact."""
        if self.about(name) != value:
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
        sealed = ((key, digest, data, self._rows.of(b"files", key.encode(), digest.encode(), data)) for key, digest, data in rows)
        self.db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", sealed)
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


class FileReader:
    """Reads finished files from the store below a cache folder, while another process may be at work on the rest of it."""

    def __init__(self, folder: Path, versions: str, name: str = "") -> None:
        self._path = _place(folder, name)
        self._rows = _row_seal(self._path, f"search {_LAYOUT} {versions}")
        self._db: sqlite3.Connection | None = None

    def file(self, key: str, digest: str) -> bytes:
        """Return the file with this key and content. Raises ``SystemFault`` when it is not there any more."""
        try:
            if self._db is None:
                self._db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
            row = self._db.execute("SELECT data, seal FROM files WHERE key = ? AND digest = ?", (key, digest)).fetchone()
        except sqlite3.Error as error:
            raise fault(self._path, reason(error) or "文件已损坏") from error
        data, seal = row or (None, None)
        if not (isinstance(data, bytes) and isinstance(seal, bytes) and self._rows) or not self._rows.fits(
            seal, b"files", key.encode(), digest.encode(), data
        ):
            raise fault(self._path, "文件刚刚被别的程序改动")
        return data

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()


def copy_store(source: Path, target: Path, versions: str, name: str = "") -> None:
    """Begin the store of a cache folder with another's, unless it has one; whoever writes there meanwhile is not disturbed."""
    old, new, key = _place(source, name), _place(target, name), trust.secret()
    if key is None or new.exists() or old.is_symlink() or not old.is_file():
        return
    kept = trust.read_plain_file(_seal_of(old))
    there, here = (Seal(key, path, f"search {_LAYOUT} {versions}") for path in (old, new))
    # It is a help, not a need.
    with contextlib.suppress(OSError):
        folders.make_private(new.parent)
        with old.open("rb") as reading, atomic.replacing(new) as writing:
            while piece := reading.read(_CHUNK):
                there.add(piece)
                here.add(piece)
                writing.write(piece)
            if kept is None or not there.fits(kept):
                raise OSError(0, "its seal does not fit", str(old))
        atomic.replace(_seal_of(new), here.value())


def _place(folder: Path, name: str) -> Path:
    return folder / FOLDER / f"{name or _NAME}.db"


def _seal_of(path: Path) -> Path:
    return path.with_suffix(".seal")


def _row_seal(path: Path | None, versions: str) -> RowSeal | None:
    return None if path is None else trust.row_seal(path, versions)
