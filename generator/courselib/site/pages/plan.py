"""Pages that follow the plan: sectors, topics, tasks, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import Totals, cover, sector_label, topics_for
from ...curricula.totals import by_topic as courses_by_topic
from ...library.model import ALL, Course, Requirements, Sector
from ...library.schema import METHODS
from ...library.views import Views
from ..page_data import Card, PageContext, PageData
from .curriculum import offered_for, summaries
from .curriculum_rows import Summary
from .job import PageJob, SiteFacts, frame
from .parts import LISTED_UP_TO, ClauseText, Figures, Link, cards, clause_text, figures, number_of
from .views import SiteViews


@dataclass(frozen=True, slots=True)
class SectorSums(PageData):
    """A sector, basic task or sub-sector with its sums."""

    id: str
    title: str
    totals: Figures


@dataclass(frozen=True, slots=True)
class TopicCourses(PageData):
    """A topic with the courses that serve a sector; ``extra`` where something of it is the library's own choice.

    Where there are too many on the page, only their number is told.
    """

    id: str
    title: str
    required: bool
    extra: bool
    theory: str
    count: int
    courses: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class OwnerTopics(PageData):
    """The topics of a sector, of its parent or of all members; ``own`` for the page's sector."""

    id: str
    title: str
    own: bool
    topics: tuple[TopicCourses, ...]


@dataclass(frozen=True, slots=True)
class Asked(PageData):
    """What the plan asks for a sector, and in ``own`` what the library adds."""

    study: str
    combine: tuple[str, ...]
    aims: tuple[str, ...]
    organise: str
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectorPage(PageContext):
    """What a sector's page shows.

    ``own`` sums its courses, those of its sub-sectors among them; ``whole`` those for it as a whole; ``shared`` what its members may
    study beyond. ``feed`` is its feed, beside it. ``listed`` tells whether the groups list their courses.
    """

    kind: ClassVar[str] = "sector"

    sector: str
    feed: str
    clause: ClauseText
    parent: Link | None
    children: tuple[SectorSums, ...]
    requirements: Asked
    own: Figures
    whole: Figures
    shared: Figures
    listed: bool
    groups: tuple[OwnerTopics, ...]
    curricula: tuple[Summary, ...]


