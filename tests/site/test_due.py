"""待办 and the lecturers' page: who is named where, what stands apart, and that no day of a clock is in either."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import Course, Library, Review
from courselib.library.views import Views
from courselib.site.page_data import plain
from courselib.site.pages.course import course_page
from courselib.site.pages.due import LISTED_UP_TO, DuePage, due_page
from courselib.site.pages.job import facts_of
from courselib.site.pages.people import PeoplePage, PersonPage, lecturer_page, people_page
from courselib.site.settings import Settings

from ..support.library import write_small


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small library with a term for each kind; its lecturer left."""
    read = load_and_check(write_small(tmp_path_factory.mktemp("due"))).library
    assert read is not None
    teacher = replace(read.lecturers["teacher"], status="retired", region="东片")
    named = replace(read.courses["theory"], lecturers=("teacher",), reviewed=Review("某", "2025-08-01"), updated="2025-08-01")
    again = replace(read.lecturers["teacher"], id="other", title="另一位讲师", region="西片", reviewed=None)
    return replace(
        read, plan=replace(read.plan, review_every={"course": 12, "lecturer": 12}), courses=read.courses | {named.id: named},
        lecturers={"teacher": teacher, "other": again},
    )


def page(library: Library, *, inside: bool) -> DuePage:
    made = due_page(Views(library), facts_of(Settings(), library.plan, inside=inside)).context
    assert isinstance(made, DuePage)
    return made


def test_lecturers_are_numbers_outside_and_names_inside(library: Library) -> None:
    """The site that everybody may have names no lecturer among what is due; the preview does."""
    teacher = library.lecturers["teacher"].title
    outside, inside = (str(plain(page(library, inside=inside))) for inside in (False, True))
    assert teacher not in outside
    assert "另一位讲师" not in outside
    assert "other" not in outside
    assert "1 位讲师要核实。" in outside
    assert teacher in inside
    assert "另一位讲师" in inside


def test_what_is_due_stands_by_its_day(library: Library) -> None:
    """At once, or from a day on; months are counted; the numbers count all."""
    made = page(library, inside=True)
    assert [(row.title, row.since) for row in made.later] == [("农村理论基础", "2026-08-01")]
    assert [(m.month, m.count) for m in made.months] == [("2026-08", 1)]
    assert made.now_count == len(made.now) > 0
    assert {row.since for row in made.now} == {""}


def test_a_long_list_ends(library: Library) -> None:
    """Of very many the first are listed; the number tells of all."""
    course = replace(library.courses["theory"], reviewed=None)
    many = replace(library, courses={f"c{n:04}": replace(course, id=f"c{n:04}") for n in range(1000)})
    made = page(many, inside=True)
    assert len(made.now) == LISTED_UP_TO
    assert made.now_count > 1000


def test_retired_lecturers_stand_apart_and_are_marked(library: Library) -> None:
    """They are no choice of the finder; their pages and the courses that name them say so."""
    views, facts = Views(library), facts_of(Settings(), library.plan)
    people = people_page(views, facts).context
    assert isinstance(people, PeoplePage)
    assert [row.id for row in people.lecturers] == ["other"]
    assert [row.id for row in people.retired_lecturers] == ["teacher"]
    assert [link.title for link in people.regions] == ["西片"]
    person = lecturer_page(library.lecturers["teacher"], views, facts).context
    assert isinstance(person, PersonPage)
    assert person.retired == "已停用"
    assert "（已停用）" in str(plain(course_page(library.courses["theory"], views, facts).context))


def test_a_course_says_whether_it_was_reviewed(library: Library) -> None:
    """Nobody did, somebody did, or it was edited since."""
    views = Views(library)
    course = library.courses["theory"]
    said = {
        "还没有审核过": replace(course, reviewed=None),
        "某 2025-08-01": course,
        "某 2025-08-01，2025-09-01 又改过": replace(course, updated="2025-09-01"),
    }
    for words, record in said.items():
        assert ("审核", words) in _facts(record, views)


def _facts(course: Course, views: Views) -> list[tuple[str, str]]:
    context = course_page(course, views, facts_of(Settings(), views.plan)).context
    return [(fact.label, fact.value) for fact in context.facts]  # type: ignore[attr-defined] # a course's page


def test_no_clock_is_asked(library: Library) -> None:
    """The page's data are the same whenever they are made: nothing in the modules asks for the day."""
    root = Path(__file__).parents[2] / "generator/courselib"
    for name in ("library/freshness.py", "library/duty_words.py", "site/pages/due.py", "site/pages/people.py", "content/due.py"):
        text = (root / name).read_text(encoding="utf-8")
        assert ".today(" not in text, name
        assert ".now(" not in text, name
    assert plain(page(library, inside=True)) == plain(page(library, inside=True))
