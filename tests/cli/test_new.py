"""``courselib new library``: a library of one's own, from nothing to a site."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.exchange.editor import editor_files

from ..support.library import course, put
from ..support.sites import files_of, whole
from .conftest import Run


def test_a_new_library_checks_and_builds(tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty place: new library, check without a word of complaint, build, a course more, build again."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = cli("new", "library", "我的课程库")
    assert code == 0
    assert "courselib check" in out
    monkeypatch.chdir(tmp_path / "我的课程库")
    code, out, _ = cli("check")
    assert (code, out[:5]) == (0, "没有问题。")
    assert cli("build")[0] == 0
    assert whole(Path("site"))
    put(Path("content"), "courses/own.md", course("自己的课", topic="party-purpose", audience="all", theory="false"))
    code, out, _ = cli("build")
    assert code == 0
    assert "2 门课程" in out
    assert "自己的课" in Path("site/catalogue.html").read_text(encoding="utf-8")
    code, out, _ = cli("search", "自己")
    assert code == 0
    assert "own" in out


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path, cli: Run) -> None:
    """Nothing of the user's is overwritten."""
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path, tmp_path / "letter.txt"):
        code, _, err = cli("new", "library", folder)
        assert code == 2
        assert "出错了" in err
    assert cli("new", "library", tmp_path / "empty")[0] == 0
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert cli("new", "library", tmp_path / "link")[0] == 2
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_a_place_that_cannot_be_written_is_the_machine_s_fault(tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission ends with 3 and a way out."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_text", refuse)
    code, _, err = cli("new", "library", tmp_path / "x")
    assert code == 3
    assert "检查文件夹权限和磁盘空间" in err


def test_what_stands_in_a_new_library(tmp_path: Path, cli: Run) -> None:
    """The example's list of keywords is a list as authors should write it; the editor's settings are those of its plan."""
    cli("new", "library", tmp_path / "x")
    text = (tmp_path / "x/content/courses/example-theme-day.md").read_text(encoding="utf-8")
    assert "keywords: [主题党日, 组织生活]" in text
    editor = {name: data.decode() for name, data in files_of(tmp_path / "x").items() if name.startswith(".vscode/")}
    assert set(files_of(tmp_path / "x")) == {
        ".gitignore", "README.md", "content/courses/example-theme-day.md", "content/pages/index.md", "content/plan.yml",
        "content/synonyms.yml", "mkdocs.yml", *editor,
    }
    library = load_and_check(tmp_path / "x/content").library
    assert library is not None
    assert editor == editor_files(library.plan)
