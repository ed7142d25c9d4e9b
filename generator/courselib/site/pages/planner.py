"""The page on which planners compose a curriculum. Its data come as a script of their own (``site/planner_data.py``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...library.schema import CURRICULUM
from ...library.views import Views
from ..page_data import PageContext, PageData
from .job import PageJob, SiteFacts, frame
from .parts import Link

PATH = "planner.html"


@dataclass(frozen=True, slots=True)
class Limits(PageData):
    """What a plan's own fields may hold: lengths of texts, first and last of numbers; scripts read them from the page."""

    title: int
    first_start: int
    last_start: int
    fewest_years: int
    most_years: int
    summary: int
    notes: int


@dataclass(frozen=True, slots=True)
class PlannerPage(PageContext):
    """What the planner shows without scripts, and the limits of its fields."""

    kind: ClassVar[str] = "planner"

    plan_title: str
    curricula: tuple[Link, ...]
    limits: Limits


def planner_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the frame of the planner; without scripts it points to the curated curricula."""
    return PageJob(PlannerPage(
        frame=frame(PATH, "编培训计划", "选课程、分年份、对照规划核对学时，编出本单位的五年培训计划", "planner", facts),
        plan_title=views.plan.title,
        curricula=tuple(Link(c.id, c.title) for c in views.library.curricula.values() if c.status == "published"),
        limits=_limits(),
    ))


def _limits() -> Limits:
    bounds = {f.name: (f.low or 0, f.high or 0) for f in CURRICULUM.fields}
    return Limits(bounds["title"][1], *bounds["start"], *bounds["years"], bounds["summary"][1], bounds["notes"][1])
