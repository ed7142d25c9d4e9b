"""The catalogue's filters: what they count is what they give, their effect stays in view, and back leads to where the list was left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from courselib.content.checking import load_and_check
from courselib.library.model import ALL, Library
from courselib.library.views import Views

from ..support.browser import opened
from ..support.firefox import Firefox, firefox, running
from ..support.library import REPOSITORY
from ..support.needs import needed
from ..support.searching import requests
from .test_catalogue import ask, titles, total
from .test_pages import _RULES as RULES

pytestmark = pytest.mark.browser
_FACETS = ["sectors", "topics", "tasks", "theory", "hours", "kinds", "methods", "levels", "lecturers", "languages", "origins", "shared"]
#: Asks every request, then again with each value that a facet counted, alone in its facet; returns what was promised and what was given.
_KEPT = """async ([requests, names]) => {
  const find = CourseLib.modules.search_engine.find;
  const wrong = [];
  let asked = 0;
  for (const request of requests) {
    const answer = await find(Object.assign({}, request, {limit: 0, facets: names}));
    for (const name of names) {
      for (const value of Object.keys(answer.facets[name])) {
        const one = name === "theory" ? {theory: value === "true"} : name === "hours" ? {minHours: Number(value), maxHours: Number(value)}
          : name === "shared" ? {shared: true} : Object.assign({[name]: [value]}, name === "sectors" ? {shared: false, members: []} : {});
        const given = await find(Object.assign({}, request, one, {limit: 0, facets: []}));
        const own = name === "shared" ? await find(Object.assign({}, request, {shared: false, limit: 0, facets: []})) : {total: 0};
        const alone = own.total;
        asked += 1;
        if (given.total - alone !== answer.facets[name][value] && !given.relaxed && !answer.relaxed && !own.relaxed) {
          wrong.push([request, name, value, answer.facets[name][value], given.total - alone]);
        }
      }
    }
  }
  return [asked, wrong];
}"""


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library."""
    found = load_and_check(REPOSITORY / "content").library
    assert found is not None
    return found


