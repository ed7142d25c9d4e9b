"""What is shown of a library with errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content.follow.judging import judge
from courselib.content.loading import Loaded, Made
from courselib.content.reader import Reader
from courselib.preview.last_good import presentable

from ..support.library import course, put

SKILLS = "courses/rural/skills.md"


class Look:
    """Looks at a folder again and again, as the refresher does."""

    def __init__(self, root: Path) -> None:
        self.reader = Reader(root)
        self.shown: Loaded | None = None
        self.made = Made()

    def __call__(self) -> Loaded | None:
        """Return what is shown now."""
        self.reader.look()
        found = judge(self.reader.root, dict(self.reader.results), self.reader.problems, self.made)
        self.shown = presentable(found, self.shown, self.made)
        if self.shown is not None:
            assert not self.shown.has_errors
        return self.shown

    def title(self, key: str) -> str:
        """Return a course's title as it is shown now, empty when it is not shown."""
        shown = self()
        assert shown is not None
        assert shown.library is not None
        return shown.library.courses[key].title if key in shown.library.courses else ""


@pytest.fixture
def look(content: Path) -> Look:
    """A library that was good at first."""
    made = Look(content)
    assert made() is not None
    return made


def test_a_broken_file_is_shown_as_it_was(content: Path, look: Look) -> None:
    """Its error changes nothing; other edits are shown meanwhile; mended, it is shown as it is."""
    put(content, SKILLS, course("坏了", topic="rural-skills", theory="false", hours="四"))
    assert look.title("skills") == "田间实战"
    put(content, "courses/all/more.md", course("又一门", topic="works-reading", audience="all"))
    assert look.title("more") == "又一门"
    assert look.title("skills") == "田间实战"
    put(content, SKILLS, course("好了", topic="rural-skills", theory="false", hours="8"))
    assert look.title("skills") == "好了"


def test_an_error_across_files_too(content: Path, look: Look) -> None:
    """A file that is right by itself but points to nothing is shown as it was."""
    put(content, SKILLS, course("坏了", topic="nothing", hours="8"))
    assert look.title("skills") == "田间实战"


def test_a_new_file_with_an_error_is_not_shown(content: Path, look: Look) -> None:
    """What was never right is left out, also by those who lean on it."""
    put(content, "courses/rural/new.md", course("新", hours="四"))
    put(content, "courses/rural/lean.md", course("靠它", more="prerequisites: [new]"))
    assert look.title("new") == ""
    assert look.title("theory") == "农村理论基础"
    put(content, "courses/rural/new.md", course("新"))
    assert look.title("new") == "新"
    assert look.title("lean") == "靠它"


def test_a_library_that_begins_with_errors(content: Path) -> None:
    """Everything that is right is shown; what is not comes as soon as it is mended."""
    put(content, SKILLS, course("坏了", hours="四"))
    look = Look(content)
    assert look.title("skills") == ""
    assert look.title("theory") == "农村理论基础"
    put(content, "courses/all/reading.md", course("改了", topic="works-reading", audience="all"))
    assert look.title("reading") == "改了"
    put(content, SKILLS, course("好了", topic="rural-skills", theory="false", hours="8"))
    assert look.title("skills") == "好了"


def test_when_something_that_others_need_goes_all_stays(content: Path, look: Look) -> None:
    """A deleted prerequisite breaks others: everything is shown as it was, the deleted course too."""
    theory = content / "courses/rural/theory.md"
    text = theory.read_text(encoding="utf-8")
    theory.unlink()
    assert look.title("theory") == "农村理论基础"
    assert look.title("skills") == "田间实战"
    theory.write_text(text.replace("农村理论基础", "回来了"), encoding="utf-8")
    assert look.title("theory") == "回来了"


def test_a_deleted_file_that_nobody_needs_goes(content: Path, look: Look) -> None:
    """A deletion that breaks nothing is shown."""
    put(content, "courses/all/more.md", course("又一门", topic="works-reading", audience="all"))
    assert look.title("more") == "又一门"
    (content / "courses/all/more.md").unlink()
    assert look.title("more") == ""


@pytest.mark.parametrize("text", ["title: [", "", "title: 规划\n", None])
def test_without_a_plan_the_last_one_counts(text: str | None, content: Path, look: Look) -> None:
    """A broken, empty or missing plan leaves everything as it was; where there never was one there is nothing to show."""
    plan = content / "plan.yml"
    before = plan.read_text(encoding="utf-8")
    if text is None:
        plan.unlink()
    else:
        plan.write_text(text, encoding="utf-8")
    assert look.title("skills") == "田间实战"
    assert Look(content)() is None
    plan.write_text(before, encoding="utf-8")
    put(content, SKILLS, course("好了", topic="rural-skills", theory="false", hours="8"))
    assert look.title("skills") == "好了"


def test_a_plan_that_lost_a_topic(content: Path, look: Look) -> None:
    """A plan that is right by itself but takes away what courses point to is not followed."""
    plan = content / "plan.yml"
    lines = [line for line in plan.read_text(encoding="utf-8").split("\n") if "id: rural-skills" not in line]
    plan.write_text("\n".join(lines), encoding="utf-8")
    shown = look()
    assert shown is not None
    assert shown.library is not None
    assert "rural-skills" in shown.library.plan.topics


def test_an_empty_folder(tmp_path: Path) -> None:
    """Nothing in, nothing shown, and no loop without end."""
    assert Look(tmp_path)() is None
