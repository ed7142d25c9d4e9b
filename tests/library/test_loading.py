"""Loading: records, cache and processes give one and the same answer."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content import files, loading
from courselib.content.cache import Cache
from courselib.content.checking import load_and_check
from courselib.content.checks.prerequisites import cycles
from courselib.content.checks.scope import MAX_GUESSES
from courselib.library.model import Resource, Review
from tests.faults import making


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The planted files, old enough for the cache to trust their times."""
    root = tmp_path / "content"
    making.make(root)
    for path in root.rglob("*"):
        if path.is_file() and not path.is_symlink():
            os.utime(path, (1_700_000_000, 1_700_000_000))
    return root


def test_course_record(folder: Path) -> None:
    """A course's fields arrive in its frozen record, units with their lines."""
    library = load_and_check(folder).library
    assert library is not None
    course = library.courses["good-full"]
    assert (course.title, course.topic, course.audience, course.hours, course.theory) == (
        "示例课程",
        "rural-theory",
        ("rural",),
        4,
        True,
    )
    assert course.resources == (
        Resource("讲义", "reader", file="notes/handout.txt"),
        Resource("网页", "link", url="https://example.org/a?b=c"),
    )
    assert course.platforms == ()
    assert course.reviewed == Review("示例单位", "2026-02-28")
    assert (course.lecturers, course.venues, course.prerequisites, course.series) == (
        ("good-teacher",),
        ("good-hall",),
        ("good-1",),
        "good-series",
    )
    assert course.keywords == ("粮食", "2024")
    assert [(u.title, u.hours, u.line) for u in course.units] == [("第一单元", 4, 27)]
    assert course.source.path == "courses/good/good-full.md"
    assert course.source.body_line == 19
    assert course.theory_hours == 4
    assert course.serves(("rural", "all"))
    assert not course.serves(("urban", "all"))
    with pytest.raises(AttributeError):
        course.hours = 2  # type: ignore[misc]  # what is tried here


def test_other_records(folder: Path) -> None:
    """Lecturers, venues, curricula, pages and attachments arrive too; drafts go on request."""
    library = load_and_check(folder).library
    assert library is not None
    assert library.lecturers["good-teacher"].topics == ("rural-theory",)
    assert library.venues["good-hall"].title == "示例场地"
    assert [(i.course, i.year, i.offjob) for i in library.curricula["good-plan"].items] == [
        ("good-1", 2024, False),
        ("good-2", 2028, True),
    ]
    assert library.pages["good-page"].title == "示例页面"
    assert library.media["notes/handout.txt"].size == len("示例附件\n".encode())
    assert "good-draft" in library.courses
    assert "good-draft" not in library.without_drafts().courses


def test_cached_reading_equals_fresh_reading(folder: Path, tmp_path: Path) -> None:
    """What comes from the cache is what was read: problems, values, marks, links, outlines, bodies."""
    first = Cache(tmp_path)
    fresh = load_and_check(folder, cache=first)
    first.close()
    second = Cache(tmp_path)
    kept = load_and_check(folder, cache=second)
    second.close()
    assert (fresh.read, kept.read) == (len(files.find(folder)[0]), 0)
    assert kept.problems == fresh.problems
    assert kept.results == fresh.results
    assert kept.library == fresh.library


def test_a_changed_file_is_read_again(folder: Path, tmp_path: Path) -> None:
    """After one edit one file is read, and its new problem shows."""
    cache = Cache(tmp_path)
    load_and_check(folder, cache=cache)
    cache.close()
    path = folder / "courses/good/good-1.md"
    path.write_text(path.read_text(encoding="utf-8").replace("hours: 2", "hours: 3"), encoding="utf-8")
    cache = Cache(tmp_path)
    again = load_and_check(folder, cache=cache)
    cache.close()
    assert again.read == 1
    assert "B503" in {p.code for p in again.problems if p.path == "courses/good/good-1.md"}


def test_parallel_reading_equals_serial_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes give the records of one, and progress counts every file."""
    serial = load_and_check(folder)
    monkeypatch.setattr(loading, "POOL_THRESHOLD", 1)
    seen: list[tuple[int, int]] = []
    parallel = load_and_check(folder, jobs=2, progress=lambda done, total: seen.append((done, total)))
    assert parallel.results == serial.results
    assert parallel.library == serial.library
    found = len(files.find(folder)[0])
    assert seen[-1] == (found, found)
    assert len(seen) == serial.read


def test_many_broken_references_are_all_reported(tmp_path: Path) -> None:
    """Guessing stops after a number of hints, reporting does not."""
    making.make(tmp_path)
    wanted = "\n".join(f"  - good-{n}x" for n in range(MAX_GUESSES + 300))
    text = making.COURSE.replace("theory: true\n", f"theory: true\nprerequisites:\n{wanted}\n")
    text = text.replace("好课程1", "先修很多").replace("第一单元", "先修")
    (tmp_path / "courses/many.md").write_text(text, encoding="utf-8")
    found = [p for p in load_and_check(tmp_path).problems if p.path == "courses/many.md"]
    assert len(found) == MAX_GUESSES + 300
    assert {p.code for p in found} == {"R403"}
    assert 0 < sum(bool(p.hint) for p in found) <= MAX_GUESSES


GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=4)).map(
    lambda g: {k: [x for x in v if x in g and x != k] for k, v in g.items()}
)


def reach(graph: dict[str, list[str]], start: str) -> set[str]:
    """Return what ``start`` leads to."""
    found: set[str] = set()
    waiting = list(graph[start])
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += graph[node]
    return found


@given(GRAPHS)
def test_one_cycle_for_each_group(graph: dict[str, list[str]]) -> None:
    """Each cycle is one, begins at its group's smallest ID, and every group that leads back to itself has one."""
    found = cycles(graph)
    reached = {key: reach(graph, key) for key in graph}
    looping = [key for key in graph if key in reached[key]]
    smallest = {min(k for k in looping if k in reached[key] and key in reached[k]) for key in looping}
    assert [c[0] for c in found] == sorted(smallest)
    for cycle in found:
        assert len(set(cycle)) == len(cycle)
        assert all(b in graph[a] for a, b in zip(cycle, [*cycle[1:], cycle[0]], strict=True))


def test_cycles_of_size() -> None:
    """A ring of twenty thousand and a group in which each leads to each are found without recursion or listing all."""
    ring = {f"{n:05}": [f"{(n + 1) % 20_000:05}"] for n in range(20_000)}
    assert [len(c) for c in cycles(ring)] == [20_000]
    names = [f"{n:03}" for n in range(300)]
    assert cycles({a: [b for b in names if b != a] for a in names}) == [["000", "001"]]
    assert cycles({"a": ["b"], "b": []}) == []
