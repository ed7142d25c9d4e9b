"""All files of an import or none: failures, kills, links, and files that someone else changes meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from courselib.exchange.spreadsheet.committing import Write, commit, held, recover
from courselib.runtime.errors import SystemFault
from courselib.runtime.workspace import Workspace

from ...cli.conftest import Run, cli
from .making import state

__all__ = ["cli"]
OLD, NEW = b"old\n", b"new\n"
#: Kills its own process at the n-th call of the named function of ``os``, as a power cut would.
KILLER = """
import os, signal, sys
from pathlib import Path
from courselib.exchange.spreadsheet.committing import Write, commit
from courselib.runtime.workspace import Workspace
root, name, wanted = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
real, calls = getattr(os, name), 0
def counted(*a, **k):
    global calls
    calls += 1
    if calls == wanted:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*a, **k)
setattr(os, name, counted)
if name == "replace":
    Path.replace = lambda self, to: counted(self, to)
commit(Workspace.of(root), [Write(f"courses/{n}.md", b"old\\n" if n % 2 else None, b"new\\n") for n in range(6)])
"""


def writes() -> list[Write]:
    """Return the writes of three files that are there and three that are new."""
    return [Write(f"courses/{n}.md", OLD if n % 2 else None, NEW) for n in range(6)]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A content folder with three files."""
    root = tmp_path / "content"
    (root / "courses").mkdir(parents=True)
    for n in (1, 3, 5):
        (root / f"courses/{n}.md").write_bytes(OLD)
    return root


def test_all_is_written(library: Path) -> None:
    """Every file has its new bytes, nothing is left beside them, and there is nothing to recover."""
    (library / "courses/1.md").chmod(0o640)
    workspace = Workspace.of(library)
    commit(workspace, writes())
    assert state(library) == {f"courses/{n}.md": NEW for n in range(6)}
    assert (library / "courses/1.md").stat().st_mode & 0o777 == 0o640
    assert not workspace.import_journal.parent.exists()
    assert recover(workspace) == []


# Eight writes are synced (three backups, the journal, then drafts), seven names change (the journal's, then the files').
@pytest.mark.parametrize(("name", "call"), [("fsync", n) for n in (1, 3, 4, 5, 8, 10)] + [("replace", n) for n in range(1, 8)])
def test_a_kill_leaves_all_or_nothing(library: Path, name: str, call: int) -> None:
    """Killed at any step, an import is taken back whole by whoever comes next, and leaves no trace in the content."""
    before = state(library)
    done = subprocess.run([sys.executable, "-c", KILLER, str(library), name, str(call)], capture_output=True, check=False)
    assert done.returncode == -9, done.stderr
    workspace = Workspace.of(library)
    with held(workspace):
        recover(workspace)
    assert state(library) == before
    assert not workspace.import_journal.parent.exists() or not workspace.import_journal.exists()
    commit(workspace, writes())
    assert state(library) == {f"courses/{n}.md": NEW for n in range(6)}


def test_the_next_command_recovers(content: Path, cli: Run) -> None:
    """`check` after a kill first puts the library back, and says so."""
    before = state(content)
    script = KILLER.replace('[Write(f"courses/{n}.md", b"old\\n" if n % 2 else None, b"new\\n") for n in range(6)]',
                            '[Write("courses/a.md", None, b"x"), Write("courses/b.md", None, b"x")]')
    assert script != KILLER
    subprocess.run([sys.executable, "-c", script, str(content), "replace", "3"], capture_output=True, check=False)
    assert len(state(content)) > len(before)
    code, _, err = cli("check", "--content", content)
    assert code == 0
    assert "上次导入没有做完，已把 1 个文件恢复原样。" in err
    assert state(content) == before


def test_what_someone_changed_after_the_kill_stays(library: Path) -> None:
    """A file edited between the kill and the recovery keeps the edit."""
    subprocess.run([sys.executable, "-c", KILLER, str(library), "replace", "4"], capture_output=True, check=False)
    (library / "courses/1.md").write_bytes(b"edited\n")
    assert "courses/1.md" not in recover(Workspace.of(library))
    assert (library / "courses/1.md").read_bytes() == b"edited\n"


def test_a_file_changed_meanwhile_stops_all(library: Path) -> None:
    """When one file is not as it was planned, none is written."""
    (library / "courses/3.md").write_bytes(b"someone else\n")
    before = state(library)
    with pytest.raises(SystemFault, match="刚刚被别人改动"):
        commit(Workspace.of(library), writes())
    assert state(library) == before


def test_a_new_file_never_replaces_one_that_came_meanwhile(library: Path) -> None:
    """A file that appeared in a new one's place stops all."""
    (library / "courses/0.md").write_bytes(b"someone else\n")
    before = state(library)
    with pytest.raises(SystemFault):
        commit(Workspace.of(library), writes())
    assert state(library) == before


@pytest.mark.parametrize("path", ["../out.md", "courses/../../out.md", "courses//x.md", "/etc/x.md", "./x.md"])
def test_paths_stay_inside(library: Path, path: str) -> None:
    """No path leaves the content folder, whoever asks."""
    with pytest.raises(SystemFault):
        commit(Workspace.of(library), [Write(path, None, NEW)])
    assert not (library.parent / "out.md").exists()


def test_links_are_not_followed(library: Path, tmp_path: Path) -> None:
    """A linked file, and a linked folder on the way, stop all and stay as they are."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_bytes(OLD)
    (library / "courses/link.md").symlink_to(outside / "a.md")
    (library / "lecturers").symlink_to(outside, target_is_directory=True)
    for path in ("courses/link.md", "lecturers/a.md"):
        with pytest.raises(SystemFault, match="符号链接"):
            commit(Workspace.of(library), [Write("courses/1.md", OLD, NEW), Write(path, OLD, NEW)])
    assert (outside / "a.md").read_bytes() == OLD
    assert (library / "courses/1.md").read_bytes() == OLD


def test_a_failure_in_the_middle_is_taken_back(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fills up at the third file, the first two get their old bytes back, and Ctrl-C does the same."""
    before = state(library)
    for error, seen in ((OSError(28, "No space left on device"), SystemFault), (KeyboardInterrupt(), KeyboardInterrupt)):
        calls = 0
        real = Path.replace

        def replace(self: Path, target: Path, real: object = real, error: BaseException = error) -> object:
            nonlocal calls
            calls += target.suffix == ".md"
            if calls == 3 and self.parent.name == "courses":
                raise error
            return real(self, target)  # type: ignore[operator]

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            with pytest.raises(seen):
                commit(Workspace.of(library), writes())
        assert calls >= 3
        assert state(library) == before


def test_two_imports_at_once(library: Path) -> None:
    """The second one says that another is at work."""
    with held(Workspace.of(library)), pytest.raises(SystemFault, match="另一个导入"), held(Workspace.of(library)):
        pass
    assert os.path.lexists(library)
