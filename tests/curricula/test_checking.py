"""The check of a whole library: curricula against the plan, and what a changed course breaks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from courselib.__main__ import run
from courselib.content.checking import load_and_check
from courselib.content.curriculum_file import find_target
from courselib.content.loading import Loaded
from courselib.problems import Problem
from tests.support.library import course, put
from tests.support.sites import build_site

from .making import write_library

PLAN = "curricula/rural-plan.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A library of the test's own, without a fault."""
    return write_library(tmp_path / "library")


def problems(content: Path, code: str = "") -> list[Problem]:
    """Return the problems of a library, of one code where one is given."""
    return [p for p in load_and_check(content).problems if code in ("", p.code)]


def change(content: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a content file."""
    text = (content / path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    put(content, path, text.replace(old, new))


def test_sound_library_has_no_problem(content: Path) -> None:
    """The library to begin with is in order."""
    assert problems(content) == []


def test_retired_course_names_the_curricula_it_breaks(content: Path) -> None:
    """Retiring a course warns at the course with the curriculum and what it lacks now, and at the curriculum; only its item is an error."""
    change(content, "courses/rural/skills.md", "kind: fieldwork", "kind: fieldwork\nstatus: retired")
    (warning,) = problems(content, "C609")
    assert (warning.path, warning.line, warning.severity) == ("courses/rural/skills.md", 8, "warning")
    assert "已停用" in warning.message
    assert "rural-plan（缺专题 实战技能，“五年学时”不再满足，已有 6.5 学时，要求不少于 14 学时，还差 7.5 学时）" in warning.message
    assert {(p.code, p.path, p.severity) for p in problems(content) if p.path == PLAN} == {
        ("C603", PLAN, "error"), ("C607", PLAN, "warning"), ("C608", PLAN, "warning"),
    }


def test_draft_that_is_not_needed_is_named_without_a_loss(content: Path) -> None:
    """A draft in a curriculum that meets everything without it is named, and nothing is said to be lost."""
    change(content, PLAN, "  - {course: skills, year: 2026}\n", "  - {course: skills, year: 2026}\n  - {course: coming, year: 2026}\n")
    (warning,) = problems(content, "C609")
    assert warning.path == "courses/rural/coming.md"
    assert "还是草稿，仍有课程方案排着它：rural-plan。" in warning.message


def test_course_with_errors_is_told_once_and_curricula_are_not_blamed(content: Path) -> None:
    """A course that cannot be read is warned of where it stands; its curricula are judged when it can be read again."""
    change(content, "courses/rural/skills.md", "hours: 8", "hours: 八")
    found = problems(content)
    assert {p.code for p in found} == {"M305", "C609"}
    assert {p.path for p in found} == {"courses/rural/skills.md"}
    assert "rural-plan" in next(p.message for p in found if p.code == "C609")


def test_changed_hours_break_a_curriculum_at_its_items(content: Path) -> None:
    """Fewer hours of a course show in the curricula that relied on them."""
    shorter = course("田间实战", topic="rural-skills", theory="false", hours="7", more="prerequisites: [theory]")
    put(content, "courses/rural/skills.md", shorter)
    (found,) = problems(content)
    assert (found.code, found.path, found.line) == ("C608", PLAN, 7)
    assert "还差 0.5 学时" in found.message


def test_deleted_course_breaks_its_curricula(content: Path) -> None:
    """A course that is gone is missed at its item, and what it covered at the list of items."""
    (content / "courses/rural/skills.md").unlink()
    assert [(p.code, p.line) for p in problems(content) if p.path == PLAN] == [("C607", 7), ("C608", 7), ("R403", 9)]


def test_only_published_curricula_are_judged(content: Path) -> None:
    """A draft curriculum may lack what it likes."""
    draft = "title: 草稿方案\nsector: rural\nrole: member\nstart: 2024\nstatus: draft\nitems:\n  - {course: reading, year: 2024}\n"
    put(content, "curricula/half.yml", draft)
    assert problems(content) == []
    target = find_target(load_and_check(content), "half")
    assert target.evaluation is not None
    assert target.evaluation.verdict == "unmet"


def test_exempt_curriculum_has_no_failure(content: Path) -> None:
    """For exempt members neither topics nor hours that spare them are errors."""
    change(content, "plan.yml", "minimum: 28}", "minimum: 28, exempt: 年老体弱的党员不设硬性学时}")
    put(content, "curricula/elders.yml",
        "title: 高龄党员方案\nsector: rural\nrole: member\nstart: 2024\nexempt: true\nitems:\n  - {course: reading, year: 2024}\n")
    assert problems(content) == []
    target = find_target(load_and_check(content), "elders")
    assert target.evaluation is not None
    assert [r.status for r in target.evaluation.rules] == ["exempt", "pass"]
    assert [t.id for t in target.evaluation.uncovered] == ["rural-theory", "rural-skills"]


def test_own_yearly_rule_is_held_without_code(content: Path) -> None:
    """A rule that a unit adds to plan.yml holds at once."""
    plan = (content / "plan.yml").read_text(encoding="utf-8")
    rule = "id: unit-year, title: 本单位每年学时, clause: 一, applies: [member], window: year, count: all, days: 1"
    put(content, "plan.yml", f"{plan}  - {{{rule}}}\n")
    (found,) = problems(content, "C608")
    assert "2024 年已有 2.5 学时，要求不少于 8 学时，还差 5.5 学时；2025 年" in found.message
    assert "2026 年" not in found.message
    assert found.hint.startswith("2024 年再排课程 5.5 学时；2025 年")


def test_a_site_shows_what_a_curriculum_misses(content: Path, tmp_path: Path) -> None:
    """A library that grows is built with its unfinished curricula; page, list and data say that they are, and what is missing."""
    change(content, PLAN, "  - {course: skills, year: 2026}\n", "")
    site = tmp_path / "site"
    build_site(content, site)
    page = (site / "curricula/rural-plan.html").read_text(encoding="utf-8")
    assert "未达标" in page
    assert "没有满足“五年学时”：已有 6.5 学时，要求不少于 14 学时，还差 7.5 学时。" in page
    assert "必修专题没有课程：实战技能" in page
    assert "1 份未达标" in (site / "curricula.html").read_text(encoding="utf-8")
    told = json.loads((site / "curricula/rural-plan.json").read_text(encoding="utf-8"))
    assert (told["verdict"], {p["severity"] for p in told["problems"]}) == ("unmet", {"warning"})


def test_strict_makes_unfinished_curricula_errors(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reminders by themselves, errors where a library is held to be finished; a finished one passes both."""
    for arguments in ([], ["--strict"]):
        assert run(["check", "--content", str(content), *arguments]) == 0
    change(content, PLAN, "  - {course: skills, year: 2026}\n", "")
    assert run(["check", "--content", str(content)]) == 0
    capsys.readouterr()
    assert run(["check", "--content", str(content), "--strict", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["errors"], told["warnings"]) == (2, 0)
    assert {p["code"] for p in told["problems"]} == {"C607", "C608"}


def test_shipped_content_has_no_problem(shipped: Loaded) -> None:
    """The repository's own curricula meet every rule and cover every topic."""
    assert shipped.problems == []
