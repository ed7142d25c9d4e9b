"""Bodies: whatever an author or an attacker writes, what comes out is allowed HTML with prefixed ids and kept headings."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.library.body import Rendered, read_body

from ...support.allowed import forbidden
from ...support.blocks import tree
from ...support.sites import Reader
from ...support.vectors import vector

PATH = "courses/rural/theory.md"
ATTACKS = vector("attacks")
BODIES = st.lists(
    st.one_of(st.sampled_from(ATTACKS), st.text(alphabet="<>/\"'=ajsonerror:(){}[]!#*`|&;\n \t脚本学习\u2028", max_size=40)),
    max_size=8,
).map("\n\n".join)


def render(body: str, path: str = PATH) -> Rendered:
    return read_body(body, 1, path).rendered


@given(BODIES)
@settings(max_examples=200, deadline=None)
def test_any_body_comes_out_inert(body: str) -> None:
    """No script, handler, style, frame, foreign image or unprefixed id survives, whatever the text."""
    assert forbidden(tree(render(body).html)) == []


@given(st.text(alphabet="<>/\"'= abceghijlmnoprstuv:#&;!-\x00\t\n", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_html_comes_out_inert(html: str) -> None:
    """Nor does it out of raw HTML alone."""
    assert forbidden(tree(render(html).html)) == []


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "around", ["{}", "> {}", "- a\n- {}", "| a |\n|---|\n| {} |", "!!! note\n    {}", "**{}**", "<div>{}</div>", "a[^n]\n\n[^n]: {}"]
)
def test_known_attack_is_inert(attack: str, around: str) -> None:
    """Each known form of attack comes out inert, in every kind of block, and the page reads the same to a browser and to us."""
    html = render(around.replace("{}", attack.replace("\n", " ") if "|" in around else attack)).html
    assert forbidden(tree(html)) == []
    # What a browser makes of it is what is written: no tag was opened or closed behind our back.
    assert [tag for tag, _ in Reader(html).elements if tag != "tbody"] == [
        e.tag for e in tree(html).iter() if isinstance(e, Element) and e.tag not in ("html", "head", "body", "tbody", "colgroup")
    ] or "<a " in attack or "table" in attack or "</" in attack or "<li" in attack or "<p" in attack


def test_an_ids_prefix_keeps_authors_off_the_page() -> None:
    """No author can take an id of the page or the same id twice, nor dress text up with a class of the theme."""
    html = render("## 甲 {#main}\n\n## 甲\n\n*乙*{#main}\n\n<p id='toc' class='md-nav small'>丙</p>").html
    assert Reader(html).ids == ["c-main", "c-甲", "c-toc"]
    assert 'class="small"' in html


@pytest.mark.parametrize(("body", "ids", "said"), [
    ("## 甲 {#a}\n\n## 乙 {#a}", ["c-a", "c-乙"], [("B523", 3, 8)]),
    ("<p id=a>x</p>\n\n*y*{#a}", ["c-a"], [("B523", 3, 6)]),
    ("## 甲 {#c-a}\n\n## 乙 {#a}", ["c-a", "c-乙"], [("B523", 3, 8)]),
    ("## C-反应\n\n## 反应", ["c-反应", "c-反应_1"], []),
    ("a[^1]\n\n[^1]: b\n\n## x {#fn-1}", ["c-fnref-1", "c-x", "c-fn-1"], [("B523", 5, 8)]),
    ("## fn-1", ["c-fn-1_1"], []),
    ("## fnref-2-3", ["c-fnref-2-3_1"], []), ("<p id='a b'>x</p>", [], []),
    ("<div id=a>\n<p id=a>x</p>\n</div>", ["c-a"], [("B523", 2, 1)]),
    ("## 甲\n\n## 甲\n\n## 甲_1", ["c-甲", "c-甲_1", "c-甲_1_1"], []),
])
def test_an_id_stands_once(body: str, ids: list[str], said: list[tuple[str, int, int]]) -> None:
    """Of two that are the same the first stays, and the second is said."""
    read = read_body(body, 1, PATH)
    assert Reader(read.rendered.html).ids == ids
    assert [(p.code, p.line, p.column) for p in read.problems] == said
    assert {*read.anchors} <= {i.removeprefix("c-") for i in ids}


@given(st.lists(st.tuples(st.sampled_from("23"), st.text(alphabet="学习理论 ab1<&`*_", min_size=1, max_size=12)), max_size=6))
@settings(max_examples=80, deadline=None)
def test_every_heading_has_an_anchor_that_exists(rows: list[tuple[str, str]]) -> None:
    """Every entry of the table of contents leads to an id of the body, each id once."""
    rendered = render("\n\n".join(f"{'#' * int(n)} x{text}" for n, text in rows))
    ids = Reader(rendered.html).ids
    assert len(ids) == len(set(ids))
    assert len(rendered.headings) == len(rows)
    assert {h.anchor for h in rendered.headings} <= set(ids)
    assert [str(h.level) for h in rendered.headings] == [n for n, _ in rows]


def test_headings_survive_as_text() -> None:
    """A heading's entry is its text, not its markup; usual headings get short anchors."""
    rendered = render("## 教学目标\n\n### 会*用*`<b>`\n")
    assert [(h.title, h.anchor, h.level) for h in rendered.headings] == [("教学目标", "c-objectives", 2), ("会用<b>", "c-会用b", 3)]
    assert '<h2 id="c-objectives">' in rendered.html


