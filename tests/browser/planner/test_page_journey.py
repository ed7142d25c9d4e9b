"""A planner's way: from nothing to a plan that meets every rule, by keyboard, into a file and a link, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ...support.browser import opened
from ...support.planning import without_places
from ...support.sites import courselib
from .composer import (
    download,
    figure,
    find,
    open_file,
    open_planner,
    plan,
    row,
    rows,
    start_empty,
    start_ready,
    stored,
    suggestions,
    told,
)

pytestmark = pytest.mark.browser
_FLOOD = "防汛避险与灾后恢复：党员突击队实训"


def test_from_empty_to_a_file_that_the_command_line_confirms(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """A rural member's plan from nothing: courses found and suggested, all rules passed, saved, opened again, checked by ``courselib``."""
    with opened(browser, shipped_site, accept_downloads=True) as page:
        open_planner(page, shipped_site)
        start_empty(page)
        assert [figure(page, n) for n in ("学时", "规则达标", "必修专题")] == ["0 / 160", "1 / 2", "0 / 20"]
        page.select_option("#cl-pl-year", "2026")
        find(page, "防汛", _FLOOD).get_by_role("button", name="加入 2026 年").click()
        assert rows(page, 2026) == [_FLOOD]
        proposals = suggestions(page)
        count = proposals.count()
        proposals.first.get_by_role("button", name="采纳").click()
        assert proposals.count() < count
        assert page.evaluate("document.activeElement.closest('.cl-pl-proposal') !== null")
        page.get_by_role("button", name="全部采纳", exact=True).click()
        assert proposals.count() == 0
        assert "规则和必修专题都已达到" in page.inner_text("#cl-pl-fill")
        assert {r["status"] for r in told(page)["rules"]} == {"pass"}
        assert [figure(page, n) for n in ("规则达标", "必修专题", "要处理")] == ["2 / 2", "20 / 20", "0"]
        before, said = plan(page), told(page)
        file = download(page, "#cl-pl-save", tmp_path)
        assert file.name == "rural-member-2024.yml"
    run = courselib("curriculum", "check", file, "--json", "--content", shipped_site.parent / "content", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert without_places(json.loads(run.stdout)) == said | {"id": file.stem}
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        assert "已打开" in open_file(page, file)
        assert plan(page) == before


def test_moving_by_keyboard_alone(browser: Browser, shipped_site: Path) -> None:
    """Tab to a course's handle; arrows change order and year, Delete takes it off, Ctrl+Z brings it back, the focus stays with it."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        first, second = rows(page, 2024)[:2]
        later = rows(page, 2025)
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.className") == "cl-pl-handle":
                break
        live = page.locator("#cl-pl-live")
        page.keyboard.press("ArrowDown")
        assert rows(page, 2024)[:2] == [second, first]
        assert "已移到 2024 年第 2 门。合计" in live.inner_text()
        page.keyboard.press("ArrowRight")
        assert rows(page, 2025) == [*later, first]
        page.keyboard.press("ArrowUp")
        assert rows(page, 2025)[-2] == first
        for _ in later[:-1]:
            page.keyboard.press("ArrowUp")
        assert rows(page, 2025)[0] == first
        page.keyboard.press("ArrowUp")
        assert rows(page, 2024)[-1] == first
        page.keyboard.press("ArrowDown")
        assert rows(page, 2025)[0] == first
        page.keyboard.press("ArrowLeft")
        assert rows(page, 2024)[-1] == first
        assert page.evaluate("document.activeElement.closest('.cl-pl-item').querySelector('a').textContent") == first
        page.keyboard.press("Delete")
        assert first not in rows(page, 2024)
        assert page.evaluate("document.activeElement.className") == "cl-pl-handle"
        page.keyboard.press("Control+z")
        assert rows(page, 2024)[-1] == first
        for _ in range(40):
            page.keyboard.press("Control+z")
        assert [rows(page, 2024)[:2], rows(page, 2025)] == [[first, second], later]
        page.keyboard.press("Control+y")
        assert rows(page, 2024)[:2] == [second, first]


def test_moving_by_menu_and_buttons(browser: Browser, shipped_site: Path) -> None:
    """The year's menu and the arrow buttons do what the keys do, and keep the focus while they are used."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        first, second = rows(page, 2024)[:2]
        row(page, first).get_by_role("button", name="下移").click()
        assert rows(page, 2024)[:2] == [second, first]
        assert page.evaluate("document.activeElement.title") == "下移"
        row(page, first).get_by_role("combobox", name="年份").select_option("2027")
        assert rows(page, 2027)[-1] == first
        assert page.evaluate("document.activeElement.value") == "2027"
        assert row(page, second).get_by_role("button", name="上移").get_attribute("aria-disabled") == "true"


@pytest.mark.parametrize("name", ["rural-member", "urban-secretary"])
def test_a_link_opened_in_a_fresh_profile(name: str, browser: Browser, shipped_site: Path) -> None:
    """The share link holds the whole plan: another profile that opens it has the same, and nothing went over the network."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, name)
        title = rows(page, 2025)[0]
        row(page, title).get_by_role("button", name="定开始日期").click()
        row(page, title).locator("[data-control='on']").fill("2025-03-04")
        page.click("#cl-pl-take-share")
        before, link = plan(page), page.input_value("#cl-pl-link-text")
        assert any(item["on"] == "2025-03-04" for item in before["items"])
        assert link.startswith(f"{shipped_site.as_uri()}/planner.html#plan=1.")
    with opened(browser, shipped_site) as page:
        page.goto(link)
        page.locator("#cl-pl-editor").wait_for(state="visible")
        assert plan(page) == before
        assert "已打开链接里的计划" in page.inner_text("#cl-pl-notice")


def test_a_link_beside_a_draft(browser: Browser, shipped_site: Path) -> None:
    """A link of a plan that is here opens that, no second one, and leads back to what was open."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "urban-member")
        page.click("#cl-pl-take-share")
        link = page.input_value("#cl-pl-link-text")
        start_empty(page)
        draft = plan(page)
        page.evaluate("link => { location.hash = link.replace(/^[^#]*/, '') }", link)
        page.get_by_text("已打开链接里的计划").first.wait_for()
        assert plan(page)["sector"] == "urban"
        assert sorted(entry["plan"]["sector"] for entry in stored(page)) == ["rural", "urban"]
        page.get_by_role("button", name="回到原来的").click()
        assert plan(page) == draft
        assert "#plan=" not in page.url


def test_the_draft_is_there_again(browser: Browser, shipped_site: Path) -> None:
    """What was composed is there when the page is opened again, and the page says so and warns that only the file lasts."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-secretary")
        page.locator(".cl-pl-item").first.get_by_role("button", name="去掉").click()
        before = plan(page)
        open_planner(page, shipped_site)
        assert plan(page) == before
        assert "已接着上次编" in page.inner_text("#cl-pl-notice")
        assert "留得住的是下载的文件" in page.inner_text("#cl-pl-stored")


def test_from_the_page_of_a_ready_curriculum(browser: Browser, shipped_site: Path) -> None:
    """The address that a curriculum's page leads to begins with that curriculum; one that is not there changes nothing."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site, "#start=urban-secretary")
        assert [plan(page)["sector"], plan(page)["role"], plan(page)["id"]] == ["urban", "secretary", ""]
        assert page.locator("#cl-pl-start").get_attribute("open") is None
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site, "#start=../nothing")
        assert "本站没有" in page.inner_text("#cl-pl-notice")
        assert page.locator("#cl-pl-editor").is_hidden()