def sector_page(sector: Sector, views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the page of a sector or sub-sector: what the clause asks, topics with courses, totals."""
    plan = views.plan
    clause = clause_text(sector.clause, plan)
    courses = [*views.held(sector.id), *views.shared(sector.id)]
    listed = len(courses) <= LISTED_UP_TO
    parent = plan.sectors.get(sector.parent)
    return PageJob(SectorPage(
        frame=frame(f"sectors/{sector.id}.html", f"{sector.title}培训", clause.summary, "sectors", facts),
        sector=sector.id,
        feed=f"{sector.id}.xml",
        clause=clause,
        parent=Link(parent.id, parent.title) if parent else None,
        children=tuple(SectorSums(i, plan.sectors[i].title, figures(Totals.of(views.held(i)))) for i in sector.children),
        requirements=_asked(sector.requirements, parent.requirements if parent else sector.requirements),
        own=figures(Totals.of(views.held(sector.id))),
        whole=figures(Totals.of(c for c in views.held(sector.id) if sector.id in c.audience)),
        shared=figures(Totals.of(views.shared(sector.id))),
        listed=listed,
        groups=_groups(sector, courses, views, listed=listed),
        curricula=summaries(offered_for(sector.id, views), views),
    ))


def _asked(asks: Requirements, inherited: Requirements) -> Asked:
    """Return what the plan asks; where it has no words for a sub-sector alone, those for its sector hold."""
    return Asked(
        asks.study or inherited.study, asks.combine or inherited.combine, asks.aims or inherited.aims, asks.organise or inherited.organise,
        asks.own,
    )


def _groups(sector: Sector, courses: list[Course], views: Views, *, listed: bool) -> tuple[OwnerTopics, ...]:
    """Return by topic all of a sector's courses and all that its members may study beyond.

    The topics are its own, those of its sub-sectors, its parent's, those of all; and of other sectors those that one of its courses has.
    """
    plan = views.plan
    by_topic = courses_by_topic(courses)
    near = (sector.id, *sector.children, *plan.lineage(sector.id)[1:])
    asked = {t.id for t in topics_for(plan, sector.id)}
    groups = (
        OwnerTopics(owner, sector_label(plan, owner), owner == sector.id, tuple(
            TopicCourses(t.id, t.title, t.required, bool(t.own), t.theory, len(by_topic.get(t.id, ())),
                         cards(by_topic.get(t.id, ()) if listed else (), views))
            for t in plan.topics.values() if t.sector == owner and (t.id in asked or t.id in by_topic)
        ))
        for owner in dict.fromkeys((*near, *plan.sectors))
    )
    return tuple(group for group in groups if group.topics)


@dataclass(frozen=True, slots=True)
class TopicPage(PageContext):
    """What a topic's page shows; the sector's ID is empty where it is for all members, ``own`` where all of it is the plan's.

    ``feed`` is its feed, beside it.
    """

    kind: ClassVar[str] = "topic"

    feed: str
    clause: ClauseText
    task: Link
    sector: Link
    theory: str
    required: bool
    own: str
    totals: Figures
    courses: tuple[Card, ...]
    neighbours: tuple[Link, ...]
    lecturers: tuple[Link, ...]


def topic_page(key: str, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a topic with its courses."""
    plan = views.plan
    topic = plan.topics[key]
    courses = views.by_topic[key]
    lecturers = views.library.lecturers.values()
    return PageJob(TopicPage(
        frame=frame(f"topics/{key}.html", topic.title, f"专题“{topic.title}”的课程", "catalogue", facts),
        feed=f"{key}.xml",
        clause=clause_text(topic.clause, plan),
        task=Link(topic.task, plan.tasks[topic.task].title),
        sector=Link("" if topic.sector == ALL else topic.sector, sector_label(plan, topic.sector)),
        theory=topic.theory,
        required=topic.required,
        own=topic.own,
        totals=figures(Totals.of(courses)),
        courses=cards(courses, views),
        neighbours=tuple(Link(t.id, t.title) for t in plan.topics.values() if t.sector == topic.sector and t.id != key),
        lecturers=tuple(Link(x.id, x.title) for x in lecturers if key in x.topics and x.status == "published"),
    ))


@dataclass(frozen=True, slots=True)
class TaskTopic(PageData):
    """A topic of a basic task, with its sector's name and its courses; where there are too many on the page, with their number alone."""

    id: str
    title: str
    sector: str
    count: int
    courses: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class TaskPage(PageContext):
    """What a basic task's page shows; ``listed`` tells whether the topics list their courses."""

    kind: ClassVar[str] = "task"

    task: str
    totals: Figures
    listed: bool
    topics: tuple[TaskTopic, ...]
    others: tuple[Link, ...]


def task_page(key: str, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a basic task: its topics with courses, and of other topics the courses that name the task."""
    plan = views.plan
    title = plan.tasks[key].title
    by_topic = [(t, [c for c in views.by_topic[t.id] if plan.task_of(c) == key]) for t in plan.topics.values()]
    listed = sum(len(courses) for _, courses in by_topic) <= LISTED_UP_TO
    return PageJob(TaskPage(
        frame=frame(f"tasks/{key}.html", title, f"基本任务“{title}”的专题和课程", "catalogue", facts),
        task=key,
        totals=figures(Totals.of(views.of_task(key))),
        listed=listed,
        topics=tuple(
            TaskTopic(t.id, t.title, sector_label(plan, t.sector), len(courses), cards(courses if listed else (), views))
            for t, courses in by_topic if courses or t.task == key
        ),
        others=tuple(Link(t.id, t.title) for t in plan.tasks.values() if t.id != key),
    ))


@dataclass(frozen=True, slots=True)
class CoveredTopic(PageData):
    """A topic in the table of its clause; ``gap`` where it is required and has no course, ``extra`` as in ``TopicCourses``."""

    id: str
    title: str
    required: bool
    sector: str
    totals: Figures
    gap: bool
    extra: bool


@dataclass(frozen=True, slots=True)
class CoveredClause(PageData):
    """A clause with its sums, the widths of its bar per mille of the longest, and the required topics without a course."""

    id: str
    title: str
    summary: str
    totals: Figures
    width: int
    theory_width: int
    gaps: tuple[Link, ...]
    topics: tuple[CoveredTopic, ...]


@dataclass(frozen=True, slots=True)
class SectorCoverage(PageData):
    """A sector with the sums of its courses, and of what its members may study beyond; ``child`` for a sub-sector."""

    id: str
    title: str
    clause: str
    child: bool
    own: Figures
    shared: Figures


@dataclass(frozen=True, slots=True)
class MethodCount(PageData):
    """How many courses name a method."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class CoveragePage(PageContext):
    """What the page of coverage shows; ``rest`` are the clauses without topics of their own."""

    kind: ClassVar[str] = "coverage"

    plan_title: str
    plan_source: str
    period: str
    totals: Figures
    clauses: tuple[CoveredClause, ...]
    gap_count: int
    topic_count: int
    sectors: tuple[SectorCoverage, ...]
    tasks: tuple[SectorSums, ...]
    methods: tuple[MethodCount, ...]
    lecturers: str
    venues: str
    curricula: int
    cases: int
    rest: tuple[ClauseText, ...]


def coverage_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the plan clause by clause: courses, hours, theory share, gaps; and what the other clauses find here."""
    plan, library = views.plan, views.library
    clauses = _clauses(views)
    shown = {c.id for c in clauses}
    return PageJob(CoveragePage(
        frame=frame("coverage.html", "规划落实情况", "逐条对照规划：课程、学时、创新理论占比和缺口", "coverage", facts),
        plan_title=plan.title,
        plan_source=plan.source,
        period=f"{plan.start}—{plan.end}",
        totals=figures(Totals.of(views.offered)),
        clauses=clauses,
        gap_count=sum(len(c.gaps) for c in clauses),
        topic_count=len(plan.topics),
        sectors=tuple(
            SectorCoverage(
                s.id, s.title, s.clause, bool(s.parent), figures(Totals.of(views.held(s.id))), figures(Totals.of(views.shared(s.id))),
            )
            for s in plan.sectors.values()
        ),
        tasks=tuple(SectorSums(t.id, t.title, figures(Totals.of(views.of_task(t.id)))) for t in plan.tasks.values()),
        methods=tuple(MethodCount(title, sum(key in c.methods for c in views.offered)) for key, title in METHODS),
        lecturers=number_of(library.lecturers.values(), "条"),
        venues=number_of(library.venues.values(), "条"),
        curricula=len(library.curricula),
        cases=sum(c.kind == "case" for c in views.offered),
        rest=tuple(clause_text(key, plan) for key in plan.clauses if key not in shown),
    ))


def _clauses(views: Views) -> tuple[CoveredClause, ...]:
    plan = views.plan
    covered = cover(plan, views.offered)
    most = max((c.totals.hours for c in covered), default=0) or 1
    return tuple(
        CoveredClause(
            id=c.clause,
            title=plan.clauses[c.clause].title,
            summary=plan.clauses[c.clause].summary,
            totals=figures(c.totals),
            width=c.totals.hours * 1000 // most,
            theory_width=c.totals.theory * 1000 // most,
            gaps=tuple(Link(t.id, t.title) for t in c.gaps),
            topics=tuple(
                CoveredTopic(t.topic.id, t.topic.title, t.topic.required, sector_label(plan, t.topic.sector), figures(t.totals), t.gap,
                             bool(t.topic.own))
                for t in c.topics
            ),
        )
        for c in covered
    )
