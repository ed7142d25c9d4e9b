"""All page jobs of a site, in a fixed order, and the shells they need."""

from __future__ import annotations

from collections.abc import Container, Iterator

from ...library.views import Views
from ..engine.port import ShellSpec
from .author import author_page
from .catalogue import catalogue_page
from .course import course_page
from .curricula import curricula_page
from .curriculum import curriculum_page
from .guide import codes_page, missing_page, vocabulary_page
from .job import PageJob, SiteFacts
from .people import lecturer_page, people_page, venue_page
from .plan import coverage_page, home_page, sector_page, task_page, topic_page
from .planner import planner_page

SHELLS = (
    ShellSpec("home", 0), ShellSpec("catalogue", 0), ShellSpec("coverage", 0), ShellSpec("people", 0), ShellSpec("missing", 0),
    ShellSpec("curricula", 0),
    ShellSpec("course", 1), ShellSpec("sector", 1), ShellSpec("topic", 1), ShellSpec("task", 1), ShellSpec("person", 1),
    ShellSpec("curriculum", 1), ShellSpec("codes", 1), ShellSpec("vocabulary", 1), ShellSpec("author", 0),
    ShellSpec("planner", 0),
)


def all_pages(views: Views, facts: SiteFacts) -> Iterator[PageJob]:
    """Yield every page that is filled from records."""
    library, plan = views.library, views.plan
    yield home_page(views, facts)
    yield catalogue_page(views, facts)
    yield coverage_page(views, facts)
    yield people_page(views, facts)
    yield curricula_page(views, facts)
    yield missing_page(facts)
    yield codes_page(views, facts)
    yield vocabulary_page(views, facts)
    yield author_page(views, facts)
    yield planner_page(views, facts)
    for course in library.courses.values():
        yield course_page(course, views, facts)
    for sector in plan.sectors.values():
        yield sector_page(sector, views, facts)
    for topic in plan.topics:
        yield topic_page(topic, views, facts)
    for task in plan.tasks:
        yield task_page(task, views, facts)
    for lecturer in library.lecturers.values():
        yield lecturer_page(lecturer, views, facts)
    for venue in library.venues.values():
        yield venue_page(venue, views, facts)
    for curriculum in library.curricula.values():
        yield curriculum_page(curriculum, views, facts)


def pages_of(views: Views, facts: SiteFacts, sources: Container[str]) -> Iterator[PageJob]:
    """Yield the pages in which the bodies of these content files stand."""
    library = views.library
    for course in library.courses.values():
        if course.source.path in sources:
            yield course_page(course, views, facts)
    for lecturer in library.lecturers.values():
        if lecturer.source.path in sources:
            yield lecturer_page(lecturer, views, facts)
    for venue in library.venues.values():
        if venue.source.path in sources:
            yield venue_page(venue, views, facts)
