"""``courselib serve``."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import ERROR
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand
from .common import Progress, content_option, say, say_error, settle, talk_options
from .reporting import located, show

if TYPE_CHECKING:
    from ..preview.refresh import State

_SHOWN = 3
#: Problems listed on the terminal; the panel in the page has all.
_LISTED = 20


@click.command("serve", cls=ChineseCommand, epilog="例：courselib serve --port 8000")
@content_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, metavar="端口", help="用哪个端口，默认 8000；写 0 就任选一个空着的。")
@talk_options
def serve(*, content: Path, port: int, quiet: bool, verbose: bool) -> None:
    """边写边看：在本机浏览器里预览，存盘就更新；草稿也显示。按 Ctrl-C 结束。"""
    from ..preview.running import previewing  # noqa: PLC0415 - other commands start faster without it

    progress = Progress(quiet=quiet)

    def changed_files(changed: set[str], state: State) -> None:
        if not quiet:
            say(_news(changed))
        _show(state, content, quiet=quiet)

    workspace = Workspace.of(content)
    settle(workspace)
    with previewing(workspace, port, jobs=os.cpu_count() or 1, progress=progress, on_change=changed_files) as preview:
        progress.close()
        try:
            _show(preview.refresher.state, content, quiet=quiet)
            say(f"预览：{preview.address} （在浏览器里打开；按 Ctrl-C 结束）")
            if verbose:
                say("文件夹里有改动会立即知道。" if preview.watch.notices else "系统不通知改动，每隔一会儿查看一次文件夹。")
            while True:  # in short steps: some systems do not interrupt a long wait
                time.sleep(0.5)
        except KeyboardInterrupt:
            say("\n预览已结束。")


def _news(changed: set[str]) -> str:
    names = sorted(changed)
    what = "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 个文件" if len(names) > _SHOWN else "") if names else "设置或文件夹"
    return f"{time.strftime('%H:%M:%S')} 已更新：{what}"


def _show(state: State, content: Path, *, quiet: bool) -> None:
    """Tell what is wrong; the page in the browser shows the same."""
    show(located((p for p in state.problems if not quiet or p.severity == ERROR), content), at_most=_LISTED)
    for notice in state.notices:
        say_error(notice.message, notice.hint)
