"""``courselib check``: text with carets, JSON, GitHub annotations, chosen files, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from courselib.cli.common import width
from courselib.cli.reporting import as_github, as_text
from courselib.problems import Problem

from ..support.library import course, put
from .conftest import Run


def test_a_good_library_ends_with_0(here: Path, cli: Run) -> None:
    """No problem: one sentence and 0."""
    code, out, _ = cli("check")
    assert code == 0
    assert out == "没有问题。检查了 13 个文件，全库 6 门课程。\n"


def test_an_error_ends_with_1_and_a_warning_with_0(here: Path, cli: Run) -> None:
    """Errors count for the exit code, warnings do not."""
    put(here / "content", "courses/rural/warned.md", course("课").replace("## 教学目标\n\n- 能说清要点\n", ""))
    code, out, _ = cli("check")
    assert code == 0
    assert "共 0 个错误、1 个提醒" in out
    put(here / "content", "courses/rural/bad.md", course("坏课", hours="0.3"))
    code, out, _ = cli("check")
    assert code == 1
    assert "个错误、1 个提醒" in out


def test_the_caret_stands_under_the_column_as_a_terminal_shows_it(here: Path, cli: Run) -> None:
    """Wide characters take two columns: the caret counts them, so that it stands under the wrong value."""
    more = "resources: [{title: 讲义和课件（合订）, kind: 错, file: notes/handout.txt}]"
    put(here / "content", "courses/rural/bad.md", course("课", more=more))
    _, out, _ = cli("check")
    lines = out.split("\n")
    at = next(n for n, line in enumerate(lines) if line.endswith("^"))
    shown, caret = lines[at - 1], lines[at]
    before = shown[: shown.index("错")]
    assert width(before) == len(caret) - 1
    assert caret.index("|") == shown.index("|")


@pytest.mark.parametrize(("source", "column", "before"), [
    ("a错b", 3, 3), ("\t错b", 2, 1), ("b错", 2, 1), ("e\u0301错", 3, 1), ("ＡＢ", 2, 2), ("“a”", 3, 3), ("😀x", 2, 2),
    ("x", 1, 0), ("x", 2, 1),
])
def test_caret_under_any_character(source: str, column: int, before: int, tmp_path: Path) -> None:
    """Narrow, wide, combining and ambiguous characters and tabs before the place are counted as they are shown."""
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    text = as_text([Problem((tmp_path / "a.md").as_posix(), 1, column, "M303", "error", "错")])
    line, caret = text.split("\n")[2:4]
    assert line == f"    1 | {source}"
    assert caret.startswith("      | ")
    assert caret.endswith("^")
    assert len(caret[8:-1]) == before


def test_a_long_line_is_shown_around_its_place(tmp_path: Path) -> None:
    """Of a very long line only the part around the place is shown, with the caret in it."""
    (tmp_path / "a.md").write_text("x" * 5000 + "错" + "y" * 5000, encoding="utf-8")
    line, caret = as_text([Problem((tmp_path / "a.md").as_posix(), 1, 5001, "M303", "error", "错")]).split("\n")[2:4]
    assert len(line) < 130
    assert line.index("错") == caret.index("^")


def test_control_characters_never_reach_the_terminal(tmp_path: Path) -> None:
    """Escape codes in a file are shown as replacement characters."""
    (tmp_path / "a.md").write_bytes("a\x1b[31m\x07\u202e错".encode())
    text = as_text([Problem((tmp_path / "a.md").as_posix(), 1, 1, "M303", "error", "错")])
    assert not set(text) & set("\x1b\x07\u202e")


def test_json_has_exactly_the_agreed_form(here: Path, cli: Run) -> None:
    """JSON is the whole output: problems with seven fields each, and two counts."""
    put(here / "content", "courses/rural/bad.md", course("坏课", hours="0.3"))
    code, out, err = cli("check", "--format", "json")
    data = json.loads(out)
    assert (code, err) == (1, "")
    assert list(data) == ["problems", "errors", "warnings"]
    assert data["errors"] == sum(p["severity"] == "error" for p in data["problems"]) >= 1
    for row in data["problems"]:
        assert list(row) == ["code", "severity", "path", "line", "column", "message", "hint"]
    first = data["problems"][0]
    assert (first["code"], first["path"], first["line"], first["column"]) == ("M306", "content/courses/rural/bad.md", 5, 8)


def test_json_of_a_good_library(here: Path, cli: Run) -> None:
    """Without problems the same form, empty."""
    _, out, _ = cli("check", "--format", "json")
    assert json.loads(out) == {"problems": [], "errors": 0, "warnings": 0}


def test_github_annotations_are_escaped() -> None:
    """Percent signs, line breaks, colons and commas cannot break a workflow command, nor start a second one."""
    text = as_github([Problem("a,b:c%.md", 3, 4, "M303", "error", "一\r\n::error::二 50%", "三，四: 五")])
    assert text.count("\n") == 0
    place, _, message = text.removeprefix("::error ").partition("::")
    assert place.startswith("file=a%2Cb%3Ac%25.md,line=3,col=4,title=M303 ")
    assert message == "一%0D%0A::error::二 50%25三，四: 五"


def test_github_output_is_empty_without_problems(here: Path, cli: Run) -> None:
    """A good library gives no annotation."""
    assert cli("check", "--format", "github")[:2] == (0, "")


def test_chosen_files_only(here: Path, cli: Run) -> None:
    """With files named, only their problems are shown and count; they may be named from here or from the content folder."""
    put(here / "content", "courses/rural/bad.md", course("坏课", hours="0.3"))
    assert cli("check", "content/courses/rural/skills.md")[0] == 0
    for name in ("content/courses/rural/bad.md", "courses/rural/bad.md", here / "content/courses/rural/bad.md"):
        code, out, _ = cli("check", name)
        assert code == 1
        assert "bad.md:5:8" in out
    code, _, err = cli("check", "content/courses/missing.md")
    assert code == 2
    assert "没有文件" in err
    assert cli("check", here / "mkdocs.yml")[0] == 2


def test_quiet_shows_errors_only(here: Path, cli: Run) -> None:
    """Quiet keeps the errors and drops warnings, sums and progress."""
    put(here / "content", "courses/rural/warned.md", course("课").replace("## 教学目标\n\n- 能说清要点\n", ""))
    assert cli("check", "--quiet") == (0, "", "")
    put(here / "content", "courses/rural/bad.md", course("坏课", hours="0.3"))
    code, out, err = cli("check", "--quiet")
    assert (code, err) == (1, "")
    assert "M306" in out
    assert "个提醒" not in out
    assert "B507" not in out


def test_a_missing_content_folder_is_a_problem_of_content(tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no library, the user learns how to name or start one, and no cache folder appears."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = cli("check")
    assert code == 1
    assert "courselib new library" in out
    assert list(tmp_path.iterdir()) == []
