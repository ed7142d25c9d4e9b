"""Dated items of curricula, and training classes, as iCalendar (RFC 5545): working days only, and nothing taken from the clock.

The UID of an entry is what it is about and the library it comes from, so that an entry whose day was moved replaces the old one,
and entries of two units never meet.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from ..curricula.classes import dates_of, days_from, runs, totals_of
from ..curricula.items import taken
from ..curricula.totals import sector_label
from ..library.model import Course, Curriculum, Item, Library, Plan, TrainingClass
from ..library.schema import LEVELS, label_of
from ..library.upstream import page_name
from ..runtime.hours import HALF_DAYS_PER_DAY, HALF_HOURS_PER_HOUR, format_hours

_PRODUCT = "-//course-library//curricula//ZH"
#: What an address may hold as it is; anything else is written in per cent form.
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%"


@dataclass(frozen=True, slots=True)
class Origin:
    """The library that entries come from: its address (may be empty), and what tells it from others."""

    site_url: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something on certain days; ``key`` is its part of the UID, ``page`` its site path, ``stamp`` the day it was written on."""

    key: str
    title: str
    description: str
    days: Sequence[datetime.date]
    stamp: str
    page: str
    location: str = ""


def has_dates(curriculum: Curriculum) -> bool:
    """Tell whether any course gives its first day: without one there is no calendar."""
    return any(i.on and i.course for i in curriculum.items)


def calendar(curriculum: Curriculum, courses: Mapping[str, Course], plan: Plan, origin: Origin) -> bytes:
    """Return the calendar of a curriculum's courses that give a day, in order of day and course.

    A course lasts as many working days as its item says, or as the plan's hours a day make of the hours that are taken of it.
    """
    dated = sorted((i for i in curriculum.items if i.on and i.course in courses), key=lambda i: (i.on, i.course))
    return _document(curriculum.title, (_course_entry(curriculum, item, courses[item.course], plan) for item in dated), origin)


def class_calendar(title: str, classes: Iterable[TrainingClass], library: Library, origin: Origin) -> bytes:
    """Return the calendar of classes that have dates, in order of their first day."""
    dated = sorted((t for t in classes if t.start), key=lambda t: (t.start, t.id))
    return _document(title, (_class_entry(training, library) for training in dated), origin)


def _course_entry(curriculum: Curriculum, item: Item, course: Course, plan: Plan) -> _Entry:
    days = -(-item.days // HALF_DAYS_PER_DAY) if item.days else -(-taken(item, course) // (plan.hours_per_day * HALF_HOURS_PER_HOUR))
    return _Entry(
        f"{curriculum.id}/{course.id}", course.title, _description(item, course, plan), days_from(item.on, days),
        curriculum.updated or item.on, f"courses/{page_name(course.id)}.html",
    )


def _class_entry(training: TrainingClass, library: Library) -> _Entry:
    plan, venue = library.plan, library.venues.get(training.venue)
    totals = totals_of(training, library.courses, plan.hours_per_day)
    parts = ["、".join(sector_label(plan, a) for a in training.audience), f"{format_hours(totals.hours)} 学时"]
    parts += ["脱产"] if training.offjob else []
    parts += [training.organiser] if training.organiser else []
    return _Entry(
        f"class/{training.id}", training.title, "，".join(parts), dates_of(training), training.updated or training.start,
        f"classes/{training.id}.html", venue.title if venue else "",
    )


def _document(title: str, entries: Iterable[_Entry], origin: Origin) -> bytes:
    import icalendar  # noqa: PLC0415 - only a calendar needs it

    document = icalendar.Calendar()
    document.add("prodid", _PRODUCT)
    document.add("version", "2.0")
    document.add("x-wr-calname", title)
    for entry in entries:
        for number, (first, last) in enumerate(runs(entry.days)):
            event = icalendar.Event()
            event.add("uid", f"{entry.key}{f'/{number + 1}' if number else ''}@{origin.unit}.course-library")
            event.add("dtstamp", _stamp(entry.stamp))
            event.add("dtstart", first)
            event.add("dtend", last + datetime.timedelta(days=1))
            event.add("summary", entry.title)
            event.add("description", entry.description)
            if entry.location:
                event.add("location", entry.location)
            if origin.site_url:
                event.add("url", quote(f"{origin.site_url}{entry.page}", safe=_IN_ADDRESSES))
            document.add_component(event)
    text: bytes = document.to_ical()
    return text


def _stamp(day: str) -> datetime.datetime:
    return datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(), datetime.timezone.utc)


def _description(item: Item, course: Course, plan: Plan) -> str:
    parts = [f"{format_hours(taken(item, course))} 学时", f"专题：{plan.topics[course.topic].title}"]
    if course.theory:
        parts.append("计入创新理论学时")
    if item.offjob:
        parts.append(f"脱产（{label_of(LEVELS, item.level)}）")
    return "，".join(parts)
