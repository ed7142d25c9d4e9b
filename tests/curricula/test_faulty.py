"""Faulty curricula made by hand: each fault is named with file and line, by the check of all and of the one file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from courselib.content.checking import load_and_check
from courselib.content.curriculum_file import find_target
from courselib.content.loading import Loaded

from .making import FAULTY, write_library

EXPECTED: dict[str, list[str]] = {
    name: [str(row) for row in rows]
    for name, rows in yaml.safe_load((Path(__file__).parent / "expected.yml").read_text(encoding="utf-8")).items()
}
NAMES = sorted(EXPECTED)


def wanted(name: str) -> dict[tuple[str, int], str]:
    """Return the words expected at each code and line of a faulty file."""
    found = {}
    for row in EXPECTED[name]:
        code, line, part = row.split(" ", 2)
        found[code, int(line)] = part
    return found


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_library(tmp_path_factory.mktemp("faulty"))


@pytest.fixture(scope="module")
def loaded(small: Path) -> Loaded:
    return load_and_check(small)


@pytest.fixture(scope="module")
def with_faulty(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The library with all faulty curricula in it."""
    content = write_library(tmp_path_factory.mktemp("all"))
    for path in sorted(FAULTY.glob("*.yml")):
        shutil.copy(path, content / "curricula")
    return load_and_check(content)


def test_there_are_at_least_ten_and_the_library_is_sound(loaded: Loaded) -> None:
    """Ten and more faulty files stand beside a library without a problem."""
    assert len(NAMES) >= 10
    assert [p.stem for p in sorted(FAULTY.glob("*.yml"))] == NAMES
    assert loaded.problems == []


@pytest.mark.parametrize("name", NAMES)
def test_fault_is_named_in_its_file(name: str, loaded: Loaded) -> None:
    """Checking the file alone, from outside the library, finds the fault at its line and nothing else."""
    target = find_target(loaded, str(FAULTY / f"{name}.yml"))
    found = {(p.code, p.line): p for p in target.problems}
    assert len(found) == len(target.problems)
    assert set(found) == set(wanted(name))
    for key, part in wanted(name).items():
        assert part in found[key].message + found[key].hint
        assert found[key].path == (FAULTY / f"{name}.yml").as_posix()


@pytest.mark.parametrize("name", NAMES)
def test_fault_is_named_when_all_is_checked(name: str, with_faulty: Loaded) -> None:
    """The check of the whole library finds the same faults in the file."""
    path = f"curricula/{name}.yml"
    assert {(p.code, p.line) for p in with_faulty.problems if p.path == path} == set(wanted(name))
