"""What comes with the catalogue's results: the sentence that says why, and what is done with all of them."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from ..support.browser import opened
from ..support.firefox import firefox, running
from ..support.library import course, put, write_small
from ..support.needs import needed
from ..support.sites import build_site
from .test_catalogue import ask, titles, total
from .test_pages import _RULES as RULES

pytestmark = pytest.mark.browser
ATOM = "{http://www.w3.org/2005/Atom}"
WHY = ".cl-result__why"
HOSTILE = (
    "`量水尺<img src=x onerror=window.hacked=1>要校准`", "`量水尺</script><script>window.hacked=1</script>`", "量水尺{{7*7}}⟦= 1 =⟧",
    "量水尺&lt;b&gt;粗&lt;/b&gt;", "量水尺\\<svg onload=window.hacked=1\\>",
)


@pytest.fixture
def page(browser: Browser, shipped_site: Path) -> Iterator[Page]:
    """A page that may only read the shipped site."""
    with opened(browser, shipped_site, viewport={"width": 1280, "height": 900}) as page:
        page.add_init_script("window.print = () => { window.printed = document.querySelector('.cl-printed').innerText; };")
        yield page


def loads(page: Page) -> list[str]:
    """Return a list that fills with the site paths of what the page loads."""
    found: list[str] = []
    page.on("request", lambda request: found.append(re.sub(r".*?/(?=texts/|assets/|search/)", "", request.url)))
    return found


def do(page: Page, action: str) -> None:
    """Press one of the buttons beside the count, and wait for what it says."""
    page.locator("#cl-find-take").get_by_role("button", name=action).click()
    expect(page.locator("#cl-find-told")).to_be_visible()


def test_the_sentence_is_shown_with_the_word_marked(page: Page, shipped_site: Path) -> None:
    """Every hit of a word in the body shows it; texts are loaded once results stand, a few files, none twice."""
    seen = loads(page)
    held: list[Route] = []
    page.route("**/texts/**", lambda route: held.append(route))  # noqa: PLW0108 - a built-in cannot be a handler
    # The results stand while no text has come.
    ask(page, shipped_site, f"?q={quote('税')}")
    page.unroute("**/texts/**")
    for route in held:
        route.continue_()
    expect(page.locator(WHY)).to_have_count(total(page))
    assert set(page.locator(f"{WHY} mark").all_inner_texts()) == {"税"}
    texts = [path for path in seen if path.startswith("texts/")]
    assert 0 < len(texts) <= 10
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("after", ["防汛避险", "防讯避险泥石流", "税"])
def test_a_late_script_tells_of_the_results_that_stand(after: str, page: Page, shipped_site: Path) -> None:
    """Whoever types on before the script is there sees no error, and no other course's sentence beside a result."""
    held: list[Route] = []
    page.route("**/catalogue-why-*.js", lambda route: held.append(route))  # noqa: PLW0108 - a built-in cannot be a handler
    ask(page, shipped_site, f"?q={quote('水')}")
    page.wait_for_timeout(400)
    assert held
    page.locator("#cl-find-q").fill(after)
    page.wait_for_function("q => document.title.startsWith(q)", arg=after)
    many = page.locator(".cl-result").count()
    held.pop().fallback()
    page.wait_for_timeout(700)
    assert page.locator(".cl-result").count() == many
    whys = page.locator(WHY).all_inner_texts()
    page.unroute_all()
    ask(page, shipped_site, f"?q={quote(after)}")
    page.wait_for_timeout(700)
    assert whys == page.locator(WHY).all_inner_texts()


def test_what_is_in_view_needs_no_text(page: Page, shipped_site: Path) -> None:
    """A word of titles loads neither texts nor the script that reads them; nor does browsing."""
    for query in ("", f"?q={quote('防汛避险')}"):
        seen = loads(page)
        ask(page, shipped_site, query)
        page.wait_for_timeout(700)
        assert not [path for path in seen if "texts/" in path or "-why" in path]
        expect(page.locator(WHY)).to_have_count(0)


