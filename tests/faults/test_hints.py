"""Hints are right when followed: what one proposes is put in the place of the value, and the problem is gone without a new one.

So are promises of ``check --fix``: a problem whose hint says so is gone after it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.content.fixing import repairs
from courselib.library import frontmatter, nodes
from courselib.problems import Problem
from courselib.problems.record import FIXABLE
from tests.faults import making
from tests.support.library import REPOSITORY, put, write_small

BASE = {
    "title": "title: 示例课程", "topic": "topic: party-purpose",
    "audience": "audience: [rural]", "hours": "hours: 2", "theory": "theory: true",
}
BODY = "\n## 教学目标\n\n- 能说清要点。\n\n## 课程大纲\n\n| 单元 | 学时 |\n| --- | ---: |\n| 第一单元 | 2 |\n"
PATH = "courses/rural/faulty.md"
#: Lines of metadata in the place of a field's own, or beside them; what is to be proposed, if anything; whether `check --fix` mends it.
CASES = (
    ("audience: 农村党员", "[rural]", False),
    ("audience: rural", "[rural]", True),
    ("audience: rural，urban", "[rural, urban]", True),
    ("audience: 【rural、urban】", "[rural, urban]", True),
    ("audience: [rural，urban]", "rural, urban", True),
    ("audience: 农村", "[rural]", False),
    ("audience: Rural", "[rural]", True),
    ("audience: [Rural]", "rural", True),
    ("audience: [农村党员]", "rural", False),
    ("audience: 全体党员", "[all]", False),
    ("audience: 农村党员、城市社区党员", "[rural, urban]", False),
    ("audience: “rural”", "[rural]", True),
    ("topic: Party_Purpose", "party-purpose", True),
    ("topic: “party-purpose”", "party-purpose", True),
    ("topic: party-puprose", "party-purpose", False),
    ("hours: 2学时", "2", True),
    ("hours: 二", "2", True),
    ("hours: “2”", "2", True),
    ("hours: ２", "2", True),
    ("hours: 2 个学时", "2", True),
    ("theory: 是", "true", True),
    ("theory: yes", "true", True),
    ("theory: “true”", "true", True),
    ("theory: 对", "true", False),
    ("keywords: 防溺水、水域安全", "[防溺水, 水域安全]", False),
    ("keywords: 防溺水", "[防溺水]", False),
    ("keywords: No", '["No"]', False),
    ("methods: 讲座", "[lecture]", False),
    ("methods: 专题讲座", "[lecture]", True),
    ("methods: lecture, video", "[lecture, video]", True),
    ("methods: [专题讲座，视频集中培训]", "lecture, video", True),
    ("methods: [讲座]", "lecture", False),
    ("methods: [专题讲座]", "lecture", True),
    ("platforms: 学习强国", '[{name: 学习强国, url: "https://www.xuexi.cn/"}]', False),
    ("platforms: 县里的平台", "", False),
    ("platforms: [{name：学习强国, url: https://a.cn/}]", "name: 学习强国", True),
    ("resources: 讲义", "", False),
    ("reviewed: 县委党校", "", False),
    ("level: 县级", "county", True),
    ("level: County", "county", True),
    ("level: 县", "county", False),
    ("status: 草稿", "draft", True),
    ("kind: 案例课程", "case", True),
    ("updated: 2026/1/5", "2026-01-05", True),
    ("updated: 2026年1月5日", "2026-01-05", True),
    ("updated: ２０２６-01-05", "2026-01-05", True),
    ("Keywords: [甲]", "keywords", True),
    ("keyword: [甲]", "keywords", False),
    ("ｌｅｖｅｌ: county", "level", True),
    ("标题: 甲", "", False),
    ("lecturers: techer", "[teacher]", False),
    ("lecturers: teacher", "[teacher]", True),
    ("lecturers: Teacher", "[teacher]", True),
    ("methods: [lecture, lecure]", "", False),
    ("methods: [lecture, 专题讲座]", "", False),
    ("lecturers: [Example_A]", "", False),
    ("title：示例课程", "", True),
    ("title:示例课程", "", True),
    ("audience：\n  - rural", "", True),
    ("audience：[rural]", "", True),
    ("topic： party-purpose", "", True),
    ("hours：2", "", True),
    ("theory :true", "", True),
    ("\thours: 2", "", True),
    ("keywords:\n\t- 甲", "", True),
    ("title: “第一讲: 总论”", '"第一讲: 总论"', True),
    ('title: "示例课程”', "示例课程", True),
    ("title: 第一讲: 总论", '"第一讲: 总论"', True),
    ("title: @示例", '"@示例"', True),
    ("title: `示例`", '"`示例`"', True),
    ("title: %示例", '"%示例"', True),
    ("reviewed:\n  by: 县委\n  on：2026-01-01", "", True),
    ("reviewed:\n  by：县委\n  on：2026-01-01", "", True),
    ("summary：他说：好", "", True),
    ("title： 第一讲: 总论", "", True),
)


def library(root: Path, metadata: str, end: str = "---\n") -> Path:
    """Return a content folder with the faulty course."""
    content = write_small(root)
    shutil.copy2(REPOSITORY / "content/plan.yml", content / "plan.yml")
    put(content, PATH, f"---\n{metadata}{end}{BODY}")
    return content


def metadata(lines: str) -> str:
    """Return good metadata with faulty lines in the place of the field that they mean."""
    name = lines.strip().partition("\n")[0].replace("：", ":").partition(":")[0].strip().lower()
    return "".join(f"{line}\n" for line in (BASE | {name: lines}).values())


def found(content: Path) -> list[Problem]:
    return [p for p in load_and_check(content).problems if p.path == PATH]


def followed(text: str, problem: Problem) -> str:
    """Return a file with what a hint proposes in the place of the key or value where its problem stands."""
    region = frontmatter.region(text, markdown=True)
    assert region is not None
    rows = text.split("\n")
    root = nodes.tree.parse(region.metadata, PATH, region.first_line, len(region.before)).root
    for node in walk(root) if root else ():
        if node.mark == (problem.line, problem.column):
            return text[: node.span.start] + problem.suggestion + text[node.span.end :]
    # Nothing could be read: the value is the rest of its line.
    line = rows[problem.line - 1]
    rows[problem.line - 1] = line[: line.index(": ") + 2] + problem.suggestion
    return "\n".join(rows)


def walk(node: nodes.Node) -> list[nodes.Scalar]:
    """Return all keys and values of a tree."""
    if isinstance(node, nodes.Scalar):
        return [node]
    if isinstance(node, nodes.Sequence):
        return [s for item in node.items for s in walk(item)]
    return [s for key, value in node.items.values() for s in (key, *walk(value))]


@pytest.mark.parametrize(("lines", "proposed", "mends"), CASES, ids=[c[0].replace("\n", "¶") for c in CASES])
def test_a_hint_is_right_when_followed(tmp_path: Path, lines: str, proposed: str, *, mends: bool) -> None:
    """The first problem proposes what was meant; with it in place the problem is gone, and none came."""
    content = library(tmp_path, metadata(lines))
    before = found(content)
    assert before
    first = before[0]
    assert first.suggestion == proposed, first
    assert ("courselib check --fix" in first.hint) == mends or "若有" in first.hint, first
    known = {(p.code, p.message) for p in before}
    if proposed:
        text = (content / PATH).read_text(encoding="utf-8")
        (content / PATH).write_text(followed(text, first), encoding="utf-8")
        after = found(content)
        assert len(after) < len(before)
        assert {(p.code, p.message) for p in after} <= known, after


@pytest.mark.parametrize("lines", [c[0] for c in CASES], ids=[c[0].replace("\n", "¶") for c in CASES])
def test_what_can_be_mended_says_so_and_only_that(tmp_path: Path, lines: str) -> None:
    """After ``check --fix`` exactly the problems that spoke of it are gone, and none came."""
    content = library(tmp_path, metadata(lines))
    mended_as_told(content)


def mended_as_told(content: Path) -> None:
    """Check the promises of one folder's problems."""
    before = found(content)
    for repair in repairs(content, {PATH}):
        (content / repair.path).write_text(repair.after, encoding="utf-8")
    left = {(p.code, p.message) for p in found(content)}
    told = {(p.code, p.message) for p in before if p.hint.endswith(FIXABLE) and "若有" not in p.hint}
    assert left == {(p.code, p.message) for p in before} - told


