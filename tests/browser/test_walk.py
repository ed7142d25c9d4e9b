"""A reader's way through the site over ``file://``, with and without scripts, by mouse and by keyboard, and on paper."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from ..support.browser import opened

pytestmark = pytest.mark.browser


def heading(page: Page) -> str:
    """Return the main heading."""
    return page.locator("h1").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_home_to_a_prerequisite_by_clicking(scripts: bool, browser: Browser, shipped_site: Path) -> None:
    """Home, sector, course, the course to take first: each click leads on, with scripts and without."""
    with opened(browser, shipped_site, java_script_enabled=scripts) as page:
        page.goto(f"{shipped_site.as_uri()}/index.html")
        page.click("main a[href='sectors/rural.html']")
        assert "农村党员" in heading(page)
        page.click("main a[href='../courses/rural-qianwan-experience.html'] >> nth=0")
        assert "千万工程" in heading(page)
        first = page.locator(".cl-path a").first
        title = first.inner_text()
        first.click()
        assert heading(page) == title
        page.click("header a:has-text('课程目录')")
        assert heading(page) == "课程目录"
        page.click("header a:has-text('规划落实')")
        assert heading(page) == "规划落实情况"
        assert page.locator("table").count() > 5


def test_the_scheme_is_kept_over_pages(browser: Browser, shipped_site: Path) -> None:
    """Dark once chosen stays dark on the next page and after going back; chosen again, it is light."""
    with opened(browser, shipped_site, color_scheme="light") as page:
        page.goto(f"{shipped_site.as_uri()}/index.html")
        button = page.locator("[data-cl-scheme]")
        assert button.get_attribute("aria-pressed") == "false"
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        button.click()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert dark != light
        page.goto(f"{shipped_site.as_uri()}/courses/rural-qianwan-experience.html")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark
        assert button.get_attribute("aria-pressed") == "true"
        button.click()
        page.goto(f"{shipped_site.as_uri()}/index.html")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_the_system_decides_the_scheme_at_first(browser: Browser, shipped_site: Path) -> None:
    """Who has never chosen sees what the system prefers."""
    with opened(browser, shipped_site, color_scheme="dark") as page:
        page.goto(f"{shipped_site.as_uri()}/index.html")
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_without_scripts_no_dead_control_is_shown(browser: Browser, shipped_site: Path) -> None:
    """The button that needs a script is not there without one."""
    with opened(browser, shipped_site, java_script_enabled=False) as page:
        page.goto(f"{shipped_site.as_uri()}/index.html")
        assert not page.locator("[data-cl-scheme]").is_visible()
        assert page.locator("header nav a").first.is_visible()


def _focused(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(
        "() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();"
        " return {text: e.textContent.trim(), outline: s.outlineStyle, width: s.outlineWidth, top: String(b.top), href: e.hash || ''} }"
    )
    return found


def test_keyboard_reaches_everything_visibly(browser: Browser, shipped_site: Path) -> None:
    """The first stop skips to the text, is visible when it has the focus, and every stop after it shows an outline."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/courses/rural-qianwan-experience.html")
        page.keyboard.press("Tab")
        first = _focused(page)
        assert first["text"] == "跳到正文"
        assert float(first["top"]) >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Shift+Tab")
        page.goto(f"{shipped_site.as_uri()}/courses/rural-qianwan-experience.html")
        for _ in range(20):
            page.keyboard.press("Tab")
            stop = _focused(page)
            assert stop["outline"] not in ("none", ""), stop
            assert float(stop["width"].removesuffix("px")) >= 2, stop


def test_a_course_prints_without_navigation(browser: Browser, shipped_site: Path) -> None:
    """On paper there are the title, the facts and the text; header, footer, side column and skip link are not."""
    with opened(browser, shipped_site) as page:
        page.goto(f"{shipped_site.as_uri()}/courses/rural-qianwan-experience.html")
        page.emulate_media(media="print")
        for selector in (".cl-header", ".cl-footer", ".cl-side", ".cl-skip", ".cl-crumbs"):
            assert not page.locator(selector).first.is_visible(), selector
        for selector in ("h1", ".cl-facts", ".cl-body table"):
            assert page.locator(selector).first.is_visible(), selector
        data = page.pdf(format="A4")
        assert data.startswith(b"%PDF-")
        assert len(data) > 20_000


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a site as a host does: its 404 page for every address that does not exist."""

    def send_error(self, code: int, *_: object) -> None:
        """Answer with the site's own page."""
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(shipped_site: Path) -> Iterator[str]:
    """The site below a folder of a local server; the address of its top."""
    handler = functools.partial(_Quiet, directory=str(shipped_site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("path", ["courses/nothing.html", "courses/a/b/nothing.html", "nothing.html", "guide/x/"])
def test_a_missing_address_shows_a_page_that_works(path: str, browser: Browser, served: str) -> None:
    """At any depth the page for missing addresses finds its style and its script, and its links work."""
    with opened(browser, Path(), inside=served, lossy=True) as page:
        page.goto(served + path)
        assert heading(page) == "没有这个页面"
        expect(page.locator("main .cl-button").first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
        expect(page.locator("[data-cl-scheme]")).to_be_visible()
        page.click("main a:has-text('查课程目录')")
        assert heading(page) == "课程目录"
