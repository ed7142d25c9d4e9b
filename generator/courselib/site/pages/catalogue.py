"""The catalogue: search and filters over the first page of results, and below them the list that serves without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import sector_label
from ...library.model import ALL, Course, Plan
from ...library.schema import COURSE_KINDS
from ...library.views import Views
from ...runtime.hours import format_hours
from ...search.documents import in_order
from ..page_data import PageContext, PageData
from .job import PageJob, SiteFacts, frame
from .parts import Counted, Link, counted_tasks

#: Up to this many courses the page lists them all; a longer list would weigh megabytes, and sector and topic pages have it.
LISTED_UP_TO = 500


#: The first page of results, which stands in the page; as many as the script's pages have.
FIRST = 20
_KINDS = dict(COURSE_KINDS)


@dataclass(frozen=True, slots=True)
class SectorGroup(PageData):
    """The courses of which a sector is the first audience; ``clause`` is empty for all members, who have no page."""

    id: str
    title: str
    clause: str
    count: int
    courses: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SectorCount(PageData):
    """A sector and how many courses it holds; ``child`` for a sub-sector."""

    id: str
    title: str
    count: int
    child: bool


@dataclass(frozen=True, slots=True)
class Result(PageData):
    """A course as results show it (``theme/scripts/catalogue/results.js``); ``type`` is empty for a plain course."""

    id: str
    title: str
    hours: str
    theory: bool
    type: str
    note: str
    summary: str


@dataclass(frozen=True, slots=True)
class CataloguePage(PageContext):
    """What the catalogue shows; ``first`` is the first page of results, ``listed`` tells whether the groups list their courses."""

    kind: ClassVar[str] = "catalogue"

    total: int
    sectors: tuple[SectorCount, ...]
    tasks: tuple[Counted, ...]
    first: tuple[Result, ...]
    listed: bool
    several_origins: bool
    groups: tuple[SectorGroup, ...]


def catalogue_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the catalogue; in its list a course stands with the first of its audiences."""
    plan = views.plan
    placed: dict[str, list[Course]] = {key: [] for key in (ALL, *plan.sectors)}
    for course in views.offered:
        placed.setdefault(course.audience[0], []).append(course)
    listed = len(views.offered) <= LISTED_UP_TO
    return PageJob(CataloguePage(
        frame=frame("catalogue.html", "课程目录", "检索和浏览全部课程，可按领域、专题、学时等筛选", "catalogue", facts),
        total=len(views.offered),
        sectors=tuple(SectorCount(s.id, s.title, len(views.held(s.id)), bool(s.parent)) for s in plan.sectors.values()),
        tasks=counted_tasks(views),
        first=tuple(_result(c, plan) for c in in_order(views.offered, plan)[:FIRST]),
        listed=listed,
        several_origins=any(c.source.origin for c in views.offered),
        groups=tuple(
            SectorGroup(
                key, sector_label(plan, key), plan.sectors[key].clause if key in plan.sectors else "", len(courses),
                tuple(Link(c.id, c.title) for c in courses) if listed else (),
            )
            for key, courses in placed.items() if courses
        ),
    ))


def _result(course: Course, plan: Plan) -> Result:
    audience = "、".join(sector_label(plan, a) for a in course.audience)
    return Result(
        course.id, course.title, format_hours(course.hours), course.theory, "" if course.kind == "course" else _KINDS[course.kind],
        f"{audience} · {plan.topics[course.topic].title}", course.summary,
    )
