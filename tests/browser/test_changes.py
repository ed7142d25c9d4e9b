"""变更说明 and the page of the fingerprint stand alone: opened by a double-click, on a phone and on a desk, without anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from courselib.publish.releases import changes_page
from courselib.publish.releases.changes import Changed, Changes, Part, Row
from courselib.publish.releases.wording import Difference
from courselib.publish.signing.fingerprints import fingerprint_page

from ..support.browser import opened

pytestmark = pytest.mark.browser
LONG = "一门名称很长很长很长很长很长很长很长很长很长很长很长很长的课"


def _changes(*, signed: bool) -> Changes:
    row = Row("a-very-long-identifier-of-a-course-that-nobody-can-read-aloud", LONG, "停用", "2.5", "农村党员、城市党员")
    fields = (Difference("学时", "2", "2.5"), Difference("简介", LONG, LONG * 3), Difference("资源", added=(LONG,), removed=("甲", "乙")))
    course = Part("course", "课程", (row,), (Changed(row.id, LONG, fields),), (row,))
    plan = Part("curriculum", "课程方案", (), (Changed("plan", "方案", fields[:1], (f"课程“{LONG}”：学时 2 → 2.5",)),))
    return Changes("small", "小库", "1.1", "1.0", "2026-11-27", signed, 9, "40", (course, plan), fields[:1], ("overlays/a.yml",))


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_that_stand_alone(browser: Browser, tmp_path: Path, width: int) -> None:
    """No scroll sideways, no request, no violation of their own policy; what is unsigned says so."""
    (tmp_path / "changes.html").write_bytes(changes_page.page(_changes(signed=False)))
    (tmp_path / "fingerprint.html").write_bytes(fingerprint_page("小库", "0123456789abcdef" * 4))
    with opened(browser, tmp_path, viewport={"width": width, "height": 800}) as page:
        for name, title in (("changes.html", "变更说明：1.0 → 1.1"), ("fingerprint.html", "小库：指纹")):
            page.goto((tmp_path / name).as_uri())
            expect(page.locator("h1")).to_have_text(title)
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate("getComputedStyle(document.querySelector('main').parentElement).maxWidth") != "none"  # styles apply
        expect(page.locator("svg")).to_be_visible()
        page.goto((tmp_path / "changes.html").as_uri())
        expect(page.get_by_text("这次发布没有签名")).to_be_visible()
        assert page.locator("ins").first.inner_text() == "2.5"


def test_what_is_signed_says_nothing_of_it(tmp_path: Path) -> None:
    """The page itself proves nothing: that is for what verifies signatures."""
    assert "签名" not in changes_page.page(_changes(signed=True)).decode()
