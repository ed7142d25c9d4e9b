"""The page for missing addresses under a real nginx with the guide's lines: whatever is asked for, it stays with its own host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from ..support.browser import opened
from ..support.firefox import firefox, running
from ..support.needs import needed
from ..support.nginx import hosting, nginx

pytestmark = pytest.mark.browser
PATHS = (
    "nothing.html", "courses/nothing.html", "courses/a/b/c/d/nothing.html", "guide/x/", "no/such/folder/x?q=//EVIL/#//EVIL/",
    "/EVIL/courses/x", "//EVIL/courses/x", "/\\EVIL/courses/x", "\\\\EVIL/courses/x", "%2f%2fEVIL/courses/x", "%5c%5cEVIL/courses/x",
    "/EVIL%2fcourses/courses/x", 'courses/%22%3E%3Cbase%20href=//EVIL/%3E/x', "courses/'\"><script>alert(1)</script>/x",
    "javascript:alert(1)/courses/x", "courses/a/..%2f..%2fEVIL/x", "/EVIL:80@x/courses/x", "./courses//EVIL//x",
)
#: The sheet of every page, without what stands for its content.
STYLE = "assets/site.css"
#: Where every link, form and style of the page leads, and what bases it has.
LEADS = """[Array.from(document.querySelectorAll('a[href], link[href]')).map(e => e.href)
  .concat(Array.from(document.querySelectorAll('form')).map(e => e.action)), document.querySelectorAll('base').length, document.baseURI]"""


def judged(answer: tuple[list[str], int, str], top: str) -> None:
    """All of the page's addresses lie below ``top``."""
    leads, bases, base = answer
    assert bases == 0
    assert urlsplit(base).netloc == urlsplit(top).netloc
    here = {lead for lead in leads if not lead.startswith(top)}
    assert {lead.partition("#")[0] for lead in here} <= {base.partition("#")[0]}, here
    assert {f"{top}catalogue.html", f"{top}index.html", top + STYLE} <= {re.sub(r"-[0-9a-f]{10}\.css$", ".css", lead) for lead in leads}


@pytest.fixture(scope="module", params=["", "sub/folder/"])
def top(request: pytest.FixtureRequest, shipped_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site's top: the server's own, and a folder below it."""
    with hosting(needed(nginx(), "nginx"), shipped_site, tmp_path_factory.mktemp("root"), str(request.param)) as address:
        yield address


def addresses(top: str) -> list[str]:
    """Return what to ask for: below the site, and with the site's folder behind the attack."""
    host = "/".join(top.split("/")[:3]) + "/"
    return [*(top + path for path in PATHS), *(host + path for path in PATHS if "EVIL" in path)]


def test_chromium(browser: Browser, top: str) -> None:
    """No base, no request elsewhere, no script but the site's own; links lead to the site and work."""
    for address in addresses(top):
        if not address.startswith(top):
            continue
        with opened(browser, Path(), inside="/".join(top.split("/")[:3]) + "/", lossy=True) as page:
            page.on("dialog", lambda dialog: pytest.fail(dialog.message))
            page.goto(address)
            expect(page.locator("h1")).to_have_text("没有这个页面")
            expect(page.locator("main .cl-button").first).to_have_js_property("href", f"{top}catalogue.html")
            judged(page.evaluate(LEADS), top)
            expect(page.locator("main .cl-button").first).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
            page.locator("main .cl-button").first.click()
            expect(page.locator("h1")).to_have_text("课程目录")
            assert page.url == f"{top}catalogue.html"


def test_outside_the_sites_folder(browser: Browser, top: str) -> None:
    """Asked for beside the site's folder, where no top can be found, the page still takes no other host."""
    host = "/".join(top.split("/")[:3]) + "/"
    for address in addresses(top):
        if address.startswith(top):
            continue
        with opened(browser, Path(), inside=host, lossy=True) as page:
            page.goto(address, wait_until="networkidle")
            expect(page.locator("h1")).to_have_text("没有这个页面")
            leads, bases, _ = page.evaluate(LEADS)
            assert bases == 0
            assert {urlsplit(lead).netloc for lead in leads} == {urlsplit(host).netloc}


def test_firefox(top: str, tmp_path: Path) -> None:
    """The same in Firefox."""
    program = needed(firefox(), "Firefox")
    with running(program, tmp_path / "profile") as page:
        page.inside = ("/".join(top.split("/")[:3]) + "/",)
        for address in addresses(top):
            if not address.startswith(top):
                continue
            page.open(address)
            page.until(f"document.querySelector('main .cl-button').href === '{top}catalogue.html'")
            judged(page.evaluate(LEADS), top)
        assert page.trouble == []


def test_without_scripts_it_reads(browser: Browser, top: str) -> None:
    """What it says stands in the page."""
    with opened(browser, Path(), inside=top, lossy=True, java_script_enabled=False) as page:
        page.goto(f"{top}courses/nothing.html")
        assert "地址可能写错了" in page.inner_text("main")
