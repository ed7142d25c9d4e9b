"""Emphasis of a Word plan is emphasis in the draft's text, in both engines alike; what could not be read back stays plain."""

from __future__ import annotations

import base64
import dataclasses
import io
import random
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.loading import Loaded
from courselib.exchange.teaching_plan import emphasis
from courselib.exchange.teaching_plan.exporting import plan_of
from courselib.exchange.teaching_plan.importing import vocabulary
from courselib.exchange.teaching_plan.markdown import escaped
from courselib.exchange.teaching_plan.package import Package
from courselib.exchange.teaching_plan.reading import read_document, tidy
from courselib.exchange.teaching_plan.recognise import Recognised, recognise
from courselib.exchange.teaching_plan.words import Words
from courselib.syntax.markdown.document import parse
from tests.support.needs import needs_program
from tests.support.scripts import in_node, node, script

from .making import W
from .test_twins import _WORK

_CHARS = "党员课a1 *_~`“”—：。，（)(<>[]{}#!&;\\.-…·①²é\u3000"
_KINDS = ("", "", "", "b", "i", "bi", "s", "b^", "^", "_", "bs")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TOKENS = {"strong_open": "b", "em_open": "i", "s_open": "s"}
_WRITTEN = """function (given) {
  const module = window.CourseLib.modules.author_plan_emphasis;
  const escaped = window.CourseLib.modules.author_plan_markdown.escaped;
  return given.vectors.map(function (one) { return module.written(one[0], one[1], "", "", escaped); });
}"""

#: Paragraphs of runs (text, kinds), and what the draft says of them; a kind of "|" is a style of characters that is bold.
PARAGRAPHS: tuple[tuple[list[tuple[str, str]], str], ...] = (
    ([("坚持", ""), ("“两个维护”", "b"), ("，做到位。", "")], "坚持**“两个维护”**，做到位。"),
    ([("重点：", "b"), ("自力更生。", "")], "**重点：**自力更生。"),
    ([("每亩产量提高 ", ""), ("500 ", "b"), ("公斤，用地 3 m", ""), ("2", "^"), ("，CO", ""), ("2", "_"), ("减排。", "")],
     "每亩产量提高 **500** 公斤，用地 3 m<sup>2</sup>，CO<sub>2</sub>减排。"),
    ([("见《", ""), ("党章", "i"), ("》和", ""), ("章程", "bi"), ("，旧稿", ""), ("作废", "s"), ("。", "")],
     "见《*党章*》和***章程***，旧稿~~作废~~。"),
    ([("整段都是粗体的一行不是强调。", "b")], "整段都是粗体的一行不是强调。"),
    ([("abc", ""), ("“x”", "b"), ("def 不能强调的照原样。", "")], "abc“x”def 不能强调的照原样。"),
    ([("算式 ", ""), ("a*b", "b"), (" 和 *c* 照写。", "")], "算式 **a\\*b** 和 \\*c\\* 照写。"),
    ([("样式里的", ""), ("加粗", "|"), ("也算。", "")], "样式里的**加粗**也算。"),
    ([("粗", "b"), ("斜", "i"), ("相连的不猜。", "")], "粗斜相连的不猜。"),
)


def made() -> bytes:
    """Return a plan with emphasis in its text, its objectives, its outline and its labelled values."""
    document = docx.Document()
    for label, value in (("课题：", "防汛**值守**"), ("课时：", "2学时")):
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(value)
    document.add_heading("教学目标", 1)
    put(document.add_paragraph(), [("能写", ""), ("值守记录", "b"), ("；会", ""), ("上报", "b"), ("。", "")])
    document.add_heading("教学重点", 1)
    for runs, _ in PARAGRAPHS:
        put(document.add_paragraph(), runs)
    document.add_heading("教学过程", 1)
    table = document.add_table(2, 3)
    for cell, text in zip(table.rows[0].cells, ("单元", "内容要点", "学时"), strict=True):
        put(cell.paragraphs[0], [(text, "b")])
    put(table.cell(1, 0).paragraphs[0], [("值守", "b"), ("制度", "")])
    put(table.cell(1, 1).paragraphs[0], [("谁来", ""), ("值班", "b")])
    put(table.cell(1, 2).paragraphs[0], [("2", "")])
    document.add_heading("思考题", 1)
    put(document.add_paragraph(), [("1. 值班", ""), ("记录", "b"), ("写什么？", "")])
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def put(paragraph: Any, runs: list[tuple[str, str]]) -> None:
    for text, kinds in runs:
        run = paragraph.add_run(text, style="Strong" if kinds == "|" else None)
        about = run._r.get_or_add_rPr()
        for kind, name in (("b", "b"), ("i", "i"), ("s", "strike")):
            if kind in kinds:
                about.append(parse_xml(f"<w:{name} {W}/>"))
        for kind, place in (("^", "superscript"), ("_", "subscript")):
            if kind in kinds:
                about.append(parse_xml(f'<w:vertAlign {W} w:val="{place}"/>'))


