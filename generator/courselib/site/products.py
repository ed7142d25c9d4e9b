"""What a site consists of: the one list of its files, each with its path, what it depends on, and how it is made.

``courselib build`` makes the files whose key is another than last time, ``build --watch`` the same after every change, and ``serve``
the one that a browser asks for. A new kind of page is an entry in ``PAGES`` and a template ``theme/kinds/SHELL.html``; any other
file is an entry in ``FILES``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..content.releases import Releases
from ..curricula.evaluations import Evaluations
from ..exchange.calendar import Origin
from ..exchange.feeds import sitemap
from ..library.attachments import PICTURES, Attachment, suffix_of
from ..library.body import Rendered
from ..library.kinds import FOLDERS, shelf
from ..library.links import resolve, site_path
from ..library.model import Library
from ..library.reading import FileResult
from ..library.release import Release
from ..library.upstream import MEDIA, key_of_page, page_name
from ..problems import Problem
from ..runtime.hashing import hash_of_bytes, hash_of_values
from ..runtime.resources import notice_file
from ..search.released import base_of
from .bodies import key_of
from .defaults import default_pictures
from .downloads import class_data, class_downloads, downloads
from .engine.port import Output, ShellSpec
from .feeds import sector_feeds, topic_feeds, whole_feed
from .file import File
from .filings import DATA, SHEETS, filing_data, filing_sheets
from .full_texts import full_texts
from .media import pictures
from .media.dressing import dressed
from .media.pictures import SMALL_FOLDER
from .page_data import plain
from .pages.author import author_page
from .pages.catalogue import catalogue_page
from .pages.classes import class_page, classes_page
from .pages.course import course_page
from .pages.curricula import curricula_page
from .pages.curriculum import curriculum_page
from .pages.due import due_page
from .pages.guide import codes_page, missing_page, vocabulary_page
from .pages.home import home_page
from .pages.job import PageJob, SiteFacts, facts_of
from .pages.people import lecturer_page, people_page, venue_page
from .pages.plan import coverage_page, sector_page, task_page, topic_page
from .pages.planner import planner_page
from .pages.verify import verify_page
from .pages.views import SiteViews
from .planner_data import planner_file
from .published import published_data
from .settings import Settings
from .shell import Shells

#: The page that stands for all addresses without one.
MISSING = "404.html"
#: Tells which release a site is.
RELEASE = "release.json"


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page that stands alone, or one for each of ``records``, whose ID takes the place of ``{}`` in ``path``.

    ``shell`` is the template that is filled.
    """

    shell: str
    path: str
    make: Callable[..., PageJob]
    records: Callable[[Library], Mapping[str, Any]] | None = None

    @property
    def owns_body(self) -> bool:
        """Whether the body of a record stands on its own page and on no other."""
        kind = FOLDERS.get(self.path.rpartition("/")[0])
        return kind is not None and kind.owns_body


@dataclass(frozen=True, slots=True)
class Family:
    """Files that are no filled pages: the one called ``top``, or all below a folder of this name.

    ``stage`` says in Chinese what is made on another core meanwhile and must be waited for.
    """

    top: str
    files: Callable[[Site], Iterable[File]]
    stage: str = ""


#: Every page that is filled from records.
PAGES = (
    PageKind("home", "index.html", home_page),
    PageKind("catalogue", "catalogue.html", catalogue_page),
    PageKind("coverage", "coverage.html", coverage_page),
    PageKind("people", "people.html", people_page),
    PageKind("due", "due.html", due_page),
    PageKind("curricula", "curricula.html", curricula_page),
    PageKind("classes", "classes.html", classes_page),
    PageKind("missing", MISSING, lambda _, facts: missing_page(facts)),
    PageKind("codes", "guide/problems.html", codes_page),
    PageKind("vocabulary", "guide/topics.html", vocabulary_page),
    PageKind("author", "author.html", author_page),
    PageKind("planner", "planner.html", planner_page),
    PageKind("verify", "verify.html", verify_page),
    PageKind("course", "courses/{}.html", course_page, lambda library: library.courses),
    PageKind("sector", "sectors/{}.html", sector_page, lambda library: library.plan.sectors),
    PageKind("topic", "topics/{}.html", topic_page, lambda library: {key: key for key in library.plan.topics}),
    PageKind("task", "tasks/{}.html", task_page, lambda library: {key: key for key in library.plan.tasks}),
    PageKind("person", "lecturers/{}.html", lecturer_page, lambda library: library.lecturers),
    PageKind("person", "venues/{}.html", venue_page, lambda library: library.venues),
    PageKind("class", "classes/{}.html", class_page, lambda library: library.classes),
    PageKind("curriculum", "curricula/{}.html", curriculum_page, lambda library: library.curricula),
)
#: Everything else. What the engine makes (hand-written pages, the theme's files) may lie anywhere.
FILES = (
    Family("", lambda site: site.engine_files()),
    Family("assets/NOTICE.txt", lambda site: [site.notice()]),
    Family("data/v1/", lambda site: published_data(site.library, site.shape, site.units)),
    Family("data/v1/classes/", lambda site: class_data(site.views, site.shape)),
    Family(DATA, lambda site: filing_data(site.library)),
    Family(SHEETS, lambda site: filing_sheets(site.library)),
    Family("curricula/", lambda site: downloads(site.views, site.results, site.problems, site.shape, site.origin)),
    Family("classes/", lambda site: class_downloads(site.views, site.shape, site.origin)),
    Family("planner/data.js", lambda site: [planner_file(site.library, site.shape, site.origin)]),
    Family("sitemap.xml", lambda site: [site.map()] if site.settings.site_url else []),
    Family("feed.xml", lambda site: [whole_feed(*site.feeding)]),
    Family("sectors/", lambda site: sector_feeds(*site.feeding)),
    Family("topics/", lambda site: topic_feeds(*site.feeding)),
    Family(RELEASE, lambda site: [site.release_file()] if site.release else []),
    Family("texts/", lambda site: full_texts(site.library, site.base_courses)),
    Family("media/", lambda site: site.attachments()),
    Family(f"{SMALL_FOLDER}/", lambda site: site.smaller_pictures()),
    Family("search/", lambda site: site.search(), stage="检索索引"),
)
#: What the engine renders, once for each kind of page.
SHELLS = tuple(dict.fromkeys(ShellSpec(kind.shell, kind.path.count("/")) for kind in PAGES))
_BY_PATH = {kind.path: kind for kind in PAGES}