@pytest.mark.parametrize(("end", "line", "says"), [
    ("", 6, "缺少"), ("----\n", 7, "----"), ("——\n", 7, "——"), ("－－－\n", 7, "－－－"), ("***\n", 7, "***"), ("--\n", 7, "--"),
    ("===\n", 7, "==="),
])
@pytest.mark.parametrize("above", [{}, {"title": "title：示例课程"}, {"hours": "hours: 2学时"}])
def test_a_missing_end_line_is_told_where_it_belongs(tmp_path: Path, end: str, line: int, says: str, above: dict[str, str]) -> None:
    """The line is named, everything else is told beside it, and ``check --fix`` writes the line and leaves the body."""
    content = library(tmp_path, "".join(f"{row}\n" for row in (BASE | above).values()), end)
    problems = [p for p in found(content) if p.code == "Y202"]
    assert [p.line for p in problems] == [line]
    assert says in problems[0].message
    assert len(found(content)) == 1 + len(above)
    mended_as_told(content)
    assert (content / PATH).read_text(encoding="utf-8") == "---\n" + "".join(f"{row}\n" for row in BASE.values()) + f"---\n{BODY}"


@pytest.mark.parametrize("below", ["---\n", "- - -\n\n---\n\n正文\n"])
def test_a_rule_in_the_body_is_no_end_line(tmp_path: Path, below: str) -> None:
    """A line of dashes far below passes for the end only where what stands above it can be metadata."""
    content = write_small(tmp_path)
    put(content, PATH, "---\n" + "".join(f"{row}\n" for row in BASE.values()) + BODY + below)
    assert [(p.code, p.line) for p in found(content) if p.code.startswith("Y")] == [("Y202", 6)]


def test_hints_of_the_planted_faults_are_right_when_followed(tmp_path: Path) -> None:
    """Of every planted fault of metadata the proposal is followed in its own file: that problem goes, and no other code comes."""
    root = tmp_path / "content"
    making.make(root)
    tried = 0
    start = load_and_check(root).problems
    for problem in start:
        if not (problem.suggestion and problem.code[0] in "MYR" and problem.path.startswith("courses/faulty/")):
            continue
        path = root / problem.path
        original = path.read_text(encoding="utf-8")
        path.write_text(followed(original, problem), encoding="utf-8")
        after = load_and_check(root).problems
        path.write_text(original, encoding="utf-8")
        assert problem not in after
        # Whether the outline's hours add up can be told only once the course's hours are a number.
        own = {p for p in after if p.path == problem.path and p.code != "B503"}
        assert own <= {p for p in start if p.path == problem.path}, (problem, after)
        tried += 1
    assert tried >= 12
