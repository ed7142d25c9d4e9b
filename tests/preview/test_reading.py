"""Looking at the content folder: only what changed is read, and only what says something else counts as changed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from courselib.content import loading
from courselib.content.reader import Reader

from ..support.library import course, put


@pytest.fixture
def reader(content: Path) -> Reader:
    """A reader that has looked once."""
    made = Reader(content)
    assert len(made.look()) == len(made.results) > 10
    return made


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that are read."""
    found: list[str] = []
    real = loading.files.read_bytes

    def counted(root: Path, path: str, limit: int) -> bytes:
        found.append(path)
        return real(root, path, limit)

    monkeypatch.setattr(loading.files, "read_bytes", counted)
    return found


def test_nothing_changed(reader: Reader, reads: list[str]) -> None:
    """A second look reads no file."""
    assert reader.look() == set()
    assert reads == []


def test_one_file_changed(content: Path, reader: Reader, reads: list[str]) -> None:
    """An edit is read, and nothing else is."""
    put(content, "courses/rural/skills.md", course("改了"))
    assert reader.look() == {"courses/rural/skills.md"}
    assert reads == ["courses/rural/skills.md"]


def test_a_file_touched_says_the_same(content: Path, reader: Reader, reads: list[str]) -> None:
    """A new time stamp alone changes nothing, and the result stays the same object, so that nothing is made anew."""
    before = reader.results["courses/rural/skills.md"]
    path = content / "courses/rural/skills.md"
    os.utime(path, (1_600_000_000, 1_600_000_000))
    assert reader.look() == set()
    assert reads == ["courses/rural/skills.md"]
    assert reader.results["courses/rural/skills.md"] is before


def test_two_saves_within_a_tick_of_the_clock(content: Path, reader: Reader) -> None:
    """A file that changes without its size or time stamp changing is found all the same, while it is young."""
    path = content / "courses/rural/new.md"
    now = time.time_ns()
    path.write_text(course("甲课"), encoding="utf-8")
    os.utime(path, ns=(now, now))
    assert reader.look() == {"courses/rural/new.md"}
    with path.open("r+", encoding="utf-8") as file:
        file.write(course("乙课"))
    os.utime(path, ns=(now, now))
    assert reader.look() == {"courses/rural/new.md"}
    assert (reader.results["courses/rural/new.md"].values or {})["title"] == "乙课"
    assert reader.look() == set()


def test_renamed_and_deleted(content: Path, reader: Reader) -> None:
    """A rename is one file less and one more; a deletion is one less."""
    (content / "courses/rural/skills.md").rename(content / "courses/all/moved.md")
    assert reader.look() == {"courses/rural/skills.md", "courses/all/moved.md"}
    (content / "courses/all/moved.md").unlink()
    assert reader.look() == {"courses/all/moved.md"}
    assert "courses/all/moved.md" not in reader.results


def test_saved_by_renaming(content: Path, reader: Reader) -> None:
    """An editor that writes a copy and puts it in the file's place changes one file; the copy beside it is never read."""
    copy = content / "courses/rural/.skills.md.tmp"
    copy.write_text(course("改了"), encoding="utf-8")
    (content / "courses/rural/skills.md~").write_text("old", encoding="utf-8")
    assert reader.look() == set()
    copy.replace(content / "courses/rural/skills.md")
    assert reader.look() == {"courses/rural/skills.md"}


def test_half_written(content: Path, reader: Reader) -> None:
    """A file that is empty, or gone for the moment, is told from one that is broken and from one that is whole."""
    path = "courses/rural/skills.md"
    (content / path).write_text("", encoding="utf-8")
    assert reader.half_written(reader.look())
    put(content, path, course("课", hours="四"))
    assert not reader.half_written(reader.look())
    (content / path).unlink()
    assert reader.half_written(reader.look())
    assert not reader.half_written({""})


def test_wrong_names_count_as_changes(content: Path, reader: Reader) -> None:
    """A file that cannot be read for its name is told at once, and its going too."""
    (content / "courses/坏名字.txt").write_text("x", encoding="utf-8")
    assert reader.look() == {""}
    assert [p.code for p in reader.problems] == ["F109"]
    (content / "courses/坏名字.txt").unlink()
    assert reader.look() == {""}
    assert reader.problems == []
