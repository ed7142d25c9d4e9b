"""A curriculum's dated items as iCalendar (RFC 5545): whole days, and nothing taken from the clock."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from urllib.parse import quote

from ..library.model import Course, Curriculum, Item, Plan
from ..library.schema import LEVELS, label_of
from ..runtime.hours import HALF_HOURS_PER_HOUR, format_hours

_PRODUCT = "-//course-library//curricula//ZH"
#: What an address may hold as it is; anything else is written in per cent form.
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%"


def has_dates(curriculum: Curriculum) -> bool:
    """Tell whether any item gives its first day: without one there is no calendar."""
    return any(i.on for i in curriculum.items)


def calendar(curriculum: Curriculum, courses: Mapping[str, Course], plan: Plan, site_url: str) -> bytes:
    """Return the calendar of the items that give a day, in order of day and course.

    An entry lasts as many days as the plan's hours a day make of the course's hours. Its UID is the curriculum and the course,
    so that an entry whose day was moved replaces the old one.
    """
    import icalendar  # noqa: PLC0415 - only a curriculum with dates needs it

    document = icalendar.Calendar()
    document.add("prodid", _PRODUCT)
    document.add("version", "2.0")
    document.add("x-wr-calname", curriculum.title)
    dated = sorted((i for i in curriculum.items if i.on and i.course in courses), key=lambda i: (i.on, i.course))
    for item in dated:
        course = courses[item.course]
        first = datetime.date.fromisoformat(item.on)
        days = -(-course.hours // (plan.hours_per_day * HALF_HOURS_PER_HOUR))
        event = icalendar.Event()
        event.add("uid", f"{curriculum.id}/{course.id}@course-library")
        event.add("dtstamp", _stamp(curriculum.updated or item.on))
        event.add("dtstart", first)
        event.add("dtend", first + datetime.timedelta(days=days))
        event.add("summary", course.title)
        event.add("description", _description(item, course, plan))
        if site_url:
            event.add("url", quote(f"{site_url}courses/{course.id}.html", safe=_IN_ADDRESSES))
        document.add_component(event)
    text: bytes = document.to_ical()
    return text


def _stamp(day: str) -> datetime.datetime:
    return datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(), datetime.timezone.utc)


def _description(item: Item, course: Course, plan: Plan) -> str:
    parts = [f"{format_hours(course.hours)} 学时", f"专题：{plan.topics[course.topic].title}"]
    if course.theory:
        parts.append("计入创新理论学时")
    if item.offjob:
        parts.append(f"脱产（{label_of(LEVELS, item.level)}）")
    return "，".join(parts)
