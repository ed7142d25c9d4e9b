"""Plans as files: any text survives writing and reading, and a file that is none is told in plain words with its line."""

from __future__ import annotations

import json
import random
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from courselib.content.curriculum_file import find_target
from courselib.content.loading import Loaded
from courselib.curricula.writing import curriculum_text
from courselib.library.model import Theme

from ...support.planning import as_curriculum, as_plan

pytestmark = pytest.mark.browser
_READ = "([text, id]) => CourseLib.modules.planner_yaml.read(text, id)"
_ROUND = """plans => plans.map(made => {
  const plan = CourseLib.modules.rules_plans.create(made);
  const text = CourseLib.modules.planner_yaml.write(plan);
  const read = CourseLib.modules.planner_yaml.read(text, plan.id);
  return {text, problems: read.problems, plan: read.plan};
})"""
HEAD = "title: 名称\nsector: rural\nrole: member\nstart: 2024\n"
#: Signs from all corners that a text may hold: breaks, marks of order, blanks that look alike, signs of YAML, far planes.
SIGNS = (
    *"abz019 -?:,[]{}#&*!|>'\"%@`~=<.\\/_", *"中文，。：“”《》　", "\t", "\n", "\r", "\r\n", "\u00a0", "\u00ad", "\u0085",
    "\u2028", "\u2029", "\u200b", "\u202e", "\ufeff", "\x00", "\x1b", "\x7f", "\ufffe", "e\u0301", "\U0001f600",
    "\U00020000", "\U0010ffff", "\ue000", ": ", " #", "---", "...", "yes", "null", "~", "0x1f", "1e3", "12:30", "2024-01-02", "<<",
    "- ", "? ",
)


def drawn(draw: random.Random, longest: int) -> str:
    """Return any text."""
    return "".join(draw.choice(SIGNS) for _ in range(draw.randint(1, 12)))[:longest]


def test_any_text(planner: Page, shipped: Loaded, tmp_path: Path) -> None:
    """Whatever is typed comes back the same from the file, or the file is refused in words; the command line decides alike."""
    assert shipped.library is not None
    base = shipped.library.curricula["rural-member"]
    draw = random.Random(2)  # noqa: S311 - a repeatable draw
    plans = []
    for _ in range(400):
        made = replace(base, items=base.items[:2], title=drawn(draw, 80), summary=drawn(draw, 400), notes=drawn(draw, 900),
                       themes=(Theme(2024, drawn(draw, 60)),))
        plans.append(json.loads(json.dumps(as_plan(made))))
    kept = 0
    path = tmp_path / "rural-member.yml"
    for plan, answer in zip(plans, planner.evaluate(_ROUND, plans), strict=True):
        path.write_text(answer["text"], encoding="utf-8", newline="\n")
        target = find_target(shipped, str(path))
        assert (answer["plan"] is None) == (target.evaluation is None), (plan, answer, target.problems)
        if answer["plan"] is None:
            assert answer["problems"]
            assert all(p["message"] and p["line"] >= 1 for p in answer["problems"])
            continue
        kept += 1
        for name in ("title", "summary", "notes"):
            assert answer["plan"][name] == unicodedata.normalize("NFC", plan[name].strip()), plan
        assert target.evaluation is not None
        assert as_curriculum(answer["plan"]).notes == target.evaluation.curriculum.notes
        assert as_curriculum(answer["plan"]).title == target.evaluation.curriculum.title
    assert kept >= 20


def test_the_files_of_the_library(planner: Page, shipped: Loaded) -> None:
    """Each curriculum file of the library reads as the plan that the data brings, and is written as the command line writes it."""
    assert shipped.library is not None
    for curriculum in shipped.library.curricula.values():
        text = (shipped.root / curriculum.source.path).read_text(encoding="utf-8")
        told = planner.evaluate(_READ, [text, curriculum.id])
        assert told["problems"] == []
        assert as_curriculum(told["plan"]) == replace(curriculum, source=as_curriculum(told["plan"]).source)
        written = planner.evaluate("plan => CourseLib.modules.planner_yaml.write(CourseLib.modules.rules_plans.create(plan))", told["plan"])
        assert written == curriculum_text(curriculum, shipped.library.plan)


