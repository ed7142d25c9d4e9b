"""``courselib import``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from ..exchange.spreadsheet import importing, preview
from ..exchange.spreadsheet.committing import held
from ..exchange.spreadsheet.places import SheetProblem
from ..exchange.spreadsheet.planning import Change, Intent
from ..exchange.spreadsheet.vocabulary import Vocabulary
from ..problems.record import quote
from ..runtime.errors import EXIT_CONTENT, EXIT_OK
from ..runtime.workspace import Workspace
from . import import_plan
from .chinese import ChineseCommand
from .common import Progress, content_option, load_library, say, settle, talk_options

_LEVELS = {"error": "错误", "warning": "提醒"}
_SHOWN = 50


@click.command("import", cls=ChineseCommand, epilog="例：courselib import 课程清单.xlsx --dry-run")
@content_option
@click.option("--dry-run", is_flag=True, help="只列出会新增、修改什么和全部问题，什么也不写。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序用。")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@talk_options
@click.pass_context
def import_(
    ctx: click.Context, *, content: Path, dry_run: bool, as_json: bool, file: Path, quiet: bool, verbose: bool
) -> None:
    """从 Excel 工作簿（.xlsx）、CSV 或 Word 教案（.docx）导入。有一处错误就什么也不写；已有文件里的注释和正文不动。"""
    if import_plan.is_plan(file):
        import_plan.import_plan(file, content, dry_run=dry_run, as_json=as_json, quiet=quiet, verbose=verbose)
        return
    workspace = Workspace.of(content)
    tables = importing.read_tables(file)
    settle(workspace)
    with nullcontext() if dry_run else held(workspace):
        loaded = load_library(workspace, Progress(quiet=quiet or as_json))
        intent, words = importing.prepare(tables, loaded)
        sound = not any(p.is_error for p in intent.problems)
        if sound and not dry_run:
            importing.write(workspace, intent)
    if as_json:
        report = preview.as_json(intent, words, file.as_posix(), content.as_posix(), written=sound and not dry_run)
        say(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _problems(intent.problems, file, content, quiet=quiet)
        if not quiet:
            if sound or dry_run:
                _preview(intent, words, content, shown=len(intent.changes) if verbose else _SHOWN)
            _outcome(intent, sound=sound, dry_run=dry_run)
    ctx.exit(EXIT_OK if sound else EXIT_CONTENT)


def _problems(problems: Sequence[SheetProblem], file: Path, content: Path, *, quiet: bool) -> None:
    for p in problems:
        if quiet and not p.is_error:
            continue
        if p.place.sheet or not p.path:
            where = "  ".join(filter(None, (file.name, p.place.sheet, p.place.address)))
        else:
            where = f"{(content / p.path).as_posix()}:{p.line}"
        say(_plain(f"{_LEVELS[p.severity]} {p.code}  {where}"))
        say(_plain(f"  {p.message}"))
        if p.hint:
            say(_plain(f"  提示：{p.hint}"))
        say()


def _preview(intent: Intent, words: Vocabulary, content: Path, shown: int) -> None:
    changes = [c for c in intent.changes if not c.faulty]
    new, changed = [c for c in changes if c.before is None], [c for c in changes if c.before is not None]
    if new:
        say(f"新增 {len(new)} 条：")
        for change in new[:shown]:
            say(_plain(f"  {_name(change)} → {(content / change.path).as_posix()}"))
        _more(len(new) - shown)
    if changed:
        say(f"修改 {len(changed)} 条：")
        for change in changed[:shown]:
            say(_plain(f"  {_name(change)}"))
            for d in preview.differences(change, words):
                say(_plain(f"    {d.label}：{_value(d.old)} → {_value(d.new)}"))
        _more(len(changed) - shown)
    say(f"不变 {intent.same} 条。")
    if absent := preview.absent_text(intent):
        say(f"表里没有、库里有的保持原样：{absent}。")
    for line in preview.lists_kept(intent):
        say(line)


def _outcome(intent: Intent, *, sound: bool, dry_run: bool) -> None:
    if not sound:
        errors = sum(p.is_error for p in intent.problems)
        say(f"共 {errors} 个错误、{len(intent.problems) - errors} 个提醒。什么也没有写，改好后再导入一次。")
    elif dry_run:
        say("这是试运行，什么也没有写。去掉 --dry-run 就导入。" if intent.changes else "这是试运行。没有要改的。")
    elif intent.changes:
        new = sum(c.before is None for c in intent.changes)
        say(f"已导入：新增 {new} 条，修改 {len(intent.changes) - new} 条。")
    else:
        say("没有要改的，什么也没有写。")


def _name(change: Change) -> str:
    return f"{preview.kind_label(change.kind)} {change.id} {change.title}"


def _value(text: str) -> str:
    return quote(text) if text else "（空）"


def _more(count: int) -> None:
    if count > 0:
        say(f"  ……另有 {count} 条，加 --verbose 全部列出。")


def _plain(text: str) -> str:
    """Return a line with nothing that a terminal would act on."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
