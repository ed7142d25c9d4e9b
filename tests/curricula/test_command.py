"""``courselib curriculum``: what planners see."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from courselib.__main__ import run
from courselib.cli.common import width
from tests.support.library import put

from .making import FAULTY, write_library

KEYS = {"id", "title", "sector", "role", "hours", "theory_hours", "years", "rules", "topics", "problems"}


Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A library of the test's own."""
    return write_library(tmp_path / "library")


@pytest.fixture
def told(content: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a function that runs a command and returns exit code, output and errors."""

    def ask(command: str, *arguments: object) -> tuple[int, str, str]:
        code = run(["curriculum", command, "--content", str(content), *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return ask


def test_json_has_the_agreed_form(told: Ask) -> None:
    """The JSON form has the agreed keys, figures in hours, and no problem for a sound curriculum."""
    code, out, _ = told("check", "rural-plan", "--json")
    answer = json.loads(out)
    assert code == 0
    assert set(answer) >= KEYS
    assert (answer["id"], answer["sector"], answer["role"]) == ("rural-plan", "rural", "member")
    assert (answer["hours"], answer["theory_hours"], answer["problems"]) == (14.5, 6.5, [])
    assert answer["years"]["2024"] == {"hours": 2.5, "theory_hours": 2.5, "offjob_hours": 0}
    assert answer["years"]["2025"] == {"hours": 4, "theory_hours": 4, "offjob_hours": 4}
    assert list(answer["years"]) == ["2024", "2025", "2026", "2027", "2028"]
    assert [{k: r[k] for k in ("id", "status", "have", "need", "gap", "counted")} for r in answer["rules"]] == [
        {"id": "member-5y", "status": "pass", "have": 14.5, "need": 14, "gap": 0, "counted": ["reading", "theory", "skills"]},
        {"id": "theory-share", "status": "pass", "have": 6.5, "need": 6, "gap": 0, "counted": ["reading", "theory"]},
    ]
    assert {"id": "rural-skills", "title": "实战技能", "required": True, "covered": True, "courses": ["skills"]} in answer["topics"]
    assert "14.5," in out
    assert "14.0" not in out


def test_text_can_be_pasted_into_a_report(told: Ask) -> None:
    """The text has an aligned table of years, the rules, the topics and a verdict."""
    code, out, _ = told("check", "rural-plan")
    lines = out.splitlines()
    assert code == 0
    table = lines[lines.index("") + 1 :][:7]
    assert len({width(line) for line in table}) == 1
    assert table[0].split() == ["年度", "学时", "创新理论", "占比", "脱产"]
    assert table[-1].split() == ["合计", "14.5", "6.5", "44.8%", "4"]
    assert "必修专题 3 个，已覆盖 3 个；其他专题 0 个，已覆盖 0 个。" in lines
    assert lines[-1] == "结论：达标。"


def test_faults_are_listed_with_file_and_line(told: Ask) -> None:
    """An unfinished file is told so with its missing topics, gaps and places, and is no error."""
    path = FAULTY / "hours-short.yml"
    code, out, _ = told("check", path)
    assert code == 0
    assert "缺：实战技能（rural-skills）" in out
    assert "五年学时：已有 7 学时，要求不少于 14 学时，还差 7 学时。" in out
    assert f"{path.as_posix()}:8 提醒 C607 " in out
    assert out.endswith("结论：未达标。\n")


def test_quiet_and_verbose(told: Ask) -> None:
    """Quiet shows errors only, nothing where there are none; verbose lists each topic's courses."""
    assert told("check", "rural-plan", "--quiet") == (0, "", "")
    assert told("check", FAULTY / "hours-short.yml", "--quiet") == (0, "", "")
    code, out, _ = told("check", FAULTY / "course-twice.yml", "--quiet")
    assert (code, out.count("\n")) == (1, 1)
    assert told("check", FAULTY / "course-twice.yml")[1].endswith("结论：达标。另有 1 处错误，要先改好。\n")
    assert "著作研读：reading" in told("check", "rural-plan", "--verbose")[1]
    assert told("suggest", "--keep", "rural-plan", "--quiet")[2] == ""
    assert "结论：达标。" in told("suggest", "--keep", "rural-plan", "--verbose")[2]


def test_yearly_rule_shows_its_years(told: Ask) -> None:
    """A yearly rule has figures a year in JSON, and the worst year in the table."""
    _, out, _ = told("check", FAULTY / "offjob-short.yml", "--json")
    (rule,) = [r for r in json.loads(out)["rules"] if r["id"] == "secretary-offjob"]
    assert (rule["status"], rule["have"], rule["need"], rule["gap"]) == ("fail", 2.5, 3, 0.5)
    assert rule["years"] == {
        "2024": {"status": "fail", "have": 2.5, "need": 3, "gap": 0.5}, "2025": {"status": "pass", "have": 6, "need": 3, "gap": 0},
    }
    assert "每年脱产（最少的一年）" in told("check", FAULTY / "offjob-short.yml")[1]


def test_file_that_cannot_be_understood(told: Ask, tmp_path: Path) -> None:
    """A broken file is reported in both forms with exit code 1; the JSON form keeps its keys."""
    path = tmp_path / "broken.yml"
    path.write_text("title: 坏的\nsector: rural\nrole: nobody\n", encoding="utf-8")
    code, out, _ = told("check", path, "--json")
    answer = json.loads(out)
    assert code == 1
    assert set(answer) >= KEYS
    assert answer["title"] == "坏的"
    assert {p["code"] for p in answer["problems"]} == {"M301", "R417"}
    assert told("check", path)[0] == 1


def test_file_inside_the_content_is_the_library_s(told: Ask, content: Path) -> None:
    """A path of the library and its ID lead to the same curriculum."""
    assert told("check", content / "curricula/rural-plan.yml", "--json") == told("check", "rural-plan", "--json")


@pytest.mark.parametrize("name", ["rural-plans", "no/such/file.yml"])
def test_unknown_name(name: str, told: Ask) -> None:
    """A name that is neither an ID nor a file is wrong usage, with the nearest ID."""
    code, _, error = told("check", name)
    assert code == 2
    assert "没有叫" in error
    assert ("rural-plan？" in error) == (name == "rural-plans")


def test_link_and_folder_are_not_read(told: Ask, tmp_path: Path) -> None:
    """A symbolic link and a folder are refused in a sentence."""
    link = tmp_path / "link.yml"
    link.symlink_to(FAULTY / "hours-short.yml")
    assert told("check", link)[0] == 3
    assert told("check", tmp_path)[0] == 3


def test_suggestion_passes_its_own_check(told: Ask, tmp_path: Path) -> None:
    """What suggest writes is found in order by check; the same comes twice; an existing file stays."""
    made = tmp_path / "made.yml"
    code, out, error = told("suggest", "--sector", "rural", "--role", "member", "-o", made)
    assert (code, out) == (0, "")
    assert "新排" in error
    code, report, _ = told("check", made, "--json")
    assert code == 0
    # More than the 14.5 hours asked for: something for the sector in each of five years, and the reserve.
    assert json.loads(report)["hours"] == 20
    code, again, _ = told("suggest", "--sector", "rural", "--role", "member")
    assert (code, again) == (0, made.read_text(encoding="utf-8"))
    assert told("suggest", "--sector", "rural", "--role", "member", "-o", made)[0] == 2
    assert made.read_text(encoding="utf-8") == again


def test_suggestion_for_secretaries_and_another_start(told: Ask) -> None:
    """Off-the-job training is marked with its level where a rule asks for it; the years begin where asked."""
    code, out, _ = told("suggest", "--sector", "rural", "--role", "secretary", "--start", "2025")
    assert code == 0
    assert "start: 2025\n" in out
    rows = [line for line in out.splitlines() if "offjob: true, level: county" in line]
    assert {y for y in range(2025, 2029) if any(f"year: {y}," in r for r in rows)} == set(range(2025, 2029))


def test_kept_items_stay(told: Ask, tmp_path: Path) -> None:
    """A partial curriculum, by file or by ID, is completed around what it has; title and notes stay."""
    path = tmp_path / "part.yml"
    path.write_text(
        "title: 我的方案\nsector: rural\nrole: member\nstart: 2025\nitems:\n  - {course: extra, year: 2027}\nnotes: 备注\n",
        encoding="utf-8",
    )
    code, out, _ = told("suggest", "--keep", path)
    assert code == 0
    assert out.startswith("title: 我的方案\nsector: rural\nrole: member\nstart: 2025\nitems:\n")
    assert "  - {course: extra, year: 2027}\n" in out
    assert out.endswith("notes: 备注\n")
    assert told("suggest", "--keep", path, "--sector", "urban")[0] == 2
    assert told("suggest", "--keep", path, "--role", "secretary")[0] == 2
    assert told("suggest", "--keep", path, "--start", "2024")[0] == 2
    assert told("suggest", "--keep", "rural-plan")[0] == 0


@pytest.mark.parametrize("items", ["items: []\n", "items:\n", ""])
def test_empty_curriculum_is_completed(items: str, told: Ask, tmp_path: Path) -> None:
    """A file without any item yet is a beginning too."""
    path = tmp_path / "empty.yml"
    path.write_text(f"title: 空方案\nsector: rural\nrole: member\nstart: 2024\n{items}", encoding="utf-8")
    code, out, _ = told("suggest", "--keep", path)
    assert code == 0
    assert out.count("course:") >= 3


@pytest.mark.parametrize("name", ["course-twice", "course-draft", "course-unknown", "order-backwards", "field-unknown"])
def test_faults_of_what_is_kept_come_first(name: str, told: Ask) -> None:
    """What completing cannot mend is shown with its place, and nothing is suggested."""
    code, out, error = told("suggest", "--keep", FAULTY / f"{name}.yml")
    assert (code, out) == (1, "")
    assert f"{name}.yml:" in error
    assert "C608" not in error


def test_impossible_suggestion_explains_itself(told: Ask, content: Path) -> None:
    """Without courses for it, the missing topics and hours are named, with exit code 1."""
    shutil.rmtree(content / "courses/rural")
    code, out, error = told("suggest", "--sector", "rural", "--role", "member")
    assert (code, out) == (1, "")
    assert "缺少 农村理论 专题的课程（rural-theory，须是创新理论课）。" in error
    assert "还差 11.5 学时（“五年学时”要求 14 学时）" in error


def test_wrong_usage(told: Ask) -> None:
    """A missing role, an unknown sector and a folder that is not there are said in a sentence."""
    assert told("suggest", "--sector", "rural")[0] == 2
    code, _, error = told("suggest", "--sector", "rurall", "--role", "member")
    assert code == 2
    assert "是否想写 rural？" in error
    assert told("suggest", "--sector", "rural", "--role", "member", "-o", "no/such/folder/x.yml")[0] == 3


def test_course_with_errors_is_not_counted_and_said(told: Ask, content: Path) -> None:
    """A course whose file has errors counts for nothing, and the item says so."""
    path = "courses/rural/skills.md"
    put(content, path, (content / path).read_text(encoding="utf-8").replace("hours: 8", "hours: 八"))
    code, out, _ = told("check", "rural-plan")
    assert code == 0
    assert "C609 课程 “skills” 的文件有错误，没有计入。" in out
    code, _, error = told("suggest", "--keep", "rural-plan")
    assert code == 1
    assert "C609" in error
