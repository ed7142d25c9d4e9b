"""Pages of lecturers and venues, and the list of both."""

from __future__ import annotations

from ...library.model import Lecturer, Venue
from ...library.schema import LECTURER_CLASSES, METHODS, VENUE_KINDS, label_of
from ...library.views import Views
from .job import PageJob, SiteFacts, frame
from .parts import cards, level, link


def lecturer_page(lecturer: Lecturer, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a lecturer with their topics and courses."""
    plan = views.plan
    path = f"lecturers/{lecturer.id}.html"
    rows = [("类别", label_of(LECTURER_CLASSES, lecturer.class_)), ("层级", level(lecturer.level)), ("所在单位", lecturer.unit),
            ("更新", lecturer.updated)]
    context = frame(path, lecturer.title, lecturer.summary, "people", facts) | {
        "id": lecturer.id,
        "summary": lecturer.summary,
        "facts": [{"label": a, "value": b} for a, b in rows if b],
        "topics": [link(t, plan.topics[t].title) for t in lecturer.topics if t in plan.topics],
        "courses": cards(views.by_lecturer.get(lecturer.id, ()), views),
        "courses_title": "所授课程",
    }
    return PageJob(path, "person", context, (lecturer.source.path, lecturer.source.body, lecturer.source.digest, lecturer.title))


def venue_page(venue: Venue, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a venue with the courses held there."""
    path = f"venues/{venue.id}.html"
    rows = [("类别", label_of(VENUE_KINDS, venue.kind)), ("层级", level(venue.level)), ("管理单位", venue.unit),
            ("容纳人数", str(venue.capacity or "")), ("适合方式", "、".join(label_of(METHODS, m) for m in venue.methods)),
            ("更新", venue.updated)]
    context = frame(path, venue.title, venue.summary, "people", facts) | {
        "id": venue.id,
        "summary": venue.summary,
        "facts": [{"label": a, "value": b} for a, b in rows if b],
        "topics": [],
        "courses": cards(views.by_venue.get(venue.id, ()), views),
        "courses_title": "在此开展的课程",
    }
    return PageJob(path, "person", context, (venue.source.path, venue.source.body, venue.source.digest, venue.title))


def people_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the list of lecturers and venues."""
    library = views.library
    context = frame("people.html", "师资与阵地", "师资库和培训场地", "people", facts) | {
        "lecturers": [
            link(x.id, x.title) | {"summary": x.summary, "class": label_of(LECTURER_CLASSES, x.class_),
                                   "count": len(views.by_lecturer.get(x.id, ()))}
            for x in library.lecturers.values()
        ],
        "venues": [
            link(x.id, x.title) | {"summary": x.summary, "class": label_of(VENUE_KINDS, x.kind),
                                   "count": len(views.by_venue.get(x.id, ()))}
            for x in library.venues.values()
        ],
    }
    return PageJob("people.html", "people", context)
