"""Word plans in the form, pasting from Word and Excel, IDs of Chinese titles, files in GBK: over ``file://``, without a network."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ...exchange.teaching_plan.forms import form_nested
from ...exchange.teaching_plan.layouts import headings, list_outline, pictures
from ...exchange.teaching_plan.making import LESSONS
from ...support.browser import opened
from ...support.firefox import firefox, running
from ...support.needs import needed
from ..test_pages import _OVERFLOW, _RULES
from .form import download, open_file, open_form

pytestmark = pytest.mark.browser

_PASTE = """([selector, html, text, files]) => {
  const target = document.querySelector(selector);
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  if (text) data.setData('text/plain', text);
  if (files) data.items.add(new File(['x'], 'a.png', { type: 'image/png' }));
  target.focus();
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""
_RECORD = "() => CourseLib.modules.author_page.app.record"
_EXCEL = (
    "<table><tr><td>单元名称</td><td>教学内容</td><td>教学方式</td><td>学时</td></tr><tr><td>第一讲</td><td>讲一讲</td><td>专题讲座</td><td>1</td></tr>"
    "<tr><td>第二讲</td><td>练一练</td><td>实操练习</td><td>1.5学时</td></tr><tr><td>合计</td><td></td><td></td><td>2.5</td></tr></table>"
)


def _open_word(page: Page, file: Path) -> str:
    page.evaluate("document.getElementById('cl-author-notice').textContent = ''")
    page.set_input_files("#cl-author-word", str(file))
    page.wait_for_function("() => /打开/.test(document.getElementById('cl-author-notice').textContent)")
    return page.inner_text("#cl-author-notice")


def _fits(page: Page) -> None:
    """Nothing sticks out at either width, and nobody is shut out."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_OVERFLOW) <= 0, width
        found = Axe().run(page, options=_RULES)
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == [], width


def test_plans_are_opened(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    lesson = LESSONS[1]
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        for layout in (headings, form_nested, list_outline, pictures):
            file = tmp_path / "教案.docx"
            file.write_bytes(layout(lesson).bytes())
            notice = _open_word(page, file)
            assert "确定" in notice, layout.__name__
            assert lesson.title in notice, layout.__name__
            record = page.evaluate(_RECORD)
            assert record["values"]["title"] == lesson.title
            assert record["values"]["hours"] == lesson.hours
            assert record["values"]["audience"] == lesson.audience[1]
            assert [o.rstrip("。") for o in record["body"]["objectives"]] == list(lesson.objectives)
            assert [u["hours"] for u in record["body"]["outline"]] == [h for _, _, h in lesson.units]
            assert record["id"] == "she-qu-yi-shi-xie-shang-de-fang-fa"
        assert "来自" in page.inner_text("[data-path='hours'] .cl-field__note")
        _fits(page)
        text = download(page, tmp_path, anyway=True).read_text(encoding="utf-8")
    assert "status: draft" in text
    assert lesson.questions[0] in text


def test_what_is_no_plan_is_told(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        for name, data, told in (
            ("a.docx", b"PK\x03\x04broken", "损坏"), ("b.docx", b"hello", "不是 .docx"), ("c.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "旧格式"),
            ("d.doc", b"x", "另存为"),
        ):
            file = tmp_path / name
            file.write_bytes(data)
            assert told in _open_word(page, file), name


def test_tables_and_lists_are_pasted(browser: Browser, shipped_site: Path) -> None:
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        page.evaluate(_PASTE, ["[data-path='outline[0].title'] input", _EXCEL, "", False])
        page.wait_for_function("() => CourseLib.modules.author_page.app.record.body.outline.length === 2")
        assert page.evaluate(_RECORD)["body"]["outline"] == [
            {"title": "第一讲", "content": "讲一讲", "method": "专题讲座", "hours": "1"},
            {"title": "第二讲", "content": "练一练", "method": "实操练习", "hours": "1.5"},
        ]
        page.evaluate(_PASTE, ["[data-path='objectives[0]'] textarea", "", "1．能说出三点\n2．能写一份\n·\t能讲清楚", False])
        page.wait_for_function("() => CourseLib.modules.author_page.app.record.body.objectives.length === 3")
        assert page.evaluate(_RECORD)["body"]["objectives"] == ["能说出三点", "能写一份", "能讲清楚"]
        page.evaluate(_PASTE, ["[data-path='after'] textarea", "", "项目\t数量\n桌子\t3", False])
        page.wait_for_function("() => /桌子/.test(CourseLib.modules.author_page.app.record.body.after)")
        assert page.evaluate(_RECORD)["body"]["after"].strip() == "| 项目 | 数量 |\n| --- | --- |\n| 桌子 | 3 |"
        _fits(page)


def test_pictures_are_refused_with_the_way_out(browser: Browser, shipped_site: Path) -> None:
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        page.evaluate(_PASTE, ["[data-path='after'] textarea", "", "", True])
        notice = page.inner_text("#cl-author-notice")
    assert "图片不能粘贴进来" in notice
    assert "content/media" in notice


def test_chinese_ids_become_pinyin(browser: Browser, shipped_site: Path) -> None:
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        page.fill("[data-path='id'] input", "乡村治理 2026")
        page.locator("[data-path='id'] input").blur()
        page.wait_for_function("() => CourseLib.modules.author_page.app.record.id === 'xiang-cun-zhi-li-2026'")
        assert page.input_value("[data-path='id'] input") == "xiang-cun-zhi-li-2026"


def test_files_in_gbk_open(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    file = tmp_path / "gbk-course.md"
    file.write_bytes("---\ntitle: 编码是国标的课\nhours: 2\n---\n\n## 教学目标\n\n- 能打开\n".encode("gb18030"))
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        open_file(page, file)
        assert "GBK" in page.inner_text("#cl-author-notice")
        assert json.loads(page.evaluate("JSON.stringify(CourseLib.modules.author_page.app.record.values.title)")) == "编码是国标的课"


def test_firefox_opens_a_plan_and_takes_a_table(shipped_site: Path, tmp_path: Path) -> None:
    """The same in Firefox: a Word plan's fields, and the rows of a table from Excel."""
    program = needed(firefox(), "Firefox")
    lesson = LESSONS[1]
    packed = base64.b64encode(headings(lesson).bytes()).decode()
    with running(program, tmp_path / "profile") as tab:
        tab.inside = (f"{shipped_site.as_uri()}/",)
        tab.open(f"{shipped_site.as_uri()}/author.html")
        tab.until("!document.getElementById('cl-author-app').hidden")
        tab.evaluate(f"""(() => {{
          const bytes = Uint8Array.from(atob('{packed}'), c => c.charCodeAt(0)), data = new DataTransfer();
          data.items.add(new File([bytes], '教案.docx'));
          const input = document.getElementById('cl-author-word');
          input.files = data.files;
          input.dispatchEvent(new Event('change', {{bubbles: true}}));
        }})()""")
        tab.until("/已打开教案/.test(document.getElementById('cl-author-notice').textContent)")
        record = json.loads(tab.evaluate("JSON.stringify(CourseLib.modules.author_page.app.record)"))
        assert (record["values"]["title"], record["values"]["hours"]) == (lesson.title, lesson.hours)
        assert [u["hours"] for u in record["body"]["outline"]] == [h for _, _, h in lesson.units]
        tab.evaluate(f"""(() => {{
          const data = new DataTransfer(), event = new Event('paste', {{bubbles: true, cancelable: true}});
          data.setData('text/html', {json.dumps(_EXCEL)});
          Object.defineProperty(event, 'clipboardData', {{value: data}});
          document.querySelector("[data-path='outline[0].title'] input").dispatchEvent(event);
        }})()""")
        tab.until("CourseLib.modules.author_page.app.record.body.outline.some(unit => unit.title === '第二讲')")
        assert tab.trouble == []