@pytest.fixture(scope="module")
def words(loaded: Loaded) -> Words:
    assert loaded.library is not None
    return vocabulary(loaded.library)


@pytest.fixture(scope="module")
def found(words: Words) -> Recognised:
    return recognise(read_document(Package(made())), "x", words, lambda part: part)


def test_text_keeps_its_emphasis(found: Recognised) -> None:
    at = found.body.index("## 教学重点")
    end = found.body.index("## 课程大纲")
    assert [line for line in found.body[at + 1:end] if line] == [line for _, line in PARAGRAPHS]
    for line in ("- 能写**值守记录**；", "- 会**上报**。", "| 值守制度 | 谁来**值班** | 2 |", "1. 值班**记录**写什么？"):
        assert line in found.body


def test_fields_have_none(found: Recognised) -> None:
    values = {f.name: f.value for f in found.fields}
    assert values["title"] == "防汛**值守**"  # typed so
    assert values["objectives"] == ["能写值守记录；", "会上报。"]
    assert values["outline"] == ["值守制度 2"]
    assert values["questions"] == ["1. 值班记录写什么？"]


def test_what_goes_out_comes_back(loaded: Loaded, words: Words) -> None:
    """An export of a course with emphasis is read as that course."""
    library = loaded.library
    assert library is not None
    course = next(r for r in loaded.results.values() if r.kind == "course")
    body = "\n\n".join(line for runs, line in PARAGRAPHS if runs[0][1] != "b")
    package = Package(plan_of(dataclasses.replace(course, body=f"## 案例\n\n{body}"), b"", library, lambda _: b""))
    back = recognise(read_document(package), "x", words, lambda _: "")
    assert "\n".join(back.body).strip() == f"## 案例\n\n{body}"


@needs_program(node(), "node is not installed")
def test_both_engines_agree(words: Words, found: Recognised) -> None:
    given = {"words": dataclasses.asdict(words), "files": [("x", base64.b64encode(made()).decode())]}
    (theirs,) = in_node(script("author/plan/open.js"), _WORK, given)
    assert (theirs["fields"], theirs["body"]) == ([dataclasses.asdict(f) for f in found.fields], found.body)


@needs_program(node(), "node is not installed")
def test_both_engines_write_the_same() -> None:
    chance = random.Random(17)  # noqa: S311 - texts for a test
    vectors = [_marked([(chance.choice(_CHARS), chance.choice(_KINDS)) for _ in range(chance.randint(1, 14))]) for _ in range(2000)]
    theirs = in_node(script("author/plan/open.js"), _WRITTEN, {"vectors": vectors})
    assert theirs == [emphasis.written(text, marks, "", "", escaped) for text, marks in vectors]


_RUNS = st.lists(st.tuples(st.text(st.sampled_from(_CHARS), min_size=1, max_size=5), st.sampled_from(_KINDS)), min_size=1, max_size=6)


