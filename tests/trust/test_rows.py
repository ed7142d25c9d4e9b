"""Prepared rows, replayed rows and prepared databases: none reaches a page, and none keeps a command from ending well."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from courselib.content.cache import Cache
from courselib.runtime import database
from courselib.runtime.errors import SystemFault
from courselib.runtime.hashing import hash_of_values
from courselib.search.shards.store import Store

from ..support.library import course, put
from ..support.sites import files_of
from .conftest import Run, cache_of

EVIL = "<script>alert(1)</script>"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
MADE_ANEW = "缓存有损坏，已丢弃并重做。\n"


@contextmanager
def opened(library: Path) -> Iterator[sqlite3.Connection]:
    """Open the cache's database as anybody could."""
    with closing(sqlite3.connect(cache_of(library) / "cache.db")) as db:
        yield db
        db.commit()


def body(library: Path, text: str) -> None:
    put(library / "content", "courses/c1.md", course("田间实战", body=f"\n{text}\n"))


_CLEAN: dict[str, dict[str, bytes]] = {}


def clean(library: Path, cli: Run, tmp_path: Path) -> dict[str, bytes]:
    """Return the site of the library as it is now, made from nothing and published elsewhere; once for each content."""
    key = hash_of_values([sorted(files_of(library / "content").items()), (library / "mkdocs.yml").read_bytes()])
    if key in _CLEAN:
        return _CLEAN[key]
    aside = tmp_path / "aside-cache"
    shutil.move(library / ".courselib", aside)
    assert cli("build", "--quiet", "--output", tmp_path / "clean")[0] == 0
    shutil.rmtree(library / ".courselib")
    shutil.move(aside, library / ".courselib")
    return _CLEAN.setdefault(key, files_of(tmp_path / "clean"))


@pytest.mark.parametrize("statement", [
    "UPDATE html SET value = CAST(replace(CAST(value AS TEXT), '<strong>', '{evil}<strong>') AS BLOB)",
    "UPDATE html SET value = (SELECT value FROM html AS other WHERE other.key <> html.key LIMIT 1)",
    "UPDATE html SET value = 7, seal = 7",
    "UPDATE html SET seal = zeroblob(16)",
    "UPDATE files SET body = CAST('{evil}' AS BLOB)",
    "UPDATE files SET result = CAST(replace(CAST(result AS TEXT), '学习理论', '学习{evil}') AS BLOB)",
    "UPDATE files SET path = 'courses/c9.md' WHERE path = 'courses/c0.md'",
    "UPDATE files SET result = 'text', body = 'text'",
    "UPDATE outputs SET value = replace(value, '[', '[[')",
    "UPDATE outputs SET value = x'00'",
    "DELETE FROM outputs WHERE path = 'courses/c0.html'",
    "DELETE FROM outputs WHERE path <> ''",
    "DELETE FROM outputs WHERE path = ''",
    "INSERT INTO outputs VALUES ('evil.html', '[\"p-\",1,\"\",1,[],[]]')",
    "DELETE FROM heads",
    "UPDATE heads SET seal = 7",
    "UPDATE about SET mark = 'other'",
    "DELETE FROM about",
    "DELETE FROM files",
    "DELETE FROM html",
    "DROP TABLE html",
    "DROP TABLE files; CREATE VIEW files AS {endless} SELECT i AS path, '' AS signature, x'' AS result, x'' AS body, x'' AS seal FROM n",
    "CREATE TRIGGER evil AFTER INSERT ON html BEGIN UPDATE html SET value = CAST('{evil}' AS BLOB); END",
    "CREATE TABLE more (x)",
])
def test_a_prepared_row_reaches_no_page(statement: str, library: Path, tmp_path: Path, cli: Run) -> None:
    """Whatever is written into the database, the next build publishes what a clean one publishes, or says what it made anew."""
    body(library, "新的正文，讲**要点**。")
    expected = clean(library, cli, tmp_path)
    # Pages that must be made anew take their bodies out of the cache.
    cli("build", "--quiet", "--output", tmp_path / "other")
    with opened(library) as db:
        db.executescript(statement.replace("{evil}", EVIL).replace("{endless}", ENDLESS))
    code, _, err = cli("build", "--quiet")
    assert code == 0
    assert err in ("", MADE_ANEW)
    assert files_of(library / "site") == expected
    assert cli("build", "--quiet") == (0, "", "")
    assert files_of(library / "site") == expected


