"""``courselib new course`` and its like: templates that say what is to be filled, options, questions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.content.template import MARK, template
from courselib.library import nodes
from courselib.library.kinds import KINDS
from courselib.library.reading import read_file
from courselib.library.schema import PLAN_LISTS, Kind
from courselib.library.source import Entry
from courselib.problems import ERROR
from courselib.syntax.yaml.writer import scalar

from ..support.library import course, put
from ..support.sites import files_of
from ..support.terminal import END, typed
from .conftest import Run

FILES = {
    "course": "courses/made.md", "lecturer": "lecturers/made.md", "venue": "venues/made.md", "curriculum": "curricula/made.yml",
}
ANSWERS = {
    "title": "村塘水域安全", "topic": "rural-skills", "audience": "[rural]", "hours": "2", "theory": "false", "sector": "rural",
    "role": "member", "start": "2024",
}


def filled(text: str) -> str:
    """Return a template as its author leaves it: every marked place filled, nothing else touched."""
    for name, value in ANSWERS.items():
        text = re.sub(rf"^{name}:  # {MARK}", f"{name}: {value}  #", text, flags=re.MULTILINE)
    # A class needs its year, or its dates.
    text = re.sub(r"^# (year: [0-9]{4}  # 年份：日期未定)", r"\1", text, flags=re.MULTILINE)
    if f"items:  # {MARK}" in text:
        text = re.sub(r"^#   - \{course: 编号(, year: [0-9]{4})?\}", r"  - {course: theory\1}", text, count=1, flags=re.MULTILINE)
    return re.sub("【填：[^】]*】", "自己的话", text.replace("【填：学时】", "2"))


@pytest.mark.parametrize("kind", FILES)
def test_an_unfilled_template_points_at_its_places(kind: str, here: Path, cli: Run) -> None:
    """Every marked line has a problem, and no other line has one."""
    code, out, _ = cli("new", kind, "made")
    assert code == 0
    assert f"content/{FILES[kind]}" in out
    text = (here / "content" / FILES[kind]).read_text(encoding="utf-8")
    marked = {n for n, line in enumerate(text.split("\n"), 1) if f"# {MARK}" in line or "【填" in line}
    found = [p for p in load_and_check(here / "content").problems if p.path == FILES[kind]]
    assert {p.line for p in found} == marked
    draft = "status: draft" in text
    assert all(p.severity == ERROR or (draft and p.code == "B509") for p in found)
    assert len(marked) >= 2 or kind == "curriculum"


@pytest.mark.parametrize("kind", FILES)
def test_a_filled_template_is_free_of_problems(kind: str, here: Path, cli: Run) -> None:
    """As soon as the marked places are filled there is nothing to complain about, not even a reminder."""
    cli("new", kind, "made")
    path = here / "content" / FILES[kind]
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    code, out, _ = cli("check")
    assert (code, out[:5]) == (0, "没有问题。")


@pytest.mark.parametrize("kind", FILES)
def test_every_optional_field_is_offered_and_valid(kind: str, here: Path, cli: Run) -> None:
    """Each optional field stands in a comment; with its “# ” gone it says something valid, but for names of records and files."""
    cli("new", kind, "made")
    path = here / "content" / FILES[kind]
    text = filled(path.read_text(encoding="utf-8"))
    for field in KINDS[kind].schema.fields:
        if field.required or field.name == "status":
            continue
        lines = text.split("\n")
        at = next(n for n, line in enumerate(lines) if line.startswith(f"# {field.name}:"))
        more = 1 if lines[at + 1].startswith("#   ") else 0
        for n in range(at, at + more + 1):
            lines[n] = lines[n].removeprefix("# ")
        result = read_file(Entry(FILES[kind], kind, "made", 0, 0, 0), "\n".join(lines).encode())
        codes = {p.code for p in result.problems}
        assert codes == ({"M313"} if field.kind is Kind.ID and field.ref not in PLAN_LISTS else set()), (field.name, result.problems)
        assert field.name in (result.values or {}) or codes


def test_options_are_written_and_judged_as_check_would(here: Path, cli: Run) -> None:
    """Names become IDs, slips are mended, and the course stands where others of its topic stand; all is right at once."""
    code, out, _ = cli("new", "course", "pond", "--title", "村塘: 安全", "--topic", "实战技能", "--audience", "农村党员",
                       "--hours", "３学时", "--theory", "否")
    assert code == 0, out
    text = (here / "content/courses/rural/pond.md").read_text(encoding="utf-8")
    assert 'title: "村塘: 安全"' in text
    assert "topic: rural-skills" in text
    assert "audience: [rural]" in text
    assert "hours: 3 " in text
    assert "theory: false" in text
    assert MARK not in text.split("---")[1].replace(f"标着“{MARK}”", "")
    assert "| 专题讲座 | 3 |" in text


@pytest.mark.parametrize(("kind", "options", "said"), [
    ("course", ["--topic", "rural-skill"], "是否想写 rural-skills？"),
    ("course", ["--hours", "许多"], "“许多”"),
    ("course", ["--hours", "2.3"], "可写 2 或 2.5。"),
    ("course", ["--hours", "90"], "超出范围"),
    ("course", ["--theory", "也许"], "写 true（是）或 false（否）。"),
    ("course", ["--title", ""], "名称是空的"),
    ("course", ["--title", "长" * 81], "超过 80 字"),
    ("course", ["--title", "一\n二"], "只能写一行"),
    ("course", ["--audience", "，"], "对象不能是空的"),
    ("course", ["--topic", "rural-skills", "--audience", "institutions"], "把对象改为 rural。"),
    ("course", ["--topic", "rural-theory", "--theory", "false"], "是否想写 true？"),
    ("course", ["--folder", "../x"], "不能作为文件夹"),
    ("course", ["--folder", "农村"], "不能作为文件夹"),
    ("curriculum", ["--sector", "rurla"], "是否想写 rural？"),
    ("curriculum", ["--role", "secretery"], "是否想写 secretary？"),
    ("curriculum", ["--start", "1999"], "超出范围"),
])
def test_wrong_options_are_told_plainly(kind: str, options: list[str], said: str, here: Path, cli: Run) -> None:
    """A value that check would refuse ends with 2 in check's own words, and nothing is written."""
    before = files_of(here / "content")
    code, out, err = cli("new", kind, "made", *options)
    assert (code, out) == (2, "")
    assert said in err
    assert files_of(here / "content") == before


