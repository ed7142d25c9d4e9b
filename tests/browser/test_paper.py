"""A course on A4: nothing is cut off, and no text is too small to read on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..support.browser import opened

pytestmark = pytest.mark.browser
#: What A4 holds between margins of 15 mm, in CSS pixels, and the smallest text, in points.
_ACROSS, _SMALLEST = 680, 10
_TEXTS = """() => [...document.querySelectorAll('#main *')]
  .filter(e => e.getClientRects().length && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
  .map(e => [parseFloat(getComputedStyle(e).fontSize) * 0.75, e.getBoundingClientRect().right, e.outerHTML.slice(0, 100)])"""


@pytest.mark.parametrize("path", ["courses/rural-theory-overview.html", "courses/rural-qianwan-experience.html"])
def test_a_course_is_legible_on_a4(browser: Browser, shipped_site: Path, path: str) -> None:
    """Every text is at least ten points and inside the sheet, and the sheet stands upright."""
    with opened(browser, shipped_site, viewport={"width": _ACROSS, "height": 900}) as page:
        page.emulate_media(media="print")
        page.goto(f"{shipped_site.as_uri()}/{path}")
        texts = page.evaluate(_TEXTS)
        assert len(texts) > 40
        assert [text for size, _, text in texts if size < _SMALLEST - 0.01] == []
        assert [text for _, right, text in texts if right > _ACROSS + 1] == []
        sheets = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", page.pdf(prefer_css_page_size=True))
        assert {(round(float(width)), round(float(height))) for width, height in sheets} == {(595, 842)}
        assert len(sheets) <= 3
