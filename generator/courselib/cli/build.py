"""``courselib build``."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from ..errors import ContentError
from ..problems import Problem
from ..search.documents import SearchDocument
from ..site.options import BuildReport, Options
from ..workspace import Workspace
from .chinese import ChineseCommand
from .common import Progress, content_option, say, say_made_anew, settle, talk_options
from .reporting import as_text, located, summary

#: Files named in one line.
_NAMED = 5
#: Whether it can be read is judged where it is used, in words of ours.
_FOLDER = click.Path(path_type=Path, readable=False)


@click.command("build", cls=ChineseCommand, epilog="例：courselib build --output site")
@content_option
@click.option("--output", type=_FOLDER, default=Path("site"), metavar="文件夹", help="站点放在哪里，默认 site。")
@click.option("--engine", type=click.Choice(["mkdocs"]), default="mkdocs", help="页面引擎，默认 mkdocs。")
@click.option("--jobs", type=click.IntRange(min=1), default=None, metavar="数", help="同时用几个处理器核心，默认全部。")
@click.option("--drafts", is_flag=True, help="把草稿也放进站点。")
@click.option("--full", is_flag=True, help="不用缓存，全部重做。")
@click.option("--watch", is_flag=True, help="守着内容文件夹，存盘就重新发布；按 Ctrl-C 结束。")
@talk_options
def build(
    *, content: Path, output: Path, engine: str, jobs: int | None, drafts: bool, full: bool, watch: bool, quiet: bool,
    verbose: bool,
) -> None:
    """检查内容，生成站点。"""
    options = Options(output, engine, jobs or os.cpu_count() or 1, drafts, full)
    if watch:
        from .republish import republish  # noqa: PLC0415 - a plain build starts faster without it

        republish(content, options, _index, quiet=quiet, verbose=verbose)
        return
    from ..site import build as site  # noqa: PLC0415 - other commands start faster without it

    progress = Progress(quiet=quiet)
    workspace = Workspace.of(content)
    settle(workspace)
    try:
        report = site.build(workspace, options, progress, _index)
    except ContentError as error:
        progress.close()
        _show(getattr(error, "problems", []), content)
        raise
    finally:
        progress.close()
    tell_of_folders(report)
    if not quiet:
        _show(report.problems, content)
        tell(report, verbose=verbose)


def tell_of_folders(report: BuildReport) -> None:
    """Say what was found in the folders that a build writes to and was not as it left it."""
    if report.made_anew:
        say_made_anew()
    if report.foreign:
        click.echo(f"注意：{report.output.as_posix()} 里有不是本工具做的文件：{_named(report.foreign)}，已原样保留。"
                   "要一直保留的，写进 mkdocs.yml 的 extra: keep_files；不要的请删去。", err=True)


def _named(paths: list[str]) -> str:
    return "、".join(paths[:_NAMED]) + (f" 等 {len(paths)} 个" if len(paths) > _NAMED else "")


def tell(report: BuildReport, *, verbose: bool) -> None:
    """Say what a build did."""
    if verbose:
        say(f"读了 {report.read} 个文件，填了 {report.filled} 页，写了 {report.written} 个文件"
            f"{',重做了页面外壳' if report.engine_ran else ''}；{report.index_note}。")
    if report.kept:
        say(f"按 mkdocs.yml 的 keep_files 保留了 {_named(report.kept)}。")
    entry = (report.output / "index.html").as_posix()
    say(f"站点已生成：{report.courses} 门课程，{report.pages} 个页面。双击 {entry} 即可打开。")


def _index(
    workspace: Workspace, courses: list[SearchDocument], jobs: int, each: Callable[[SearchDocument], None],
    ready: Callable[[], None],
) -> str:
    """Make the search index where there is none; one that is there is brought up to date by whoever asks it next."""
    from ..search import index  # noqa: PLC0415 - runs in a process of its own, where there is one

    if index.exists(workspace):
        return "检索索引在下次检索时更新"
    done = index.update(workspace, courses, jobs, each, ready)
    return f"检索索引新增 {done.added}、更新 {done.updated}、删去 {done.removed}、不变 {done.unchanged}"


def _show(problems: list[Problem], content: Path) -> None:
    found = located(problems, content)
    if found:
        click.echo(as_text(found), err=True)
        click.echo(summary(found, ""), err=True)
