"""The list of all curricula: whom each is for, its sums, whether it meets the plan, and its workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...curricula.totals import sector_label
from ..page_data import PageContext, PageData
from .curriculum import summaries
from .curriculum_rows import Summary
from .job import PageJob, SiteFacts, frame
from .views import SiteViews


@dataclass(frozen=True, slots=True)
class SectorCurricula(PageData):
    """The curricula of a sector and of its sub-sectors."""

    id: str
    title: str
    curricula: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class CurriculaPage(PageContext):
    """What the list shows; ``met`` counts those that meet all rules, ``period`` is that of all, empty where they differ."""

    kind: ClassVar[str] = "curricula"

    plan_title: str
    period: str
    groups: tuple[SectorCurricula, ...]
    count: int
    met: int


def curricula_page(views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the list of published curricula, sector by sector in the plan's order."""
    plan = views.plan
    published = [c for c in views.library.curricula.values() if c.status == "published"]
    groups = tuple(
        SectorCurricula(s.id, sector_label(plan, s.id), summaries(
            (c for i in (s.id, *s.children) for c in published if c.sector == i), views,
        ))
        for s in plan.sectors.values() if not s.parent
    )
    periods = {row.period for group in groups for row in group.curricula}
    return PageJob(CurriculaPage(
        frame=frame("curricula.html", "课程方案", f"按《{plan.title}》核对过的五年课程方案", "curricula", facts),
        plan_title=plan.title,
        period=periods.pop() if len(periods) == 1 else "",
        groups=tuple(group for group in groups if group.curricula),
        count=len(published),
        met=sum(row.state != "unmet" for group in groups for row in group.curricula),
    ))
