"""Every page kind: loads without trouble, fits the window, and has no accessibility violation that axe can find."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from ..support.browser import opened
from .kinds import KINDS, place

pytestmark = pytest.mark.browser
WIDTHS = (1280, 360)
#: At the start of a page.
MOST_SCRIPTS = 4
#: Without preloading, since axe would fetch the style sheets, which ``file://`` forbids.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RULES = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "tag", "values": _TAGS}}
_OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"
#: How far the page goes on below its footer, beyond the window and a line that only a screen reader hears.
_BLANK = """document.documentElement.scrollHeight - 4 - Math.max(window.innerHeight,
  Math.ceil(document.querySelector('.cl-footer').getBoundingClientRect().bottom + window.pageYOffset))"""


@pytest.mark.parametrize("kind", KINDS)
def test_page_fits_and_is_accessible(kind: str, browser: Browser, shipped_site: Path, small_site: Path) -> None:
    """A page of each kind, light and dark, wide and narrow: no overflow, nothing below the footer, no request elsewhere; wide in light
    and narrow in dark no violation of WCAG 2.2 AA."""
    site, address = place(kind, shipped_site, small_site)
    for scheme, judged in (("light", 1280), ("dark", 360)):
        with opened(browser, site, color_scheme=scheme) as page:
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.goto(address)
                assert page.locator("h1").first.is_visible()
                assert page.evaluate(_OVERFLOW) <= 0, (scheme, width)
                assert page.evaluate(_BLANK) <= 0, (scheme, width)
                if width != judged:  # colours and sizes do not meet: two of the four are enough, and the judge is slow
                    continue
                found = Axe().run(page, options=_RULES)
                shown = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]]
                assert shown == [], (scheme, width)


@pytest.mark.parametrize("kind", KINDS)
def test_page_reads_without_scripts(kind: str, browser: Browser, shipped_site: Path, small_site: Path) -> None:
    """Without JavaScript a page of each kind shows its heading, its text and its navigation."""
    site, address = place(kind, shipped_site, small_site)
    with opened(browser, site, java_script_enabled=False, viewport={"width": 360, "height": 800}) as page:
        page.goto(address)
        assert page.locator("h1").first.is_visible()
        assert len(page.locator("#main").inner_text()) > 10
        assert page.locator("header nav a").count() == page.locator("header nav a:visible").count() > 3


@pytest.mark.parametrize(("name", "usable"), [
    ("planner.html", "#cl-pl-app:not([hidden])"), ("catalogue.html", "#cl-find-list > li"), ("author.html", "#cl-author-app:not([hidden])"),
])
def test_a_page_begins_with_few_scripts(name: str, usable: str, browser: Browser, shipped_site: Path) -> None:
    """What a page loads before anybody does anything, its data included, are four scripts at most."""
    with opened(browser, shipped_site) as page:
        scripts: list[str] = []
        page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)
        page.goto((shipped_site / name).as_uri())
        page.wait_for_selector(usable)
        page.wait_for_load_state("networkidle")
        assert 0 < len(scripts) <= MOST_SCRIPTS, scripts


#: Boxes that scroll, or cut off, and are not positioned, with something inside that is taken out of the flow: it escapes them.
_ESCAPING = """() => Array.from(document.querySelectorAll('#main *')).filter(box => {
  const style = getComputedStyle(box);
  return /auto|scroll/.test(style.overflowX + style.overflowY) && style.position === 'static' && style.transform === 'none' &&
    box.querySelector('.cl-visually-hidden');
}).map(box => box.className)"""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_escapes_a_box_that_scrolls(kind: str, browser: Browser, shipped_site: Path, small_site: Path) -> None:
    """Hidden texts stay inside the box with which they scroll; outside of it they would lengthen the page."""
    site, address = place(kind, shipped_site, small_site)
    with opened(browser, site) as page:
        page.goto(address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(_ESCAPING) == [], (kind, width)


def test_the_menu_says_where_one_is(browser: Browser, shipped_site: Path) -> None:
    """A curriculum's page stands under 课程方案."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/curricula/rural-secretary.html")
        assert page.locator(".cl-nav a[aria-current]").all_inner_texts() == ["课程方案"]
