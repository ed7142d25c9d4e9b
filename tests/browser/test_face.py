"""What pages look like: a year at a time on curriculum pages, tables that screen readers can tell, colours and covers, nothing out of the window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from ..support.browser import opened
from ..support.firefox import Firefox, firefox, running
from ..support.needs import needed

pytestmark = pytest.mark.browser
PATH = "curricula/rural-secretary.html"
YEARS = ("2024", "2025", "2026", "2027", "2028", "五年对照")
#: Rules on tables that Lighthouse applies beside those of WCAG.
_TABLES = {"preload": False, "resultTypes": ["violations"], "runOnly": {"type": "rule", "values": [
    "td-has-header", "table-fake-caption", "table-duplicate-name", "scope-attr-valid", "td-headers-attr", "th-has-data-cells", "empty-table-header",
]}}
_SHOWN = """() => [...document.querySelectorAll('.cl-tab')].filter(e => e.getBoundingClientRect().height > 0).map(e => e.dataset.label)"""
_OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


def test_one_year_at_a_time(browser: Browser, shipped_site: Path) -> None:
    """The first year stands there at first; arrows, Home and End lead around, and only the chosen tab is a stop of the Tab key."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{PATH}")
        assert page.get_by_role("tab").all_inner_texts() == list(YEARS)
        assert page.evaluate(_SHOWN) == ["2024"]
        page.get_by_role("tab").first.focus()
        for key, name in (("ArrowRight", "2025"), ("End", "五年对照"), ("ArrowRight", "2024"), ("ArrowLeft", "五年对照"), ("Home", "2024")):
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.textContent") == name
            assert page.evaluate(_SHOWN) == [name]
            assert page.locator("[role=tab][tabindex='0']").all_inner_texts() == [name]
            assert page.locator("[role=tab][aria-selected=true]").all_inner_texts() == [name]
        page.get_by_role("tab", name="2027").click()
        panel = page.get_by_role("tabpanel")
        assert panel.count() == 1
        assert panel.get_attribute("aria-labelledby") == page.get_by_role("tab", name="2027").get_attribute("id")
        assert page.url.endswith("#filing-2027")


def test_addresses_open_their_year(browser: Browser, shipped_site: Path) -> None:
    """A link to a year shows it, on opening and on the page; one to the comparison too; one to elsewhere changes nothing."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{PATH}#filing-2026")
        assert page.evaluate(_SHOWN) == ["2026"]
        assert abs(page.locator("#filing-2026").bounding_box()["y"]) < 200  # type: ignore[index] # it is shown
        page.locator(".cl-toc a[href='#grid']").click()
        page.wait_for_function(f"({_SHOWN})()[0] === '五年对照'")
        page.locator(".cl-toc a[href='#rules']").click()
        assert page.evaluate(_SHOWN) == ["五年对照"]
        page.goto("about:blank")
        page.goto(f"{shipped_site.as_uri()}/{PATH}#%E4%B8%80%")
        assert page.evaluate(_SHOWN) == ["2024"]


def test_all_years_without_scripts_and_on_paper(browser: Browser, shipped_site: Path) -> None:
    """Nobody is shown one year alone who cannot choose another."""
    with opened(browser, shipped_site, java_script_enabled=False) as page:
        page.goto(f"{shipped_site.as_uri()}/{PATH}")
        assert page.evaluate(_SHOWN) == list(YEARS)
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{PATH}")
        page.emulate_media(media="print")
        assert page.evaluate(_SHOWN) == list(YEARS)
        assert not page.locator(".cl-tabs").is_visible()


def test_the_button_prints(browser: Browser, shipped_site: Path) -> None:
    """Printing is offered beside the downloads, where it can be done."""
    with opened(browser, shipped_site) as page:
        page.add_init_script("window.print = () => { window.printed = true }")
        page.goto(f"{shipped_site.as_uri()}/{PATH}")
        page.get_by_role("button", name="打印").click()
        assert page.evaluate("window.printed") is True


@pytest.mark.parametrize("path", [PATH, "curricula/culture-member.html", "classes.html", "classes/sample-2027-rural-secretary.html", "coverage.html"])
def test_tables_can_be_told(path: str, browser: Browser, shipped_site: Path) -> None:
    """Each cell has its header and no cell plays the caption, whichever year is shown."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{path}")
        for number in range(max(1, page.get_by_role("tab").count())):
            if page.get_by_role("tab").count():
                page.get_by_role("tab").nth(number).click()
            found = Axe().run(page, options=_TABLES)
            assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []


@pytest.mark.parametrize("path", ["index.html", "curricula.html", PATH, "people.html", "classes.html", "guide/planners.html", "guide/sites.html"])
def test_nothing_leaves_a_narrow_window(path: str, browser: Browser, shipped_site: Path) -> None:
    """At 360 pixels and at 320 no page scrolls sideways."""
    with opened(browser, shipped_site) as page:
        for width in (360, 320):
            page.set_viewport_size({"width": width, "height": 740})
            page.goto(f"{shipped_site.as_uri()}/{path}")
            assert page.evaluate(_OVERFLOW) <= 0, width