def test_no_more_than_ten_files_before_the_reader_scrolls(page: Page, shipped_site: Path) -> None:
    """Of twenty results those in view come first, the others when the reader comes to them."""
    page.set_viewport_size({"width": 1280, "height": 4000})
    seen = loads(page)
    ask(page, shipped_site, f"?q={quote('可以')}")
    page.wait_for_timeout(900)
    first = len([path for path in seen if path.startswith("texts/")])
    assert 0 < first <= 10
    page.set_viewport_size({"width": 1280, "height": 900})
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(500)
    assert page.locator(WHY).count() > 0


@pytest.mark.parametrize(("query", "marked"), [("nongcun", "农村"), ("義工", "志愿"), ("義工", "义工")])
def test_what_led_to_a_hit_otherwise_is_marked_too(query: str, marked: str, page: Page, shipped_site: Path) -> None:
    """Pinyin, traditional characters, and words that mean the same."""
    ask(page, shipped_site, f"?q={quote(query)}")
    page.wait_for_timeout(900)
    assert total(page) > 0
    found = page.locator("#cl-find-list mark").all_inner_texts()
    assert any(marked in mark for mark in found) or marked == "义工", found
    assert found


def test_a_missing_text_changes_nothing_else(browser: Browser, small_site: Path, tmp_path: Path) -> None:
    """Without the files of texts results stand as they are, and no error is shown."""
    site = tmp_path / "site"
    shutil.copytree(small_site, site)
    shutil.rmtree(site / "texts")
    with opened(browser, site, lossy=True) as page:
        page.goto(f"{site.as_uri()}/catalogue.html?q={quote('要点')}")
        expect(page.locator("#cl-find-status")).to_contain_text("找到")
        page.wait_for_timeout(700)
        assert page.locator(".cl-result").count() > 0
        expect(page.locator(WHY)).to_have_count(0)
        expect(page.locator("#cl-find-error")).to_be_hidden()


def test_hostile_bodies_are_text(browser: Browser, tmp_path: Path) -> None:
    """Markup in bodies, titles and summaries is shown, printed and exported as it was written."""
    content = write_small(tmp_path)
    for number, text in enumerate(HOSTILE):
        put(content, f"courses/rural/hostile-{number}.md", course(f"课程{number}", body=f"\n{text}\n"))
    put(content, "courses/rural/formula.md", course("'=HYPERLINK(\"http://a\")'", more="summary: '量水尺 =1+1'"))
    site = tmp_path / "site"
    build_site(content, site)
    with opened(browser, site, viewport={"width": 1280, "height": 3000}) as page:
        page.add_init_script("window.print = () => { window.printed = document.querySelector('.cl-printed').innerText; };")
        ask(page, site, f"?q={quote('量水尺')}")
        expect(page.locator(WHY)).to_have_count(len(HOSTILE))
        text = "\n".join(page.locator(WHY).all_inner_texts())
        for kept in ("{{7*7}}⟦= 1 =⟧", "<b>粗</b>", "<svg onload=window.hacked=1>"):
            assert kept in text, text
        assert page.locator("#cl-find-list").locator("img, script, svg").count() == 0
        do(page, "打印")
        assert '=HYPERLINK("http://a")' in page.evaluate("window.printed")
        sheet = exported(page)
        formula = next(row for row in sheet.iter_rows(min_row=6) if str(row[1].value).startswith("=HYPERLINK"))
        assert [formula[1].data_type, formula[7].value] == ["s", "量水尺 =1+1"]
        assert page.evaluate("window.hacked") is None


def exported(page: Page) -> openpyxl.worksheet.worksheet.Worksheet:
    """Return the sheet that the page hands out."""
    with page.expect_download() as download:
        page.locator("#cl-find-take").get_by_role("button", name="导出 Excel").click()
    assert re.fullmatch(r"课程清单-\d{4}-\d\d-\d\d\.xlsx", download.value.suggested_filename)
    return openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active


