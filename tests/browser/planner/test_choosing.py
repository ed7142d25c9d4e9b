"""“加入培训计划” on every page of courses: chosen, seen in the header and in other tabs, and without storage still a way to the planner."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ...support.browser import opened

pytestmark = pytest.mark.browser
COURSE = "rural-qianwan-experience"
PAGES = {
    "course": f"courses/{COURSE}.html",
    "topic": "topics/rural-qianwan.html",
    "task": "tasks/theory.html",
    "sector": "sectors/rural.html",
    "catalogue": "catalogue.html?q=千万工程",
    "curriculum": "curricula/rural-member.html",
}
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Without preloading, since axe would fetch the style sheets, which ``file://`` forbids.
_RULES = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _TAGS}}
#: What a browser does that refuses storage to pages of a folder.
REFUSED = """Object.defineProperty(window, 'localStorage', {get() { throw new Error('SecurityError'); }});"""
FULL = """const set = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, text) {
  if (key === 'courselib.chosen') { throw new Error('QuotaExceededError'); }
  set.call(this, key, text);
};"""


def address(site: Path, kind: str) -> str:
    """Return the address of one of the pages."""
    return f"{site.as_uri()}/{PAGES[kind]}"


def chosen(page: Page) -> list[str]:
    """Return what the browser keeps of chosen courses."""
    found: list[str] = json.loads(page.evaluate("() => localStorage.getItem('courselib.chosen') || '[]'"))
    return found


@pytest.mark.parametrize("kind", ["course", "topic", "task", "sector", "catalogue"])
def test_a_course_is_chosen_and_dropped(browser: Browser, shipped_site: Path, kind: str) -> None:
    """A button per course chooses it and, pressed again, drops it; the header counts, and a reader of the screen is told."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, kind))
        bubble = page.locator("[data-cl-chosen]")
        button = page.locator(".cl-choose").first
        expect(button).to_be_visible()
        expect(bubble).to_be_hidden()
        name = button.inner_text()
        assert name.startswith("加入培训计划")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_contain_text("已选，取消")
        expect(button).to_be_focused()
        expect(bubble).to_have_text("，已选 1 门课")
        assert len(chosen(page)) == 1
        expect(page.locator("p[role=status].cl-visually-hidden").last).to_contain_text("一共 1 门，到“编计划”页分到各年。")
        page.keyboard.press("Space")
        expect(button).to_contain_text("加入培训计划")
        expect(bubble).to_be_hidden()
        assert chosen(page) == []


def test_every_course_of_a_list_has_its_own(browser: Browser, shipped_site: Path) -> None:
    """Each row's button chooses the course of that row, and its name says which one it is."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "topic"))
        rows = page.locator(".cl-courses > .cl-course")
        expect(rows.locator(".cl-choose")).to_have_count(rows.count())
        for n in range(rows.count()):
            row = rows.nth(n)
            title = row.locator(".cl-course__title").inner_text()
            row.get_by_role("button", name=title).click()
            assert chosen(page)[-1] == (row.locator("a").first.get_attribute("href") or "").rpartition("/")[2].removesuffix(".html")


def test_it_lasts_over_pages_and_tabs(browser: Browser, shipped_site: Path) -> None:
    """What is chosen on one page is chosen on the next and, without loading anew, in another tab."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "course"))
        other = page.context.new_page()
        other.goto(address(shipped_site, "topic"))
        mine = other.locator(".cl-course", has=other.locator(f"a[href$='/{COURSE}.html']")).locator(".cl-choose")
        expect(mine).to_contain_text("加入培训计划")
        page.locator(".cl-choose").click()
        expect(mine).to_contain_text("已选，取消")
        expect(other.locator("[data-cl-chosen] b")).to_have_text("1")
        mine.click()
        expect(page.locator(".cl-choose")).to_contain_text("加入培训计划")
        expect(page.locator("[data-cl-chosen]")).to_be_hidden()


def test_results_that_come_later(browser: Browser, shipped_site: Path) -> None:
    """Results of the next query have buttons too, in the state that holds."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "catalogue"))
        first = page.locator(".cl-result").first
        first.locator(".cl-choose").click()
        title = first.locator("h3").inner_text()
        page.fill("#cl-find-q", "党章")
        page.press("#cl-find-q", "Enter")
        expect(page.locator(".cl-result h3").first).not_to_have_text(title)
        expect(page.locator(".cl-result .cl-choose")).to_have_count(page.locator(".cl-result").count())
        page.fill("#cl-find-q", "千万工程")
        page.press("#cl-find-q", "Enter")
        again = page.locator(".cl-result", has_text=title).first
        expect(again.locator(".cl-choose")).to_contain_text("已选，取消")


def test_what_the_draft_holds_is_said(browser: Browser, shipped_site: Path) -> None:
    """A course that the draft plan has already shows so, and its link leads to the planner."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "course"))
        entry = json.dumps({"plan": {"items": [{"course": COURSE, "year": 2024}]}})
        page.evaluate("text => { const kept = CourseLib.modules.site_kept.kept; kept.keepPlan('a', text); kept.setCurrent('a'); }", entry)
        page.reload()
        link = page.get_by_role("link", name="已在计划里")
        expect(link).to_be_visible()
        assert link.get_attribute("href") == "../planner.html"
        expect(page.locator("[data-cl-chosen]")).to_be_hidden()


