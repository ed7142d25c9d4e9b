"""The form empty, filled and with errors: accessible, inside the window, in both schemes; the draft; the preview."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from ...support.browser import opened
from ..test_pages import _OVERFLOW, _RULES
from .form import anew, fill, open_file, open_form
from .test_messages import GOOD

pytestmark = pytest.mark.browser

FULL: dict[str, Any] = GOOD | {
    "id": "full-course", "summary": "简介", "keywords": ["一", "二"], "lecturers": ["sample-rural-expert"], "venues": ["sample-field-site"],
    "prerequisites": ["rural-qianwan-experience"], "methods": ["lecture"], "reviewed": {"by": "单位", "on": "2026-01-01"},
    "resources": [{"title": "课件", "kind": "link", "url": "https://example.org/"}], "platforms": [{"name": "平台", "url": "https://example.org/"}],
    "after": "## 学习材料\n\n- 书\n\n* [x] 读过\n\n> 引文\n\n```\n代码\n```\n\n| 甲 | 乙 |\n| --- | ---: |\n| 1 | `a\\|b` |\n\n**粗** *斜* [链接](https://example.org/)",
}


def states() -> list[tuple[str, str]]:
    """Return names of states and the script that brings each about."""
    wide = "document.querySelectorAll('#cl-author-app details').forEach(d => { d.open = true })"
    errors = f"{wide}; document.getElementById('cl-author-download').click()"
    return [("empty", wide), ("errors", errors), ("filled", wide), ("mistakes", errors), ("opened", wide), ("searching", wide)]


MISTAKES: dict[str, Any] = {
    "id": "Fang Ni", "hours": "四学时", "updated": "2026.9.1", "outline": [{"title": "一", "hours": "两"}],
    "after": "[点](javascript:alert(1)) <blink>闪</blink>",
}
STRANGE = "---\ntitle: 课\ntopic: rural-skils\naudience: rural\nhours: 二\ntheory: 否\nkeyword: 防汛\nlecturers: [nobody]\n---\n\n正文\n"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(scheme: str, browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Empty, filled, with errors, with mistakes, a strange file open, searching, wide and narrow: axe finds nothing, nothing sticks out."""
    strange = tmp_path / "strange.md"
    strange.write_text(STRANGE, encoding="utf-8")
    with opened(browser, shipped_site, color_scheme=scheme) as page:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            open_form(page, shipped_site)
            for name, script in states():
                anew(page)
                if name in ("filled", "searching", "mistakes"):
                    fill(page, FULL | (MISTAKES if name == "mistakes" else {}))
                if name == "opened":
                    open_file(page, strange)
                page.evaluate(script)
                offered = page.get_by_role("button", name="改成").count()
                assert offered >= {"mistakes": 4, "opened": 2}.get(name, 0), (name, offered)
                if name == "searching":
                    box = page.locator("[data-path='lecturers'] input")
                    box.focus()
                    page.keyboard.type("示例")
                    page.keyboard.press("ArrowDown")
                    assert page.locator("[role='option'][aria-selected='true']").is_visible()
                assert page.evaluate(_OVERFLOW) <= 0, (name, width)
                found = Axe().run(page, options=_RULES)
                shown = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]]
                assert shown == [], (name, width)


def test_the_draft_is_kept_and_can_be_thrown_away(browser: Browser, shipped_site: Path) -> None:
    """What was written is there after the page is opened again, rows and all, until the author begins anew."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, FULL)
        before = page.input_value("#cl-author-source")
        open_form(page, shipped_site)
        assert page.input_value("#cl-author-source") == before
        assert "已接着上次的草稿《一门课》" in page.inner_text("#cl-author-notice")
        anew(page)
        open_form(page, shipped_site)
        assert page.evaluate("CourseLib.modules.author_page.app.record.values.title") == ""
        assert page.locator("#cl-author-notice").is_hidden()


@pytest.mark.parametrize("draft", [
    "{", "[]", '{"version":1,"record":{}}', '{"version":1,"at":1,"record":{"id":"a","values":{},"body":{},"origin":null}}',
])
def test_a_damaged_draft_does_no_harm(draft: str, browser: Browser, shipped_site: Path) -> None:
    """A draft that cannot be read is none."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        page.evaluate("draft => localStorage.setItem('courselib.author.draft', draft)", draft)
        open_form(page, shipped_site)
        assert page.evaluate("CourseLib.modules.author_page.app.record.values.title") == ""


def test_without_storage_the_page_says_so(browser: Browser, shipped_site: Path) -> None:
    """Where the browser refuses storage, the form works and tells the author to download in time."""
    with opened(browser, shipped_site) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "no-storage"})
        assert page.inner_text("#cl-author-status") == "可以下载了"
        assert "不让存草稿" in page.inner_text("#cl-author-stored")


