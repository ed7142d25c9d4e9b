"""The line above the results: what was probably meant, and words as filters. In both schemes, on a phone, on paper, in Firefox."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from ..support.browser import opened
from ..support.firefox import firefox, running
from ..support.needs import needed
from .test_catalogue import ask
from .test_pages import _RULES as RULES

pytestmark = pytest.mark.browser
HINTS = "#cl-find-hints"
QUERIES = {"防讯": "您是不是要找", "乡村振兴 4学时 线上": "也可以把词换成筛选条件"}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(width: int, scheme: str, browser: Browser, shipped_site: Path) -> None:
    """Nor does anything stick out of the window; on paper, where nobody can press it, the line is gone and so is the advice below."""
    with opened(browser, shipped_site, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        for query, said in QUERIES.items():
            ask(page, shipped_site, f"?q={quote(query)}")
            expect(page.locator(HINTS)).to_contain_text(said)
            found = Axe().run(page, options=RULES)
            assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
            page.emulate_media(media="print")
            expect(page.locator(HINTS)).to_be_hidden()
            expect(page.locator("#cl-find-empty")).to_be_hidden()
            expect(page.locator("#cl-find-note")).to_be_visible()
            page.emulate_media(media="screen")


def test_in_firefox(tmp_path: Path, shipped_site: Path) -> None:
    """Over ``file://`` both kinds of hints are there, and a press asks for what they say."""
    program = needed(firefox(), "Firefox")
    line = f"document.querySelector('{HINTS}')"
    with running(program, tmp_path / "profile") as tab:
        tab.inside = (f"{shipped_site.as_uri()}/",)
        tab.open(f"{shipped_site.as_uri()}/catalogue.html?q={quote('防讯')}")
        tab.until(f"{line} && {line}.textContent === '您是不是要找“防汛”？'")
        tab.evaluate(f"{line}.querySelector('button').click()")
        tab.until("document.querySelectorAll('.cl-result').length > 0 && document.querySelector('#cl-find-q').value === '防汛'")
        tab.open(f"{shipped_site.as_uri()}/catalogue.html?q={quote('乡村振兴 4学时')}")
        tab.until(f"{line} && {line}.textContent.includes('按“4学时”筛选')")
        tab.evaluate(f"{line}.querySelector('button').click()")
        tab.until("document.querySelectorAll('#cl-find-chips button').length > 0 && document.querySelector('#cl-find-q').value === '乡村振兴'")
        assert tab.trouble == []