@pytest.mark.parametrize(("text", "line", "words"), [
    ("", 1, "这不是课程方案文件"),
    ("just words\n", 1, "这不是课程方案文件"),
    ("- a\n- b\n", 1, "这不是课程方案文件"),
    ("{}\n", 1, "缺少必填字段 title"),
    (HEAD + "items: x\n", 5, "应是列表"),
    (HEAD + "items:\n  - x\n", 5, "第 1 项应写成"),
    (HEAD + "items:\n  - {course: a}\n", 6, "安排第 1 项的缺少必填字段 year"),
    (HEAD + "items:\n  - {course: a, year: 20x4}\n", 6, "应是整数，现在是 “20x4”"),
    (HEAD + "items:\n  - {course: A b, year: 2024}\n", 6, "编号 “A b” 写法不对"),
    (HEAD + "items:\n  - {course: a, year: 2024, level: village}\n", 6, "不能是 “village”"),
    (HEAD + "items:\n  - {course: a, year: 2024, on: 2024-02-30}\n", 6, "“2024-02-30”"),
    (HEAD + "items:\n  - {course: a, year: 2024, offjob: maybe}\n", 6, "应是 true 或 false"),
    (HEAD + "title: again\n", 5, "同一个字段写了两次"),
    (HEAD + "items:\n  - {course: a, class: b, year: 2024}\n", 6, "须有 course 或 class，且只有一个"),
    (HEAD + "items:\n  - {year: 2024}\n", 6, "须有 course 或 class，且只有一个"),
    (HEAD + "items:\n  - {course: a, year: 2024, hours: 1.3}\n", 6, "不是 0.5 的整数倍"),
    (HEAD + "items:\n  - {course: a, year: 2024, hours: 一}\n", 6, "应是数字，现在是 “一”"),
    (HEAD + "items:\n  - {course: a, year: 2024, days: 0}\n", 6, "应在 0.5 到 80 之间"),
    (HEAD + "earned:\n  2024: 30\nitems: []\n", 5, "应写成“字段: 值”"),
    (HEAD + "earned:\n  24: {hours: 3}\nitems: []\n", 6, "应在 2000 到 2110 之间"),
    (HEAD + "earned:\n  2024: {hours: 3}\n  2024: {hours: 3}\nitems: []\n", 7, "同一个字段写了两次"),
    (HEAD + "notes: \"open\nitems: []\n", 7, "引号没有配对"),
    (HEAD + "items: [a, {b: c}\n", 6, "没有配对"),
    (HEAD + "\titems: []\n", 5, "Tab"),
    (HEAD + "notes: &a x\nsummary: *a\n", 5, "锚点或别名"),
    (HEAD + "notes: !!python/object:os.system x\n", 5, "YAML 标签"),
    (HEAD + "---\ntitle: other\n", 5, "第二份 YAML"),
    (HEAD + "years: 99\n", 5, "应在 1 到 10 之间，现在是 “99”"),
    (HEAD + "items: []\nnotes: [a]\n", 6, "应是一个值"),
    ("title: " + "长" * 81 + "\nsector: rural\nrole: member\nstart: 2024\n", 1, "有 81 字，超过 80 字"),
    ("title: a\x00b\n", 1, "读不出来的字符"),
    ("PK\x03\x04 something", 1, "读不出来的字符"),
    # What a browser makes of a file in another encoding.
    ("title: \ufffd\ufffd\n", 1, "读不出来的字符"),
    ("[" * 5000, 1, "文件读不懂"),
    ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", 1, "锚点"),
    ("x" * 600_000, 1, "文件太大"),
])
def test_what_is_no_plan(planner: Page, text: str, line: int, words: str) -> None:
    """A foreign or damaged file gives no plan, and its first problem says what is wrong and where."""
    told = planner.evaluate(_READ, [text, "x"])
    assert told["plan"] is None
    first = next(p for p in told["problems"] if p["severity"] == "error")
    assert words in first["message"]
    assert first["line"] == line
    assert "undefined" not in json.dumps(told)


def test_unknown_fields_are_told(planner: Page) -> None:
    """A field that nobody knows is named with its line, and the rest of the file is read."""
    told = planner.evaluate(_READ, [HEAD + "colour: red\nitems:\n  - {course: a, year: 2024, colour: red}\n", "own"])
    assert told["plan"]["id"] == "own"
    assert told["plan"]["items"] == [
        {"course": "a", "class": "", "year": 2024, "offjob": False, "level": "county", "hours": 0, "days": 0, "on": ""},
    ]
    assert [(p["severity"], p["line"]) for p in told["problems"]] == [("warning", 5), ("warning", 7)]
    assert "“colour” 不认识" in told["problems"][0]["message"]


@pytest.mark.parametrize(("plan", "name"), [
    ({"id": "rural-own"}, "rural-own.yml"),
    ({"sector": "rural", "role": "member", "start": 2025}, "rural-member-2025.yml"),
    ({"sector": "../x", "role": "member", "start": 2025}, "x-member-2025.yml"),
    ({"role": "", "start": ""}, "plan.yml"),
    ({"id": "a" * 90}, f"{'a' * 64}.yml"),
])
def test_a_name_for_the_file(planner: Page, plan: dict[str, Any], name: str) -> None:
    """The file's name is one that the library takes, and never a way out of the folder."""
    assert planner.evaluate("plan => CourseLib.modules.planner_yaml.name(CourseLib.modules.rules_plans.create(plan))", plan) == name


def test_other_line_ends_and_marks(planner: Page) -> None:
    """A file saved by an editor that writes a byte order mark and CR LF reads the same."""
    text = "\ufeff" + (HEAD + "notes: |-\n  一\n  二\nitems:\n  - {course: a, year: 2024}\n").replace("\n", "\r\n")
    told = planner.evaluate(_READ, [text, "own"])
    assert told["problems"] == []
    assert told["plan"]["notes"] == "一\n二"
