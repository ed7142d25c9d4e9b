"""The catalogue: a frame for search and filters, and below it the list that serves without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import Totals, sector_label
from ...library.model import ALL, Course
from ...library.views import Views
from ..page_data import Card, PageContext, PageData
from .job import PageJob, SiteFacts, frame
from .parts import Counted, Figures, cards, counted_tasks, figures

#: Up to this many courses the page lists them all; a longer list would weigh megabytes, and sector and topic pages have it.
LISTED_UP_TO = 500


@dataclass(frozen=True, slots=True)
class SectorGroup(PageData):
    """The courses of a sector; ``clause`` is empty for all members, who have no page."""

    id: str
    title: str
    clause: str
    totals: Figures
    courses: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class TopicGroup(PageData):
    """The topics of a sector."""

    title: str
    topics: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage(PageContext):
    """What the catalogue shows; ``listed`` tells whether the groups list their courses."""

    kind: ClassVar[str] = "catalogue"

    totals: Figures
    listed: bool
    groups: tuple[SectorGroup, ...]
    tasks: tuple[Counted, ...]
    topics: tuple[TopicGroup, ...]


def catalogue_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the catalogue; in its list a course stands with the first of its audiences."""
    plan = views.plan
    placed: dict[str, list[Course]] = {key: [] for key in (ALL, *plan.sectors)}
    for course in views.offered:
        placed.setdefault(course.audience[0], []).append(course)
    listed = len(views.offered) <= LISTED_UP_TO
    return PageJob(CataloguePage(
        frame=frame("catalogue.html", "课程目录", "检索和浏览全部课程，可按领域、专题、学时等筛选", "catalogue", facts),
        totals=figures(Totals.of(views.offered)),
        listed=listed,
        groups=tuple(
            SectorGroup(
                key, sector_label(plan, key), plan.sectors[key].clause if key in plan.sectors else "", figures(Totals.of(courses)),
                cards(courses, views) if listed else (),
            )
            for key, courses in placed.items() if courses
        ),
        tasks=counted_tasks(views),
        topics=_topics_by_owner(views),
    ))


def _topics_by_owner(views: Views) -> tuple[TopicGroup, ...]:
    plan = views.plan
    groups = (
        TopicGroup(sector_label(plan, owner), tuple(
            Counted(t.id, t.title, len(views.by_topic[t.id])) for t in plan.topics.values() if t.sector == owner))
        for owner in (ALL, *plan.sectors)
    )
    return tuple(group for group in groups if group.topics)
