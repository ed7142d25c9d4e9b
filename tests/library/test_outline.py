"""Outlines: tables and lists of units with hours."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library.outline import Outline, read_outline, split_row

HEAD = "## 教学目标\n\n- 甲\n\n## 课程大纲\n\n"


def plain(text: str) -> str:
    """Return text without regard to the width of its punctuation."""
    return unicodedata.normalize("NFKC", text)


def read(text: str) -> Outline:
    return read_outline(HEAD + text, 1, "courses/x.md")


def test_table_with_all_columns() -> None:
    """Title, content, method and hours come from their columns, and lines are the file's."""
    found = read(
        "| 单元 | 内容要点 | 方式 | 学时 |\n| --- | --- | --- | ---: |\n"
        "| 一 | 甲\\|乙 | 讲座 | 1.5 |\n| **合计** | | | 1.5 |"
    )
    assert [(u.title, u.content, u.method, u.hours, u.line) for u in found.units] == [("一", "甲|乙", "讲座", 3, 9)]
    assert (found.has_outline, found.has_objectives, found.line, found.problems) == (True, True, 5, ())


@pytest.mark.parametrize(
    "text",
    [
        "- 一（1 学时）\n- 二(0.5课时)",
        "1. 一（1个学时）\n2. 二（ 0.5 学时 ）\n- 说明（不算学时）的一项",
        "| 学时 | 单元 |\n|---|---|\n| 1 | 一 |\n| 0.5 | 二 |",
        "单元 | 学时\n--- | ---\n一 | 1\n二 | 0.5",
        "| 单元 | 学时 |\n| --- | --- |\n| 一 `a|b` | 1 |\n\n- 二（0.5学时）",
    ],
)
def test_forms_of_units(text: str) -> None:
    """Both widths of brackets, both words, tables in any order of columns."""
    found = read(text)
    assert [u.hours for u in found.units] == [2, 1]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("text", "column", "hint"),
    [
        ("| 单元 | 学时 |\n|---|---|\n| 一 | 四 |", 7, "是否想写 4?"),
        ("| 单元 | 学时 |\n|---|---|\n| 一 | ２ |", 7, "是否想写 2?"),
        ("| 单元 | 学时 |\n|---|---|\n| 一 | 0 |", 7, ""),
        ("| 单元 | 学时 |\n|---|---|\n| 一 |", 6, "写 0.5 的整数倍,如 1.5。"),
        ("- 一（1.3 学时）", 5, "写 0.5 的整数倍,如 1.5。"),
        ("- 一（两学时）", 5, "是否想写 2?"),
    ],
)
def test_bad_hours_of_units(text: str, column: int, hint: str) -> None:
    """A unit whose hours cannot be read has one problem at its cell."""
    found = read(text)
    assert [(p.code, p.column, plain(p.hint)) for p in found.problems] == [("B502", column, plain(hint))]
    assert found.units == ()


def test_what_is_no_outline() -> None:
    """Units elsewhere, in code or below another heading do not count; a deeper heading does not end the outline."""
    assert read_outline("## 其他\n\n- 一（1 学时）", 1, "x").units == ()
    assert read("```\n- 一（1 学时）\n```").units == ()
    assert read("## 其他\n\n- 一（1 学时）").units == ()
    assert len(read("### 上午\n\n- 一（1 学时）\n\n### 下午\n\n- 二（1 学时）").units) == 2


@given(st.text(alphabet="|-: \n`\\一1学时（）()#*.", max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No outline raises; every line is either a unit or a problem, not both."""
    found = read(text)
    assert not {u.line for u in found.units} & {p.line for p in found.problems}
    assert all(u.hours > 0 for u in found.units)


@given(
    st.lists(st.text(alphabet="ab\\中 ", max_size=5).map(lambda t: t.replace("\\", "").strip()), min_size=1, max_size=6)
)
def test_cells_come_back(cells: list[str]) -> None:
    """A row made of cells falls apart into the same cells."""
    assert split_row("| " + " | ".join(cells) + " |") == cells
