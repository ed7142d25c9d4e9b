"""The desk: several plans beside each other, none lost, and the page says no more than the browser did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ...support.browser import opened
from ...support.firefox import Firefox, firefox, running
from ...support.needs import needed
from .composer import download, open_file, open_planner, plan, start_empty, start_ready, stored

pytestmark = pytest.mark.browser
FULL = """() => { const set = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, text) { if (name.startsWith('courselib.plan.')) { throw new Error('full'); }
    return set.call(this, name, text); }; }"""
OTHER = "title: 别的\nsector: urban\nrole: member\nstart: 2024\nitems: []\n"


def rename(page: Page, title: str) -> None:
    """Change the plan, as anybody would."""
    page.fill("#cl-pl-title", title)
    page.press("#cl-pl-title", "Tab")


def desk(page: Page) -> list[str]:
    """Return the titles of the plans on the desk, which is unfolded."""
    if page.locator("#cl-pl-desk").get_attribute("open") is None:
        page.click("#cl-pl-desk > summary")
    return page.locator("#cl-pl-desk-list .cl-pl-item__title strong").all_inner_texts()


def press(page: Page, what: str, title: str) -> None:
    """Press a button of a plan on the desk."""
    desk(page)
    page.get_by_role("button", name=f"{what}：{title}", exact=True).click()


def test_two_units_beside_each_other(browser: Browser, shipped_site: Path) -> None:
    """Two units' plans: named, switched, each edited, the page loaded anew; both are whole, and a crash loses no change."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        rename(page, "甲村")
        press(page, "改名", "甲村")
        page.fill("#cl-pl-desk input[aria-label='单位']", "甲村党支部")
        page.get_by_role("button", name="存下名称").click()
        first = plan(page)
        start_ready(page, "urban-member")
        assert "原来的《甲村》在“我的计划”里" in page.inner_text("#cl-pl-notice")
        rename(page, "乙社区")
        second = plan(page)
        assert [entry["plan"] for entry in stored(page)] == [second, first]  # at once: no pause, no leaving of the page
        page.goto("about:blank")
        open_planner(page, shipped_site)
        assert plan(page) == second
        assert desk(page) == ["乙社区", "甲村"]
        assert "甲村党支部" in page.inner_text("#cl-pl-desk-list")
        press(page, "打开", "甲村")
        assert plan(page) == first
        rename(page, "甲村，改了")
        press(page, "打开", "乙社区")
        assert plan(page) == second
        press(page, "复制", "乙社区")
        assert sorted(desk(page)) == sorted(["乙社区（副本）", "甲村，改了", "乙社区"])


