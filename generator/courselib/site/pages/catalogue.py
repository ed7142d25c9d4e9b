"""The catalogue: a frame for search and filters, and below it the list that serves without scripts."""

from __future__ import annotations

from typing import Any

from ...curricula.totals import Totals, sector_label
from ...library.model import ALL
from ...library.views import Views
from .job import PageJob, SiteFacts, frame
from .parts import cards, link, totals

#: Up to this many courses the page lists them all; a longer list would weigh megabytes, and sector and topic pages have it.
LISTED_UP_TO = 500


def catalogue_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the catalogue; in its list a course stands with the first of its audiences."""
    plan = views.plan
    placed: dict[str, list[Any]] = {key: [] for key in (ALL, *plan.sectors)}
    for course in views.offered:
        placed.setdefault(course.audience[0], []).append(course)
    listed = len(views.offered) <= LISTED_UP_TO
    groups = [
        link(key, sector_label(plan, key)) | {
            "clause": plan.sectors[key].clause if key in plan.sectors else "",
            "totals": totals(Totals.of(courses)),
            "courses": cards(courses, views) if listed else [],
        }
        for key, courses in placed.items() if courses
    ]
    context = frame("catalogue.html", "课程目录", "检索和浏览全部课程，可按领域、专题、学时等筛选", "catalogue", facts) | {
        "totals": totals(Totals.of(views.offered)),
        "listed": listed,
        "groups": groups,
        "tasks": [link(t.id, t.title) | {"count": len(views.of_task(t.id))} for t in plan.tasks.values()],
        "topics": _topics_by_owner(views),
    }
    return PageJob("catalogue.html", "catalogue", context)


def _topics_by_owner(views: Views) -> list[dict[str, Any]]:
    plan = views.plan
    return [
        {
            "title": sector_label(plan, owner),
            "topics": [
                link(t.id, t.title) | {"count": len(views.by_topic[t.id])}
                for t in plan.topics.values() if t.sector == owner
            ],
        }
        for owner in (ALL, *plan.sectors)
        if any(t.sector == owner for t in plan.topics.values())
    ]
