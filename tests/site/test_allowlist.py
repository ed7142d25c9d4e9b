"""What may stand in a published page, judged apart from what made it: hostile tags and addresses are refused, each real page passes."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from courselib.library import body
from courselib.library.body import read_body
from courselib.runtime.errors import ContentError, SystemFault
from courselib.runtime.resources import theme_folder
from courselib.site.allowlist import Scanner, judged, safe_address
from courselib.site.engine import mkdocs
from courselib.site.policy import POLICY
from courselib.syntax.markdown.html import ATTRIBUTES
from courselib.syntax.markdown.html_tags import BLOCK_TAGS, INLINE_TAGS

from ..support.sites import build_site, files_of, pages_of

HEAD = f'<!doctype html>\n<html lang="zh"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}"></head><body>'
#: Each of these would run, load, send or dress up something.
HOSTILE = (
    "<script>alert(1)</script>", '<script src="https://evil.example/x.js"></script>', '<script src="//evil.example/x.js"></script>',
    '<script src="media/x.js"></script>', '<script src="assets/../media/x.js"></script>', '<script src="/assets/x.js"></script>',
    '<script src="data:text/javascript,alert(1)"></script>', '<script type="module" src="assets/x.js"></script>',
    '<script type="text/javascript">alert(1)</script>', '<script type="application/json" src="assets/x.js"></script>',
    '<SCRIPT SRC="assets/x.js"></SCRIPT>', "<script/src=assets/x.js>", '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>', '<a href=" javascript:alert(1)">x</a>', '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#9;script:alert(1)">x</a>', '<a href="&#x6a;avascript:alert(1)">x</a>', '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="%6aavascript:alert(1)">x</a>', '<a href="%256aavascript:alert(1)">x</a>', '<a href="&amp;#x6a;avascript:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>', '<a href="vbscript:x">x</a>', '<a href="data:text/html,x">x</a>',
    '<a href="//evil.example/">x</a>', '<a href="\\\\evil.example\\">x</a>', '<a href="/\\evil.example/">x</a>',
    '<a href="%2f%2fevil.example/">x</a>', '<a href="%5cevil">x</a>', '<a href="/etc/passwd">x</a>', '<a href="file:///etc/passwd">x</a>',
    '<a href=javascript:alert(1)>x</a>', "<a href='javascript:alert(1)'>x</a>", '<a title=">" href="javascript:alert(1)">x</a>',
    '<a href="x.html" href="javascript:alert(1)">x</a>', '<a\nhref="javascript:alert(1)">x</a>', '<a\x0chref="javascript:alert(1)">x</a>',
    '<a href="x.html" onclick="alert(1)">x</a>', '<a href="x.html" ONCLICK="alert(1)">x</a>', '<a href="x.html" style="color:red">x</a>',
    '<a href="x.html" target="_top">x</a>', '<a href="x.html" ping="https://evil.example/">x</a>',
    '<img src="x.png" onerror="alert(1)">', '<img src="https://evil.example/x.png">', '<img src="x.png" srcset="//evil.example/x 2x">',
    '<img src="data:image/svg+xml,x">', "<img src=x onerror=alert(1)>", '<base href="//evil.example/">', '<iframe src="x.html"></iframe>',
    '<object data="x"></object>', "<embed>", "<style>a{}</style>", '<p style="color:red">x</p>', "<template><p>x</p></template>",
    "<svg><script>alert(1)</script></svg>", '<svg><a xlink:href="javascript:alert(1)"></a></svg>', "<svg><animate></svg>",
    "<math><mi>x</mi></math>", '<meta http-equiv="refresh" content="0;url=//evil.example/">', '<META HTTP-EQUIV="refresh">',
    '<meta http-equiv="set-cookie" content="x">', '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<link rel="stylesheet" href="media/x.css">', '<link rel="preload" href="x">', '<link href="x.css">', '<link rel="import" href="x">',
    '<form action="https://evil.example/"></form>', '<form method="post"></form>', '<button formaction="javascript:alert(1)">x</button>',
    '<input type="image" src="x.png">', '<input type="password">', "<!-- x -->", "<!--><img src=x onerror=alert(1)>-->", "<?php x ?>",
    "<![CDATA[x]]>", "a < b", "<", "<a", '<a href="x.html', '<a href="x.html"<b>', "<a <b>", "</script foo>", "</iframe>", "<plaintext>",
    "<xmp>", "<noscript>x</noscript>", "<x-y>", "<p data-x=\"1\">x</p>", "<p/onclick=alert(1)>", "<marquee>",
)
KIND = (
    '<a href="../courses/a.html#c-x">x</a>', '<a href="https://www.12371.cn/?a=1&amp;b=%25" rel="noopener noreferrer">x</a>',
    '<a href="mailto:a@b.cn">x</a>', '<a href="#main">x</a>', '<a href="catalogue.html?q=%E5%85%9A%3A1">x</a>',
    '<img src="../media/a%20b.png" alt="a &gt; b">', '<script src="../assets/scripts/site-0123456789.js"></script>', '<script src="search/boot.js"></script>',
    '<script type="application/ld+json">{"a":"\\u003c"}</script>', '<details open><summary>x</summary></details>', "<br>", "a &lt; b > c",
    '<input type="checkbox" disabled checked>', '<td colspan="3">x</td>', "<hr />",
)


def scan(html: str, page: str = "courses/a.html") -> list[str]:
    """Return why a page with this in its body is refused."""
    return [found.why for found in Scanner(theme_folder()).scan(f"{HEAD}{html}</body></html>", page)]


@pytest.mark.parametrize("html", HOSTILE)
def test_what_must_not_be_published_is_found(html: str) -> None:
    """Anywhere in a page, alone and between good ones, and though the tag before it was seen already."""
    assert scan(html) != []
    assert scan(f"<p>x</p>{html}<p>x</p>") != []


@pytest.mark.parametrize("html", KIND)
def test_what_authors_and_pages_need_is_let_through(html: str) -> None:
    """Links, pictures, scripts of the site, data."""
    assert scan(html) == []


#: A value that an attribute keeps, where not any will do.
_KEPT = {"href": "a.html", "src": "media/a.png", "start": "2", "value": "2", "width": "20", "height": "20", "colspan": "2", "rowspan": "2"}


@pytest.mark.parametrize("tag", sorted(INLINE_TAGS | BLOCK_TAGS))
def test_whatever_a_body_may_hold_may_be_published(tag: str) -> None:
    """What the check accepts, the build publishes: every tag of a body, with every attribute that it may have, passes."""
    names = sorted(ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset()))
    attributes = "".join(f' {name}="{_KEPT.get(name, "c-x" if name == "id" else "x")}"' for name in names)
    body = read_body(f"<{tag}{attributes}>x</{tag}>\n\ny <{tag}{attributes}>x</{tag}> z\n", 1, "courses/a.md")
    assert f"<{tag}" in body.rendered.html
    assert scan(body.rendered.html) == []


@pytest.mark.parametrize("change", [
    lambda h: h.replace("<head>", "<head><title>x</title>"), lambda h: h.replace("'none'", "*", 1),
    lambda h: h.replace("<head>", "<head> x"),
    lambda h: re.sub("<meta[^>]*>", "", h), lambda h: "x" + h,
])
def test_the_policy_stands_first_and_whole(change: object) -> None:
    """A page without the policy, with another, or with anything before it is refused."""
    assert callable(change)
    page = f"{HEAD}<p>x</p></body></html>"
    assert Scanner(theme_folder()).scan(page, "a.html") == []
    assert Scanner(theme_folder()).scan(change(page), "a.html") != []


def test_only_the_page_for_missing_addresses_has_its_script(small_site: Path) -> None:
    """The same bytes are refused as another page, and with one letter of the script changed."""
    page = (small_site / "404.html").read_text(encoding="utf-8")
    scanner = Scanner(theme_folder())
    assert scanner.scan(page, "404.html") == []
    assert scanner.scan(page, "index.html") != []
    assert scanner.scan(page.replace("DEEPEST = 30", "DEEPEST = 31"), "404.html") != []
    assert scanner.scan(page.replace("</body>", "<script>alert(1)</script></body>"), "404.html") != []


@pytest.mark.parametrize("value", ["a.html", "#x", "?q=a:b", "a/b.html?x=http://y", "./a", "../a", "a%20b.pdf", ""])
def test_relative_addresses_are_the_sites_own(value: str) -> None:
    """A colon behind a slash, a question mark or a hash makes no scheme."""
    assert safe_address(value, outward=False)
    assert safe_address(value, outward=True)


def test_every_page_is_let_through_and_read_alike(shipped_site: Path, small_site: Path) -> None:
    """No page of either site is refused, and a browser's reader finds no element that this one does not know."""
    scanner = Scanner(theme_folder())
    for site in (shipped_site, small_site):
        for path, html in pages_of(site).items():
            assert scanner.scan(html, path) == []
            assert html.index("<meta charset") < 1024, path
    html = (small_site / "courses/theory.html").read_text(encoding="utf-8")
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        name = str(element.tag).rpartition("}")[2]
        assert judged(f"<{name}>") == "" or name in ("link", "script"), name
        assert not {n for n in element.attrib if n.startswith("on") or n == "style"}