@given(_RUNS)
def test_emphasis_is_read_back_or_left_out(runs: list[tuple[str, str]]) -> None:
    """No sign is left standing as text, and nothing stands out that did not in Word."""
    text, marks = _marked([("字", ""), ("x", "i"), *((char, kind) for piece, kind in runs for char in piece), ("字", "")])
    (line,) = [t for t in parse(emphasis.written(text, marks, "", "", escaped), 1).tokens if t.type == "inline"]
    seen: list[tuple[str, str]] = []
    opened: list[str] = []
    for child in line.children or ():
        if child.nesting > 0:
            opened.append(_TOKENS.get(child.type) or {"sup": "^", "sub": "_"}[child.tag])
        elif child.nesting < 0:
            opened.pop()
        else:
            seen += [(char, "".join(opened)) for char in child.content]
    kinds = [next((kind for begin, end, kind in marks if begin >= len(text) - at > end), "") for at in range(len(text))]
    plain = [(char, kind) for char, kind in zip(text, kinds, strict=True) if not char.isspace()]
    back = [one for one in seen if not one[0].isspace()]
    assert [char for char, _ in back] == [char for char, _ in plain]
    assert all(set(ours) <= set(theirs) for (_, ours), (_, theirs) in zip(back, plain, strict=True))


@given(st.lists(st.tuples(st.text(st.sampled_from("ab党 \t\n\u3000\u200b"), max_size=4), st.sampled_from(_KINDS)), max_size=6))
def test_marks_stay_on_their_characters(runs: list[tuple[str, str]]) -> None:
    """A text that is tidied has its marks where they were."""
    pieces = [text.replace("a", "α") if "b" in kind else text for text, kind in runs]
    text = tidy("".join(pieces))
    marks = emphasis.marks_of(pieces, [(at, at + 1, kind) for at, (_, kind) in enumerate(runs) if kind])
    for at, char in enumerate(text):
        bold = any(begin >= len(text) - at > end and "b" in kind for begin, end, kind in marks)
        assert char not in "αa" or bold == (char == "α")


def _marked(chars: list[tuple[str, str]]) -> tuple[str, list[emphasis.Mark]]:
    """Return a text with its marks."""
    return "".join(char for char, _ in chars), emphasis._spans([kind for _, kind in chars])


def _linked() -> bytes:
    document = docx.Document()
    document.add_paragraph("课题：防汛值守")
    document.add_heading("教学重点", 1)
    for address in ("https://a.example/x_(1)?q=1&lt;2&amp;b|c", "https://b.example/\"><b>`x"):
        paragraph = document.add_paragraph("见")
        key = document.part.relate_to(address, f"{_RELATIONS}/hyperlink", is_external=True)
        paragraph._p.append(parse_xml(
            f'<w:hyperlink {W} xmlns:r="{_RELATIONS}" r:id="{key}">'
            "<w:r><w:t>通知[1]</w:t></w:r></w:hyperlink>"))
    paragraph = document.add_paragraph("又见")
    for inner in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText>HYPERLINK "https://c.example/d"</w:instrText>',
                  '<w:fldChar w:fldCharType="separate"/>', "<w:t>公告</w:t>", '<w:fldChar w:fldCharType="end"/>'):
        paragraph._p.append(parse_xml(f"<w:r {W}>{inner}</w:r>"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_links_keep_their_words_and_hold_no_markup(words: Words) -> None:
    body = recognise(read_document(Package(_linked())), "x", words, lambda part: part).body
    lines = [t for t in parse("\n".join(body[2:]), 1).tokens if t.type == "inline"]
    assert [[str(c.attrs.get("href")) for c in line.children or () if c.type == "link_open"] for line in lines] == [
        ["https://a.example/x_%281%29?q=1&lt;2&amp;b%7Cc"], ["https://b.example/%22%3E%3Cb%3E%60x"], ["https://c.example/d"]]
    assert ["".join(c.content for c in line.children or () if c.type == "text") for line in lines] == ["见通知[1]", "见通知[1]", "又见公告"]


@needs_program(node(), "node is not installed")
def test_both_engines_link_alike(words: Words) -> None:
    given = {"words": dataclasses.asdict(words), "files": [("x", base64.b64encode(_linked()).decode())]}
    (theirs,) = in_node(script("author/plan/open.js"), _WORK, given)
    assert theirs["body"] == recognise(read_document(Package(_linked())), "x", words, lambda part: part).body
