import os
import pickle
import shutil
from pathlib import Path

import pytest

from courselib.runtime import seals as trust
from courselib.runtime.errors import SystemFault
from courselib.runtime.workspace import Workspace
from courselib.search import index, store
from courselib.search.engine import search
from courselib.search.index import IndexReport, open_index, update

from .conftest import made

COURSES = [made("a", "党员教育"), made("b", "基层治理")]
BUILT, KEPT = IndexReport(2, 0, 0, 0), IndexReport(0, 0, 0, 2)


def index_file(workspace: Workspace) -> Path:
    """Return the index file after a first build."""
    assert update(workspace, COURSES) == BUILT
    return store.index_path(workspace.cache)


@pytest.mark.parametrize("place", [0, 31, 32, 41, 200, -1])
def test_one_changed_byte_is_noticed(workspace: Workspace, place: int) -> None:
    """Any changed byte, in seal, header or files, makes the index worthless: it is built anew and answers."""
    path = index_file(workspace)
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with open_index(workspace, COURSES) as opened:
        assert opened.report == BUILT
        assert search(opened, "治理").hits[0].document.id == "b"
    assert update(workspace, COURSES) == KEPT


@pytest.mark.parametrize("size", [0, 10, 40, 300])
def test_a_cut_index_is_built_anew(workspace: Workspace, size: int) -> None:
    """A truncated file is no index."""
    path = index_file(workspace)
    path.write_bytes(path.read_bytes()[:size])
    assert update(workspace, COURSES) == BUILT


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return (Path.touch, (Path(os.environ["TRAP"]),))


def test_a_foreign_pickle_is_never_opened(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index sealed by somebody else, whose table of contents runs code when read, is thrown away unread."""
    path = index_file(workspace)
    trap = tmp_path / "sprung"
    monkeypatch.setenv("TRAP", str(trap))
    folder = tmp_path / "evil"
    folder.mkdir()
    (folder / "_MAIN_1.toc").write_bytes(pickle.dumps(_Trap()))
    state = store.State({d.id: d.digest for d in COURSES}, (1, 1))
    seal = trust.Seal(b"a stranger's secret", path.parent, index.versions())
    store.write(path, seal, state, folder)
    (path.parent / "_MAIN_1.toc").write_bytes(pickle.dumps(_Trap()))
    assert update(workspace, COURSES) == BUILT
    with open_index(workspace, COURSES) as opened:
        assert search(opened, "党员").total == 1
    assert not trap.exists()


def test_an_index_is_worth_nothing_elsewhere(workspace: Workspace, tmp_path: Path) -> None:
    """A copied index is not trusted in another folder, though secret and content are the same."""
    index_file(workspace)
    copy = tmp_path / "copy"
    shutil.copytree(workspace.root, copy)
    assert update(Workspace.of(copy / "content"), COURSES) == BUILT
    assert update(workspace, COURSES) == KEPT


def test_another_version_is_not_opened(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of format makes the index worthless."""
    index_file(workspace)
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    assert update(workspace, COURSES) == BUILT


def test_without_the_secret_the_index_is_built_anew(workspace: Workspace, state: Path) -> None:
    """When the secret is gone a new one is made, and the index with it."""
    index_file(workspace)
    (state / "index-secret").unlink()
    assert update(workspace, COURSES) == BUILT
    assert update(workspace, COURSES) == KEPT


@pytest.mark.parametrize("spoil", ["open", "short", "link"])
def test_a_secret_that_others_could_know_is_replaced(
    workspace: Workspace, state: Path, tmp_path: Path, spoil: str
) -> None:
    """A secret that others may read, that is cut short or a link is not used; the new one is private."""
    index_file(workspace)
    path = state / "index-secret"
    old = path.read_bytes()
    if spoil == "open":
        path.chmod(0o644)
    elif spoil == "short":
        path.write_bytes(old[:8])
    else:
        (tmp_path / "elsewhere").write_bytes(old)
        (tmp_path / "elsewhere").chmod(0o600)
        path.unlink()
        path.symlink_to(tmp_path / "elsewhere")
    assert update(workspace, COURSES) == BUILT
    assert path.read_bytes() != old
    assert not path.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_linked_index_is_not_followed(workspace: Workspace, tmp_path: Path) -> None:
    """A symbolic link in place of the index file or its folder is replaced, and what it leads to left alone."""
    path = index_file(workspace)
    elsewhere = tmp_path / "elsewhere.idx"
    path.rename(elsewhere)
    before = elsewhere.read_bytes()
    path.symlink_to(elsewhere)
    assert update(workspace, COURSES) == BUILT
    assert not path.is_symlink()
    shutil.move(path.parent, tmp_path / "moved")
    path.parent.symlink_to(tmp_path / "moved")
    assert update(workspace, COURSES[:1]).added == 1
    assert not path.parent.is_symlink()
    assert elsewhere.read_bytes() == before


def test_where_no_secret_can_be_kept_an_index_is_built_in_passing(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a writable state folder a search still answers, every time from a new index, and nothing is kept."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(trust.STATE_VARIABLE, str(tmp_path / "file" / "state"))
    assert update(workspace, COURSES) == IndexReport(0, 0, 0, 0)
    for _ in range(2):
        with open_index(workspace, COURSES) as opened:
            assert opened.report == BUILT
            assert search(opened, "治理").total == 1
    assert not store.index_path(workspace.cache).exists()


def test_a_library_that_cannot_be_written_to_is_searched(tmp_path: Path) -> None:
    """Where the cache folder cannot be made, a search answers all the same; an update says what is wrong."""
    (tmp_path / ".courselib").write_text("", encoding="utf-8")
    workspace = Workspace.of(tmp_path / "content")
    with open_index(workspace, COURSES) as opened:
        assert search(opened, "党员").total == 1
    with pytest.raises(SystemFault):
        update(workspace, COURSES)


def test_the_state_folder_follows_the_platform() -> None:
    """The override wins, then the platform's own folder; a relative one is ignored."""
    assert trust.state_folder({trust.STATE_VARIABLE: "/a"}, "linux") == Path("/a")
    assert trust.state_folder({"XDG_STATE_HOME": "/b"}, "linux") == Path("/b/courselib")
    assert trust.state_folder({"LOCALAPPDATA": str(Path("/c").absolute())}, "win32") == Path("/c/courselib").absolute()
    fallback = trust.state_folder({"XDG_STATE_HOME": "relative"}, "linux")
    assert fallback is None or fallback.parts[-3:] == (".local", "state", "courselib")
