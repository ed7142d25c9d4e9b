"""A lecturer without any installation: by the form alone over ``file://`` to a course on the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ...support.browser import opened
from ...support.sites import build_site, courselib

pytestmark = pytest.mark.browser


def write_by_hand(page: Page) -> None:
    """Fill in the form by pointing and typing, with slips that the form points out."""
    page.get_by_label("名称").first.fill("村塘安全巡查")
    page.get_by_label("专题").first.select_option("实战技能")
    page.get_by_label("学时").first.fill("三学时")
    page.get_by_label("编号").fill("Pond Safety")
    page.get_by_role("textbox", name="第 1 个目标").fill("能说出本村的危险水域")
    units = page.get_by_role("group", name="个单元")
    units.nth(0).get_by_label("单元", exact=True).fill("1. 看清风险")
    units.nth(0).get_by_label("学时").fill("1")
    units.nth(0).get_by_label("内容要点").fill("画图 | 标出深水")
    page.get_by_role("button", name="加一个单元").click()
    units.nth(1).get_by_label("单元", exact=True).fill("2. 巡查")
    units.nth(1).get_by_label("学时").fill("1.5")
    page.get_by_role("button", name="改成 pond-safety").click()
    page.get_by_role("button", name="课程学时改为 2.5").click()
    page.get_by_role("button", name="填入常用小标题").click()


def test_from_the_form_to_the_site(browser: Browser, small_site: Path, content: Path, tmp_path: Path) -> None:
    """Filled in by hand and downloaded, the file goes into the content folder, passes the check, and its page shows."""
    with opened(browser, small_site, accept_downloads=True) as page:
        page.goto(f"{small_site.as_uri()}/author.html")
        write_by_hand(page)
        assert page.inner_text("#cl-author-status") == "可以下载了", page.evaluate("CourseLib.modules.author_page.app.problems")
        with page.expect_download() as coming:
            page.click("#cl-author-download")
        assert coming.value.suggested_filename == "pond-safety.md"
        coming.value.save_as(content / "courses" / "pond-safety.md")
    checked = courselib("check", "courses/pond-safety.md", "--content", content, cwd=content.parent)
    assert (checked.returncode, "没有问题" in checked.stdout) == (0, True), checked.stdout
    site = tmp_path / "site"
    build_site(content, site)
    with opened(browser, site) as page:
        page.goto(f"{site.as_uri()}/courses/pond-safety.html")
        assert page.locator("h1").inner_text() == "村塘安全巡查"
        assert "画图 | 标出深水" in page.inner_text(".cl-body table")
        page.goto(f"{site.as_uri()}/topics/rural-skills.html")
        page.get_by_role("link", name="村塘安全巡查").first.click()
        assert page.locator("h1").inner_text() == "村塘安全巡查"
