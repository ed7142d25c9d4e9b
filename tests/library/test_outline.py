"""Outlines: tables and lists of units with hours."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.library.outline import Outline, is_total, read_outline, usual_heading
from courselib.syntax.markdown.document import parse

HEAD = "## 教学目标\n\n- 甲\n\n## 课程大纲\n\n"


def plain(text: str) -> str:
    """Return text without regard to the width of its punctuation."""
    return unicodedata.normalize("NFKC", text)


def read(text: str) -> Outline:
    return outline(HEAD + text)


def outline(body: str) -> Outline:
    return read_outline(parse(body), "courses/x.md")


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
        "| 单元 | 学时 |\n| --- | --- |\n| 一 `a\\|b` | 1 |\n\n- 二（0.5学时）",
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
    assert outline("## 其他\n\n- 一（1 学时）").units == ()
    assert read("```\n- 一（1 学时）\n```").units == ()
    assert read("## 其他\n\n- 一（1 学时）").units == ()
    assert len(read("### 上午\n\n- 一（1 学时）\n\n### 下午\n\n- 二（1 学时）").units) == 2


@given(st.text(alphabet="|-: \n`\\一1学时（）()#*.", max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No outline raises; every line is either a unit or a problem, not both."""
    found = read(text)
    assert not {u.line for u in found.units} & {p.line for p in found.problems}
    assert all(u.hours > 0 for u in found.units)


@pytest.mark.parametrize("title", [
    "课程大纲", "二、课程大纲", "二 、课程大纲", "（二）课程大纲", "(2)课程大纲", "2.课程大纲", "2．课程大纲", "2、课程大纲",
    "2 课程大纲", "2.1 课程大纲", "1.2.3课程大纲",
    "第一部分 课程大纲", "第二章　课程大纲", "第2节：课程大纲", "②课程大纲", "⒉课程大纲", "㈡课程大纲", "课程大纲：", "课程大纲:",
    "课程大纲。", "课程大纲（2学时）", "课程大纲(2 学时)：",
    "课程大纲（2学时）（试行）", "【课程大纲】", "“课程大纲”", "《课程大纲》", "[课程大纲]", "课 程 大 纲", "课　程　大　纲", "课程⼤纲",
    "课程大纲 ",
    "★课程大纲", "📚 课程大纲", "■ 课程大纲", "**课程大纲**", "课程大纲 2学时", "课程大纲：2学时", "课程大纲——共2学时",
    "课程大纲及学时分配", "教学安排表", "学时安排", "学时分配表", "教学大纲",
    "~~课程大纲~~", "课程大纲 ##",
])
@pytest.mark.parametrize("marks", ["##", "#", "###", "####"])
def test_headings_as_people_write_them(title: str, marks: str) -> None:
    """A heading is known however it is numbered, punctuated, spaced or set, and on any level."""
    found = outline(f"{marks} {title}\n\n- 一（1 学时）")
    assert (found.has_outline, [u.hours for u in found.units]) == (True, [2])


@pytest.mark.parametrize("title", ["课程大纲说明会", "不是课程大纲", "大纲领", "课程", "二、", "2024年课程大纲修订", "课程大纲的由来"])
def test_headings_that_say_something_else(title: str) -> None:
    """A heading that only has the words in it is another one."""
    assert not outline(f"## {title}\n\n- 一（1 学时）").has_outline


def test_a_deeper_outline_ends_with_its_level() -> None:
    """One under a deeper heading ends at the next of its level; short names count at the top alone."""
    assert [u.title for u in outline("## 内容\n\n### 课程大纲\n\n- 一（1 学时）\n\n### 讨论\n\n- 二（1 学时）").units] == ["一"]
    assert not outline("## 第一讲\n\n### 大纲\n\n- 一（1 学时）").has_outline


@pytest.mark.parametrize("line", ["**课程大纲**", "课程大纲：", "二、课程大纲", "**二、课程大纲**", "##课程大纲"])
def test_a_line_that_looks_like_a_heading(line: str) -> None:
    """A bold line instead of a heading is said, with what to write; followed, it is a heading."""
    text = f"## 教学目标\n\n- 甲\n\n{line}\n\n- 一（1 学时）"
    found = outline(text)
    assert [(p.code, p.line, p.column) for p in found.problems] == [("B524", 5, 1)]
    assert "“## 课程大纲”" in found.problems[0].hint
    assert outline(text.replace(line, "## 课程大纲")).problems == ()
    assert outline(f"{HEAD}{line}\n\n- 一（1 学时）").problems == (), "with the section there, it is a line of text"


