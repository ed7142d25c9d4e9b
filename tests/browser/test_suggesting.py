"""Suggestions while typing, as people use them: keys, pointer, input methods, screen readers, trouble with files; Chromium and Firefox."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ..support.browser import opened
from ..support.firefox import Firefox, firefox, running
from ..support.library import course, put, write_small
from ..support.needs import needed
from ..support.sites import build_site
from .test_pages import _RULES as RULES

pytestmark = pytest.mark.browser
ROWS = ".cl-suggest [role=option]"
#: The box of the first page.
HOME = "#cl-ask-q"
HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>党课"


@pytest.fixture
def page(browser: Browser, shipped_site: Path) -> Iterator[Page]:
    """A page with the box in its header."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 900}) as page:
        page.goto(f"{shipped_site.as_uri()}/coverage.html")
        yield page


def typed(page: Page, text: str, box: str = "#cl-search-q") -> None:
    """Type into the box and wait for its list."""
    page.locator(box).press_sequentially(text)
    expect(page.locator(ROWS).first).to_be_visible()


def active(page: Page, box: str = "#cl-search-q") -> str:
    """Return the text of the row that the box says is active; empty for none."""
    text: str = page.evaluate(
        "box => { const e = document.querySelector(box); const row = document.getElementById(e.getAttribute('aria-activedescendant') || '-');"
        " return row && row.getAttribute('aria-selected') === 'true' ? row.querySelector('.cl-suggest__title').textContent : ''; }", box)
    return text


def test_nothing_is_loaded_before_the_box_is_entered(browser: Browser, shipped_site: Path) -> None:
    """A page begins without the script, the styles and the data of suggestions; entering the box brings the first two and the root."""
    asked: list[str] = []
    with opened(browser, shipped_site) as page:
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.goto(f"{shipped_site.as_uri()}/index.html")
        page.wait_for_timeout(200)
        assert not [name for name in asked if name.startswith("suggest")]
        page.locator(HOME).focus()
        expect(page.locator(HOME)).to_have_attribute("role", "combobox")
        page.wait_for_timeout(300)
        assert sorted(re.sub("-[0-9a-f]{10}", "", name) for name in asked if name.startswith("suggest")) == ["suggest.css", "suggest.js", "suggest.js"]
        before = len(asked)
        page.locator(HOME).press_sequentially("nongc", delay=20)
        expect(page.locator(ROWS).first).to_be_visible()
        assert len(asked) - before <= 12


