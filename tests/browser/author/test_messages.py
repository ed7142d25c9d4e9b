"""The form and the checker find the same faults and say them in the same words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from courselib.content.checking import load_and_check
from courselib.problems.record import FIXABLE

from ...support.browser import opened
from ...support.library import REPOSITORY
from .form import anew, download, fill, open_form, problems

pytestmark = pytest.mark.browser

GOOD: dict[str, Any] = {
    "title": "一门课", "topic": "rural-skills", "audience": ["rural"], "hours": "2", "theory": "false",
    "objectives": ["能做"], "outline": [{"title": "一", "content": "要点", "method": "专题讲座", "hours": "2"}],
}
FAULTS: dict[str, dict[str, Any]] = {
    "M305": {"hours": "四学时"},
    "M306": {"hours": "2.3"},
    "M307": {"hours": "81"},
    "M308": {"updated": "2026.9.31"},
    "M308-hint": {"updated": "2026年9月1日"},
    "M309": {"platforms": [{"name": "平台", "url": "javascript:alert(1)"}]},
    "M310": {"resources": [{"title": "课件", "kind": "courseware", "file": "../a.pdf"}]},
    "M311": {"title": "长" * 81},
    "M308-month": {"not_before": "2025.13"},
    "M308-month-hint": {"until": "2026年10月"},
    "R420": {"not_before": "2026-03", "until": "2025-12"},
    "M315": {"resources": [{"title": "课件", "kind": "courseware"}]},
    "R410": {"resources": [{"title": "课件", "kind": "courseware", "file": "nothing.pdf"}]},
    "R412": {"theory": "true"},
    "R413": {"audience": ["rural", "urban"]},
    "B502": {"outline": [{"title": "一", "hours": "两"}]},
    "B502-low": {"outline": [{"title": "一", "hours": "0"}]},
    "B503": {"outline": [{"title": "一", "hours": "1.5"}]},
    "B504": {"after": "## 其他\n\n<blink>闪</blink>"},
    "B505": {"after": "## 其他\n\n[点](javascript:alert(1))"},
    "B505-up": {"after": "## 其他\n\n[点](/etc/a)"},
    "B505-entity": {"objectives": ["[点](java&#115;cript:alert(1))"]},
    "B509": {"after": "## 其他\n\n【填：什么】", "objectives": ["能【填：做到的事"]},
    "B508": {"after": "## 其他\n\n![图](https://example.org/a.png)"},
    "B502-second": {"after": "## 课程大纲\n\n- 又一个（两学时）", "outline": [{"title": "", "hours": ""}]},
    "B504-handler": {"after": "<b onclick=x>粗</b>\n\n<div>\n没完"},
    "B506": {"after": "[去](#nowhere) [大纲](#课程大纲) [其他](#其他事)\n\n## 其他"},
    "B510": {"after": "> " * 60 + "话"},
    "B511": {"after": "<!-- 旧稿\n\n讨论题"},
    "B512": {"after": "# 一门课\n\n# 又一个"},
    "B513": {"after": "## 其他\n\n#### 小点"},
    "B514": {"after": "![](../../media/guide/author-form.png)"},
    "B515": {"after": "[](https://example.org/) <a href='https://example.org/'></a>"},
    "B516": {"after": "| 甲 |\n| --- |\n| 一 | 二 |"},
    "B517": {"after": "甲 | 乙\n--- | --- | ---\n一 | 二"},
    "B518": {"objectives": ["能做[^没有]", "看[^a b]"], "after": "[^没用]: 注"},
    "B519": {"after": "[没用]: https://example.org/\n[没用]: https://example.org/b"},
    "B520": {"after": "## 其他 {.red}", "outline": [{"title": "一", "content": "**要点**{.red}", "hours": "2"}]},
    "B521": {
        "hours": "1", "outline": [{"title": "", "hours": ""}],
        "after": "## 大纲\n\n| 单元 | 学时 |\n| --- | --- |\n| 又 | 1 |\n| 合计 | 9 |",
    },
    "B522": {"after": "```\n通知模板"},
    "B523": {"after": "## 讨论 {#talk}\n\n## 再讨论 {#talk}"},
    "B524": {"outline": [{"title": "", "hours": ""}], "after": "**课程大纲**\n\n- 一（2 学时）"},
}


def test_the_same_faults_in_the_same_words(browser: Browser, shipped_site: Path, tmp_path: Path) -> None:
    """Each fault is told with the code and the message that the check of the downloaded file gives; most with its hint too."""
    content = tmp_path / "content"
    shutil.copytree(REPOSITORY / "content", content)
    folder = content / "courses" / "form"
    folder.mkdir()
    told: dict[str, list[dict[str, str]]] = {}
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        for name, fault in FAULTS.items():
            anew(page)
            fill(page, GOOD | fault | {"id": f"fault-{name.lower()}"})
            # Of what lies in the library, the form can say only that it cannot look.
            told[name] = [p for p in problems(page) if "本页核对不了" not in p["message"]]
            download(page, folder, anyway=any(p["severity"] == "error" for p in told[name]))
    loaded = load_and_check(content)
    other_hints = []
    for name, found in told.items():
        # That other courses are alike (R415, R416) only a library can tell.
        checked = [p for p in loaded.problems if p.path == f"courses/form/fault-{name.lower()}.md" and p.code not in ("R415", "R416")]
        code = name.partition("-")[0]
        assert code in {p.code for p in checked}, (name, checked)
        assert {(p["code"], p["severity"], p["message"]) for p in found} == {(p.code, p.severity, p.message) for p in checked}, name
        if {p["hint"] for p in found} != {p.hint.replace(FIXABLE, "") for p in checked}:
            other_hints.append(name)
    # There the check speaks of the file's `hours`, the form of the course's hours.
    assert other_hints == ["B503"]


@pytest.mark.parametrize(("spec", "paths"), [
    ({"objectives": ["能做", "写[^没有]"]}, ["objectives[1]"]),
    ({"objectives": ["", "写[^没有]"], "after": "[^没用]: 注"}, ["objectives[1]", "after"]),
    ({"outline": [{"title": "一", "hours": "1"}, {"title": "二[^x]", "content": "a | **b**{.red}", "hours": "1"}]},
     ["outline[1].title", "outline[1].content"]),
    ({"outline": [{"title": "一", "content": "<blink>x</blink> `<b>` [坏](javascript:x)", "hours": "2"}]}, ["outline[0].content"]),
    ({"outline": [{"title": "一", "hours": "两"}]}, ["outline[0].hours"]),
])
def test_a_problem_stands_at_its_field(spec: dict[str, Any], paths: list[str], browser: Browser, shipped_site: Path) -> None:
    """What the finished body's check says is told at the row, the cell or the text that it comes from."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "placed"} | spec)
        assert [p["path"] for p in problems(page)] == paths


