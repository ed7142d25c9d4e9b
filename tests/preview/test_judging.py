"""The short judgement of a changed body is the whole one."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest

from courselib.content.follow.judging import Judge, judge
from courselib.content.loading import Loaded, Made
from courselib.content.reader import Reader
from courselib.preview.refresh import State

from ..support.library import course, put
from ..support.previews import get, running, until

SKILLS = "courses/rural/skills.md"
BODIES = [
    "", "\n一段。\n", "\n[链接](theory.md)\n", "\n[没有](nothing.md) <blink>x</blink>\n", "\n![图](https://example.org/a.png)\n",
    "\n[草稿](coming.md)\n", "| 2. 又一个单元 | 要点 | 专题讲座 | 1 |\n",
    "\n## 又一节\n\n[a](javascript:x) 【填：什么】\n", "\n[a](../../pages/notes.md#x)\n",
]


def assert_same(short: Loaded, whole: Loaded) -> None:
    """Two judgements say the same of every file and record."""
    assert short.problems == whole.problems
    assert short.results == whole.results
    assert (short.library is None) == (whole.library is None)
    if short.library is not None and whole.library is not None:
        for field in dataclasses.fields(whole.library):
            one, other = (getattr(loaded.library, field.name) for loaded in (short, whole))
            assert one == other, field.name
            assert not isinstance(one, dict) or list(one) == list(other), field.name


@pytest.mark.parametrize("seed", range(6))
def test_after_any_row_of_edits_it_is_the_same(seed: int, content: Path) -> None:
    """Bodies, fields, broken files, twins, deletions, in any order: each time what a whole judgement says."""
    rng = random.Random(seed)  # noqa: S311 - a row of edits
    reader, judging = Reader(content), Judge(content)
    courses = [SKILLS, "courses/rural/theory.md", "courses/all/reading.md", "courses/rural/extra.md"]
    for _ in range(40):
        path = rng.choice(courses)
        kind = rng.randrange(10)
        if kind < 6:
            put(content, path, course(rng.choice("课课程"), body=rng.choice(BODIES), hours=rng.choice("228")))
        elif kind == 6:
            put(content, path, course("课", hours="四"))
        elif kind == 7:
            put(content, path, course("课", more=rng.choice(["status: draft", "prerequisites: [skills]", "series: rural-series", "x: 1"])))
        elif kind == 8:
            put(content, "courses/all/skills.md", course("同号"))
        else:
            (content / path).unlink(missing_ok=True)
            (content / "courses/all/skills.md").unlink(missing_ok=True)
        reader.look()
        results = dict(reader.results)
        assert_same(judging(results, reader.problems), judge(content, results, reader.problems, Made()))


def test_twins_that_come_and_go_with_a_save(content: Path) -> None:
    """A title or a unit that makes twins or parts them is told at both files at once, and the rest is not judged again."""
    reader, judging = Reader(content), Judge(content)
    names = ["courses/rural/extra.md", "courses/rural/more.md"]
    steps = [
        ("甲", "乙", "2. 别的", []), ("甲", "乙", "1. 单元", ["R416"]), ("甲", "《甲》", "1. 单元", ["R415"]),
        ("甲 ", "甲", "2. 别的", ["R415"]), ("丙", "甲", "2. 别的", []), ("丙", "丁", "“1.单元”", ["R416"]),
        ("丙", "戊", "1. 单元", ["R416"]),
    ]
    for first, second, unit, codes in steps:
        put(content, names[0], course(first))
        put(content, names[1], course(second).replace("1. 单元", unit))
        reader.look()
        results = dict(reader.results)
        found = judging(results, reader.problems)
        assert_same(found, judge(content, results, reader.problems, Made()))
        assert [(p.path, p.code) for p in found.problems if p.path in names] == [(n, c) for n in names for c in codes]
    assert judging.whole == 1


def body_of(state: State) -> str:
    """Return the body of the course that is edited, as it is shown."""
    return state.snapshot.site.library.courses["skills"].source.body if state.snapshot is not None else ""


def test_a_changed_body_is_judged_by_itself(content: Path) -> None:
    """Of saves that change a body or a title not one makes everything be judged again; one that changes another field does."""
    with running(content) as preview:
        judging = preview.refresher.reader.judge
        assert judging.whole == 1
        text = (content / SKILLS).read_text(encoding="utf-8")
        for number in range(5):
            (content / SKILLS).write_text(f"{text}\n第 {number} 段\n", encoding="utf-8")
            until(preview, lambda s, n=number: f"第 {n} 段" in body_of(s))
        assert f"第 {4} 段" in get(preview.address, "courses/skills.html").text
        assert judging.whole == 1
        text = text.replace("田间实战", "改了课名")
        (content / SKILLS).write_text(text, encoding="utf-8")
        until(preview, lambda s: s.snapshot is not None and s.snapshot.site.library.courses["skills"].title == "改了课名")
        assert "改了课名" in get(preview.address, "topics/rural-skills.html").text
        assert judging.whole == 1
        (content / SKILLS).write_text(text.replace("\n---\n", "\nlevel: county\n---\n", 1), encoding="utf-8")
        until(preview, lambda s: s.snapshot is not None and s.snapshot.site.library.courses["skills"].level == "county")
        assert judging.whole == 2
