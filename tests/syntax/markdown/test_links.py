"""Links and pictures of a body: which there are, where they stand, where they lead."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.library import links
from courselib.syntax.markdown.document import parse
from courselib.syntax.markdown.links import Link, find_links
from courselib.syntax.markdown.places import cells_of

MARKDOWN = st.text(alphabet="ab`~#[]()<>!\\ \n\t|-:'\"=/.中", max_size=80)


def found(body: str, first_line: int = 1) -> list[Link]:
    return find_links(parse(body, first_line))


@given(MARKDOWN)
def test_places_of_links_lie_in_the_body(body: str) -> None:
    """Whatever the text, each link has a line that is there, and a column that is on it."""
    lines = body.split("\n")
    for link in found(body):
        assert 1 <= link.line <= len(lines)
        assert 1 <= link.column <= len(lines[link.line - 1]) + 1


@pytest.mark.parametrize(("body", "target", "line", "column"), [
    ("x\n\n看 ![a](b.png)", "b.png", 12, 8), ("> 甲\n> [乙](c.md)", "c.md", 11, 7), ("- 甲\n  - [乙](c.md)", "c.md", 11, 9),
    ("| a | b |\n|---|---|\n| c | [d](e.md) |", "e.md", 12, 11), ("# [a](b.md)", "b.md", 10, 7),
    ("甲 <https://a.b/>", "https://a.b/", 10, 4),
    ("<p>\n<a href='b.md'>c</a>\n</p>", "b.md", 11, 10), ("a[^1]\n\n[^1]: 见[b](c.md)", "c.md", 12, 12),
    ("!!! note\n    [a](b.md)", "b.md", 11, 9),
    ("<div>\n<p>甲</p>\n<img src=b.png alt=c>\n</div>", "b.png", 12, 10), ("[a\nb](c.md)", "c.md", 11, 4),
    ("词\n:   [a](b.md)", "b.md", 11, 9),
])
def test_places_point_at_targets(body: str, target: str, line: int, column: int) -> None:
    """Line and column lead to where the address is written, in every kind of block."""
    assert [(k.target, k.line, k.column) for k in found(body, 10)] == [(target, line, column)]


@pytest.mark.parametrize(("body", "targets"), [
    ("[a](b.md)", ["b.md"]), ('![a](b.png "题目") [c](<d e.md>)', ["b.png", "d e.md"]), ("[![a](b.png)](c.md)", ["b.png", "c.md"]),
    ("[a](b_(c).md)", ["b_(c).md"]), ("[a\nb](c.md)", ["c.md"]), ("[a](java\tscript:x)", []), ("[a][b]\n\n[b]: c.md", ["c.md"]),
    ("<a class=x href='c.md'>d</a>", ["c.md"]), ("<img\n src=c.png>", ["c.png"]), ("`[a](b.md)` ``[a](`b.md)``", []),
    ("\\`[a](b.md)`", ["b.md"]),
    ("```\n[a](b.md)\n```\n[c](d.md)", ["d.md"]), ("````\n```\n[a](b.md)\n````", []), ("```\n[a](b.md)", []), ("\\[a](b.md)", []),
    ("[a]\n\n(b.md)", []), ("[^1]: 脚注", []), ("a](b.md)", []), ("[a](b.md", []), ("<!-- [a](b.md) -->", []),
    ("<!--\n[a](b.md)\n\n[c](d.md)\n-->", []),
    ("    [a](b.md)", []), ("字\n\n    [a](b.md)", []), ("- 甲\n\n      [a](b.md)", []), ("<script>\n<a href=b.md>x</a>\n</script>", []),
    ("甲 <!-- <a href=b.md>x</a> -->", []), ("<https://a.b/c> <x@y.example>", ["https://a.b/c", "mailto:x@y.example"]), ("[a]: b.md", []),
    ("- 甲\n\n  [a]: b.md\n\n[a]", ["b.md"]), ("<details>\n\n[a](b.md)\n\n</details>", ["b.md"]), ("a[^1]\n\n[^1]: [b](c.md)", ["c.md"]),
    ("<div>[a](b.md)</div>", []), ("~~[a](b.md)~~", ["b.md"]), ("**[a](b.md)：**甲", ["b.md"]),
])
def test_links_found(body: str, targets: list[str]) -> None:
    """The links of the page are found; what stands in code or in a comment is none."""
    assert [k.target for k in found(body)] == targets


def test_words_of_links() -> None:
    """A link says what is shown of it; a picture its words."""
    shown = [(k.text, k.image) for k in found("[甲**乙**](c.md) ![丙*丁*](d.png) [![](e.png)](f.md) <a href=g.md>戊</a> [](h.md)")]
    assert shown == [("甲乙", False), ("丙丁", True), ("", True), ("图", False), ("戊", False), ("", False)]


@given(st.lists(st.text(alphabet="ab\\中 ", max_size=5).map(lambda t: t.replace("\\", "").strip()), min_size=1, max_size=6))
def test_cells_come_back(cells: list[str]) -> None:
    """A row made of cells falls apart into the same cells; those at its edges that are empty end it."""
    assert cells_of("| " + " | ".join(cells) + " |") == cells or "" in (cells[0], cells[-1])


@pytest.mark.parametrize(("target", "scheme"), [
    ("https://a", "https"), ("JavaScript:x", "javascript"), ("java\tscript:x", "javascript"), ("\x01javascript:x", "javascript"),
    ("java&#9;script&colon;x", "javascript"), ("a/b:c", ""), ("a.md", ""), ("//a", ""), ("data:x", "data"), ("", ""),
    ("java\r\nscript:x", "javascript"), (" \x00 vbscript:x", "vbscript"),
])
def test_schemes(target: str, scheme: str) -> None:
    """Schemes are seen as a browser sees them."""
    assert links.scheme_of(target) == scheme


@given(
    st.text(alphabet="./\\ab%2eEfF#?:", max_size=30), st.sampled_from(["plan.yml", "courses/a.md", "courses/a/b/c.md", "pages/x.md"]),
)
def test_resolved_paths_never_leave_content(target: str, path: str) -> None:
    """A target leads to a normalised path below content, to the file itself, or nowhere."""
    resolved = links.resolve(target, path)
    if resolved:
        assert not resolved.startswith(("/", ".."))
        assert "\\" not in resolved
        assert posixpath.normpath(resolved) == resolved


def test_resolution_and_site_paths() -> None:
    """Relative targets go by the file's folder; records stand flat in the site."""
    assert links.resolve("../urban/x.md#a", "courses/rural/y.md") == "courses/urban/x.md"
    assert links.resolve("#a", "courses/y.md") == ""
    assert links.resolve("../../x.md", "courses/y.md") is None
    assert links.resolve("%2e%2e/%2e%2e/x.md", "courses/y.md") is None
    assert links.site_path("courses/rural/a.md") == "courses/a.html"
    assert links.site_path("curricula/a.yml") == "curricula/a.html"
    assert links.site_path("pages/guide/a.md") == "guide/a.html"
    assert links.site_path("media/a.pdf") == "media/a.pdf"


