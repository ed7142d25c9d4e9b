"""Several users, and several commands at once, in one library."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from courselib.runtime import seals as trust
from courselib.runtime.workspace import Workspace

from ..support.library import course, put
from ..support.sites import command, courselib, environment, files_of
from .conftest import Run, cache_of, write_tiny


def test_each_user_has_a_cache_of_his_own(library: Path, tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user's commands neither use nor touch what the first one keeps, and both go on from their own."""
    mine = cache_of(library)
    before, site = files_of(mine), files_of(library / "site")
    with monkeypatch.context() as patch:
        patch.setenv(trust.STATE_VARIABLE, str(tmp_path / "another"))
        theirs = cache_of(library)
        assert theirs != mine
        assert cli("search", "理论", "--verbose")[2].startswith("检索索引新增 3")
        assert cli("search", "理论", "--verbose")[2].startswith("检索索引新增 0")
        assert cli("build", "--quiet") == (0, "", "")
        assert theirs.stat().st_mode & 0o777 == 0o700
    assert files_of(mine) == before
    assert files_of(library / "site") == site
    assert "不变 3" in cli("search", "理论", "--verbose")[2]


def for_all() -> tuple[str, dict[str, str]]:
    """Return an interpreter that other users may start, and what tells it where this one's packages are.

    One that lies in a user's home is theirs alone; the system's own of the same version runs the same packages.
    """
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    for path in (sys.executable, f"/usr/bin/python{version}"):
        if not Path(path).exists():
            continue
        with contextlib.suppress(PermissionError):
            subprocess.run([path, "-c", ""], user=65534, group=65534, extra_groups=[], cwd="/", check=True, capture_output=True)
            packages = os.pathsep.join((environment()["PYTHONPATH"], sysconfig.get_path("purelib")))
            return path, {} if path == sys.executable else {"PYTHONPATH": packages}
    pytest.skip("no interpreter of this version that other users may start")


# Nobody else may start a process as another user. CI runs as the superuser, so it is run there.
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser can be two users")
def test_two_users_of_the_system_share_a_library(tmp_path: Path) -> None:
    """In a folder that both may write to, each builds, checks and searches, whatever the other's habit for new files is."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_mode & 0o005 != 0o005:
            folder.chmod(folder.stat().st_mode | 0o005)
        if folder.name.startswith("pytest-of-"):
            break
    library = tmp_path / "library"
    write_tiny(library)
    for path in (library, *library.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    interpreter, packages = for_all()
    sites = []
    for turn, (user, mask) in enumerate(((65534, 0o022), (65533, 0o077), (65534, 0o022), (65533, 0o077))):
        state = tmp_path / f"state-{user}"
        if not state.exists():
            state.mkdir(mode=0o700)
            os.chown(state, user, user)
        env = environment({trust.STATE_VARIABLE: str(state), "HOME": str(state), "PYTHONDONTWRITEBYTECODE": "1"})
        for words in (["check", "--quiet"], ["search", "理论"], ["build", "--quiet", "--output", f"site-{user}"]):
            done = subprocess.run(
                [interpreter, *command(*words)[1:]], cwd=library, env=env | packages, user=user, group=user, extra_groups=[], umask=mask,
                capture_output=True, encoding="utf-8", check=False, timeout=120,
            )
            assert (done.returncode, done.stderr) == (0, ""), (turn, words)
        sites.append(files_of(library / f"site-{user}"))
    assert all(site == sites[0] for site in sites)


@pytest.mark.slow
def test_searches_beside_full_builds_never_fail(library: Path) -> None:
    """Searches and checks that run while a build forgets and makes everything anew all find what there is."""
    expected = courselib("search", "理论", "--json", cwd=library).stdout
    for _ in range(3):
        build = subprocess.Popen(command("build", "--full", "--quiet"), cwd=library, env=environment(), stderr=subprocess.PIPE)
        while build.poll() is None:
            done = courselib("search", "理论", "--json", cwd=library)
            assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")
        assert build.stderr is not None
        assert (build.returncode, build.stderr.read()) == (0, b"")
        build.stderr.close()


@pytest.mark.parametrize("name", ["build.lock", "build.json", ".gitignore", "crash.log", "import.lock"])
@pytest.mark.parametrize("kind", ["file", "nothing", "folder"])
def test_nothing_is_written_through_a_link(name: str, kind: str, library: Path, tmp_path: Path, cli: Run) -> None:
    """A link that came with a library makes nobody write, empty or make another file."""
    target = tmp_path / "target"
    if kind == "file":
        target.write_bytes(b"mine")
    elif kind == "folder":
        target.mkdir()
    place = Workspace.of(library / "content").shared / name
    place.unlink(missing_ok=True)
    place.symlink_to(target)
    put(library / "content", "courses/c1.md", course("田间实战", body="\n改过。\n"))
    code, _, err = cli("build", "--quiet")
    assert (code, err) == (0, "")
    assert cli("check", "--quiet")[0] == 0
    assert cli("search", "理论")[0] == 0
    if kind == "file":
        assert target.read_bytes() == b"mine"
    elif kind == "nothing":
        assert not target.exists()
    else:
        assert list(target.iterdir()) == []
