"""``courselib build``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from ..publish.options import Options
from ..runtime.workspace import Workspace
from ..search.documents import SearchDocument
from .build_report import tell, tell_of_folders
from .chinese import ChineseCommand
from .common import Progress, content_option, settle, talk_options
from .finding import beside
from .reporting import located, show, shown_at

#: Whether it can be read is judged where it is used, in words of ours.
_FOLDER = click.Path(path_type=Path, readable=False)


@click.command("build", cls=ChineseCommand, epilog="例：courselib build --output site")
@content_option
@click.option("--output", type=_FOLDER, default=None, metavar="文件夹", help="站点放在哪里，默认 site。")
@click.option("--engine", type=click.Choice(["mkdocs"]), default="mkdocs", help="页面引擎，默认 mkdocs。")
@click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="数", help="同时用几个处理器核心，默认全部。")
@click.option("--drafts", is_flag=True, help="把草稿也放进站点。")
@click.option("--full", is_flag=True, help="不用缓存，全部重做。")
@click.option("--watch", is_flag=True, help="守着内容文件夹，存盘就重新发布；按 Ctrl-C 结束。")
@talk_options
def build(
    *, content: Path, output: Path | None, engine: str, jobs: int | None, drafts: bool, full: bool, watch: bool, quiet: bool,
    verbose: bool,
) -> None:
    """检查内容，生成站点。"""
    options = Options(output or beside(content, "site"), engine, jobs or os.cpu_count() or 1, drafts, full)
    if watch:
        from .watch import republish  # noqa: PLC0415 - a plain build starts faster without it

        republish(content, options, index_of, quiet=quiet, verbose=verbose)
        return
    from ..publish import build as site  # noqa: PLC0415 - other commands start faster without it

    progress = Progress(quiet=quiet)
    workspace = Workspace.of(content)
    settle(workspace)
    with shown_at(progress, content):
        report = site.build(workspace, options, progress, index_of)
    tell_of_folders(report)
    if not quiet:
        show(located(report.problems, content))
        tell(report, verbose=verbose)


def index_of(
    workspace: Workspace, courses: list[SearchDocument], jobs: int, each: Callable[[SearchDocument], None],
    ready: Callable[[], None],
) -> str:
    """Make the search index where there is none; one that is there is brought up to date by whoever asks it next."""
    from ..search import index  # noqa: PLC0415 - runs in a process of its own, where there is one

    if index.exists(workspace):
        return "检索索引在下次检索时更新"
    done = index.update(workspace, courses, jobs, each, ready)
    return f"检索索引新增 {done.added}、更新 {done.updated}、删去 {done.removed}、不变 {done.unchanged}"