def test_the_box_on_the_first_page_searches(browser: Browser, shipped_site: Path) -> None:
    """A word and Enter lead to the answers; so does each example; the key "/" leads to the box."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/index.html")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "cl-ask-q"
        page.keyboard.type("防汛")
        page.keyboard.press("Enter")
        page.wait_for_url("**/catalogue.html?q=*")
        page.wait_for_selector("#cl-find-list > li")
        page.go_back()
        page.locator(".cl-ask__words a").first.click()
        # The list that stands in the page gives way to the answers.
        page.wait_for_function("() => document.querySelectorAll('#cl-find-list > li').length >= 3")


def test_a_door_is_as_large_as_its_card(browser: Browser, shipped_site: Path) -> None:
    """Wherever on it somebody clicks, it opens."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/index.html")
        page.locator(".cl-door").first.click(position={"x": 8, "y": 8})
        page.wait_for_url("**/guide/planners.html")


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory, shipped_site: Path) -> Iterator[Firefox]:
    """A tab of Firefox that may only read the site."""
    program = needed(firefox(), "Firefox")
    with running(program, tmp_path_factory.mktemp("firefox") / "profile") as started:
        started.inside = (f"{shipped_site.as_uri()}/",)
        yield started


def test_years_in_firefox(tab: Firefox, shipped_site: Path) -> None:
    """Tabs and addresses do the same there, by keys as well."""
    tab.open(f"{shipped_site.as_uri()}/{PATH}#filing-2025")
    assert tab.evaluate(f"({_SHOWN})().join()") == "2025"
    for key, name in (("ArrowRight", "2026"), ("End", "五年对照"), ("Home", "2024")):
        tab.evaluate(f"document.querySelector('[role=tab][tabindex=\"0\"]').dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}', bubbles: true}}))")
        assert tab.evaluate("document.activeElement.textContent") == name
        assert tab.evaluate(f"({_SHOWN})().join()") == name
    assert tab.evaluate("location.hash") == "#filing-2024"
    assert tab.trouble == []


@pytest.mark.parametrize("path", ["404.html", "classes.html", "guide/planners.html", "topics/rural-qianwan.html", "catalogue.html?q=防讯"])
def test_a_short_page_is_one_sheet(path: str, browser: Browser, shipped_site: Path) -> None:
    """Nothing follows it on paper."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{path}")
        page.wait_for_load_state()
        if "?" in path:
            page.locator("#cl-find-empty:not([hidden])").wait_for()
        assert len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_what_is_read_off_stays_whole_on_a_phone(browser: Browser, shipped_site: Path) -> None:
    """Names in the first column of a table, numbers of records, and the hours of the outline's bar."""
    with opened(browser, shipped_site, viewport={"width": 360, "height": 740}) as page:
        page.goto(f"{shipped_site.as_uri()}/coverage.html")
        assert page.evaluate("Math.min(...[...document.querySelectorAll('.cl-table tbody th')].map(e => e.offsetWidth))") > 100
        page.goto(f"{shipped_site.as_uri()}/guide/topics.html")
        code = "[...document.querySelectorAll('.cl-table code')].filter(e => e.textContent === 'institutions')[0]"
        assert page.evaluate(f"{code}.getClientRects().length") == 1
        page.goto(f"{shipped_site.as_uri()}/courses/rural-forest-fire.html")
        inside = """[...document.querySelectorAll('.cl-units td')].map(cell => {
            const text = cell.querySelector('b').getBoundingClientRect(), box = cell.getBoundingClientRect();
            return text.left >= box.left && text.right <= box.right;
        })"""
        assert page.evaluate(inside) == [True] * 4
        assert page.evaluate("Math.max(...[...document.querySelectorAll('.cl-units td')].map(e => e.getBoundingClientRect().right)) <= innerWidth")
        page.goto(f"{shipped_site.as_uri()}/courses/rural-forest-fire.html#handout")
        page.locator(".cl-sheet__bar button").last.wait_for()
        page.evaluate("window.scrollTo(300, 0)")
        assert page.evaluate("[...document.querySelectorAll('.cl-sheet__bar button')].every(e => { const b = e.getBoundingClientRect(); return b.left >= 0 && b.right <= innerWidth; })")


@pytest.mark.parametrize("path", ["coverage.html", "sectors/institutions.html", "classes/sample-2027-rural-secretary.html", "curricula/rural-member.html"])
def test_columns_of_numbers_stand_to_the_right(path: str, browser: Browser, shipped_site: Path) -> None:
    """Their heads too."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/{path}")
        left = """[...document.querySelectorAll('.cl-table td')].filter(e => /^[0-9.]+%?$/.test(e.textContent.trim()) && e.dataset.label !== '序号'
            && getComputedStyle(e).textAlign !== 'right').map(e => e.textContent)"""
        assert page.evaluate(left) == []
