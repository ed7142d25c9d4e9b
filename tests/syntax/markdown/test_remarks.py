"""What a page does not show as written is said, at its place; what it shows is not."""

from __future__ import annotations

import pytest

from courselib.content.checking import load_and_check
from courselib.library.body import read_body

from ...support.library import REPOSITORY

ORDINARY = [
    "## 甲\n\n### 乙\n\n## 丙", "- 甲\n  - 乙\n\n    丙", "| 甲 | 乙 |\n|---|---|\n| 丙 | |\n| 丁 |",
    "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | |", "甲[^1]乙[^1]\n\n[^1]: 丙",
    "[甲][a]\n\n[a]: https://a.b/", "[a]\n\n[a]: <https://a.b/>", "<!-- 备注 -->\n\n甲", "甲<br>乙 <sup>2</sup> <u>丙</u>",
    "<details>\n<summary>甲</summary>\n\n乙\n\n</details>",
    "!!! note\n    甲", "??? tip \"乙\"\n    甲", "{必做} 甲 {a: 1}", "## 甲 {必做}", "a < b，c > d", "1 < 2 且 3 > 2",
    "3*4*5 和 __init__", "见 [1] 和【2】", "数组 a[0]: 第一个",
    "甲 | 乙", "甲|乙|丙\n丁", "- [ ] 做\n- [x] 做完", "词\n:   义", "`<script>`", "    <b>\n", "```html\n<script>\n```", "![图](a.png)",
    "***\n\n---", "甲  \n乙", "**甲：**乙",
    "> 甲\n>\n> 乙", "#5 楼", "甲 # 乙", "http://a.b/c_d", "甲 -- 乙", "- - -", "[链接](https://a.b/ \"题\")", "<https://a.b/>",
    "&copy; &nbsp;", "\\[a]: b", "1. 甲\n1. 乙",
    "<p>甲</p>\n<p>乙", "<ul><li>甲<li>乙</ul>", "<table><tr><td>甲<td>乙</table>", "<div>\n甲\n</div>", "甲——乙…… “丙”",
    "2026-01-02 | 星期五", "*甲*{.note}", "## 甲 {#jia}",
]
SAID = {
    "<script>x</script>": ["B504"], "<p onclick=x>甲</p>": ["B504"], "<div>\n甲": ["B504"], "<!-- 甲": ["B511"], "# 甲": ["B512"],
    "## 甲\n\n# 乙": ["B512"],
    "## 甲\n\n#### 乙": ["B513"], "### 甲": ["B513"], "![](a.png)": ["B514"], "[](a.md)": ["B515"],
    "| 甲 |\n|---|\n| 乙 | 丙 |": ["B516"], "| 甲 | 乙 |\n|---|\n| 丙 |": ["B517"],
    "[^1]: 甲": ["B518"], "甲[^1]": ["B518"], "甲[^ 1]\n\n[^ 1]: 乙": ["B518",
    "B518"], "[a]: b.md": ["B519"], "- [a]: b.md": ["B519"], "[\na\n]: b.md": ["B519"], "> [a]: b.md": ["B519"],
    "[a]\n\n[a]: b.md\n[a]: c.md": ["B519"], "## 甲 {.red}": ["B520"], "```\n甲": ["B522"], "## 甲 {#a}\n\n## 乙 {#a}": ["B523"],
    "甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙": ["B519"],
    "甲 <font color=red>乙</font>": ["B504",
    "B504"], "<iframe src=x></iframe>": ["B504"], "<![CDATA[甲]]>": ["B504"], "甲 <?php 乙 ?>": ["B504"],
    "<video src=a>甲</video>": ["B504", "B504"],
}


@pytest.mark.parametrize("body", ORDINARY)
def test_nothing_is_said_of_what_is_shown(body: str) -> None:
    """Ordinary constructs give no remark."""
    assert [(p.code, p.message) for p in read_body(body, 1, "courses/a.md").problems] == []


@pytest.mark.parametrize("body", SAID)
def test_what_is_not_shown_is_said(body: str) -> None:
    """Each with its code, on the line where it stands."""
    found = read_body(body, 1, "courses/a.md", title="题").problems
    assert sorted(p.code for p in found) == SAID[body]
    lines = body.split("\n")
    assert all(1 <= p.line <= len(lines) and p.column <= len(lines[p.line - 1]) + 1 for p in found)


def test_the_shipped_library_gives_none() -> None:
    """None of the shipped bodies loses anything."""
    assert [(p.path, p.line, p.message) for p in load_and_check(REPOSITORY / "content").problems if p.code.startswith("B")] == []
