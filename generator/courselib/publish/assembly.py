"""The making of a site from a library that was read: shells, pages, files, links checked, published."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ..content.cache import Cache
from ..exchange.data import data_files
from ..exchange.feeds import feed, sitemap
from ..library.body import Rendered
from ..library.kinds import records_of
from ..library.links import site_path
from ..library.model import Library
from ..library.reading import FileResult
from ..library.views import Views
from ..runtime.errors import SystemFault
from ..runtime.hashing import hash_of_values
from ..runtime.program import made_by
from ..runtime.resources import notice_file, theme_folder
from ..runtime.seals import read_plain_file
from ..runtime.workspace import Workspace
from ..site.allowlist import Scanner
from ..site.bodies import key_of, rendered
from ..site.bytecode import kept_bytecode
from ..site.defaults import default_pictures
from ..site.downloads import Downloads
from ..site.engine import Output
from ..site.engine.ahead import NAME as ENGINE_NAME
from ..site.engine.ahead import Ahead
from ..site.engine.cache import FOLDER as ENGINE_FOLDER
from ..site.engine.cache import engine_key, load_engine_output, save_engine_output
from ..site.engine.job import engine_job
from ..site.page_data import plain
from ..site.pages.everything import all_pages, pages_of
from ..site.pages.job import PageJob, facts_of
from ..site.planner_data import planner_file
from ..site.settings import read_settings
from ..site.shell import Shells
from .dead_links import in_sources
from .foreign import carry
from .input_hash import Fingerprint, fingerprint
from .options import BuildReport, Options, Progress
from .outputs import PAGE_KEY, Outputs
from .refusal import refuse, refuse_foreign
from .search_files import SearchFiles
from .staging import MANIFEST, Staging
from .verify import broken


class Assembly:
    """Makes and publishes one site. ``results`` are the files as read, drafts included."""

    def __init__(
        self, workspace: Workspace, options: Options, progress: Progress, cache: Cache, report: BuildReport,
        results: dict[str, FileResult], ahead: Ahead | None = None,
    ) -> None:
        self.workspace = workspace
        self.options = options
        self.progress = progress
        self.cache = cache
        self.report = report
        self.results = results
        self.ahead = ahead
        self.settings = read_settings(workspace)

    def publish(self, library: Library, search: SearchFiles) -> None:
        """Make the site beside the old one and put it in its place."""
        key, engine = self.start_engine(library)
        target = Path(os.path.abspath(self.options.output))  # noqa: PTH100 - resolve() would follow symbolic links
        known = self.cache.outputs()
        before = Fingerprint.parse(known.pop("", None))
        now = fingerprint(target, key, self.options.drafts, self.results)
        if before.target != now.target:
            known = {}
        views = Views(library)
        staging = Staging.open(target)
        try:
            outputs = Outputs(staging, known, Scanner(theme_folder()))
            stale = self.stale(views, key, outputs, now.changed(before))
            html = self.render_bodies(stale)
            engine_output = engine()
            bytecode = kept_bytecode(self.workspace.cache, made_by()) if self.cache.kept else None
            self.fill(stale, html, Shells(engine_output.shells, bytecode), outputs)
            self.add_files(library, views, engine_output, outputs, now)
            self.add_search(search, outputs)
            self.verify(outputs, library, engine_output.shells)
            manifest = staging.manifest()
            self.report.different = manifest != read_plain_file(target / MANIFEST)
            staging.write(MANIFEST, manifest)
            search.finish()
            self.report.index_note = search.note
            self.progress("发布", 0, 1)
            self.report.kept, self.report.foreign = carry(staging, known, self.settings.keep_files)
            staging.publish()
        except BaseException:
            staging.abandon()
            if self.ahead:
                self.ahead.stop()
            raise
        self.cache.put_outputs(outputs.rows | {"": now.text()})
        self.report.files = len(staging.files)
        self.report.written = staging.written
        self.report.pages = sum(p.endswith(".html") for p in staging.files)
        self.progress("发布", 1, 1)

    def start_engine(self, library: Library) -> tuple[str, Callable[[], Output]]:
        """Begin to render shells and hand-written pages, unless the cache has them; return their key and what waits for them.

        The engine works on another core while bodies are rendered: neither needs the other.
        """
        job = engine_job(self.settings, library, lambda bodies: rendered(bodies, self.cache))
        store = self.workspace.cache / ENGINE_FOLDER
        key = engine_key(self.options.engine, self.settings, job.pages, job.shells)
        kept = load_engine_output(store, key) if self.cache.kept else None
        if kept is not None:
            return key, lambda: kept
        self.progress(ENGINE_NAME, 0, 1)
        if self.ahead is None:
            self.ahead = Ahead(self.options.engine, self.workspace.cache, parallel=self.options.jobs > 1, job=job)
        else:
            self.ahead.give(job)
        return key, partial(self.finish_engine, self.ahead, store, key)

    def finish_engine(self, work: Ahead, store: Path, key: str) -> Output:
        """Wait for the engine and keep what it made."""
        output = work.result()
        if self.cache.kept:
            save_engine_output(store, key, output)
        self.report.engine_ran = True
        self.progress(ENGINE_NAME, 1, 1)
        return output

    def stale(
        self, views: Views, engine_key: str, outputs: Outputs, bodies: set[str] | None
    ) -> list[tuple[PageJob, str]]:
        """Return the pages to fill with their keys, and take over the others.

        ``bodies`` are the content files whose bodies alone changed, or ``None`` when every page must be compared.
        """
        facts = facts_of(self.settings, views.plan)
        if bodies is not None:
            jobs = list(pages_of(views, facts, bodies))
            if outputs.keep_pages_but({job.path for job in jobs}):
                return [(job, page_key(job, engine_key)) for job in jobs]
        keyed = ((job, page_key(job, engine_key)) for job in all_pages(views, facts))
        return [(job, key) for job, key in keyed if not outputs.keep(job.path, key)]

    def render_bodies(self, stale: list[tuple[PageJob, str]]) -> dict[str, Rendered]:
        """Return the HTML of the bodies that stand in pages to fill."""
        bodies = [job.body for job, _ in stale if job.body]
        return rendered(bodies, self.cache)

    def fill(
        self, stale: list[tuple[PageJob, str]], html: Mapping[str, Rendered], shells: Shells, outputs: Outputs
    ) -> None:
        """Fill pages."""
        for number, (job, key) in enumerate(stale, 1):
            body = html[key_of(job.body)] if job.body else None
            outputs.write_page(job.path, shells.fill(job.context, body), key)
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
        data_key = hash_of_values(["data", now.shape, now.units])
        for path, make in data_files(library).items():
            outputs.add_made(path, data_key, make)
        offered = Downloads(library, self.results, self.report.problems, now.shape, self.settings.site_url)
        for path, key, make in offered.files():
            outputs.add_made(path, key, make)
        outputs.add_made(*planner_file(library, now.shape, self.settings.site_url))
        dates = {f"courses/{c.id}.html": c.updated for c in views.offered}
        pages = sorted(p for p in outputs.staging.files if p.endswith(".html") and p != "404.html")
        site_url, site_name = self.settings.site_url, self.settings.site_name
        map_key, feed_key = (hash_of_values([name, now.shape, pages]) for name in ("sitemap", "feed"))
        outputs.add_made("sitemap.xml", map_key, lambda: sitemap(pages, dates, site_url))
        outputs.add_made("feed.xml", feed_key, lambda: feed(views.offered, site_name, site_url))
        for name in library.media:
            outputs.add_media(f"media/{name}", self.workspace.content / "media" / name)
        for name, source in default_pictures(library).items():
            outputs.add_media(f"media/{name}", source)

    def add_search(self, search: SearchFiles, outputs: Outputs) -> None:
        """Add the files of the search, which were made on another core meanwhile."""
        self.progress("检索索引", 0, 1)
        outputs.expect("search/")  # while they are brought up to date
        for path, key, make in search.files():
            outputs.add_made(path, key, make)
        outputs.drop_rest()
        self.progress("检索索引", 1, 1)

    def verify(self, outputs: Outputs, library: Library, shells: Mapping[str, str]) -> None:
        """Stop before publishing when a page holds what none may, a link leads nowhere or a file is not what was written."""
        self.progress("核对", 0, 1)
        if outputs.foreign:
            refuse_foreign(outputs.foreign, sources_of(library), shells, self.report.problems)
        files = {*outputs.staging.files, MANIFEST}
        found = broken(outputs.to_check(files), files, outputs.unchecked())
        problems, rest = in_sources(found, sources_of(library), self.results) if found else ([], [])
        if problems:
            refuse(sorted({*self.report.problems, *problems}))
        bad = [*map(str, rest), *outputs.staging.check()]
        if bad:
            shown = "；".join(bad[:5])
            raise SystemFault(f"核对没有通过，共 {len(bad)} 处：{shown}。原来的站点没有动。", "请把这段话告诉维护者。")
        self.progress("核对", 1, 1)

def sources_of(library: Library) -> dict[str, str]:
    """Return the content file whose body stands in a page, by site path."""
    return {site_path(record.source.path): record.source.path for record in records_of(library)}


def page_key(job: PageJob, engine_key: str) -> str:
    """Return what a page depends on: its shell, its data, its body."""
    return PAGE_KEY + hash_of_values([engine_key, job.kind, plain(job.context), job.body and key_of(job.body)])
