"""A plan that another takes the place of is kept by its name, and the page says no more than the browser did."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ...support.browser import opened
from .composer import open_planner, plan, start_empty, start_ready, unfold

pytestmark = pytest.mark.browser
PLACE = "#cl-pl-way-replaced"
REFUSED = """key => { const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, text) { if (name === key) { throw new Error('full'); }
    return set.call(this, name, text); }; }"""


def rename(page: Page, title: str) -> None:
    """Change the plan, as anybody would."""
    page.fill("#cl-pl-title", title)
    page.press("#cl-pl-title", "Tab")
    page.wait_for_function("title => (localStorage.getItem('courselib.plan') || '').includes(title)", arg=title)


def offered(page: Page) -> list[str]:
    """Return the names of the plans that can be taken back."""
    hidden = page.locator(PLACE).get_attribute("hidden") is not None
    return [] if hidden else page.locator("#cl-pl-replaced option").all_text_contents()


def test_a_replaced_plan_outlives_edits_and_reloads(browser: Browser, shipped_site: Path) -> None:
    """Replaced, the new one edited, the page loaded anew: the old plan is offered by name and comes back whole."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        rename(page, "花了三天的计划")
        mine = plan(page)
        assert offered(page) == []
        start_ready(page, "rural-member")
        said = page.inner_text("#cl-pl-notice")
        assert "《花了三天的计划》已存到这个浏览器里" in said
        rename(page, "第二份")
        second = plan(page)
        page.reload()
        page.locator("#cl-pl-editor").wait_for(state="visible")
        assert plan(page)["title"] == "第二份"
        unfold(page)
        assert [name.split("》")[0] for name in offered(page)] == ["《花了三天的计划"]
        assert f"{len(mine['items'])} 门课" in offered(page)[0]
        page.click("#cl-pl-replaced-take")
        assert plan(page) == mine
        assert page.locator("#cl-pl-start").get_attribute("open") is None
        rename(page, "花了三天的计划，改了")
        page.reload()
        page.locator("#cl-pl-editor").wait_for(state="visible")
        unfold(page)
        assert [name.split("》")[0] for name in offered(page)] == ["《第二份", "《花了三天的计划"]
        page.click("#cl-pl-replaced-take")
        assert plan(page) == second


@pytest.mark.parametrize("way", ["empty", "file", "link"])
def test_whatever_replaces_it(way: str, browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """From nothing, by a file, by a link: the draft that stood there is kept."""
    file = tmp_path / "other.yml"
    file.write_text("title: 别的\nsector: urban\nrole: member\nstart: 2024\nitems: []\n", encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        rename(page, "要留的")
        if way == "empty":
            start_empty(page)
        elif way == "file":
            page.set_input_files("#cl-pl-open", str(file))
        else:
            page.goto("about:blank")
            open_planner(page, shipped_site, "#start=urban-member")
        page.locator("#cl-pl-notice", has_text="已存到这个浏览器里").wait_for()
        rename(page, "新的")
        page.goto("about:blank")
        open_planner(page, shipped_site)
        assert plan(page)["title"] == "新的"
        assert [name.split("》")[0] for name in offered(page)] == ["《要留的"]


def test_where_the_browser_stores_nothing_it_is_said(browser: Browser, shipped_site: Path) -> None:
    """Refused or full, the page does not claim that the plan is safe, and undoing still brings it back."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.evaluate(REFUSED, "courselib.replaced")
        start_ready(page, "rural-secretary")
        mine = plan(page)
        start_empty(page)
        said = page.locator("#cl-pl-notice.cl-pl-notice--trouble")
        expect(said).to_contain_text("浏览器没有存下原来的")
        expect(said).to_contain_text("下载计划文件")
        assert "已存" not in said.inner_text()
        assert offered(page) == []
        page.get_by_role("button", name="撤销，回到原来的计划").click()
        assert plan(page) == mine


def test_the_last_twenty_are_kept(browser: Browser, shipped_site: Path) -> None:
    """The newest first, each plan once; where they have no room together, the oldest go."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        page.evaluate("""() => { const {app} = CourseLib.modules.planner_page_page.session, {replace} = CourseLib.modules.planner_page_replaced, plans = CourseLib.modules.rules_plans;
          for (let n = 1; n <= 25; n += 1) { replace(app, plans.head(app.plan(), {title: `第${n}份`}), '换', [], false); } }""")
        kept = page.evaluate("JSON.parse(localStorage.getItem('courselib.replaced')).map(e => e.plan.title)")
        assert kept == [f"第{n}份" for n in range(24, 4, -1)]
        page.evaluate("""() => { const set = Storage.prototype.setItem;
          Storage.prototype.setItem = function (key, text) {
            if (text.length > 3000) { throw new Error('full'); } return set.call(this, key, text); }; }""")
        page.evaluate("""() => { const {app} = CourseLib.modules.planner_page_page.session, {replace} = CourseLib.modules.planner_page_replaced, plans = CourseLib.modules.rules_plans;
          replace(app, plans.head(app.plan(), {title: '最后'}), '换', [], false); }""")
        kept = page.evaluate("JSON.parse(localStorage.getItem('courselib.replaced')).map(e => e.plan.title)")
        assert kept[0] == "第25份"
        assert 1 < len(kept) < 20
        assert "《第25份》已存" in page.inner_text("#cl-pl-notice")


def test_one_can_be_deleted_and_put_back(browser: Browser, shipped_site: Path) -> None:
    """On a shared computer nobody's plan has to stay."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        start_empty(page)
        unfold(page)
        before = offered(page)
        page.click("#cl-pl-replaced-drop")
        assert offered(page) == []
        assert page.evaluate("localStorage.getItem('courselib.replaced')") is None
        page.get_by_role("button", name="放回").click()
        assert offered(page) == before


@pytest.mark.parametrize("stored", ["{", "null", "[1, null, {}]", json.dumps([{"at": "x", "plan": {"title": "坏的", "items": []}}])])
def test_a_damaged_store_does_no_harm(stored: str, browser: Browser, shipped_site: Path) -> None:
    """What cannot be read is not offered, or told when it is chosen; the plan stays."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.evaluate("text => localStorage.setItem('courselib.replaced', text)", stored)
        open_planner(page, shipped_site)
        start_empty(page)
        before = plan(page)
        unfold(page)
        if offered(page):
            page.click("#cl-pl-replaced-take")
            assert "读不出来" in page.inner_text("#cl-pl-notice")
        assert plan(page) == before
