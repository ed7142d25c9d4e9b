"""Opening what is there: nothing is lost, nothing changes but what the author changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from courselib.library.reading import FileResult, read_file
from courselib.library.source import Entry

from ...support.browser import opened
from ...support.library import REPOSITORY
from .form import download, fill, handed, open_file, open_form, problems

pytestmark = pytest.mark.browser
#: Every third of the shipped courses.
SHIPPED = sorted((REPOSITORY / "content/courses").rglob("*.md"))[::3]

ODD = """\
---
# 写给同事的话
title: '单引号：里的“名称”'   # 行尾注释
topic: rural-skills
audience:
  - rural
hours: "2"
theory: false
# 下面一行没有人认识
ticket: {number: 12, tags: [a, b]}
keywords: [
  春耕, 夏收
  ]
summary: >-
  折叠的
  两行

# 末尾的注释
---


## 学习目标

1. 能做第一件事
2. 能做 `a|b` 第二件事

## 教学大纲

| 单元 | 学时 | 内容 |
|---|:-:|---|
| 一 \\| 开头 | 0.5 | 第一行<br>第二行 |
| 二 | 1.5 | **要点** |

大纲后面的话。

## 学习材料

- 一本书
"""


def read(path: Path) -> FileResult:
    """Return a course file as the checker reads it."""
    return read_file(Entry(f"courses/x/{path.name}", "course", path.stem, 0, 0, 0), path.read_bytes())


def test_shipped_courses_come_back_byte_for_byte(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """At least sixty courses, opened and downloaded again untouched, are the same files and have nothing to mend."""
    assert len(SHIPPED) >= 60
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        for file in SHIPPED:
            open_file(page, file)
            assert [p for p in problems(page) if p["severity"] == "error"] == [], file.name
            assert handed(page, tmp_path).read_bytes() == file.read_bytes(), file.name
        assert download(page, tmp_path).read_bytes() == SHIPPED[-1].read_bytes()


def test_shipped_courses_written_anew_say_the_same(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """With the memory of how it was written taken away, each file is written from its values alone, and they are unchanged."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        for file in SHIPPED:
            open_file(page, file)
            page.evaluate("const r = CourseLib.modules.author_page.app.record; r.origin.pieces = null; r.body.whole = ''; r.body.source = {};")
            again = handed(page, tmp_path)
            before, after = read(file), read(again)
            assert after.problems == []
            assert after.values == before.values, file.name
            assert before.outline is not None
            assert after.outline is not None
            assert [(u.title, u.content, u.method, u.hours) for u in after.outline.units] == [
                (u.title, u.content, u.method, u.hours) for u in before.outline.units], file.name
            assert after.body == before.body, file.name


