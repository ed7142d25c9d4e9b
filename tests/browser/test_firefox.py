"""Firefox over ``file://``: every page kind loads without a script error, a violation of its policy or a request elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..support.firefox import Firefox, firefox, running
from ..support.needs import needed
from .kinds import KINDS, place

pytestmark = pytest.mark.browser
FOUND = "document.querySelector('#cl-find-status').textContent.includes('找到') && document.querySelectorAll('.cl-result').length > 0"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory, shipped_site: Path, small_site: Path) -> Iterator[Firefox]:
    """A tab that may only read the two sites."""
    program = needed(firefox(), "Firefox")
    with running(program, tmp_path_factory.mktemp("firefox") / "profile") as started:
        started.inside = (f"{shipped_site.as_uri()}/", f"{small_site.as_uri()}/")
        yield started


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_kind(kind: str, tab: Firefox, shipped_site: Path, small_site: Path) -> None:
    """Its heading is there, its styles and scripts ran, nothing went wrong."""
    site, address = place(kind, shipped_site, small_site)
    tab.trouble.clear()
    tab.open(address)
    assert site.as_uri() in tab.evaluate("document.URL")
    assert tab.evaluate("document.querySelector('h1').textContent.trim().length") > 0
    assert tab.evaluate("document.documentElement.className") == "js"
    assert tab.evaluate("getComputedStyle(document.querySelector('.cl-header')).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert tab.trouble == []


def test_searching_from_any_page(tab: Firefox, shipped_site: Path) -> None:
    """The form in the header leads to the catalogue, which answers."""
    tab.trouble.clear()
    tab.open(f"{shipped_site.as_uri()}/coverage.html")
    tab.evaluate("(document.querySelector('#cl-search-q').value = '乡村', document.querySelector('.cl-search button').click())")
    tab.until(f"document.URL.includes('catalogue.html?q=') && document.querySelector('#cl-find-status') && {FOUND}")
    assert tab.trouble == []


def test_teaching(tab: Firefox, shipped_site: Path) -> None:
    """A lesson goes forth and back by keys, an answer opens, Esc leads back; the handout is one sheet."""
    tab.trouble.clear()
    tab.open(f"{shipped_site.as_uri()}/courses/rural-forest-fire.html")
    tab.evaluate("document.getElementById('teach').click()")
    tab.until("document.querySelector('.cl-teach__status') && document.querySelector('.cl-teach__status').textContent === '1 / 11'")
    for code, position in ((39, 2), (34, 3), (32, 4), (37, 3), (33, 2), (35, 11), (36, 1)):
        tab.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{keyCode: {code}, bubbles: true}}))")
        assert tab.evaluate("document.querySelector('.cl-teach__status').textContent") == f"{position} / 11", code
    tab.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {keyCode: 27, bubbles: true}))")
    assert tab.evaluate("document.querySelectorAll('.cl-teach').length + document.URL.split('#').length") == 1
    tab.evaluate("document.getElementById('handout').click()")
    tab.until("document.querySelector('.cl-sheet__page--one')")
    assert tab.evaluate("document.querySelectorAll('.cl-sheet__notes i').length") >= 3
    assert tab.trouble == []


def test_planning(tab: Firefox, shipped_site: Path) -> None:
    """A plan is begun from a ready curriculum, and taken away as a workbook, all of it under the policy."""
    tab.trouble.clear()
    tab.open(f"{shipped_site.as_uri()}/planner.html")
    tab.until("!document.getElementById('cl-pl-app').hidden")
    tab.evaluate("document.getElementById('cl-pl-start-ready').click()")
    assert tab.evaluate("document.querySelectorAll('.cl-pl-item').length") > 10
    size = tab.evaluate("CourseLib.modules.planner_excel.save(CourseLib.modules.planner_page_page.session.app.data, CourseLib.modules.planner_page_page.session.app.evaluation, '')"
                        ".then(blob => blob.size)")
    assert size > 2000
    assert tab.trouble == []


def test_trouble_is_heard(tab: Firefox, shipped_site: Path) -> None:
    """A style in the page, an inline script, a request elsewhere and an error are each told: the other tests see what they should."""
    tab.open(f"{shipped_site.as_uri()}/index.html")
    tab.trouble.clear()
    tab.evaluate("document.body.setAttribute('style', 'color: red')")
    tab.evaluate("document.body.appendChild(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'})).tagName")
    tab.evaluate("Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'}).tagName")
    tab.evaluate("setTimeout(() => { throw new Error('on purpose'); }, 0) > 0")
    tab.until("true", pause=True)
    told = "\n".join(tab.trouble)
    for word in ("style-src", "script-src", "img-src", "on purpose"):
        assert word in told, told
    assert tab.evaluate("window.ran") is None
    tab.trouble.clear()