@pytest.fixture
def page(browser: Browser, shipped_site: Path) -> Iterator[Page]:
    """The catalogue of the shipped library on a wide page, with nothing asked for."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 800}) as page:
        ask(page, shipped_site, "")
        yield page


@pytest.fixture
def narrow(browser: Browser, shipped_site: Path) -> Iterator[Page]:
    """The same on a phone."""
    with opened(browser, shipped_site, viewport={"width": 360, "height": 740}) as page:
        ask(page, shipped_site, "")
        yield page


def in_view(page: Page, selector: str) -> bool:
    """Tell whether an element can be seen, at least its top, without scrolling, and nothing lies over it."""
    return bool(page.evaluate("""selector => {
      const element = document.querySelector(selector);
      const box = element.getBoundingClientRect();
      const there = box.height > 1 && box.top >= 0 && box.top < window.innerHeight;
      const over = there && document.elementFromPoint(box.left + 5, box.top + Math.min(10, box.height / 2));
      return Boolean(there && (element === over || element.contains(over) || over.contains(element)));
    }""", selector))


def test_every_sector_gives_what_every_place_says(browser: Browser, shipped_site: Path, library: Library) -> None:
    """In the page too: facet, list, and what may be studied beyond are those of ``Views`` (see test_sector_counts.py)."""
    views = Views(library)
    with opened(browser, shipped_site) as page:
        for sector in (*library.plan.sectors, ALL):
            ask(page, shipped_site, f"?sector={sector}")
            held, shared = len(views.held(sector)), len(views.shared(sector))
            assert total(page) == held
            assert page.locator(f'.cl-facet__choice:has(input[value="{sector}"]) .cl-facet__count').inner_text() == str(held)
            if sector == ALL:
                expect(page.locator("#cl-find-shared")).to_be_hidden()
                continue
            expect(page.locator("#cl-find-shared")).to_contain_text(f"另有 {shared} 门")
            page.get_by_role("button", name="连同它们一起看").click()
            expect(page.locator("#cl-find-status")).to_contain_text(f"找到 {held + shared} 门")
            assert page.url.endswith(f"?sector={sector}&shared=1")
            expect(page.get_by_role("button", name="另加：通用课程")).to_be_visible()


def test_what_is_counted_is_what_is_given(page: Page, library: Library) -> None:
    """For 60 requests of every kind and each value of every facet, the number is the length of the list that a click gives."""
    asked: list[dict[str, Any]] = [r for r in requests(library, 240, seed=15) if "sectors" in r or "minHours" in r or "kinds" in r][:60]
    for request in asked:
        request.pop("members", None)
    made, wrong = page.evaluate(_KEPT, [asked, _FACETS])
    assert wrong[:3] == []
    assert made > 500


def test_the_first_page_stands_in_the_page(page: Page) -> None:
    """What the page brings is what the script would make of the same courses; no file of cards is loaded for it."""
    loaded = page.evaluate("performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/search/'))")
    assert [name.rpartition("/search/")[2] for name in loaded] in ([], ["boot.js"])
    # What asks for a plan's button has one by now: it is made anew for both.
    rows = """() => Array.from(document.querySelectorAll('#cl-find-list > li')).map(li => {
      const row = li.cloneNode(true);
      row.querySelector('[data-cl-plan-add]').textContent = '';
      row.querySelector('[data-cl-plan-add]').hidden = true;
      return row.outerHTML;
    })"""
    before = page.evaluate(rows)
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("#cl-find-status")).to_contain_text("第 2 页")
    page.get_by_role("link", name="上一页").click()
    expect(page.locator("#cl-find-status")).to_contain_text("第 1 页")
    assert page.evaluate(rows) == before
    assert len(before) == 20


def test_the_effect_stays_in_view(page: Page) -> None:
    """Far down the list, count, chips and filters are all there; the filters scroll by themselves."""
    page.locator('.cl-facet__choice:has(input[value="institutions"])').click()
    expect(page.locator(".cl-chosen")).to_have_count(2)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight / 2)")
    assert in_view(page, "#cl-find-status")
    assert in_view(page, ".cl-chosen")
    assert in_view(page, 'details[data-facet="sector"] > summary')
    before = page.evaluate("window.pageYOffset")
    page.evaluate("document.querySelectorAll('.cl-facet').forEach(d => { d.open = true; })")
    page.evaluate("document.querySelector('#cl-find-side').scrollTop = 400")
    assert page.evaluate("[window.pageYOffset, document.querySelector('#cl-find-side').scrollTop]") == [before, 400]


def test_a_choice_far_down_shows_its_results(page: Page) -> None:
    """Filters chosen where the list is long leave the reader with results in view, not below the page's end."""
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.locator('.cl-facet__choice:has(input[value="rural"])').click()
    expect(page.locator("#cl-find-status")).to_contain_text("找到 15 门")
    assert in_view(page, "#cl-find-status")
    assert page.evaluate("Array.from(document.querySelectorAll('.cl-result')).some(r => { const b = r.getBoundingClientRect(); "
                         "return b.top >= 0 && b.top < window.innerHeight - 50; })")


def test_long_lists_and_empty_choices_fold(page: Page) -> None:
    """Sub-sectors, all beyond the first eight and what would give nothing stand behind a button; what is chosen never does."""
    group = page.locator('details[data-facet="sector"]')
    assert group.locator("li:visible").count() == 7
    more = group.get_by_role("button", name="显示更多（10）")
    more.click()
    assert group.locator("li:visible").count() == 17
    expect(group.locator("input[value=institutions-culture]")).to_be_focused()
    group.locator('.cl-facet__choice:has(input[value="institutions-culture"])').click()
    group.get_by_role("button", name="收起").click()
    expect(group.locator("input[value=institutions-culture]")).to_be_visible()
    page.locator("#cl-find-q").fill("量子纠缠 脱贫")
    page.wait_for_timeout(500)
    counted = group.locator("li:visible").all_inner_texts()
    assert not [text for text in counted if re.search(r"\s0$", text) and "宣传思想文化" not in text]