def test_a_workbook_of_all_results(page: Page, shipped_site: Path) -> None:
    """All hits of all pages in their order, hours as numbers, with what was asked for and when; its library is loaded on the click."""
    seen = loads(page)
    ask(page, shipped_site, f"?q={quote('党')}&sector=rural&theory=yes&sort=hours")
    first = titles(page)
    assert not [path for path in seen if "write-excel" in path or "-taking" in path]
    sheet = exported(page)
    rows = list(sheet.iter_rows(min_row=6, values_only=True))
    assert len(rows) == total(page)
    assert [row[1] for row in rows][: len(first)] == first
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)
    assert {row[3] for row in rows} == {"是"}
    assert sheet["A2"].value == "检索词：党"
    assert "农村党员" in sheet["A3"].value
    assert re.search(rf"导出日期：\d{{4}}-\d\d-\d\d　共 {len(rows)} 门", sheet["A4"].value)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C6", "$1:$5")


def test_a_printed_list_of_all_results(page: Page, shipped_site: Path) -> None:
    """The button prints all pages' hits as a table with query, filters and date; the page itself comes back."""
    ask(page, shipped_site, f"?q={quote('党')}&theory=no")
    found = total(page)
    assert found > 20
    do(page, "打印")
    printed = page.evaluate("window.printed")
    assert "检索词：党" in printed
    assert "创新理论：不计入" in printed
    assert re.search(rf"打印日期：\d{{4}}-\d\d-\d\d　共 {found} 门", printed)
    assert page.locator(".cl-printed tbody tr").count() == found
    page.emulate_media(media="print")
    expect(page.locator(".cl-printed table")).to_be_visible()
    expect(page.locator(".cl-header")).to_be_hidden()
    expect(page.locator("#cl-find-list")).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".cl-printed")).to_have_count(0)
    # Printed by the browser's own menu, the page says that it is only a part.
    expect(page.locator(".cl-take__paper")).to_contain_text(f"要印全部 {found} 门")
    expect(page.locator("#cl-find-take").get_by_role("button").first).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.locator("#cl-find-list")).to_be_visible()
    expect(page.locator(".cl-take__paper")).to_be_hidden()


def test_more_than_a_bound_is_cut_with_a_word(page: Page, shipped_site: Path) -> None:
    """A list that is cut says so; too many are not put into a plan at all."""
    page.route("**/catalogue-taking-*.js", lambda route: route.fulfill(
        body=Path(unquote(route.request.url.removeprefix("file://"))).read_text("utf-8").replace("=500;", "=30;"), content_type="text/javascript"))
    ask(page, shipped_site, "")
    do(page, "打印")
    printed = page.evaluate("window.printed")
    assert f"一共 {total(page)} 门，这里只有前 30 门" in printed
    assert page.locator(".cl-printed tbody tr").count() == 30
    do(page, "全部放进计划")
    expect(page.locator("#cl-find-told")).to_contain_text("一次最多放 200 门")


def test_all_into_a_plan(page: Page, shipped_site: Path) -> None:
    """What is put in, what was there already and what is planned is told; it can be taken back, and the planner has it."""
    ask(page, shipped_site, f"?q={quote('防汛')}")
    found = total(page)
    assert found > 1
    page.locator(".cl-result").first.get_by_role("button", name="加入培训计划").click()
    do(page, "全部放进计划")
    told = page.locator("#cl-find-told")
    expect(told).to_contain_text(f"放进了 {found - 1} 门")
    expect(told).to_contain_text("早已选了、等着安排的 1 门")
    expect(page.locator("[data-cl-chosen] b")).to_have_text(str(found))
    assert page.evaluate("document.activeElement.textContent").startswith("打开“编计划”")
    told.get_by_role("button", name="取消这次加入").click()
    expect(page.locator("[data-cl-chosen] b")).to_have_text("1")
    do(page, "全部放进计划")
    told.get_by_role("link").click()
    expect(page.locator("#cl-pl-tray")).to_contain_text(f"{found} 门")
    page.go_back()
    ask(page, shipped_site, f"?q={quote('防汛')}")
    do(page, "全部放进计划")
    expect(told).to_contain_text("没有新放进的")