def test_comments_unknown_fields_and_odd_writing_stay(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Only the line of a changed field is written anew; comments, quotes and a field that nobody knows stay, and are told."""
    file = tmp_path / "odd-course.md"
    file.write_text(ODD, encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        notice = page.inner_text("#cl-author-notice")
        assert "不认识的字段 “ticket”" in notice
        assert "注释" in notice
        fill(page, {"title": "新的名称"})
        text = download(page, tmp_path, anyway=True).read_text(encoding="utf-8")
        assert text.replace("\n---\n\n## ", "\n---\n\n\n## ") == ODD.replace("title: '单引号：里的“名称”'   # 行尾注释", "title: 新的名称")
        page.click("#cl-author-summary button[aria-label='删去 ticket']")
        assert page.inner_text("#cl-author-status") == "可以下载了"
        result = read(download(page, tmp_path))
        assert result.problems == []
        assert result.values is not None
        assert result.values["title"] == "新的名称"
        assert result.values["keywords"] == ["春耕", "夏收"]


def test_an_odd_outline_is_edited_in_rows(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Columns in another order, a pipe in a cell and a line break come into the rows; the heading stays as it was called."""
    file = tmp_path / "odd-course.md"
    file.write_text(ODD, encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        rows = page.evaluate("CourseLib.modules.author_page.app.record.body.outline")
        assert rows == [
            {"title": "一 | 开头", "content": "第一行\n第二行", "method": "", "hours": "0.5"},
            {"title": "二", "content": "**要点**", "method": "", "hours": "1.5"},
        ]
        assert page.evaluate("CourseLib.modules.author_page.app.record.body.objectives") == ["能做第一件事", "能做 `a|b` 第二件事"]
        fill(page, {"outline": [{"hours": "1"}, {"hours": "1"}]})
        result = read(download(page, tmp_path, anyway=True))
        assert result.outline is not None
        assert [(u.title, u.content, u.hours) for u in result.outline.units] == [
            ("一 | 开头", "第一行\n第二行", 2), ("二", "要点", 2)]
        assert "| 一 \\| 开头 | 第一行<br>第二行 |  | 1 |\n| 二 | **要点** |  | 1 |" in result.body
        assert "## 教学大纲\n\n| 单元 |" in result.body
        assert "大纲后面的话。\n\n## 学习材料" in result.body


def test_an_outline_of_items_and_objectives_in_prose(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Items with hours in brackets come into the rows and stay items until changed; prose is left to the text below."""
    head = "---\ntitle: 旧课\ntopic: rural-skills\naudience: [rural]\nhours: 2\ntheory: false\n---\n\n## 教学目标\n\n能做到。\n"
    file = tmp_path / "items.md"
    file.write_text(f"{head}\n## 课程大纲\n\n1. 看(1 学时)\n2. 做（1 个学时）\n", encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        assert "教学目标不是一条一行的写法" in page.inner_text("#cl-author-notice")
        assert page.get_by_role("button", name="加一条目标").count() == 0
        assert [r["title"] for r in page.evaluate("CourseLib.modules.author_page.app.record.body.outline")] == ["看", "做"]
        assert page.input_value("#cl-author-source") == file.read_text(encoding="utf-8")
        fill(page, {"outline": [{"hours": "0.5"}, {"hours": "1.5"}]})
        result = read(download(page, tmp_path))
        assert result.problems == []
        assert result.outline is not None
        assert [(u.title, u.hours) for u in result.outline.units] == [("看", 1), ("做", 3)]
        assert "## 教学目标\n\n能做到。" in result.body


OLD_HEAD = "---\ntitle: 旧课\ntopic: rural-skills\naudience: [rural]\nhours: 2\ntheory: false\n---\n\n"
NUMBERED = """\
开头的话，[甲]。

## 一、教学目标：

- 能做 **甲**

- [x] 能做乙

[甲]: https://example.org/

## 二、课程大纲（2学时）

1、看（1 学时）
2、做（1 学时）
"""


def test_headings_and_lists_as_people_write_them(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Numbered headings are known; what leaves no trace in a section keeps it from becoming rows, so that nothing is lost."""
    file = tmp_path / "numbered.md"
    parts = "(b => [b.objectives, b.outline.map(r => r.title), b.raw.objectives])(CourseLib.modules.author_page.app.record.body)"
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        file.write_text(OLD_HEAD + NUMBERED, encoding="utf-8")
        open_file(page, file)
        assert page.evaluate(parts) == [[], ["看", "做"], True]
        assert [p["code"] for p in problems(page)] == []
        assert page.input_value("#cl-author-source") == file.read_text(encoding="utf-8")
        file.write_text(OLD_HEAD + NUMBERED.replace("\n[甲]: https://example.org/\n", ""), encoding="utf-8")
        open_file(page, file)
        assert page.evaluate(parts) == [["能做 **甲**", "[x] 能做乙"], ["看", "做"], False]
        fill(page, {"outline": [{"hours": "0.5"}, {"hours": "1.5"}]})
        result = read(download(page, tmp_path))
        assert result.outline is not None
        assert [(u.title, u.hours) for u in result.outline.units] == [("看", 1), ("做", 3)]
        assert "## 一、教学目标：\n\n- 能做 **甲**\n\n- [x] 能做乙\n\n## 二、课程大纲（2学时）\n\n| 单元 |" in result.body


def test_a_total_row_or_a_comment_is_no_row(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """A section with something that rows cannot hold stays text."""
    objectives = "## 教学目标\n\n<!-- 待定 -->\n- 能做\n\n"
    table = "## 课程大纲\n\n| 单元 | 学时 |\n| --- | --- |\n| 看 | 2 |\n| **合　计** | 2 |\n"
    file = tmp_path / "total.md"
    file.write_text(OLD_HEAD + objectives + table, encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        assert page.evaluate("CourseLib.modules.author_page.app.record.body.raw") == {"objectives": True, "outline": True}
        assert problems(page) == []
        assert page.input_value("#cl-author-source") == file.read_text(encoding="utf-8")


@pytest.mark.parametrize(("text", "words"), [
    ("# 没有元数据\n", "没有元数据区"),
    ("---\ntitle: a\n", "没有结束线"),
    ("---\ntitle: a: b\n---\n", "第 2 行的元数据写法有误"),
    ("---\ntitle: a\ntitle: b\n---\n", "同一个字段写了两次"),
    ("---\ntitle: &x a\nsummary: *x\n---\n", "锚点或别名"),
    ("---\n- a\n---\n", "不是“字段: 值”的形式"),
    ("---\ntitle: [a\n---\n", "写法有误"),
])
def test_a_file_that_cannot_be_read_changes_nothing(text: str, words: str, browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """What is wrong is said with its line, and what was being written stays."""
    file = tmp_path / "bad.md"
    file.write_text(text, encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, {"title": "正在写的"})
        open_file(page, file)
        assert words in page.inner_text("#cl-author-notice")
        assert page.evaluate("CourseLib.modules.author_page.app.record.values.title") == "正在写的"


def test_a_file_in_another_encoding_is_told(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """A file that is neither UTF-8 nor GBK is not taken for one with odd characters."""
    file = tmp_path / "strange.md"
    file.write_bytes("---\ntitle: 党课\n---\n".encode("utf-16-le"))
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        assert "编码选 UTF-8" in page.inner_text("#cl-author-notice")
