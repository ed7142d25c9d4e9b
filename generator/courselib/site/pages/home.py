"""The first page: what to look for, where each reader begins, sectors, what was changed last, the classes of the year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import Totals, role_label
from ...library.model import ALL, Course, Sector, TrainingClass
from ...library.views import Views
from ..covers import Cover, course_cover
from ..page_data import Card, PageContext, PageData
from .classes import class_name, days_held
from .curriculum import offered_for
from .job import PageJob, SiteFacts, body_of, frame
from .parts import Counted, Figures, Link, card, counted_tasks, figures

_RECENT, _CLASSES, _EXAMPLES = 6, 6, 3
#: A query that stands as an example finds at least so many courses, and is no longer than that.
EXAMPLE_FINDS, _EXAMPLE_LENGTH = 3, 8


@dataclass(frozen=True, slots=True)
class Door(PageData):
    """Where a reader begins: the guide page for who they are, and an icon."""

    page: str
    title: str
    words: str
    icon: str


#: In the order of how many they are. Their pages come with the program (``defaults.py``).
DOORS = (
    Door("planners", "我是培训管理者", "选方案、排年度计划、报备案", "task"),
    Door("lecturers", "我是讲师", "找课、备课、上课、写课", "lecturer"),
    Door("sites", "我管站点", "拷到内网、换成本单位的、更新", "host"),
)


@dataclass(frozen=True, slots=True)
class SectorCard(PageData):
    """A sector on the home page, with its sub-sectors and the curricula for it."""

    id: str
    title: str
    clause: str
    totals: Figures
    children: tuple[Link, ...]
    curricula: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Changed(PageData):
    """A course that was changed not long ago, with its cover and the day."""

    card: Card
    face: Cover
    updated: str


@dataclass(frozen=True, slots=True)
class ClassLine(PageData):
    """A class of the year; ``title`` without the year and without the word for samples, which ``sample`` stands for."""

    id: str
    title: str
    when: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ClassesOfYear(PageData):
    """The classes of the latest year that has any: the first ones, and how many there are."""

    year: int
    count: int
    rows: tuple[ClassLine, ...]


@dataclass(frozen=True, slots=True)
class HomePage(PageContext):
    """What the home page shows; ``all`` sums the courses for all members."""

    kind: ClassVar[str] = "home"

    plan_title: str
    totals: Figures
    topic_count: int
    examples: tuple[str, ...]
    doors: tuple[Door, ...]
    sectors: tuple[SectorCard, ...]
    all: Figures
    tasks: tuple[Counted, ...]
    recent: tuple[Changed, ...]
    classes: ClassesOfYear | None


def home_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the home page; the hand-written welcome stands at its end."""
    plan = views.plan
    page = views.library.pages.get("index")
    newest = sorted(views.offered, key=lambda c: (_descending(c.updated), c.id))[:_RECENT]
    return PageJob(HomePage(
        frame=frame("index.html", facts.site_name, f"{plan.title}课程目录与分领域课程", "home", facts),
        plan_title=plan.title,
        totals=figures(Totals.of(views.offered)),
        topic_count=len(plan.topics),
        examples=examples_of(views.offered),
        doors=DOORS,
        sectors=tuple(_sector_card(s, views) for s in plan.sectors.values() if not s.parent),
        all=figures(Totals.of(views.held(ALL))),
        tasks=counted_tasks(views),
        recent=tuple(Changed(card(c, views), course_cover(c), c.updated) for c in newest),
        classes=_classes(views),
    ), body_of(page) if page else None)


def examples_of(courses: Iterable[Course]) -> tuple[str, ...]:
    """Return queries that are sure to find something: the keywords of most courses, no two for courses of one topic."""
    by_keyword: dict[str, list[Course]] = {}
    for course in courses:
        for keyword in course.keywords:
            if len(keyword) <= _EXAMPLE_LENGTH:
                by_keyword.setdefault(keyword, []).append(course)
    chosen: list[str] = []
    topics: set[str] = set()
    for keyword, found in sorted(by_keyword.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        of_these = {c.topic for c in found}
        if len(found) >= EXAMPLE_FINDS and len(chosen) < _EXAMPLES and not topics & of_these:
            chosen.append(keyword)
            topics |= of_these
    return tuple(chosen)


def _sector_card(sector: Sector, views: Views) -> SectorCard:
    plan = views.plan
    return SectorCard(
        id=sector.id,
        title=sector.title,
        clause=sector.clause,
        totals=figures(Totals.of(views.held(sector.id))),
        children=tuple(Link(i, plan.sectors[i].title) for i in sector.children),
        curricula=tuple(Link(c.id, role_label(views.plan, c.role)) for c in offered_for(sector.id, views)),
    )


def _classes(views: Views) -> ClassesOfYear | None:
    published = [t for t in views.library.classes.values() if t.status == "published"]
    if not published:
        return None
    year = max(t.in_year for t in published)
    held = sorted((t for t in published if t.in_year == year), key=lambda t: (t.start or "9", t.id))
    return ClassesOfYear(year, len(held), tuple(_class_line(t) for t in held[:_CLASSES]))


def _class_line(training: TrainingClass) -> ClassLine:
    title, sample = class_name(training)
    return ClassLine(training.id, title, days_held(training), sample)


def _descending(date: str) -> tuple[int, ...]:
    """Return a key that puts later dates first and no date last."""
    return tuple(-ord(c) for c in date) or (0,)
