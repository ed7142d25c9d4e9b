"""The synthetic libraries of the benchmarks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.synthetic import course_text, read_pool, write_library
from courselib.content.checking import load_and_check

CONTENT = Path(__file__).parents[2] / "content"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library of 30 synthetic courses."""
    target = tmp_path_factory.mktemp("synthetic") / "content"
    write_library(CONTENT, 30, target)
    return target


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_thirty_courses_are_free_of_problems(library: Path) -> None:
    """A synthetic library has neither errors nor warnings, and holds every course."""
    loaded = load_and_check(library)
    assert loaded.problems == []
    assert loaded.library is not None
    assert len(loaded.library.courses) == 30


def test_the_same_seed_writes_the_same_bytes(library: Path, tmp_path: Path) -> None:
    """Two runs give equal files; another seed gives other courses."""
    write_library(CONTENT, 30, tmp_path / "again")
    write_library(CONTENT, 30, tmp_path / "other", seed=2)
    assert files(tmp_path / "again") == files(library)
    assert files(tmp_path / "other") != files(library)


def test_a_larger_library_holds_the_smaller_one(library: Path, tmp_path: Path) -> None:
    """Courses do not change with the number of courses."""
    write_library(CONTENT, 40, tmp_path / "larger")
    assert files(library).items() <= files(tmp_path / "larger").items()


def test_bodies_are_as_long_as_real_ones() -> None:
    """A course holds at least 600 Chinese characters, on average less than 900."""
    pool = read_pool(CONTENT)
    lengths = [len(HAN.findall(course_text(pool, n).split("---", 2)[2])) for n in range(30)]
    assert min(lengths) >= 600
    assert sum(lengths) / len(lengths) < 900
