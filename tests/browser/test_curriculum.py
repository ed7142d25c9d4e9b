"""A curriculum page in a narrow window and on paper: nothing is cut off, and each year is a sheet that can be filed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..support.browser import opened

pytestmark = pytest.mark.browser
PATH = "curricula/rural-secretary.html"
#: What A4 landscape holds between margins of 12 mm, in CSS pixels.
_ACROSS = 1031
#: What is wider inside than outside, or reaches over the edge; the row of headers that a narrow window only tells is left out.
_CUT = """() => [...document.querySelectorAll('#main .cl-table, #main th, #main td, #main h3')]
  .filter(e => !e.closest('tr') || getComputedStyle(e.closest('tr')).position !== 'absolute')
  .filter(e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > window.innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""


def test_nothing_is_cut_off(browser: Browser, shipped_site: Path) -> None:
    """At 1280 and 360 pixels and at the width of the paper every table fits, without scrolling sideways."""
    with opened(browser, shipped_site) as page:
        for width, media in ((1280, "screen"), (768, "screen"), (360, "screen"), (_ACROSS, "print")):
            page.emulate_media(media=media)  # type: ignore[arg-type] # one of the two that it knows
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{shipped_site.as_uri()}/{PATH}")
            assert page.locator(".cl-filing__table").count() == 5
            assert page.evaluate(_CUT) == [], (width, media)


def test_a_narrow_window_names_every_cell(browser: Browser, shipped_site: Path) -> None:
    """Where rows become blocks, each cell begins with the name of its column, and tables are still told as tables."""
    with opened(browser, shipped_site, viewport={"width": 360, "height": 800}) as page:
        page.goto(f"{shipped_site.as_uri()}/{PATH}")
        label = "e => getComputedStyle(e, '::before').content"
        assert page.locator(".cl-plan td").first.evaluate(label) == '"2024 年："'
        assert page.locator(".cl-years td[data-label]").first.evaluate(label) == '"课程："'
        assert page.get_by_role("table").count() == page.locator("#main table:visible").count() > 3
        assert page.get_by_role("row").count() > 40


def test_on_demand_a_rule_lists_what_counted(browser: Browser, shipped_site: Path) -> None:
    """The courses that counted for a rule are folded away until asked for."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{PATH}")
        fold = page.locator(".cl-rule details").first
        assert not fold.locator("a").first.is_visible()
        fold.locator("summary").click()
        assert fold.locator("a").first.is_visible()


def test_each_year_is_a_sheet_of_a4_across(browser: Browser, small_site: Path) -> None:
    """Printed, every page is A4 landscape, each year begins a page, and its head stands again on every page it fills."""
    with opened(browser, small_site) as page:
        page.goto(f"{small_site.as_uri()}/curricula/rural-plan.html")
        page.emulate_media(media="print")
        for selector in (".cl-header", ".cl-side", ".cl-actions", ".cl-filing__how", ".cl-rule details >> nth=0"):
            assert not page.locator(selector).first.is_visible(), selector
        assert page.locator(".cl-filing__blanks").count() == 5
        style = "e => { const s = getComputedStyle(e); return [s.breakBefore, s.page] }"
        assert page.locator(".cl-filing__sheet").evaluate_all(f"all => all.map({style})") == [["page", "filing"]] * 5
        heads = page.locator(".cl-filing__table thead").evaluate_all("all => all.map(e => getComputedStyle(e).display)")
        assert heads == ["table-header-group"] * 5
        whole = page.pdf(prefer_css_page_size=True)
        page.locator(".cl-filing__sheet").evaluate_all("all => all.forEach(e => { e.style.display = 'none'; })")
        rest = page.pdf(prefer_css_page_size=True)
        sizes = {(round(float(w)), round(float(h))) for w, h in re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", whole)}
        assert sizes == {(842, 595)}
        assert pages(whole) - pages(rest) == 5


def pages(pdf: bytes) -> int:
    """Return how many pages a file has."""
    return len(re.findall(rb"/Type /Page\b", pdf))