def test_a_link_asks_the_same_again(page: Page, shipped_site: Path) -> None:
    """The link has query, filters and order, but no page; opened anew it gives the same."""
    ask(page, shipped_site, f"?q={quote('党')}&theory=no&min=2.5&max=4&sort=hours&page=2")
    found = total(page)
    do(page, "复制链接")
    link = page.locator("#cl-take-link").input_value()
    assert link.startswith(f"{shipped_site.as_uri()}/catalogue.html?")
    assert "page=" not in link
    expect(page.locator("#cl-find-told")).to_contain_text("只有在同一位置放着本站的电脑上才打得开")
    page.goto(link)
    expect(page.locator("#cl-find-status")).to_contain_text("第 1 页")
    assert total(page) == found


@pytest.mark.parametrize(("query", "feed"), [
    ("", "feed.xml"), ("?sector=rural", "sectors/rural.xml"), ("?topic=rural-qianwan&sort=hours&page=1", "topics/rural-qianwan.xml"),
    ("?sector=rural&sector=urban", ""), ("?sector=rural&theory=yes", ""), ("?sector=all", ""), ("?task=theory", ""), ("?q=a&sector=rural", ""),
])
def test_a_feed_where_there_is_one(query: str, feed: str, page: Page, shipped_site: Path) -> None:
    """The whole, one sector, one topic can be followed; a query or several filters cannot."""
    ask(page, shipped_site, query)
    link = page.locator("#cl-find-take").get_by_role("link", name="订阅")
    assert (link.get_attribute("href") if link.count() else "") == feed
    if feed:
        root = ElementTree.fromstring((shipped_site / feed).read_bytes())  # noqa: S314 - our own text
        entries = {entry.findtext(f"{ATOM}id"): entry.find(f"{ATOM}link") for entry in root.iter(f"{ATOM}entry")}
        whole = ElementTree.fromstring((shipped_site / "feed.xml").read_bytes())  # noqa: S314 - our own text
        assert entries
        for link in entries.values():
            assert link is not None
            assert ((shipped_site / feed).parent / link.attrib["href"]).resolve().is_file()
        assert (root.findtext(f"{ATOM}id") == whole.findtext(f"{ATOM}id")) == (feed == "feed.xml")
        rows = json.loads((shipped_site / "data" / "v1" / "courses.json").read_text("utf-8"))
        assert rows


@pytest.mark.parametrize(("address", "feed"), [("sectors/institutions.html", "institutions.xml"), ("topics/rural-qianwan.html", "rural-qianwan.xml")])
def test_pages_name_their_feed(address: str, feed: str, page: Page, shipped_site: Path) -> None:
    """For readers and for their programs."""
    page.goto(f"{shipped_site.as_uri()}/{address}")
    expect(page.get_by_role("link", name="订阅")).to_have_attribute("href", feed)
    assert page.locator(f'link[rel=alternate][href="{feed}"]').count() == 1


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(width: int, scheme: str, browser: Browser, shipped_site: Path) -> None:
    """With sentences beside results, and with each thing that the buttons say."""
    with opened(browser, shipped_site, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        ask(page, shipped_site, f"?q={quote('税')}")
        expect(page.locator(WHY).first).to_be_visible()
        for action in ("复制链接", "全部放进计划"):
            do(page, action)
            found = Axe().run(page, options=RULES)
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_in_firefox(tmp_path: Path, shipped_site: Path) -> None:
    """Sentence, workbook, plan and link over ``file://``, under the policy."""
    program = needed(firefox(), "Firefox")
    with running(program, tmp_path / "profile") as tab:
        tab.inside = (f"{shipped_site.as_uri()}/",)
        tab.open(f"{shipped_site.as_uri()}/catalogue.html?q={quote('税')}")
        tab.until("document.querySelectorAll('.cl-result__why mark').length > 0")
        for number, said in ((3, "已复制"), (2, "放进了"), (1, "已下载")):
            tab.evaluate(f"document.querySelectorAll('#cl-find-take button')[{number}].click()")
            tab.until(f"document.getElementById('cl-find-told').textContent.includes('{said}')"
                      + (" || document.getElementById('cl-find-told').textContent.includes('Ctrl+C')" if number == 3 else ""))
        assert tab.trouble == []