def test_what_only_the_form_can_know(browser: Browser, shipped_site: Path) -> None:
    """A number that is taken, references to nothing, prerequisites in a ring, a total as a unit: told before the file exists."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        fill(page, GOOD | {"id": "rural-qianwan-experience"})
        assert [p["code"] for p in problems(page)] == ["R408"]
        fill(page, {"id": "Bad ID"})
        assert [p["code"] for p in problems(page)] == ["F107"]
        fill(page, {"id": "new-course"})
        assert problems(page) == []
        page.evaluate("values => Object.assign(CourseLib.modules.author_page.app.record.values, values)", {
            "lecturers": ["nobody"], "venues": ["nowhere"], "prerequisites": ["nothing", "new-course"],
            "series": "rural-qianwan-experience",
        })
        assert sorted(p["code"] for p in problems(page)) == ["R403", "R404", "R405", "R406", "R414"]
        anew(page)
        fill(page, GOOD | {"id": "new-course", "outline": [{"title": "合计", "hours": "2"}]})
        assert {p["code"] for p in problems(page)} >= {"B502"}
        anew(page)
        fill(page, GOOD | {"id": "new-course", "after": "## 课程大纲\n\n| 单元 | 学时 |\n| --- | --- |\n| 又一个 | 1 |"})
        assert {p["code"] for p in problems(page)} >= {"B502"}
        page.evaluate("CourseLib.modules.author_page.app.names.courses.get('rural-qianwan-experience').prerequisites.push('new-course')")
        anew(page)
        fill(page, GOOD | {"id": "new-course", "prerequisites": ["rural-qianwan-experience"]})
        assert [p["code"] for p in problems(page)] == ["R407"]


def test_lone_surrogates_and_control_characters_go(browser: Browser, shipped_site: Path) -> None:
    """Half a pair, control characters and overrides are removed from every text, and the author is told."""
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        odd = "'a' + String.fromCharCode(0xd800) + 'b' + String.fromCharCode(0xdc00, 0xdfff, 0x202e, 7) + 'c'"
        page.evaluate(f"window.drive({{title: {odd}}})")
        assert page.evaluate("CourseLib.modules.author_page.app.record.values.title") == "abc"
        assert "已删去" in page.evaluate("CourseLib.modules.author_page.app.fields.title.note.textContent")


def test_schema_in_the_page_is_the_published_one(browser: Browser, shipped_site: Path) -> None:
    """The form validates by the schema that stands in ``data/v1/source/``; there is no second truth."""
    published = json.loads((shipped_site / "data/v1/source/course.schema.json").read_text(encoding="utf-8"))
    with opened(browser, shipped_site) as page:
        open_form(page, shipped_site)
        assert page.evaluate("CourseLib.modules.author_page.app.setting.schema") == published
