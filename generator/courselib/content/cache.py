"""The cache of what was read: one SQLite file of JSON, never of anything that runs code when read.

A row is good as long as the file's size, time and inode are the same, and the package's reading format too. Files
changed within two seconds of being read are read again, since their time stamp could not tell.

Everything in it is sealed (``trust``). What was read and rendered bodies bear a seal a row: an older row is as good as the newest,
since its key says which content it belongs to. Facts about published files are good only all together: one head is the seal of
them all, and a row that was left out, or brought back, makes them all worthless.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from .. import __version__
from ..library.attachments import suffix_of
from ..library.body import rendering_key
from ..library.model import Unit
from ..library.outline import OUTLINE_CODES, Outline
from ..library.reading import FORMAT, FileResult
from ..library.source import Entry
from ..problems import Problem
from ..runtime import folders
from ..runtime import seals as trust
from ..runtime.database import Damaged, Database
from ..runtime.program import READERS, versions_of
from ..runtime.seals import RowSeal
from ..syntax.markdown.links import Link

_FILE = "cache.db"
_RACY_NS = 2_000_000_000
#: Raised whenever the tables or what stands in them are laid out in another way.
_LAYOUT = 3
_TABLES = {
    "files": "CREATE TABLE files (path TEXT PRIMARY KEY, signature TEXT NOT NULL, result BLOB NOT NULL, body BLOB NOT NULL,"
             " seal BLOB NOT NULL) WITHOUT ROWID",
    "html": "CREATE TABLE html (key TEXT PRIMARY KEY, value BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID",
    "attachments": "CREATE TABLE attachments (key TEXT PRIMARY KEY, value BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID",
    "outputs": "CREATE TABLE outputs (path TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "heads": "CREATE TABLE heads (name TEXT PRIMARY KEY, seal BLOB NOT NULL) WITHOUT ROWID",
}
_OUTPUTS = "outputs"
#: Keys asked for in one query.
_BATCH = 500


class Cache:
    """The cache below one cache folder. A damaged one, or one filled elsewhere, is thrown away, never repaired.

    ``kept`` is false where nothing can be trusted later on (no secret of the user's): the cache then lives in memory.
    Every method raises ``SystemFault`` when the machine refuses (no permission, no space); damage shows in ``damaged`` alone.
    """

    def __init__(self, folder: Path) -> None:
        # Another version of a package may read attachments otherwise.
        versions = f"{__version__}/{_LAYOUT}/{FORMAT}/{versions_of(READERS)}"
        seal = trust.row_seal(folder, versions)
        self.kept = seal is not None
        self._seal = seal or RowSeal(secrets.token_bytes(32))
        mark = self._seal.of(b"about").hex()
        self._database = Database(folder / _FILE if self.kept else None, _TABLES, mark)
        # Bodies stand apart: they are most of the text, and need no parsing.
        self._files: dict[str, tuple[str, bytes, bytes]] | None = None
        self._fresh: dict[str, tuple[str, FileResult]] = {}
        self._fresh_html: dict[str, str] = {}
        self._fresh_attachments: dict[str, str] = {}
        self._outputs: dict[str, str] = {}

    @property
    def damaged(self) -> bool:
        """True once the file was found damaged and begun anew."""
        return self._database.damaged

    def close(self) -> None:
        """Write what is pending and close the file."""
        try:
            self.flush()
        finally:
            self._database.close()

    def empty(self) -> None:
        """Forget everything."""
        self._files, self._outputs = None, {}
        self._fresh.clear()
        self._database.empty()

    def flush(self) -> None:
        """Write results that were put since the last flush."""
        if self._fresh_html:
            self.put_texts("html", self._fresh_html)
            self._fresh_html.clear()
        if self._fresh_attachments:
            self.put_texts("attachments", self._fresh_attachments)
            self._fresh_attachments.clear()
        if not self._fresh:
            return
        rows = []
        for path, (signature, result) in self._fresh.items():
            columns = (_dump(result), _bytes(result.body))
            rows.append((path, signature, *columns, self._seal.of(b"files", _bytes(path), _bytes(signature), *columns)))
        self._fresh.clear()
        self._database.write(lambda db: db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", rows))

    # What was read of each file.

    def get(self, entry: Entry) -> FileResult | None:
        """Return the kept result for an unchanged file, or ``None``."""
        if self._files is None:
            nothing: dict[str, tuple[str, bytes, bytes]] = {}
            self._files = self._database.read(self._read_files, nothing)
        kept = self._files.get(entry.path)
        return _load(entry, kept[1], kept[2]) if kept and kept[0] == _signature(entry) else None

    def _read_files(self, db: sqlite3.Connection) -> dict[str, tuple[str, bytes, bytes]]:
        rows, fits = {}, self._seal.fits
        for path, signature, result, body, seal in db.execute("SELECT path, signature, result, body, seal FROM files"):
            if not (_are(str, path, signature) and _are(bytes, result, body, seal)):
                raise Damaged
            if not fits(seal, b"files", path.encode(), signature.encode(), result, body):
                raise Damaged
            rows[path] = (signature, result, body)
        return rows

    def put(self, entry: Entry, result: FileResult) -> None:
        """Keep a result, unless the file is so young that a later change might not show in its time; and its body's HTML."""
        if result.rendered is not None:
            self._fresh_html[rendering_key(result.path, result.digest)] = result.rendered.dump()
        if entry.kind == "media" and result.digest:
            self._fresh_attachments[_content_key(entry, result.digest)] = f"{_dump(result).decode('utf-8', 'surrogatepass')}\n{result.body}"
        if time.time_ns() - entry.mtime_ns > _RACY_NS:
            self._fresh[entry.path] = (_signature(entry), result)

    def recall(self, entry: Entry, digest: str) -> FileResult | None:
        """Return what an attachment with these bytes says, wherever it lay when it was read, or ``None``."""
        key = _content_key(entry, digest)
        text = self._fresh_attachments.get(key) or self.texts("attachments", [key]).get(key)
        if text is None:
            return None
        row, _, body = text.partition("\n")
        return _load(entry, _bytes(row), _bytes(body))

    def forget_all_but(self, paths: set[str]) -> None:
        """Drop results of files that are gone."""
        gone = [(path,) for path in self._files or {} if path not in paths]
        if gone:
            self._database.write(lambda db: db.executemany("DELETE FROM files WHERE path = ?", gone))

    # Texts by content hash: what the key stands for is the same for ever.

    def texts(self, table: str, keys: Iterable[str]) -> dict[str, str]:
        """Return what is kept in a table (``html``: rendered bodies) under the given keys."""
        key_list = list(keys)
        return self._database.read(lambda db: self._read_texts(db, table, key_list), {})

    def _read_texts(self, db: sqlite3.Connection, table: str, keys: list[str]) -> dict[str, str]:
        texts: dict[str, str] = {}
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            for key, value, seal in db.execute(f"SELECT key, value, seal FROM {table} WHERE key IN ({marks})", part):  # noqa: S608
                self._expect(table.encode(), key, value, seal)
                texts[key] = value.decode("utf-8", "surrogatepass")
        return texts

    def put_texts(self, table: str, rows: Mapping[str, str]) -> None:
        """Keep texts."""
        sealed = [self._sealed(table.encode(), key, _bytes(text)) for key, text in rows.items()]
        self._database.write(lambda db: db.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?, ?)", sealed))  # noqa: S608

    # Facts about published files by path.

    def outputs(self) -> dict[str, str]:
        """Return all facts that were kept last; none when one of them is missing, was changed or was not among them."""
        nothing: dict[str, str] = {}
        self._outputs = self._database.read(self._read_outputs, nothing)
        return dict(self._outputs)

    def _read_outputs(self, db: sqlite3.Connection) -> dict[str, str]:
        # One transaction, so that head and rows belong together.
        db.execute("BEGIN")
        try:
            outputs = dict(db.execute("SELECT path, value FROM outputs"))
            heads = [row[0] for row in db.execute("SELECT seal FROM heads WHERE name = ?", (_OUTPUTS,))]
        finally:
            db.execute("ROLLBACK")
        if not outputs and not heads:
            return outputs
        if not _are(str, *outputs, *outputs.values()) or not _are(bytes, *heads):
            raise Damaged
        if not heads or not self._seal.fits_all(heads[0], b"outputs", *_all_of(outputs)):
            raise Damaged
        return outputs

    def put_outputs(self, rows: Mapping[str, str]) -> None:
        """Keep these facts and no others."""
        before, now = self._outputs, dict(rows)
        if before == now and not self._database.damaged:
            return
        head = self._seal.of_all(b"outputs", *_all_of(now))

        def change(db: sqlite3.Connection) -> None:
            known = {} if self._database.damaged else before
            if not known:
                db.execute("DELETE FROM outputs")
            changed = [(path, value) for path, value in now.items() if known.get(path) != value]
            db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?)", changed)
            db.executemany("DELETE FROM outputs WHERE path = ?", [(path,) for path in known if path not in now])
            db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?)", (_OUTPUTS, head))

        self._database.write(change)
        self._outputs = now

    def _sealed(self, table: bytes, key: str, value: bytes) -> tuple[str, bytes, bytes]:
        return key, value, self._seal.of(table, _bytes(key), value)

    def _expect(self, table: bytes, key: object, value: object, seal: object) -> None:
        """Raise ``Damaged`` for a row that was not written here."""
        if not (isinstance(key, str) and isinstance(value, bytes) and isinstance(seal, bytes)):
            raise Damaged
        if not self._seal.fits(seal, table, _bytes(key), value):
            raise Damaged


