"""The catalogue as a planner uses it: search, filters, pages, shared addresses, Back, trouble with files, keyboard, axe."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from ..support.browser import opened
from ..support.library import course, put, write_small
from ..support.sites import build_site
from .test_pages import _RULES as RULES

pytestmark = pytest.mark.browser
HOSTILE = (
    '</script><script>window.hacked=1</script>', '"><img src=x onerror="window.hacked=1">', "'单引号'与\"双引号\"", "😀表情与\u202b方向",
    "{{7*7}}⟦= 1 =⟧", "&lt;b&gt;",
)


@pytest.fixture
def page(browser: Browser, shipped_site: Path) -> Iterator[Page]:
    """The catalogue of the shipped library, with nothing asked for."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 900}) as page:
        ask(page, shipped_site, "")
        yield page


def ask(page: Page, site: Path, query: str) -> None:
    """Open the catalogue at an address and wait for its first answer."""
    page.goto(f"{site.as_uri()}/catalogue.html{query}")
    expect(page.locator("#cl-find-status")).to_contain_text("找到")


def total(page: Page) -> int:
    """Return how many courses the page says it found."""
    found = re.search(r"找到 (\d+) 门", page.locator("#cl-find-status").inner_text())
    assert found
    return int(found[1])


def titles(page: Page) -> list[str]:
    """Return the titles of the results."""
    return page.locator(".cl-result h3").all_inner_texts()


def type_in(page: Page, text: str) -> None:
    """Type a query and wait until it was answered."""
    page.evaluate("""q => {
      window.answered = '';
      window.addEventListener('cl-results', () => { window.answered = CourseLib.modules.catalogue_state.current().q; });
    }""", text)
    page.locator("#cl-find-q").fill(text)
    page.wait_for_function("q => window.answered === q", arg=text)
    expect(page.locator("#cl-find-status")).to_contain_text("找到")


def test_browsing_without_a_query(page: Page, shipped_site: Path) -> None:
    """All courses, twenty a page, in the plan's order; the list for browsers without scripts has made room."""
    courses = len(list((shipped_site / "courses").glob("*.html")))
    assert total(page) == courses
    assert page.locator(".cl-result").count() == 20
    expect(page.locator("#cl-find-static")).to_be_hidden()
    expect(page.locator(".cl-search")).to_have_count(0)


def test_a_query_marks_its_words_and_stands_in_the_address(page: Page) -> None:
    """Typed letters are searched at once, found words are marked, and the address says what was asked."""
    type_in(page, "医德")
    assert 0 < total(page) < 50
    expect(page.locator(".cl-result mark").first).to_have_text("医德")
    assert unquote(page.url).endswith("?q=医德")


def test_filters_count_and_combine(page: Page) -> None:
    """A choice gives what its number promised; chips take it back one by one; Back undoes it too."""
    everything = total(page)
    page.get_by_role("button", name=re.compile("显示更多")).first.click()
    choice = page.locator('.cl-facet__choice:has(input[value="institutions-health"])')
    promised = int(choice.locator(".cl-facet__count").inner_text())
    choice.click()
    expect(page.locator("#cl-find-status")).to_contain_text(f"找到 {promised} 门")
    page.locator('.cl-facet__choice:has(input[name="f-theory"][value="no"])').click()
    expect(page.locator(".cl-chosen")).to_have_count(3)
    assert total(page) < promised
    page.get_by_role("button", name="创新理论：不计入").click()
    expect(page.locator("#cl-find-status")).to_contain_text(f"找到 {promised} 门")
    page.go_back()
    page.go_back()
    expect(page.locator("#cl-find-status")).to_contain_text(f"找到 {promised} 门")
    page.go_back()
    expect(page.locator("#cl-find-status")).to_contain_text(f"找到 {everything} 门")
    assert not page.locator('input[value="institutions-health"]').is_checked()


def test_further_filters_are_read_when_unfolded(page: Page) -> None:
    """Method, level and lecturer get their choices and numbers when their group is opened."""
    for name in ("method", "level", "lecturer"):
        group = page.locator(f'details[data-facet="{name}"]')
        group.locator("summary").first.click()
        expect(group.locator(".cl-facet__choice:visible").first).to_be_visible()
        expect(group.locator(".cl-facet__count").first).not_to_be_empty()
    lecture = page.locator('.cl-facet__choice:has(input[value="case-discussion"])')
    promised = lecture.locator(".cl-facet__count").inner_text()
    lecture.click()
    expect(page.locator("#cl-find-status")).to_contain_text(f"找到 {promised} 门")


def test_pages_and_sorting(page: Page) -> None:
    """Pages hold different courses, their links lead there in a new window too; sorting by hours puts short ones first."""
    first = titles(page)
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("#cl-find-status")).to_contain_text("第 2 页")
    assert not set(first) & set(titles(page))
    assert page.url.endswith("?page=2")
    page.locator("#cl-find-sort").select_option("hours")
    expect(page.locator("#cl-find-status")).to_contain_text("第 1 页")
    page.wait_for_timeout(100)
    hours = [float(t.split()[0]) for t in page.locator(".cl-result .cl-chip--hours").all_inner_texts()]
    assert hours == sorted(hours)


