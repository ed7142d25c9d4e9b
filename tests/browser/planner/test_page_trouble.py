"""What is damaged, foreign or refused: a plain message, and the plan stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ...support.browser import opened
from .composer import find, open_file, open_planner, plan, rows, start_empty, start_ready

pytestmark = pytest.mark.browser
_HEAD = b"title: x\nsector: rural\nrole: member\nstart: 2024\n"
FILES = {
    "empty.yml": (b"", "这不是课程方案文件"),
    "course.md": (b"---\ntitle: \xe8\xaf\xbe\n---\n", "没有打开"),
    "broken.yml": (_HEAD + b"items: [{course: a, year: 2024\n", "文件读不懂"),
    "fields.yml": (b"title: x\nrole: king\nstart: soon\nitems: none\n", "缺少必填字段 sector"),
    "tag.yml": (_HEAD + b"items: !!python/object:os.system []\n", "文件读不懂"),
    "picture.png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "读不出来的字符"),
    "latin.yml": (b"title: \xc5\xa9\xb4\xe5\n", "读不出来的字符"),
    "large.yml": (b"# " + b"x" * 1_200_000, "超过 1 MB"),
}
LINKS = {
    "#plan=": None,
    "#plan=hello": "没有课程方案",
    "#plan=1.00000000.AAAA": "不完整或有损坏",
    "#plan=9.00000000.AAAA": "另一版本",
    "#plan=<img src=x onerror=alert(1)>": "没有课程方案",
    "#add=nothing,../x": "2 门课本站没有",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_plan(name: str, browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """The page says in plain words what is wrong with the file, and neither the plan nor its past changes."""
    data, message = FILES[name]
    file = tmp_path / name
    file.write_bytes(data)
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        before = plan(page)
        said = open_file(page, file)
        assert message in said
        assert "现在的计划没有动" in said
        assert plan(page) == before
        assert page.get_attribute("#cl-pl-undo", "aria-disabled") == "true"


@pytest.mark.parametrize("fragment", LINKS)
def test_a_link_that_is_no_plan(fragment: str, browser: Browser, shipped_site: Path) -> None:
    """A damaged or foreign link is told, and the draft is what it was."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        before = plan(page)
        page.goto("about:blank")
        open_planner(page, shipped_site, fragment)
        assert plan(page) == before
        assert (LINKS[fragment] or "已接着上次编") in page.inner_text("#cl-pl-notice")
        assert page.locator("#cl-pl-notice img").count() == 0


def test_a_cut_link(browser: Browser, shipped_site: Path) -> None:
    """A link that lost its end, as mail programs cut them, opens nothing."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        page.click("#cl-pl-take-share")
        link = page.input_value("#cl-pl-link-text")
    with opened(browser, shipped_site) as page:
        page.goto(link[:-7])
        page.locator("#cl-pl-app").wait_for(state="visible")
        assert "不完整或有损坏" in page.inner_text("#cl-pl-notice")
        assert page.locator("#cl-pl-editor").is_hidden()


@pytest.mark.parametrize("draft", ["{", "[]", "null", '{"title":1}', '{"sector":"rural","items":[{"course":"a\\nb"}]}'])
def test_a_damaged_draft_does_no_harm(draft: str, browser: Browser, shipped_site: Path) -> None:
    """A plan that an older version kept and that cannot be read is none, and stays where it is."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.evaluate("draft => localStorage.setItem('courselib.plan', draft)", draft)
        open_planner(page, shipped_site)
        assert page.locator("#cl-pl-editor").is_hidden()
        start_empty(page)
        assert plan(page)["title"] == "农村党员培训计划（2024—2028年）"


def test_without_storage(browser: Browser, shipped_site: Path) -> None:
    """Where the browser refuses storage the page works, says what lasts, and takes chosen courses from the address."""
    with opened(browser, shipped_site) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
        page.on("dialog", lambda dialog: dialog.accept())
        open_planner(page, shipped_site, "#add=rural-flood-response")
        assert "不让网页存东西" in page.inner_text("#cl-pl-privacy")
        start_empty(page)
        page.locator("#cl-pl-tray").get_by_role("button", name="加入").click()
        assert rows(page, 2024) == ["防汛避险与灾后恢复：党员突击队实训"]
        assert page.locator("#cl-pl-tray").is_hidden()


def test_a_search_file_that_is_missing(browser: Browser, shipped_site: Path) -> None:
    """When a file of the search cannot be read, the page says so, not that there is no course; the plan works on."""
    with opened(browser, shipped_site, lossy=True) as page:
        page.route("**/search/boot.js*", lambda route: route.abort())
        open_planner(page, shipped_site)
        start_empty(page)
        page.get_by_text("检索要用的文件没有读到").wait_for()
        page.click("#cl-pl-suggest")
        page.get_by_role("button", name="全部采纳", exact=True).click()
        assert len(rows(page, 2024)) > 3


def test_data_that_is_missing(browser: Browser, shipped_site: Path) -> None:
    """When the planner's own data cannot be read, the page says which file, and leaves the ways to the ready curricula."""
    with opened(browser, shipped_site, lossy=True) as page:
        page.route(f"{shipped_site.as_uri()}/planner/data.js", lambda route: route.abort())
        page.goto(f"{shipped_site.as_uri()}/planner.html")
        page.get_by_text("要用的文件没有读到：planner/data.js").wait_for()
        assert page.locator("#cl-pl-static a").first.is_visible()


def test_hostile_texts_stay_texts(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Markup in a plan's texts is shown as text, on the page and on paper."""
    text = "<img src=x onerror=alert(1)>"
    file = tmp_path / "own.yml"
    file.write_text(f"title: '{text}'\nsector: '{text}'\nrole: member\nstart: 2024\nthemes:\n- {{year: 2030, title: '{text}'}}\n"
                    f"items:\n- {{course: nothing, year: 2024}}\nnotes: '{text}'\n", encoding="utf-8")
    with opened(browser, shipped_site) as page:
        page.on("dialog", lambda dialog: dialog.dismiss())
        open_planner(page, shipped_site)
        open_file(page, file)
        page.click("#cl-pl-tab-check")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#main img").count() == 0
        assert page.inner_text("#cl-pl-faults").count("领域") == 1
        assert find(page, "防汛", "防汛避险与灾后恢复：党员突击队实训").is_visible()


def test_a_plan_with_very_many_faults(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """A file with two thousand faulty items opens; ways out beyond the first are offered when they are asked for, and work."""
    file = tmp_path / "many.yml"
    items = "".join(f"- {{course: {'rural-flood-response' if n % 2 else f'no-such-{n}'}, year: {2024 + n % 5}}}\n" for n in range(2000))
    file.write_bytes(_HEAD + b"items:\n" + items.encode())
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        assert "已打开" in open_file(page, file)
        asks = page.locator(".cl-pl-fault > .cl-linklike")
        assert asks.count() > 1900
        page.locator(".cl-pl-item").first.locator("[data-control='remove']").click()
        asks.last.click()
        before = len(plan(page)["items"])
        page.locator(".cl-pl-fixes button").last.click()
        assert len(plan(page)["items"]) == before - 1
