"""The planner in all its states: accessible, inside the window, in both schemes; and on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from ...support.browser import opened
from ..test_pages import _BLANK, _OVERFLOW, _RULES
from .composer import open_planner, start_empty, start_ready, suggestions

pytestmark = pytest.mark.browser
_MESS = """() => { const {app} = CourseLib.modules.planner_page_page.session, plans = CourseLib.modules.rules_plans;
  let made = plans.add(plans.add(app.plan(), app.plan().items[2].course, 2026), 'no-such-course', 2024);
  made = plans.add(made, app.data.courses.filter(c => c.audience.join() === 'organs')[0].id, 2027);
  made = plans.head(plans.change(plans.remove(made, 0), 0, {offjob: true, level: 'unit', on: '2024-05-06'}), {years: 4});
  app.use(made, '弄乱'); }"""
_OPEN = "document.querySelectorAll('#cl-pl-app details').forEach(d => { d.open = true })"


def check(page: Page, name: str) -> None:
    """Hold the page as it is against axe and the window's width; from its top, so that the bar that stays covers nothing by half."""
    page.evaluate("window.scrollTo(0, 0)")
    assert page.evaluate(_OVERFLOW) <= 0, name
    assert page.evaluate(_BLANK) <= 0, name
    found = Axe().run(page, options=_RULES)
    shown = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]]
    assert shown == [], name


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(scheme: str, width: int, browser: Browser, shipped_site: Path) -> None:
    """Empty, filled, several chosen, with conflicts, suggestions, tray, comparison, link and message: no violation, nothing sticks out."""
    with opened(browser, shipped_site, color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        open_planner(page, shipped_site, "#add=rural-flood-response,rural-live-commerce")
        check(page, "start, with a tray")
        start_empty(page)
        page.get_by_text("找到").first.wait_for()
        check(page, "empty")
        page.click("#cl-pl-tab-check")
        page.get_by_role("button", name="怎么补").first.click()
        check(page, "empty, checked")
        suggestions(page)
        check(page, "suggestions")
        start_ready(page, "rural-secretary")
        page.locator("#cl-pl-notice", has_text="在“我的计划”里").wait_for()
        page.evaluate(_OPEN)
        check(page, "filled, all unfolded")
        page.click("#cl-pl-pick")
        page.click("#cl-pl-picked-all")
        check(page, "all chosen")
        page.click("#cl-pl-picked-end")
        page.evaluate(_MESS)
        page.locator(".cl-pl-item .cl-pl-fixes button").first.wait_for()
        page.click("#cl-pl-tab-check")
        check(page, "with conflicts")
        page.select_option("#cl-pl-other", "urban-secretary")
        page.click("#cl-pl-take-share")
        page.evaluate(_OPEN)
        check(page, "compared, with a link")
        page.evaluate("location.hash = '#plan=broken'")
        page.locator(".cl-pl-notice--trouble").wait_for()
        check(page, "trouble")


def test_on_paper_there_are_the_filing_sheets(browser: Browser, shipped_site: Path) -> None:
    """Printed are totals and rules, then a sheet of A4 across for every year, and nothing of the page around them."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        data = page.pdf(prefer_css_page_size=True)
        sizes = {(round(float(w)), round(float(h))) for w, h in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)}
        assert sizes == {(842, 595)}
        assert len(re.findall(rb"/Type /Page\b", data)) == 6
        assert page.locator("#cl-pl-sheet table").count() == 0, "the sheets are taken off the page again"
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".cl-filing__sheet").count() == 5
        assert page.locator(".cl-filing__sheet .cl-sum").count() == 5
        assert page.locator(".cl-pl-sheet td h3").count() == 0, "what names a year stands above its table, as on pages of curricula"
        right = "e => getComputedStyle(e).textAlign"
        assert {page.locator(f".cl-filing__sheet td:nth-child({n})").first.evaluate(right) for n in (4, 5, 6)} == {"right"}
        text = page.inner_text("#cl-pl-sheet")
        for said in ("党员五年累计学时：达标", "党的创新理论教育学时占比：达标", "必修专题都有课程", "年度主题：", "单位"):
            assert said in text
        for selector in (".cl-pl-screen", ".cl-header", ".cl-footer"):
            assert not page.locator(selector).first.is_visible(), selector


def test_the_print_button_prints(browser: Browser, shipped_site: Path) -> None:
    """The button builds the sheets before the browser's window for printing opens."""
    with opened(browser, shipped_site) as page:
        page.add_init_script("window.print = () => { window.printed = document.querySelectorAll('.cl-filing__sheet').length }")
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        page.click("#cl-pl-take-print")
        assert page.evaluate("window.printed") == 5


def test_tabs_by_keyboard(browser: Browser, shipped_site: Path) -> None:
    """Arrows, Home and End choose the panel; only the chosen tab is a stop of the Tab key."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        page.focus("#cl-pl-tab-find")
        for key, name in (("ArrowRight", "check"), ("End", "fill"), ("ArrowRight", "find"), ("ArrowLeft", "fill"), ("Home", "find")):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.id") == f"cl-pl-tab-{name}"
            assert page.locator(f"#cl-pl-{name}").is_visible()
            assert page.locator("[role='tab'][tabindex='0']").count() == 1


def test_the_bar_stays_and_covers_nothing_in_use(browser: Browser, shipped_site: Path) -> None:
    """The figures stay in sight; going to their buttons does not move the page, and what gets the focus stands clear of them."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 700}) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        page.evaluate("window.scrollTo(0, 1500)")
        page.evaluate("document.getElementById('cl-pl-save').focus()")
        assert page.evaluate("[window.scrollY, document.getElementById('cl-pl-bar').getBoundingClientRect().top]") == [1500, 0]
        for n in (30, 2, 20, 0):
            page.evaluate("n => document.querySelectorAll('.cl-pl-handle')[n].focus()", n)
            clear = page.evaluate("""() => document.activeElement.getBoundingClientRect().top
              - document.getElementById('cl-pl-bar').getBoundingClientRect().bottom""")
            assert clear >= 0, n


@pytest.mark.parametrize("width", [1280, 1000, 360])
def test_titles_and_tools_keep_apart(width: int, browser: Browser, shipped_site: Path) -> None:
    """However long a title, it ends before the year box; where there is room the tools of a course stand on one line."""
    with opened(browser, shipped_site, viewport={"width": width, "height": 800}) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        page.evaluate("document.querySelector('.cl-pl-item__title a').textContent = 'Longword'.repeat(20)")
        met = page.evaluate("""() => Array.from(document.querySelectorAll('.cl-pl-item')).filter(row => {
          const tools = row.querySelector('.cl-pl-item__tools').getBoundingClientRect();
          return Array.from(row.querySelector('.cl-pl-item__title a').getClientRects()).some(box =>
            box.right + 4 > tools.left && box.left < tools.right && box.top < tools.bottom && box.bottom > tools.top);
        }).length""")
        assert met == 0
        if width >= 960:
            lines = page.evaluate("""() => Math.max(...Array.from(document.querySelectorAll('.cl-pl-item__tools')).map(e => e.offsetHeight))""")
            assert lines < 50
        assert page.evaluate(_OVERFLOW) <= 0
