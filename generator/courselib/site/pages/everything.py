"""All page jobs of a site, in a fixed order, and the shells they need."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from ...library.kinds import FOLDERS, shelf
from ...library.model import Library
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


#: The pages that stand alone, by path, in the order in which they are made.
_ALONE: dict[str, Callable[[Views, SiteFacts], PageJob]] = {
    "index.html": home_page,
    "catalogue.html": catalogue_page,
    "coverage.html": coverage_page,
    "people.html": people_page,
    "curricula.html": curricula_page,
    "404.html": lambda _, facts: missing_page(facts),
    "guide/problems.html": codes_page,
    "guide/topics.html": vocabulary_page,
    "author.html": author_page,
    "planner.html": planner_page,
}
#: Pages that many records have one each of, by folder: the records by ID, and what makes a page of one.
EACH: dict[str, tuple[Callable[[Library], Mapping[str, Any]], Callable[[Any, Views, SiteFacts], PageJob]]] = {
    "courses": (lambda library: library.courses, course_page),
    "sectors": (lambda library: library.plan.sectors, sector_page),
    "topics": (lambda library: {key: key for key in library.plan.topics}, topic_page),
    "tasks": (lambda library: {key: key for key in library.plan.tasks}, task_page),
    "lecturers": (lambda library: library.lecturers, lecturer_page),
    "venues": (lambda library: library.venues, venue_page),
    "curricula": (lambda library: library.curricula, curriculum_page),
}


def all_pages(views: Views, facts: SiteFacts) -> Iterator[PageJob]:
    """Yield every page that is filled from records."""
    for make in _ALONE.values():
        yield make(views, facts)
    for records, make_one in EACH.values():
        for record in records(views.library).values():
            yield make_one(record, views, facts)


def all_paths(library: Library) -> Iterator[str]:
    """Yield the paths of the same pages, in the same order, without making them."""
    yield from _ALONE
    for folder, (records, _) in EACH.items():
        yield from (f"{folder}/{key}.html" for key in records(library))


def page_at(path: str, views: Views, facts: SiteFacts) -> PageJob | None:
    """Return the one page at a site path, or ``None`` when no record fills one there."""
    if path in _ALONE:
        return _ALONE[path](views, facts)
    folder, _, name = path.rpartition("/")
    if folder not in EACH or not name.endswith(".html"):
        return None
    records, make_one = EACH[folder]
    record = records(views.library).get(name.removesuffix(".html"))
    return None if record is None else make_one(record, views, facts)


def pages_of(views: Views, facts: SiteFacts, sources: Container[str]) -> Iterator[PageJob]:
    """Yield the pages in which the bodies of these content files stand."""
    for kind in FOLDERS.values():
        if kind.owns_body:
            _, make_one = EACH[kind.folder]
            for record in shelf(views.library, kind).values():
                if record.source.path in sources:
                    yield make_one(record, views, facts)
