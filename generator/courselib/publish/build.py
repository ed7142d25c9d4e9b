"""A whole build: library in, published site out. Every step does work in proportion to what changed."""

from __future__ import annotations

import dataclasses

from ..content.cache import Cache, forget
from ..content.loading import Loaded
from ..content.reader import Reader
from ..library.model import Library
from ..runtime.folders import remove
from ..runtime.garbage import patient
from ..runtime.locks import held
from ..runtime.program import made_by
from ..runtime.workspace import SCRATCH, Workspace
from ..site.defaults import default_pages, default_paths
from ..site.engine.ahead import Ahead
from ..site.engine.cache import FOLDER as ENGINE_FOLDER
from .options import BuildReport, Options, Progress
from .refusal import refuse
from .search_files import Indexer, SearchFiles
from .staging import check_target

__all__ = ["BuildReport", "Options", "build"]


def silent(_stage: str, _done: int, _total: int) -> None:
    """Report nothing."""


def build(
    workspace: Workspace, options: Options, progress: Progress = silent, indexer: Indexer | None = None,
    reader: Reader | None = None,
) -> BuildReport:
    """Build and publish the site of a workspace, and bring its search index up to date beside it.

    ``reader`` is for whoever builds again and again and has read most of the content already.

    Raises ``ContentError`` (with ``problems`` on it) when content has errors, ``UsageError`` for an output folder that is not
    ours, ``SystemFault`` for trouble with the machine. The old site stays whole unless the new one is complete.
    """
    check_target(options.output, workspace.content)
    folder = workspace.make_cache()
    with held(workspace.make_shared() / "build.lock", "生成站点"), patient():
        for left in folder.glob(f"{SCRATCH}*"):  # by a build that was killed
            remove(left)
        if options.full:
            forget(folder)
        cache = Cache(folder)
        try:
            if options.full:
                cache.empty()
            return _run(workspace, options, progress, cache, indexer, reader or Reader(workspace.content))
        finally:
            cache.close()


def _run(
    workspace: Workspace, options: Options, progress: Progress, cache: Cache, indexer: Indexer | None, reader: Reader
) -> BuildReport:
    report = BuildReport(options.output)
    ahead = None
    if options.jobs > 1 and not (workspace.cache / ENGINE_FOLDER).exists():
        ahead = Ahead(options.engine, workspace.cache, parallel=True)
    search = None
    try:
        loaded, library = _load(reader, options, progress, cache, report)
        search = SearchFiles(
            workspace, library, options.jobs, made_by(), cache=workspace.cache if cache.kept else None, indexer=indexer,
            releases=loaded.releases,
        )
        # The search, which takes longest, does not wait for what was read to be kept.
        _keep(reader, cache)
        # What makes pages takes as long to import as to run, when little changed: both go on beside the search.
        from .assembly import Assembly  # noqa: PLC0415

        Assembly(workspace, options, progress, cache, report, loaded, ahead).publish(library, search)
        report.made_anew = cache.damaged
    finally:
        for work in (search, ahead):
            if work:
                work.stop()
    return report


def _keep(reader: Reader, cache: Cache) -> None:
    """Keep what was read of the content for the next time, and nothing else."""
    cache.flush()
    cache.forget_all_but({*reader.results, *default_paths()})


def _load(
    reader: Reader, options: Options, progress: Progress, cache: Cache, report: BuildReport
) -> tuple[Loaded, Library]:
    """Return the content as read, and what of it the site shows."""
    if not reader.begun:
        reader.look(cache=cache, jobs=options.jobs, progress=lambda done, total: progress("读取", done, total))
    loaded = reader.loaded()
    report.problems = loaded.problems
    report.read = loaded.read
    if loaded.has_errors or loaded.library is None:
        _keep(reader, cache)
        refuse(loaded.problems)
    library = loaded.library if options.drafts else loaded.library.without_drafts()
    report.courses = len(library.courses)
    return loaded, dataclasses.replace(library, pages=default_pages(library, cache) | library.pages)