def test_without_storage_the_address_carries_it(browser: Browser, shipped_site: Path) -> None:
    """Where the browser keeps nothing, the button is a link that hands the course to the planner, and nothing breaks."""
    with opened(browser, shipped_site) as page:
        page.add_init_script(REFUSED)
        page.goto(address(shipped_site, "topic"))
        assert page.evaluate("() => [CourseLib.modules.site_kept.kept.works, CourseLib.modules.site_kept.kept.pending(), CourseLib.modules.site_kept.kept.add('x'), CourseLib.modules.site_kept.kept.planned()]") == [
            False, [], False, []
        ]
        links = page.locator("a.cl-choose")
        expect(links).to_have_count(page.locator(".cl-course").count())
        assert (links.first.get_attribute("href") or "").startswith("../planner.html#add=")


def test_storage_that_is_full(browser: Browser, shipped_site: Path) -> None:
    """When nothing more fits the reader is told, and the button becomes the link."""
    with opened(browser, shipped_site) as page:
        page.add_init_script(FULL)
        page.goto(address(shipped_site, "course"))
        page.locator(".cl-choose").click()
        expect(page.locator("a.cl-choose")).to_be_focused()
        assert page.locator("a.cl-choose").get_attribute("href") == f"../planner.html#add={COURSE}"
        expect(page.locator("p[role=status].cl-visually-hidden").last).to_contain_text("浏览器没有存下来")


def test_foreign_things_in_the_storage(browser: Browser, shipped_site: Path) -> None:
    """Whatever stands under the keys, only IDs of courses are taken from it, each once."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "course"))
        for text, found in (
            ("{", []), ("null", []), ('"x"', []), ('{"a": 1}', []), ('["a", "a", 1, null, "../x", "<b>", "b"]', ["a", "b"]), ("", []),
        ):
            page.evaluate("text => localStorage.setItem('courselib.chosen', text)", text)
            assert page.evaluate("() => [CourseLib.modules.site_kept.kept.pending(), CourseLib.modules.site_kept.kept.count()]") == [found, len(found)]
        page.evaluate("localStorage.setItem('courselib.current', 'a')")
        for text in ("{", "null", "[]", '{"plan": {"items": 3}}', '{"plan": {"items": [null]}}'):
            page.evaluate("text => localStorage.setItem('courselib.plan.a', text)", text)
            assert page.evaluate("() => CourseLib.modules.site_kept.kept.planned()") == []
        assert page.evaluate("() => { CourseLib.modules.site_kept.kept.clear(); return localStorage.getItem('courselib.chosen'); }") is None


def test_a_retired_course_cannot_be_chosen(browser: Browser, small_site: Path) -> None:
    """A course that is no longer used has no button."""
    with opened(browser, small_site) as page:
        page.goto(f"{small_site.as_uri()}/courses/old-skills.html")
        expect(page.locator(".cl-choose")).to_have_count(0)


def test_a_curriculum_is_a_start(browser: Browser, shipped_site: Path) -> None:
    """A curriculum's page leads to the planner with that curriculum to start from."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "curriculum"))
        assert page.get_by_role("link", name="以此为底稿编计划").get_attribute("href") == "../planner.html#start=rural-member"


def test_without_scripts_nothing_shows(browser: Browser, shipped_site: Path) -> None:
    """Without scripts there is no button and no count; the planner is still in the navigation."""
    with opened(browser, shipped_site, java_script_enabled=False) as page:
        for kind in ("course", "topic"):
            page.goto(address(shipped_site, kind))
            assert page.get_by_text("加入培训计划").count() == 0
            assert page.get_by_text("已选").is_hidden()
            assert page.get_by_role("link", name="编计划").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["course", "topic", "catalogue"])
def test_accessible_in_all_states(browser: Browser, shipped_site: Path, kind: str, scheme: str, width: int) -> None:
    """Buttons and count are clean by WCAG 2.2 A and AA, free and chosen, and the page does not scroll sideways."""
    with opened(browser, shipped_site, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        page.goto(address(shipped_site, kind))
        page.locator(".cl-choose").first.click()
        expect(page.locator("[data-cl-chosen]")).to_be_visible()
        page.mouse.move(0, 0)
        found = Axe().run(page, options=_RULES)
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
        header = page.locator(".cl-header").bounding_box()
        assert header is not None
        assert header["height"] < (200 if width == 360 else 120)


def test_nothing_of_it_is_printed(browser: Browser, shipped_site: Path) -> None:
    """On paper there are no buttons."""
    with opened(browser, shipped_site) as page:
        page.goto(address(shipped_site, "topic"))
        expect(page.locator(".cl-choose").first).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator(".cl-choose").first).to_be_hidden()
