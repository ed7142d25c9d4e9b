"""Beginning in the middle of the period: what was earned by year, and whole classes, in the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ...support.browser import opened
from .composer import download, open_planner, plan, start_empty, told

pytestmark = pytest.mark.browser


def test_what_was_earned_is_entered_by_year(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Each figure counts at once, can be undone, is saved in the file and opened again; what is no number is refused."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.click("#cl-pl-start > summary") if page.locator("#cl-pl-start").get_attribute("open") is None else None
        page.fill("#cl-pl-new-start", "2027")
        start_empty(page)
        assert (plan(page)["start"], plan(page)["years"]) == (2027, 2)
        (hours, _) = told(page)["rules"]
        assert (hours["status"], hours["need"], hours["unknown"]) == ("fail", 64, [2024, 2025, 2026])
        page.click("#cl-pl-earned > summary")
        for year, name, value in ((2024, "学时", "40"), (2024, "创新理论学时", "20.5"), (2025, "天数", "4"), (2026, "学时", "30")):
            page.get_by_label(f"{year} 年{name}", exact=True).fill(value)
            page.keyboard.press("Tab")
        earned = [
            {"year": 2024, "hours": 80, "theory_hours": 41, "offjob_hours": 0, "days": 0},
            {"year": 2025, "hours": 0, "theory_hours": 0, "offjob_hours": 0, "days": 8},
            {"year": 2026, "hours": 60, "theory_hours": 0, "offjob_hours": 0, "days": 0},
        ]
        assert plan(page)["earned"] == earned
        (hours, _) = told(page)["rules"]
        assert (hours["status"], hours["have"], hours["need"], hours["gap"]) == ("fail", 70, 160, 58)
        assert hours["days"] == {"have": 12.5, "need": 20, "gap": 7.5}
        assert page.inner_text("#cl-pl-earned-title") == "已学学时（70 学时）"
        page.get_by_label("2024 年学时", exact=True).fill("1.3")
        page.keyboard.press("Tab")
        assert plan(page)["earned"] == earned
        assert page.get_by_label("2024 年学时", exact=True).input_value() == "40"
        saved = download(page, "#cl-pl-save", tmp_path)
        assert "earned:\n  2024: {hours: 40, theory_hours: 20.5}\n  2025: {days: 4}\n  2026: {hours: 30}\n" in saved.read_text(encoding="utf-8")
        page.get_by_label("2026 年学时", exact=True).fill("")
        page.keyboard.press("Tab")
        assert [e["year"] for e in plan(page)["earned"]] == [2024, 2025]
        page.click("#cl-pl-undo")
        assert plan(page)["earned"] == earned
        assert page.get_by_label("2026 年学时", exact=True).input_value() == "30"
        page.click("#cl-pl-redo")
        page.set_input_files("#cl-pl-open", saved)
        page.get_by_text("已打开").first.wait_for()
        assert plan(page)["earned"] == earned


def test_a_class_is_taken_in_whole(browser: Browser, shipped_site: Path) -> None:
    """It comes into its own year with its hours and days, off the job, and can be taken out again."""
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        start_empty(page, "rural", "secretary")
        page.select_option("#cl-pl-class", "sample-2027-rural-secretary")
        page.click("#cl-pl-class-add")
        (item,) = plan(page)["items"]
        assert (item["class"], item["course"], item["year"]) == ("sample-2027-rural-secretary", "", 2027)
        row = page.locator(".cl-pl-item")
        assert "培训班" in row.inner_text()
        assert "脱产" in row.inner_text()
        assert not row.locator("[data-control='offjob']").is_visible()
        assert told(page)["years"]["2027"]["offjob_hours"] == 40
        assert page.locator("#cl-pl-class option[value='sample-2027-rural-secretary']").count() == 0
        row.locator("[data-control='remove']").click()
        assert plan(page)["items"] == []
