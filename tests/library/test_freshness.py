"""What is to be looked at again: a function of a library and a day, which asks no clock."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.library import freshness
from courselib.library.duty_words import how, what
from courselib.library.freshness import due, duties, month_after
from courselib.library.model import (
    ClassItem,
    Course,
    Lecturer,
    Library,
    Platform,
    Resource,
    Review,
    Source,
    TrainingClass,
    Venue,
)
from courselib.library.upstream import Origin

from ..support.library import write_small

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 12, 31)).map(datetime.date.isoformat)
TERMS = {"course": 12, "lecturer": 6, "venue": 24, "links": 3}
SOURCE = Source("x.md")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = load_and_check(write_small(tmp_path_factory.mktemp("fresh"))).library
    assert library is not None
    return replace(library, courses={}, lecturers={}, venues={}, classes={}, plan=replace(library.plan, review_every=TERMS))


def course(key: str = "a", **more: Any) -> Course:
    return Course(key, "课", "rural-theory", ("rural",), 4, True, SOURCE, **more)


def lecturer(key: str = "t", **more: Any) -> Lecturer:
    return Lecturer(key, "讲师甲", SOURCE, **more)


def of(library: Library, *records: Course | Lecturer | Venue | TrainingClass) -> Library:
    """Return a library of these records."""
    shelves: dict[str, dict[str, Any]] = {"courses": {}, "lecturers": {}, "venues": {}, "classes": {}}
    names = {Course: "courses", Lecturer: "lecturers", Venue: "venues", TrainingClass: "classes"}
    for record in records:
        shelves[names[type(record)]][record.id] = record
    return replace(library, **shelves)


def codes(library: Library, day: str) -> list[tuple[str, str]]:
    return [(d.code, d.id) for d in due(library, day)]


def test_a_course_is_due_from_the_day_its_term_ends(small: Library) -> None:
    """Never reviewed, then reviewed, then overdue: to the day."""
    assert codes(of(small, course()), "2026-11-27") == [("D101", "a")]
    reviewed = of(small, course(reviewed=Review("某", "2025-11-28"), updated="2025-11-28"))
    assert codes(reviewed, "2026-11-27") == []
    assert codes(reviewed, "2026-11-28") == [("D103", "a")]


def test_what_was_edited_since_is_due_at_once_and_told_once(small: Library) -> None:
    """An edit after the review is told instead of the term, from the day of the edit."""
    edited = of(small, course(reviewed=Review("某", "2024-01-01"), updated="2026-02-03"))
    assert codes(edited, "2026-02-03") == [("D102", "a")]
    assert codes(edited, "2030-01-01") == [("D102", "a")]


def test_days_to_come_are_told_until_they_come(small: Library) -> None:
    """A date in the future is a slip as long as it is in the future."""
    ahead = of(small, course(reviewed=Review("某", "2027-01-10"), updated="2027-01-09"))
    assert codes(ahead, "2027-01-08") == [("D104", "a"), ("D104", "a")]
    assert codes(ahead, "2027-01-09") == [("D104", "a")]
    assert codes(ahead, "2027-01-10") == []


def test_retired_people_and_places_that_are_still_named(small: Library) -> None:
    """A course that names them is told; a class until it is over."""
    gone, hall = lecturer(status="retired"), Venue("h", "礼堂", SOURCE, status="retired")
    held = TrainingClass("k", "班", ("rural",), (ClassItem("a", "t"),), SOURCE, start="2026-03-01", end="2026-03-05", venue="h")
    library = of(small, gone, hall, held, course(reviewed=Review("某", "2026-03-01"), lecturers=("t",), venues=("h",)))
    assert sorted(codes(library, "2026-03-05")) == [("D105", "a"), ("D105", "a"), ("D105", "k"), ("D105", "k")]
    assert codes(library, "2026-03-06") == [("D105", "a"), ("D105", "a")]


def test_who_is_named_and_not_confirmed(small: Library) -> None:
    """A lecturer who is named is told so with the number of places; one whom nobody names as a record that was never looked at."""
    named = of(small, lecturer(), lecturer("u"), course(reviewed=Review("某", "2026-11-01"), lecturers=("t",)))
    assert codes(named, "2026-11-27") == [("D101", "u"), ("D106", "t")]
    assert next(d for d in due(named, "2026-11-27") if d.id == "t").named == ("a",)
    again = of(small, lecturer(reviewed=Review("某", "2026-05-31")), course(reviewed=Review("某", "2026-11-01"), lecturers=("t",)))
    assert codes(again, "2026-11-29") == []
    assert codes(again, "2026-11-30") == [("D106", "t")]


def test_links_have_a_term_of_their_own(small: Library) -> None:
    """Platforms and addresses are to be tried again; files of the library are not."""
    reviewed = Review("某", "2026-08-12")
    platforms = of(small, course(reviewed=reviewed, platforms=(Platform("某平台", "https://example.org/"),)))
    page = of(small, course(reviewed=reviewed, resources=(Resource("网页", "link", url="https://example.org/"),)))
    file = of(small, course(reviewed=reviewed, resources=(Resource("讲义", "reader", file="a.pdf"),)))
    assert codes(platforms, "2026-11-12") == codes(page, "2026-11-12") == [("D107", "a")]
    assert codes(page, "2026-11-11") == codes(file, "2026-11-12") == []


def test_drafts_retired_records_and_other_libraries_have_no_duties(small: Library) -> None:
    """Nobody reviews what is not on offer, and what another library reviews."""
    foreign = replace(SOURCE, origin=Origin("province", "省库", "1.0", "a"))
    for record in (course(status="draft"), course(status="retired"), replace(course(), source=foreign), lecturer(status="retired")):
        assert duties(of(small, record)) == []


def test_a_plan_without_terms_asks_for_a_review_of_courses_alone(small: Library) -> None:
    """An old plan: courses are to be reviewed once, nothing falls due."""
    old = replace(small, plan=replace(small.plan, review_every={}))
    library = of(old, lecturer(), course("b"), course(reviewed=Review("某", "2001-01-01")))
    assert codes(library, "2039-01-01") == [("D101", "b")]


RECORDS = st.builds(
    course, st.sampled_from("abcd"), reviewed=st.none() | DAYS.map(lambda d: Review("某", d)), updated=st.just("") | DAYS,
    status=st.sampled_from(("published", "retired", "draft")), lecturers=st.sampled_from(((), ("t",), ("u",), ("t", "u"))),
    platforms=st.sampled_from(((), (Platform("平台", "https://example.org/"),))),
) | st.builds(
    lecturer, st.sampled_from("tu"), reviewed=st.none() | DAYS.map(lambda d: Review("某", d)), updated=st.just("") | DAYS,
    status=st.sampled_from(("published", "retired")),
)


@given(records=st.lists(RECORDS, max_size=6), day=DAYS)
def test_a_day_picks_from_the_same_duties(small: Library, records: list[Course | Lecturer], day: str) -> None:
    """Whoever carries all duties and asks later finds what is due; each has words, none of which name a lecturer where none may be."""
    library = of(small, *records)
    every = duties(library)
    assert due(library, day) == [d for d in every if d.stands_on(day)]
    assert every == duties(of(small, *reversed(records))) or len({r.id for r in records}) < len(records)
    for duty in every:
        assert what(duty, library).endswith("。")
        assert "讲师甲" not in what(duty, library, persons=False)
        assert how(duty).endswith("。")


@given(records=st.lists(RECORDS, max_size=6), day=DAYS)
def test_a_review_of_today_ends_every_duty_of_a_record(small: Library, records: list[Course | Lecturer], day: str) -> None:
    """Who does what is asked has done it: reviewed on a day, no record has a duty on it but for others that it names."""
    done = [replace(r, reviewed=Review("某", day), updated=day) for r in records]
    assert {d.code for d in due(of(small, *done), day)} <= {freshness.RETIRED}


@given(day=st.dates().map(datetime.date.isoformat), months=st.integers(1, 120))
def test_months_are_those_of_the_calendar(day: str, months: int) -> None:
    """So many months later: later than the same day a month less, and never of the month after."""
    later = datetime.date.fromisoformat(month_after(day, months))
    date = datetime.date.fromisoformat(day)
    if later != datetime.date.max:
        assert (later.year - date.year) * 12 + later.month - date.month == months
        assert later.day == date.day or (later.day < date.day and (later + datetime.timedelta(days=1)).day == 1)


def test_words_of_a_small_library_name_what_they_are_about(tmp_path: Path) -> None:
    """The words of a lecturer who left name him inside, and count outside."""
    library = load_and_check(write_small(tmp_path)).library
    assert library is not None
    (first, *_), (teacher, *_) = library.courses.values(), library.lecturers.values()
    named = replace(first, lecturers=(teacher.id,), status="published", reviewed=Review("某", "2026-01-01"))
    gone = replace(library, courses={named.id: named}, lecturers={teacher.id: replace(teacher, status="retired")})
    duty = next(d for d in duties(gone) if d.code == freshness.RETIRED)
    assert teacher.title in what(duty, gone)
    assert teacher.title not in what(duty, gone, persons=False)
