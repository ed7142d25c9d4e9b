"""The list of all curricula: whom each is for, its sums, whether it meets the plan, and its workbook."""

from __future__ import annotations

from ...curricula.totals import sector_label
from .curriculum import summaries
from .job import PageJob, SiteFacts, frame
from .parts import link
from .views import SiteViews


def curricula_page(views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the list of published curricula, sector by sector in the plan's order."""
    plan = views.plan
    published = [c for c in views.library.curricula.values() if c.status == "published"]
    groups = []
    met = 0
    for sector in plan.sectors.values():
        rows = summaries((c for c in published if c.sector == sector.id), views)
        met += sum(row["met"] for row in rows)
        if rows:
            groups.append(link(sector.id, sector_label(plan, sector.id)) | {"clause": sector.clause, "curricula": rows})
    context = frame("curricula.html", "课程方案", f"按《{plan.title}》核对过的五年课程方案", "curricula", facts) | {
        "plan_title": plan.title,
        "groups": groups,
        "count": len(published),
        "met": met,
    }
    return PageJob("curricula.html", "curricula", context)
