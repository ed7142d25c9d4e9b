"""Pages that follow the plan: sectors, topics, tasks, coverage, home."""

from __future__ import annotations

from ...curricula.totals import Totals, cover, sector_label, topics_for
from ...library.model import ALL, Sector
from ...library.schema import METHODS, ROLES, label_of
from ...library.views import Views
from .curriculum import offered_for, summaries
from .job import PageJob, SiteFacts, frame
from .parts import card, cards, link, totals
from .views import SiteViews


def sector_page(sector: Sector, views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the page of a sector or sub-sector: what the clause asks, topics with courses, totals."""
    plan = views.plan
    clause = plan.clauses[sector.clause]
    parent = plan.sectors.get(sector.parent)
    lineage = plan.lineage(sector.id)
    groups = []
    for owner in lineage:
        topics = [t for t in topics_for(plan, sector.id) if t.sector == owner]
        rows = [
            {
                "id": t.id, "title": t.title, "task_title": plan.tasks[t.task].title, "required": t.required, "theory": t.theory,
                "courses": cards([c for c in views.by_topic[t.id] if c.serves(lineage)], views),
            }
            for t in topics
        ]
        if rows:
            groups.append({"id": owner, "title": sector_label(plan, owner), "own": owner == sector.id, "topics": rows})
    requirements = sector.requirements
    inherited = parent.requirements if parent else requirements
    path = f"sectors/{sector.id}.html"
    own, serving = views.made_for(sector.id), views.serving(sector.id)
    context = frame(path, f"{sector.title}培训", clause.summary, "sectors", facts) | {
        "id": sector.id,
        "name": sector.title,
        "clause": {"id": clause.id, "title": clause.title, "summary": clause.summary},
        "parent": link(parent.id, parent.title) if parent else None,
        "children": [
            link(i, plan.sectors[i].title) | {"totals": totals(Totals.of(views.made_for(i)))} for i in sector.children
        ],
        "requirements": {
            "study": requirements.study or inherited.study,
            "combine": list(requirements.combine),
            "aims": list(requirements.aims),
            "organise": requirements.organise or inherited.organise,
        },
        "own": totals(Totals.of(own)),
        "serving": totals(Totals.of(serving)),
        "groups": groups,
        "curricula": summaries(offered_for(sector.id, views), views),
    }
    return PageJob(path, "sector", context)


def topic_page(key: str, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a topic with its courses."""
    plan = views.plan
    topic = plan.topics[key]
    courses = views.by_topic[key]
    path = f"topics/{key}.html"
    beside = [link(t.id, t.title) for t in plan.topics.values() if t.sector == topic.sector and t.id != key]
    lecturers = [link(x.id, x.title) for x in views.library.lecturers.values() if key in x.topics and x.status == "published"]
    context = frame(path, topic.title, f"专题“{topic.title}”的课程", "catalogue", facts) | {
        "id": key,
        "clause": {"id": topic.clause, "title": plan.clauses[topic.clause].title},
        "task": link(topic.task, plan.tasks[topic.task].title),
        "sector": link("" if topic.sector == ALL else topic.sector, sector_label(plan, topic.sector)),
        "theory": topic.theory,
        "required": topic.required,
        "totals": totals(Totals.of(courses)),
        "courses": cards(courses, views),
        "beside": beside,
        "lecturers": lecturers,
    }
    return PageJob(path, "topic", context)


def task_page(key: str, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of a basic task: its topics with courses."""
    plan = views.plan
    path = f"tasks/{key}.html"
    courses = views.of_task(key)
    topics = [
        link(t.id, t.title) | {"sector": sector_label(plan, t.sector), "courses": cards(views.by_topic[t.id], views)}
        for t in plan.topics.values() if t.task == key
    ]
    title = plan.tasks[key].title
    context = frame(path, title, f"基本任务“{title}”的专题和课程", "catalogue", facts) | {
        "id": key,
        "totals": totals(Totals.of(courses)),
        "topics": topics,
        "others": [link(t.id, t.title) for t in plan.tasks.values() if t.id != key],
    }
    return PageJob(path, "task", context)


def coverage_page(views: Views, facts: SiteFacts) -> PageJob:
    """Return the plan clause by clause: courses, hours, theory share, gaps; and what the other clauses find here."""
    plan, library = views.plan, views.library
    clauses = cover(plan, views.offered)
    most = max((c.totals.hours for c in clauses), default=0) or 1
    rows = [
        {
            "id": c.clause,
            "title": plan.clauses[c.clause].title,
            "summary": plan.clauses[c.clause].summary,
            "totals": totals(c.totals),
            "width": c.totals.hours * 1000 // most,
            "theory_width": c.totals.theory * 1000 // most,
            "gaps": [link(t.id, t.title) for t in c.gaps],
            "topics": [
                link(t.topic.id, t.topic.title) | {
                    "required": t.topic.required, "sector": sector_label(plan, t.topic.sector), "totals": totals(t.totals), "gap": t.gap,
                }
                for t in c.topics
            ],
        }
        for c in clauses
    ]
    sectors = [
        link(s.id, s.title) | {"clause": s.clause, "child": bool(s.parent), "own": totals(Totals.of(views.made_for(s.id))),
                               "serving": totals(Totals.of(views.serving(s.id)))}
        for s in plan.sectors.values()
    ]
    methods = [
        {"title": title, "count": sum(key in c.methods for c in views.offered)} for key, title in METHODS
    ]
    context = frame("coverage.html", "规划落实情况", "逐条对照规划：课程、学时、创新理论占比和缺口", "coverage", facts) | {
        "plan_title": plan.title,
        "plan_source": plan.source,
        "period": f"{plan.start}–{plan.end}",
        "totals": totals(Totals.of(views.offered)),
        "clauses": rows,
        "gap_count": sum(len(c.gaps) for c in clauses),
        "topic_count": len(plan.topics),
        "sectors": sectors,
        "tasks": [link(t.id, t.title) | {"totals": totals(Totals.of(views.of_task(t.id)))} for t in plan.tasks.values()],
        "methods": methods,
        "lecturers": len(library.lecturers),
        "venues": len(library.venues),
        "curricula": len(library.curricula),
        "cases": sum(c.kind == "case" for c in views.offered),
        "rest": [
            {"id": c.id, "title": c.title, "summary": c.summary} for c in plan.clauses.values()
            if all(c.id != row["id"] for row in rows)
        ],
    }
    return PageJob("coverage.html", "coverage", context)


def home_page(views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the home page: the hand-written welcome between figures and the ways in."""
    plan = views.plan
    page = views.library.pages.get("index")
    context = frame("index.html", facts.site_name, f"{plan.title}课程目录与分领域课程", "home", facts) | {
        "plan_title": plan.title,
        "totals": totals(Totals.of(views.offered)),
        "topic_count": len(plan.topics),
        "sectors": [
            link(s.id, s.title) | {
                "clause": s.clause, "summary": plan.clauses[s.clause].summary,
                "totals": totals(Totals.of([c for i in (s.id, *s.children) for c in views.made_for(i)])),
                "children": [link(i, plan.sectors[i].title) for i in s.children],
                "curricula": [link(c.id, label_of(ROLES, c.role)) for c in offered_for(s.id, views)],
            }
            for s in plan.sectors.values() if not s.parent
        ],
        "all": totals(Totals.of(views.made_for(ALL))),
        "tasks": [link(t.id, t.title) | {"count": len(views.of_task(t.id))} for t in plan.tasks.values()],
        "recent": [card(c, views) for c in sorted(views.offered, key=lambda c: (_descending(c.updated), c.id))[:6]],
        "guides": [
            link(p.id, p.title) for p in sorted(views.library.pages.values(), key=lambda p: (p.order, p.id))
            if p.id.startswith("guide/")
        ],
    }
    body = (page.source.path, page.source.body, page.source.digest, page.title) if page else None
    return PageJob("index.html", "home", context, body)


def _descending(date: str) -> tuple[int, ...]:
    """Return a key that puts later dates first and no date last."""
    return tuple(-ord(c) for c in date) or (0,)
