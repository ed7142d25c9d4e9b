"""Themes and days of curricula: read, checked, and written again."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.curricula.writing import curriculum_text
from courselib.library.model import Curriculum, Theme

from ..support.library import put, without_evaluations, write_small

HEAD = "title: 方案\nsector: rural\nrole: member\nstart: 2024\n"


def load(content: Path, text: str) -> tuple[list[tuple[str, int, str]], Curriculum | None]:
    """Return code, line and message of each problem of a curriculum, and the curriculum."""
    put(content, "curricula/other.yml", text)
    loaded = without_evaluations(content)
    assert loaded.library is not None
    found = [(p.code, p.line, p.message) for p in loaded.problems if p.path == "curricula/other.yml"]
    return found, loaded.library.curricula.get("other")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small library's content."""
    return write_small(tmp_path)


def test_themes_and_days_arrive(root: Path) -> None:
    """A theme a year and the first day of an item are in the record; written and read again, it is the same."""
    text = f"{HEAD}themes:\n  - {{year: 2024, title: 打基础}}\nitems:\n  - {{course: reading, year: 2024, on: 2024-03-01}}\n"
    problems, curriculum = load(root, text)
    assert (problems, curriculum is None) == ([], False)
    assert curriculum is not None
    assert curriculum.themes == (Theme(2024, "打基础"),)
    assert curriculum.items[0].on == "2024-03-01"
    again, copy = load(root, curriculum_text(curriculum))
    assert again == []
    assert copy is not None
    assert (copy.themes, copy.items) == (curriculum.themes, curriculum.items)


@pytest.mark.parametrize(("more", "expected"), [
    ("themes: [{year: 2029, title: 无}]\nitems: [{course: reading, year: 2024}]\n", ("C601", 5, "主题的年份 2029 不在 2024—2028 之内。")),
    ("themes: [{year: 2024, title: 甲}, {year: 2024, title: 乙}]\nitems: [{course: reading, year: 2024}]\n",
     ("M312", 5, "2024 年的主题写了不止一次。")),
    ("items:\n  - {course: reading, year: 2024, on: 2025-01-01}\n", ("C601", 6, "日期 2025-01-01 不在 2024 年。")),
    ("items:\n  - {course: reading, year: 2024, on: 2024-02-30}\n", ("M308", 6, "开始日期 “2024-02-30” 不是日期。")),
    ("themes: [{year: 2024}]\nitems: [{course: reading, year: 2024}]\n", ("M301", 5, "年度主题缺少必填字段 title（主题）。")),
])
def test_what_is_wrong_is_named(more: str, expected: tuple[str, int, str], root: Path) -> None:
    """A theme of another year or given twice, a day of another year or none at all: each with its line."""
    assert load(root, HEAD + more)[0] == [expected]


def test_years_that_cannot_be_read_raise_no_more_problems(root: Path) -> None:
    """Where the first year is a problem itself, no theme is said to be outside."""
    found, _ = load(root, f"{HEAD.replace('2024', '甲')}themes: [{{year: 2040, title: 无}}]\nitems: [{{course: reading, year: 2040}}]\n")
    assert [code for code, _, _ in found] == ["M303"]
