"""Several libraries read together: what each has, what each files, what they have twice."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.support.library import course
from tests.support.sites import courselib
from tests.support.upstream import add, library, write


def test_units_are_read_together(tmp_path: Path) -> None:
    """Own courses count by topic and sector, classes by year, twins across units; what came from above counts nowhere twice."""
    province = library(tmp_path / "province", empty=False)
    one, other = library(tmp_path / "one"), library(tmp_path / "other")
    for unit in (one, other):
        add(unit, "province", "../province")
        write(unit, "courses/own.md", course("村务公开怎么做"))
    write(one, "courses/near.md", course("防汛演练（实操课）"))
    write(other, "courses/near-too.md", course("防汛演练"))
    write(other, "classes/term.yml", (
        "title: 轮训班\naudience: [rural]\nstart: 2027-03-15\nend: 2027-03-16\noffjob: true\nseats: 40\nitems:\n  - {course: own}\n"))
    assert province.content.is_dir()
    done = courselib("collect", "one", "other", "--json", "-o", "all.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    names = [unit["title"] for unit in said["units"]]
    assert [(u["courses"], u["taken"], u["classes"], u["errors"]) for u in said["units"]] == [(2, 4, 0, 0), (2, 4, 1, 0)]
    topics = {row["id"]: row["courses"] for row in said["topics"]}
    assert topics["rural-theory"] == dict.fromkeys(names, 2)
    assert said["filing"]["2027"][names[1]] == {"classes": 1, "seats": 40, "days": 2, "hours": 2, "theory_hours": 2}
    assert [(twin["near"], [c["id"] for c in twin["courses"]]) for twin in said["twins"]] == [
        (False, ["own", "own"]), (True, ["near", "near-too"])]
    book = load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == ["单位", "专题", "领域", "备案", "重复课程"]
    assert [cell.value for cell in book["重复课程"][2]] == ["村务公开怎么做", names[0], "own", "名称相同"]
    again = courselib("collect", "one", "other", "-o", "all.xlsx", cwd=tmp_path)
    assert again.returncode == 2


def test_what_is_no_library_is_refused(tmp_path: Path) -> None:
    """A folder without content, or none at all, is a usage error."""
    (tmp_path / "empty").mkdir()
    assert courselib("collect", "empty", cwd=tmp_path).returncode == 2
    assert courselib("collect", cwd=tmp_path).returncode == 2
