"""Bodies: whatever an author or an attacker writes, what comes out is allowed HTML with prefixed ids and kept headings."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.library.body import Rendered, read_body

from ...support.allowed import forbidden
from ...support.blocks import tree
from ...support.sites import Reader

PATH = "courses/rural/theory.md"
ATTACKS = [
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
    # The address judged first and decoded after, and whatever else hides one.
    '[点我](http://a.b/){: href="%6aavascript:alert(document.domain)" }', '[点我](http://a.b/){href="javascript:alert(1)"}',
    '[x](y.md){#a .b onclick="alert(1)"}', '<a title=">" href="%6a&#97;vascript:alert(1)">x</a>', '<a title=">" href="javascript:alert(1)">x</a>',
    '<a\nhref="javascript:alert(1)">x</a>', '<a\n\nhref="javascript:alert(1)">x</a>', "- a\n\n  [x]: javascript:alert(1)\n\n[x]",
    "> [x]: data:text/html,<script>alert(1)</script>\n\n[x]", "[^1]: [x]: javascript:alert(1)\n\na[^1] [x]", "<JaVaScRiPt:alert(1)>",
    "<java&#115;cript:alert(1)>", "<vbscript:x> <data:text/html,x>", "[x](&#x6a;avascript&colon;alert(1))", "[x](javascript&#58;alert(1))",
    "[x](<java\nscript:alert(1)>)", "[x](\\javascript:alert(1))", "[x](java\\script:alert(1))", "[x](%6a%61vascript%3aalert(1))",
    "<a href='java&Tab;script:alert(1)'>x</a>", "<a href='java&NewLine;script:alert(1)'>x</a>", "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href=javascript:alert(1)//>x</a>", "<a href='javascript:alert(1)' href='ok.md'>x</a>", "<a HREF='JAVASCRIPT:alert(1)'>x</a>",
    "[x](//evil.example/a)", "![x](//evil.example/a.png)", "[x](/\\evil.example)", "![x](\\\\evil.example\\a)", "![x](/a.png)", "[x](\\\\evil)",
    "<img src='https&colon;//evil.example/a.png'>", "<a id=main class='cl-nav md-header'>x</a>", "<div id='__config'>x</div>", "*x*{#main .md-nav}",
    "<p class=cl-card>x</p>\n\n## y {.md-typeset .cl-hero}", "<h2 id='c-fn-1'>x</h2>", "a[^1]\n\n[^1]: b\n\n## x {#fn-1}", "<a href='x' target=_blank>y</a>",
    "<b title='\"><script>x</script>'>y</b>", "[x](y.md '\"onmouseover=alert(1) a=\"')", "![\"onerror=alert(1) a=\"](a.png)", '!!! note "<img src=x onerror=y>"',
    "``` \"><script>\nx\n```", "<svg><a xlink:href='javascript:x'>y</a></svg>", "<math href='javascript:x'>y</math>", "<a/href='javascript:x'>y</a>",
    "<a href='x\" onclick=\"y'>z</a>", "<img src=a.png alt='\"><script>'>", "<ol start='1\" onclick=x'><li value=javascript:x>a</ol>",
    "<table><tr><td colspan=9999999999>x</table>", "<p lang='a\" b'>x</p>", "<!--><script>x</script>-->", "<!-- --!><script>x</script> -->",
    "<![CDATA[<script>x</script>]]>", "<?x <script>y</script> ?>", "<!x <script>y</script>>", "<a href=x><a href=y>z</a></a>", "</div></main><script>x</script>",
    "<textarea><img src=x onerror=y></textarea>", "<xmp><script>x</script></xmp>", "<plaintext><script>x", "\u2028<script>x</script>", "<script\x00>x</script>",
]
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
@pytest.mark.parametrize("around", ["{}", "> {}", "- a\n- {}", "| a |\n|---|\n| {} |", "!!! note\n    {}", "**{}**", "<div>{}</div>", "a[^n]\n\n[^n]: {}"])
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
    ("## 甲 {#a}\n\n## 乙 {#a}", ["c-a", "c-乙"], [("B523", 3, 8)]), ("<p id=a>x</p>\n\n*y*{#a}", ["c-a"], [("B523", 3, 6)]),
    ("## 甲 {#c-a}\n\n## 乙 {#a}", ["c-a", "c-乙"], [("B523", 3, 8)]), ("## C-反应\n\n## 反应", ["c-反应", "c-反应_1"], []),
    ("a[^1]\n\n[^1]: b\n\n## x {#fn-1}", ["c-fnref-1", "c-x", "c-fn-1"], [("B523", 5, 8)]), ("## fn-1", ["c-fn-1_1"], []),
    ("## fnref-2-3", ["c-fnref-2-3_1"], []), ("<p id='a b'>x</p>", [], []), ("<div id=a>\n<p id=a>x</p>\n</div>", ["c-a"], [("B523", 2, 1)]),
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
    ("> 甲 | 乙\n--- | ---", "<blockquote>"), ("- 甲 | 乙\n--- | ---", "<ul>"), ("1) 甲\n2) 乙", "<ol>"), ("课前：\n- 甲\n  - 乙", "<ul>"),
    ("- [ ] x", 'type="checkbox"'), ("??? note\n    x", "<details"), ("词\n:   义", "<dt>"), ("```\nx\n```", "<code>x"), ("~~x~~", "<s>x</s>"),
    ("学完**“三会一课”**怎么开", "<strong>“三会一课”</strong>"), ("**重点：**内容", "<strong>重点：</strong>"), ("（**甲**）乙**丙**", "<strong>丙</strong>"),
    ("## 甲 {必做}", "甲 {必做}</h2>"), ("甲[^1]\n\n[^1]: 乙", 'id="c-fn-1"'),
])
def test_constructs_come_out(body: str, html: str) -> None:
    """Each construct comes out as such."""
    assert html in render(body).html
