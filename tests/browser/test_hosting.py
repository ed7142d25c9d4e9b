"""Hosting by the guide's lines: a real nginx packs files, tells browsers what to keep, and answers missing addresses at any depth."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

from ..support.needs import needed
from ..support.nginx import hosting, nginx
from ..support.sites import files_of

pytestmark = pytest.mark.browser
LONG, ASK = "public, max-age=31536000, immutable", "no-cache"
#: A name that changes with what the file holds.
NAMED_BY_CONTENT = re.compile(r"-[0-9a-f]{10}\.(css|js)")


@pytest.fixture(scope="module", params=["", "sub/folder/"])
def top(request: pytest.FixtureRequest, shipped_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site's top: the server's own, and a folder below it."""
    with hosting(needed(nginx(), "nginx"), shipped_site, tmp_path_factory.mktemp("hosted"), str(request.param)) as address:
        yield address


def asked(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """Return status, headers and body of an answer."""
    named = {k.replace("_", "-"): v for k, v in headers.items()}
    request = urllib.request.Request(address, headers=named)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_texts_travel_packed(top: str, shipped_site: Path) -> None:
    """Pages, styles, scripts, data and pictures of lines come in gzip and are what was built; who cannot unpack gets them plain."""
    for end in (".html", ".css", ".js", ".json", ".svg", ".xml"):
        path = max((p for p in files_of(shipped_site) if p.endswith(end)), key=lambda p: (shipped_site / p).stat().st_size)
        whole = (shipped_site / path).read_bytes()
        _, headers, body = asked(top + path, Accept_Encoding="gzip")
        assert (path, headers["Content-Encoding"], headers["Vary"]) == (path, "gzip", "Accept-Encoding")
        assert gzip.decompress(body) == whole
        assert len(body) < len(whole)
        assert asked(top + path)[2] == whole


def test_only_what_is_named_by_its_content_is_kept_without_asking(top: str, shipped_site: Path) -> None:
    """Styles and scripts with a check sum in their name stay for a year; of all else the browser asks, and gets nothing twice."""
    kept = [p for p in files_of(shipped_site) if NAMED_BY_CONTENT.search(p)]
    assert {p.partition("/")[0] for p in kept} == {"assets"}
    assert len(kept) >= 6
    asking = ["", "index.html", "search/boot.js", "assets/favicon.svg", "manifest.json", "feed.xml", "courses/all-member-theory-core.html"]
    for path in [*kept, *(p for p in asking if p == "" or (shipped_site / p).is_file())]:
        status, headers, _ = asked(top + path)
        assert (path, status, headers.get_all("Cache-Control")) == (path, 200, [LONG if path in kept else ASK])
        again, _, body = asked(top + path, If_None_Match=headers["ETag"])
        assert (again, body) == (304, b"")


def test_a_missing_address_is_said_to_be_missing(top: str, shipped_site: Path) -> None:
    """The page for it comes with its own status at any depth, and is not kept."""
    page = (shipped_site / "404.html").read_bytes()
    for path in ("nothing.html", "courses/nothing.html", "a/b/c/d/e/nothing", "assets/site-0123456789.css", "courses/nothing.html?q=1"):
        status, headers, body = asked(top + path)
        assert (path, status, body) == (path, 404, page)
        assert LONG not in headers.get_all("Cache-Control", [])
