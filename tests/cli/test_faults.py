"""Trouble of every sort: the right exit code, a sentence and a way out, and never a traceback."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from courselib.content import files
from courselib.content.reader import Reader
from courselib.publish import staging

from ..support.library import course, put
from ..support.sites import command, environment, files_of
from .conftest import Run


def said(err: str) -> tuple[str, str]:
    """Return what happened and what to do, the last two lines of the error output."""
    what, todo = err.strip().split("\n")[-2:]
    assert what.startswith("出错了：")
    assert todo.startswith("怎么办：")
    return what, todo


def test_a_build_with_content_errors_ends_with_1(here: Path, cli: Run) -> None:
    """The problems are listed with their places, then one sentence; the old site stands."""
    put(here / "content", "courses/rural/bad.md", course("课", hours="0.3"))
    code, out, err = cli("build")
    assert (code, out) == (1, "")
    assert "content/courses/rural/bad.md:5:8" in err
    assert "没有生成站点" in said(err)[0]
    assert not (here / "site").exists()


def test_a_good_build_says_how_to_open_it(here: Path, cli: Run) -> None:
    """A build ends with 0 and the file to double-click; quiet it says nothing at all."""
    code, out, _ = cli("build")
    assert code == 0
    assert out.endswith("双击 site/index.html 即可打开。\n")
    assert cli("build", "--quiet") == (0, "", "")


def test_a_foreign_output_ends_with_2(here: Path, cli: Run) -> None:
    """A folder of somebody else's is wrong usage, not a fault of content or machine."""
    (here / "mine").mkdir()
    (here / "mine/letter.txt").write_text("x", encoding="utf-8")
    code, _, err = cli("build", "--output", "mine")
    assert code == 2
    assert "以免误删" in said(err)[1]
    assert files_of(here / "mine") == {"letter.txt": b"x"}


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(28, "No space left on device")])
def test_a_disk_that_refuses_ends_with_3(error: OSError, here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission or no space while writing the site: 3, the reason, and the old site stands."""
    cli("build")
    old = files_of(here / "site")
    put(here / "content", "courses/rural/new.md", course("新课"))

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(staging.Staging, "write", refuse)
    code, _, err = cli("build")
    assert code == 3
    assert str(error.strerror) in said(err)[0]
    assert files_of(here / "site") == old


def test_an_output_that_cannot_be_made_ends_with_3(here: Path, cli: Run) -> None:
    """A parent folder that is a file cannot hold a site."""
    (here / "file").write_text("x", encoding="utf-8")
    code, _, err = cli("build", "--output", "file/below")
    assert code in (2, 3)
    said(err)


def test_an_unreadable_file_is_a_problem_with_its_place(here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A content file that cannot be opened is told like any other problem."""
    real = files.read_bytes

    def refuse(root: Path, path: str, limit: int) -> bytes:
        if path.endswith("skills.md"):
            raise PermissionError(13, "Permission denied")
        return real(root, path, limit)

    monkeypatch.setattr(files, "read_bytes", refuse)
    code, out, _ = cli("check")
    assert code == 1
    assert "F108  content/courses/rural/skills.md" in out


@pytest.mark.parametrize("text", [
    "site_name: [", "", "- a\n- b\n", "site_url: javascript:alert(1)\n", "content_license: CC BY\n", "\x00",
    "site_url: https://u:p@example.org/\n", "{" * 2000,
])
def test_broken_settings_end_with_1(text: str, here: Path, cli: Run) -> None:
    """A settings file that cannot be read, or with an address that is none, is told in a sentence."""
    (here / "mkdocs.yml").write_text(text, encoding="utf-8")
    code, _, err = cli("build")
    assert code == 1
    assert "站点设置" in said(err)[0]
    assert not (here / "site").exists()


@pytest.mark.parametrize("data", [b"site_name: \xff\xfe\n", b'site_name: "\\ud800"\n', b'site_name: "a\\u0007\\u2028b"\n',
                                  b"site_name: &a x\nb: *a\n", b"site_name: !!python/object/apply:os.system [touch ran]\n"])
def test_odd_settings_never_crash(data: bytes, here: Path, cli: Run) -> None:
    """Odd bytes and characters in a setting are refused or shown harmlessly."""
    (here / "mkdocs.yml").write_bytes(data)
    code, _, err = cli("build")
    assert code in (0, 1), err
    assert not (here / "ran").exists()


def test_other_settings_are_not_read(here: Path, cli: Run) -> None:
    """Plugins, hooks and templates in a library's settings run nothing."""
    (here / "evil.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    text = "site_name: 名\nhooks: [evil.py]\nplugins: [no-such-plugin]\ntheme: {name: none, custom_dir: evil}\nINHERIT: x.yml\n"
    (here / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert cli("build")[0] == 0
    assert not (here / "ran").exists()


def test_an_internal_error_ends_with_3_and_keeps_a_record(here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug of ours is one sentence for the user, and a file for the maintainer."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(Reader, "look", fail)
    for arguments in (["build"], ["check"]):
        code, _, err = cli(*arguments)
        assert code == 3
        assert "程序内部出错" in said(err)[0]
        log = here / ".courselib/crash.log"
        assert str(Path(".courselib/crash.log")) in err
        assert "ZeroDivisionError: boom" in log.read_text(encoding="utf-8")
        log.unlink()


def test_a_record_is_never_written_through_a_link(here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that brings a link as its crash record makes nobody overwrite another file."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    (here / "other").write_text("mine", encoding="utf-8")
    (here / ".courselib/crash.log").symlink_to(here / "other")
    monkeypatch.setattr(Reader, "look", fail)
    assert cli("check")[0] == 3
    assert (here / "other").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), 130), (MemoryError(), 3), (RecursionError(), 3)])
def test_interruption_and_exhaustion(error: BaseException, code: int, here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C and a full memory end with a sentence."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Reader, "look", fail)
    found, _, err = cli("build")
    assert found == code
    assert err.strip().startswith("出错了：")


@pytest.mark.parametrize("arguments", [["check"], ["--help"], ["search", "课"]])
def test_a_reader_that_goes_away_is_no_error(arguments: list[str], here: Path) -> None:
    """A closed pipe, as behind ``head``, ends quietly."""
    for number in range(120):
        put(here / "content", f"courses/rural/bad-{number}.md", course("课" * 70, hours="0.3"))
    read, write = os.pipe()
    os.close(read)
    process = subprocess.run(
        command(*arguments), cwd=here, env=environment(), stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
    )
    os.close(write)
    err = process.stderr.decode()
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
    assert process.returncode in (0, 1)
