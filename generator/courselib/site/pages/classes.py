"""Pages of training classes (培训班次): the list with a calendar of each year, and each class with its timetable."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from ...curricula.classes import ClassTotals, dates_of, hours_of, totals_of
from ...curricula.totals import role_label, sector_label
from ...library.model import ClassItem, Course, Library, Plan, TrainingClass
from ...library.schema import STATUSES, label_of
from ...runtime.hours import format_hours, percent_text
from ..page_data import PageContext, PageData
from .job import PageJob, SiteFacts, frame
from .parts import Fact, Link, filled_facts, level, named, sectors_of
from .views import SiteViews

_WEEKDAYS = "一二三四五六日"
#: Titles of records that only show how one is written begin with it.
_SAMPLE = "示例"


@dataclass(frozen=True, slots=True)
class Download(PageData):
    """A file that a page offers; ``path`` is its site path."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Lesson(PageData):
    """A row of a timetable; ``time`` is when it begins, ``part`` says which part of the course it is, empty for the whole."""

    time: str
    course: Link
    hours: str
    theory: bool
    part: str
    lecturer: Link | None


@dataclass(frozen=True, slots=True)
class TimetableDay(PageData):
    """A day with its lessons; ``day`` is empty for lessons whose day is not settled."""

    day: str
    weekday: str
    hours: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class ClassFigures(PageData):
    """What a class counts: days, hours, theory and its share."""

    days: str
    hours: str
    theory: str
    share: str


@dataclass(frozen=True, slots=True)
class ClassPage(PageContext):
    """What the page of a class shows."""

    kind: ClassVar[str] = "class"

    id: str
    summary: str
    status: str
    status_label: str
    when: str
    offjob: bool
    audience: tuple[Link, ...]
    roles: str
    venue: Link | None
    facts: tuple[Fact, ...]
    totals: ClassFigures
    days: tuple[TimetableDay, ...]
    calendar: bool
    filing: tuple[Download, ...]
    year: int
    notes: str
    updated: str


@dataclass(frozen=True, slots=True)
class ClassRow(PageData):
    """A class in the list of its year."""

    id: str
    title: str
    when: str
    audience: tuple[str, ...]
    roles: str
    seats: str
    days: str
    hours: str
    theory: str
    offjob: str
    venue: str
    sample: bool
    draft: bool


@dataclass(frozen=True, slots=True)
class Month(PageData):
    """A month of the year's calendar with the classes that begin in it; the number 0 is for those without dates."""

    month: int
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True)
class ClassYear(PageData):
    """A year with its classes, the sums of those that are published, and its downloads."""

    year: int
    months: tuple[Month, ...]
    count: int
    samples: int
    seats: int
    hours: str
    theory: str
    share: str
    filing: tuple[Download, ...]
    calendar: bool


@dataclass(frozen=True, slots=True)
class ClassesPage(PageContext):
    """The list of all classes, year by year, the latest year first."""

    kind: ClassVar[str] = "classes"

    years: tuple[ClassYear, ...]


