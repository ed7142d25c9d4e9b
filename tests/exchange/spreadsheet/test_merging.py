"""Single cases of changing files in place: layouts that people write, comments, what cannot be changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import pytest

from courselib.exchange.spreadsheet.merge.files import changed, values_of
from courselib.exchange.spreadsheet.planning import entry_of
from courselib.exchange.spreadsheet.sheets import SCHEMAS
from courselib.library.kinds import KINDS
from courselib.library.reading import read_file
from courselib.syntax.yaml.splice import UnwritableError

from ...support.library import REPOSITORY

Values = dict[str, Any]
BODY = "---\n\n## 教学目标\n\n- 能\n\n## 课程大纲\n\n- 讲（2 学时）\n"


def edit(kind: str, text: str, change: Callable[[Values], object]) -> str:
    """Return a file's text after a change of its values."""
    entry = entry_of("a.md" if kind != "curriculum" else "a.yml", kind, "a")
    values = values_of(read_file(entry, text.encode()))
    change(values)
    return changed(SCHEMAS[kind], entry, text.encode(), {f.name: values[f.name] for f in SCHEMAS[kind].fields if f.name in values}).decode()


def course(text: str, **new: Any) -> str:
    """Return course metadata after fields took new values (``None``: taken away)."""

    def change(values: Values) -> None:
        for name, value in new.items():
            if value is None:
                del values[name]
            else:
                values[name] = value

    result = edit("course", f"---\n{text}{BODY}", change)
    assert result.startswith("---\n")
    assert result.endswith(BODY)
    return result[4 : -len(BODY)]


BASE = "title: 课\ntopic: t\naudience: [all]\nhours: 2\ntheory: true\n"


@pytest.mark.parametrize(("text", "new", "wanted"), [
    (BASE, {"title": "新: 课"}, BASE.replace("课", '"新: 课"')),
    (BASE.replace("课", "'课' # 注"), {"title": "it's"}, BASE.replace("课", "it's # 注")),
    (BASE.replace("课", '"课"'), {"title": "新"}, BASE.replace("课", "新")),
    (BASE, {"hours": 5}, BASE.replace("hours: 2", "hours: 2.5")),
    (BASE, {"summary": "简介"}, BASE + "summary: 简介\n"),
    (BASE, {"summary": "一\n二"}, BASE + "summary: |-\n  一\n  二\n"),
    (BASE + "summary: 一 # 注\n", {"summary": "一\n二: 三"}, BASE + 'summary: "一\\n二: 三" # 注\n'),
    (BASE + "summary: # 待写\n", {"summary": "一\n二"}, BASE + 'summary: "一\\n二" # 待写\n'),
    (BASE + "resources: # 待写\n", {"resources": [{"title": "甲", "kind": "link", "url": "http://a.cn/"}]},
     BASE + 'resources: [{title: 甲, kind: link, url: "http://a.cn/"}] # 待写\n'),
    (BASE + "status: draft # 先不发\n# 尾注\n", {"status": None}, BASE + "# 尾注\n"),
    (BASE + "summary: |\n  一\n\n  二\n\nlevel: city\n", {"summary": "三"}, BASE + "summary: 三\n\nlevel: city\n"),
    (BASE + "summary: >-\n  一\n  二\nlevel: city\n", {"level": "county"}, BASE + "summary: >-\n  一\n  二\nlevel: county\n"),
    (BASE + "keywords:\n  # 甲组\n  - 甲 # 一\n  - 乙 # 二\n", {"keywords": ["甲", "丙"]},
     BASE + "keywords:\n  # 甲组\n  - 甲 # 一\n  - 丙 # 二\n"),
    (BASE + "keywords: [甲, 乙]\n", {"keywords": ["乙", "甲, 丁"]}, BASE + 'keywords: [乙, "甲, 丁"]\n'),
    (BASE + "keywords:\n- 甲\n- 乙\n", {"keywords": ["零", "甲", "乙", "丙"]}, BASE + "keywords:\n- 零\n- 甲\n- 乙\n- 丙\n"),
    (BASE + "level:\n", {"level": "city"}, BASE + "level: city\n"),
    (BASE + "level: ~ # 未定\n", {"level": "city"}, BASE + "level: city # 未定\n"),
    (BASE + "reviewed: {by: 甲, on: 2026-01-02}\n", {"reviewed": {"by": "甲", "on": "2026-03-04"}},
     BASE + "reviewed: {by: 甲, on: 2026-03-04}\n"),
    (BASE + "reviewed:\n  on: 2026-01-02 # 日\n  by: 甲\n", {"reviewed": {"by": "乙", "on": "2026-01-02"}},
     BASE + "reviewed:\n  on: 2026-01-02 # 日\n  by: 乙\n"),
    (BASE, {"reviewed": {"by": "乙", "on": "2026-01-02"}}, BASE + "reviewed: {by: 乙, on: 2026-01-02}\n"),
    ("{title: 课, topic: t, audience: [all], hours: 2, theory: true}\n", {"hours": 3, "level": "city"},
     "{title: 课, topic: t, audience: [all], hours: 1.5, theory: true, level: city}\n"),
    ('{"title":"课","topic":"t","audience":["all"],"hours":2,"theory":true}\n', {"hours": 4, "title": "新"},
     '{"title": 新,"topic":"t","audience":["all"],"hours":2,"theory":true}\n'),
    (BASE.replace("title: 课\n", "title: 课程的\n  第二行\n"), {"title": "一行"}, BASE.replace("课", "一行")),
    (BASE.replace("title", '"title"'), {"title": "新"}, BASE.replace("title", '"title"').replace("课", "新")),
])
def test_metadata(text: str, new: Values, wanted: str) -> None:
    """The value changes where it stands, by the one rule; whatever stands around it stays."""
    assert course(text, **new) == wanted


