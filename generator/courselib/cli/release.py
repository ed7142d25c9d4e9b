"""``courselib release``."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..runtime.errors import UsageError
from ..runtime.workspace import Workspace
from .build import index_of
from .chinese import ChineseCommand
from .common import Progress, content_option, say, settle, talk_options
from .reporting import located, show, shown_at

if TYPE_CHECKING:
    from ..publish.releases.releasing import Report
    from ..publish.signing.keys import Signer

_FOLDER = click.Path(path_type=Path, readable=False)


@click.command("release", cls=ChineseCommand, epilog="例：courselib release --version 1.2")
@content_option
@click.option("--version", "version", default="", metavar="版本号", help="这次发布的版本号，如 1.2；只能往大处走，不写就自动加 1。")
@click.option("--out", type=_FOLDER, default=None, metavar="文件夹", help="发布放在哪里，默认内容文件夹旁边的 releases。")
@click.option("--on", default=None, metavar="日期", help="发布日期，如 2026-11-27，默认今天。")
@click.option("--key", "key_files", type=click.Path(path_type=Path), multiple=True, metavar="文件",
              help="签名用的密钥文件，可以写几次；默认用自己的密钥。")
@click.option("--unsigned", is_flag=True, help="不签名：收到的人核对不了是谁发布的。")
@click.option("--new-base", is_flag=True, help="检索文件全部重新分块：下次更新会大一些，以后又小下来。一般不用。")
@talk_options
def release(
    *, content: Path, version: str, out: Path | None, on: str | None, key_files: tuple[Path, ...], unsigned: bool, new_base: bool,
    quiet: bool, verbose: bool,
) -> None:
    """发布一个版本：完整包、从前几版来的更新包、变更说明，都签上名，可以放进 U 盘带走。"""
    from ..publish.releases import releasing  # noqa: PLC0415 - other commands start faster without it

    if unsigned and key_files:
        raise UsageError("--unsigned 和 --key 不能一起写。", "要签名就去掉 --unsigned。")
    workspace = Workspace.of(content)
    settle(workspace)
    signers = [] if unsigned else _signers(workspace.content, key_files)
    request = releasing.Request(
        out or workspace.root / "releases", on or datetime.datetime.now().astimezone().date().isoformat(), version, signers, new_base,
        os.cpu_count() or 1,
    )
    progress = Progress(quiet=quiet)
    with shown_at(progress, content):
        report = releasing.release(workspace, request, progress, index_of)
    for note in report.notes:
        click.echo(f"注意：{note}", err=True)
    if not quiet:
        show(located(report.problems, content))
        _tell(report, request.out, unsigned=unsigned, verbose=verbose)


def _signers(content: Path, files: tuple[Path, ...]) -> list[Signer]:
    """Return the keys to sign with; none where the library has no keys yet. Raises ``UsageError`` when none of its keys is at hand."""
    from ..publish.signing import roots  # noqa: PLC0415
    from .passphrases import opened, own_of  # noqa: PLC0415

    root = roots.latest(content)
    if root is None:
        if files:
            raise UsageError("这个课程库还没有密钥清单，不能签名。", "先运行 courselib key new。")
        return []
    if files:
        return opened(files)
    own = own_of(root)
    if not own:
        raise UsageError(
            "这个课程库的发布要签名，但这台电脑上没有它的密钥。", "用 --key 指出密钥文件；确实不签名，写 --unsigned。"
        )
    needed = root.keys.roles["targets"].threshold
    return opened([key.path for key in own[:needed]], [key.name for key in own[:needed]])


def _tell(report: Report, out: Path, *, unsigned: bool, verbose: bool) -> None:
    """Say what was released."""
    since = f"（上一次是 {report.previous}）" if report.previous else "（首次发布）"
    say(f"已发布 {report.version}{since}，放在 {out}：")
    for name, size in report.files.items():
        if verbose or name.endswith(".zip") or name == f"changes-{report.version}.html":
            say(f"  {name}  {_size(size)}")
    changes = report.changes
    if changes is not None:
        for part in changes.parts:
            say(f"  {part.label}：新增 {len(part.added)}，有变化 {len(part.changed)}，不再有 {len(part.removed)}")
        if changes.plan:
            say(f"  规划数据：{len(changes.plan)} 处改动")
    if verbose and report.base == report.version:
        say("  检索文件重新分了块。")
    if not report.signed:
        how = "" if unsigned else "运行 courselib key new 生成密钥，以后的发布就会签名。"
        say(f"没有签名：收到的人核对不了是谁发布的。{how}")
    say(f"发布记录写进了内容文件夹的 releases/{report.version}.json，和课程一起提交、备份。")


def _size(size: int) -> str:
    if size < 1 << 10:
        return f"{size} 字节"
    if size < 1 << 20:
        return f"{-(-size // (1 << 10))} KB"
    tenths = -(-size * 10 // (1 << 20))
    return f"{tenths // 10}.{tenths % 10} MB"
