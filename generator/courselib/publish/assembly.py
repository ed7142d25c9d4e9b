"""The making of a site from a library that was read: what is stale of its products is made, links are checked, it is published."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from ..content.cache import Cache
from ..content.loading import Loaded
from ..library.model import Library
from ..runtime.errors import SystemFault
from ..runtime.program import made_by
from ..runtime.resources import theme_folder
from ..runtime.seals import read_plain_file
from ..runtime.workspace import Workspace
from ..site.allowlist import Scanner
from ..site.bodies import rendered
from ..site.bytecode import kept_bytecode
from ..site.engine import Output
from ..site.engine.ahead import NAME as ENGINE_NAME
from ..site.engine.ahead import Ahead
from ..site.engine.cache import FOLDER as ENGINE_FOLDER
from ..site.engine.cache import engine_key, load_engine_output, save_engine_output
from ..site.engine.job import engine_job
from ..site.pages.job import PageJob
from ..site.products import FILES, Site, fill
from ..site.settings import read_settings
from ..site.shell import Shells
from .dead_links import in_sources
from .foreign import carry
from .input_hash import Fingerprint, fingerprint
from .options import BuildReport, Options, Progress
from .outputs import PAGE_KEY, Outputs
from .packs.trees import MANIFEST
from .refusal import refuse, refuse_foreign
from .search_files import SearchFiles
from .staging import Staging
from .verify import broken


class Assembly:
    """Makes and publishes one site. ``loaded`` is the content as read, drafts included."""

    def __init__(
        self, workspace: Workspace, options: Options, progress: Progress, cache: Cache, report: BuildReport,
        loaded: Loaded, ahead: Ahead | None = None,
    ) -> None:
        self.workspace = workspace
        self.options = options
        self.progress = progress
        self.cache = cache
        self.report = report
        self.loaded = loaded
        self.ahead = ahead
        self.settings = read_settings(workspace)

    def publish(self, library: Library, search: SearchFiles) -> None:
        """Make the site in a folder of its own and put it in the old one's place."""
        try:
            self._publish(library, search)
        finally:
            if self.ahead:
                self.ahead.stop()

    def _publish(self, library: Library, search: SearchFiles) -> None:
        key, engine = self.start_engine(library)
        target = Path(os.path.abspath(self.options.output))  # noqa: PTH100 - resolve() would follow symbolic links
        known = self.cache.outputs()
        before = Fingerprint.parse(known.pop("", None))
        now = fingerprint(target, key, self.options.drafts, self.loaded.results)
        if before.target != now.target:
            known = {}
        site = Site(
            library, self.loaded.results, self.report.problems, self.settings, self.workspace.content, engine, search.files,
            evaluations=self.loaded.evaluations, engine_key=key, shape=now.shape, units=now.units,
            releases=self.loaded.releases,
        )
        staging = Staging.open(target)
        try:
            outputs = Outputs(staging, known, Scanner(theme_folder()))
            bodies = now.changed(before)
            self.fill(site, self.stale(site, outputs, bodies), outputs)
            self.add_files(site, outputs, bodies)
            self.verify(site, outputs)
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
        return key, cache(partial(self.finish_engine, self.ahead, store, key))

    def finish_engine(self, work: Ahead, store: Path, key: str) -> Output:
        """Wait for the engine and keep what it made."""
        output = work.result()
        if self.cache.kept:
            save_engine_output(store, key, output)
        self.report.engine_ran = True
        self.progress(ENGINE_NAME, 1, 1)
        return output

    def stale(self, site: Site, outputs: Outputs, bodies: set[str] | None) -> list[tuple[PageJob, str]]:
        """Return the pages to fill with their keys, and take over the others.

        ``bodies`` are the content files whose bodies alone changed, or ``None`` when every page must be compared.
        """
        if bodies is not None:
            jobs = list(site.pages_with(bodies))
            if outputs.keep_pages_but({job.path for job in jobs}):
                return [(job, PAGE_KEY + site.page_key(job)) for job in jobs]
        keyed = ((job, PAGE_KEY + site.page_key(job)) for job in site.pages())
        return [(job, key) for job, key in keyed if not outputs.keep(job.path, key)]

    def fill(self, site: Site, stale: list[tuple[PageJob, str]], outputs: Outputs) -> None:
        """Fill pages, their bodies rendered while the engine is at work."""
        bodies = rendered([job.body for job, _ in stale if job.body], self.cache)
        bytecode = kept_bytecode(self.workspace.cache, made_by()) if self.cache.kept else None
        shells = Shells(site.engine().shells, bytecode)
        for number, (job, key) in enumerate(stale, 1):
            outputs.write_page(job.path, fill(job, shells, bodies), key)
            self.progress("页面", number, len(stale))
        self.report.filled = len(stale)

    def add_files(self, site: Site, outputs: Outputs, bodies: set[str] | None) -> None:
        """Add everything that is no filled page; ``bodies`` as in ``stale``."""
        courses = None if bodies is None else {self.loaded.results[path].id for path in bodies}
        for family in FILES:
            if family.stage:
                self.progress(family.stage, 0, 1)
                outputs.expect(family.top)  # until it is known what is there now
            for file in family.files(site):
                outputs.add(file, courses)
            if family.stage:
                outputs.drop_rest()
                self.progress(family.stage, 1, 1)

    def verify(self, site: Site, outputs: Outputs) -> None:
        """Stop before publishing when a page holds what none may, a link leads nowhere or a file is not what was written."""
        self.progress("核对", 0, 1)
        if outputs.foreign:
            refuse_foreign(outputs.foreign, site.sources, site.engine().shells, self.report.problems)
        files = {*outputs.staging.files, MANIFEST}
        nowhere = broken(outputs.to_check(files), files, outputs.unchecked())
        problems, rest = in_sources(nowhere, site.sources, self.loaded.results) if nowhere else ([], [])
        if problems:
            refuse(sorted({*self.report.problems, *problems}))
        bad = [*map(str, rest), *outputs.staging.check()]
        if bad:
            shown = "；".join(bad[:5])
            raise SystemFault(f"核对没有通过，共 {len(bad)} 处：{shown}。原来的站点没有动。", "请把这段话告诉维护者。")
        self.progress("核对", 1, 1)
