"""Several courses of a plan, ticked and changed at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ...support.browser import opened
from .composer import open_planner, plan, start_ready

pytestmark = pytest.mark.browser


def test_several_courses_are_changed_at_once(browser: Browser, shipped_site: Path) -> None:
    """Ticked with the mouse, a span with Shift, or all: moved, held off the job, taken out, each in one step that can be undone."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_ready(page, "rural-member")
        begun = plan(page)
        first = [i["course"] for i in begun["items"] if i["year"] == 2024]
        page.click("#cl-pl-pick")
        page.click("#cl-pl-picked-move")
        assert "先在课程前面的方框里打勾" in page.inner_text("#cl-pl-notice")
        assert plan(page) == begun
        boxes = page.locator("[aria-labelledby='cl-pl-year-2024'] [data-control='pick']")
        boxes.nth(0).click()
        boxes.nth(3).click(modifiers=["Shift"])
        assert page.inner_text("#cl-pl-picked-count") == "已选 4 门"
        page.select_option("#cl-pl-picked-year", "2026")
        page.click("#cl-pl-picked-move")
        moved = plan(page)
        assert [i["course"] for i in moved["items"] if i["year"] == 2026][-4:] == first[:4]
        assert [i["course"] for i in moved["items"] if i["year"] == 2024] == first[4:]
        page.click("#cl-pl-picked-offjob")
        assert {i["course"] for i in plan(page)["items"] if i["offjob"]} >= set(first[:4])
        page.click("#cl-pl-picked-offjob")
        assert "已经是这样" in page.inner_text("#cl-pl-notice")
        page.keyboard.press("Control+z")
        assert plan(page) == moved
        assert page.inner_text("#cl-pl-picked-count") == "已选 4 门"
        page.click("#cl-pl-picked-remove")
        assert plan(page)["items"] == [i for i in moved["items"] if i["course"] not in first[:4]]
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        assert plan(page) == begun
        page.click("#cl-pl-picked-all")
        assert page.inner_text("#cl-pl-picked-count") == f"已选 {len(begun['items'])} 门"
        page.click("#cl-pl-picked-remove")
        assert plan(page)["items"] == []
        assert page.locator("#cl-pl-picked").is_hidden()
        page.keyboard.press("Control+z")
        page.click("#cl-pl-pick")
        page.click("#cl-pl-picked-end")
        assert page.evaluate("document.activeElement.id") == "cl-pl-pick"
        assert boxes.nth(0).is_hidden()
