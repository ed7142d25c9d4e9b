"""``courselib schedule``: the year of a unit, placed, shown, written into the classes' files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ..support.library import REPOSITORY, put
from .conftest import Run

CLASS = """\
# 班次
title: {title}  # 名称
audience: [rural]
roles: [secretary]
year: 2027
days: 5
offjob: true
{more}items:
  # 先理论
  - {{course: {course}}}
notes: 备注
"""


def a_class(here: Path, key: str, course: str, more: str = "", **changes: str) -> Path:
    """Write a class of the year without dates."""
    text = CLASS.format(title=f"班{key}", course=course, more=more and f"{more}\n")
    for old, new in changes.items():
        text = text.replace(f"{old}: ", f"{old}: {new}  # ", 1)
    return put(here / "content", f"classes/{key}.yml", text)


@pytest.fixture
def year(here: Path) -> Path:
    """The small library with three classes for the same people, that teach different courses."""
    for key, course in (("a", "reading"), ("b", "theory"), ("c", "skills")):
        a_class(here, key, course)
    return here


def test_classes_are_placed_and_shown(year: Path, cli: Run) -> None:
    """The output is YAML of ID, start and end and nothing else; the table and what to do next stand beside it."""
    code, out, err = cli("schedule", "--year", "2027", "--within", "2027-03-01..2027-03-19")
    assert code == 0
    assert yaml.safe_load(out.replace("2027-", "d")) == {"year": 2027, "classes": [
        {"id": "a", "start": "d03-01", "end": "d03-05"}, {"id": "b", "start": "d03-08", "end": "d03-12"},
        {"id": "c", "start": "d03-15", "end": "d03-19"},
    ]}
    assert "2027-03-01（周一）  2027-03-05（周五）     5  班a" in err
    assert "排好 3 个班，没有冲突。" in err
    assert "year: 2027" in (year / "content/classes/a.yml").read_text(encoding="utf-8")
    assert cli("schedule", "--year", "2027", "--within", "2027-03-01..2027-03-19", "--quiet") == (0, out, "")


def test_dates_are_written_into_the_files_and_nothing_else(year: Path, cli: Run) -> None:
    """``year`` becomes ``start`` and ``end``; comments and order stay; asked again, placed classes stay; the check sees no clash."""
    before = (year / "content/classes/b.yml").read_text(encoding="utf-8")
    code, _, err = cli("schedule", "--year", "2027", "--within", "2027-03-01..2027-03-19", "--write")
    assert code == 0
    assert "日期已写进各班的文件。" in err
    after = (year / "content/classes/b.yml").read_text(encoding="utf-8")
    assert after == before.replace("year: 2027\n", "start: 2027-03-08\nend: 2027-03-12\n")
    code, out, err = cli("schedule", "--year", "2027")
    assert (code, yaml.safe_load(out)) == (0, {"year": 2027, "classes": []})
    assert err.count("已定") == 3
    assert "2027 年没有要排日期的班" in err
    code, out, _ = cli("check", "--format", "json")
    assert '"K103"' not in out


def test_output_goes_to_a_new_file(year: Path, cli: Run, tmp_path: Path) -> None:
    """An existing file is not written over; a folder that is not there is told."""
    file = tmp_path / "year.yml"
    assert cli("schedule", "--year", "2027", "-o", file)[:2] == (0, "")
    text = file.read_text(encoding="utf-8")
    assert text.startswith("year: 2027\nclasses:\n  - {id: a, start: 2027-")
    code, _, err = cli("schedule", "--year", "2027", "-o", file)
    assert (code, file.read_text(encoding="utf-8")) == (2, text)
    assert "已经有了" in err
    assert cli("schedule", "--year", "2027", "-o", tmp_path / "no/where.yml")[0] == 3


def test_a_calendar_file_and_options_together(year: Path, cli: Run) -> None:
    """Blocked days of both count; a class of its own days is put there."""
    put(year, "days.yml", "blocked: [2027-03-01..2027-03-05]\nclasses:\n  c: {within: [2027-05-10..2027-05-14]}\n")
    code, out, err = cli(
        "schedule", "--year", "2027", "--calendar", "days.yml", "--blocked", "2027-03-15..2027-04-30", "--within",
        "2027-03-01..2027-05-14", "--verbose",
    )
    assert code == 0, err
    assert [(str(c["id"]), str(c["start"])) for c in yaml.safe_load(out)["classes"]] == [
        ("a", "2027-03-08"), ("b", "2027-05-03"), ("c", "2027-05-10"),
    ]
    assert "能排的工作日 15 天，已定日期的班 0 个。" in err


def test_faults_of_a_calendar_are_told_with_their_lines(year: Path, cli: Run) -> None:
    """Every fault at once: an unknown key, a day that is none, somebody who is not there."""
    put(year, "days.yml", "blokced: [x]\nblocked:\n  - 2027-13-01\nlecturers:\n  nobody: {blocked: [2027-03-01]}\n")
    code, out, err = cli("schedule", "--year", "2027", "--calendar", "days.yml")
    assert (code, out) == (1, "")
    assert "days.yml:1 不认识的字段 “blokced”。" in err
    assert "days.yml:3 “2027-13-01” 不是日期。" in err
    assert "“nobody” 不存在。" in err
    put(year, "days.yml", "- 2027-03-01\n")
    assert "内容不是“字段: 值”的形式。" in cli("schedule", "--year", "2027", "--calendar", "days.yml")[2]
    assert cli("schedule", "--year", "2027", "--calendar", "none.yml")[0] == 3


def test_impossible_years_are_explained(year: Path, cli: Run) -> None:
    """Three weeks are needed and two are there: which classes, how many days, and whom they would call twice."""
    code, out, err = cli("schedule", "--year", "2027", "--within", "2027-03-01..2027-03-12", "--write")
    assert (code, out) == (1, "")
    assert "“班a”（a）、“班b”（b）、“班c”（c）排不到一起，共要 15 天；少了其中任何一个就能排。" in err
    assert "全年能排的工作日一共 10 天。" in err
    assert "不能同时上两个班。" in err
    assert "year: 2027" in (year / "content/classes/a.yml").read_text(encoding="utf-8")


def test_a_venue_that_is_too_small(year: Path, cli: Run) -> None:
    """More seats than the venue has: told before anything is placed."""
    venue = next((year / "content/venues").glob("*.md")).stem
    a_class(year, "big", "reading", f"venue: {venue}\nseats: 99999")
    code, _, err = cli("schedule", "--year", "2027")
    assert code == 1
    assert "“班big”（big）有 99999 人" in err or "注意：内容里有错误" in err


@pytest.mark.parametrize("arguments", [
    [], ["--year", "27"], ["--year", "2027", "--blocked", "下周"], ["--year", "2027", "--within", "2027-03-05..2027-03-01"],
])
def test_wrong_usage(arguments: list[str], here: Path, cli: Run) -> None:
    """A missing year, a year that is none, days that are none."""
    code, out, err = cli("schedule", *arguments)
    assert (code, out) == (2, "")
    assert "怎么办：" in err


_LIBRARY = """\
import sys
sys.argv = ["courselib", *sys.argv[1:]]
from courselib.__main__ import main
main()
"""


def test_what_goes_to_standard_output_is_the_answer_alone(year: Path, tmp_path: Path) -> None:
    """In a process of its own, output led into a file: nothing of the solver's stands in it."""
    command = [sys.executable, "-c", _LIBRARY, "curriculum", "suggest", "--sector", "rural", "--role", "member", "--margin", "0"]
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "generator"), "PYTHONIOENCODING": "utf-8"}
    file = tmp_path / "out.yml"
    with file.open("wb") as stream:
        done = subprocess.run(command, cwd=year, env=environment, stdout=stream, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    text = file.read_text(encoding="utf-8")
    assert text.startswith("title: ")
    assert set(yaml.safe_load(text)) == {"title", "sector", "role", "start", "items"}
