"""What changed, in words: each planted edit is told with both values, and nothing else is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.publish.releases import changes_page
from courselib.publish.releases.changes import Changes, State, compare, state_before
from courselib.publish.releases.wording import Difference, body_difference

from ..support.library import course, put, write_small
from ..support.sites import Reader, files_of


class Edited:
    """A library before and after edits."""

    def __init__(self, folder: Path) -> None:
        self.content = write_small(folder)
        put(self.content, "classes/village-2027.yml", "title: 村支书班\naudience: [rural]\nyear: 2027\nitems:\n  - {course: skills}\n")
        self.before = self._records()

    def _records(self) -> dict[str, bytes]:
        return {p: d for p, d in files_of(self.content).items() if p.split("/")[0] not in ("pages", "media")}

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.content / path).read_text(encoding="utf-8")
        assert text.count(old) >= 1, text
        put(self.content, path, text.replace(old, new, 1))

    def changes(self) -> Changes:
        loaded = load_and_check(self.content)
        assert not loaded.has_errors, loaded.problems
        assert loaded.library is not None
        now = self._records()
        paths = [p for p in {*now, *self.before} if now.get(p) != self.before.get(p)]
        before = state_before(self.before, paths, loaded.results)
        parts, plan, others = compare(State(loaded.results, loaded.library.without_drafts()), before, paths)
        return Changes("small", "小<库>", "1.1", "1.0", "2026-11-27", True, 5, "20", parts, plan, others)

    def said(self) -> dict[str, dict[str, dict[str, Difference]]]:
        """Return the changed records: by kind, then by ID, then by field."""
        return {p.kind: {c.id: {d.label: d for d in c.fields} for c in p.changed} for p in self.changes().parts}


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    return Edited(tmp_path / "library")


def pair(difference: Difference) -> tuple[str, str]:
    return difference.before, difference.after


def test_nothing(edited: Edited) -> None:
    assert edited.changes().nothing


def test_fields_of_a_course(edited: Edited) -> None:
    path = "courses/rural/skills.md"
    edited.edit(path, "title: 田间实战", "title: 田间实战（新）")
    edited.edit(path, "methods: [field, practice]", "methods: [field, lecture]")
    edited.edit(path, "hours: 8", "hours: 7.5")
    edited.edit(path, "| 现场体验 | 8 |", "| 专题讲座 | 7.5 |")
    edited.edit(path, "prerequisites: [theory]\n", "")
    edited.edit(path, "kind: fieldwork", "kind: case\ncore: true\nreviewed: {by: 某单位, on: 2026-01-02}\n"
                "resources:\n  - {title: 讲义, kind: document, file: notes/handout.txt}")
    fields = edited.said()["course"]["skills"]
    assert {label: pair(d) for label, d in fields.items() if d.before} == {
        "名称": ("田间实战", "田间实战（新）"),
        "方式": ("现场体验、实操练习", "现场体验、专题讲座"),
        "学时": ("8", "7.5"),
        "类型": ("现场教学", "案例课程"),
        "先修课程": (_title_of(edited, "theory"), "（没有写）"),
        "必排": ("否", "是"),
        "审核·审核单位": ("（没有写）", "某单位"),
        "审核·审核日期": ("（没有写）", "2026-01-02"),
        "单元《到田间》·学时": ("8", "7.5"),
        "单元《到田间》·方式": ("现场体验", "专题讲座"),
    }
    assert fields["资源"].added == ("讲义，文档，notes/handout.txt",)
    assert fields["正文"].after.startswith("增加")


def _title_of(edited: Edited, key: str) -> str:
    text = next(d for p, d in edited.before.items() if p.endswith(f"/{key}.md")).decode()
    found = re.search(r"^title: (.*)$", text, re.MULTILINE)
    assert found
    return found[1]


def test_added_retired_and_drafts(edited: Edited) -> None:
    put(edited.content, "courses/rural/one.md", course("新课", hours="3"))
    edited.edit("courses/rural/old-skills.md", "status: retired", "status: published")
    edited.edit("courses/rural/coming.md", "status: draft", "status: published")
    put(edited.content, "courses/all/gone-soon.md", course("要走的课", audience="all", topic="works-reading"))
    courses = next(p for p in edited.changes().parts if p.kind == "course")
    rows = {row.id: (row.title, row.hours, row.sector, row.note) for row in courses.added}
    assert rows["one"] == ("新课", "3", "农村党员", "")
    assert rows["old-skills"][3] == "重新启用"
    assert rows["coming"][3] == ""
    assert rows["gone-soon"][2] == "全体党员"
    assert not courses.removed


def test_the_ways_to_go(edited: Edited) -> None:
    for name in "abc":
        put(edited.content, f"courses/rural/{name}.md", course(f"课{name}"))
    edited.before = edited._records()
    edited.edit("courses/rural/a.md", "theory: true\n", "theory: true\nstatus: retired\n")
    edited.edit("courses/rural/b.md", "theory: true\n", "theory: true\nstatus: draft\n")
    (edited.content / "courses/rural/c.md").unlink()
    courses = next(p for p in edited.changes().parts if p.kind == "course")
    assert {row.id: row.note for row in courses.removed} == {"a": "停用", "b": "改回草稿", "c": "删除"}
    assert not courses.added
    assert not courses.changed


def test_a_moved_file_is_no_change(edited: Edited) -> None:
    (edited.content / "courses/elsewhere").mkdir()
    (edited.content / "courses/rural/skills.md").rename(edited.content / "courses/elsewhere/skills.md")
    assert edited.changes().nothing


def test_curricula_that_change_with_their_courses(edited: Edited) -> None:
    edited.edit("courses/rural/skills.md", "hours: 8", "hours: 6")
    edited.edit("courses/rural/skills.md", "| 现场体验 | 8 |", "| 现场体验 | 6 |")
    (curriculum,) = next(p for p in edited.changes().parts if p.kind == "curriculum").changed
    totals = {d.label: d for d in curriculum.fields}
    assert float(totals["合计学时"].before) - float(totals["合计学时"].after) == 2
    assert curriculum.touched == ("课程《田间实战》：学时 8 → 6；另有 2 处改动",)


def test_curricula_by_their_own_edits(edited: Edited) -> None:
    edited.edit("curricula/rural-plan.yml", "  - {course: skills, year: 2026, on: 2026-05-12}", "  - {course: skills, year: 2027}")
    edited.edit("curricula/rural-plan.yml", "summary: 一个小方案。", "summary: 一个更好的方案。")
    fields = edited.said()["curriculum"]["rural-plan"]
    assert pair(fields["简介"]) == ("一个小方案。", "一个更好的方案。")
    assert fields["安排"].added == ("田间实战，2027 年",)
    assert fields["安排"].removed == ("田间实战，2026 年，2026-05-12",)


def test_classes_lecturers_and_venues(edited: Edited) -> None:
    edited.edit("classes/village-2027.yml", "year: 2027", "year: 2028\nseats: 40\nvenue: hall")
    edited.edit("lecturers/teacher.md", "讲课多年。", "讲课多年，获奖。")
    edited.edit("lecturers/teacher.md", "class: expert", "class: role-model")
    said = edited.said()
    assert pair(said["class"]["village-2027"]["年份"]) == ("2027", "2028")
    assert pair(said["class"]["village-2027"]["人数"]) == ("（没有写）", "40")
    assert said["class"]["village-2027"]["场地"].after != "hall"
    assert pair(said["lecturer"]["teacher"]["类别"]) == ("专家学者", "先进模范")
    assert said["lecturer"]["teacher"]["正文"].after == "增加 3 字"


def test_the_plan(edited: Edited) -> None:
    edited.edit("plan.yml", "title: 农村理论", "title: 农村新理论")
    edited.edit("plan.yml", "minimum: 20}", "minimum: 24}")
    new = "{id: health-new, title: 新专题, clause: (八), sector: institutions-health, task: skills, theory: either, required: false}"
    edited.edit("plan.yml", "  - {id: health-ethics,", f"  - {new}\n  - {{id: health-ethics,")
    plan = {d.label: d for d in edited.changes().plan}
    assert pair(plan["专题“农村新理论”·名称"]) == ("农村理论", "农村新理论")
    assert pair(plan["学时规则“五年学时”·最低（半学时）"]) == ("20", "24")
    assert plan["专题"].added == ("新专题",)
    assert len(plan) == 3


def test_synonyms(edited: Edited) -> None:
    put(edited.content, "synonyms.yml", "groups:\n  - terms: [防汛, 抗洪]\n")
    (difference,) = edited.changes().plan
    assert difference.label == "近义词组"
    assert difference.added == ("防汛、抗洪",)


def test_the_page_stands_alone_and_escapes_all(edited: Edited) -> None:
    evil = "<script>alert(1)</script>&\"'"
    edited.edit("courses/rural/skills.md", "title: 田间实战", f"title: 坏 {evil}")
    edited.edit("courses/rural/skills.md", "updated: 2025-08-01", f"updated: 2025-08-01\nsummary: |\n  {evil}\n  第二行")
    made = edited.changes()
    text = changes_page.page(made).decode()
    read = Reader(text)
    assert not {tag for tag, _ in read.elements} & {"script", "link", "img", "iframe", "form", "a"}
    assert read.addresses() == []
    assert evil in read.text
    assert "小<库>" in read.text
    assert "default-src 'none'" in {a.get("http-equiv", ""): a.get("content", "") for t, a in read.elements if t == "meta"}[
        "Content-Security-Policy"]
    assert not [a for _, a in read.elements if "style" in a or any(name.startswith("on") for name in a)]
    data = json.loads(made.json())
    assert data["parts"][0]["changed"][0]["fields"][0]["after"] == f"坏 {evil}"
    assert made.json() == json.dumps(data, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@given(before=st.text("一二三 \n", max_size=60), after=st.text("一二三 \n", max_size=60))
def test_counts_of_characters_add_up(before: str, after: str) -> None:
    difference = body_difference(before, after)
    if difference is None:
        assert before == after
        return
    counts: Mapping[str, str] = dict(re.findall(r"(增加|删去) (\d+) 字", difference.after))
    added, removed = int(counts.get("增加", 0)), int(counts.get("删去", 0))
    characters = [sum(not c.isspace() for c in text) for text in (before, after)]
    assert characters[1] - characters[0] == added - removed
    assert removed <= characters[0]
    assert added <= characters[1]


def test_one_word_in_a_long_body() -> None:
    lines = [f"第 {n} 行，一些话。" for n in range(500)]
    after = [*lines]
    after[250] = "第 250 行，一些新话。"
    assert body_difference("\n".join(lines), "\n".join(after)) == Difference("正文", after="增加 1 字")
    assert body_difference("a b", "a  b") == Difference("正文", after="只改了空格或换行")
