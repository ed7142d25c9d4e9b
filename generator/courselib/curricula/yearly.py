"""A curriculum year by year, as the filing sheet, the workbook and the calendar show it (年度计划备案, plan (十七))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..library.model import Course, Item, TrainingClass
from .counting import LEVEL_ORDER, Planned
from .evaluation import Evaluation, YearTotals

_LOWEST = LEVEL_ORDER.index("county")


@dataclass(frozen=True, slots=True)
class Row:
    """A planned course, or class. ``planned`` is what it brings, ``None`` for one that no figure includes."""

    item: Item
    of: Course | TrainingClass
    planned: Planned | None

    @property
    def course(self) -> Course | None:
        """The course; ``None`` for a class."""
        return self.of if isinstance(self.of, Course) else None

    @property
    def counted(self) -> bool:
        """Tell whether any figure includes it."""
        return self.planned is not None

    @property
    def hours(self) -> int:
        """The half-hours that count; where none do, those that it would have had."""
        if self.planned:
            return self.planned.hours
        return self.item.hours or (self.of.hours if isinstance(self.of, Course) else 0)

    @property
    def theory(self) -> int:
        """Half-hours that count as theory."""
        return self.planned.theory if self.planned else 0

    @property
    def offjob(self) -> int:
        """Half-hours that count as off-the-job training: held at county level or above."""
        one = self.planned
        return one.hours if one and one.offjob and LEVEL_ORDER.index(one.level) <= _LOWEST else 0

    @property
    def off_the_job(self) -> bool:
        """Tell whether it is taken off the job, at whatever level: a class says so itself."""
        return self.of.offjob if isinstance(self.of, TrainingClass) else self.item.offjob

    @property
    def level(self) -> str:
        """The level that holds it, empty where the plan says nothing of one."""
        level = self.of.level if isinstance(self.of, TrainingClass) else self.item.level
        return level if self.off_the_job or level != "county" else ""

    @property
    def on(self) -> str:
        """The first day, where it is settled."""
        return self.of.start if isinstance(self.of, TrainingClass) else self.item.on


@dataclass(frozen=True, slots=True)
class YearPlan:
    """One calendar year: its theme (may be empty), its courses and classes in the planner's order, the sums of those that count."""

    year: int
    theme: str
    rows: tuple[Row, ...]
    totals: YearTotals

    @property
    def count(self) -> int:
        """How many courses and classes count."""
        return sum(r.counted for r in self.rows)


def year_plans(
    evaluation: Evaluation, courses: Mapping[str, Course], classes: Mapping[str, TrainingClass] | None = None
) -> tuple[YearPlan, ...]:
    """Return the years of an evaluated curriculum in order; items whose course or class is unknown are left out."""
    curriculum = evaluation.curriculum
    planned = dict(zip(evaluation.counted, evaluation.planned, strict=True))
    themes = {t.year: t.title for t in curriculum.themes}
    rows = []
    for index, item in enumerate(curriculum.items):
        of = (classes or {}).get(item.class_) if item.class_ else courses.get(item.course)
        if of is not None:
            rows.append(Row(item, of, planned.get(index)))
    return tuple(
        YearPlan(year, themes.get(year, ""), tuple(r for r in rows if r.item.year == year), totals)
        for year, totals in evaluation.years
    )
