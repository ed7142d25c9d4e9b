"""What a build says of itself: what it made, what it kept, what it found in the folders it writes to."""

from __future__ import annotations

import click

from ..publish.options import BuildReport
from .common import say, say_made_anew

#: Files named in one line.
_NAMED = 5


def tell_of_folders(report: BuildReport) -> None:
    """Say what was found in the folders that a build writes to and was not as it left it."""
    if report.made_anew:
        say_made_anew()
    if report.foreign:
        click.echo(f"注意：{report.output.as_posix()} 里有不是本工具做的文件：{named(report.foreign)}，已原样保留。"
                   "要一直保留的，写进 mkdocs.yml 的 extra: keep_files；不要的请删去。", err=True)


def named(paths: list[str]) -> str:
    """Return files by name, the first few of many."""
    return "、".join(paths[:_NAMED]) + (f" 等 {len(paths)} 个" if len(paths) > _NAMED else "")


def tell(report: BuildReport, *, verbose: bool) -> None:
    """Say what a build did."""
    if verbose:
        say(f"读了 {report.read} 个文件，填了 {report.filled} 页，写了 {report.written} 个文件"
            f"{',重做了页面外壳' if report.engine_ran else ''}；{report.index_note}。")
    if report.kept:
        say(f"按 mkdocs.yml 的 keep_files 保留了 {named(report.kept)}。")
    entry = (report.output / "index.html").as_posix()
    say(f"站点已生成：{report.courses} 门课程，{report.pages} 个页面。双击 {entry} 即可打开。")
