"""One holder of a lock at a time, and the others hear who it is."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from courselib.runtime.errors import Busy
from courselib.runtime.locks import Taken, held, take

from ..support.sites import environment

_HOLD = """
import sys, time
from pathlib import Path
from courselib.runtime.locks import held
with held(Path(sys.argv[1]), "做事"):
    print("there", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(lock: Path, seconds: float) -> subprocess.Popen[bytes]:
    """Return a process that holds a lock."""
    process = subprocess.Popen([sys.executable, "-c", _HOLD, str(lock), str(seconds)], env=environment(), stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    return process


def test_the_second_hears_who_is_first(tmp_path: Path) -> None:
    """Until the first ends: killed, it holds nothing any more, though its note is still there."""
    lock = tmp_path / "build.lock"
    process = holder(lock, 600)
    with pytest.raises(Busy, match=rf"做事（进程 {process.pid}"), held(lock, "别的"):
        pass
    with pytest.raises(Busy, match="另一个导入"), held(lock, "别的", busy="另一个导入"):
        pass
    process.kill()
    process.communicate()
    assert lock.with_suffix(".json").exists()
    with held(lock, "别的"):
        assert json.loads(lock.with_suffix(".json").read_text(encoding="utf-8"))["pid"] == os.getpid()
    assert not lock.with_suffix(".json").exists()


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": 1}', '{"doing": "\\u001b[2J", "pid": 1, "host": "h"}'])
def test_a_note_that_is_none_of_ours_is_harmless(note: str, tmp_path: Path) -> None:
    """It is no reason to fail, and brings no escape codes to a terminal."""
    lock = tmp_path / "build.lock"
    with held(lock, "做事"):
        lock.with_suffix(".json").write_text(note, encoding="utf-8")
        with pytest.raises(Busy) as caught, held(lock, "别的"):
            pass
    assert caught.value.message.isprintable()


def test_a_lock_that_is_waited_for(tmp_path: Path) -> None:
    """With patience it is had as soon as it is free; without it is not."""
    lock = tmp_path / "a.lock"
    process = holder(lock, 0.5)
    with pytest.raises(Taken):
        take(lock)
    started = time.monotonic()
    with take(lock, 30):
        assert time.monotonic() - started < 10
    process.communicate()
    take(lock).release()


def test_what_is_no_file_in_its_place_is_removed(tmp_path: Path) -> None:
    """A link is not written through; a folder makes room; whoever may write to the folder may take the lock."""
    other, lock = tmp_path / "other", tmp_path / "a.lock"
    lock.symlink_to(other)
    take(lock).release()
    assert not other.exists()
    lock.unlink(missing_ok=True)
    lock.mkdir()
    tmp_path.chmod(0o770)
    before = os.umask(0)
    try:
        with take(lock):
            assert stat.S_IMODE(lock.stat().st_mode) == 0o660
    finally:
        os.umask(before)
