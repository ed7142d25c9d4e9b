"""A workbook that was edited opens in the planner: what changed is shown first, taken as one step, and gone with other plans."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from ...support.browser import opened
from .composer import open_planner, plan, start_ready

pytestmark = pytest.mark.browser


def test_edits_are_listed_taken_and_undone(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    file = tmp_path / "计划.xlsx"
    with opened(browser, shipped_site) as page:
        open_planner(page, shipped_site)
        page.set_input_files("#cl-pl-open", {"name": "a.xlsx", "mimeType": "", "buffer": b"PK"})
        assert "请先打开它原来的计划" in page.inner_text("#cl-pl-notice")
        start_ready(page, "rural-secretary")
        before = plan(page)
        with page.expect_download() as handed:
            page.click("#cl-pl-take-xlsx")
        handed.value.save_as(file)
        panel = page.locator("#cl-pl-back")
        page.set_input_files("#cl-pl-back-file", file)
        expect(panel).to_contain_text("没有改动")
        expect(page.locator("#cl-pl-back-take")).to_have_count(0)

        book = openpyxl.load_workbook(file)
        sheet = book[f"{before['start']}年"]
        sheet["I4"], sheet["I5"] = f"{before['start']}-05-06", "下星期"
        book.save(file)
        page.set_input_files("#cl-pl-open", file)
        expect(panel).to_contain_text("改了 1 处")
        expect(panel).to_contain_text(f"{before['start']}年!I5")
        expect(panel).to_contain_text(f"没有定 → {before['start']}-05-06")
        assert plan(page) == before
        page.click("#cl-pl-back-take")
        expect(panel).to_be_hidden()
        assert [i["on"] for i in plan(page)["items"] if i["on"]] == [f"{before['start']}-05-06"]
        page.click("#cl-pl-undo")
        assert plan(page) == before

        # The list is of the plan as it was: with another one it goes.
        page.set_input_files("#cl-pl-back-file", file)
        expect(panel).to_be_visible()
        page.fill("#cl-pl-title", "另一个名字")
        page.press("#cl-pl-title", "Tab")
        expect(panel).to_be_hidden()
        page.set_input_files("#cl-pl-back-file", {"name": "b.xlsx", "mimeType": "", "buffer": b"title: x"})
        assert "不是 .xlsx 文件" in page.inner_text("#cl-pl-notice")
