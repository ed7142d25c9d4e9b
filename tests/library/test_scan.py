"""Markdown by lines: fences, code spans, headings, blocks, links."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.library import links, scan

MARKDOWN = st.text(alphabet="ab`~#[]()<>!\\ \n\t|-:'\"=/.中", max_size=80)


@given(MARKDOWN)
def test_places_of_links_point_at_their_targets(body: str) -> None:
    """Whatever the text, each link's line and column lead to where its target begins."""
    lines = body.split("\n")
    for link in links.find_links(body, 1):
        assert 1 <= link.line <= len(lines)
        rest = scan.blank_code(lines[link.line - 1])[link.column - 1 :]
        assert link.target[:1] in rest


@given(MARKDOWN)
def test_blanked_code_keeps_its_length(body: str) -> None:
    """Columns stay right because nothing moves."""
    for line in body.split("\n"):
        assert len(scan.blank_code(line)) == len(line)
    numbers = [number for number, _ in scan.visible_lines(body, 1)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("[a](b.md)", ["b.md"]),
        ('![a](b.png "题目") [c](<d e.md>)', ["b.png", "d e.md"]),
        ("[![a](b.png)](c.md)", ["b.png", "c.md"]),
        ("[a](b_(c).md)", ["b_(c).md"]),
        ("[a\nb](c.md)", ["c.md"]),
        ("[a](java\tscript:x)", ["java\tscript:x"]),
        ("[a][b]\n\n[b]: c.md", ["c.md"]),
        ("[b]:\n  c.md", ["c.md"]),
        ("<a class=x href='c.md'>d</a>", ["c.md"]),
        ("<img\n src=c.png>", ["c.png"]),
        ("`[a](b.md)` ``[a](`b.md)``", []),
        ("\\`[a](b.md)`", ["b.md"]),
        ("```\n[a](b.md)\n```\n[c](d.md)", ["d.md"]),
        ("````\n```\n[a](b.md)\n````", []),
        ("```\n[a](b.md)", ["b.md"]),
        ("\\[a](b.md)", []),
        ("[a]\n\n(b.md)", []),
        ("[^1]: 脚注", []),
        ("a](b.md)", []),
        ("[a](b.md", ["b.md"]),
    ],
)
def test_links_found(body: str, targets: list[str]) -> None:
    """The forms of links that Markdown renders are found, those in code are not."""
    assert [k.target for k in links.find_links(body, 1)] == targets


def test_places_and_images() -> None:
    """Lines and columns count from one; a definition that an image uses is an image."""
    assert links.find_links("x\n\n看 ![a](b.png)", 10) == [links.Link("b.png", 12, 8, True)]
    found = links.find_links("![图][Pic]\n\n[pic]: https://a.example/b.png\n[c]: d.md", 1)
    assert [(k.target, k.image) for k in found] == [("https://a.example/b.png", True), ("d.md", False)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("## 课程大纲", (2, "课程大纲")),
        ("##课程大纲##", (2, "课程大纲")),
        ("   # a #  ", (1, "a")),
        ("####### a", None),
        ("a", None),
        ("## a {#b .c}", (2, "a")),
        ("##", (2, "")),
        ("    # a", None),
    ],
)
def test_headings(line: str, found: tuple[int, str] | None) -> None:
    """Headings are read as Python-Markdown reads them."""
    assert scan.heading(line) == found


@pytest.mark.parametrize(
    ("target", "scheme"),
    [
        ("https://a", "https"),
        ("JavaScript:x", "javascript"),
        ("java\tscript:x", "javascript"),
        ("\x01javascript:x", "javascript"),
        ("java&#9;script&colon;x", "javascript"),
        ("a/b:c", ""),
        ("a.md", ""),
        ("//a", ""),
        ("data:x", "data"),
        ("", ""),
    ],
)
def test_schemes(target: str, scheme: str) -> None:
    """Schemes are seen as a browser sees them."""
    assert links.scheme_of(target) == scheme


@given(
    st.text(alphabet="./\\ab%2eEfF#?:", max_size=30),
    st.sampled_from(["plan.yml", "courses/a.md", "courses/a/b/c.md", "pages/x.md"]),
)
def test_resolved_paths_never_leave_content(target: str, path: str) -> None:
    """A target leads to a normalised path below content, to the file itself, or nowhere."""
    found = links.resolve(target, path)
    if found:
        assert not found.startswith(("/", ".."))
        assert "\\" not in found
        assert posixpath.normpath(found) == found


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
