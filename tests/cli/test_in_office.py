"""Small things that wear people out: sheets answered in their own words, the library found from where one is, commands to paste."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.cli.pasting import pasted

from ..support.library import course, put
from .conftest import Run

HEAD = "编号,名称,专题,对象,学时,创新理论\n"


def test_a_sheet_is_answered_in_its_own_words(here: Path, cli: Run) -> None:
    """No field's name, no true and no false: headings and answers as the sheet has them."""
    (here / "a.csv").write_text(HEAD + "one,课一,rural-theory,rural,2,否\ntwo,课二,rural-skills,乡下人,2,否\n", encoding="utf-8")
    code, out, _ = cli("import", "a.csv")
    assert code == 1
    assert "第 2 行 创新理论 列：“创新理论”填的是“否”，但专题" in out
    assert "提示：是否想填“是”？" in out
    assert "可选：全体党员、农村党员" in out
    assert "theory 写" not in out
    assert "true" not in out


def test_a_row_without_an_id_has_its_other_cells_looked_at(here: Path, cli: Run) -> None:
    """One bad cell does not hide the others of its row, even where it is the ID."""
    (here / "a.csv").write_text(HEAD + "Bad ID,课一,rural-theory,rural,四,也许\n,课二,no-topic,rural,2,是\n", encoding="utf-8")
    code, out, _ = cli("import", "a.csv")
    assert code == 1
    for cell in ("M313  a.csv  a  A2", "M305  a.csv  a  E2", "M303  a.csv  a  F2", "X906  a.csv  a  A3", "R401  a.csv  a  C3"):
        assert cell in out
    assert "共 5 个错误" in out


@pytest.mark.parametrize("folder", ["content", "content/courses/rural", "notes"])
def test_the_library_is_found_from_a_subfolder(here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    """Commands work wherever one stands in a library, and name files as seen from there."""
    put(here / "content", "courses/rural/bad.md", course("课", hours="四"))
    (here / "notes").mkdir()
    monkeypatch.chdir(here / folder)
    code, out, _ = cli("check")
    assert code == 1
    shown = next(line.split("  ")[1].rpartition(":")[0].rpartition(":")[0] for line in out.splitlines() if line.startswith("错误 M305"))
    assert Path(shown).resolve() == here / "content/courses/rural/bad.md"
    (here / "content/courses/rural/bad.md").unlink()
    (Path.cwd() / "a.csv").write_text("课程名称\n防汛值守\n", encoding="utf-8")
    assert cli("import", "a.csv")[0] == 0
    assert (here / "content/courses/unsorted/fang-xun-zhi-shou.md").is_file()


def test_outside_of_a_library_none_is_found(tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder called content that is no library's is not taken for one."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/x").mkdir()
    monkeypatch.chdir(tmp_path / "content/x")
    assert cli("check")[0] != 0


def test_commands_can_be_pasted(here: Path, cli: Run) -> None:
    """A file's name with a blank stands in quotes."""
    _, out, _ = cli("export", here / "我的 清单.csv")
    assert f"courselib import '{here / '我的 清单.csv'}' --dry-run" in out
    assert pasted("课程清单.xlsx") == "课程清单.xlsx"
    assert pasted("a;b") == "'a;b'"
