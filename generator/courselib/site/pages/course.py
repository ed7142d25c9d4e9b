"""Course pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import role_label
from ...exchange.structured import course_data, licence_data
from ...library.attachments import described
from ...library.freshness import is_reviewed
from ...library.model import Course, Library, Plan, Resource
from ...library.schema import COURSE_KINDS, LANGUAGES, METHODS, RESOURCE_KINDS, STATUSES, label_of
from ...library.upstream import page_name
from ...library.views import Step, Views
from ...runtime.hours import format_hours
from ...runtime.values import Value
from ..covers import Cover, course_cover
from ..media.dressing import player
from ..page_data import PageContext, PageData
from .job import PageJob, SiteFacts, body_of, frame
from .parts import ClauseText, Fact, Link, clause_text, filled_facts, level, links, named, provenance, sectors_of

#: A course that many curricula plan shows its neighbours in so many of them: the page stays light.
_MOST_WALKS = 24


@dataclass(frozen=True, slots=True)
class ResourceRow(PageData):
    """A courseware, reader, video …: a file below ``media/`` or an address.

    ``facts`` are format, pages and size of a file, ``player`` the tag that plays it.
    """

    title: str
    kind: str
    file: str
    url: str
    licence: str
    facts: str
    player: str


@dataclass(frozen=True, slots=True)
class PlatformRow(PageData):
    """A learning platform that has the course."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class UnitCell(PageData):
    """A unit of the outline in the bar of hours, as wide as its half-hours."""

    title: str
    hours: str
    halves: int


@dataclass(frozen=True, slots=True)
class WalkRow(PageData):
    """A curriculum that plans the course, with the courses before and after it there."""

    id: str
    title: str
    before: Link | None
    after: Link | None


@dataclass(frozen=True, slots=True)
class CoursePage(PageContext):
    """What a course's page shows; ``face`` is its cover, ``more_walks`` how many curricula plan it besides those of ``walks``."""

    kind: ClassVar[str] = "course"

    id: str
    summary: str
    hours: str
    theory: bool
    status: str
    status_label: str
    topic: Link
    task: Link
    clause: ClauseText
    required: bool
    audience: tuple[Link, ...]
    facts: tuple[Fact, ...]
    lecturers: tuple[Link, ...]
    venues: tuple[Link, ...]
    prerequisites: tuple[Link, ...]
    builds_on: tuple[Link, ...]
    related: tuple[Link, ...]
    series: Link | None
    parts: tuple[Link, ...]
    resources: tuple[ResourceRow, ...]
    platforms: tuple[PlatformRow, ...]
    keywords: tuple[str, ...]
    units: tuple[UnitCell, ...]
    walks: tuple[WalkRow, ...]
    more_walks: int
    face: Cover
    structured: Value


def course_page(course: Course, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of one course."""
    plan, library = views.plan, views.library
    topic = plan.topics[course.topic]
    hours = format_hours(course.hours)
    steps = views.steps.get(course.id, [])
    return PageJob(CoursePage(
        frame=frame(
            f"courses/{page_name(course.id)}.html", course.title, course.summary or f"{topic.title},{hours} 学时", "catalogue", facts,
        ),
        id=course.id,
        summary=course.summary,
        hours=hours,
        theory=course.theory,
        status=course.status,
        status_label=label_of(STATUSES, course.status),
        topic=Link(topic.id, topic.title),
        task=Link(plan.task_of(course), plan.tasks[plan.task_of(course)].title),
        clause=clause_text(topic.clause, plan),
        required=topic.required,
        audience=sectors_of(course.audience, plan),
        facts=filled_facts(_facts(course, plan)),
        lecturers=tuple(Link(i, named(library.lecturers[i])) for i in course.lecturers if i in library.lecturers),
        venues=tuple(Link(i, named(library.venues[i])) for i in course.venues if i in library.venues),
        prerequisites=links(views.prerequisites(course)),
        builds_on=links(views.builds_on.get(course.id, ())),
        related=tuple(Link(c.id, c.title, format_hours(c.hours)) for c in views.related(course)),
        series=Link(course.series, library.courses[course.series].title) if course.series in library.courses else None,
        parts=links(views.by_series.get(course.id, ())),
        resources=tuple(_resource(r, library) for r in course.resources),
        platforms=tuple(PlatformRow(p.name, p.url) for p in course.platforms),
        keywords=course.keywords,
        units=tuple(UnitCell(u.title, format_hours(u.hours), u.hours) for u in course.units),
        walks=tuple(map(_walk, steps[:_MOST_WALKS])),
        more_walks=max(0, len(steps) - _MOST_WALKS),
        face=course_cover(course),
        structured=course_data(
            course, plan, views.prerequisites(course), site_name=facts.site_name, site_url=facts.site_url,
            licence=licence_data(facts.content_license, facts.copyright, facts.site_name),
        ),
    ), body_of(course))


def _resource(resource: Resource, library: Library) -> ResourceRow:
    known = library.media.get(resource.file)
    return ResourceRow(
        resource.title, label_of(RESOURCE_KINDS, resource.kind), resource.file, resource.url, resource.licence,
        described(resource.file, known) if known else "", player(resource.file) if known else "",
    )


def _walk(step: Step) -> WalkRow:
    before, after = (None if course is None else Link(course.id, course.title) for course in (step.before, step.after))
    return WalkRow(step.curriculum.id, step.curriculum.title, before, after)


def _review(course: Course) -> str:
    """Return who reviewed a course and when, whether it was edited since, or that nobody did."""
    if course.reviewed is None:
        return "还没有审核过"
    since = "" if is_reviewed(course) else f"，{course.updated} 又改过"
    return f"{course.reviewed.by} {course.reviewed.on}{since}"


def _facts(course: Course, plan: Plan) -> Iterable[tuple[str, str]]:
    return (
        ("类型", label_of(COURSE_KINDS, course.kind)),
        ("方式", "、".join(label_of(METHODS, m) for m in course.methods)),
        ("层级", level(course.level)),
        ("适用身份", "、".join(role_label(plan, r) for r in course.roles)),
        ("必排", "对象的每个方案都排" if course.core else ""),
        ("开课时间", f"{course.not_before} 起" if course.not_before else ""),
        ("停课时间", f"{course.until} 止" if course.until else ""),
        ("提供单位", course.provider),
        ("授课语言", label_of(LANGUAGES, course.language) if course.language != "zh" else ""),
        ("审核", _review(course)),
        ("更新", course.updated),
        ("版本", course.version),
        *provenance(course.source.origin),
    )