def test_hours_from_one_figure_to_another(page: Page) -> None:
    """Both ends can be set, neither past the other; they stand in the address and as a chip, and are taken back in one click."""
    page.get_by_label("最少多少学时").select_option("2.5")
    page.get_by_label("最多多少学时").select_option("3.5")
    expect(page.locator(".cl-chosen").first).to_contain_text("学时：2.5 到 3.5 学时")
    assert page.url.endswith("?min=2.5&max=3.5")
    hours = {text.split()[0] for text in page.locator(".cl-result .cl-chip--hours").all_inner_texts()}
    assert hours
    assert hours <= {"2.5", "3", "3.5"}
    values = page.get_by_label("最少多少学时").locator("option").evaluate_all("all => all.map(o => o.value)")
    assert values[0] == ""
    assert max(float(v) for v in values[1:]) == 3.5
    page.get_by_role("button", name=re.compile("^学时：")).click()
    expect(page.locator("#cl-find-status")).to_contain_text("找到 218 门")


@pytest.mark.parametrize(("query", "kept"), [
    ("?min=4&max=2", "?min=2&max=4"), ("?min=2.0", "?min=2"), ("?min=2.3&max=1e1", ""), ("?shared=1", ""), ("?sector=rural&shared=yes", "?sector=rural"),
])
def test_addresses_are_read_as_they_are_meant(query: str, kept: str, page: Page) -> None:
    """Hours the wrong way round are turned, others left out; what is shared needs a sector."""
    assert page.evaluate("q => CourseLib.modules.catalogue_state.format(CourseLib.modules.catalogue_state.parse(q))", query) == kept


def test_all_is_taken_back_at_once(page: Page, shipped_site: Path) -> None:
    """One button takes all filters back; the query stays."""
    ask(page, shipped_site, "?q=%E5%85%9A&sector=rural&shared=1&theory=yes&min=1&max=8&kind=course")
    assert page.locator(".cl-chosen").count() == 6
    page.get_by_role("button", name="清除全部").click()
    expect(page.locator(".cl-chosen")).to_have_count(0)
    expect(page.locator("#cl-find-q")).to_have_value("党")


def test_the_keyboard_jumps_to_the_results(page: Page) -> None:
    """Before the filters a link leads past them; the address that was asked for stays."""
    page.locator('.cl-facet__choice:has(input[value="rural"])').click()
    address = page.url
    page.get_by_role("link", name="跳到结果").focus()
    assert in_view(page, "#cl-find-jump")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "cl-find-heading"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.url == address
    assert page.evaluate("document.querySelector('.cl-find__results').contains(document.activeElement)")


def test_on_a_phone_filters_open_with_the_number_in_view(narrow: Page) -> None:
    """The fold shows what a choice gives while one chooses, and one press leads to the results."""
    expect(narrow.locator("#cl-find-facets")).to_be_hidden()
    toggle = narrow.get_by_role("button", name="筛选")
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.focus()
    narrow.keyboard.press("Space")
    expect(narrow.locator("#cl-find-facets")).to_be_visible()
    assert narrow.evaluate("document.querySelector('#cl-find-side').contains(document.activeElement)")
    narrow.locator('.cl-facet__choice:has(input[value="rural"])').click()
    expect(narrow.locator("#cl-find-see")).to_have_text("查看 15 门课程")
    narrow.locator('details[data-facet="kind"] > summary').scroll_into_view_if_needed()
    assert in_view(narrow, "#cl-find-see")
    assert in_view(narrow, "#cl-find-toggle")
    assert toggle.inner_text() == "筛选（1）"
    narrow.locator("#cl-find-see").click()
    expect(narrow.locator("#cl-find-facets")).to_be_hidden()
    assert narrow.evaluate("document.activeElement.id") == "cl-find-heading"
    assert in_view(narrow, "#cl-find-list > li")
    assert narrow.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    narrow.evaluate("window.scrollTo(0, document.documentElement.scrollHeight / 2)")
    assert in_view(narrow, "#cl-find-see")


