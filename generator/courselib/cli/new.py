"""``courselib new``: the beginnings of a library and of its records."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from ..content.new_library import start_library
from ..content.new_record import Beginning
from ..content.saving import create
from ..content.template import MARK
from ..exchange.editor import editor_files
from ..library.kinds import KINDS, RecordKind
from ..runtime.errors import ContentError, UsageError
from ..runtime.workspace import Workspace
from .asking import ask, given
from .chinese import ChineseCommand, ChineseGroup
from .common import Decorated, content_option, load_library, say
from .pasting import pasted

#: Shown in help beside an option, by field, where its label does not serve: a value of it.
_METAVARS = {"title": "名称", "topic": "编号", "audience": "编号,…", "hours": "学时", "theory": "true|false", "sector": "编号",
             "role": "身份", "start": "年份"}


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind's command speaks: of one record, what more it says of itself, an example, and of a folder where one may be named."""

    one: str
    example: str
    more: str = ""
    folder: str = ""


#: The words of each kind of record that can be begun.
WORDS = {
    "course": Words("一门课", "rural-pond-safety --title 村塘水域安全巡查 --hours 3", "：写好一个带说明的文件，必填的五项可以当场填",
                    "放在 content/courses 的哪个文件夹里；不写就和同专题的课放在一起。"),
    "lecturer": Words("一位讲师", "county-school-teacher --title 示例讲师"),
    "venue": Words("一处场地", "town-party-school --title 示例乡镇党校"),
    "class": Words("一个培训班", "village-2027 --title 村党组织书记培训班 --audience rural"),
    "curriculum": Words("一份课程方案", "town-member --sector rural --role member", "；想让程序先排一份，用 courselib curriculum suggest"),
}


@click.group(
    "new", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib new course rural-pond-safety",
    help=f"新建课程库，或新建{'、'.join(words.one for words in WORDS.values())}。",
)
def new() -> None:
    """Hold the commands that begin something."""


@new.command("library", cls=ChineseCommand, epilog="例：courselib new library 我的课程库")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
def library(*, folder: Path) -> None:
    """在一个空文件夹里建起自己的课程库：规划数据、一门示例课程、站点设置。"""
    made = start_library(folder, editor_files)
    say(f"课程库已建好：{folder}（{len(made)} 个文件）。")
    say(f"下一步：cd {pasted(folder)}，运行 courselib serve 边写边看；"
        "新课用 courselib new course 编号；写好后运行 courselib check 和 courselib build。")


def _asked(kind: str) -> tuple[str, ...]:
    """Return the fields that are asked for: those required that are written on one line."""
    return tuple(f.name for f in KINDS[kind].schema.fields if f.required and not f.fields)


def field_options(kind: str) -> Callable[[Decorated], Decorated]:
    """Add an option for each required field of a kind of record."""

    def decorate(command: Decorated) -> Decorated:
        for name in reversed(_asked(kind)):
            field = KINDS[kind].schema.field(name)
            about = f"{field.label}。{field.help}" if field.help else f"{field.label}。"
            command = click.option(f"--{name}", default=None, metavar=_METAVARS.get(name, field.label), help=about)(command)
        return command

    return decorate


def _command(kind: RecordKind) -> click.Command:
    """Return the command that begins a record of a kind."""
    words = WORDS[kind.name]

    def begin(*, content: Path, key: str, folder: str | None = None, **values: str | None) -> None:
        _begin(kind, content, key, values, folder)

    begin.__doc__ = f"新建{words.one}{words.more}。"
    made = click.argument("key", metavar="编号")(begin)
    if words.folder:
        made = click.option("--folder", default=None, metavar="文件夹", help=words.folder)(made)
    decorated = content_option(field_options(kind.name)(made))
    return click.command(kind.name, cls=ChineseCommand, epilog=f"例：courselib new {kind.name} {words.example}")(decorated)


for _name in WORDS:
    new.add_command(_command(KINDS[_name]))


def _begin(kind: RecordKind, content: Path, key: str, values: dict[str, str | None], folder: str | None = None) -> None:
    """Write the file of a new record from options, answers, and what is left to be filled."""
    workspace = Workspace.of(content)
    loaded = load_library(workspace)
    if loaded.library is None:
        raise ContentError("读不出课程库的规划数据 plan.yml。", "先运行 courselib check；还没有课程库，用 courselib new library 新建。")
    beginning = Beginning(kind, key, loaded, loaded.library.plan)
    # Options are judged before anything is asked: whoever made a slip in one must not answer questions in vain.
    for name, text in values.items():
        if text is not None:
            beginning.values[name] = given(beginning, kind.schema.field(name), text)
    if folder is not None:
        beginning.path(folder)
    if sys.stdin.isatty() and sys.stdout.isatty():
        for name in _asked(kind.name):
            if name not in beginning.values:
                beginning.values[name] = ask(beginning, kind.schema.field(name))
    path = beginning.path(folder)
    try:
        create(workspace.content, path, beginning.text())
    except FileExistsError as error:
        raise UsageError(f"文件 {path} 已经有了，没有覆盖。", "换一个编号，或直接改那个文件。") from error
    say(f"{kind.label}已新建：{(content / path).as_posix()}")
    say(f"下一步：打开它，填好标着“{MARK}”和【填：…】的地方，再运行 courselib check；想边写边看，运行 courselib serve。")
