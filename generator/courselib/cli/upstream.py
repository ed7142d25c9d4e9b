"""``courselib upstream``: other libraries' content taken, shown before it is, and what of it this library changes."""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from pathlib import Path

import click

from ..content.upstream.declared import Declared
from ..publish.upstream.reporting import changes, changes_data
from ..publish.upstream.sources import is_git
from ..publish.upstream.status import Standing, standing
from ..publish.upstream.updating import Update, adding, keep, rows_of, updating
from ..runtime.errors import EXIT_CONTENT, EXIT_OK, UsageError
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand, ChineseGroup
from .common import content_option, say

_NAME = click.argument("name", metavar="名称")


@click.group("upstream", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib upstream add province ../省库")
def upstream() -> None:
    """站在上级的课程库上：取来它的课程，更新前先看变了什么，本地的改动不丢。"""


@upstream.command("add", cls=ChineseCommand, epilog="例：courselib upstream add province ../省库 --title 省库")
@content_option
@click.option("--key", default="", metavar="指纹", help="有签名的内容包写公钥指纹。")
@click.option("--version", "revision", default="", metavar="版本", help="git 的标签或分支；不写就取默认分支。")
@click.option("--title", default="", metavar="名称", help="显示在网页上的名称，如 省库；不写就用那个库自己的名称。")
@click.option("--yes", is_flag=True, help="不问，直接取。")
@_NAME
@click.argument("source", metavar="来源")
@click.pass_context
def add(ctx: click.Context, *, content: Path, name: str, source: str, key: str, revision: str, title: str, yes: bool) -> None:
    """把一个课程库作为上游：来源写它的文件夹或 git 地址，名称自己定，如 province。"""
    workspace = Workspace.of(content)
    row = Declared(name, source if is_git(source) else _from_root(source, workspace), key, revision, title)
    with adding(workspace, row, os.cpu_count() or 1) as update:
        _offer(ctx, update, yes=yes, first=True)


@upstream.command("update", cls=ChineseCommand, epilog="例：courselib upstream update province")
@content_option
@click.option("--yes", is_flag=True, help="不问，直接取；不写时在终端里会先问，不在终端里只显示。")
@click.option("--keep", "keeps", is_flag=True, help="取了以后，与上级的改动相遇的本地改动都照用，不再提醒。")
@click.option("--restore", is_flag=True, help="上游的副本被改过时，照上级的恢复。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读。")
@click.argument("name", metavar="[名称]", required=False)
@click.pass_context
def update(ctx: click.Context, *, content: Path, name: str | None, yes: bool, keeps: bool, restore: bool, as_json: bool) -> None:
    """看上级有什么变化：新增、改动、停用、改名，与哪些本地改动相遇，哪些方案和班次要改；同意了再取。"""
    workspace = Workspace.of(content)
    rows = _chosen(workspace, name)
    code = EXIT_OK
    for row in rows:
        with updating(workspace, row, os.cpu_count() or 1) as update_:
            if as_json:
                say(json.dumps(changes_data(update_), ensure_ascii=False, indent=1, sort_keys=True))
            if update_.comparison.altered and not restore:
                _refuse_altered(update_)
            if _offer(ctx, update_, yes=yes, quiet=as_json) and keeps:
                say(f"照用的本地改动：{len(keep(workspace))} 处。")
    ctx.exit(code)


@upstream.command("keep", cls=ChineseCommand, epilog="例：courselib upstream keep")
@content_option
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[文件]...")
def keep_command(*, content: Path, files: tuple[Path, ...]) -> None:
    """上级改过的地方看过了，本地的改动照用：不再提醒。只在文件里写一行 base，别的不动。"""
    workspace = Workspace.of(content)
    only = {Path(os.path.abspath(f)).relative_to(workspace.content).as_posix() for f in files} if files else None  # noqa: PTH100
    written = keep(workspace, only)
    say(f"记下了 {len(written)} 处本地改动。" if written else "没有要记的：本地改动都没有与上级的改动相遇。")
    for path in written:
        say(f"  {path}")


@upstream.command("status", cls=ChineseCommand, epilog="例：courselib upstream status")
@content_option
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读。")
@click.pass_context
def status(ctx: click.Context, *, content: Path, as_json: bool) -> None:
    """看现在站在哪些课程库上：版本、条数、本地改动，副本有没有被改过。"""
    workspace = Workspace.of(content)
    rows_of(workspace)
    found = standing(workspace)
    if as_json:
        say(json.dumps({"upstream": [dataclasses.asdict(row) for row in found]}, ensure_ascii=False, indent=1, sort_keys=True))
    elif not found:
        say("没有上游。用 courselib upstream add 名称 来源 加一个。")
    else:
        for row in found:
            _say_standing(row)
    ctx.exit(EXIT_CONTENT if any(row.altered or not row.taken for row in found) else EXIT_OK)


def _say_standing(row: Standing) -> None:
    through = f"（经 {row.through}）" if row.through else ""
    if not row.taken:
        say(f"{row.name}{through}：还没有取来，运行 courselib upstream update {row.name}。")
        return
    version = f" {row.version} 版" if row.version else ""
    counts = "、".join(f"{label} {count}" for label, count in row.counts.items() if count)
    say(f"{row.name}：{row.title}{version}{through}，{counts or '没有记录'}。来自 {row.source}")
    if row.overlays:
        say(f"  本地改动 {row.overlays} 处" + (f"，其中 {row.met} 处上级也改了" if row.met else "") + "。")
    for label, paths in (("没有采用", row.left_out), ("副本里被改过", row.altered)):
        for path in paths:
            say(f"  {label}：{path}")


def _from_root(source: str, workspace: Workspace) -> str:
    """Return a folder as it is found from the library's own."""
    path = Path(source)
    if path.is_absolute():
        return source
    return Path(os.path.relpath(os.path.abspath(path), workspace.root)).as_posix()  # noqa: PTH100 - links stay as they were written


def _chosen(workspace: Workspace, name: str | None) -> list[Declared]:
    rows = rows_of(workspace)
    if not rows:
        raise UsageError("还没有上游。", "用 courselib upstream add 名称 来源 加一个。")
    if name is not None and name not in rows:
        raise UsageError(f"没有叫“{name}”的上游。", f"有：{'、'.join(rows)}。")
    return [row for key, row in rows.items() if name in (None, key)]


def _refuse_altered(update_: Update) -> None:
    shown = "、".join(update_.comparison.altered[:5])
    raise UsageError(f"上游的副本被改过，共 {len(update_.comparison.altered)} 处：{shown}。没有取，改动还在。",
                     "要留的改动先写到 content/overlays；然后用 --restore 照上级的恢复。")


def _offer(ctx: click.Context, update_: Update, *, yes: bool, first: bool = False, quiet: bool = False) -> bool:
    """Show what changes and take it where the user agrees; tell whether it was taken."""
    if not quiet:
        for line in changes(update_, first=first):
            say(line)
    if update_.comparison.empty and not first:
        return False
    if not yes:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            if not quiet:
                say("只是看看，没有取。要取，加 --yes。")
            return False
        if not click.confirm("取下来吗？", prompt_suffix=" "):
            say("没有取，什么都没有改。")
            ctx.exit(EXIT_OK)
    update_.take()
    if not quiet:
        say(f"取好了，在 content/upstream/{update_.row.name}。运行 courselib check 看一遍。")
    return True

