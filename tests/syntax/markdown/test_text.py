"""The plain text of a body: what a reader sees of it, for search, excerpts and titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.library.body import text_of

CASES = [
    ("bold inside a word", "千**万**工程", "千万工程"),
    ("bold and italic", "***粗斜***和~~删~~==亮==", "粗斜和删==亮=="),
    ("italic", "*斜* _em_ snake_case", "斜 em snake_case"),
    ("a lone star", "3*4 和 5 * 6", "3*4 和 5 * 6"),
    ("escape", r"\*不是\*", "*不是*"),
    ("link", '[链**接**](http://a.b/c_(d) "题")后', "链接后"),
    ("image", "前![图](x.png)后", "前图后"),
    ("image in a link", "[![图](x.png)](y.html)后", "图后"),
    ("reference link", "见[甲][1]。\n\n[1]: http://x.y 'z'", "见甲。"),
    ("brackets that are no link", "[甲]和(乙)", "[甲]和(乙)"),
    ("footnote", "见注[^1]后\n\n[^1]: 注文", "见注后\n注文"),
    ("autolink", "见<https://x.y/z>后", "见https://x.y/z后"),
    ("inline tag", "千<b>万</b>工程", "千万工程"),
    ("line break tag", "上<br>下", "上 下"),
    ("comparison", "a < b 且 1<2", "a < b 且 1<2"),
    ("comment", "显<!-- 隐\n藏 -->露", "显露"),
    ("script", "前<script>alert(1)</script>后", "前后"),
    ("entity", "甲&amp;乙", "甲&乙"),
    ("code span", "用 `a*b*c` 和 ``d`e``", "用 a*b*c 和 d`e"),
    ("fenced code", "前\n\n```py\nx = '**b**'\n```\n\n后", "前\nx = '**b**'\n后"),
    ("soft break between Han", "农村\n党员", "农村党员"),
    ("soft break after bold", "**农村**\n*党员*", "农村党员"),
    ("soft break beside Latin", "用 A\nB", "用 A B"),
    ("table", "| 甲 | 乙\\|丙 |\n| --- | :-: |\n| 1 | 2 |", "甲\n乙|丙\n1\n2"),
    ("lists", "- [ ] 事\n- 项\n1. 一\n   - 二", "事\n项\n一\n二"),
    ("heading", "## 目标\n正文", "目标\n正文"),
    ("underlined heading", "目标\n====\n正文\n---", "目标\n正文"),
    ("quote", "> 引\n> 文", "引文"),
    ("admonition", '!!! note "提示"\n    内容', "提示\n内容"),
    ("admonition without title", "!!! warning\n    内容", "注意\n内容"),
    ("attributes", "## 目标 {#a .note}", "目标"),
    ("braces that are text", "## 目标 {必做}", "目标 {必做}"),
    ("definition", "词\n:   义", "词\n义"),
    ("raw HTML", "<div>\n<p>甲</p>乙\n</div>", "甲\n乙"),
    ("empty", "", ""),
]


@pytest.mark.parametrize(("body", "text"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_case(body: str, text: str) -> None:
    """Markdown becomes exactly this text."""
    assert text_of(body) == text


@given(st.text(st.sampled_from("党员 a*_`~=[]()<>!|\\&#-{}:^\n\"'/1."), max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No body fails, and no line of its text is empty."""
    assert "\n\n" not in text_of(text)


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=200))
def test_any_unicode_is_read(text: str) -> None:
    """Whatever characters stand in a body, it is read."""
    assert isinstance(text_of(text), str)