@dataclass
class Site:
    """The site of one state of a library: its products, none of which is made before it is asked for."""

    library: Library
    #: The files as read by content path, drafts included, and what is wrong with them.
    results: Mapping[str, FileResult]
    problems: Iterable[Problem]
    settings: Settings
    #: The content folder, where attachments lie.
    content: Path
    #: Waits for the engine and returns its output.
    engine: Callable[[], Output]
    #: Waits for the files of the search; a preview answers for them by itself.
    search: Callable[[], Iterable[File]] = tuple
    #: What was released of the content.
    releases: Releases | None = None
    #: Curricula held against the plan, as far as that was done already.
    evaluations: Evaluations = field(default_factory=Evaluations)
    #: What stands in keys: for the engine's output, for all that several pages may show, for all outlines of courses.
    engine_key: str = ""
    shape: str = ""
    units: str = ""
    #: Whether it is shown to those who keep the library and to nobody else (a preview).
    inside: bool = False
    views: SiteViews = field(init=False)
    facts: SiteFacts = field(init=False)

    def __post_init__(self) -> None:
        self.views = SiteViews(self.library, self.evaluations)
        self.facts = facts_of(self.settings, self.library.plan, inside=self.inside)
        self._listed: dict[str, dict[str, File]] = {}

    @property
    def base_courses(self) -> int:
        """How many courses the search is based on, which its cut goes by; 0 without a release."""
        base = base_of(self.releases)
        return len(base.courses) if base else 0

    @property
    def origin(self) -> Origin:
        """What entries of calendars are told by."""
        return Origin(self.settings.site_url, self.settings.unit)

    def pages(self) -> Iterator[PageJob]:
        """Yield every page that is filled from records."""
        for kind in PAGES:
            if kind.records is None:
                yield kind.make(self.views, self.facts)
            else:
                for record in kind.records(self.library).values():
                    yield kind.make(record, self.views, self.facts)

    def page_paths(self) -> Iterator[str]:
        """Yield the paths of the same pages, in the same order, without making them."""
        for kind in PAGES:
            yield from [kind.path] if kind.records is None else (kind.path.format(page_name(key)) for key in kind.records(self.library))

    def page_at(self, path: str) -> PageJob | None:
        """Return the one page at a site path, or ``None`` when no record fills one there."""
        folder, slash, name = path.rpartition("/")
        kind = _BY_PATH.get(path)
        if kind is not None and kind.records is None:
            return kind.make(self.views, self.facts)
        kind = _BY_PATH.get(f"{folder}{slash}{{}}.html")
        if kind is None or kind.records is None or not name.endswith(".html"):
            return None
        records, key = kind.records(self.library), name.removesuffix(".html")
        record = records.get(key) or records.get(key_of_page(key))
        return None if record is None else kind.make(record, self.views, self.facts)

    def pages_with(self, sources: Container[str]) -> Iterator[PageJob]:
        """Yield the pages on which alone the bodies of these content files stand."""
        for kind in PAGES:
            if kind.owns_body and kind.records is not None:
                for record in kind.records(self.library).values():
                    if record.source.path in sources:
                        yield kind.make(record, self.views, self.facts)

    def page_key(self, job: PageJob) -> str:
        """Return what a page depends on: its shell, its data, its body."""
        body = job.body
        return hash_of_values([self.engine_key, job.kind, plain(job.context), body and [key_of(body), self._attached(body[0])]])

    def _attached(self, path: str) -> list[object]:
        """Return what a body shows of attachments besides its own words; of one that was not read here, what it may show."""
        result = self.results.get(path)
        if result is None:
            names: Iterable[str] = self.library.media
        else:
            targets = (resolve(link.target, path) for link in result.links)
            names = {site_path(target).removeprefix(f"{MEDIA}/") for target in targets if target}
        return [(name, *astuple(replace(m, text=""))) for name in sorted(names) if (m := self.library.media.get(name))]

    def file_at(self, path: str) -> File | None:
        """Return the file at a site path, or ``None`` when there is none that is no filled page."""
        for family in FILES:
            if path.startswith(family.top):
                if family.top not in self._listed:
                    self._listed[family.top] = {file.path: file for file in family.files(self)}
                if path in self._listed[family.top]:
                    return self._listed[family.top][path]
        return None

    @cached_property
    def sources(self) -> dict[str, str]:
        """The content file whose body stands in a page, by site path."""
        return {
            f"{kind.folder}/{page_name(key)}.html" if kind.page else site_path(record.source.path): record.source.path
            for kind in FOLDERS.values() for key, record in shelf(self.library, kind).items()
        }

    @cached_property
    def _addresses(self) -> list[str]:
        """All pages that have an address of their own."""
        return sorted({*self.page_paths(), *(path for path in self.engine().files if path.endswith(".html"))} - {MISSING})

    def engine_files(self) -> Iterator[File]:
        """Yield what the engine made."""
        for path, data in self.engine().files.items():
            yield File(path, partial(hash_of_bytes, data), partial(bytes, data))

    def notice(self) -> File:
        """Return the licences of what is not ours."""
        data = notice_file().read_bytes()
        return File("assets/NOTICE.txt", partial(hash_of_bytes, data), partial(bytes, data))

    def map(self) -> File:
        """Return the sitemap, of a site whose address is known."""
        def made() -> bytes:
            dates = {f"courses/{page_name(course.id)}.html": course.updated for course in self.views.offered}
            return sitemap(self._addresses, dates, self.settings.site_url)

        return File("sitemap.xml", lambda: hash_of_values(["sitemap", self.shape, self._addresses]), made)

    @property
    def release(self) -> Release | None:
        """The last release that the content tells of."""
        return self.releases.latest if self.releases else None

    def release_file(self) -> File:
        """Return what tells which release the site is."""
        assert self.release is not None  # noqa: S101 - or the file would not be listed
        facts = {"library": self.settings.library, "version": self.release.version.text, "previous": self.release.previous,
                 "on": self.release.on}
        data = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        return File(RELEASE, partial(hash_of_bytes, data), partial(bytes, data))

    @property
    def feeding(self) -> tuple[SiteViews, str, str, Origin]:
        """What feeds are made of."""
        return self.views, self.settings.site_name, self.shape, self.origin

    def attachments(self) -> Iterator[File]:
        """Yield attachments, pictures without what they tell of people, and the pictures of the shipped guide."""
        for name, path, attachment in self._media():
            if suffix_of(name) in PICTURES:
                yield File(f"{MEDIA}/{name}", partial(pictures.key_of, attachment), partial(pictures.published, self.content, path))
            else:
                yield File(f"{MEDIA}/{name}", partial(_signature, self.content / path), self.content / path)
        for name, source in default_pictures(self.library).items():
            yield File(f"{MEDIA}/{name}", partial(_signature, source), source)

    def smaller_pictures(self) -> Iterator[File]:
        """Yield the copies of large pictures that pages show."""
        for name, path, attachment in self._media():
            if pictures.has_small(name, attachment):
                yield File(f"{SMALL_FOLDER}/{name}", partial(pictures.key_of, attachment), partial(pictures.smaller, self.content, path))

    def _media(self) -> Iterator[tuple[str, str, Attachment]]:
        """Yield each attachment with its name and the content path where it lies."""
        paths = {result.id: result.path for result in self.results.values() if result.kind == MEDIA}
        for name, attachment in self.library.media.items():
            yield name, paths.get(name, f"{MEDIA}/{name}"), attachment


def fill(job: PageJob, shells: Shells, bodies: Mapping[str, Rendered], media: Mapping[str, Attachment]) -> str:
    """Return a page; ``bodies`` are rendered bodies by their keys, the page's own among them, ``media`` the library's attachments."""
    return shells.fill(job.context, dressed(bodies[key_of(job.body)], job.path, media) if job.body else None)


def _signature(source: Path) -> str:
    """Return what stands for the bytes of a file on disk, without reading it."""
    info = os.lstat(source)
    return f"{info.st_size}-{info.st_mtime_ns}-{info.st_ino}"
