"""A file of the search that is missing or damaged is told as such, and never looks like an empty answer."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ...support.browser import opened
from ...support.engine import ask, failure, script_of, start

pytestmark = pytest.mark.browser
FIND = "CourseLib.modules.search_engine.find({text: '党员', facets: ['sectors']})"
#: What asks first for a file of each family.
FAMILIES = {
    "p": FIND, "c": FIND, "x": "CourseLib.modules.search_engine.find({text: '', sort: 'title'})", "y": "CourseLib.modules.search_engine.find({text: 'nongcun'})",
}


@pytest.fixture
def site(shipped_site: Path, tmp_path: Path) -> Path:
    """A copy of what the engine needs of the shipped site, its scripts and styles being the very same files."""
    shutil.copytree(shipped_site / "search", tmp_path / "site" / "search")
    (tmp_path / "site" / "assets").symlink_to(shipped_site / "assets")
    shutil.copy2(shipped_site / "404.html", tmp_path / "site" / "404.html")
    return tmp_path / "site"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """A page on which loads may fail."""
    with opened(browser, site, inside=(f"{site.as_uri()}/", "http://127.0.0.1:"), lossy=True) as page:
        yield page


@pytest.mark.parametrize("family", FAMILIES)
def test_a_missing_file_is_named(page: Page, site: Path, family: str) -> None:
    """Whatever family a missing file is of, the answer fails with its name; put back, it is found again without reloading."""
    start(page, f"{site.as_uri()}/")
    hidden = site / "search" / f"{family}-hidden"
    (site / "search" / family).rename(hidden)
    code, name = failure(page, FAMILIES[family])
    assert code == "missing"
    assert name.startswith(f"search/{family}/")
    hidden.rename(site / "search" / family)
    assert (site / name).is_file()
    assert failure(page, FAMILIES[family]) is None


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("harm", ["cut", "foreign", "empty", "other", "short"])
def test_a_damaged_file_is_named(page: Page, site: Path, family: str, harm: str) -> None:
    """A file cut short, replaced by an error page, empty, another's, or with data that does not unpack is told as damaged."""
    start(page, f"{site.as_uri()}/")
    for path in script_of(site, family):
        text = path.read_text(encoding="ascii")
        head, data = text.rsplit('","', 1)
        damaged = {
            "cut": text[: len(text) // 2], "foreign": "<!doctype html><title>404</title>", "empty": "",
            "other": text.replace(f'"{family}/', '"q/'), "short": f'{head}","{data[: len(data) // 8 * 4]}");',
        }
        path.write_text(damaged[harm], encoding="ascii")
    code, name = failure(page, FAMILIES[family])
    assert code == "damaged"
    assert name.startswith(f"search/{family}/")


@pytest.mark.parametrize(("text", "code"), [(None, "missing"), ("", "damaged"), ('CourseLib.put("boot","0","AAAA")', "damaged")])
def test_without_a_boot_file_nothing_opens(page: Page, site: Path, text: str | None, code: str) -> None:
    """A missing or damaged boot file is told when the library is opened, and again by every query."""
    boot = site / "search" / "boot.js"
    whole = boot.read_bytes()
    start(page, f"{site.as_uri()}/")
    page.reload()
    boot.unlink()
    if text is not None:
        boot.write_text(text, encoding="ascii")
    with pytest.raises(Exception, match=f"{code}: search/boot.js"):
        start(page, f"{site.as_uri()}/")
    assert failure(page, FIND) == [code, "search/boot.js"]
    boot.write_bytes(whole)
    assert failure(page, FIND) is None


def test_a_missing_table_is_told(page: Page, site: Path) -> None:
    """Traditional characters cannot be searched without the table; simplified ones can."""
    start(page, f"{site.as_uri()}/")
    (site / "search" / "t2s.js").unlink()
    assert failure(page, "CourseLib.modules.search_engine.find({text: '黨員'})") == ["missing", "search/t2s.js"]
    assert failure(page, FIND) is None


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server:
    """The site over HTTP on this machine, until it is stopped."""

    def __init__(self, site: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/"

    def stop(self) -> None:
        """Answer no more."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()


@pytest.fixture
def server(site: Path) -> Iterator[_Server]:
    """A server of the copied site."""
    made = _Server(site)
    yield made
    made.stop()


@pytest.mark.parametrize("way", ["http", "file"])
@pytest.mark.parametrize("text", ["", "田间实战"])
def test_a_site_published_anew_is_followed(
    page: Page, site: Path, small_site: Path, server: _Server, way: str, text: str
) -> None:
    """When the site was published anew under an open page, files that are gone and files of other courses lead to the new ones."""
    start(page, server.address if way == "http" else f"{site.as_uri()}/")
    shutil.rmtree(site / "search")
    shutil.copytree(small_site / "search", site / "search")
    [answer] = ask(page, [{"text": text, "limit": 500}])
    expected = ["skills"] if text else ["reading", "theory", "rural-series", "skills"]
    assert [name for name, _ in answer["hits"]] == expected


def test_a_server_is_asked_for_the_files_of_one_build(page: Page, server: _Server) -> None:
    """Over HTTP the boot file's edition stands behind the addresses of the others, so that kept files of other builds are not taken."""
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url.removeprefix(server.address)))
    edition = start(page, server.address)["edition"]
    assert failure(page, FIND) is None
    shards = [a for a in asked if a.startswith("search/")]
    assert shards[0] == "search/boot.js"
    assert len(shards) > 2
    assert {a.partition("?")[2] for a in shards[1:]} == {edition}


def test_over_http_a_missing_file_is_told_after_one_more_try(page: Page, site: Path, server: _Server) -> None:
    """The boot file is read once more past the cache; when the file is still missing, that is told."""
    start(page, server.address)
    shutil.rmtree(site / "search" / "p")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url.removeprefix(server.address)))
    code, name = failure(page, FIND)
    assert (code, name.startswith("search/p/")) == ("missing", True)
    assert len([a for a in asked if a.startswith("search/boot.js?")]) == 1


def test_a_server_that_is_gone_is_told_by_the_file_that_was_asked_for(page: Page, server: _Server) -> None:
    """When nothing can be loaded any more, the file of the query is named, and what was loaded before still answers."""
    start(page, server.address)
    assert failure(page, FIND) is None
    server.stop()
    assert failure(page, "CourseLib.modules.search_engine.find({text: '火星'})")[0] == "missing"
    assert failure(page, FIND) is None