CURRICULUM = """\
# 头注
title: 方案
sector: rural
role: member
start: 2024
items:
  # 2024 年：先学
  - {course: a, year: 2024}   # 第一门
  - course: b
    year: 2024
    offjob: true
  # 2025 年：再学
  - {course: c, year: 2025, offjob: true, level: county}
notes: |
  第一段。

  第二段。
"""


@pytest.mark.parametrize(("change", "wanted"), [
    (lambda v: v["items"][0].update(year=2025), CURRICULUM.replace("a, year: 2024", "a, year: 2025")),
    (lambda v: v["items"][1].update(year=2026), CURRICULUM.replace("b\n    year: 2024", "b\n    year: 2026")),
    (lambda v: v["items"][1].pop("offjob"), CURRICULUM.replace("\n    offjob: true", "")),
    (lambda v: v["items"].pop(1), CURRICULUM.replace("  - course: b\n    year: 2024\n    offjob: true\n", "")),
    (lambda v: v["items"].insert(1, {"course": "new", "year": 2024}),
     CURRICULUM.replace("# 第一门\n", "# 第一门\n  - {course: new, year: 2024}\n")),
    (lambda v: v["items"][0].update(level="city", on="2024-05-06"),
     CURRICULUM.replace("a, year: 2024}", "a, year: 2024, level: city, on: 2024-05-06}")),
    (lambda v: v.update(notes="只有一段。"), CURRICULUM.replace("|\n  第一段。\n\n  第二段。", "只有一段。")),
    (lambda v: v.update(themes=[{"year": 2024, "title": "学"}]),
     CURRICULUM.replace("items:", "themes:\n  - {year: 2024, title: 学}\nitems:", 1)),
])
def test_curricula(change: Callable[[Values], object], wanted: str) -> None:
    """Items change one by one; notes between years and behind items stay where they are."""
    assert edit("curriculum", CURRICULUM, change) == wanted


def test_every_shipped_file_can_be_changed() -> None:
    """Of every shipped record the title can be changed, in one place of the file, and changed back to the same bytes."""
    seen = 0
    for kind, schema in SCHEMAS.items():
        for path in sorted((REPOSITORY / "content" / KINDS[kind].folder).rglob(f"*.{KINDS[kind].suffix}")):
            entry = entry_of(path.name, kind, path.stem)
            data = path.read_bytes()
            old = values_of(read_file(entry, data))
            new = changed(schema, entry, data, old | {"title": "新的名称"})
            assert new.replace("新的名称".encode(), old["title"].encode(), 1) == data
            seen += 1
    assert seen > 240


@pytest.mark.parametrize("text", [
    BASE.replace("title: 课", "? title\n: 课"),
    BASE.replace("title: 课", "title:\n  课"),
])
def test_rare_layouts_are_right_or_refused(text: str) -> None:
    """A layout that nobody writes is either changed rightly or refused; never does another value change."""
    result = text
    with contextlib.suppress(UnwritableError):
        result = course(text, title="新")
    values = values_of(read_file(entry_of("a.md", "course", "a"), f"---\n{result}{BODY}".encode()))
    assert values == {"title": "新" if result != text else "课", "topic": "t", "audience": ["all"], "hours": 4, "theory": True,
                      "units": [{"title": "讲", "hours": 4}]}


OUTLINE = "---\n" + BASE + "---\n\n## 教学目标\n\n- 能\n\n## 课程大纲\n\n{}\n\n尾\n"


@pytest.mark.parametrize(("outline", "change", "wanted"), [
    ("| 单元 | 学时 |\n| --- | --- |\n| 讲 | 1 |\n|练|1|", lambda u: u[1].update(hours=3),
     "| 单元 | 学时 |\n| --- | --- |\n| 讲 | 1 |\n| 练 | 1.5 |"),
    ("1. 讲（1 学时）\n2. 练(1课时)", lambda u: u[0].update(title="讲透"), "1. 讲透（1 学时）\n2. 练(1课时)"),
    ("| 单元 | 备注 | 学时 |\n|-|-|-|\n| 讲 | 记 | 1 |\n| 合计 | | 1 |", lambda u: u.append({"title": "练", "hours": 2}),
     "| 单元 | 备注 | 学时 |\n|-|-|-|\n| 讲 | 记 | 1 |\n| 练 |  | 1 |\n| 合计 | | 1 |"),
    ("| 单元 | 内容 | 学时 |\n|-|-|-|\n| 讲 | 甲\\|乙 | 1 |", lambda u: u[0].update(content="丙|丁"),
     "| 单元 | 内容 | 学时 |\n|-|-|-|\n| 讲 | 丙\\|丁 | 1 |"),
    ("", lambda u: u.append({"title": "讲", "hours": 4}),
     "| 单元 | 内容要点 | 方式 | 学时 |\n| --- | --- | --- | ---: |\n| 讲 |  |  | 2 |"),
])
def test_outlines(outline: str, change: Callable[[list[Values]], object], wanted: str) -> None:
    """A unit's line changes in the manner of its table or list; totals, notes and further columns stay."""
    text = OUTLINE.replace("{}\n\n", f"{outline}\n\n" if outline else "")
    result = edit("course", text, lambda v: change(v.setdefault("units", [])))
    assert result == OUTLINE.replace("{}", wanted)


def test_a_list_cannot_hold_what_a_table_can() -> None:
    """Content points for an outline written as a list are refused, since there is no place for them."""
    text = OUTLINE.replace("{}", "- 讲（2 学时）")
    with pytest.raises(UnwritableError, match="内容要点"):
        edit("course", text, lambda v: v["units"][0].update(content="要点"))
