"""Files are written whole or not at all, whatever goes wrong in between."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from courselib.runtime import atomic

from ..support.sites import environment

#: Writes the new file and stops for good at a moment, so that it can be killed there.
_STOP = """
import os, sys, time
from pathlib import Path
from courselib.runtime import atomic
moment, path = sys.argv[1:]
def stop(*_):
    print("there", flush=True)
    time.sleep(600)
if moment == "synced":
    os.fsync = stop
if moment == "named":
    Path.replace = stop
with atomic.replacing(Path(path), mode=0o640, durable=True) as stream:
    stream.write(b"new" * 10000)
    if moment == "written":
        stop()
stop()
"""


def modes(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("moment", ["written", "synced", "named", "done"])
def test_a_kill_leaves_the_old_file_or_the_new_one(moment: str, tmp_path: Path) -> None:
    """Whenever it comes, whoever reads finds one of the two whole; what is left besides is hidden and in nobody's way."""
    path = tmp_path / "file.md"
    path.write_bytes(b"old")
    process = subprocess.Popen([sys.executable, "-c", _STOP, moment, str(path)], env=environment(), stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    process.kill()
    process.communicate()
    assert path.read_bytes() == (b"new" * 10000 if moment == "done" else b"old")
    assert all(left.name.startswith(".file.md.") for left in tmp_path.iterdir() if left != path)
    atomic.replace(path, b"next")
    assert path.read_bytes() == b"next"


def test_a_kill_under_a_name_of_its_own_is_tidied_up_by_the_next(tmp_path: Path) -> None:
    """A draft whose name was given is begun anew, also where a link stands there: what that leads to is not touched."""
    other = tmp_path / "other"
    other.write_bytes(b"other")
    draft = tmp_path / "draft"
    draft.symlink_to(other)
    with atomic.replacing(tmp_path / "file", draft=draft) as stream:
        stream.write(b"new")
    assert other.read_bytes() == b"other"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "other"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    """Whatever the block raises is passed on."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), atomic.replacing(path) as stream:  # noqa: PT012 - the block is what is tried
        stream.write(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_that_cannot_be_given_leaves_nothing(tmp_path: Path) -> None:
    """A folder in the place is an error, and stays."""
    (tmp_path / "place" / "below").mkdir(parents=True)
    with pytest.raises(OSError):  # noqa: PT011 - which one is the system's choice
        atomic.replace(tmp_path / "place", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["place"]


def test_a_link_in_the_place_is_replaced_and_not_followed(tmp_path: Path) -> None:
    """What it leads to keeps its bytes."""
    other, path = tmp_path / "other", tmp_path / "file"
    other.write_bytes(b"other")
    path.symlink_to(other)
    atomic.replace(path, b"new")
    assert other.read_bytes() == b"other"
    assert not path.is_symlink()
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
def test_permissions(umask: int, tmp_path: Path) -> None:
    """A given mode is the file's whatever the user's habit is, and nobody else can read it before; otherwise the habit counts."""
    before = os.umask(umask)
    try:
        with atomic.replacing(tmp_path / "given", mode=0o664) as stream:
            assert [modes(p) for p in tmp_path.iterdir()] == [0o600]
            stream.write(b"x")
        atomic.replace(tmp_path / "usual", b"x")
        atomic.replace(tmp_path / "private", b"x", mode=0o600)
    finally:
        os.umask(before)
    assert modes(tmp_path / "given") == 0o664
    assert modes(tmp_path / "usual") == 0o666 & ~umask
    assert modes(tmp_path / "private") == 0o600


@pytest.mark.parametrize("link", [True, False])
def test_what_is_new_is_written_over_nothing(link: bool, tmp_path: Path) -> None:
    """A file in the place is refused, and a link there too, wherever it leads."""
    path, other = tmp_path / "file", tmp_path / "other"
    if link:
        path.symlink_to(other)
    else:
        path.write_bytes(b"old")
    with pytest.raises(FileExistsError), atomic.creating(path):
        pass
    assert not other.exists()
    assert link or path.read_bytes() == b"old"
