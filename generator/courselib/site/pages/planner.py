"""The page on which planners compose a curriculum. Its data come as a script of their own (``site/plannerdata.py``)."""

from __future__ import annotations

from ...library.views import Views
from .job import PageJob, SiteFacts, frame
from .parts import link

PATH = "planner.html"


def planner_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the frame of the planner; without scripts it points to the curated curricula."""
    published = [c for c in views.library.curricula.values() if c.status == "published"]
    context = frame(PATH, "编培训计划", "选课程、分年份、对照规划核对学时，编出本单位的五年培训计划", "planner", facts) | {
        "plan_title": views.plan.title,
        "curricula": [link(c.id, c.title) for c in published],
    }
    return PageJob(PATH, "planner", context)
