"""A curriculum year by year, as the filing sheet, the workbook and the calendar show it (年度计划备案, plan (十七))."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..library.model import Course, Item
from .evaluation import Evaluation, YearTotals
from .rules import LEVEL_ORDER

_LOWEST = LEVEL_ORDER.index("county")


@dataclass(frozen=True, slots=True)
class Row:
    """A planned course. ``counted`` is false for one that no figure includes; hours are half-hours."""

    item: Item
    course: Course
    counted: bool

    @property
    def theory(self) -> int:
        """Half-hours that count as theory."""
        return self.course.theory_hours if self.counted else 0

    @property
    def offjob(self) -> int:
        """Half-hours that count as off-the-job training: held at county level or above."""
        high = self.item.offjob and LEVEL_ORDER.index(self.item.level) <= _LOWEST
        return self.course.hours if self.counted and high else 0

    @property
    def level(self) -> str:
        """The level that holds it, empty where the plan says nothing of one."""
        return self.item.level if self.item.offjob or self.item.level != "county" else ""


@dataclass(frozen=True, slots=True)
class YearPlan:
    """One calendar year: its theme (may be empty), its courses in the planner's order, the sums of those that count."""

    year: int
    theme: str
    rows: tuple[Row, ...]
    totals: YearTotals

    @property
    def count(self) -> int:
        """How many courses count."""
        return sum(r.counted for r in self.rows)


def year_plans(evaluation: Evaluation, courses: Mapping[str, Course]) -> tuple[YearPlan, ...]:
    """Return the years of an evaluated curriculum in order; items whose course is unknown are left out."""
    curriculum, counted = evaluation.curriculum, set(evaluation.counted)
    themes = {t.year: t.title for t in curriculum.themes}
    rows = [
        Row(item, courses[item.course], index in counted)
        for index, item in enumerate(curriculum.items) if item.course in courses
    ]
    return tuple(
        YearPlan(year, themes.get(year, ""), tuple(r for r in rows if r.item.year == year), totals)
        for year, totals in evaluation.years
    )
