"""Course pages."""

from __future__ import annotations

from typing import Any

from ...exchange.structured import course_data, licence_data
from ...library.model import Course
from ...library.schema import COURSE_KINDS, LANGUAGES, METHODS, RESOURCE_KINDS, STATUSES, label_of
from ...library.views import Views
from ...runtime.hours import format_hours
from .job import PageJob, SiteFacts, frame
from .parts import level, link, links, sectors_of


def course_page(course: Course, views: Views, facts: SiteFacts) -> PageJob:
    """Return the page of one course."""
    plan, library = views.plan, views.library
    topic = plan.topics[course.topic]
    path = f"courses/{course.id}.html"
    context = frame(path, course.title, course.summary or f"{topic.title},{format_hours(course.hours)} 学时", "catalogue", facts)
    context |= {
        "id": course.id,
        "summary": course.summary,
        "hours": format_hours(course.hours),
        "theory": course.theory,
        "status": course.status,
        "status_label": label_of(STATUSES, course.status),
        "topic": link(topic.id, topic.title),
        "task": link(topic.task, plan.tasks[topic.task].title),
        "clause": {"id": topic.clause, "title": plan.clauses[topic.clause].title, "summary": plan.clauses[topic.clause].summary},
        "required": topic.required,
        "plan_title": plan.title,
        "audience": sectors_of(course.audience, plan),
        "facts": _facts(course),
        "lecturers": [link(i, library.lecturers[i].title) for i in course.lecturers if i in library.lecturers],
        "venues": [link(i, library.venues[i].title) for i in course.venues if i in library.venues],
        "prerequisites": links(views.prerequisites(course)),
        "builds_on": links(views.builds_on.get(course.id, ())),
        "related": [link(c.id, c.title) | {"hours": format_hours(c.hours)} for c in views.related(course)],
        "series": link(course.series, library.courses[course.series].title) if course.series in library.courses else None,
        "parts": links(views.by_series.get(course.id, ())),
        "resources": [
            {"title": r.title, "kind": label_of(RESOURCE_KINDS, r.kind), "file": r.file, "url": r.url, "licence": r.licence}
            for r in course.resources
        ],
        "platforms": [{"name": p.name, "url": p.url} for p in course.platforms],
        "keywords": list(course.keywords),
        "units": [{"title": u.title, "hours": format_hours(u.hours), "halves": u.hours} for u in course.units],
        "structured": course_data(
            course, plan, site_name=facts.site_name, site_url=facts.site_url,
            licence=licence_data(facts.content_license, facts.copyright, facts.site_name),
        ),
    }
    return PageJob(path, "course", context, (course.source.path, course.source.body, course.source.digest, course.title))


def _facts(course: Course) -> list[dict[str, Any]]:
    """Return the small facts as label and value, empty ones left out."""
    rows = [
        ("类型", label_of(COURSE_KINDS, course.kind)),
        ("方式", "、".join(label_of(METHODS, m) for m in course.methods)),
        ("层级", level(course.level)),
        ("提供单位", course.provider),
        ("授课语言", label_of(LANGUAGES, course.language) if course.language != "zh" else ""),
        ("审核", f"{course.reviewed.by} {course.reviewed.on}" if course.reviewed else ""),
        ("更新", course.updated),
        ("版本", course.version),
    ]
    return [{"label": label, "value": value} for label, value in rows if value]
