"""A whole course by the keyboard alone, from the first key to the file; every stop is named and visible."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from courselib.library.reading import read_file
from courselib.library.source import Entry

from ...support.browser import opened

pytestmark = pytest.mark.browser
#: What has the focus: its label or text, its value, and whether it can be seen with its outline.
_FOCUS = """() => {
  const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();
  const label = e.getAttribute('aria-label') || (e.labels && e.labels[0] && e.labels[0].textContent) || e.textContent;
  return { label: label.trim(), tag: e.tagName, type: e.type || '', top: b.top, bottom: b.bottom, outline: s.outlineStyle,
           bar: (document.querySelector('.cl-author__bar') || e).getBoundingClientRect().top, inBar: !!e.closest('.cl-author__bar'),
           side: !!e.closest('.cl-author__side'), file: e.type === 'file', inside: !!e.closest('#main') };
}"""


def tab_to(page: Page, label: str, key: str = "Tab") -> None:
    """Press a key until what is called ``label`` has the focus; everything on the way must be named and visible."""
    for _ in range(150):
        page.keyboard.press(key)
        stop = page.evaluate(_FOCUS)
        if not stop["inside"]:
            continue
        assert stop["label"] or stop["side"], stop
        if not stop["file"] and stop["tag"] != "A":
            assert stop["outline"] != "none", stop
        if not (stop["inBar"] or stop["side"] or stop["tag"] == "TEXTAREA"):
            assert stop["top"] < stop["bar"], stop
        if stop["label"].startswith(label):
            return
    raise AssertionError(label)


def required_fields(page: Page) -> None:
    """Fill in what every course needs."""
    type_text = page.keyboard.insert_text
    tab_to(page, "名称")
    type_text("键盘写的课")
    tab_to(page, "专题")
    # Each arrow chooses the next topic; what follows from it is filled in again and again.
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    topic = page.evaluate("CourseLib.modules.author_page.app.record.values.topic")
    assert topic == "general-skills"
    assert page.evaluate("CourseLib.modules.author_page.app.record.values.theory") == "false"
    tab_to(page, "全体党员")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    tab_to(page, "学时")
    type_text("3")
    tab_to(page, "编号")
    type_text("keyboard-course")


def plan(page: Page) -> None:
    """Write two objectives and two units, the second moved before the first."""
    type_text = page.keyboard.insert_text
    tab_to(page, "第 1 个目标")
    type_text("能用键盘写课")
    tab_to(page, "加一条目标")
    page.keyboard.press("Enter")
    assert page.evaluate(_FOCUS)["label"] == "第 2 个目标"
    type_text("能检查")
    tab_to(page, "单元")
    type_text("二、练习")
    tab_to(page, "学时")
    type_text("2")
    tab_to(page, "方式")
    type_text("实操练习")
    tab_to(page, "内容要点")
    type_text("自己写一门")
    tab_to(page, "加一个单元")
    page.keyboard.press("Space")
    type_text("一、讲解")
    page.keyboard.press("Alt+ArrowUp")
    assert page.inner_text("#cl-author-live").strip() == "单元移到第 1 个"
    assert page.evaluate("document.activeElement.value") == "一、讲解"
    tab_to(page, "学时")
    type_text("1")


def lecturer(page: Page) -> None:
    """Find a lecturer by searching."""
    tab_to(page, "单位、讲师、场地")
    page.keyboard.press("Enter")
    tab_to(page, "讲师")
    page.keyboard.type("示例")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    option = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent")
    page.keyboard.press("Enter")
    assert page.evaluate("CourseLib.modules.author_page.app.record.values.lecturers[0]") in option


def test_a_course_by_keyboard_alone(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Title, topic, audience, hours, number, objectives, two units (one moved), a lecturer found by searching, and the file."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 700}) as page:
        page.goto(f"{shipped_site.as_uri()}/author.html")
        required_fields(page)
        plan(page)
        lecturer(page)
        tab_to(page, "下载")
        with page.expect_download() as coming:
            page.keyboard.press("Enter")
        file = tmp_path / coming.value.suggested_filename
        coming.value.save_as(file)
        assert file.name == "keyboard-course.md"
        result = read_file(Entry(f"courses/x/{file.name}", "course", file.stem, 0, 0, 0), file.read_bytes())
        assert result.problems == []
        assert result.values is not None
        assert result.outline is not None
        assert (result.values["title"], result.values["hours"], result.values["audience"]) == ("键盘写的课", 6, ["all"])
        assert [(u.title, u.hours) for u in result.outline.units] == [("一、讲解", 2), ("二、练习", 4)]


def test_errors_lead_to_their_fields(browser: Browser, shipped_site: Path) -> None:
    """An unfinished course is not downloaded: the list of what is missing gets the focus, and each entry leads to its field."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/author.html")
        page.focus("#cl-author-download")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.textContent") == "还有 6 处要填或要改"
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        focused = page.evaluate("() => [document.activeElement.id, document.activeElement.getAttribute('aria-invalid')]")
        assert focused[0].startswith("f-title-")
        assert focused[1] == "true"
        described = page.evaluate(
            "document.activeElement.getAttribute('aria-describedby').split(' ').map(i => document.getElementById(i).textContent).join('')"
        )
        assert "名称没有填。" in described


def test_removing_a_row_keeps_the_focus_near(browser: Browser, shipped_site: Path) -> None:
    """After a row is removed the next one has the focus, and after the last one the button that adds one."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/author.html")
        page.click("text=加一条目标")
        page.focus("[aria-label='删去第 1 个目标']")
        page.keyboard.press("Enter")
        assert page.evaluate(_FOCUS)["label"] == "第 1 个目标"
        page.focus("[aria-label='删去第 1 个目标']")
        page.keyboard.press("Enter")
        assert page.evaluate(_FOCUS)["label"] == "加一条目标"
