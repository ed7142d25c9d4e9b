"""Records with one title, and courses with one content, are reminders that name both files (防止重复培训)."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.content.checks import twins
from courselib.exchange.spreadsheet.csvfile import read_csv
from courselib.exchange.spreadsheet.importing import prepare
from courselib.problems import Problem

from ..support.cases import overlay
from ..support.library import REPOSITORY, course, put

LECTURER = "---\ntitle: {}\n---\n\n介绍。\n"
CURRICULUM = "title: {}\nsector: rural\nrole: member\nstart: 2024\nyears: 1\nitems:\n  - {{course: theory, year: 2024}}\n"


def told(content: Path) -> list[Problem]:
    """Return the reminders of twins, in order of place."""
    return [p for p in load_and_check(content).problems if p.code in twins.CODES]


def test_same_title(tmp_path: Path) -> None:
    """The case: the same course twice under two names, told once at each file, each naming the other."""
    problems = load_and_check(overlay("same-title", tmp_path) / "content").problems
    assert [(p.path, p.code, p.severity, p.line, p.column) for p in problems] == [
        ("courses/a.md", "R415", "warning", 2, 8), ("courses/b.md", "R415", "warning", 2, 8),
    ]
    assert ["courses/b.md" in problems[0].message, "courses/a.md" in problems[1].message] == [True, True]
    assert all("怎样开好支部学习会" in p.message and p.hint for p in problems)


@pytest.mark.parametrize(("one", "other"), [
    ("怎样开好支部学习会", "怎样开好 支部学习会"), ("学习《党章》", "学习党章"), ("学习“党章”", '学习"党章"'), ("ＡＩ 入门", "ai入门"),
    ("Straße", "STRASSE"), ("第⼀讲", "第一讲"), ("『党章』", "「党章」"), ("A（一）", "a(一)"), ("学习　党章", "学习党章"),
])
def test_titles_that_are_one(one: str, other: str, content: Path) -> None:
    """Width, case, blanks, quotation marks and copied radicals make no other title."""
    put(content, "courses/rural/x.md", course(f"'{one}'"))
    put(content, "courses/all/y.md", course(f"'{other}'", hours="3"))
    assert [(p.path, p.code) for p in told(content)] == [("courses/all/y.md", "R415"), ("courses/rural/x.md", "R415")]


@pytest.mark.parametrize(("one", "other"), [("第一讲", "第二讲"), ("党章", "党章（二）"), ("上篇", "下篇"), ("学习-上", "学习上")])
def test_titles_that_are_two(one: str, other: str, content: Path) -> None:
    """What tells two apart in any other way is no twin."""
    put(content, "courses/rural/x.md", course(one))
    put(content, "courses/rural/y.md", course(other, hours="3"))
    assert told(content) == []


@pytest.mark.parametrize(("paths", "text"), [
    (("lecturers/x.md", "lecturers/y.md"), LECTURER.format("张三")), (("venues/x.md", "venues/y.md"), LECTURER.format("党校")),
    (("curricula/x.yml", "curricula/y.yml"), CURRICULUM.format("一年方案")),
    (("pages/x.md", "pages/y.md"), "---\ntitle: 说明页\n---\n\n正文\n"),
    (("pages/x.md", "pages/z/y.md"), "# 说明页\n\n正文\n"),
])
def test_every_kind_of_record(paths: tuple[str, str], text: str, content: Path) -> None:
    """Lecturers, venues, curricula and pages have twins too, pages also by the heading that is their title."""
    for path in paths:
        put(content, path, text)
    found = told(content)
    assert [(p.path, p.code) for p in found] == [(path, "R415") for path in paths]
    assert [paths[1] in found[0].message, paths[0] in found[1].message] == [True, True]


def test_kinds_do_not_mix(content: Path) -> None:
    """A lecturer and a venue, or a page about a course, may be called the same."""
    put(content, "lecturers/x.md", LECTURER.format("红旗村"))
    put(content, "venues/x.md", LECTURER.format("红旗村"))
    put(content, "courses/rural/x.md", course("红旗村"))
    put(content, "pages/x.md", "# 红旗村\n")
    assert told(content) == []


def test_one_content_under_two_titles(content: Path) -> None:
    """Topic, audience in any order, and units with their hours: then two titles are one course; anything else makes two."""
    first = course("支部书记讲党课", audience="rural, urban", topic="plenum-spirit")
    put(content, "courses/rural/x.md", first)
    put(content, "courses/rural/y.md", course("支书讲课", audience="urban, rural", topic="plenum-spirit").replace("1. 单元", "1.“单元”"))
    found = told(content)
    assert [(p.path, p.code, p.line, p.column) for p in found] == [
        ("courses/rural/x.md", "R416", 2, 8), ("courses/rural/y.md", "R416", 2, 8),
    ]
    assert "courses/rural/y.md 的 “支书讲课”" in found[0].message
    assert "courses/rural/x.md 的 “支部书记讲党课”" in found[1].message
    for other in (
        first.replace("plenum-spirit", "party-purpose"), first.replace("rural, urban", "rural"), first.replace("1. 单元", "2. 单元"),
        first.replace("hours: 2", "hours: 3").replace("| 2 |", "| 3 |"), first.replace("| 2 |\n", "| 1 |\n| 2. 单元 | 要点 | 讲座 | 1 |\n"),
    ):
        put(content, "courses/rural/y.md", other.replace("支部书记讲党课", "支书讲课"))
        assert told(content) == []


def test_groups_are_told_once_at_each_file(content: Path) -> None:
    """Each of many twins is told of one other, and of how many there are: words grow with files, not with pairs."""
    for number in range(300):
        put(content, f"courses/rural/x-{number:03}.md", course("同一门课" if number % 2 else f"另一门 {number}"))
    found = told(content)
    assert sum(p.code == "R415" for p in found) == 150
    assert sum(p.code == "R416" for p in found) == 300
    first = next(p for p in found if p.path.endswith("x-001.md") and p.code == "R415")
    assert "courses/rural/x-003.md 的相同，共 150 个文件" in first.message
    assert all("courses/rural/x-001.md" in p.message for p in found if p.code == "R415" and "x-001" not in p.path)


def test_retired_courses_have_no_twins(content: Path) -> None:
    """What replaces a retired course may be called the same; a draft is told before it is published."""
    put(content, "courses/rural/x.md", course("一门课", more="status: retired"))
    put(content, "courses/rural/y.md", course("一门课"))
    assert told(content) == []
    put(content, "courses/rural/x.md", course("一门课", more="status: draft"))
    assert len(told(content)) == 2


def test_a_course_without_an_outline_of_its_own_is_no_twin(content: Path) -> None:
    """A unit that is still to be filled says nothing of what is taught."""
    for name, title in (("x", "甲"), ("y", "乙")):
        put(content, f"courses/rural/{name}.md", course(title, more="status: draft").replace("1. 单元", "【填：单元名称】"))
    assert {p.code for p in told(content)} <= {"B509"}


def test_an_import_is_reminded_of_a_twin(content: Path) -> None:
    """A new row with the title of a course that stands in the library is told at its cell, before anything is written."""
    rows = "编号,名称,专题,对象,学时,创新理论\nnew-one,农村理论 基础,rural-theory,rural,4,是\n"
    intent, _ = prepare([read_csv("课程", rows.encode(), ["编号"])], load_and_check(content))
    found = [p for p in intent.problems if p.code == "R415"]
    assert [(p.place.row, p.place.column) for p in found if p.place.row] == [(2, 2)]
    assert not any(p.is_error for p in intent.problems)


def test_the_shipped_library_has_no_twins() -> None:
    """Nobody is trained twice with what we ship."""
    assert told(REPOSITORY / "content") == []
