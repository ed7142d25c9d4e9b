"""The journal of an import: a stranger's has nothing deleted, moved or written, whatever it names."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.exchange.spreadsheet.committing import Write, commit, is_foreign, recover
from courselib.runtime import seals as trust
from courselib.runtime.paths import below, is_plain, is_relative
from courselib.runtime.workspace import Workspace

from ..support.sites import files_of
from .conftest import Run

NASTY = (
    "..\\..\\victim.md", "courses\\..\\..\\..\\victim.md", "C:\\victim.md", "C:victim.md", "c:/victim.md", "\\victim.md",
    "\\\\host\\share\\x", "//host/share/x", "/victim.md", "../victim.md", "courses/../../victim.md", "./victim.md", "courses//x.md",
    "courses/./x.md", "", ".", "..", "courses/CON", "courses/con.md", "AUX", "nul.txt", "courses/COM1.md", "lpt9", "CONIN$",
    "courses/x.md.", "courses/x ", "a/ ./b", "x:stream", "courses/a\nb.md", "courses/\x00.md", "courses/\u202e.md", "x" * 2000,
)
PLAIN = (
    "courses/a.md", "courses/农村/课.md", "media/x.tar.gz", ".courses.1", "console.md", "courses/com10.md", "web.config",
    ".well-known/x",
)


@pytest.mark.parametrize("path", NASTY)
def test_no_path_of_a_nasty_kind_is_plain(path: str) -> None:
    """Neither slash, no drive, no way up, no device is let through on any system."""
    assert not is_plain(path)
    assert below(Path("/root"), path) is None


@pytest.mark.parametrize("path", PLAIN)
def test_plain_paths_are(path: str) -> None:
    """Ordinary names, Chinese ones too, are taken."""
    assert is_plain(path)
    assert is_relative(path)
    assert below(Path("/root"), path) == Path("/root") / path


@given(st.lists(st.sampled_from(["..", ".", "a", "C:", "con", "\\", "/", " ", "x.", "课", "\\\\", "//", ":", "NUL.txt"]), max_size=8))
def test_a_plain_path_stays_below_on_windows_too(parts: list[str]) -> None:
    """Whatever is put together: a path that is let through leads to a place below the folder, read as Windows reads it."""
    path = "".join(parts)
    if is_plain(path):
        root = PureWindowsPath("D:/lib/content")
        found = root / path
        assert found.is_relative_to(root)
        assert ".." not in found.parts
        assert not PureWindowsPath(path).is_reserved()


def planted(library: Path, path: str, text: str = "", seal: bytes = bytes(32)) -> Path:
    """Plant a journal that names a file as one it made."""
    journal = Workspace.of(library / "content").import_journal
    journal.parent.mkdir(parents=True, exist_ok=True)
    victim = (library / "content/courses/c1.md").read_bytes()
    row = {"path": path, "draft": path, "before": "", "after": hashlib.sha256(victim).hexdigest()}
    journal.write_bytes(seal.hex().encode() + b"\n" + json.dumps([row]).encode() if not text else text.encode())
    return journal


@pytest.mark.parametrize("text", ["", "[]", "{", "\n[]", "00\n[]", "[" * 5000, '[{"path": "courses/c1.md"}]', "x\n" * 3])
@pytest.mark.parametrize("command", ["check", "build", "search"])
def test_a_stranger_s_journal_is_left_alone(text: str, command: str, library: Path, cli: Run) -> None:
    """Every command says in one line that it took no notice, does its work, and touches neither journal nor content."""
    journal = planted(library, "courses/c1.md", text)
    before, kept = files_of(library / "content"), journal.read_bytes()
    code, _, err = cli(command, *(("理论",) if command == "search" else ("--quiet",)))
    assert code == 0
    assert err == f"注意：{journal} 不是您在这台电脑上做的导入留下的，没有理会。\n"
    assert files_of(library / "content") == before
    assert journal.read_bytes() == kept


@pytest.mark.parametrize("path", NASTY[:-1])
def test_no_path_outside_is_followed_even_under_a_seal(path: str, library: Path) -> None:
    """A journal that names what is not plainly below the content is none, whoever sealed it."""
    journal = planted(library, path)
    text = journal.read_bytes().partition(b"\n")[2]
    key = trust.secret()
    assert key is not None
    seal = trust.Seal(key, journal, "import journal 1")
    seal.add(text)
    journal.write_bytes(seal.value().hex().encode() + b"\n" + text)
    victim = library / "victim.md"
    victim.write_bytes((library / "content/courses/c1.md").read_bytes())
    before = files_of(library / "content")
    workspace = Workspace.of(library / "content")
    assert is_foreign(workspace)
    assert recover(workspace) == []
    assert victim.exists()
    assert files_of(library / "content") == before
    victim.unlink()


def test_another_user_s_import_waits_for_him(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Run) -> None:
    """While another user's import is half done nobody imports over it; that user's next command takes it back."""
    workspace = Workspace.of(library / "content")
    real = Path.replace
    replaced = []

    def stop(self: Path, target: Path) -> Path:
        if target.suffix == ".md":
            replaced.append(target)
            raise SystemExit
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stop)
        patch.setattr("courselib.exchange.spreadsheet.committing.recover", lambda _: [])
        with pytest.raises(SystemExit):
            commit(workspace, [Write("courses/new.md", None, b"new\n")])
    assert replaced
    with monkeypatch.context() as patch:
        patch.setenv(trust.STATE_VARIABLE, str(tmp_path / "another"))
        assert is_foreign(workspace)
        with pytest.raises(Exception, match="没有做完"):
            commit(workspace, [Write("courses/other.md", None, b"other\n")])
        assert "没有理会" in cli("check", "--quiet")[2]
    assert not is_foreign(workspace)
    assert "恢复原样" in cli("check", "--quiet")[2]
    assert not workspace.import_journal.exists()
    assert [p.name for p in (library / "content/courses").iterdir() if p.name.startswith(".")] == []


def test_without_a_secret_nothing_is_begun(library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import that could not be taken back after a kill does not begin."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(trust.STATE_VARIABLE, str(tmp_path / "file/state"))
    before = files_of(library / "content")
    with pytest.raises(Exception, match="本机密钥"):
        commit(Workspace.of(library / "content"), [Write("courses/new.md", None, b"new\n")])
    assert files_of(library / "content") == before
