"""Faults of the plan itself: each alone, since without a plan nothing can be checked against it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from courselib.content.checking import load_and_check
from tests.faults import making

ROWS: list[dict[str, Any]] = yaml.safe_load((making.HERE / "plans.yml").read_text(encoding="utf-8"))
PLAN = (making.HERE / "content/plan.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("row", ROWS, ids=[r["name"] for r in ROWS])
def test_plan_fault_is_found_alone(tmp_path: Path, row: dict[str, Any]) -> None:
    """A broken plan is reported at its place, gives no library, and no course is blamed for it."""
    assert PLAN.count(row["find"]) == 1
    (tmp_path / "courses").mkdir()
    shutil.copy(making.HERE / "content/courses/good/good-1.md", tmp_path / "courses")
    (tmp_path / "plan.yml").write_text(PLAN.replace(row["find"], row["put"]), encoding="utf-8")
    loaded = load_and_check(tmp_path)
    wanted = dict(making.place("plan.yml", text) for text in row["problems"])
    assert {(p.path, p.code, p.line, p.column) for p in loaded.problems} == set(wanted)
    assert loaded.library is None
    for found in loaded.problems:
        assert wanted[found.path, found.code, found.line, found.column] in found.hint


def test_folder_without_a_plan(tmp_path: Path) -> None:
    """No plan.yml is one error, whatever else stands in the folder."""
    (tmp_path / "courses").mkdir()
    shutil.copy(making.HERE / "content/courses/good/good-1.md", tmp_path / "courses")
    loaded = load_and_check(tmp_path)
    assert [(p.path, p.code) for p in loaded.problems] == [("plan.yml", "F110")]
    assert loaded.library is None


def test_no_folder_and_empty_folder(tmp_path: Path) -> None:
    """A missing content folder and an empty one are errors, not crashes; junk alone does not hide the missing plan."""
    assert [p.code for p in load_and_check(tmp_path / "none").problems] == ["F110"]
    assert [p.code for p in load_and_check(tmp_path).problems] == ["F110"]
    (tmp_path / "junk.bin").write_bytes(b"\0")
    assert sorted(p.code for p in load_and_check(tmp_path).problems) == ["F109", "F110"]
