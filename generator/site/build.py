"""A whole build: library in, published site out. Every step does work in proportion to what changed."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from ..cache import Cache, forget
from ..checking import load_and_check
from ..collector import patient
from ..errors import ContentError, SystemFault
from ..exchange.data import data_files
from ..exchange.feeds import feed, sitemap
from ..library.links import site_path
from ..library.model import Library
from ..library.reading import FileResult
from ..library.views import Views
from ..problems import Problem
from ..resources import notice_file, theme_folder
from ..workspace import Workspace
from .beside import Beside
from .bodies import key_of, rendered
from .deadlinks import in_sources
from .defaults import default_pages, default_pictures
from .downloads import Downloads
from .engine import HandPage, Job, Output, engine_named
from .enginecache import engine_key, load_engine_output, made_by, save_engine_output
from .fingerprint import Fingerprint, fingerprint, hashed
from .lock import held
from .markdown import Rendered
from .outputs import PAGE_KEY, Outputs
from .pages.everything import SHELLS, all_pages, pages_of
from .pages.job import PageJob, SiteFacts
from .plannerdata import planner_file
from .searchfiles import Indexer, SearchFiles
from .settings import read_settings
from .shell import Shells
from .staging import MANIFEST, Staging, check_target
from .verify import broken

#: The hand-written page that stands inside the generated home page.
_HOME = "index"
_SCRATCH = "scratch-"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``jobs`` bounds the processes; ``full`` forgets the cache first."""

    output: Path
    engine: str = "mkdocs"
    jobs: int = 1
    drafts: bool = False
    full: bool = False


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``pages`` counts HTML pages, ``filled`` those that were made anew."""

    output: Path
    courses: int = 0
    pages: int = 0
    files: int = 0
    filled: int = 0
    written: int = 0
    read: int = 0
    engine_ran: bool = False
    index_note: str = ""
    problems: list[Problem] = field(default_factory=list)


def silent(_stage: str, _done: int, _total: int) -> None:
    """Report nothing."""


def build(
    workspace: Workspace, options: Options, progress: Progress = silent, indexer: Indexer | None = None
) -> BuildReport:
    """Build and publish the site of a workspace, and bring its search index up to date beside it.

    Raises ``ContentError`` (with ``problems`` on it) when content has errors, ``UsageError`` for an output folder that is not
    ours, ``SystemFault`` for trouble with the machine. The old site stays whole unless the new one is complete.
    """
    check_target(options.output, workspace.content)
    folder = workspace.make_cache()
    with held(folder / "build.lock", "生成站点"), patient():
        for left in folder.glob(f"{_SCRATCH}*"):  # by a build that was killed
            shutil.rmtree(left, ignore_errors=True)
        if options.full:
            forget(folder)
        cache = Cache(folder)
        try:
            return _Build(workspace, options, progress, cache).run(indexer)
        finally:
            cache.close()


class _Build:
    def __init__(self, workspace: Workspace, options: Options, progress: Progress, cache: Cache) -> None:
        self.workspace = workspace
        self.options = options
        self.progress = progress
        self.cache = cache
        self.report = BuildReport(options.output)
        self.settings = read_settings(workspace)
        self.results: dict[str, FileResult] = {}

    def run(self, indexer: Indexer | None) -> BuildReport:
        library = self.load()
        search = SearchFiles(
            self.workspace, library, self.options.jobs, made_by(), cache=self.workspace.cache if self.cache.kept else None,
            indexer=indexer,
        )
        try:
            self.publish(library, search)
        finally:
            search.stop()
        return self.report

    def publish(self, library: Library, search: SearchFiles) -> None:
        """Make the site beside the old one and put it in its place."""
        key, engine = self.start_engine(library)
        target = Path(os.path.abspath(self.options.output))  # noqa: PTH100 - resolve() would follow symbolic links
        known = self.cache.texts("outputs")
        before = Fingerprint.parse(known.pop("", None))
        now = fingerprint(target, key, self.options.drafts, self.results)
        if before.target != now.target:
            known = {}
        views = Views(library)
        staging = Staging.open(target)
        try:
            outputs = Outputs(staging, known)
            stale = self.stale(views, key, outputs, now.changed(before))
            html = self.render_bodies(stale)
            engine_output = engine()
            self.fill(stale, html, Shells(engine_output.shells), outputs)
            self.add_files(library, views, engine_output, outputs, now)
            self.add_search(search, outputs)
            self.verify(outputs, library)
            staging.write(MANIFEST, staging.manifest())
            self.progress("发布", 0, 1)
            staging.publish()
        except BaseException:
            staging.abandon()
            raise
        rows = outputs.rows | {"": now.text()}
        changed = {path: row for path, row in rows.items() if known.get(path) != row}
        self.cache.put_texts("outputs", changed, gone=known.keys() - rows.keys())
        self.report.files = len(staging.files)
        self.report.written = staging.written
        self.report.pages = sum(p.endswith(".html") for p in staging.files)
        self.progress("发布", 1, 1)

    def load(self) -> Library:
        loaded = load_and_check(
            self.workspace.content, cache=self.cache, jobs=self.options.jobs,
            progress=lambda done, total: self.progress("读取", done, total),
        )
        self.cache.flush()
        self.cache.forget_all_but(set(loaded.results))
        self.report.problems, self.results = loaded.problems, loaded.results
        self.report.read = loaded.read
        if loaded.has_errors or loaded.library is None:
            self.refuse(loaded.problems)
        library = loaded.library if self.options.drafts else loaded.library.without_drafts()
        self.report.courses = len(library.courses)
        return dataclasses.replace(library, pages=default_pages(library) | library.pages)

    def start_engine(self, library: Library) -> tuple[str, Callable[[], Output]]:
        """Begin to render shells and hand-written pages, unless the cache has them; return their key and what waits for them.

        The engine works on another core while bodies are rendered: neither needs the other.
        """
        written = [p for p in library.pages.values() if p.id != _HOME]
        bodies = [(p.source.path, p.source.body, p.source.digest) for p in written]
        html = rendered(bodies, self.cache, self.options.jobs, lambda d, t: self.progress("手写页面", d, t))
        pages = tuple(
            HandPage(p.id, p.title, p.order, r.html, tuple((h.title, h.anchor, h.level) for h in r.headings))
            for p in written
            for r in [html[key_of((p.source.path, p.source.body, p.source.digest))]]
        )
        job = Job(self.settings, theme_folder(), pages, SHELLS)
        store = self.workspace.cache / "engine"
        key = engine_key(self.options.engine, self.settings, pages, SHELLS)
        kept = load_engine_output(store, key) if self.cache.kept else None
        if kept is not None:
            return key, lambda: kept
        self.progress("页面外壳", 0, 1)
        work = Beside("页面外壳", lambda: self.run_engine(job), parallel=self.options.jobs > 1)

        def finish() -> Output:
            output = work.result()
            if self.cache.kept:
                save_engine_output(store, key, output)
            self.report.engine_ran = True
            self.progress("页面外壳", 1, 1)
            return output

        return key, finish

    def run_engine(self, job: Job) -> Output:
        """Render a job in a scratch folder of its own."""
        with tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=self.workspace.cache) as scratch:
            return engine_named(self.options.engine).render(job, Path(scratch))

    def stale(
        self, views: Views, engine_key: str, outputs: Outputs, bodies: set[str] | None
    ) -> list[tuple[PageJob, str]]:
        """Return the pages to fill with their keys, and take over the others.

        ``bodies`` are the content files whose bodies alone changed, or ``None`` when every page must be compared.
        """
        facts = SiteFacts(self.settings.site_name, self.settings.site_url, views.plan.title)
        if bodies is not None:
            jobs = list(pages_of(views, facts, bodies))
            if outputs.keep_pages_but({job.path for job in jobs}):
                return [(job, page_key(job, engine_key)) for job in jobs]
        keyed = ((job, page_key(job, engine_key)) for job in all_pages(views, facts))
        return [(job, key) for job, key in keyed if not outputs.keep(job.path, key)]

    def render_bodies(self, stale: list[tuple[PageJob, str]]) -> dict[str, Rendered]:
        """Return the HTML of the bodies that stand in pages to fill."""
        bodies = [job.body for job, _ in stale if job.body]
        return rendered(bodies, self.cache, self.options.jobs, lambda d, t: self.progress("正文", d, t))

    def fill(
        self, stale: list[tuple[PageJob, str]], html: Mapping[str, Rendered], shells: Shells, outputs: Outputs
    ) -> None:
        """Fill pages."""
        for number, (job, key) in enumerate(stale, 1):
            body = html[key_of(job.body)] if job.body else None
            toc = [{"title": h.title, "anchor": h.anchor, "level": h.level} for h in body.headings] if body else []
            text = shells.fill(job.kind, job.context | {"toc": toc}, body.html if body else "")
            outputs.write_page(job.path, text, key)
            self.progress("页面", number, len(stale))
        self.report.filled = len(stale)

    def add_files(
        self, library: Library, views: Views, engine_output: Output, outputs: Outputs, now: Fingerprint
    ) -> None:
        """Add everything that is not filled from a record."""
        for path, data in engine_output.files.items():
            if path.endswith(".html"):
                outputs.add_page(path, data)
            else:
                outputs.add(path, data)
        outputs.add("assets/NOTICE.txt", notice_file().read_bytes())
        data_key = hashed(["data", now.shape, now.units])
        for path, make in data_files(library).items():
            outputs.add_made(path, data_key, make)
        offered = Downloads(library, self.results, self.report.problems, now.shape, self.settings.site_url)
        for path, key, make in offered.files():
            outputs.add_made(path, key, make)
        outputs.add_made(*planner_file(library, now.shape, self.settings.site_url))
        dates = {f"courses/{c.id}.html": c.updated for c in views.offered}
        pages = sorted(p for p in outputs.staging.files if p.endswith(".html") and p != "404.html")
        site_url, site_name = self.settings.site_url, self.settings.site_name
        map_key, feed_key = (hashed([name, now.shape, pages]) for name in ("sitemap", "feed"))
        outputs.add_made("sitemap.xml", map_key, lambda: sitemap(pages, dates, site_url))
        outputs.add_made("feed.xml", feed_key, lambda: feed(views.offered, site_name, site_url))
        for name in library.media:
            outputs.add_media(f"media/{name}", self.workspace.content / "media" / name)
        for name, source in default_pictures(library).items():
            outputs.add_media(f"media/{name}", source)

    def add_search(self, search: SearchFiles, outputs: Outputs) -> None:
        """Add the files of the search, which were made on another core meanwhile."""
        self.progress("检索索引", 0, 1)
        for path, key, make in search.finish():
            outputs.add_made(path, key, make)
        self.report.index_note = search.note
        self.progress("检索索引", 1, 1)

    def verify(self, outputs: Outputs, library: Library) -> None:
        """Stop before publishing when a link leads nowhere or a file is not what was written."""
        self.progress("核对", 0, 1)
        files = {*outputs.staging.files, MANIFEST}
        found = broken(outputs.to_check(files), files, outputs.unchecked())
        problems, rest = in_sources(found, sources_of(library), self.results) if found else ([], [])
        if problems:
            self.refuse(sorted({*self.report.problems, *problems}))
        bad = [*map(str, rest), *outputs.staging.check()]
        if bad:
            shown = "；".join(bad[:5])
            raise SystemFault(f"核对没有通过，共 {len(bad)} 处：{shown}。原来的站点没有动。", "请把这段话告诉维护者。")
        self.progress("核对", 1, 1)

    @staticmethod
    def refuse(problems: list[Problem]) -> NoReturn:
        """End the build because of what stands in the content."""
        error = ContentError("内容有错误，没有生成站点；原来的站点没有动。", "按上面的提示改好后再生成。")
        error.problems = problems  # type: ignore[attr-defined] # told by the command line
        raise error


def sources_of(library: Library) -> dict[str, str]:
    """Return the content file whose body stands in a page, by site path."""
    records: list[Any] = [*library.courses.values(), *library.lecturers.values(), *library.venues.values(), *library.pages.values()]
    return {site_path(record.source.path): record.source.path for record in records}


def page_key(job: PageJob, engine_key: str) -> str:
    """Return what a page depends on: its shell, its data, its body."""
    return PAGE_KEY + hashed([engine_key, job.kind, job.context, job.body and key_of(job.body)])