@pytest.mark.parametrize("word", [
    "合计", "合　计", "合 计", "共计", "总计", "小计", "累计", "**合计**", "合计：", "合计:", "合计（学时）", "合计(2学时)", "合计学时",
    "学时合计", "总学时", "总课时", "共", "总共", "一共", "总和",
    "合计2学时", "合计：2", "共 2 学时", "上午小计", "第一天合计", "本课共计", "合計", "總計", "Total", "SUM", "合计。", "〔合计〕",
    "合计学时数", "~~合计~~", "*总 计*",
])
def test_rows_of_totals(word: str) -> None:
    """A row of totals in any usual form is no unit, in the first column, in the second, or as an item."""
    assert is_total(word.strip("*~"))
    for row in (f"| {word} | | 2 |", f"| | {word} | 2 |", f"| {word} | | |", f"| | {word} | **2** |", f"| {word} | | 2学时 |"):
        found = read(f"| 单元 | 内容 | 学时 |\n|---|---|---|\n| 一 | 甲 | 1 |\n| 二 | 乙 | 1 |\n{row}")
        assert ([u.hours for u in found.units], found.problems) == ([2, 2], ()), row
    found = read(f"- 一（1 学时）\n- 二（1 学时）\n- {word}（2 学时）")
    assert ([u.hours for u in found.units], found.problems) == ([2, 2], ())


@pytest.mark.parametrize("word", ["合计的意义", "总则", "共同富裕", "统计", "会计基础", "小组讨论", "总结", "设计", "共产党员的权利"])
def test_units_that_are_no_totals(word: str) -> None:
    """A unit whose name only begins like a total is a unit."""
    assert not is_total(word)
    assert [u.hours for u in read(f"- {word}（1 学时）").units] == [2]


def test_totals_without_a_word_and_parts() -> None:
    """A last row with the sum alone is a total; sums of parts may stand between; a wrong one is said, with the right value."""
    head = "| 单元 | 学时 |\n|---|---|\n| 一 | 1 |\n| 二 | 1 |\n"
    assert [u.hours for u in read(head + "| | 2 |").units] == [2, 2]
    assert [u.hours for u in read(head + "| —— | 2 |").units] == [2, 2]
    assert [u.hours for u in read(head + "| 三 | 2 |").units] == [2, 2, 4]
    found = read(head + "| 小计 | 2 |\n| 三 | 3 |\n| 小计 | 3 |\n| 合计 | 5 |")
    assert ([u.hours for u in found.units], found.problems) == ([2, 2, 6], ())
    found = read(head + "| 合计 | 3 |")
    assert [(p.code, p.line, plain(p.hint)) for p in found.problems] == [("B521", 11, "是否想写 2?")]


@pytest.mark.parametrize("head", [
    "学时", "学 时", "课时", "学时数", "课时数", "学时（节）", "课时(45分钟)", "学时：", "**学时**", "计划学时", "学时安排", "⼀、学时",
    "学时/节",
])
def test_columns_of_hours(head: str) -> None:
    """The column of hours is known by its usual names; a running sum is not one."""
    found = read(f"| 单元 | 累计学时 | {head} |\n|---|---|---|\n| 一 | 9 | 1 |\n| 二 | 9 | 1.0 |")
    assert [u.hours for u in found.units] == [2, 2]


def test_items_with_marks_behind_and_around() -> None:
    """A full stop behind the bracket, bold names and further lines of an item do no harm; its name is plain text."""
    found = read("- **选题**（1 学时）；\n- 演练（1 学时）。\n- *讨论*（0.5 学时）\n  再做记录")
    assert [(u.title, u.hours) for u in found.units] == [("选题", 2), ("演练", 2), ("讨论", 1)]


def test_usual_headings() -> None:
    """What remains of a heading is its name."""
    assert usual_heading("三会一课") == "三会一课"
    assert usual_heading("一") == "一"
    assert usual_heading("") == ""
