"""``courselib export`` and ``import``: what they say, what they write, how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ..exchange.spreadsheet.making import Book, state
from ..support.library import course, put, write_shipped
from .conftest import Run

ROWS = "编号,名称,专题,对象,学时,创新理论\n"


def test_the_shipped_library_goes_out_and_in_byte_for_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cli: Run
) -> None:
    """Exported and imported with the commands alone, the shipped library has the same bytes, and nothing was written."""
    content = write_shipped(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = state(content)
    times = {p: p.stat().st_mtime_ns for p in content.rglob("*")}
    code, out, _ = cli("export", "清单.xlsx")
    assert code == 0
    assert re.search(r"已导出到 清单\.xlsx：课程 \d{3} 条、讲师 \d+ 条、场地 \d+ 条、培训班 \d+ 条、课程方案 \d+ 条。", out)
    code, out, _ = cli("import", "清单.xlsx")
    assert code == 0
    assert out.endswith("没有要改的，什么也没有写。\n")
    assert state(content) == before
    assert {p: p.stat().st_mtime_ns for p in content.rglob("*")} == times


def test_a_dry_run_shows_and_writes_nothing(here: Path, cli: Run) -> None:
    """What is new, changed and unchanged is shown field by field; no file changes, comments and body stay at the real run."""
    text = course("原来的课名", more="level: county  # 以县为主", body="\n## 说明\n\n正文，不动。\n")
    file = put(here / "content", "courses/rural/mine.md", text)
    book = Book.of(here / "content")
    book.put("课程", "mine", "名称", "新的课名")
    book.put("课程", "mine", "层级", "市级")
    book.add("课程", 编号="newer", 名称="新课", 专题="rural-skills", 对象="rural", 学时=1.5, 创新理论="否")
    (here / "a.xlsx").write_bytes(book.data())
    before = state(here / "content")
    code, out, _ = cli("import", "a.xlsx", "--dry-run")
    assert code == 0
    assert "新增 1 条：\n  课程 newer 新课 → content/courses/rural/newer.md\n" in out
    assert "修改 1 条：\n  课程 mine 新的课名\n    名称：“原来的课名” → “新的课名”\n    层级：“县级” → “市级”\n" in out
    assert re.search(r"不变 \d+ 条。\n", out)
    assert out.endswith("这是试运行，什么也没有写。去掉 --dry-run 就导入。\n")
    assert state(here / "content") == before
    code, out, _ = cli("import", "a.xlsx")
    assert code == 0
    assert "已导入：新增 1 条，修改 1 条。" in out
    wanted = text.replace("原来的课名", "新的课名").replace("level: county  # 以县为主", "level: city  # 以县为主")
    assert file.read_text(encoding="utf-8") == wanted
    made = (here / "content/courses/rural/newer.md").read_text(encoding="utf-8")
    assert made.startswith("---\ntitle: 新课\ntopic: rural-skills\naudience: [rural]\nhours: 1.5\ntheory: false\nstatus: draft\n---\n")
    assert "\n## 教学目标\n\n- 【填：学完能做到的事】\n" in made
    assert cli("check")[0] == 0


def test_json_for_other_programs(here: Path, cli: Run) -> None:
    """Problems come in the form of every command, with sheet and cell; the preview and whether anything was written beside them."""
    (here / "a.csv").write_text(ROWS + "one,课,rural-theory,rural,四,是\ntwo,课二,rural-theory,rural,2,是\n", encoding="utf-8")
    code, out, _ = cli("import", "a.csv", "--json")
    told = json.loads(out)
    assert code == 1
    assert told["problems"] == [{
        "code": "M305", "severity": "error", "path": "a.csv", "line": 2, "column": 5, "sheet": "a", "cell": "E2",
        "message": "第 2 行 学时 列：“四”不是数字。", "hint": "是否想写 4？",
    }]
    assert (told["errors"], told["warnings"], told["written"]) == (1, 0, False)
    assert told["new"] == [{"kind": "course", "id": "two", "title": "课二", "path": "content/courses/rural/two.md"}]
    (here / "a.csv").write_text(ROWS + "skills,田间实战,rural-skills,rural,8,否\nreading,新名,works-reading,all,2.5,是\n", encoding="utf-8")
    code, out, _ = cli("import", "a.csv", "--json")
    told = json.loads(out)
    assert (code, told["written"], told["unchanged"], told["new"]) == (0, True, 1, [])
    assert told["changed"][0]["fields"] == [{"name": "title", "label": "名称", "old": "著作研读入门", "new": "新名"}]
    assert told["absent"] == {"course": 4}


def test_problems_of_the_whole_stand_in_their_file(here: Path, cli: Run) -> None:
    """What an edit breaks elsewhere is told at the file that it breaks, and keeps the import from writing."""
    put(here / "content", "courses/rural/first.md", course("先学"))
    put(here / "content", "courses/rural/then.md", course("后学", more="prerequisites: [first]"))
    (here / "a.csv").write_text("编号,状态\nfirst,已停用\n", encoding="utf-8")
    code, out, _ = cli("import", "a.csv")
    assert code == 0
    assert "提醒 R411  content/courses/rural/then.md:7" in out
    assert "status: retired" in (here / "content/courses/rural/first.md").read_text(encoding="utf-8")
    before = state(here / "content")
    (here / "a.csv").write_text("编号,状态\ntheory,已停用\n", encoding="utf-8")
    code, out, _ = cli("import", "a.csv")
    assert code == 1
    assert "提醒 C609  a.csv  a  B2\n  第 2 行 状态 列：这门课已停用，仍有课程方案排着它：rural-plan" in out
    assert "错误 C603  content/curricula/rural-plan.yml:11" in out
    assert state(here / "content") == before


def test_errors_that_were_there_before_do_not_stand_in_the_way(here: Path, cli: Run) -> None:
    """An import answers for what it brings; a file with errors is neither exported nor changed."""
    put(here / "content", "courses/rural/broken.md", course("课").replace("hours: 2", "hours: 四"))
    (here / "a.csv").write_text(ROWS + "two,课,rural-theory,rural,2,是\n", encoding="utf-8")
    assert cli("import", "a.csv")[0] == 0
    code, out, err = cli("export", "a.xlsx")
    assert code == 1
    assert "1 个文件有错误，没有导出：courses/rural/broken.md。" in err
    assert "已导出到 a.xlsx" in out
    before = state(here / "content")
    (here / "b.csv").write_text("编号,名称\nbroken,新名\n", encoding="utf-8")
    code, out, _ = cli("import", "b.csv")
    assert code == 1
    assert "X909" in out
    assert state(here / "content") == before


def test_a_file_is_not_replaced_unasked(here: Path, cli: Run) -> None:
    """An existing workbook stays unless --force says otherwise; the ending decides the form."""
    file = here / "a.xlsx"
    file.write_bytes(b"my work")
    code, out, err = cli("export", "a.xlsx")
    assert (code, out) == (2, "")
    assert "已经有了，没有覆盖" in err
    assert file.read_bytes() == b"my work"
    assert cli("export", "a.xlsx", "--force", "--quiet") == (0, "", "")
    assert file.read_bytes().startswith(b"PK")
    code, out, _ = cli("export", "a.csv")
    assert code == 0
    assert "课程 6 条" in out
    assert "讲师" not in out
    assert (here / "a.csv").read_bytes().startswith("\ufeff编号,名称".encode())
    code, _, err = cli("export", "a.xls")
    assert code == 2
    assert "以 .xlsx 结尾" in err
    assert cli("export", "no/such/folder/a.xlsx")[0] == 3


@pytest.mark.parametrize(("name", "data", "code", "said"), [
    ("none.xlsx", None, 2, "没有文件“none.xlsx”"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), 1, "文件损坏了"),
    ("a.xlsx", b"rubbish", 1, "不是 .xlsx"),
    ("a.csv", "随便,什么\n1,2\n".encode(), 1, "没有找到表头"),
    ("a.csv", b"", 1, "没有可以导入的工作表"),
])
def test_what_cannot_be_imported(here: Path, cli: Run, name: str, data: bytes | None, code: int, said: str) -> None:
    """A missing, foreign or empty file ends in a sentence with its exit code, never in a traceback."""
    if data is not None:
        (here / name).write_bytes(data)
    before = state(here / "content")
    found, out, err = cli("import", name)
    assert found == code
    assert said in out + err
    assert state(here / "content") == before


def test_no_plan_no_exchange(here: Path, cli: Run) -> None:
    """Without a plan neither command works, and both say why."""
    assert cli("export", "a.xlsx")[0] == 0
    (here / "content/plan.yml").unlink()
    for arguments in (("export", "b.xlsx"), ("import", "a.xlsx")):
        code, _, err = cli(*arguments)
        assert code == 1
        assert "plan.yml" in err


def test_long_previews_are_cut(here: Path, cli: Run) -> None:
    """Fifty new records are listed, the rest are counted; --verbose lists all, --quiet nothing but errors."""
    rows = "".join(f"n-{n},课 {n},rural-theory,rural,2,是\n" for n in range(60))
    (here / "a.csv").write_text(ROWS + rows, encoding="utf-8")
    out = cli("import", "a.csv", "--dry-run")[1]
    assert out.count(" → content/courses/rural/n-") == 50
    assert "……另有 10 条，加 --verbose 全部列出。" in out
    assert cli("import", "a.csv", "--dry-run", "--verbose")[1].count(" → content/courses/rural/n-") == 60
    assert cli("import", "a.csv", "--quiet")[:2] == (0, "")
    assert (here / "content/courses/rural/n-59.md").exists()