def rows(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {t: db.execute(f"SELECT * FROM {t}").fetchall() for t in ("files", "html", "outputs", "heads")}  # noqa: S608


@pytest.mark.parametrize("tables", [("files",), ("html",), ("outputs",), ("heads",), ("outputs", "heads"),
                                    ("files", "html", "outputs", "heads")])
@pytest.mark.parametrize("only", ["", "path = ''", "path <> ''"])
def test_older_rows_brought_back_change_nothing(
    tables: tuple[str, ...], only: str, library: Path, tmp_path: Path, cli: Run
) -> None:
    """Rows of an earlier build, sealed as they are, put into the cache of a later one of another shape: the site is right."""
    plan = (library / "content/plan.yml").read_text(encoding="utf-8")
    with opened(library) as db:
        old = rows(db)
    # Another title of a course and of the plan: every page changes. Then all goes back, when the cache says it never went.
    put(library / "content", "courses/c0.md", course("学习新的理论", body="\n新的正文。\n"))
    put(library / "content", "plan.yml", plan.replace("title: ", "title: 新", 1))
    assert cli("build", "--quiet")[0] == 0
    put(library / "content", "courses/c0.md", course("学习理论", body="\n正文0，讲**要点**。\n"))
    put(library / "content", "plan.yml", plan)
    expected = clean(library, cli, tmp_path)
    with opened(library) as db:
        for table in tables:
            where = f" WHERE {only}" if only and table == "outputs" else ""
            db.execute(f"DELETE FROM {table}{where}")  # noqa: S608
            for row in old[table]:
                if not where or (row[0] == "") == (only == "path = ''"):
                    db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(row))})", row)  # noqa: S608
    code, _, err = cli("build", "--quiet")
    assert (code, err in ("", MADE_ANEW)) == (0, True)
    assert files_of(library / "site") == expected


@pytest.mark.parametrize("names", [
    ("cache.db",), ("engine/output.bin",), ("shards/shards.db",), ("shards/shards.seal",), ("shards/shards.db", "shards/shards.seal"),
    ("index/courses.idx",),
])
def test_older_files_brought_back_change_nothing(names: tuple[str, ...], library: Path, tmp_path: Path, cli: Run) -> None:
    """A whole file of an earlier state of the same cache gives the site of the content as it is now."""
    cache = cache_of(library)
    for name in names:
        (tmp_path / Path(name).name).write_bytes((cache / name).read_bytes())
    put(library / "content", "courses/c0.md", course("学习新的理论", body="\n新的正文，防汛。\n"))
    (library / "mkdocs.yml").write_text("site_name: 别的名称\n", encoding="utf-8")
    try:
        assert cli("build", "--quiet")[0] == 0
        assert cli("search", "--quiet", "理论")[0] == 0
        put(library / "content", "courses/c0.md", course("学习理论", body="\n正文，抗旱。\n"))
        expected = clean(library, cli, tmp_path)
        hits = cli("search", "防汛", "--json")[1]
        for name in names:
            (cache / name).write_bytes((tmp_path / Path(name).name).read_bytes())
        assert cli("build", "--quiet")[0] == 0
        assert files_of(library / "site") == expected
        assert cli("search", "防汛", "--json")[1] == hits
    finally:
        shutil.copy2(Path(__file__).parents[1] / "support/small/mkdocs.yml", library / "mkdocs.yml")