@pytest.mark.parametrize(("written", "href"), [
    ("../all/reading.md", "reading.html"), ("../all/reading.md#课程大纲", "reading.html#c-outline"),
    ("#教学目标", "#c-objectives"), ("#c-objectives", "#c-objectives"), ("#main", "#c-main"),
    ("../../lecturers/teacher.md", "../lecturers/teacher.html"), ("../../media/a/b.pdf", "../media/a/b.pdf"),
    ("https://example.org/a?b=c", "https://example.org/a?b=c"), ("mailto:a@example.org", "mailto:a@example.org"),
    ("../../../../etc/passwd", None), ("/etc/passwd", None), ("..\\x.md", None), ("ftp://example.org/", None), ("file:///x", None),
    ("//example.org/x", None), ("java\tscript:alert(1)", None), ("\x01javascript:x", None), ("JAVASCRIPT:x", None),
    ("data:text/html,x", None),
    ("%6aavascript:x", "javascript%3Ax"), ("https:\\\\evil.example", "https:%5C%5Cevil.example"), ("\\\\evil.example", None), ("", None),
])
def test_links_lead_to_pages(written: str, href: str | None) -> None:
    """Links between files become links between pages; one that leaves the library, or has another scheme, is none."""
    assert links.page_address(written, "courses/rural/theory.md") == href
