"""Small pieces of data that several page kinds show. Text only: the shells do all markup and escaping."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...curricula.totals import Totals, sector_label
from ...library.model import Course, Plan
from ...library.schema import COURSE_KINDS, LEVELS, METHODS, label_of
from ...library.views import Views
from ...runtime.hours import format_hours, percent_text


def totals(value: Totals) -> dict[str, Any]:
    """Return totals as text, with the theory share and its whole per mille for a bar."""
    return {
        "count": value.count,
        "hours": format_hours(value.hours),
        "theory": format_hours(value.theory),
        "share": percent_text(value.theory, value.hours),
        "permille": value.theory * 1000 // value.hours if value.hours else 0,
    }


def card(course: Course, views: Views) -> dict[str, Any]:
    """Return what a list shows of a course. Many lists show the same course: the answer is shared, do not change it."""
    found = views.cards.get(course.id)
    if found is None:
        found = views.cards[course.id] = _card(course, views.plan)
    return found


def _card(course: Course, plan: Plan) -> dict[str, Any]:
    topic = plan.topics[course.topic]
    return {
        "id": course.id,
        "title": course.title,
        "summary": course.summary,
        "hours": format_hours(course.hours),
        "theory": course.theory,
        "kind": label_of(COURSE_KINDS, course.kind),
        "topic": topic.id,
        "topic_title": topic.title,
        "task": topic.task,
        "task_title": plan.tasks[topic.task].title,
        "audience": [sector_label(plan, a) for a in course.audience],
        "methods": "、".join(label_of(METHODS, m) for m in course.methods),
        "status": course.status,
    }


def cards(courses: Iterable[Course], views: Views) -> list[dict[str, Any]]:
    """Return cards of courses in the order given."""
    return [card(c, views) for c in courses]


def link(key: str, title: str) -> dict[str, str]:
    """Return a link to a record whose page stands in the folder that the shell knows."""
    return {"id": key, "title": title}


def links(courses: Iterable[Course]) -> list[dict[str, str]]:
    """Return links to courses."""
    return [link(c.id, c.title) for c in courses]


def level(value: str) -> str:
    """Return the Chinese name of a level, empty for none."""
    return label_of(LEVELS, value) if value else ""


def sectors_of(audience: Iterable[str], plan: Plan) -> list[dict[str, str]]:
    """Return an audience as sectors with names; ``all`` has no page, so its ID is empty."""
    return [link(a if a in plan.sectors else "", sector_label(plan, a)) for a in audience]
