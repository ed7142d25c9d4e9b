"""300 courses from a workbook: 25 faults told in one run and nothing written; mended, all are there and right."""

from __future__ import annotations

from pathlib import Path

from courselib.content.checking import load_and_check

from ...cli.conftest import Run, cli
from .bulk import COUNT, bulk, plant
from .making import planned, state, told

__all__ = ["cli"]


def test_every_fault_is_told_at_its_cell(content: Path) -> None:
    """25 faults of more than 20 kinds are told at sheet, row and column, each once, in Chinese, and nothing else is."""
    book = bulk(content)
    faults = plant(book)
    assert len(faults) == 25
    assert len({code for _, _, code, *_ in faults}) >= 20
    intent = planned(content, book.data())
    found = {(p.place.sheet, p.place.address, p.code): p for p in intent.problems}
    assert set(found) == {fault[:3] for fault in faults}
    assert len(intent.problems) == 25
    for sheet, cell, code, message, hint in faults:
        problem = found[sheet, cell, code]
        row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        assert problem.message.startswith(f"第 {row} 行 "), problem
        assert message in problem.message
        assert hint in problem.hint


def test_nothing_is_written_while_one_fault_stands(content: Path, cli: Run, tmp_path: Path) -> None:
    """The command ends with 1, shows row, column and value, and leaves every file alone."""
    book = bulk(content)
    plant(book)
    file = tmp_path / "课程清单.xlsx"
    file.write_bytes(book.data())
    before = state(content)
    code, out, _ = cli("import", file, "--content", content)
    assert code == 1
    at = book.row("课程", "bulk-005")
    assert f"错误 M305  课程清单.xlsx  课程  E{at}\n  第 {at} 行 学时 列：“四”不是数字。\n  提示：是否想写 4？" in out
    assert "共 25 个错误、0 个提醒。什么也没有写" in out
    assert state(content) == before


def test_mended_all_are_imported_and_right(content: Path, cli: Run, tmp_path: Path) -> None:
    """Without the faults all 300 come in, `check` finds nothing, and the same workbook then changes nothing."""
    file = tmp_path / "课程清单.xlsx"
    file.write_bytes(bulk(content).data())
    before = state(content)
    code, out, _ = cli("import", file, "--content", content)
    assert code == 0
    assert f"新增 {COUNT} 条：" in out
    assert f"已导入：新增 {COUNT} 条，修改 0 条。" in out
    after = state(content)
    assert {path: after[path] for path in before} == before
    assert len(after) == len(before) + COUNT
    loaded = load_and_check(content)
    assert loaded.library is not None
    assert {(p.code, p.severity) for p in loaded.problems} == {("B509", "warning")}  # objectives, which no sheet has
    course = loaded.library.courses["bulk-030"]
    assert (course.topic, course.audience, course.hours, course.theory) == ("rural-skills", ("rural",), 4, False)
    assert (course.methods, course.keywords) == (("lecture", "exchange"), ("三农", "粮食"))
    assert [(u.title, u.content, u.hours) for u in course.units] == [
        ("1. 讲之30", "要点 | 竖线", 2), ("2. 练之30", "要点 | 竖线", 2),
    ]
    assert course.resources[0].url == "https://example.org/"
    assert cli("check", "--content", content)[0] == 0
    intent = planned(content, file.read_bytes())
    assert (intent.changes, told(intent)) == ([], [])
