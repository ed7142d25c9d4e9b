"""Marks in Chinese text: one for each kind of span, full-width brackets, commas and colons. Source: GB/T 15834-2011, 4.9 and 4.13.

Years, days and clauses run from one to another with 一字线 (2024—2028 年), amounts with 浪纹线 (8～12 学时). Dates and years in the plan's own
title are written as they are. Code, file contents and addresses are no Chinese text.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ..support.library import REPOSITORY
from ..support.sites import pages_of

_HAN = "\u4e00-\u9fff"
_CODE = frozenset(("code", "pre", "script", "style", "kbd", "textarea"))
#: The plan's title as it was published.
_TITLE = "2024-2028年"
_WRONG = {
    "a dash that is no mark of Chinese": re.compile("[–‒―]"),
    "a span of years or amounts with another sign": re.compile(rf"(?<![\w.-])(?!\d{{4}}-(?:0[1-9]|1[0-2])\b)\d{{1,4}}(?:\.\d)?\s?[-~－]\s?\d{{1,4}}(?:\.\d)? ?(?=[{_HAN}%])"),
    "an amount with the sign for time": re.compile(rf"(?<![\d.])\d{{1,3}}(?:\.\d)?\s?—\s?\d{{1,3}}(?:\.\d)? ?(?:[%{_HAN}])(?<![年月日])"),
    "half-width brackets": re.compile(rf"[{_HAN}]\((?=[^)]*[{_HAN}])|\([{_HAN}]"),
    "half-width marks": re.compile(rf"[{_HAN}][,;:!?](?:[{_HAN}]|$| )"),
}


class _Text(HTMLParser):
    """Gathers the text of a page that is no code, with what elements say to screen readers."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note code, and keep what is said of an element."""
        if tag in _CODE:
            self._inside.append(tag)
        self.pieces += [value for name, value in attrs if value and name in ("aria-label", "title", "placeholder", "data-label", "alt")]

    def handle_endtag(self, tag: str) -> None:
        """Leave code."""
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if not self._inside:
            self.pieces.append(data)


def wrong(text: str) -> list[tuple[str, str]]:
    """Return what is wrong with a text, with what stands around it."""
    text = text.replace(_TITLE, "")
    return [(why, text[max(0, m.start() - 12) : m.end() + 12]) for why, pattern in _WRONG.items() for m in pattern.finditer(text)]


@pytest.mark.parametrize("text", ["2024–2028 年", "8-12 学时", "8～12–16", "8~12 学时", "8—12 学时", "按年(全期)算", "第(五)条", "甲,乙", "下列: 无", "50-60%"])
def test_wrong_marks_are_found(text: str) -> None:
    """Each of these is told."""
    assert wrong(text)


@pytest.mark.parametrize("text", ["2024—2028 年", "8～12 学时", "3 月 15 日—19 日", "（五）—（十）", "2025-10 起", "《规划（2024-2028年）》", "编号 a-1", "C++（课）"])
def test_right_marks_are_let_be(text: str) -> None:
    """None of these is told."""
    assert wrong(text) == []


def test_every_page_has_the_right_marks(shipped_site: Path) -> None:
    """In all text of all pages, content and what the program says alike; the guide's tables of what not to write are left out."""
    found = {
        (path, *fault) for path, html in pages_of(shipped_site).items() if path != "guide/problems.html"
        for piece in _Text(html).pieces for fault in wrong(piece)
    }
    assert sorted(found)[:20] == []


def test_scripts_say_the_right_marks() -> None:
    """What a script says in quotes."""
    scripts = [p for p in (REPOSITORY / "theme/scripts").rglob("*.js") if "vendor" not in p.parts]
    said = [(p.name, text) for p in scripts for text in re.findall(r'"([^"\n]*)"', p.read_text(encoding="utf-8"))]
    assert [(name, text) for name, text in said if "–" in text] == []