def test_a_script_in_a_body_stops_the_build(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever let it through: the record names page and file, and the site that stands is left alone."""
    site = tmp_path / "site"
    build_site(content, site)
    before = files_of(site)
    monkeypatch.setattr(body, "to_html", lambda *_, **__: '<p><a href="%6aavascript:alert(1)">x</a></p>')
    with pytest.raises(ContentError) as raised:
        build_site(content, site, full=True)
    problems = raised.value.problems  # type: ignore[attr-defined] # told by the command line
    found = [p for p in problems if p.code == "B540"]
    assert "courses/rural/theory.md" in {p.path for p in found}
    assert {p.path for p in found} >= {"lecturers/teacher.md", "venues/hall.md", "pages/notes.md"}
    theory = next(p for p in found if p.path == "courses/rural/theory.md")
    assert "courses/theory.html" in theory.message
    assert "%6aavascript" in theory.message
    assert files_of(site) == before


def test_a_tag_of_the_theme_is_the_programs_fault(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in the shells is blamed on no author."""
    collect = mkdocs._collect

    def planted(*arguments: object) -> object:
        output = collect(*arguments)  # type: ignore[arg-type] # handed through
        output.shells["course"] = output.shells["course"].replace("</body>", "<p style=\"color:red\">x</p></body>")
        return output

    monkeypatch.setattr(mkdocs, "_collect", planted)
    with pytest.raises(SystemFault, match=r"courses/.*style"):
        build_site(content, tmp_path / "site", full=True)


def test_time_grows_with_length_only() -> None:
    """Repetitions that could hurt a pattern, up to a size at which anything worse than linear would never end."""
    for piece in ("<", '<a "', "<a a", '<a a="', "<a " + "a" * 50, "&#", "%25", '<a href="%25'):
        for size in (1_000, 10_000, 100_000):
            html = HEAD + piece * (size // len(piece))
            assert Scanner(theme_folder()).scan(html, "a.html") != [] or "<" not in piece
    for size in (1_000, 100_000, 1_000_000):
        assert judged("<a" + " " * size + '"') != ""
        assert judged("<a" + " a" * size + ' "') != ""
        assert judged('<a href="' + "%25" * size + '">') in ("", "不许用的地址")
        assert judged('<a href="' + "a/" * size + '%">') == ""