@pytest.mark.parametrize("query", ["", "?page=3&sort=title", "?q=%E5%85%9A&sector=institutions"])
def test_back_from_a_course_leads_to_where_one_was(query: str, page: Page, shipped_site: Path) -> None:
    """The same page of results, as far down, with the keyboard on the course that was opened."""
    ask(page, shipped_site, query)
    seen = titles(page)
    link = page.locator(".cl-result h3 a").nth(14)
    link.scroll_into_view_if_needed()
    down, name = page.evaluate("window.pageYOffset"), link.get_attribute("href")
    link.click()
    expect(page).to_have_url(re.compile("/courses/"))
    page.go_back()
    expect(page.locator("#cl-find-status")).to_contain_text("找到")
    page.wait_for_function("down => Math.abs(window.pageYOffset - down) < 3", arg=down)
    assert titles(page) == seen
    assert page.evaluate("document.activeElement.getAttribute('href')") == name


def test_a_closed_storage_is_no_hindrance(browser: Browser, shipped_site: Path) -> None:
    """Where the browser keeps nothing for a page its place in the history does."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 800}) as page:
        page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('closed'); }})")
        ask(page, shipped_site, "?sector=institutions")
        link = page.locator(".cl-result h3 a").nth(15)
        link.scroll_into_view_if_needed()
        down = page.evaluate("window.pageYOffset")
        link.click()
        expect(page).to_have_url(re.compile("/courses/"))
        page.go_back()
        page.wait_for_function("down => Math.abs(window.pageYOffset - down) < 3", arg=down)


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_any_state(width: int, browser: Browser, shipped_site: Path) -> None:
    """With chips, with what is shared, unfolded lists, nothing found, the fold open on a phone."""
    with opened(browser, shipped_site, viewport={"width": width, "height": 800}) as page:
        for query in ("", "?sector=institutions-health&min=2&max=4&theory=no", "?sector=rural&shared=1", "?q=%E9%87%8F%E5%AD%90&sector=rural"):
            ask(page, shipped_site, query)
            if width == 360:
                page.locator("#cl-find-toggle").click()
            page.evaluate("document.querySelectorAll('.cl-facet__more').forEach(b => b.click())")
            # What the head covers while one scrolls has no size for a while.
            page.evaluate("window.scrollTo(0, 0)")
            page.wait_for_timeout(600)
            found = Axe().run(page, options=RULES)
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_in_firefox(tmp_path: Path, shipped_site: Path) -> None:
    """Filters, hours and what is shared work there over ``file://``, and back leads to where one was."""
    with running(needed(firefox(), "Firefox"), tmp_path / "profile") as tab:
        tab.inside = (f"{shipped_site.as_uri()}/",)
        status = "document.querySelector('#cl-find-status').textContent"
        tab.open(f"{shipped_site.as_uri()}/catalogue.html?sector=institutions&min=1&max=8")
        tab.until(f"{status}.includes('找到 50 门')")
        tab.evaluate("document.querySelector('#cl-find-shared button').click()")
        tab.until(f"{status}.includes('找到 1')")
        assert "shared=1" in tab.evaluate("document.URL")
        tab.evaluate("window.scrollTo(0, 1500)")
        _goes_and_comes_back(tab)
        assert tab.trouble == []


def _goes_and_comes_back(tab: Firefox) -> None:
    down = tab.evaluate("window.pageYOffset")
    assert down > 1000
    tab.evaluate("document.querySelectorAll('.cl-result h3 a')[12].click()")
    tab.until("document.URL.includes('/courses/') && document.readyState === 'complete'")
    tab.evaluate("setTimeout(() => history.back(), 0) > 0")
    tab.until(f"document.URL.includes('catalogue.html') && document.querySelectorAll('.cl-result').length === 20 && "
              f"Math.abs(window.pageYOffset - {down}) < 3")
