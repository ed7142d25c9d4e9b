"""Bodies as people write them: what the check says of each case, and what its page shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.problems import ERROR, Problem

from ..support.blocks import blocks
from ..support.cases import CASES, overlay
from ..support.sites import build_site


@dataclass(frozen=True)
class Case:
    """What is right for a case: problems as code and line by file, and what its page holds or does not hold."""

    said: list[tuple[str, int]] = field(default_factory=list)
    shows: list[tuple[str, str]] = field(default_factory=list)
    never: list[str] = field(default_factory=list)


RIGHT = {
    "heading-swallows": Case(shows=[("h2", "教学目标"), ("p", "学完后能独立组织一次学习会，会写记录。"), ("h3", "第一讲"), ("p",
    "先看案例，再分组讨论。")]),
    "table-rows-lost": Case(shows=[("td", f"第{n}讲") for n in "一二三四"]),
    "fence-kills-join": Case(shows=[
        ("p", "学习贯彻全会精神，推动乡村振兴。他强调“实干”“担当”两个词——要落到实处。"), ("pre", "通知模板"),
    ]),
    "list-without-blank-line": Case(shows=[
        ("p", "学完后能够："), ("li", "选定题目"), ("li", "写好记录"), ("li", "选题（1 学时）"), ("li", "演练（1 学时）"),
    ]),
    "table-without-blank-line": Case(shows=[("p", "安排如下表："), ("th", "单元"), ("td", "选题")]),
    "braces-vanish": Case(shows=[
        ("li", "会填表 {必做}"), ("td", "选题 {一}"), ("h2", "案例 {示例}"), ("p", "在表格的空格处写 {支部名称}"),
    ]),
    "footnote-without-reference": Case(said=[("B518", 22)], never=["没有人引用的脚注"]),
    "footnote-label-with-space": Case(said=[("B518", 20), ("B518", 22)], shows=[("p", "[^ 1]: 参考资料一份")]),
    "code-and-comment-links": Case(shows=[("pre", "[链接文字](missing.md)")], never=["old-notes"]),
    "anchor-missing": Case(said=[("R416", 2), ("B506", 22), ("B506", 22)]),
    "h1-in-body": Case(said=[("B512", 9), ("B513", 22), ("B514", 24)], shows=[("h4", "跳级的小节")]),
    "total-row-spaced": Case(),
    "total-row-hint-followed": Case(said=[("B503", 13)]),
    "numbered-headings": Case(),
    "heading-colon": Case(),
    "script-in-attribute": Case(
        shows=[("p", '点我{: href="%6aavascript:alert(1)" }')], never=['<a href="%6a', 'href="javascript'],
    ),
    "form-preview-lies": Case(shows=[
        ("p", "课前请读："), ("li", "支部工作条例"), ("li", "第一章"), ("li", "第二章"), ("li", "身边案例"), ("p", "分工见下表："),
        ("th", "组别"),
        ("td", "走访"), ("p", "讨论题："), ("li", "怎样选题"), ("li", "怎样记录"),
    ]),
}


def check(root: Path) -> list[Problem]:
    return load_and_check(root / "content").problems


@pytest.mark.parametrize("name", RIGHT)
def test_check(name: str, tmp_path: Path) -> None:
    """The check says exactly this, with the line."""
    found = [p for p in check(overlay(name, tmp_path)) if p.path.startswith("courses/a")]
    assert [(p.code, p.line) for p in found] == RIGHT[name].said, [p.message for p in found]


def test_pages(tmp_path: Path) -> None:
    """One build of every case that has no error: each page shows what its author wrote."""
    root = overlay("heading-swallows", tmp_path)
    named = {}
    for name in RIGHT:
        text = (CASES / name / "content/courses/a.md").read_text(encoding="utf-8")
        if not any(p.severity == ERROR for p in check(overlay(name, tmp_path / "one"))):
            # Titles alike would be twins.
            (root / f"content/courses/{name}.md").write_text(text.replace("title: ", f"title: {name} "), encoding="utf-8")
            named[name] = text
    (root / "content/courses/a.md").unlink()
    media = CASES / "h1-in-body/content/media/p.png"
    (root / "content/media").mkdir(exist_ok=True)
    (root / "content/media/p.png").write_bytes(media.read_bytes())
    report = build_site(root / "content", root / "site")
    assert len(named) == len(RIGHT) - 2, "only the missing anchor and the hours that do not add up stop a build"
    assert report is not None
    for name in named:
        html = (root / f"site/courses/{name}.html").read_text(encoding="utf-8")
        shown = blocks(html)
        assert [b for b in RIGHT[name].shows if b not in shown] == [], name
        assert [text for text in RIGHT[name].never if text in html] == [], name