def class_page(training: TrainingClass, views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the page of a class."""
    library, plan = views.library, views.plan
    totals = totals_of(training, library.courses, plan.hours_per_day)
    venue = library.venues.get(training.venue)
    when = when_held(training)
    return PageJob(ClassPage(
        frame=frame(f"classes/{training.id}.html", training.title, training.summary or when, "classes", facts),
        id=training.id,
        summary=training.summary,
        status=training.status,
        status_label=label_of(STATUSES, training.status),
        when=when,
        offjob=training.offjob,
        audience=sectors_of(training.audience, plan),
        roles=_roles(training, plan),
        venue=Link(venue.id, named(venue)) if venue else None,
        facts=filled_facts((
            ("举办单位", training.organiser), ("举办层级", level(training.level)), ("批次", training.group),
            ("人数", f"{training.seats} 人" if training.seats else ""), ("经费", training.funding), ("更新", training.updated),
        )),
        totals=_figures(totals),
        days=tuple(_days(training, library)),
        calendar=bool(dates_of(training)),
        filing=_sheets(training.in_year, views),
        year=training.in_year,
        notes=training.notes,
        updated=training.updated,
    ))


def classes_page(views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the list of classes."""
    by_year: dict[int, list[TrainingClass]] = {}
    for training in views.library.classes.values():
        if training.status != "retired":
            by_year.setdefault(training.in_year, []).append(training)
    return PageJob(ClassesPage(
        frame=frame("classes.html", "培训班", "按年份排列的培训班：对象、日期、学时、场地", "classes", facts),
        years=tuple(_year(year, by_year[year], views) for year in sorted(by_year, reverse=True)),
    ))


def when_held(training: TrainingClass) -> str:
    """Return in words when a class is held."""
    if not training.start:
        return f"{training.year} 年（日期未定）" if training.year else "日期未定"
    return f"{training.start[:4]} 年 {days_held(training)}"


def days_held(training: TrainingClass) -> str:
    """Return in words on which days of its year a class is held."""
    if not training.start:
        return "日期未定"
    first = datetime.date.fromisoformat(training.start)
    last = datetime.date.fromisoformat(training.end or training.start)
    begin = f"{first.month} 月 {first.day} 日"
    if last == first:
        return begin
    if (first.year, first.month) == (last.year, last.month):
        return f"{begin}—{last.day} 日"
    return f"{begin}—{f'{last.year} 年 ' if last.year != first.year else ''}{last.month} 月 {last.day} 日"


def class_name(training: TrainingClass) -> tuple[str, bool]:
    """Return what a class is called in a list of its year, and whether it is a sample: its title without the two words for that."""
    title = training.title.removeprefix(_SAMPLE).lstrip(" ·・")
    return title.removeprefix(f"{training.in_year}年").strip() or training.title, training.title.startswith(_SAMPLE)


def _year(year: int, classes: list[TrainingClass], views: SiteViews) -> ClassYear:
    library, plan = views.library, views.plan
    published = [t for t in classes if t.status == "published"]
    totals = [totals_of(t, library.courses, plan.hours_per_day) for t in published]
    hours, theory = sum(t.hours for t in totals), sum(t.theory for t in totals)
    months: dict[int, list[TrainingClass]] = {}
    for training in sorted(classes, key=lambda t: (t.start or "9", t.id)):
        months.setdefault(int(training.start[5:7]) if training.start else 0, []).append(training)
    return ClassYear(
        year=year,
        months=tuple(Month(month, tuple(_row(t, views) for t in rows)) for month, rows in months.items()),
        count=len(published),
        samples=sum("示例" in t.title for t in published),
        seats=sum(t.seats for t in published),
        hours=format_hours(hours),
        theory=format_hours(theory),
        share=percent_text(theory, hours),
        filing=_sheets(year, views),
        calendar=any(t.start for t in published),
    )


def _sheets(year: int, views: SiteViews) -> tuple[Download, ...]:
    return tuple(Download(label, path) for label, path in zip(("Word", "Excel"), views.filed.get(year, ()), strict=False))


def _row(training: TrainingClass, views: SiteViews) -> ClassRow:
    library, plan = views.library, views.plan
    totals = totals_of(training, library.courses, plan.hours_per_day)
    venue = library.venues.get(training.venue)
    title, sample = class_name(training)
    return ClassRow(
        id=training.id,
        title=title,
        when=days_held(training),
        audience=tuple(sector_label(plan, a) for a in training.audience),
        roles=_roles(training, plan),
        seats=str(training.seats or ""),
        days=format_hours(totals.days) if totals.days else "",
        hours=format_hours(totals.hours),
        theory=format_hours(totals.theory),
        offjob="脱产" if training.offjob else "",
        venue=named(venue) if venue else "",
        sample=sample,
        draft=training.status == "draft",
    )


def _roles(training: TrainingClass, plan: Plan) -> str:
    return "、".join(role_label(plan, r) for r in training.roles)


def _figures(totals: ClassTotals) -> ClassFigures:
    return ClassFigures(
        format_hours(totals.days) if totals.days else "未定", format_hours(totals.hours), format_hours(totals.theory),
        percent_text(totals.theory, totals.hours),
    )


def _days(training: TrainingClass, library: Library) -> Iterator[TimetableDay]:
    """Yield the days of a timetable in order, those not settled last."""
    by_day: dict[str, list[ClassItem]] = {}
    for item in training.items:
        by_day.setdefault(item.on, []).append(item)
    parts = _Parts(training)
    for day in sorted(by_day, key=lambda d: d or "9"):
        rows = sorted(by_day[day], key=lambda i: i.from_ or "99") if day else by_day[day]
        total = sum(hours_of(item, library.courses) for item in rows)
        date = datetime.date.fromisoformat(day) if day else None
        weekday = f"星期{_WEEKDAYS[date.weekday()]}" if date else ""
        name = f"{date.month} 月 {date.day} 日" if date else ""
        yield TimetableDay(name, weekday, format_hours(total), tuple(_lessons(rows, parts, library)))


class _Parts:
    """Counts the lessons of each course of a class, in the order of the timetable."""

    def __init__(self, training: TrainingClass) -> None:
        self._of = Counter(item.course for item in training.items)
        self._so_far: Counter[str] = Counter()

    def part_label(self, item: ClassItem, course: Course | None) -> str:
        """Return which part of its course a lesson is, in words; empty for the whole."""
        self._so_far[item.course] += 1
        if self._of[item.course] > 1:
            return f"第 {self._so_far[item.course]} 次，共 {self._of[item.course]} 次"
        return "讲其中一部分" if course and 0 < item.hours < course.hours else ""


def _lessons(items: Iterable[ClassItem], parts: _Parts, library: Library) -> Iterator[Lesson]:
    for item in items:
        course = library.courses.get(item.course)
        lecturer = library.lecturers.get(item.lecturer)
        yield Lesson(
            time=item.from_,
            course=Link(item.course, course.title if course else item.course),
            hours=format_hours(hours_of(item, library.courses)),
            theory=bool(course and course.theory),
            part=parts.part_label(item, course),
            lecturer=Link(lecturer.id, named(lecturer)) if lecturer else None,
        )
