"""Small records that several page kinds show. Text only: the shells do all markup and escaping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from ...curricula.totals import Totals, sector_label
from ...library.model import Course, Lecturer, Plan, TrainingClass, Venue
from ...library.schema import LEVELS, METHODS, label_of
from ...library.upstream import Origin
from ...library.views import Views
from ...runtime.hours import format_hours, percent_text
from ..page_data import Card, PageData

#: A page lists up to so many courses. A longer one says how many there are of each topic, and where they are listed: nobody reads on,
#: and whatever course was added would change it.
LISTED_UP_TO = 200


@dataclass(frozen=True, slots=True)
class Link(PageData):
    """A link to a record whose page stands in a folder that the shell knows; ``hours`` of a course, where the list says them."""

    id: str
    title: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Counted(PageData):
    """A link with the number of courses behind it."""

    id: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Fact(PageData):
    """A small fact about a record."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Figures(PageData):
    """Totals as text; ``share`` is that of theory."""

    count: int
    hours: str
    theory: str
    share: str


@dataclass(frozen=True, slots=True)
class ClauseText(PageData):
    """A clause of the plan in the project's words."""

    id: str
    title: str
    summary: str


def figures(value: Totals) -> Figures:
    """Return totals as text."""
    return Figures(value.count, format_hours(value.hours), format_hours(value.theory), percent_text(value.theory, value.hours))


def clause_text(key: str, plan: Plan) -> ClauseText:
    """Return a clause of the plan."""
    clause = plan.clauses[key]
    return ClauseText(clause.id, clause.title, clause.summary)


def card(course: Course, views: Views) -> Card:
    """Return what a list shows of a course. Many lists show the same course: the answer is shared."""
    shared = views.cards.get(course.id)
    if not isinstance(shared, Card):
        shared = views.cards[course.id] = _card(course, views.plan)
    return shared


def _card(course: Course, plan: Plan) -> Card:
    return Card(
        id=course.id,
        title=course.title,
        hours=format_hours(course.hours),
        theory=course.theory,
        topic_title=plan.topics[course.topic].title,
        audience=tuple(sector_label(plan, a) for a in course.audience),
        methods="、".join(label_of(METHODS, m) for m in course.methods),
    )


def cards(courses: Iterable[Course], views: Views) -> tuple[Card, ...]:
    """Return cards of courses in the order given."""
    return tuple(card(c, views) for c in courses)


def topic_counts(courses: Iterable[Course], plan: Plan) -> tuple[Counted, ...]:
    """Return how many courses there are of each topic that has any, in the plan's order."""
    numbers = Counter(course.topic for course in courses)
    return tuple(Counted(t.id, t.title, numbers[t.id]) for t in plan.topics.values() if numbers[t.id])


def links(courses: Iterable[Course]) -> tuple[Link, ...]:
    """Return links to courses."""
    return tuple(Link(c.id, c.title) for c in courses)


def counted_tasks(views: Views) -> tuple[Counted, ...]:
    """Return the basic tasks with their numbers of courses."""
    return tuple(Counted(t.id, t.title, len(views.of_task(t.id))) for t in views.plan.tasks.values())


def number_of(records: Collection[Lecturer | Venue | TrainingClass], unit: str) -> str:
    """Return how many records there are, and how many of them only show how one is written: their titles say 示例."""
    samples = sum("示例" in record.title for record in records)
    remark = "" if not samples else "，都是示例" if samples == len(records) else f"，其中示例 {samples} {unit}"
    return f"{len(records)} {unit}{remark}"


def named(record: Lecturer | Venue) -> str:
    """Return what a lecturer or a venue is called where courses and classes name it: one that is retired is marked."""
    return f"{record.title}（已停用）" if record.status == "retired" else record.title


def filled_facts(rows: Iterable[tuple[str, str]]) -> tuple[Fact, ...]:
    """Return facts as label and value, empty ones left out."""
    return tuple(Fact(label, value) for label, value in rows if value)


def provenance(origin: Origin | None) -> list[tuple[str, str]]:
    """Return where a record of another library came from, and what was changed on its way, as facts of its page."""
    if origin is None:
        return []
    rows = [("来源", origin.words)]
    rows += [(f"{change.by}改动" if change.by else "本地改动", "、".join(change.fields)) for change in origin.changes if change.fields]
    return rows


def level(value: str) -> str:
    """Return the Chinese name of a level, empty for none."""
    return label_of(LEVELS, value) if value else ""


def sectors_of(audience: Iterable[str], plan: Plan) -> tuple[Link, ...]:
    """Return an audience as sectors with names; ``all`` has no page, so its ID is empty."""
    return tuple(Link(a if a in plan.sectors else "", sector_label(plan, a)) for a in audience)
