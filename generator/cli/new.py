"""``courselib new``: the beginnings of a library."""

from __future__ import annotations

from pathlib import Path

import click

from ..library.starting import start_library
from .chinese import ChineseCommand, ChineseGroup
from .common import say


@click.group("new", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib new library 我的课程库")
def new() -> None:
    """新建课程库。"""


@new.command("library", cls=ChineseCommand, epilog="例：courselib new library 我的课程库")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def library(*, folder: Path) -> None:
    """在一个空文件夹里建起自己的课程库：规划数据、一门示例课程、站点设置。"""
    made = start_library(folder)
    say(f"课程库已建好：{folder}({len(made)} 个文件)。")
    say(f"下一步：cd {folder}，改 content/courses 里的示例课程，然后运行 courselib check 和 courselib build。")