@pytest.mark.parametrize("way", ["empty", "file", "link"])
def test_whatever_replaces_it(way: str, browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """From nothing, by a file, by a link: the plan that was open stays an entry of its own."""
    file = tmp_path / "other.yml"
    file.write_text(OTHER, encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        rename(page, "要留的")
        mine = plan(page)
        if way == "empty":
            start_empty(page)
        elif way == "file":
            page.set_input_files("#cl-pl-open", str(file))
        else:
            page.goto("about:blank")
            open_planner(page, shipped_site, "#start=urban-member")
        page.locator("#cl-pl-notice", has_text="原来的《要留的》").wait_for()
        rename(page, "新的")
        page.goto("about:blank")
        open_planner(page, shipped_site)
        assert plan(page)["title"] == "新的"
        assert desk(page) == ["新的", "要留的"]
        press(page, "打开", "要留的")
        assert plan(page) == mine


def test_deleted_and_put_back(browser: Browser, shipped_site: Path) -> None:
    """On a shared computer nobody's plan has to stay; a slip is undone, for the open one too."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        mine = plan(page)
        press(page, "删除", mine["title"])
        assert stored(page) == []
        assert page.locator("#cl-pl-editor").is_hidden()
        page.get_by_role("button", name=f"放回：{mine['title']}").click()
        assert plan(page) == mine
        assert [entry["plan"] for entry in stored(page)] == [mine]


def test_two_windows(browser: Browser, shipped_site: Path) -> None:
    """A plan changed in another window is never written over: both versions stay, and the page offers the other."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        other = page.context.new_page()
        open_planner(other, shipped_site)
        rename(other, "那边改的")
        page.locator(".cl-pl-notice--trouble", has_text="在另一个窗口里改了").wait_for()
        rename(page, "这边改的")
        assert "那边的没有动" in page.inner_text("#cl-pl-notice")
        assert sorted(entry["plan"]["title"] for entry in stored(page)) == sorted(["那边改的", "这边改的"])
        page.get_by_role("button", name="看那边的").click()
        assert plan(page)["title"] == "那边改的"
        rename(other, "那边又改")
        page.get_by_role("button", name="换成新的").click()
        assert plan(page)["title"] == "那边又改"
        rename(page, "回到一处")
        assert len(stored(page)) == 2


def test_full_and_refused(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Where the browser does not take a plan the page says so, a download is a click away, and switching loses nothing meanwhile."""
    with opened(browser, shipped_site) as page:
        page.on("dialog", lambda dialog: dialog.accept())
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        page.evaluate(FULL)
        rename(page, "没存下的")
        said = page.locator("#cl-pl-notice.cl-pl-notice--trouble")
        expect(said).to_contain_text("浏览器没有存下")
        with page.expect_download() as coming:
            said.get_by_role("button", name="下载计划").click()
        coming.value.save_as(tmp_path / "kept.yml")
        assert "没存下的" in (tmp_path / "kept.yml").read_text(encoding="utf-8")
        mine = plan(page)
        start_empty(page)
        expect(said).to_contain_text("浏览器没有存下原来的《没存下的》")
        assert "没存下的" in desk(page)
        assert "没有存下，关掉本页就没有了" in page.inner_text("#cl-pl-desk-list")
        press(page, "打开", "没存下的")
        assert plan(page) == mine


def test_the_one_plan_of_the_version_before(browser: Browser, shipped_site: Path) -> None:
    """The draft and the replaced plans of the version before become entries, once."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        mine = plan(page)
        old = json.dumps([{"at": "2026-03-01T08:00:00.000Z", "plan": mine | {"title": "换下的"}}, {"at": 1}])
        page.evaluate("""([plan, rows]) => { localStorage.clear(); sessionStorage.clear(); localStorage.setItem('courselib.plan', plan);
          localStorage.setItem('courselib.replaced', rows); }""", [json.dumps(mine), old])
        for _ in range(2):
            open_planner(page, shipped_site)
            assert plan(page) == mine
            assert desk(page) == [mine["title"], "换下的"]
        assert page.evaluate("localStorage.getItem('courselib.plan')") is None
        assert json.loads(page.evaluate("localStorage.getItem('courselib.replaced')")) == [{"at": 1}]


def test_the_whole_desk_as_a_file(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Office and home: what goes on from a version replaces it, what was changed on both sides stays twice, older changes nothing."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        rename(page, "甲")
        start_ready(page, "urban-member")
        rename(page, "乙")
        desk(page)
        office = download(page, "#cl-pl-desk-save", tmp_path)
        office = office.rename(tmp_path / "office.json")
        before = {entry["id"]: entry["plan"] for entry in stored(page)}
        assert "一样的 2 份" in open_file(page, office)
        assert {entry["id"]: entry["plan"] for entry in stored(page)} == before
        with opened(browser, shipped_site) as home:
            open_planner(home, shipped_site)
            assert "新来 2 份" in open_file(home, office)
            press(home, "打开", "乙")
            rename(home, "乙，在家改")
            press(home, "打开", "甲")
            rename(home, "甲，在家改")
            desk(home)
            back = download(home, "#cl-pl-desk-save", tmp_path).rename(tmp_path / "home.json")
            assert "这里的更新、没有换的" in open_file(home, office)
        press(page, "打开", "甲")
        rename(page, "甲，在单位改")
        said = open_file(page, back)
        assert "换成较新的 1 份" in said
        assert "并排留下 1 份" in said
        assert sorted(entry["plan"]["title"] for entry in stored(page)) == sorted(["乙，在家改", "甲，在单位改", "甲，在家改"])
        assert "两边都改过" in page.inner_text("#cl-pl-desk-list")
        assert "一样的 2 份" in open_file(page, back)


@pytest.mark.parametrize(("content", "message"), [
    ('{"courselib-desk": 1, "plans": [{"id"', "不完整或有损坏"), ("{}", "不是本页存下的"), ('{"courselib-desk": 2, "plans": []}', "另一版本"),
    ('{"courselib-desk": 1, "plans": [null, {"id": "../x"}, {"id": "0123456789ab", "rev": "0123456789ab", "saved": "x", "plan": {}}]}', "没有取 3 份"),
    (json.dumps({"courselib-desk": 1, "plans": [None] * 501}), "超过 500 份"),
])
def test_a_damaged_desk_file(content: str, message: str, browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """It is told plainly and harms nothing."""
    file = tmp_path / "desk.json"
    file.write_text(content, encoding="utf-8")
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        before = stored(page)
        assert message in open_file(page, file)
        assert stored(page) == before


def test_damaged_entries_do_no_harm(browser: Browser, shipped_site: Path) -> None:
    """What cannot be read is not offered, or told when it is opened; nothing is deleted."""
    rows = ["{", "null", "[1]", json.dumps({"rev": "a", "saved": "b", "plan": {"title": "坏的", "items": []}})]
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.evaluate("rows => rows.forEach((row, n) => localStorage.setItem(`courselib.plan.${n}`, row))", rows)
        open_planner(page, shipped_site)
        start_empty(page)
        before = plan(page)
        press(page, "打开", "坏的")
        assert "读不出来" in page.inner_text("#cl-pl-notice")
        assert plan(page) == before
        assert [page.evaluate(f"localStorage.getItem('courselib.plan.{n}')") for n in range(4)] == rows


def test_messages_leave_and_cover_little(browser: Browser, shipped_site: Path) -> None:
    """A message that tells of success leaves by itself; on a small screen, or at 400 %, it is two lines high."""
    for size in ({"width": 360, "height": 640}, {"width": 320, "height": 256}, {"width": 1280, "height": 800}):
        with opened(browser, shipped_site, viewport=size) as page:
            page.clock.install()
            open_planner(page, shipped_site)
            start_ready(page, "rural-secretary")
            start_ready(page, "urban-member")
            box = page.locator("#cl-pl-notice")
            line = page.evaluate("parseFloat(getComputedStyle(document.querySelector('#cl-pl-notice p')).fontSize) * 1.5")
            assert box.evaluate("e => e.getBoundingClientRect().height") < 3.2 * line, size
            page.mouse.move(5, 5)
            page.clock.run_for(60_000)
            assert box.is_hidden()
            page.evaluate("location.hash = '#plan=broken'")
            page.clock.run_for(60_000)
            assert box.is_visible()


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory, shipped_site: Path) -> Iterator[Firefox]:
    """Firefox, which reads the site alone."""
    with running(needed(firefox(), "Firefox"), tmp_path_factory.mktemp("firefox") / "profile") as started:
        started.inside = (f"{shipped_site.as_uri()}/",)
        yield started


def test_in_firefox(tab: Firefox, shipped_site: Path) -> None:
    """Two plans, reload, full storage, a damaged desk file: the same there."""
    app, ready = "CourseLib.modules.planner_page_page.session.app", "!document.getElementById('cl-pl-app').hidden"

    def start(name: str, title: str) -> Any:
        tab.evaluate(f"""(() => {{ document.getElementById('cl-pl-ready').value = '{name}'; document.getElementById('cl-pl-start-ready').click();
          const title = document.getElementById('cl-pl-title'); title.value = '{title}'; title.dispatchEvent(new Event('change')); }})()""")
        return tab.evaluate(f"{app}.plan()")

    def titles() -> Any:
        return tab.evaluate("Array.from(document.querySelectorAll('#cl-pl-desk-list strong')).map(e => e.textContent)")

    address = f"{shipped_site.as_uri()}/planner.html"
    tab.open(address)
    tab.until(ready)
    first, second = start("rural-secretary", "甲村"), start("urban-member", "乙社区")
    tab.open("about:blank")
    tab.open(address)
    tab.until(ready)
    assert tab.evaluate(f"{app}.plan()") == second
    assert titles() == ["乙社区", "甲村"]
    tab.evaluate("document.querySelectorAll('#cl-pl-desk-list [data-desk=打开]')[0].click()")
    assert tab.evaluate(f"{app}.plan()") == first
    tab.evaluate(f"CourseLib.modules.planner_page_own.join({app}, '坏.json', '{{\"courselib-desk\": 1, \"plans\": [')")
    assert "不完整或有损坏" in tab.evaluate("document.getElementById('cl-pl-notice').textContent")
    assert titles() == ["乙社区", "甲村"]
    tab.evaluate(f"({FULL})()")
    third = start("organs-member", "没存下的")
    assert "没有存下" in tab.evaluate("document.getElementById('cl-pl-notice').textContent")
    tab.evaluate("document.querySelector('#cl-pl-desk-list [data-desk=打开]').click()")
    tab.evaluate("Array.from(document.querySelectorAll('#cl-pl-desk-list [data-desk=打开]')).filter(b => b.getAttribute('aria-label').includes('没存下的'))[0].click()")
    assert tab.evaluate(f"{app}.plan()") == third
    assert tab.trouble == []
    tab.evaluate("window.onbeforeunload = null")