@pytest.mark.parametrize(("key", "said"), [("skills", "编号 skills 已有：courses/rural/skills.md"), ("Pond_1", "是否想写 pond-1？"),
                                           ("防汛", "编号只用"), ("../x", "是否想写 x？"), ("a" * 65, f"是否想写 {'a' * 64}？")])
def test_an_id_that_cannot_be(key: str, said: str, here: Path, cli: Run) -> None:
    """One that is taken, in whatever folder, or that is none: 2, and nothing is written."""
    before = files_of(here / "content")
    code, _, err = cli("new", "course", key)
    assert code == 2
    assert said in err
    assert files_of(here / "content") == before


def test_nothing_is_overwritten(here: Path, cli: Run) -> None:
    """A file that is no course of the library yet (broken name, a link) stays as it is."""
    put(here / "content", "lecturers/made.md", "mine")
    assert cli("new", "lecturer", "made")[0] == 2
    (here / "content/courses/linked").symlink_to(here)
    code, _, err = cli("new", "course", "made", "--folder", "linked")
    assert code == 3
    assert "符号链接" in err
    assert not (here / "made.md").exists()
    assert (here / "content/lecturers/made.md").read_text(encoding="utf-8") == "mine"


def test_without_a_library_or_its_plan(tmp_path: Path, here: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no plan to go by, the user learns what to do first."""
    (here / "content/plan.yml").write_text("title: [", encoding="utf-8")
    code, _, err = cli("new", "course", "made")
    assert code == 1
    assert "courselib check" in err
    monkeypatch.chdir(tmp_path)
    assert cli("new", "course", "made", "--content", "nowhere")[0] == 1


def test_a_terminal_is_asked(here: Path) -> None:
    """Each required field is asked for with its choices; a wrong answer gets check's message and the question again."""
    lines = ["防汛课", "?实战", "实战", "rural-skil", "实战技能", "事业单位党员", "农村党员", "两天", "2", "也许", "否"]
    code, screen = typed(["new", "course", "asked"], lines, here)
    assert code == 0, screen
    for said in ("名称里有“实战”的：", "rural-skills（实战技能）", "是否想写 rural-skills？", "把对象改为 rural。",
                 "应是数字，现在是 “两天”", "写 true（是）或 false（否）。"):
        assert said in screen
    text = (here / "content/courses/rural/asked.md").read_text(encoding="utf-8")
    assert [line.partition("  #")[0] for line in text.split("\n")[2:7]] == [
        "title: 防汛课", "topic: rural-skills", "audience: [rural]", "hours: 2", "theory: false"]


def test_a_terminal_is_asked_only_for_what_is_missing(here: Path) -> None:
    """What an option said is not asked again; a curriculum is asked for sector, role and first year."""
    code, screen = typed(["new", "curriculum", "asked", "--role", "secretary"], ["书记方案", "rural", "2024"], here)
    assert code == 0, screen
    assert "对象身份（role）" not in screen
    text = (here / "content/curricula/asked.yml").read_text(encoding="utf-8")
    assert "role: secretary" in text


def test_the_end_of_input_writes_nothing(here: Path) -> None:
    """Whoever leaves in the middle leaves nothing behind."""
    before = files_of(here / "content")
    code, screen = typed(["new", "course", "asked"], ["防汛课", END], here)
    assert code == 130, screen
    assert files_of(here / "content") == before


@given(st.text(max_size=60))
def test_any_text_keeps_its_meaning(text: str) -> None:
    """Whatever is written as a value is read as the same text, or refused; never as a number, a list or a comment."""
    parsed = nodes.parse(f"title: {scalar(text)}  # 说明", "x.md")
    if parsed.problems:
        assert not text.isprintable() or not text.strip()
        return
    assert isinstance(parsed.root, nodes.Mapping)
    node = parsed.root.items["title"][1]
    assert isinstance(node, nodes.Scalar)
    assert node.text == text


@given(st.dictionaries(st.sampled_from(["title", "topic", "audience", "hours", "theory"]), st.text(max_size=20)))
def test_values_never_break_out_of_their_place(values: dict[str, str]) -> None:
    """However odd a value is, the file has the same fields and the same body."""
    made = template(KINDS["course"], values, 2024)
    result = read_file(Entry("courses/x.md", "course", "x", 0, 0, 0), made.encode("utf-8", "replace"))
    assert {p.code for p in result.problems} <= {
        "M301", "M303", "M304", "M305", "M306", "M307", "M311", "M313", "M314", "B502", "B509", "F104", "F105", "Y203"}
    assert "教学目标" in made.partition("\n---\n")[2]


def test_a_blank_in_code_is_no_blank(here: Path) -> None:
    """Guides may show the mark in code; 填空题 in brackets is no mark either."""
    put(here / "content", "courses/rural/x.md", course("课", body="\n`【填：这里】` 和【填空题】\n"))
    assert [p for p in load_and_check(here / "content").problems if p.code == "B509"] == []
