"""``courselib new``: the beginnings of a library and of its records."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from ..content.new_library import start_library
from ..content.new_record import Beginning
from ..content.saving import create
from ..content.template import MARK
from ..exchange.editor import editor_files
from ..library.schema import SCHEMAS, Schema
from ..runtime.errors import ContentError, UsageError
from ..runtime.workspace import Workspace
from .asking import ask, given
from .chinese import ChineseCommand, ChineseGroup
from .common import Decorated, content_option, load_library, say

#: Shown in help beside an option, by field: a value of it.
_METAVARS = {"title": "名称", "topic": "编号", "audience": "编号,…", "hours": "学时", "theory": "true|false", "sector": "编号",
             "role": "身份", "start": "年份"}


@click.group("new", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib new course rural-pond-safety")
def new() -> None:
    """新建课程库，或新建一门课、一位讲师、一处场地、一份课程方案。"""


@new.command("library", cls=ChineseCommand, epilog="例：courselib new library 我的课程库")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def library(*, folder: Path) -> None:
    """在一个空文件夹里建起自己的课程库：规划数据、一门示例课程、站点设置。"""
    made = start_library(folder, editor_files)
    say(f"课程库已建好：{folder}({len(made)} 个文件)。")
    say(f"下一步：cd {folder}，运行 courselib serve 边写边看；"
        "新课用 courselib new course 编号；写好后运行 courselib check 和 courselib build。")


def _asked(kind: str) -> tuple[str, ...]:
    """Return the fields that are asked for: those required that are written on one line."""
    return tuple(f.name for f in SCHEMAS[kind].fields if f.required and not f.fields)


def field_options(kind: str) -> Callable[[Decorated], Decorated]:
    """Add an option for each required field of a kind of record."""

    def decorate(command: Decorated) -> Decorated:
        for name in reversed(_asked(kind)):
            field = SCHEMAS[kind].field(name)
            about = f"{field.label}。{field.help}" if field.help else f"{field.label}。"
            command = click.option(f"--{name}", default=None, metavar=_METAVARS[name], help=about)(command)
        return command

    return decorate


@new.command("course", cls=ChineseCommand, epilog="例：courselib new course rural-pond-safety --title 村塘水域安全巡查 --hours 3")
@content_option
@field_options("course")
@click.option("--folder", default=None, metavar="文件夹", help="放在 content/courses 的哪个文件夹里；不写就和同专题的课放在一起。")
@click.argument("key", metavar="编号")
def course(*, content: Path, key: str, folder: str | None, **values: str | None) -> None:
    """新建一门课：写好一个带说明的文件，必填的五项可以当场填。"""
    _begin(SCHEMAS["course"], content, key, values, folder)


@new.command("lecturer", cls=ChineseCommand, epilog="例：courselib new lecturer county-school-teacher --title 示例讲师")
@content_option
@field_options("lecturer")
@click.argument("key", metavar="编号")
def lecturer(*, content: Path, key: str, **values: str | None) -> None:
    """新建一位讲师。"""
    _begin(SCHEMAS["lecturer"], content, key, values)


@new.command("venue", cls=ChineseCommand, epilog="例：courselib new venue town-party-school --title 示例乡镇党校")
@content_option
@field_options("venue")
@click.argument("key", metavar="编号")
def venue(*, content: Path, key: str, **values: str | None) -> None:
    """新建一处场地。"""
    _begin(SCHEMAS["venue"], content, key, values)


@new.command("curriculum", cls=ChineseCommand, epilog="例：courselib new curriculum town-member --sector rural --role member")
@content_option
@field_options("curriculum")
@click.argument("key", metavar="编号")
def curriculum(*, content: Path, key: str, **values: str | None) -> None:
    """新建一份课程方案；想让程序先排一份，用 courselib curriculum suggest。"""
    _begin(SCHEMAS["curriculum"], content, key, values)


def _begin(schema: Schema, content: Path, key: str, values: dict[str, str | None], folder: str | None = None) -> None:
    """Write the file of a new record from options, answers, and what is left to be filled."""
    workspace = Workspace.of(content)
    loaded = load_library(workspace)
    if loaded.library is None:
        raise ContentError("读不出课程库的规划数据 plan.yml。", "先运行 courselib check；还没有课程库，用 courselib new library 新建。")
    beginning = Beginning(schema, key, loaded, loaded.library.plan)
    # Options are judged before anything is asked: whoever made a slip in one must not answer questions in vain.
    for name, text in values.items():
        if text is not None:
            beginning.values[name] = given(beginning, schema.field(name), text)
    if folder is not None:
        beginning.path(folder)
    if sys.stdin.isatty() and sys.stdout.isatty():
        for name in _asked(schema.kind):
            if name not in beginning.values:
                beginning.values[name] = ask(beginning, schema.field(name))
    path = beginning.path(folder)
    try:
        create(workspace.content, path, beginning.text())
    except FileExistsError as error:
        raise UsageError(f"文件 {path} 已经有了，没有覆盖。", "换一个编号，或直接改那个文件。") from error
    say(f"{schema.label}已新建：{(content / path).as_posix()}")
    say(f"下一步：打开它，填好标着“{MARK}”和【填：…】的地方，再运行 courselib check；想边写边看，运行 courselib serve。")