def test_an_endless_query_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that finds more than the file can hold is ended, and the file begun anew."""
    monkeypatch.setattr(database, "_STEPS", 1 << 20)
    made = database.Database(tmp_path / "x.db", {}, "mark")
    query = " ".join((ENDLESS, "SELECT count(*) FROM n"))
    assert made.read(lambda db: db.execute(query).fetchone(), None) is None
    assert made.damaged
    assert made.read(lambda db: db.execute("SELECT mark FROM about").fetchone(), None) == ("mark",)
    made.close()


class _Refusing:
    """A connection that fails from some statement on, as a full or a broken disk makes it fail."""

    def __init__(self, real: sqlite3.Connection, error: Exception, start: str) -> None:
        self._real, self._error, self._start = real, error, start

    def _judged(self, statement: str) -> None:
        if statement.startswith(self._start):
            raise self._error

    def execute(self, statement: str, *more: object) -> object:
        self._judged(statement)
        return self._real.execute(statement, *more)  # type: ignore[arg-type]

    def executemany(self, statement: str, *more: object) -> object:
        self._judged(statement)
        return self._real.executemany(statement, *more)  # type: ignore[arg-type]

    @property
    def total_changes(self) -> int:
        return self._real.total_changes

    def close(self) -> None:
        self._real.close()


@pytest.mark.parametrize(("text", "told"), [
    ("database or disk is full", "磁盘满了"), ("disk I/O error", "磁盘读写出错"), ("unable to open database file", "文件打不开"),
    ("attempt to write a readonly database", "没有写入权限"), ("database is locked", "另一个命令一直占着它"),
])
@pytest.mark.parametrize("start", ["INSERT", "SELECT", "BEGIN", "COMMIT"])
def test_a_disk_that_fails_is_told_as_one(
    text: str, told: str, start: str, library: Path, cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the middle of any statement: 3, in Chinese, with a way out; the old site stands."""
    before = files_of(library / "site")
    body(library, "改过的正文。")
    real: Callable[..., sqlite3.Connection] = database.Database._prepared

    def prepared(self: database.Database, path: Path | str) -> _Refusing:
        return _Refusing(real(self, path), sqlite3.OperationalError(text), start)

    monkeypatch.setattr(database.Database, "_prepared", prepared)
    code, _, err = cli("build", "--quiet", "--jobs", "1")
    if start == "SELECT" and "readonly" in text:  # said of a file that another command replaced: nothing is lost by reading anew
        assert (code, err) == (0, "")
        return
    assert code == 3
    assert f"{told}。" in err
    assert "怎么办：" in err
    assert files_of(library / "site") == before


@pytest.mark.parametrize("start", ["INSERT", "SELECT id", "BEGIN", "COMMIT"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_disk_that_fails_the_search_is_told_as_one(
    start: str, jobs: str, library: Path, cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store of the search, which another process writes, tells a full disk in the same way."""
    before = files_of(library / "site")
    body(library, "改过的正文。")
    real: Callable[..., sqlite3.Connection] = Store._prepared

    def prepared(self: Store) -> _Refusing:
        return _Refusing(real(self), sqlite3.OperationalError("database or disk is full"), start)

    monkeypatch.setattr(Store, "_prepared", prepared)
    code, _, err = cli("build", "--quiet", "--jobs", jobs)
    assert code == 3
    assert "磁盘满了。" in err
    assert files_of(library / "site") == before


@pytest.mark.parametrize("start", ["INSERT", "SELECT", "BEGIN", "COMMIT", "DELETE"])
def test_damage_found_in_the_middle_is_mended(
    start: str, library: Path, tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that turns out to be damaged in the middle of a build is begun anew once, with one line, and the site is right."""
    body(library, "改过的正文。")
    expected = clean(library, cli, tmp_path)
    real: Callable[..., sqlite3.Connection] = database.Database._prepared
    times = 0

    def prepared(self: database.Database, path: Path | str) -> object:
        nonlocal times
        times += 1
        connection = real(self, path)
        return _Refusing(connection, sqlite3.DatabaseError("database disk image is malformed"), start) if times == 1 else connection

    monkeypatch.setattr(database.Database, "_prepared", prepared)
    code, _, err = cli("build", "--quiet", "--jobs", "1")
    assert (code, err) == (0, MADE_ANEW if times > 1 else "")
    assert files_of(library / "site") == expected


def test_a_cache_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can neither be used nor removed ends in a sentence."""
    monkeypatch.setattr(database, "remove", lambda _: False)
    (tmp_path / "cache.db").write_bytes(b"not a database" * 100)
    with pytest.raises(SystemFault, match="又删不掉"):
        Cache(tmp_path)