def test_a_walk_with_the_keyboard(page: Page, shipped_site: Path) -> None:
    """Arrows choose, go round through the typed text; Escape closes and keeps it; Enter opens the page of a title."""
    box = page.locator("#cl-search-q")
    typed(page, "党课")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(box).to_have_attribute("aria-controls", page.locator(".cl-suggest").get_attribute("id") or "-")
    assert active(page) == ""
    box.press("ArrowDown")
    first = active(page)
    assert "党课" in first
    box.press("ArrowUp")
    assert active(page) == ""
    box.press("ArrowUp")
    assert active(page) == page.locator(".cl-suggest__title").last.inner_text()
    box.press("ArrowDown")
    box.press("ArrowDown")
    assert active(page) == first
    box.press("Escape")
    expect(page.locator(".cl-suggest")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("党课")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    box.press("ArrowDown")
    expect(page.locator(ROWS).first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page.locator("h1")).to_contain_text(first)
    assert page.url.startswith(f"{shipped_site.as_uri()}/courses/")


def test_enter_without_a_row_searches(page: Page) -> None:
    """What is typed is searched for as ever, and Tab leaves with the list closed."""
    typed(page, "nongc")
    page.keyboard.press("Tab")
    expect(page.locator(".cl-suggest")).to_be_hidden()
    page.locator("#cl-search-q").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalogue.html?q=nongc")


def test_a_word_is_searched_for(page: Page) -> None:
    """A word's row puts the word into the box and searches."""
    typed(page, "shyk")
    row = page.locator(ROWS, has_text="检索").first
    word = row.locator(".cl-suggest__title").inner_text()
    row.click()
    page.wait_for_url("**/catalogue.html?q=*")
    assert unquote(page.url).endswith(f"?q={word}")
    expect(page.locator("#cl-find-status")).to_contain_text("找到")


def test_in_the_catalogue(browser: Browser, shipped_site: Path) -> None:
    """The list stands above results that go on being found; a topic's row opens its page; its search engine is not disturbed."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/catalogue.html?q=%E5%86%9C%E6%9D%91")
        expect(page.locator("#cl-find-status")).to_contain_text("找到")
        page.locator("#cl-find-q").focus()
        page.wait_for_timeout(200)
        expect(page.locator(".cl-suggest")).to_be_hidden()
        page.locator("#cl-find-q").press("End")
        typed(page, "党", "#cl-find-q")
        page.wait_for_function("() => CourseLib.modules.catalogue_state.current().q === '农村党'")
        expect(page.locator("#cl-find-status")).to_contain_text("找到")
        page.locator("#cl-find-q").press("Escape")
        expect(page.locator(".cl-suggest")).to_be_hidden()
        page.locator("#cl-find-q").press("Enter")
        expect(page.locator(".cl-result").first).to_be_visible()
        typed(page, "员", "#cl-find-q")
        page.locator(ROWS, has_text="专题").first.click()
        page.wait_for_url("**/topics/*.html")


def test_input_methods(page: Page) -> None:
    """While an input method composes nothing is asked and no key is taken; its end asks once."""
    box = page.locator("#cl-search-q")
    typed(page, "党")
    before = page.locator(ROWS).all_inner_texts()
    page.evaluate("""() => {
      const e = document.querySelector('#cl-search-q');
      e.dispatchEvent(new CompositionEvent('compositionstart'));
      e.value = '党ke';
      e.dispatchEvent(new InputEvent('input', {isComposing: true}));
    }""")
    box.press("ArrowDown")
    assert active(page) == ""
    page.wait_for_timeout(150)
    assert page.locator(ROWS).all_inner_texts() == before
    page.evaluate("""() => {
      const e = document.querySelector('#cl-search-q');
      e.value = '党课';
      e.dispatchEvent(new CompositionEvent('compositionend'));
      e.dispatchEvent(new InputEvent('input', {isComposing: false}));
    }""")
    expect(page.locator(".cl-suggest mark").first).to_have_text("党课")


def test_a_reader_is_told(page: Page) -> None:
    """When typing rests the number of rows is said; when nothing fits, the list closes and nothing is."""
    typed(page, "党课")
    live = page.locator(".cl-search [role=status]")
    expect(live).to_have_text(f"有 {page.locator(ROWS).count()} 条建议，按上下键选")
    page.locator("#cl-search-q").press_sequentially("没有这样的")
    expect(page.locator(".cl-suggest")).to_be_hidden()
    expect(live).to_have_text("")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
@pytest.mark.parametrize("path", ["index.html", "catalogue.html"])
def test_the_open_list_is_accessible(path: str, width: int, scheme: str, browser: Browser, shipped_site: Path) -> None:
    """With a row chosen: no violation, everything within the window's width, the whole list within reach."""
    box = "#cl-find-q" if path == "catalogue.html" else HOME
    with opened(browser, shipped_site, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        page.goto(f"{shipped_site.as_uri()}/{path}")
        expect(page.locator(box)).to_be_visible()
        typed(page, "nongcun", box)
        page.locator(box).press("ArrowDown")
        found = Axe().run(page, options=RULES)
        assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        bounds = page.locator(".cl-suggest").bounding_box()
        assert bounds is not None
        assert bounds["x"] >= 0
        assert bounds["x"] + bounds["width"] <= width


def test_files_that_do_not_load(browser: Browser, small_site: Path, tmp_path: Path) -> None:
    """Without its files the box searches as before: no list, no error thrown."""
    for gone in ("search/suggest.js", "search/g", "assets/scripts"):
        site = tmp_path / gone.replace("/", "-")
        shutil.copytree(small_site, site)
        for file in [site / gone] if gone.endswith(".js") else list((site / gone).rglob("*.js")):
            if gone != "assets/scripts" or file.name.startswith("suggest"):
                file.unlink()
        with opened(browser, site, lossy=True) as page:
            page.goto(f"{site.as_uri()}/index.html")
            page.locator(HOME).press_sequentially("党课")
            page.wait_for_timeout(300)
            expect(page.locator(ROWS)).to_have_count(0)
            page.locator(HOME).press("Enter")
            page.wait_for_url("**/catalogue.html?q=*")


def test_titles_are_text(browser: Browser, tmp_path: Path) -> None:
    """Markup in a title shows as it was written."""
    content = write_small(tmp_path)
    put(content, "courses/rural/hostile.md", course(f"'{HOSTILE}'"))
    build_site(content, tmp_path / "site")
    with opened(browser, tmp_path / "site") as page:
        page.goto(f"{(tmp_path / 'site').as_uri()}/index.html")
        typed(page, "img", HOME)
        assert page.locator(".cl-suggest__title").first.inner_text() == HOSTILE
        assert page.locator(".cl-suggest img").count() == 0
        assert page.evaluate("window.hacked") is None


@pytest.fixture
def tab(tmp_path: Path, shipped_site: Path) -> Iterator[Firefox]:
    """A tab of Firefox that may only read the site."""
    with running(needed(firefox(), "Firefox"), tmp_path / "profile") as started:
        started.inside = (f"{shipped_site.as_uri()}/",)
        yield started


def test_firefox(tab: Firefox, shipped_site: Path) -> None:
    """Over ``file://`` Firefox loads what the box needs, shows the list, and goes where keys say."""
    tab.open(f"{shipped_site.as_uri()}/coverage.html")
    # A headless Firefox stands behind other windows: it tells of no focus, so that typing must do to load what is needed.
    tab.evaluate("document.querySelector('#cl-search-q').focus()")

    def press(*keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        tab.command("input.performActions", context=tab.tab, actions=[{"type": "key", "id": "keys", "actions": actions}])

    press(*"nongcun")
    tab.until(f"document.querySelectorAll('{ROWS}').length > 3 && document.querySelector('.cl-suggest__title').textContent.includes('农村')")
    down, escape, enter = "\ue015", "\ue00c", "\ue007"
    press(escape)
    tab.until("document.querySelector('.cl-suggest').hidden")
    assert tab.evaluate("document.querySelector('#cl-search-q').value") == "nongcun"
    press(down)
    tab.until(f"document.querySelectorAll('{ROWS}').length > 3")
    press(down)
    title = tab.evaluate("document.querySelector('.cl-suggest [aria-selected=true] .cl-suggest__title').textContent")
    press(enter)
    tab.until("document.URL.includes('/courses/') && document.querySelector('h1')")
    assert title in tab.evaluate("document.querySelector('h1').textContent")
    assert tab.trouble == []