def forget(folder: Path) -> None:
    """Drop everything below a user's cache folder that a later run would go on from; commands at work there are not disturbed."""
    for name in ("engine", "shards", "shells"):
        folders.remove(folder / name)
    index = folder / "index"
    if index.is_symlink():
        folders.remove(index)
    else:  # the folder itself may be in use
        folders.remove(index / "courses.idx")


def _are(kind: type, *values: object) -> bool:
    """Tell whether all values that came out of a file are of a kind; SQLite keeps anything in any column."""
    return set(map(type, values)) <= {kind}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _all_of(rows: Mapping[str, str]) -> tuple[bytes, bytes, bytes]:
    """Return what tells rows from all others: paths, lengths and values, in order of path."""
    paths = sorted(rows)
    values = [rows[path] for path in paths]
    return _bytes("\0".join(paths)), ",".join([str(len(v)) for v in values]).encode(), _bytes("".join(values))


def _content_key(entry: Entry, digest: str) -> str:
    """Return what an attachment's reading depends on: its suffix and its bytes."""
    return f"{suffix_of(entry.id)}/{digest}"


def _signature(entry: Entry) -> str:
    return f"{entry.kind}/{entry.size}/{entry.mtime_ns}/{entry.inode}"


def _dump(result: FileResult) -> bytes:
    outline = result.outline
    rows: list[object] = [
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
        result.fingerprint,
    ]
    return _bytes(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))


def _load(entry: Entry, text: bytes, body: bytes) -> FileResult | None:
    try:
        row = json.loads(text.decode("utf-8", "surrogatepass"))
        values, marks, problems, body_line, digest, links, anchors, heading, outline, fingerprint = row
        file_problems = [Problem(entry.path, *row) for row in problems]
        return FileResult(
            entry.path, entry.kind, entry.id, values,
            marks, file_problems, body.decode("utf-8", "surrogatepass"), body_line, digest,
            [Link(*row) for row in links],
            anchors,
            outline and Outline(
                tuple(Unit(*row) for row in outline[0]), outline[1], outline[2], outline[3],
                tuple(p for p in file_problems if p.code in OUTLINE_CODES)[: outline[4]],
            ),
            heading,
            fingerprint=fingerprint,
        )
    except (ValueError, TypeError, KeyError):
        return None
