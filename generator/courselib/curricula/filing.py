"""The off-the-job training of a year as it is filed (党员脱产培训年度计划备案, plan (十七)): class by class, with totals.

What curricula plan off the job in the year and no class teaches is listed as 未编班, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..library.model import ALL, Curriculum, Item, Library, Plan, TrainingClass
from .classes import hours_of, totals_of
from .rules import LEVEL_ORDER

_PUBLISHED = "published"
#: What the titles of sample records say.
SAMPLE = "示例"
_COUNTY = LEVEL_ORDER.index("county")


@dataclass(frozen=True, slots=True)
class FiledClass:
    """A class as it is filed. ``audience`` and ``roles`` are IDs, ``venue`` and ``lecturers`` names.

    ``days`` are half-days, ``hours`` and ``theory`` half-hours; what is not settled yet is empty or 0.
    """

    id: str
    title: str
    audience: tuple[str, ...]
    roles: tuple[str, ...]
    seats: int
    start: str
    end: str
    days: int
    hours: int
    theory: int
    organiser: str
    level: str
    venue: str
    lecturers: tuple[str, ...]
    funding: str
    offjob: bool

    @property
    def by_county(self) -> bool:
        """Whether it is held at county level or above."""
        return LEVEL_ORDER.index(self.level) <= _COUNTY


@dataclass(frozen=True, slots=True)
class LooseItem:
    """A course that a curriculum plans off the job and no class teaches (未编班); ``hours`` and ``theory`` are half-hours left over."""

    curriculum: str
    curriculum_title: str
    sector: str
    role: str
    course: str
    course_title: str
    hours: int
    theory: int
    level: str
    on: str


@dataclass(frozen=True, slots=True)
class FiledTotals:
    """Sums over classes.

    ``without_seats`` and ``without_days`` count the classes that do not say yet how many come, or how long; ``samples`` those that are
    sample records.
    """

    classes: int
    seats: int
    days: int
    hours: int
    theory: int
    without_seats: int = 0
    without_days: int = 0
    samples: int = 0

    @classmethod
    def of(cls, rows: Iterable[FiledClass]) -> FiledTotals:
        """Return the sums over classes."""
        filed = list(rows)
        return cls(
            len(filed), sum(r.seats for r in filed), sum(r.days for r in filed), sum(r.hours for r in filed), sum(r.theory for r in filed),
            sum(not r.seats for r in filed), sum(not r.days for r in filed), sum(SAMPLE in r.title for r in filed),
        )


@dataclass(frozen=True, slots=True)
class Filing:
    """What is filed for a year: classes in the order of their dates, those without dates last; ``sector`` is empty for all sectors."""

    year: int
    sector: str
    rows: tuple[FiledClass, ...]
    loose: tuple[LooseItem, ...]

    @property
    def offjob(self) -> tuple[FiledClass, ...]:
        """The off-the-job classes: they alone are what is filed, and make the totals."""
        return tuple(r for r in self.rows if r.offjob)

    @property
    def others(self) -> tuple[FiledClass, ...]:
        """The other classes of the year."""
        return tuple(r for r in self.rows if not r.offjob)

    @property
    def totals(self) -> FiledTotals:
        """The sums over the off-the-job classes."""
        return FiledTotals.of(self.offjob)

    @property
    def levels(self) -> tuple[tuple[str, FiledTotals], ...]:
        """The sums over the off-the-job classes of each level that holds any, the highest first."""
        held = {r.level for r in self.offjob}
        return tuple((level, FiledTotals.of(r for r in self.offjob if r.level == level)) for level in LEVEL_ORDER if level in held)

    @property
    def loose_hours(self) -> int:
        """Half-hours of what no class teaches."""
        return sum(item.hours for item in self.loose)

    @property
    def loose_theory(self) -> int:
        """Theory half-hours of what no class teaches."""
        return sum(item.theory for item in self.loose)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to file."""
        return not self.rows and not self.loose


def filing_of(library: Library, year: int, sector: str = "") -> Filing:
    """Return what a library files for a year.

    With ``sector``, the classes that its members can attend and the curricula of it and its sub-sectors. Only published records count.
    """
    plan = library.plan
    held = [c for c in library.classes.values() if c.status == _PUBLISHED and c.in_year == year]
    rows = [_row(library, c) for c in held if not sector or _attended_by(c, sector, plan)]
    sectors = {sector, *plan.sectors[sector].children} if sector else set(plan.sectors) | {ALL}
    loose = [
        item for curriculum in library.curricula.values()
        if curriculum.status == _PUBLISHED and curriculum.sector in sectors
        for item in _loose(curriculum, year, [c for c in held if _teaches(c, curriculum, plan)], library)
    ]
    return Filing(year, sector, tuple(sorted(rows, key=lambda r: (r.start or "9", r.id))), tuple(loose))


def filed_years(library: Library) -> tuple[int, ...]:
    """Return the years for which there is something to file, in order."""
    classes = {c.in_year for c in library.classes.values() if c.status == _PUBLISHED}
    items = {i.year for c in library.curricula.values() if c.status == _PUBLISHED for i in c.items if i.offjob and i.course}
    return tuple(year for year in sorted(classes | items) if year in classes or not filing_of(library, year).empty)


def _row(library: Library, training: TrainingClass) -> FiledClass:
    totals = totals_of(training, library.courses, library.plan.hours_per_day)
    lecturers = dict.fromkeys(i.lecturer for i in training.items if i.lecturer in library.lecturers)
    venue = library.venues.get(training.venue)
    return FiledClass(
        training.id, training.title, training.audience, training.roles, training.seats, training.start,
        training.end or training.start, totals.days, totals.hours, totals.theory, training.organiser, training.level,
        venue.title if venue else "", tuple(library.lecturers[key].title for key in lecturers), training.funding, training.offjob,
    )


def _attended_by(training: TrainingClass, sector: str, plan: Plan) -> bool:
    """Tell whether a class is for members of a sector or of one of its sub-sectors."""
    return not {*plan.lineage(sector), *plan.sectors[sector].children}.isdisjoint(training.audience)


def _teaches(training: TrainingClass, curriculum: Curriculum, plan: Plan) -> bool:
    """Tell whether a class is off the job and taken by a curriculum, or open to whom that is made for."""
    if training.offjob and any(i.class_ == training.id for i in curriculum.items):
        return True
    fits = not training.roles or curriculum.role in training.roles
    return training.offjob and fits and not set(plan.lineage(curriculum.sector)).isdisjoint(training.audience)


def _loose(curriculum: Curriculum, year: int, classes: Iterable[TrainingClass], library: Library) -> Iterable[LooseItem]:
    """Yield what a curriculum plans off the job in a year and none of the classes teaches, each course once."""
    given: dict[str, int] = {}
    for training in classes:
        for part in training.items:
            given[part.course] = given.get(part.course, 0) + hours_of(part, library.courses)
    planned: Mapping[str, Item] = {i.course: i for i in reversed(curriculum.items) if i.offjob and i.course and i.year == year}
    for item in sorted(planned.values(), key=curriculum.items.index):
        course = library.courses.get(item.course)
        left = 0 if course is None or course.status != _PUBLISHED else (item.hours or course.hours) - given.get(item.course, 0)
        if course is not None and left > 0:
            yield LooseItem(
                curriculum.id, curriculum.title, curriculum.sector, curriculum.role, course.id, course.title,
                left, left if course.theory else 0, item.level, item.on,
            )