def test_absurd_nesting_is_a_problem() -> None:
    """A body that nests absurdly deep is no page but a problem with its line."""
    read = read_body("甲\n\n" + ">" * 500 + " <script>x</script>", 10, PATH)
    assert read.rendered.html == ""
    assert [(p.code, p.line) for p in read.problems] == [("B510", 12)]


def test_han_lines_join_without_a_space_but_code_is_kept() -> None:
    """A line break between Chinese characters is no space; code keeps its lines, and a fence changes nothing elsewhere."""
    assert "<p>一二三四</p>" in render("一二\n三四").html
    assert "一\n二" in render("```\n一\n二\n```").html
    assert "<p>他强调“实干”“担当”两个词——要落到实处。</p>" in render("他强调“实干”\n“担当”两个词——\n要落到实处。\n\n```\n甲\n乙\n```").html
    assert "一\nb" in render("一\nb").html


def test_preformatted_html_keeps_its_lines() -> None:
    """Lines and blanks inside ``<pre>`` stay as written."""
    assert "甲\n\n  乙" in render("<pre>\n甲\n\n  乙\n</pre>").html


@pytest.mark.parametrize(("body", "html"), [
    ("> 甲 | 乙\n--- | ---", "<blockquote>"), ("- 甲 | 乙\n--- | ---", "<ul>"), ("1) 甲\n2) 乙", "<ol>"),
    ("课前：\n- 甲\n  - 乙", "<ul>"),
    ("- [ ] x", 'type="checkbox"'), ("??? note\n    x", "<details"), ("词\n:   义", "<dt>"), ("```\nx\n```", "<code>x"),
    ("~~x~~", "<s>x</s>"),
    ("学完**“三会一课”**怎么开", "<strong>“三会一课”</strong>"), ("**重点：**内容", "<strong>重点：</strong>"),
    ("（**甲**）乙**丙**", "<strong>丙</strong>"),
    ("## 甲 {必做}", "甲 {必做}</h2>"), ("甲[^1]\n\n[^1]: 乙", 'id="c-fn-1"'),
])
def test_constructs_come_out(body: str, html: str) -> None:
    """Each construct comes out as such."""
    assert html in render(body).html


@pytest.mark.parametrize(("body", "ids", "said"), [
    ("a[^1]b[^1]\n\n[^1]: c", ["c-fnref-1", "c-fnref-1-2", "c-fn-1"], []),
    ("![x[^1]](a.png)\n\n[^1]: c", [], ["B518"]),
    ("<script>[^1]</script>\n\na <script>[^1]</script>\n\n[^1]: c", [], ["B504", "B504", "B518"]),
    ("[^1]: c[^2]\n\n[^2]: d", [], ["B518", "B518"]),
    ("a[^1]\n\n[^1]: c[^2]\n\n[^2]: d[^1]", ["c-fnref-1", "c-fn-1", "c-fnref-2"], []),
    ("a[^2]b[^1]\n\n[^1]: c\n\n[^2]: d\n\n[^2]: e", ["c-fnref-1", "c-fnref-2", "c-fn-1", "c-fn-2"], ["B519"]),
])
def test_footnotes_lead_there_and_back(body: str, ids: list[str], said: list[str]) -> None:
    """What the page shows refers to a footnote, nothing else does; every link to one and back leads somewhere."""
    read = read_body(body, 1, PATH)
    page = Reader(read.rendered.html)
    assert page.ids[: len(ids)] == ids
    assert {a["href"] for tag, a in page.elements if tag == "a"} <= {f"#{i}" for i in page.ids}
    assert sorted(p.code for p in read.problems) == said


def test_what_can_be_linked_to_is_on_the_page() -> None:
    """The id of a picture that may not stand stays with its words; a title that is left out is no place to go."""
    read = read_body("![图](https://a.b/c.png){#a} [b](javascript:x){#c}", 1, PATH)
    assert (Reader(read.rendered.html).ids, read.anchors) == (["c-a", "c-c"], ("a", "c"))
    read = read_body("# 标题 {#a}\n\n## 节", 1, PATH, title="标题")
    assert (Reader(read.rendered.html).ids, read.anchors) == (["c-节"], ("节",))
