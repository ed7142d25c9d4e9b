"""Links and requests: everything leads somewhere inside the site's folder, checked without the generator's own reader."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import esprima
import pytest

from ..support.sites import Reader, files_of, pages_of

#: Elements whose address a browser asks for by itself; of <link> only some relations are asked for.
_ASKED = {"script", "img", "source", "video", "audio", "iframe", "embed", "object", "input", "track", "body"}


@pytest.fixture(scope="module", params=["shipped", "small"])
def readers(request: pytest.FixtureRequest, shipped_site: Path, small_site: Path) -> dict[str, Reader]:
    """The pages of each of the two sites, read."""
    site = shipped_site if request.param == "shipped" else small_site
    found = {path: Reader(html) for path, html in pages_of(site).items()}
    found[""] = Reader("".join(f'<i id="{path}">' for path in files_of(site)))
    return found


def test_every_link_and_anchor_exists(readers: dict[str, Reader]) -> None:
    """Every relative address of every page is a file of the site, and every fragment an id of its page."""
    files = set(readers[""].ids)
    missing = []
    for path, reader in readers.items():
        for _, _, value in reader.addresses():
            parts = urlsplit(value)
            if parts.scheme or parts.netloc:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            # What stands behind # for the planner is read by its script.
            stated = target == "planner.html" and parts.fragment.startswith("start=")
            fragment = "" if stated else unquote(parts.fragment)
            if target not in files or (fragment and fragment not in readers[target].ids):
                missing.append((path, value))
    assert missing == []


def test_links_are_relative_and_stay_inside(readers: dict[str, Reader]) -> None:
    """No address starts at a server's top, climbs out of the site, or is absolute, but for links that a reader clicks."""
    for path, reader in readers.items():
        for tag, name, value in reader.addresses():
            assert not value.startswith(("/", "\\")), (path, value)
            if re.match("[a-z][a-z0-9+.-]*:", value):
                assert (tag, name) in {("a", "href"), ("link", "href")}, (path, value)
                assert value.startswith(("http://", "https://", "mailto:")), (path, value)
            else:
                assert not posixpath.normpath(posixpath.join(posixpath.dirname(path), value)).startswith("../"), (path, value)


def test_no_element_asks_another_host(readers: dict[str, Reader]) -> None:
    """Scripts, images, style sheets and icons come from the site's own folder; nothing is preloaded from elsewhere."""
    for path, reader in readers.items():
        for tag, attributes in reader.elements:
            for name in ("src", "srcset", "poster", "data", "background") if tag in _ASKED else ():
                assert not re.match(r"\s*([a-z][a-z0-9+.-]*:|//)", attributes.get(name, ""), re.IGNORECASE), path
            if tag == "link":
                relations = set(attributes.get("rel", "").split())
                assert not relations & {"preconnect", "dns-prefetch", "preload", "prefetch", "modulepreload", "manifest"}, path
                assert relations == {"canonical"} or not re.match(r"[a-z]+:|//", attributes["href"]), path
            assert tag not in {"iframe", "object", "embed", "base", "portal"}, path
            if tag == "form":  # a search leads to the site's own catalogue; the form for lecturers is sent nowhere
                assert re.fullmatch(r"((\.\./)*catalogue\.html)?", attributes.get("action", "")), path
                assert attributes.get("method", "get") == "get", path
            assert "ping" not in attributes, path


def test_ids_are_unique_and_labels_resolve(readers: dict[str, Reader]) -> None:
    """No page uses an id twice, and every reference of an ARIA attribute exists."""
    for path, reader in readers.items():
        assert len(reader.ids) == len(set(reader.ids)), path
        for _, attributes in reader.elements:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                assert set(attributes.get(name, "").split()) <= set(reader.ids), (path, attributes)


def test_every_page_has_one_heading_a_title_and_a_language(readers: dict[str, Reader]) -> None:
    """A page says in which language it is, what it is called, and has one main heading."""
    for path, reader in readers.items():
        tags = [tag for tag, _ in reader.elements]
        if path:
            assert tags.count("h1") == 1, path
            assert tags.count("title") == 1, path
            assert dict(reader.elements)["html"]["lang"].startswith("zh"), path
            assert any(a.get("name") == "viewport" for _, a in reader.elements), path


def test_styles_ask_nobody(shipped_site: Path) -> None:
    """Style sheets import nothing and take every image from their own text or folder."""
    sheets = sorted(shipped_site.rglob("*.css"))
    assert len(sheets) >= 2
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text, sheet.name
        targets = re.findall(r"url\(\s*[\"']?([^\"')]*)", text)
        assert [t for t in targets if not t.startswith(("data:", "#"))] == [], sheet.name
        assert not re.search(r"\b(?:src|url)\s*[:(]\s*[\"']?(?:https?:)?//", text), sheet.name


def test_scripts_are_classic_es2015_and_ask_nobody(shipped_site: Path) -> None:
    """Every script parses as a classic ES2015 script, names no host, and uses nothing that requests or evaluates."""
    scripts = sorted(shipped_site.rglob("*.js"))
    assert scripts
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        for node in esprima.tokenize(text):
            assert node.value not in {"fetch", "XMLHttpRequest", "eval", "async", "await", "import", "WebSocket", "EventSource",
                                      "sendBeacon", "innerHTML", "outerHTML", "insertAdjacentHTML"}, script.name
            assert not (node.type == "Punctuator" and node.value in {"**", "**="}), script.name
            # Inside a vendored writer of workbooks stand the names of XML namespaces, which look like addresses.
            named = "" if script.name == "write-excel-file.js" else node.value
            assert not (node.type == "String" and re.search(r"//[a-z0-9-]+[.:]", named)), script.name
        esprima.parseScript(text)


def test_inline_scripts_are_the_few_known_ones(shipped_site: Path) -> None:
    """Only structured data and the base of the 404 page stand inside pages; nothing else runs there."""
    for path, html in pages_of(shipped_site).items():
        inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", html, re.DOTALL)
        plain = [text for attributes, text in inline if not re.search(r'type="application/(ld\+)?json"', attributes)]
        assert len(plain) == (1 if path == "404.html" else 0), path
        for text in plain:
            esprima.parseScript(text)
