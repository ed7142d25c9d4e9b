"""Bodies: whatever an author or an attacker writes, what comes out is allowed HTML with prefixed ids and kept headings."""

from __future__ import annotations

import re

import pytest
from generator.site.markdown import _ATTRIBUTES, _TAGS, ALL_EXTRAS, ID_PREFIX, render, sanitise
from hypothesis import given, settings
from hypothesis import strategies as st

from ..support.sites import Reader

PATH = "courses/rural/theory.md"
_ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "[x](javascript:alert(1))",
    "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))", "<svg onload=alert(1)>", "<style>*{display:none}</style>",
    "<iframe src='https://evil.example'></iframe>", "![x](https://evil.example/a.png)", "<img src='//evil.example/a.png'>",
    '<p style="background:url(https://evil.example)">x</p>', "<form action='https://evil.example'><input name=a></form>",
    "<base href='https://evil.example/'>", "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<object data='https://evil.example'></object>", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<div id=main>x</div>", "<a id='main' name='x'>y</a>",
    "## 标题 { #main onclick=alert(1) style=color:red }", "![x](data:image/svg+xml;base64,AAAA)",
    "<link rel=stylesheet href=//evil.example>",
    "<details ontoggle=alert(1) open>x</details>", "<img srcset='https://evil.example/a.png 2x'>", "<video poster='//evil.example'>",
    "<a href='vbscript:x'>x</a>", "<a href='data:text/html,x'>x</a>", "{{7*7}}", "⟦= 7*7 =⟧", "<input type=image src=//evil.example>",
    "<button formaction='javascript:alert(1)'>x</button>", "`<script>`", "    <script>x</script>", "> <script>x</script>",
    "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "[^1]\n\n[^1]: <script>x</script>", "!!! note \"<script>x</script>\"",
    "| a |\n| - |\n| <img src=//evil.example onerror=x> |", "<img src=\"\\\\evil.example\\a.png\">", "<a href=' \x01javascript:x'>y</a>",
]
BODIES = st.lists(
    st.one_of(st.sampled_from(_ATTACKS), st.text(alphabet="<>/\"'=ajsonerror:(){}[]!#*`|&;\n \t脚本学习\u2028", max_size=40)),
    max_size=8,
).map("\n\n".join)


