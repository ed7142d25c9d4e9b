"""Lecturers, venues and classes in the form, several files in one zip, and drafts with places to fill: over ``file://``."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from courselib.content.checking import load_and_check
from courselib.exchange import handed_in

from ...support.browser import opened
from ...support.firefox import firefox, running
from ...support.needs import needed
from ..test_pages import _OVERFLOW, _RULES
from .form import fill, open_file, open_form, problems

pytestmark = pytest.mark.browser

PERSON = {"title": "赵老师", "id": "zhao-form", "class": "expert", "topics": ["party-purpose"], "reviewed": {"by": "县委党校", "on": "2026-01-02"},
          "after": "## 怎么约\n\n提前一周。"}
VENUE = {"title": "老礼堂", "id": "hall-form", "kind": "base", "capacity": "80", "methods": ["field"], "after": "有投影。"}
DRAFT = "---\ntitle: 没写完\ntopic: 【填：专题】\naudience: 【填：对象】\nhours: 2\ntheory: true\nstatus: draft\n---\n\n正文【填：案例】\n"


def choose(page: Page, kind: str) -> None:
    """Choose what is to be written."""
    page.select_option("#cl-author-kind", kind)


def codes(page: Page) -> list[str]:
    """Return the codes of what is wrong, sorted."""
    return sorted(p["code"] for p in problems(page) if p["severity"] == "error")


def test_a_lecturer_a_venue_and_a_class_are_handed_in(browser: Browser, small_site: Path, content: Path, tmp_path: Path) -> None:
    """Each is checked in the check's words, they wait together, also over a reload, and their zip comes into the library."""
    with opened(browser, small_site) as page:
        open_form(page, small_site)
        course = page.evaluate("CourseLib.names.courses.filter(row => row[3] === 'published')[0][0]")
        topic = page.evaluate("CourseLib.modules.author_page.app.setting.topics[0].id")
        for kind, spec in (("lecturer", PERSON | {"topics": [topic]}), ("venue", VENUE)):
            choose(page, kind)
            page.click("#cl-author-add")
            assert {"M301", "F107"} <= set(codes(page))
            fill(page, spec)
            assert codes(page) == []
            page.click("#cl-author-add")
        choose(page, "class")
        fill(page, {"title": "示范班", "id": "class-form", "start": "2026-03-02", "end": "2025-03-02", "seats": "许多"})
        assert codes(page) == ["K101", "K101", "M301", "M301", "M303"]
        page.click("text=加一个课")
        fill(page, {"end": "", "seats": "30", "audience": ["all"], "items[0].course": course, "items[0].from": "9点"})
        assert codes(page) == ["M316"]
        fill(page, {"items[0].from": "09:00"})
        assert codes(page) == []
        page.click("#cl-author-add")
        page.reload()
        assert page.inner_text("#cl-author-pack") == "下载一包（3 个文件）"
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            for kind in ("lecturer", "venue", "class"):
                choose(page, kind)
                page.evaluate("document.getElementById('cl-author-download').click()")
                assert page.evaluate(_OVERFLOW) <= 0, (kind, width)
                found = Axe().run(page, options=_RULES)
                assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == [], (kind, width)
        with page.expect_download() as coming:
            page.click("#cl-author-pack")
        coming.value.save_as(tmp_path / "a.zip")
    intent = handed_in.prepare(handed_in.read(tmp_path / "a.zip"), load_and_check(content))
    assert sorted(intent.new) == ["classes/class-form.yml", "lecturers/zhao-form.md", "venues/hall-form.md"]
    assert intent.sound, intent.problems


def test_a_draft_shows_what_is_to_be_filled(browser: Browser, small_site: Path, tmp_path: Path) -> None:
    """Marks in metadata and body are reminders of a draft, as the check has them; another kind's file is known by its fields."""
    draft, person = tmp_path / "draft.md", tmp_path / "qian.md"
    draft.write_text(DRAFT, encoding="utf-8")
    person.write_text("---\ntitle: 钱老师\nclass: expert\n---\n\n介绍\n", encoding="utf-8")
    with opened(browser, small_site) as page:
        open_form(page, small_site)
        open_file(page, draft)
        found = [p for p in problems(page) if p["code"] == "B509"]
        assert [p["path"] for p in found] == ["topic", "audience", "after"]
        assert {p["severity"] for p in found} == {"warning"}
        assert found[0]["message"] == "专题还没填。"
        assert "没写完的草稿，还有 3 处【填：…】" in page.inner_text("#cl-author-status")
        assert page.input_value("#cl-author-source") == DRAFT
        open_file(page, person)
        assert page.input_value("#cl-author-kind") == "lecturer"
        assert page.input_value("#cl-author-source") == person.read_text(encoding="utf-8")


def test_firefox_writes_a_lecturer_and_packs_it(small_site: Path, tmp_path: Path) -> None:
    """The same in Firefox: a lecturer is put into the parcel, whose zip is read."""
    program = needed(firefox(), "Firefox")
    with running(program, tmp_path / "profile") as tab:
        tab.inside = (f"{small_site.as_uri()}/",)
        tab.open(f"{small_site.as_uri()}/author.html")
        tab.until("!document.getElementById('cl-author-app').hidden")
        tab.evaluate("""(() => {
          const byId = id => document.getElementById(id), app = CourseLib.modules.author_page.app;
          byId('cl-author-kind').value = 'lecturer';
          byId('cl-author-kind').dispatchEvent(new Event('change', {bubbles: true}));
          [['title', '孙老师'], ['id', 'sun-form'], ['after', '介绍']].forEach(([name, value]) => {
            app.fields[name].control.value = value;
            ['input', 'change'].forEach(type => app.fields[name].control.dispatchEvent(new Event(type, {bubbles: true})));
          });
          byId('cl-author-add').click();
        })()""")
        tab.until("document.getElementById('cl-author-pack').textContent === '下载一包（1 个文件）'")
        parts = tab.evaluate("""CourseLib.modules.lib_zip.parts(JSON.parse(localStorage.getItem('courselib.author.list')))
          .map(part => Array.from(part).join(' ')).join(' ')""")
        assert tab.trouble == []
    found = handed_in.members(bytes(int(n) for n in parts.split()))
    assert {path: data.decode() for path, data in found.files.items()} == {"lecturers/sun-form.md": "---\ntitle: 孙老师\n---\n\n介绍\n"}
