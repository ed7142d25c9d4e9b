"""What changed in a record: since its review, a day, a commit, a release; with git and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.publish.earlier.history import History
from courselib.publish.earlier.since import Told, changes_since
from courselib.runtime.errors import UsageError

from ..support.library import put
from .conftest import PATH, Git, released, text


def told(content: Path, since: str = "", name: str = "reviewed", *, git: bool = True) -> Told:
    history = History.of(content) if git else None
    assert bool(history) == git
    return changes_since(load_and_check(content), name, since, history)


def fields(found: Told) -> dict[str, tuple[str, str]]:
    return {d.label: (d.before, d.after) for d in found.fields}


def test_since_the_review_counts_from_the_commit_that_set_it(content: Path, git: Git) -> None:
    """Edits of the day of the review, committed or not, are told; what was there at the review is not."""
    assert told(content).fields == ()
    put(content, PATH, text("同一天又改的简介"))
    git("commit", "-qam", "又改")
    put(content, PATH, text("同一天又改的简介", objective="能讲清要点"))
    found = told(content)
    assert fields(found) == {"简介": ("原来的简介", "同一天又改的简介"), "正文": ("", "增加 1 字，删去 1 字")}
    assert found.passages == (("- 能说清要点", "- 能讲清要点"),)
    assert "2026-08-12 审核时" in found.since


def test_a_new_review_begins_anew(content: Path, git: Git) -> None:
    """Reviewed again, nothing has changed since."""
    put(content, PATH, text("改过的简介"))
    git("commit", "-qam", "改", day="2026-09-01")
    assert "简介" in fields(told(content))
    put(content, PATH, text("改过的简介", review="2026-09-02"))
    git("commit", "-qam", "再审核", day="2026-09-02")
    assert told(content).fields == ()


def test_since_a_day_or_a_commit(content: Path, git: Git) -> None:
    """The state at the end of a day, and of a commit; before the first commit there is nothing to compare with."""
    put(content, PATH, text("改过的简介"))
    git("commit", "-qam", "改", day="2026-09-01")
    assert fields(told(content, "2026-08-31")) == fields(told(content, "HEAD~1")) == {"简介": ("原来的简介", "改过的简介")}
    assert told(content, "2026-09-01").fields == ()
    for since in ("2026-08-11", "nowhere", "--all", "HEAD:secret", "a..b"):
        with pytest.raises(UsageError):
            told(content, since)


def test_a_file_that_was_moved_is_the_same_record(content: Path, git: Git) -> None:
    """An ID stays when its file is laid elsewhere."""
    git("mv", f"content/{PATH}", "content/courses/reviewed.md")
    git("commit", "-qam", "搬", day="2026-09-01")
    found = told(content, "HEAD~1")
    assert found.fields == ()
    assert found.path == "courses/reviewed.md"


def test_a_record_that_was_not_there(content: Path, git: Git) -> None:
    """What is new since then is told as new."""
    put(content, "courses/rural/younger.md", text("新课").replace("审过的课", "新课"))
    git("add", "-A")
    git("commit", "-qm", "新课", day="2026-09-01")
    assert told(content, "HEAD~1", "younger").since.endswith("全是新的")


def test_without_git_the_releases_tell(content: Path) -> None:
    """The last release up to the day, or one that is named; in the same words as git's."""
    released(content, "1.0", "2026-08-12")
    put(content, PATH, text("一版以后的简介"))
    released(content, "1.1", "2026-09-01")
    put(content, PATH, text("二版以后的简介"))
    assert fields(told(content, git=False)) == {"简介": ("原来的简介", "二版以后的简介")}
    assert fields(told(content, "1.1", git=False)) == {"简介": ("一版以后的简介", "二版以后的简介")}
    assert fields(told(content, "2026-10-01", git=False)) == {"简介": ("一版以后的简介", "二版以后的简介")}
    assert "1.1 版发布时（2026-09-01）" in told(content, "2026-08-01", git=False).since
    never = told(content, name="lecturers/teacher", git=False)
    assert "1.1 版发布时" in never.since
    assert never.fields == ()


def test_where_nothing_tells_of_before_the_way_out_is_said(content: Path) -> None:
    """Neither git nor a release; a record that nobody reviewed; one that is not there."""
    for name, since in (("reviewed", ""), ("skills", ""), ("nobody", "2026-08-01"), ("lecturers/nobody", "")):
        with pytest.raises(UsageError):
            told(content, since, name, git=False)