def assert_inert(html: str) -> None:
    """Assert that HTML has only allowed elements and attributes, prefixed ids, and addresses that call nobody."""
    for tag, attributes in Reader(html).elements:
        assert tag in _TAGS, tag
        allowed = {"id", "class", "title", "lang", "dir", "rel"} | set(_ATTRIBUTES.get(tag, ()))
        assert set(attributes) <= allowed, (tag, attributes)
        for name in ("id", "for"):
            assert attributes.get(name, ID_PREFIX).startswith(ID_PREFIX)
        # As browsers read an address (WHATWG URL): controls and spaces around it go, tabs and line breaks inside it too.
        href = re.sub(r"[\t\r\n]", "", attributes.get("href", "")).lstrip("".join(map(chr, range(33)))).lower()
        assert not re.match(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", href), href
        assert not re.match(r"[a-z0-9+.-]*:|//|\\", attributes.get("src", "").strip().lower())


@given(BODIES)
@settings(max_examples=150, deadline=None)
def test_any_body_comes_out_inert(body: str) -> None:
    """No script, handler, style, frame, foreign image or unprefixed id survives, whatever the text."""
    assert_inert(render(body, PATH).html)


@given(st.text(alphabet="<>/\"'= abceghijlmnoprstuv:#&;!-\x00\t\n", max_size=120))
@settings(max_examples=150, deadline=None)
def test_any_html_comes_out_inert(html: str) -> None:
    """The sanitiser alone holds as well."""
    assert_inert(sanitise(html, PATH))


@pytest.mark.parametrize("attack", _ATTACKS)
def test_known_attack_is_inert(attack: str) -> None:
    """Each known form of attack comes out inert, and cleaning twice changes nothing."""
    html = render(attack, PATH).html
    assert_inert(html)
    assert sanitise(html, PATH) == html


@given(st.lists(st.tuples(st.sampled_from("23"), st.text(alphabet="学习理论 ab1<&`*_", min_size=1, max_size=12)), max_size=6))
@settings(max_examples=80, deadline=None)
def test_every_heading_has_an_anchor_that_exists(rows: list[tuple[str, str]]) -> None:
    """Every entry of the table of contents leads to an id of the body, each id once."""
    rendered = render("\n\n".join(f"{'#' * int(n)} x{text}" for n, text in rows), PATH)
    ids = Reader(rendered.html).ids
    assert len(ids) == len(set(ids))
    assert len(rendered.headings) == len(rows)
    assert {h.anchor for h in rendered.headings} <= set(ids)
    assert [str(h.level) for h in rendered.headings] == [n for n, _ in rows]


def test_headings_survive_as_text() -> None:
    """A heading's entry is its text, not its markup; usual headings get short anchors."""
    rendered = render("## 教学目标\n\n### 会*用*`<b>`\n", PATH)
    assert [(h.title, h.anchor, h.level) for h in rendered.headings] == [("教学目标", "c-objectives", 2), ("会用<b>", "c-会用b", 3)]
    assert '<h2 id="c-objectives">' in rendered.html


@pytest.mark.parametrize(("written", "href"), [
    ("../all/reading.md", "reading.html"), ("../all/reading.md#课程大纲", "reading.html#c-outline"),
    ("#教学目标", "#c-objectives"), ("#c-objectives", "#c-objectives"), ("#main", "#c-main"),
    ("../../lecturers/teacher.md", "../lecturers/teacher.html"), ("../../media/a/b.pdf", "../media/a/b.pdf"),
    ("https://example.org/a?b=c", "https://example.org/a?b=c"), ("mailto:a@example.org", "mailto:a@example.org"),
])
def test_links_lead_to_pages(written: str, href: str) -> None:
    """Links between files become links between pages."""
    links = [a["href"] for tag, a in Reader(render(f"[x]({written})", PATH).html).elements if tag == "a"]
    assert [link.replace("%E8", "%e8") for link in links] == [href]


@pytest.mark.parametrize("written", ["../../../../etc/passwd", "/etc/passwd", "..\\x.md", "ftp://example.org/", "file:///x"])
def test_links_out_of_the_library_are_dropped(written: str) -> None:
    """A link that leaves the library, or that has another scheme, is no link."""
    assert not [a for tag, a in Reader(render(f"[x]({written})", PATH).html).elements if "href" in a]


def test_absurd_nesting_is_shown_as_text() -> None:
    """A body that nests absurdly deep neither raises nor renders markup."""
    html = render(">" * 500 + " <script>x</script>", PATH).html
    assert html.startswith('<pre tabindex="0">')
    assert_inert(html)


def test_han_lines_join_without_a_space_but_code_is_kept() -> None:
    """A line break between Chinese characters is no space; code keeps its lines."""
    assert "<p>一二三四</p>" in render("一二\n三四", PATH).html
    assert "一\n二" in render("```\n一\n二\n```", PATH).html


_MARKS = ("```\n", "~~~\n", "??? note \"题\"\n", "???+ x\n", "- [ ] 做\n",
          "* [x] 做\n", "[X]", "    缩进\n", "正文\n", "\n", "## 节\n", "[^1]", "!!! tip\n")


@given(st.lists(st.sampled_from(_MARKS), max_size=12).map("".join))
def test_an_extension_left_out_is_not_missed(body: str) -> None:
    """A body comes out the same with the extensions that it may use as with all of them."""
    assert render(body, PATH) == render(body, PATH, ALL_EXTRAS)


def test_each_extension_is_there_when_it_is_used() -> None:
    """Fences, folds and task lists still come out as such."""
    assert "<code>x" in render("```\nx\n```", PATH).html
    assert "<details" in render("??? note\n    x", PATH).html
    assert 'type="checkbox"' in render("- [ ] x", PATH).html
