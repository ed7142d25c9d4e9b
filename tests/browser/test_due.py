"""待办 and the lecturers' page in a browser: what is due is known where it is read; without scripts both read as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..support.browser import opened

pytestmark = pytest.mark.browser


def test_the_browser_marks_what_is_due_today(browser: Browser, shipped_site: Path) -> None:
    """The same page: nothing has fallen due on one day, all of it long after."""
    with opened(browser, shipped_site) as page:
        for day, marked in (("2026-11-27", False), ("2040-01-01", True)):
            page.clock.set_fixed_time(f"{day}T12:00:00")
            page.goto(f"{shipped_site.as_uri()}/due.html")
            rows, on = page.locator(".cl-due--later > li"), page.locator(".cl-due--later > li.cl-due__on")
            assert rows.count() > 0
            assert on.count() == (rows.count() if marked else 0), day
            assert day in page.locator("#cl-due-today").inner_text()


def test_dates_to_come_are_marked(browser: Browser, shipped_site: Path) -> None:
    """Read on a day before the latest dates, the page says that these have not come."""
    with opened(browser, shipped_site) as page:
        page.clock.set_fixed_time("2026-01-01T12:00:00")
        page.goto(f"{shipped_site.as_uri()}/due.html")
        assert page.locator(".cl-due--latest > li.cl-due__on").count() == 5


def test_without_scripts_dates_and_lecturers_read_as_they_are(browser: Browser, shipped_site: Path) -> None:
    """Every row is there, no control that would do nothing is, and no lecturer is named among what is due."""
    with opened(browser, shipped_site, java_script_enabled=False) as page:
        page.goto(f"{shipped_site.as_uri()}/due.html")
        assert page.locator(".cl-due > li:visible").count() == page.locator(".cl-due > li").count() > 200
        assert "示例讲师" not in page.locator("#main").inner_text()
        page.goto(f"{shipped_site.as_uri()}/people.html")
        assert page.locator("#cl-people-list > li:visible").count() == 10
        assert not page.locator("#cl-people").is_visible()


def test_lecturers_are_found_by_what_they_are(browser: Browser, shipped_site: Path) -> None:
    """Filters narrow the list together; clearing them brings all back; the number is said."""
    with opened(browser, shipped_site) as page:
        page.clock.set_fixed_time("2026-11-27T12:00:00")
        page.goto(f"{shipped_site.as_uri()}/people.html")
        shown = page.locator("#cl-people-list > li:visible")
        page.get_by_label("层级").select_option("city")
        page.get_by_label("类别").select_option("expert")
        page.get_by_label("可授专题").select_option("rural-qianwan")
        assert [t.strip() for t in shown.locator("h3 a").all_inner_texts()] == ["示例讲师 · 乡村振兴"]
        assert page.locator("#cl-people-said").inner_text() == "找到 1 位。"
        page.get_by_label("核实").select_option("older")
        assert shown.count() == 0
        page.get_by_role("button", name="清除").click()
        assert shown.count() == 10
        page.get_by_label("核实").select_option("older")
        assert shown.locator("h3 a").all_inner_texts() == ["示例讲师 · 先进典型"]
        page.get_by_role("button", name="清除").click()
        page.get_by_label("名称或简介").fill("农村")
        assert 0 < shown.count() < 10


def test_a_confirmation_that_ended_is_marked(browser: Browser, shipped_site: Path) -> None:
    """Two years on, who was confirmed is to be asked again."""
    with opened(browser, shipped_site) as page:
        page.clock.set_fixed_time("2028-11-27T12:00:00")
        page.goto(f"{shipped_site.as_uri()}/people.html")
        assert page.locator("#cl-people-list").get_by_text("该再核实").count() == 9
