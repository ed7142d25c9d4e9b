"""Calendars of curricula, read back with a library for them."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.checking import load_and_check
from courselib.exchange.calendar import Origin, calendar, class_calendar, has_dates
from courselib.library.model import ClassItem, Curriculum, Item, Library, Source, TrainingClass
from courselib.site.settings import Settings

from ..support.library import SMALL


@pytest.fixture(scope="module")
def library() -> Library:
    """The small library."""
    found = load_and_check(SMALL / "content").library
    assert found is not None
    return found


def plan_of(library: Library, *items: Item, updated: str = "") -> Curriculum:
    """Return a curriculum of these items."""
    return dataclasses.replace(library.curricula["rural-plan"], items=items, updated=updated)


def events(library: Library, curriculum: Curriculum, site_url: str = "") -> list[Any]:
    """Return the entries of a curriculum's calendar as another program reads them."""
    data = calendar(curriculum, library.courses, library.plan, Origin(site_url, "unit"))
    return icalendar.Calendar.from_ical(data).events


def test_dated_items_are_whole_days(small_site: Path) -> None:
    """The published calendar has one entry: title, first day, the day after its last, and where to read more."""
    data = (small_site / "curricula/rural-plan.ics").read_bytes()
    document = icalendar.Calendar.from_ical(data)
    assert document["version"] == "2.0"
    assert document["x-wr-calname"] == "农村党员五年方案"
    (event,) = document.events
    assert event["summary"] == "田间实战"
    assert (event.start, event.end) == (datetime.date(2026, 5, 12), datetime.date(2026, 5, 13))
    assert event["dtstamp"].dt == datetime.datetime(2026, 5, 12, tzinfo=datetime.timezone.utc)
    assert re.fullmatch(r"rural-plan/skills@[0-9a-f]{12}\.course-library", event["uid"])
    assert event["description"] == "8 学时，专题：实战技能"
    assert event["url"] == "https://courses.example.org/%E5%BA%93/courses/skills.html"
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75


@given(st.integers(1, 160))
def test_days_are_hours_by_eight_rounded_up(library: Library, half_hours: int) -> None:
    """Any number of half-hours lasts as many working days as eight hours a day need, at least one; each run has its own UID."""
    courses = {"c": dataclasses.replace(library.courses["skills"], id="c", hours=half_hours)}
    data = calendar(plan_of(library, Item("c", 2024, on="2024-12-31")), courses, library.plan, Origin("", "unit"))
    found = icalendar.Calendar.from_ical(data).events
    days = [event.start + datetime.timedelta(days=n) for event in found for n in range((event.end - event.start).days)]
    assert (len(days) - 1) * 16 < half_hours <= len(days) * 16
    assert all(day.weekday() < 5 for day in days)
    assert len({str(event["uid"]) for event in found}) == len(found)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=80))
def test_any_title_reads_back(library: Library, title: str) -> None:
    """Commas, semicolons, backslashes and long titles come back as they were."""
    courses = {"c": dataclasses.replace(library.courses["skills"], id="c", title=title)}
    data = calendar(plan_of(library, Item("c", 2024, on="2024-03-01")), courses, library.plan, Origin("", "unit"))
    (event,) = icalendar.Calendar.from_ical(data).events
    assert str(event["summary"]) == title


def test_a_part_of_a_course_and_stated_days(library: Library) -> None:
    """A part lasts as long as its own hours, in days and in words; days that are stated come first."""
    courses = {"c": dataclasses.replace(library.courses["skills"], id="c", hours=64)}
    for item, days, hours in (
        (Item("c", 2024, on="2024-03-04"), 4, "32 学时"), (Item("c", 2024, on="2024-03-04", hours=17), 2, "8.5 学时"),
        (Item("c", 2024, on="2024-03-04", hours=17, days=5), 3, "8.5 学时"),
    ):
        [event] = icalendar.Calendar.from_ical(calendar(plan_of(library, item), courses, library.plan, Origin("", "unit"))).events
        assert (event.end - event.start).days == days
        assert str(event["description"]).startswith(hours)


def test_only_dated_items_in_order_of_day(library: Library) -> None:
    """Items without a day, and items whose course is unknown, make no entry; the others come by day."""
    found = events(library, plan_of(
        library, Item("skills", 2025, on="2025-09-01"), Item("reading", 2024), Item("nothing", 2024, on="2024-01-01"),
        Item("theory", 2024, offjob=True, on="2024-03-01"),
    ))
    assert [str(e["summary"]) for e in found] == ["农村理论基础", "田间实战"]
    assert found[0]["description"] == "4 学时，专题：农村理论，计入创新理论学时，脱产（县级）"
    assert "url" not in found[0]


def test_a_moved_entry_keeps_its_name(library: Library) -> None:
    """A new day changes the entry, not its UID; the stamp is the curriculum's date of change."""
    first, second = (
        events(library, plan_of(library, Item("skills", 2025, on=day), updated="2025-01-02"))[0] for day in ("2025-09-01", "2025-10-01")
    )
    assert first["uid"] == second["uid"]
    assert first.start != second.start
    assert first["dtstamp"].dt == second["dtstamp"].dt == datetime.datetime(2025, 1, 2, tzinfo=datetime.timezone.utc)


def test_the_same_curriculum_gives_the_same_bytes(library: Library) -> None:
    """Made twice, a calendar is the same; one without days is not offered."""
    curriculum = library.curricula["rural-plan"]
    first, second = (calendar(curriculum, library.courses, library.plan, Origin("", "unit")) for _ in range(2))
    assert first == second
    assert has_dates(curriculum)
    assert not has_dates(plan_of(library, Item("skills", 2025)))


def test_two_units_have_no_entry_in_common(library: Library) -> None:
    """What one unit's calendar says never replaces another's, whatever both call their curricula."""
    curriculum = library.curricula["rural-plan"]
    made = [calendar(curriculum, library.courses, library.plan, Origin("", unit)) for unit in ("one", "two")]
    uids = [{str(e["uid"]) for e in icalendar.Calendar.from_ical(data).events} for data in made]
    assert uids[0]
    assert not uids[0] & uids[1]
    assert Settings(site_name="甲").unit != Settings(site_name="乙").unit
    assert Settings(site_name="甲", library_id="unit-1").unit == "unit-1"


def a_class(start: str, end: str) -> TrainingClass:
    """Return a class of the small library's courses."""
    items = (ClassItem("skills"),)
    return TrainingClass("course-2027", "示例班", ("rural",), items, Source("classes/course-2027.yml"), start=start, end=end)


def test_a_class_stands_on_its_working_days(library: Library) -> None:
    """From Thursday to Tuesday are two entries without the week's end; a Saturday that the timetable names is one of its days."""
    training = a_class("2027-03-11", "2027-03-16")
    found = icalendar.Calendar.from_ical(class_calendar("示例", [training], library, Origin("", "unit"))).events
    assert [(e.start.day, e.end.day) for e in found] == [(11, 13), (15, 17)]
    assert len({str(e["uid"]) for e in found}) == 2
    named = dataclasses.replace(training, items=(ClassItem("skills", on="2027-03-13"),))
    found = icalendar.Calendar.from_ical(class_calendar("示例", [named], library, Origin("", "unit"))).events
    assert [(e.start.day, e.end.day) for e in found] == [(11, 14), (15, 17)]
