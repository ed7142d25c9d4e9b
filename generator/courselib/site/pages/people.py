"""Pages of lecturers and venues, and the list of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...library.model import Lecturer, Venue
from ...library.schema import LECTURER_CLASSES, METHODS, VENUE_KINDS, label_of
from ...library.upstream import page_name
from ...library.views import Views
from ..page_data import Card, PageContext, PageData
from .job import PageJob, SiteFacts, body_of, frame
from .parts import LISTED_UP_TO, Counted, Fact, Link, cards, filled_facts, level, number_of, provenance, topic_counts


@dataclass(frozen=True, slots=True)
class PersonPage(PageContext):
    """What the page of a lecturer or a venue shows; of a lecturer with very many courses only how many there are of each topic."""

    kind: ClassVar[str] = "person"

    summary: str
    facts: tuple[Fact, ...]
    topics: tuple[Link, ...]
    courses: tuple[Card, ...]
    counts: tuple[Counted, ...]
    query: str
    courses_title: str
    icon_name: str


@dataclass(frozen=True, slots=True)
class PersonRow(PageData):
    """A lecturer or venue in the list, with its class in Chinese and its number of courses."""

    id: str
    title: str
    summary: str
    category: str
    count: int


@dataclass(frozen=True, slots=True)
class PeoplePage(PageContext):
    """What the list shows; the numbers say how many records are samples."""

    kind: ClassVar[str] = "people"

    lecturers: tuple[PersonRow, ...]
    venues: tuple[PersonRow, ...]
    lecturers_number: str
    venues_number: str


def lecturer_page(lecturer: Lecturer, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a lecturer with their topics and courses."""
    plan = views.plan
    courses = views.by_lecturer.get(lecturer.id, [])
    listed = len(courses) <= LISTED_UP_TO
    rows = [("类别", label_of(LECTURER_CLASSES, lecturer.class_)), ("层级", level(lecturer.level)), ("所在单位", lecturer.unit),
            ("更新", lecturer.updated), *provenance(lecturer.source.origin)]
    return PageJob(PersonPage(
        frame=frame(f"lecturers/{page_name(lecturer.id)}.html", lecturer.title, lecturer.summary, "people", facts),
        summary=lecturer.summary,
        facts=filled_facts(rows),
        topics=tuple(Link(t, plan.topics[t].title) for t in lecturer.topics if t in plan.topics),
        courses=cards(courses if listed else (), views),
        counts=() if listed else topic_counts(courses, plan),
        query=f"lecturer={lecturer.id}",
        courses_title="所授课程",
        icon_name="lecturer",
    ), body_of(lecturer))


def venue_page(venue: Venue, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a venue with the courses held there."""
    rows = [("类别", label_of(VENUE_KINDS, venue.kind)), ("层级", level(venue.level)), ("管理单位", venue.unit),
            ("容纳人数", str(venue.capacity or "")), ("适合方式", "、".join(label_of(METHODS, m) for m in venue.methods)),
            ("更新", venue.updated), *provenance(venue.source.origin)]
    return PageJob(PersonPage(
        frame=frame(f"venues/{page_name(venue.id)}.html", venue.title, venue.summary, "people", facts),
        summary=venue.summary,
        facts=filled_facts(rows),
        topics=(),
        courses=cards(views.by_venue.get(venue.id, ()), views),  # no filter of the catalogue would find them
        counts=(),
        query="",
        courses_title="在此开展的课程",
        icon_name="venue",
    ), body_of(venue))


def people_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the list of lecturers and venues."""
    library = views.library
    return PageJob(PeoplePage(
        frame=frame("people.html", "师资与阵地", "师资库和培训场地", "people", facts),
        lecturers=tuple(
            PersonRow(x.id, x.title, x.summary, label_of(LECTURER_CLASSES, x.class_), len(views.by_lecturer.get(x.id, ())))
            for x in library.lecturers.values()
        ),
        venues=tuple(
            PersonRow(x.id, x.title, x.summary, label_of(VENUE_KINDS, x.kind), len(views.by_venue.get(x.id, ())))
            for x in library.venues.values()
        ),
        lecturers_number=number_of(library.lecturers.values(), "条"),
        venues_number=number_of(library.venues.values(), "条"),
    ))