def test_where_downloads_are_impossible_the_text_can_be_copied(browser: Browser, shipped_site: Path) -> None:
    """An old browser without downloads gets the file's text, selected, and is told what to do with it."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "no-download"})
        page.evaluate("delete HTMLAnchorElement.prototype.download")
        page.click("#cl-author-download")
        assert "请复制“文件内容”" in page.inner_text("#cl-author-notice")
        chosen = page.evaluate("() => { const e = document.activeElement; return e.value.slice(e.selectionStart, e.selectionEnd) }")
        assert chosen.startswith("---\ntitle: 一门课\n")


def test_the_preview_shows_text_as_text(browser: Browser, shipped_site: Path) -> None:
    """Headings, lists, tables, emphasis and links become elements; markup and scripts in the text stay text."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, FULL | {"title": "<img src=x onerror=alert(1)>", "objectives": ["<script>alert(2)</script>"],
                           "after": f"{FULL['after']}\n\n<iframe src=a></iframe> [坏](javascript:alert(3))"})
        preview = page.locator("#cl-author-preview")
        assert preview.locator("h2").first.inner_text() == "<img src=x onerror=alert(1)>"
        assert preview.locator("img, script, iframe").count() == 0
        assert preview.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))") == ["https://example.org/"]
        assert "<script>alert(2)</script>" in preview.inner_text()
        assert preview.locator("table").count() == 2
        assert preview.locator("td").last.inner_text() == "a|b"
        for tag, count in (("strong", 1), ("em", 1), ("blockquote", 1), ("pre", 1)):
            assert preview.locator(tag).count() == count, tag


def test_hours_add_up_while_typing(browser: Browser, shipped_site: Path) -> None:
    """The sum follows every key, says what is missing, and can become the course's hours at a press."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "sum", "hours": "4"})
        total = page.locator("#cl-author-sum")
        assert "还差 2。" in total.inner_text()
        page.click("text=课程学时改为 2")
        assert "与课程学时相等" in total.inner_text()
        page.click("text=加一个单元")
        page.keyboard.type("新单元")
        page.locator("[data-path='outline[1].hours'] input").press_sequentially("0.5")
        total.get_by_text("各单元合计 2.5 学时，课程是 2 学时，多出 0.5。").wait_for()


def test_a_dropped_file_is_opened(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """A file dragged onto the page is opened like a chosen one."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        page.evaluate("""() => { const data = new DataTransfer();
          data.items.add(new File(['---\\ntitle: 拖来的\\n---\\n'], 'dropped.md'));
          document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); }""")
        page.locator("#cl-author-notice").wait_for(state="visible")
        assert page.evaluate("[CourseLib.modules.author_page.app.record.id, CourseLib.modules.author_page.app.record.values.title]") == ["dropped", "拖来的"]
        open_file(page, Path(__file__).parents[3] / "content/courses/rural/rural-qianwan-experience.md")
        assert page.inner_text("#cl-author-status") == "可以下载了"


#: Puts fields into the schema that the form is given, before the form reads it.
_MORE_FIELDS = """new MutationObserver((_, observer) => {
  const data = document.getElementById("cl-author-data");
  if (!data || data.nextElementSibling === null) { return; }
  observer.disconnect();
  const form = JSON.parse(data.textContent), schema = JSON.parse(form.kinds[0].schema);
  Object.assign(schema.properties, FIELDS);
  form.kinds[0].schema = JSON.stringify(schema);
  data.textContent = JSON.stringify(form);
}).observe(document, { childList: true, subtree: true });"""


def test_a_new_field_of_the_schema_has_a_control(browser: Browser, shipped_site: Path) -> None:
    """What the schema gets later stands in the form without a line of the form's own: by its kind, with its label, and in the file."""
    fields = {
        "contact": {"title": "联系方式", "type": "string", "x-kind": "text", "maxLength": 80},
        "open": {"title": "对外开放", "type": "boolean", "x-kind": "bool"},
        "since": {"title": "开课日期", "type": "string", "x-kind": "date", "format": "date"},
    }
    with opened(browser, shipped_site) as page:
        page.add_init_script(_MORE_FIELDS.replace("FIELDS", json.dumps(fields)))
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "new-field", "contact": "找编写单位", "open": "true", "since": "2026-01-05"})
        assert page.locator("[data-path='contact'] label").text_content() == "联系方式"
        source = page.input_value("#cl-author-source")
        assert all(line in source for line in ("contact: 找编写单位\n", "open: true\n", "since: 2026-01-05\n"))
