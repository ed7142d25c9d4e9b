"""Updates and rollbacks that are killed, whose source goes away, or whose disk is full: a whole site stands every time."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from courselib.publish.updating import arriving, joining
from courselib.publish.updating.kept import Releases
from courselib.publish.updating.returning import rollback
from courselib.runtime.errors import Busy, SystemFault

from ..support.library import REPOSITORY
from ..support.needs import needs_program
from ..support.nginx import nginx, serving
from ..support.packs import Files, delta, full, released, write_pack
from ..support.sites import command, environment, files_of
from .hosts import KEYS, Silent, some_files, state_of, update

FIRST, SECOND, THIRD = (
    released(version, some_files(seed, 12), previous=before) for seed, (version, before) in
    enumerate((("1.0", ""), ("1.1", "1.0"), ("1.2", "1.1")), 1)
)
# A process that ends itself at an exact moment is forked from this one; Windows has no such thing. The moments by the clock need none.
_FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


def site_of(folder: Path) -> Files:
    """Return the site's files but what speaks of its release; the foreign one is there always."""
    files = {path: data for path, data in files_of(folder / "site").items() if not path.startswith("release/")}
    assert files.pop("web.config") == b"mine"
    return files


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A folder with a site of the second release, the first one kept, and the pack to the third."""
    folder = tmp_path / "base"
    folder.mkdir()
    update(folder / "site", write_pack(folder / "a.zip", full(FIRST, KEYS)), KEYS.fingerprint)
    (folder / "site/web.config").write_bytes(b"mine")
    update(folder / "site", write_pack(folder / "b.zip", delta(FIRST, SECOND, KEYS, 2)))
    write_pack(folder / "pack.zip", delta(SECOND, THIRD, KEYS, 3, ["manifest.json", "courses/c002.html"]))
    return folder


@_FORKS
@pytest.mark.parametrize("ways", ["links", "copies,renames"])
@pytest.mark.parametrize("what", ["update", "rollback"])
def test_killed_at_any_moment(what: str, ways: str, base: Path, tmp_path: Path) -> None:
    """One whole site stands, the old or the new; the next run succeeds, loses nothing that was kept, and leaves nothing behind."""
    out = tmp_path / "out"
    out.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.releases.killing", base, out, what, ways, "20"], cwd=REPOSITORY, env=environment(),
        capture_output=True, text=True, check=False, timeout=500,
    )
    assert done.returncode == 0, done.stderr
    names = json.loads(done.stdout)
    assert len(names) >= 40
    new = THIRD if what == "update" else FIRST
    assert site_of(out / "whole") == new
    seen = []
    for name in names:
        folder = out / name
        if not (folder / "site").exists():  # between two renames; whoever comes next puts the old one back
            assert "renames" in ways
            assert (folder / ".site.old/index.html").is_file()
        else:
            assert site_of(folder) in (SECOND, new)
            seen.append(site_of(folder) == new)
        go_on(folder, what)
        if what == "update":
            rollback(folder / "site", lambda *_: None)
            assert site_of(folder) == SECOND
            rollback(folder / "site", lambda *_: None)
            assert site_of(folder) == FIRST
        assert {p.name for p in (folder / ".site.releases").iterdir()} == {"root.json", "state.json", "update.lock"}
        assert {p.name for p in folder.iterdir()} == {"site", ".site.releases", "a.zip", "b.zip", "pack.zip"}
        shutil.rmtree(folder)
    assert set(seen) == {True, False}


def go_on(folder: Path, what: str) -> None:
    """Do again what was killed, unless it had come to pass."""
    if what == "update":
        try:
            update(folder / "site", folder / "pack.zip")
        except Exception as error:  # noqa: BLE001 - looked at below
            assert "站点已经是 1.2" in str(error)  # noqa: PT017
        assert site_of(folder) == THIRD
        assert files_of(folder / ".site.releases/1.1")["index.html"] == SECOND["index.html"]
        assert files_of(folder / ".site.releases/1.0")["index.html"] == FIRST["index.html"]
        return
    try:
        returned = rollback(folder / "site", lambda *_: None)
    except Exception as error:  # noqa: BLE001
        assert "没有留着更早的版本" in str(error)  # noqa: PT017
    else:
        assert returned.version == "1.0"
    assert site_of(folder) == FIRST


@_FORKS
def test_the_command_killed_by_the_clock(base: Path, tmp_path: Path) -> None:
    """Ten real commands, killed at moments that nobody chose."""
    start = time.monotonic()
    shutil.copytree(base, tmp_path / "timed")
    subprocess.run(command("update", "site", "pack.zip"), cwd=tmp_path / "timed", env=environment(), check=True, capture_output=True)
    duration = time.monotonic() - start
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for number in range(10):
        folder = tmp_path / f"run-{number}"
        shutil.copytree(base, folder)
        what = ("update", "site", "pack.zip") if number % 2 else ("rollback", "site")
        process = subprocess.Popen(
            command(*what), cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(duration * chance.uniform(0.5, 1.1))
        process.kill()
        process.wait()
        assert site_of(folder) in (FIRST, SECOND, THIRD)
        go_on(folder, what[0])
        shutil.rmtree(folder)


@pytest.mark.parametrize("harm", ["cut", "cut and emptied", "removed"])
def test_a_source_that_goes_away(harm: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At twenty moments while it is read: the site stands, what was brought stays, and the next run goes on from there."""
    monkeypatch.setattr(arriving, "PIECE", 200)
    pack = base / "pack.zip"
    data = pack.read_bytes()
    pieces = -(-len(data) // 200)
    assert pieces > 22
    for moment in range(1, pieces, max(1, pieces // 22)):
        folder = tmp_path / f"at-{moment}"
        shutil.copytree(base, folder)
        source, seen = folder / "pack.zip", list[int]()

        class Harming(Silent):
            def progress(self, stage: str, *steps: int, at: int = moment, file: Path = source, heard: list[int] = seen) -> None:
                if stage == "拷贝更新包":
                    heard.append(steps[0])
                    if steps[0] == at and harm == "removed":
                        file.unlink()
                    elif steps[0] == at:
                        os.truncate(file, 0 if harm == "cut and emptied" else at * 200)

        before = state_of(folder / "site")
        if harm == "removed":  # whoever has it open reads on
            updated(folder, Harming())
            assert site_of(folder) == THIRD
            continue
        with pytest.raises(SystemFault, match="读到一半读不下去了") as caught:
            updated(folder, Harming())
        assert "接着来" in caught.value.hint
        brought = seen[-1]
        assert moment <= brought < pieces
        assert state_of(folder / "site") == before
        with pytest.raises(Exception, match=r"不是更新包|不完整"):
            updated(folder, Silent())
        source.write_bytes(data)
        again = Harming()
        monkeypatch.setattr(os, "truncate", lambda *_: None)
        seen.clear()
        updated(folder, again)
        monkeypatch.undo()
        monkeypatch.setattr(arriving, "PIECE", 200)
        assert seen[0] == brought + 1
        assert site_of(folder) == THIRD
        assert not [p.name for p in (folder / ".site.releases").iterdir() if p.name.startswith("pack.")]
        shutil.rmtree(folder)


def updated(folder: Path, listener: Silent) -> None:
    """Update the folder's site."""
    from courselib.publish.updating.updating import update as run

    run(folder / "site", folder / "pack.zip", listener)


def test_what_was_brought_is_held_against_its_note(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A piece that was harmed meanwhile is brought again, and what belongs to another pack is not used."""
    monkeypatch.setattr(arriving, "PIECE", 200)
    folder = base / ".site.releases"
    source = base / "pack.zip"
    data = source.read_bytes()

    def brought() -> list[int]:
        steps: list[int] = []
        assert arriving.bring(source, folder, lambda _, done, __: steps.append(done)).read_bytes() == source.read_bytes()
        return steps

    every = list(range(1, 1 + -(-len(data) // 200)))
    assert brought() == every
    assert brought() == []
    part = bytearray((folder / "pack.part").read_bytes())
    part[1000] ^= 1
    (folder / "pack.part").write_bytes(part)
    assert brought() == every[5:]
    (folder / "pack.part").write_bytes(data[:777])
    assert brought() == every[3:]
    with (folder / "pack.pieces").open("ab") as note:
        note.write(b"half a li")
    assert brought() == []
    (folder / "pack.pieces").write_bytes(b"\xff\xfe nonsense")
    assert brought() == every
    source.write_bytes(data[:-30] + bytes([data[-30] ^ 1]) + data[-29:])
    assert brought() == every
    (folder / "pack.part").unlink()
    (folder / "pack.part").symlink_to(base / "a.zip")
    first = (base / "a.zip").read_bytes()
    assert brought() == every
    assert (base / "a.zip").read_bytes() == first


def test_a_disk_that_is_full_at_any_file(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The site stands, what was begun is gone, and with room the next run succeeds."""
    real = joining._Joint._place
    before = state_of(base / "site")
    for moment in range(1, 40):
        calls = iter(range(1, 1000))

        def place(self: joining._Joint, path: str, at: int = moment, calls: object = calls) -> Path:
            if next(calls) == at:  # type: ignore[call-overload]
                raise OSError(28, "No space left on device")
            return real(self, path)

        monkeypatch.setattr(joining._Joint, "_place", place)
        try:
            update(base / "site", base / "pack.zip")
        except SystemFault as fault:
            assert "磁盘满了" in fault.message  # noqa: PT017
            assert state_of(base / "site") == before
            assert not (base / ".site.releases/new").exists()
        else:
            assert moment > 15
            break
    assert site_of(base) == THIRD


# Nobody else may mount. CI runs as the superuser; where even he may not, in a container, the test above fills the disk in words.
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root, to mount a small disk")
def test_a_small_disk(base: Path, tmp_path: Path) -> None:
    """A real one, filled more and more: a whole site stands whenever it is full."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", disk], check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        for left in (8_000, 60_000, 150_000, 300_000, 600_000, 1 << 20, 3 << 20):
            folder = disk / "work"
            shutil.copytree(base, folder)
            filler = disk / "filler"
            filler.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - left)))
            try:
                update(folder / "site", folder / "pack.zip")
            except SystemFault as fault:
                assert "磁盘" in fault.message  # noqa: PT017
                assert site_of(folder) == SECOND
            filler.unlink()
            shutil.rmtree(folder)
        shutil.copytree(base, disk / "work")
        update(disk / "work/site", disk / "work/pack.zip")
        assert site_of(disk / "work") == THIRD
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


def test_two_at_once(base: Path) -> None:
    """The second is told who is at work, and touches nothing."""
    with Releases(base / "site").open("更新站点", make=True):
        for work in (lambda: update(base / "site", base / "pack.zip"), lambda: rollback(base / "site", lambda *_: None)):
            with pytest.raises(Busy, match=f"另一个命令正在更新这个站点：更新站点.*进程 {os.getpid()}"):
                work()
    script = base / ".site.releases/lock.d"
    script.mkdir()
    (script / "pid").write_text(f"{os.getpid()}\n")
    with pytest.raises(Busy, match=rf"update\.sh（进程 {os.getpid()}）"):
        update(base / "site", base / "pack.zip")
    for gone in ("99999999", "no number", "0", "-1", "1" * 5000):
        (script / "pid").write_text(gone)
        rollback(base / "site", lambda *_: None)
        update(base / "site", base / "b.zip")
    update(base / "site", base / "pack.zip")
    assert site_of(base) == THIRD


@needs_program(nginx(), "nginx is not installed")
def test_readers_never_see_half(base: Path, tmp_path: Path) -> None:
    """While a site is served and updated again and again, every page is the old one or the new one."""
    program = nginx()
    assert program is not None
    kinds = {site[path] for site in (SECOND, THIRD) for path in ("index.html", "release.json")}
    wrong: list[object] = []
    stop = threading.Event()

    def fetched(url: str) -> object:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
                return answer.read()
        except OSError as error:
            return error

    def read(address: str) -> None:
        while not stop.is_set():
            for path in ("index.html", "release.json"):
                data = fetched(f"{address}{path}")
                if data not in kinds:
                    wrong.append(data)

    with serving(program, base / "site", tmp_path / "nginx") as address:
        readers = [threading.Thread(target=read, args=(address,)) for _ in range(2)]
        for reader in readers:
            reader.start()
        for _ in range(10):
            update(base / "site", base / "pack.zip")
            rollback(base / "site", lambda *_: None)
        stop.set()
        for reader in readers:
            reader.join()
    assert wrong == []
