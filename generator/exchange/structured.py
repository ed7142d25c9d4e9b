"""schema.org structured data of a course page. Source: schema.org ``Course``, ``CourseInstance``, ``Syllabus``."""

from __future__ import annotations

from typing import Any

from ..library.model import Course, Plan
from ..library.schema import METHODS, label_of


def iso_duration(half_hours: int) -> str:
    """Return half-hours as an ISO 8601 duration (5 → ``PT2H30M``)."""
    hours, half = divmod(half_hours, 2)
    return f"PT{f'{hours}H' if hours else ''}{'30M' if half else ''}"


def course_data(course: Course, plan: Plan, site_url: str) -> dict[str, Any]:
    """Return the JSON-LD object of a course; addresses appear only where the site has one."""
    topic = plan.topics[course.topic]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title,
        "courseCode": course.id,
        "inLanguage": course.language,
        "timeRequired": iso_duration(course.hours),
        "about": topic.title,
        "educationalAlignment": {
            "@type": "AlignmentObject", "alignmentType": "teaches", "educationalFramework": plan.title, "targetName": topic.clause,
        },
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": plan.sectors[a].title if a in plan.sectors else "全体党员"}
            for a in course.audience
        ],
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": [label_of(METHODS, m) for m in course.methods] or ["onsite"],
            "courseWorkload": iso_duration(course.hours),
        },
        "syllabusSections": [
            {"@type": "Syllabus", "name": u.title, "timeRequired": iso_duration(u.hours)} for u in course.units
        ],
        "isAccessibleForFree": True,
    }
    if course.summary:
        data["description"] = course.summary
    if course.provider:
        data["provider"] = {"@type": "Organization", "name": course.provider}
    if course.keywords:
        data["keywords"] = list(course.keywords)
    if course.prerequisites:
        data["coursePrerequisites"] = list(course.prerequisites)
    if course.version:
        data["version"] = course.version
    if course.updated:
        data["dateModified"] = course.updated
    if site_url:
        data["url"] = f"{site_url}courses/{course.id}.html"
    return data
