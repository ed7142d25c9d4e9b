"""Pages of lecturers and venues, and the list of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ...library.freshness import confirmed_until
from ...library.model import Lecturer, Plan, Venue
from ...library.schema import LECTURER_CLASSES, LEVELS, METHODS, STATUSES, VENUE_KINDS, label_of
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
    retired: str
    facts: tuple[Fact, ...]
    topics: tuple[Link, ...]
    courses: tuple[Card, ...]
    counts: tuple[Counted, ...]
    query: str
    courses_title: str
    icon_name: str


@dataclass(frozen=True, slots=True)
class PersonRow(PageData):
    """A lecturer or venue in the list: ``about`` says its class, level and region in Chinese, ``count`` how many courses name it.

    The rest is what the finder goes by; ``confirmed`` is the day of the last confirmation, ``until`` the one on which it ends.
    """

    id: str
    title: str
    summary: str
    about: str
    count: int
    class_: str
    level: str
    topics: tuple[str, ...]
    region: str
    confirmed: str
    until: str


@dataclass(frozen=True, slots=True)
class PeoplePage(PageContext):
    """What the list shows; the numbers say how many records are samples, the choices are those that find somebody."""

    kind: ClassVar[str] = "people"

    lecturers: tuple[PersonRow, ...]
    retired_lecturers: tuple[PersonRow, ...]
    venues: tuple[PersonRow, ...]
    retired_venues: tuple[PersonRow, ...]
    lecturers_number: str
    venues_number: str
    levels: tuple[Link, ...]
    classes: tuple[Link, ...]
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]


def lecturer_page(lecturer: Lecturer, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a lecturer with their topics and courses."""
    plan = views.plan
    courses = views.by_lecturer.get(lecturer.id, [])
    listed = len(courses) <= LISTED_UP_TO
    rows = [("类别", label_of(LECTURER_CLASSES, lecturer.class_)), ("层级", level(lecturer.level)), ("所在单位", lecturer.unit),
            ("地区", lecturer.region), ("核实", _confirmed(lecturer)), ("更新", lecturer.updated), *provenance(lecturer.source.origin)]
    return PageJob(PersonPage(
        frame=frame(f"lecturers/{page_name(lecturer.id)}.html", lecturer.title, lecturer.summary, "people", facts),
        summary=lecturer.summary,
        retired=_retired(lecturer),
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
            ("地区", venue.region), ("容纳人数", str(venue.capacity or "")),
            ("适合方式", "、".join(label_of(METHODS, m) for m in venue.methods)),
            ("核实", _confirmed(venue)), ("更新", venue.updated), *provenance(venue.source.origin)]
    return PageJob(PersonPage(
        frame=frame(f"venues/{page_name(venue.id)}.html", venue.title, venue.summary, "people", facts),
        summary=venue.summary,
        retired=_retired(venue),
        facts=filled_facts(rows),
        topics=(),
        courses=cards(views.by_venue.get(venue.id, ()), views),  # no filter of the catalogue would find them
        counts=(),
        query="",
        courses_title="在此开展的课程",
        icon_name="venue",
    ), body_of(venue))


def _confirmed(record: Lecturer | Venue) -> str:
    return f"{record.reviewed.by} {record.reviewed.on}" if record.reviewed else "没有核实过"


def _retired(record: Lecturer | Venue) -> str:
    """Return what a retired record is called; nothing for one in use."""
    return label_of(STATUSES, record.status) if record.status == "retired" else ""


def people_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the list of lecturers and venues; those that are retired stand apart."""
    library, plan = views.library, views.plan
    lecturers = [_row(x, x.class_, LECTURER_CLASSES, x.topics, views) for x in library.lecturers.values()]
    venues = [_row(x, x.kind, VENUE_KINDS, (), views) for x in library.venues.values()]
    used, left = _apart(lecturers, library.lecturers)
    places, closed = _apart(venues, library.venues)
    return PageJob(PeoplePage(
        frame=frame("people.html", "师资与阵地", "师资库和培训场地", "people", facts),
        lecturers=used,
        retired_lecturers=left,
        venues=places,
        retired_venues=closed,
        lecturers_number=number_of(library.lecturers.values(), "条"),
        venues_number=number_of(library.venues.values(), "条"),
        levels=_choices(LEVELS, (x.level for x in used)),
        classes=_choices(LECTURER_CLASSES, (x.class_ for x in used)),
        topics=_choices(_topics(plan), (topic for x in used for topic in x.topics)),
        regions=tuple(Link(name, name) for name in sorted({x.region for x in used} - {""})),
    ))


def _row(
    record: Lecturer | Venue, class_: str, classes: tuple[tuple[str, str], ...], topics: tuple[str, ...], views: Views
) -> PersonRow:
    by = views.by_lecturer if isinstance(record, Lecturer) else views.by_venue
    about = " · ".join(filter(None, (label_of(classes, class_), level(record.level), record.region)))
    return PersonRow(
        record.id, record.title, record.summary, about, len(by.get(record.id, ())), class_, record.level, topics, record.region,
        record.reviewed.on if record.reviewed else "", confirmed_until(record, views.library),
    )


def _apart(
    rows: list[PersonRow], records: dict[str, Lecturer] | dict[str, Venue]
) -> tuple[tuple[PersonRow, ...], tuple[PersonRow, ...]]:
    """Return the rows of records in use, and those of retired ones."""
    retired = {key for key, record in records.items() if record.status == "retired"}
    return tuple(row for row in rows if row.id not in retired), tuple(row for row in rows if row.id in retired)


def _topics(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((topic.id, topic.title) for topic in plan.topics.values())


def _choices(table: tuple[tuple[str, str], ...], found: Iterable[str]) -> tuple[Link, ...]:
    """Return those rows of a table that somebody has, in its order."""
    there = set(found)
    return tuple(Link(key, label) for key, label in table if key in there)
