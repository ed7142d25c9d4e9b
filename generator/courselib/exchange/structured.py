"""schema.org structured data of a course page.

Sources: schema.org ``Course``, ``CourseInstance``, ``Syllabus``, ``LearningResource``; Google Search Central, "Course info
structured data", which asks for name, description, provider, offers with a category, and an instance with a mode of delivery
(``Onsite``, ``Online`` or ``Blended``) and a workload as an ISO 8601 duration.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..library.model import Course, Plan
from ..library.schema import METHODS, label_of
from ..library.upstream import page_name
from ..runtime.hours import format_hours
from ..runtime.values import Object
from .describing import beginning

#: How a course is delivered by its methods; a method that is not named here is taught in a room.
_ONLINE_METHODS = frozenset(("video",))
ONLINE, ONSITE, BLENDED = "Online", "Onsite", "Blended"


def iso_duration(half_hours: int) -> str:
    """Return half-hours as an ISO 8601 duration (5 → ``PT2H30M``)."""
    hours, half = divmod(half_hours, 2)
    return f"PT{f'{hours}H' if hours else ''}{'30M' if half else ''}"


def course_mode(course: Course) -> str:
    """Return the mode of delivery; empty where nothing says it."""
    online = {method in _ONLINE_METHODS for method in course.methods}
    if online:
        return BLENDED if len(online) > 1 else ONLINE if True in online else ONSITE
    if course.kind == "fieldwork":
        return ONSITE
    return ONLINE if course.platforms else ""


def course_data(
    course: Course, plan: Plan, prerequisites: Sequence[Course], *, site_name: str, site_url: str, licence: str | Object
) -> Object:
    """Return the JSON-LD object of a course; ``licence`` is that of the content.

    ``prerequisites`` are those that have a page: a site without an address links them relative to the course's own.
    """
    topic = plan.topics[course.topic]
    workload = iso_duration(course.hours)
    mode = course_mode(course)
    data: Object = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": course.title,
        "description": course.summary or beginning(course.source.body) or f"{topic.title}，{format_hours(course.hours)} 学时。",
        "provider": _provider(course, site_name, site_url),
        "license": licence,
        "courseCode": course.id,
        "inLanguage": course.language,
        "timeRequired": workload,
        "about": {"@type": "Thing", "name": topic.title},
        "educationalAlignment": {
            "@type": "AlignmentObject", "alignmentType": "teaches", "educationalFramework": plan.title, "targetName": topic.clause,
        },
        "audience": [
            {"@type": "EducationalAudience", "educationalRole": plan.sectors[a].title if a in plan.sectors else "全体党员"}
            for a in course.audience
        ],
        "syllabusSections": [
            {"@type": "Syllabus", "name": u.title, "timeRequired": iso_duration(u.hours)} for u in course.units
        ],
        # What the page says may be read by whoever has the site.
        "isAccessibleForFree": True,
        "offers": [{"@type": "Offer", "category": "Free"}],
    }
    if mode:
        data["hasCourseInstance"] = {"@type": "CourseInstance", "courseMode": mode, "courseWorkload": workload}
    if course.methods:
        data["learningResourceType"] = [label_of(METHODS, m) for m in course.methods]
    if course.keywords:
        data["keywords"] = list(course.keywords)
    if prerequisites:
        pages = f"{site_url}courses/" if site_url else ""
        data["coursePrerequisites"] = [{"@type": "Course", "name": c.title, "url": f"{pages}{page_name(c.id)}.html"} for c in prerequisites]
    if course.version:
        data["version"] = course.version
    if course.updated:
        data["dateModified"] = course.updated
    if site_url:
        data["url"] = f"{site_url}courses/{page_name(course.id)}.html"
    return data


def licence_data(url: str, statement: str, site_name: str) -> str | Object:
    """Return what is said of the licence: its address, or else the site's own statement about its content."""
    return url or {"@type": "CreativeWork", "name": statement or f"使用办法由{site_name}规定"}


def _provider(course: Course, site_name: str, site_url: str) -> Object:
    """Return who offers a course: the unit that it names, or else whoever keeps the site."""
    if course.provider:
        return {"@type": "Organization", "name": course.provider}
    site: Object = {"@type": "Organization", "name": site_name}
    return site | {"url": site_url} if site_url else site
