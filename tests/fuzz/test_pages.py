"""Hundreds of published hostile pages opened in Chromium over ``file://``: no dialog, no request outside, no script error, no violation."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from courselib.content.checking import load_and_check
from courselib.problems import ERROR

from ..support import authored, bodies
from ..support.browser import opened
from ..support.library import course, put
from ..support.sites import build_site
from .making import ATTACKS

#: Pages that are opened; each holds several attacks.
PAGES = 300
_AROUND = ("{}", "> {}", "- {}", "!!! note\n    {}", "**{}**", "<div>{}</div>", "<details><summary>{}</summary>\n\n{}\n\n</details>")


def hostile(number: int, *, whole: bool) -> str:
    """Return the body of a page: attacks in the places that bodies have, and made-up text around them where ``whole`` allows it."""
    parts = [
        _AROUND[(number + shift) % len(_AROUND)].replace("{}", ATTACKS[(number * 7 + shift * 31) % len(ATTACKS)].replace("\n", " "))
        for shift in range(6)
    ]
    if whole:
        parts.insert(3, (authored if number % 2 else bodies).generate(number))
    return "\n\n".join(parts)


@pytest.fixture
def hostile_site(content: Path) -> Path:
    """A site of hostile pages: what the check refuses is made milder until it is published."""
    for number in range(PAGES):
        attack = ATTACKS[number % len(ATTACKS)].replace("\n", " ").replace('"', "”").replace("\\", "＼")
        title = "".join(c for c in f"{number} {attack}" if c.isprintable())[:60].strip()
        text = course("题目", body=f"\n\n{hostile(number, whole=True)}\n").replace("title: 题目", f'title: "{title}"', 1)
        put(content, f"courses/rural/hostile-{number}.md", text)
    for _ in range(8):
        refused = {p.path: p for p in load_and_check(content).problems if p.severity == ERROR}
        for path, problem in refused.items():
            file = content / path
            lines = file.read_text(encoding="utf-8").split("\n")
            # The line that is refused goes; what remains is as hostile as it may be.
            kept = lines[: problem.line - 1] + lines[problem.line :]
            put(content, path, "\n".join(kept))
        if not refused:
            break
    for path in {p.path for p in load_and_check(content).problems if p.severity == ERROR}:
        (content / path).unlink()
    build_site(content, content.parent / "site")
    return content.parent / "site"


@pytest.mark.browser
@pytest.mark.slow
def test_no_page_does_anything_of_its_own(hostile_site: Path, browser: Browser) -> None:
    """Every page is opened, its folds unfolded and its marks hovered; nothing runs, asks or leaves."""
    pages = sorted((hostile_site / "courses").glob("hostile-*.html"))
    assert len(pages) >= PAGES * 0.75
    dialogs: list[str] = []
    with opened(browser, hostile_site) as page:
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for path in pages:
            page.goto(path.as_uri(), wait_until="load")
            assert _provoked(page) == [], path.name
    assert dialogs == []


def _provoked(page: Page) -> list[str]:
    """Touch what could be set off, and return the addresses of the page that lead where none may."""
    return page.evaluate(  # type: ignore[no-any-return] # a list of texts
        """() => {
          document.querySelectorAll("details").forEach(d => { d.open = true; });
          document.querySelectorAll("main *").forEach(e => {
            ["mouseover", "focus", "toggle", "error", "load", "animationstart"].forEach(n => e.dispatchEvent(new Event(n)));
          });
          return Array.from(document.querySelectorAll("[href], [src], [action], [formaction], [data]"))
            .map(e => e.href || e.src || e.action || e.formAction || e.data)
            .filter(a => typeof a !== "string" || !/^(file|https?|mailto):/.test(a));
        }"""
    )