@pytest.mark.parametrize("query", [
    "?q=%E5%85%9A&sector=rural&theory=no&min=2.5&max=4&sort=hours&page=2", "#?q=%E5%85%9A&method=lecture", "?lecturer=sample-rural-expert",
])
def test_a_shared_address_gives_the_same_in_a_fresh_browser(query: str, browser: Browser, shipped_site: Path) -> None:
    """Whatever stands in an address is asked again by whoever opens it, further filters included."""
    seen = []
    for _ in range(2):
        with opened(browser, shipped_site) as page:
            ask(page, shipped_site, query)
            seen.append((total(page), titles(page), page.locator(".cl-chosen").all_inner_texts()))
    assert seen[0] == seen[1]
    assert seen[0][0] > 0
    assert seen[0][2]


@pytest.mark.parametrize("query", [
    "?q=%E0%A4%A", "?page=99999&q=%E5%85%9A", "?sector=moon", "?min=abc&theory=perhaps&sort=%3Cb%3E", "?q=" + "%20" * 50, "?x",
])
def test_addresses_that_make_no_sense(query: str, browser: Browser, shipped_site: Path) -> None:
    """A damaged address is answered as far as it makes sense, without an error."""
    with opened(browser, shipped_site) as page:
        ask(page, shipped_site, query)


def test_what_few_queries_need_is_loaded_when_one_does(page: Page, shipped_site: Path) -> None:
    """A plain query loads no script; one with figures or marks loads one, once, and is understood."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    ask(page, shipped_site, "?q=%E9%98%B2%E6%B1%9B")
    assert not [url for url in loaded if "/later-" in url]
    type_in(page, "20大报告")
    assert titles(page)[0] == "党的二十大报告精读"
    type_in(page, "防汛 -突击队")
    assert "防汛避险与灾后恢复：党员突击队实训" not in titles(page)
    assert len([url for url in loaded if "/later-" in url]) == 1


def test_nothing_found_offers_a_way_on(page: Page) -> None:
    """An empty answer says what would give one, and does it on a click."""
    type_in(page, "医德")
    page.get_by_role("button", name=re.compile("显示更多")).first.click()
    page.locator('.cl-facet__choice:has(input[value="emerging-economic"])').click()
    page.get_by_label("最少多少学时").select_option("6")
    expect(page.locator("#cl-find-empty")).to_contain_text("去掉全部条件")
    page.get_by_role("button", name=re.compile("去掉全部条件")).click()
    expect(page.locator(".cl-result").first).to_be_visible()


def test_a_back_off_is_told(page: Page) -> None:
    """When no course has all words the nearest are given, and said so."""
    type_in(page, "农村 量子纠缠")
    expect(page.locator("#cl-find-note")).to_contain_text("没有课程同时有全部检索词")
    assert total(page) > 0


def test_what_was_probably_meant_is_a_click_away(page: Page) -> None:
    """A slip of the same sound is asked about; taking it up asks for that, and the question is gone."""
    type_in(page, "防讯")
    hints = page.locator("#cl-find-hints")
    expect(hints).to_have_text("您是不是要找“防汛”？")
    hints.get_by_role("button").click()
    expect(page.locator("#cl-find-q")).to_have_value("防汛")
    expect(hints).to_be_hidden()
    assert total(page) > 0


def test_words_become_filters_on_a_click(page: Page) -> None:
    """Words that name filters are offered as such with their number; the query stays until one is taken."""
    type_in(page, "2-4学时 线上")
    offer = page.locator("#cl-find-hints").get_by_role("button").first
    expect(offer).to_contain_text("按“2-4学时”和“线上”筛选（")
    expect(page.locator("#cl-find-q")).to_have_value("2-4学时 线上")
    number = int(re.findall(r"（(\d+) 门）", offer.inner_text())[0])
    offer.click()
    expect(page.locator("#cl-find-chips")).to_contain_text("视频集中培训")
    expect(page.locator("#cl-find-q")).to_have_value("")
    assert total(page) == number


def test_the_box_in_every_header(browser: Browser, shipped_site: Path) -> None:
    """From a course page the slash leads to the box, and Enter to the results."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/courses/rural-qianwan-experience.html")
        page.keyboard.press("/")
        page.keyboard.type("防汛")
        page.keyboard.press("Enter")
        expect(page.locator("#cl-find-status")).to_contain_text("找到")
        expect(page.locator("#cl-find-q")).to_have_value("防汛")
        page.go_back()
        expect(page.locator("h1")).to_contain_text("千万工程")


