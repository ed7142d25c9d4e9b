"""``courselib import``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

import click

from ..exchange.lists.memory import keep, recall
from ..exchange.lists.telling import Told
from ..exchange.spreadsheet import importing, preview
from ..exchange.spreadsheet.committing import held
from ..exchange.spreadsheet.places import SheetProblem
from ..exchange.spreadsheet.planning import Change, Intent
from ..exchange.spreadsheet.vocabulary import Vocabulary
from ..problems import CODES
from ..problems.record import quote
from ..runtime.errors import EXIT_CONTENT, EXIT_OK, SystemFault
from ..runtime.workspace import Workspace
from . import import_plan, import_zip
from .chinese import ChineseCommand
from .common import Progress, content_option, load_library, plain, say, settle, talk_options
from .lists import columns_said, tell_lists
from .reporting import LEVELS

_SHOWN = 50
#: What was edited in a sheet and not written is told whatever else is not.
#: What a long list may have in every row, and how many of each are told one by one.
_MANY, _ALIKE = ("X921", "X922", "X923"), 20
_NOT_WRITTEN = ("X911", "X912")


@click.command("import", cls=ChineseCommand, epilog="例：courselib import 课程清单.xlsx --dry-run")
@content_option
@click.option("--dry-run", is_flag=True, help="只列出会新增、修改什么和全部问题，什么也不写。")
@click.option("--column", "said", multiple=True, metavar="列名=项", callback=columns_said,
              help="别处来的清单里，哪一列是什么：如 --column 授课内容=名称；不要的列写“列名=不读”。也可以写列的字母，如 B=名称。")
@click.option("--revive", is_flag=True, help="导出以后在库里删去的记录，按表里的重新建起来。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序用。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@talk_options
@click.pass_context
def import_(
    ctx: click.Context, *, content: Path, dry_run: bool, said: dict[str, str], revive: bool, as_json: bool, file: Path, quiet: bool,
    verbose: bool,
) -> None:
    """从 Excel 工作簿、CSV、Word 教案（.docx）或填表页打的一包（.zip）导入。有一处错误就什么也不写；已有文件里的注释和正文不动。

    自己导出的工作簿，只写表里改过的格子。别处来的清单，一行成为一份草稿：列名和写法照办公室的习惯认，猜的都列出来，不知道的留着【填：…】。
    教案成为一份草稿。一包里的文件都没有错误才写；库里已有、写得不一样的，不会盖掉。
    """
    if import_plan.is_plan(file):
        import_plan.import_plan(file, content, dry_run=dry_run, as_json=as_json, quiet=quiet, verbose=verbose)
        return
    if import_zip.is_zip(file):
        whole = import_zip.import_zip(file, content, dry_run=dry_run, as_json=as_json, quiet=quiet)
        ctx.exit(EXIT_OK if whole else EXIT_CONTENT)
    workspace = Workspace.of(content)
    tables = importing.read_tables(file)
    settle(workspace)
    with nullcontext() if dry_run else held(workspace):
        loaded = load_library(workspace, Progress(quiet=quiet or as_json))
        intent, words = importing.prepare(tables, loaded, Told(said, recall(workspace)), revive=revive)
        sound = not any(p.is_error for p in intent.problems)
        if sound and not dry_run:
            importing.write(workspace, intent)
            with suppress(OSError, SystemFault):
                keep(workspace, intent.lists)
    if as_json:
        report = preview.as_json(intent, words, file.as_posix(), content.as_posix(), written=sound and not dry_run)
        say(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _problems(intent.problems, file, content, quiet=quiet, whole=verbose)
        if not quiet:
            if sound or dry_run:
                if intent.lists and loaded.library:
                    tell_lists(intent.lists, loaded.library.plan, content, whole=verbose, dry_run=dry_run)
                _preview(intent, words, content, shown=len(intent.changes) if verbose else _SHOWN)
            _outcome(intent, sound=sound, dry_run=dry_run)
    ctx.exit(EXIT_OK if sound and not intent.conflicts else EXIT_CONTENT)


def _problems(problems: Sequence[SheetProblem], file: Path, content: Path, *, quiet: bool, whole: bool) -> None:
    told: Counter[str] = Counter()
    for p in problems:
        told[p.code] += 1
        if not whole and p.code in _MANY and told[p.code] > _ALIKE:
            continue
        if quiet and not p.is_error and p.code not in _NOT_WRITTEN:
            continue
        if p.place.sheet or not p.path:
            where = "  ".join(filter(None, (file.name, p.place.sheet, p.place.address)))
        else:
            where = f"{(content / p.path).as_posix()}:{p.line}"
        say(plain(f"{LEVELS[p.severity]} {p.code}  {where}"))
        say(plain(f"  {p.message}"))
        if p.hint:
            say(plain(f"  提示：{p.hint}"))
        say()
    more = [f"{CODES[code].title}（{code}）另有 {told[code] - _ALIKE} 处" for code in _MANY if told[code] > _ALIKE]
    if more and not (quiet or whole):
        say(f"还有同样的提醒：{'；'.join(more)}。加 --verbose 全部列出。")
        say()


def _preview(intent: Intent, words: Vocabulary, content: Path, shown: int) -> None:
    changes = [c for c in intent.changes if not c.faulty]
    listed = {course.id for one in intent.lists for course in one.courses}
    new = [c for c in changes if c.before is None and c.id not in listed]
    changed = [c for c in changes if c.before is not None]
    if new:
        say(f"新增 {len(new)} 条：")
        for change in new[:shown]:
            say(plain(f"  {_name(change)} → {(content / change.path).as_posix()}"))
        _more(len(new) - shown)
    if changed:
        say(f"修改 {len(changed)} 条：")
        for change in changed[:shown]:
            say(plain(f"  {_name(change)}"))
            for d in preview.differences(change, words):
                say(plain(f"    {d.label}：{_value(d.old)} → {_value(d.new)}"))
        _more(len(changed) - shown)
    if changed or new or not intent.lists:
        say(f"不变 {intent.same} 条。")
    if not intent.lists and (absent := preview.absent_text(intent)):
        say(f"表里没有、库里有的保持原样：{absent}。")
    for line in preview.lists_kept(intent):
        say(line)


def _outcome(intent: Intent, *, sound: bool, dry_run: bool) -> None:
    if not sound:
        errors = sum(p.is_error for p in intent.problems)
        say(f"共 {errors} 个错误、{len(intent.problems) - errors} 个提醒。什么也没有写，改好后再导入一次。")
    elif dry_run:
        say("这是试运行，什么也没有写。去掉 --dry-run 就导入。" if intent.changes else "这是试运行。没有要改的。")
    elif not intent.changes:
        say("没有要改的，什么也没有写。")
    else:
        new = sum(c.before is None for c in intent.changes)
        drafts = sum(len(one.courses) for one in intent.lists)
        say(f"已导入：新增 {new} 条，修改 {len(intent.changes) - new} 条。")
        if len(intent.changes) > drafts:
            say("还要接着改，先重新导出一份：旧表会和刚才导入的对不上。")
        if drafts:
            say(f"其中 {drafts} 条是没写完的草稿，不会发布：核对标着“猜的”的几项，填好【填：…】，再把 status 改成 published。")
            say("批量填专题、对象等：courselib export 清单.xlsx，在“课程”表里填好再导入。")
    if intent.conflicts:
        say(f"有 {intent.conflicts} 处表里和库里都改过，{'不会写' if dry_run else '没有写'}，见上面的提醒 X911、X912。")


def _name(change: Change) -> str:
    return f"{preview.kind_label(change.kind)} {change.id} {change.title}"


def _value(text: str) -> str:
    return quote(text) if text else "（空）"


def _more(count: int) -> None:
    if count > 0:
        say(f"  ……另有 {count} 条，加 --verbose 全部列出。")
