"""What cells may hold: numbers as text, full-width digits, dates in all forms, yes and no, headings in any order."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.exchange.spreadsheet.cells import join, split
from courselib.exchange.spreadsheet.importing import prepare
from courselib.exchange.spreadsheet.places import column_letters

from .authors import HOSTILE
from .making import Book, planned, table, told

HEAD = ["编号", "名称", "专题", "对象", "学时", "创新理论"]
ROW: dict[str, Any] = {"编号": "one", "名称": "课", "专题": "rural-theory", "对象": "rural", "学时": 2, "创新理论": "是"}


def values(content: Path, **cells: object) -> Any:
    """Return the values of one new course whose cells are given by heading; problems fail."""
    row = ROW | cells
    intent, _ = prepare([table("课程", list(row), list(row.values()))], load_and_check(content))
    assert told(intent) == []
    return intent.changes[0].new


@pytest.mark.parametrize(("cell", "half"), [
    (2, 4), (2.5, 5), (2.0, 4), ("2.5", 5), ("２．５", 5), (" 2 ", 4), (0.5, 1), (80, 160), ("80", 160), (1.4999999999, 3),
])
def test_hours(content: Path, cell: object, half: int) -> None:
    """Hours may be numbers or texts, of either width; nothing is rounded but the dust of binary fractions."""
    assert values(content, 学时=cell)["hours"] == half


@pytest.mark.parametrize("cell", [
    datetime.datetime(2026, 1, 5), datetime.date(2026, 1, 5), "2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "２０２６－１－５",
    "20260105", 46027, "46027", 46027.0, "2026-01-05 00:00:00",
])
def test_dates(content: Path, cell: object) -> None:
    """A date may be a date, its number, or a text in any usual form."""
    assert values(content, 更新日期=cell)["updated"] == "2026-01-05"


@pytest.mark.parametrize(("cell", "wanted"), [
    ("是", True), ("否", False), (True, True), (False, False), ("TRUE", True), ("false", False), ("√", True), (1, True), (0, False),
    ("ＴＲＵＥ", True), ("对", True), ("不", False), ("Y", True), ("N", False),
])
def test_yes_and_no(content: Path, cell: object, wanted: bool) -> None:
    """Yes and no are understood as people write them."""
    row = {"专题": "rural-theory"} if wanted else {"专题": "rural-skills"}
    assert values(content, 创新理论=cell, **row)["theory"] is wanted


@pytest.mark.parametrize(("heading", "cell", "name", "wanted"), [
    ("方式", "专题讲座、互动交流", "methods", ["lecture", "exchange"]),
    ("方式", "lecture；互动交流", "methods", ["lecture", "exchange"]),
    ("方式", "专题讲座\n互动交流\n", "methods", ["lecture", "exchange"]),
    ("方式", "专题讲座,互动交流，", "methods", ["lecture", "exchange"]),
    ("讲师", "示例讲师", "lecturers", ["teacher"]),
    ("讲师", "teacher 示例讲师", "lecturers", ["teacher"]),
    ("先修课程", "theory 农村理论基础、著作研读入门", "prerequisites", ["theory", "reading"]),
    ("对象", "全体党员", "audience", ["all"]),
    ("层级", "乡镇（街道）", "level", "township"),
    ("版本", 1.1, "version", "1.1"),
    ("版本", 2, "version", "2"),
    ("名称", 2026, "title", "2026"),
    ("简介", "一\r\n二", "summary", "一\n二"),
])
def test_names_lists_and_numbers(content: Path, heading: str, cell: object, name: str, wanted: object) -> None:
    """Labels and titles mean their IDs, lists may be parted in several ways, a number in a text column is its text."""
    row = {"专题": "works-reading"} if heading == "对象" else {}
    assert values(content, **row | {heading: cell})[name] == wanted


@pytest.mark.parametrize(("cells", "code", "said"), [
    ({"学时": True}, "M305", "“是”不是数字"),
    ({"学时": datetime.datetime(2026, 1, 5)}, "M305", "不是数字"),
    ({"学时": -2}, "M307", "超出范围"),
    ({"学时": 1e300}, "M305", "不是数字"),
    ({"更新日期": 12}, "M308", "不是日期"),
    ({"更新日期": "2026-13-01"}, "M308", "不是日期"),
    ({"更新日期": datetime.time(8)}, "M308", "不是日期"),
    ({"更新日期": datetime.datetime(2026, 1, 5, 8, 30)}, "M308", "不是日期"),
    ({"创新理论": 2}, "M303", "“2”不是“是”或“否”"),
    ({"名称": "一\n二"}, "M303", "只能写一行"),
    ({"对象": "rural 农村党员 institutions"}, "R402", "不存在"),
    ({"层级": "县级、市级"}, "M304", "不在可选值之内"),
])
def test_wrong_types_are_told(content: Path, cells: dict[str, object], code: str, said: str) -> None:
    """What a cell cannot mean is told in the words of a spreadsheet, with the value."""
    row = ROW | cells
    intent, _ = prepare([table("课程", list(row), list(row.values()))], load_and_check(content))
    assert [(p.code, p.place.row) for p in intent.problems] == [(code, 2)]
    assert said in intent.problems[0].message
    assert "YAML" not in intent.problems[0].message + intent.problems[0].hint
    assert "true" not in intent.problems[0].hint


def test_headings_in_any_order_and_spelling(content: Path) -> None:
    """Columns are found by name wherever they stand, with notes, stars, blanks and English names; 序号 is not read."""
    head = ["序号", "创新理论", "学 时*", "audience", "课程名称（必填）", "专题", "ID", "", ""]
    row = [1, "是", 2, "rural", "课", "rural-theory", "one", None, "  "]
    intent, _ = prepare([table("Sheet1", ["某县课程清单"], head, [], row, [])], load_and_check(content))
    assert told(intent) == []
    assert intent.changes[0].new["title"] == "课"


def test_missing_and_doubled_columns(content: Path) -> None:
    """A required column that is missing, one that is there twice, and one without a name are told."""
    head, row = ["编号", "名称", "名称", "专题", "对象", "学时", None], ["one", "课", "课", "rural-theory", "rural", 2, "？"]
    intent, _ = prepare([table("课程", head, row)], load_and_check(content))
    assert told(intent) == [
        ("X903", "C1", "第 1 行 名称 列：列“名称”出现了两次。"),
        ("X903", "G1", "第 1 行 G 列：这一列有内容（第 2 行），却没有列名。"),
        ("M301", "A2", "第 2 行 编号 列：缺少“创新理论”。"),
    ]


def test_columns_that_are_missing_change_nothing(content: Path) -> None:
    """A table with two columns changes what it has; the rest of the record stays."""
    intent, _ = prepare([table("课程", ["编号", "学时"], ["reading", 3])], load_and_check(content))
    assert [(c.id, c.fields) for c in intent.changes] == [("reading", ("hours",))]
    assert [(p.code, p.place.address) for p in intent.problems] == [("B503", "B2")]


def test_trailing_rows_and_spaces(content: Path) -> None:
    """Rows of blanks below the last record, and outer blanks in cells, are nothing."""
    book = Book.of(content)
    place = book.book["课程"]
    for row in range(200, 230):
        place.cell(row, 2).value = "  "
    book.put("课程", "skills", "名称", "  田间实战 ")
    intent = planned(content, book.data())
    assert (intent.changes, told(intent)) == ([], [])


def test_rows_without_ids_and_twice(content: Path) -> None:
    """A row without an ID says which one was meant when its title is known; a second row of an ID names the first."""
    rows = [["编号", "名称", "学时"], [None, "田间实战", 8], ["theory", "农村理论基础", 4], ["theory", "另一门", 4]]
    intent, _ = prepare([table("课程", *rows)], load_and_check(content))
    assert [(p.code, p.place.row, p.hint) for p in intent.problems] == [
        ("X906", 2, "是否想写 skills？"), ("X906", 4, "只留一行，或改编号。"),
    ]


def test_new_records_may_name_each_other(content: Path) -> None:
    """A course may name a lecturer that the same workbook brings, by title, and a curriculum its courses."""
    book = Book.of(content)
    book.add("讲师", 编号="newcomer", 名称="示例新讲师")
    book.add("课程", 编号="one", 名称="课", 专题="rural-skills", 对象="rural", 学时=2, 创新理论="否", 讲师="示例新讲师")
    book.add("课程方案", 编号="plan-b", 名称="又一方案", 领域="rural 农村党员", 对象身份="党员", 起始年=2024, 状态="草稿")
    book.add("课程方案安排", 课程方案编号="plan-b", 课程="one 课", 年份=2024)
    intent = planned(content, book.data())
    # A course that an import begins is a draft until somebody has written it.
    assert [(code, message) for code, _, message in told(intent)] == [("C603", "第 5 行 课程 列：课程 “one” 是草稿。")]
    made = {c.id: c for c in intent.changes}
    assert made["one"].new["lecturers"] == ["newcomer"]
    assert made["plan-b"].after.decode() == (
        "title: 又一方案\nsector: rural\nrole: member\nstart: 2024\nitems:\n  - {course: one, year: 2024}\nstatus: draft\n"
    )


def test_a_curriculum_without_items(content: Path) -> None:
    """What stands on another sheet is asked for there."""
    book = Book.of(content)
    book.add("课程方案", 编号="plan-b", 名称="又一方案", 领域="rural", 对象身份="党员", 起始年=2024)
    (problem,) = planned(content, book.data()).problems
    assert (problem.code, problem.hint) == ("M301", "在工作表“课程方案安排”里至少加一行。")


def test_records_and_lists_that_are_missing_stay(content: Path) -> None:
    """Rows taken out of a workbook take nothing out of the library, and that is counted."""
    book = Book.of(content)
    book.book["讲师"].delete_rows(book.row("讲师", "teacher"))
    book.book["课程资源"].delete_rows(2, 5)
    intent = planned(content, book.data())
    assert intent.changes == []
    assert intent.absent["lecturer"] == 1
    assert intent.kept == {"课程资源": 1}


@given(items=st.lists(st.one_of(st.sampled_from(HOSTILE), st.text("、，,;； 甲乙a", min_size=1, max_size=6)).map(str.strip).filter(
    lambda t: t and "\n" not in t), min_size=1, max_size=4))
def test_lists_as_one_text(items: list[str]) -> None:
    """A list written into a cell is read back as the same list, whatever its items hold."""
    assert split(join(items)) == items


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_column_letters(number: int, letters: str) -> None:
    """Columns are named as spreadsheets name them."""
    assert column_letters(number) == letters