def test_by_keyboard_alone(browser: Browser, shipped_site: Path) -> None:
    """Search, filter, sort, turn the page, open a course: all without a mouse."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 900}) as page:
        ask(page, shipped_site, "")
        page.keyboard.press("/")
        page.keyboard.type("党")
        page.keyboard.press("Enter")
        page.wait_for_function("() => CourseLib.modules.catalogue_state.current().q === '党'")
        found = total(page)
        # The button, the way to the results, the first group and in it the fourth sector.
        for _ in range(7):
            page.keyboard.press("Tab")
        page.keyboard.press("Space")
        expect(page.locator(".cl-chosen").first).to_be_visible()
        assert total(page) < found
        page.locator("#cl-find-sort").focus()
        page.keyboard.press("ArrowDown")
        page.locator("#cl-find-pages a").last.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#cl-find-status")).to_contain_text("第 2 页")
        assert page.evaluate("document.activeElement.id") == "cl-find-heading"
        page.locator(".cl-result h3 a").first.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/courses/"))


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(width: int, scheme: str, browser: Browser, shipped_site: Path) -> None:
    """With results, with all filters unfolded, and with nothing found."""
    with opened(browser, shipped_site, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        for query in ("?q=%E5%85%9A%E5%91%98", "?sector=rural&q=%E5%86%9C%E6%9D%91", "?q=%E9%87%8F%E5%AD%90%E7%BA%A0%E7%BC%A0"):
            ask(page, shipped_site, query)
            if width == 360:
                page.locator("#cl-find-toggle").click()
            page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
            page.wait_for_timeout(300)
            found = Axe().run(page, options=RULES)
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_without_scripts_the_list_serves(browser: Browser, shipped_site: Path) -> None:
    """All courses stand in the page, under their sectors; the first of them also as results."""
    with opened(browser, shipped_site, java_script_enabled=False) as page:
        page.goto(f"{shipped_site.as_uri()}/catalogue.html")
        expect(page.locator("#cl-find-static")).to_be_visible()
        links = page.locator("#cl-find-static .cl-links a")
        assert links.count() == len(list((shipped_site / "courses").glob("*.html")))
        links.last.click()
        expect(page).to_have_url(re.compile("/courses/"))


@pytest.mark.parametrize(("family", "damage", "said"), [
    ("boot.js", None, "没有读到"), ("boot.js", "CourseLib.put('boot','!!!');", "坏了"), ("p", None, "没有读到"), ("c", None, "没有读到"),
    ("p", "", "坏了"), ("boot.js", "syntax error(", "坏了"),
])
def test_a_missing_or_damaged_file(
    family: str, damage: str | None, said: str, browser: Browser, small_site: Path, tmp_path: Path
) -> None:
    """The page names the file, says what to do, and shows the list; it never claims that nothing was found."""
    site = tmp_path / "site"
    shutil.copytree(small_site, site)
    place = site / "search" / family
    for file in [place] if place.is_file() else list(place.rglob("*.js")):
        if damage is None:
            file.unlink()
        else:
            file.write_text(damage)
    with opened(browser, site, lossy=True) as page:
        page.goto(f"{site.as_uri()}/catalogue.html?q=%E5%86%9C%E6%9D%91")
        expect(page.locator("#cl-find-error")).to_contain_text(said)
        expect(page.locator("#cl-find-error")).to_contain_text(re.compile(r"search/[a-z0-9/]+\.js"))
        expect(page.locator("#cl-find-static")).to_be_visible()
        assert "找到 0" not in page.locator("body").inner_text()


def test_hostile_titles_are_text(browser: Browser, tmp_path: Path) -> None:
    """Markup, quotes, templates, emoji and directions in titles and summaries show as they were written."""
    content = write_small(tmp_path)
    for number, title in enumerate(HOSTILE):
        quoted = title.replace("'", "''").replace("\u202b", "")
        put(content, f"courses/rural/hostile-{number}.md", course(f"'{quoted}'", more=f"summary: '{quoted}'"))
    site = tmp_path / "site"
    build_site(content, site)
    with opened(browser, site) as page:
        ask(page, site, "")
        shown = set(titles(page))
        assert {t.replace("\u202b", "") for t in HOSTILE} <= shown
        type_in(page, "script img 双引号")
        assert page.evaluate("window.hacked") is None
        assert page.locator(".cl-result img").count() == 0


def test_what_is_typed_before_the_library_is_there_is_asked_for(browser: Browser, shipped_site: Path) -> None:
    """On a slow disk a reader types first: nothing of it is lost."""
    with opened(browser, shipped_site) as page:
        held: list[Route] = []
        page.route("**/search/boot*", lambda route: held.append(route))  # noqa: PLW0108 - a method of a list takes no marks
        page.goto(f"{shipped_site.as_uri()}/catalogue.html", wait_until="commit")
        page.locator(".cl-find--on").wait_for()
        page.locator("#cl-find-q").fill("防汛")
        for route in held:
            route.continue_()
        expect(page.locator("#cl-find-q")).to_have_value("防汛")
        expect(page.locator("#cl-find-status")).not_to_contain_text("218")
        expect(page.locator(".cl-result").first).to_contain_text("防汛")


def test_turning_a_page_leaves_the_keyboard_to_who_types(page: Page) -> None:
    """It goes to the results, but not from the box that the reader has gone to meanwhile."""
    turn = "document.querySelector('#cl-find-pages a').click()"
    page.evaluate(turn)
    expect(page.locator("#cl-find-heading")).to_be_focused()
    page.evaluate(f"{turn}; document.getElementById('cl-find-q').focus()")
    expect(page.locator("#cl-find-status")).to_contain_text("第 1 页")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.id") == "cl-find-q"
