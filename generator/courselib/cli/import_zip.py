"""``courselib import`` of several files handed in as one zip: what comes, what is refused and why, what stays as it is."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

from ..exchange import handed_in
from ..exchange.handed_in import Intent
from ..exchange.spreadsheet.committing import held
from ..library.kinds import KINDS
from ..library.unfinished import UNFILLED
from ..problems import ERROR, Problem
from ..runtime.values import Value
from ..runtime.workspace import Workspace
from .common import Progress, load_library, plain, say, settle
from .reporting import LEVELS


def is_zip(file: Path) -> bool:
    """Tell whether a file is to be read as several files in one."""
    return file.suffix.lower() == handed_in.SUFFIX


def import_zip(file: Path, content: Path, *, dry_run: bool, as_json: bool, quiet: bool) -> bool:
    """Put what was handed in into the library; tell whether all of it is there now, or would be."""
    workspace = Workspace.of(content)
    found = handed_in.read(file)
    settle(workspace)
    with nullcontext() if dry_run else held(workspace):
        loaded = load_library(workspace, Progress(quiet=quiet or as_json))
        intent = handed_in.prepare(found, loaded)
        written = intent.sound and not dry_run
        if written and intent.new:
            handed_in.write(workspace, intent)
    if as_json:
        say(json.dumps(_json(intent, file, written=written), ensure_ascii=False, indent=2))
    else:
        _tell(intent, file, content, dry_run=dry_run, quiet=quiet)
    return intent.sound and not intent.conflicts


def _json(intent: Intent, file: Path, *, written: bool) -> dict[str, Value]:
    return {
        "file": file.as_posix(), "written": written, "new": sorted(intent.new), "same": list(intent.same),
        "conflicts": [{"name": c.name, "path": c.path} for c in intent.conflicts],
        "refused": [{"name": r.name, "message": r.message, "hint": r.hint} for r in intent.refused],
        "problems": [{"code": p.code, "severity": p.severity, "path": p.path, "line": p.line, "message": p.message, "hint": p.hint}
                     for p in intent.problems],
    }


def _tell(intent: Intent, file: Path, content: Path, *, dry_run: bool, quiet: bool) -> None:
    for one in intent.refused:
        say(plain(f"错误  {file.name}  {handed_in.shown(one.name)}"))
        say(plain(f"  {one.message}"))
        say(plain(f"  提示：{one.hint}"))
    for p in intent.problems:
        if p.severity == ERROR or not quiet:
            _tell_problem(p, file)
    for conflict in intent.conflicts:
        say(plain(f"冲突  {file.name}  {conflict.name}"))
        say(plain(f"  库里已有 {(content / conflict.path).as_posix()}，写的不一样，没有写，库里的保持原样。"))
        say("  提示：是新的，换一个编号；是要改那一份的，两份对照着改库里的文件。")
    if quiet:
        return
    if intent.new:
        say(f"新增 {len(intent.new)} 个：")
        for path in intent.new:
            result = intent.results[path]
            title = str((result.values or {}).get("title", ""))
            say(plain(f"  {KINDS[result.kind].label} {result.id} {title} → {(content / path).as_posix()}"))
    if intent.same:
        say(f"和库里一样的 {len(intent.same)} 个。")
    _outcome(intent, dry_run=dry_run)


def _tell_problem(p: Problem, file: Path) -> None:
    say(plain(f"{LEVELS[p.severity]} {p.code}  {file.name}  {p.path}:{p.line}"))
    say(plain(f"  {p.message}"))
    if p.hint:
        say(plain(f"  提示：{p.hint}"))


def _outcome(intent: Intent, *, dry_run: bool) -> None:
    if not intent.sound:
        errors = len(intent.refused) + sum(p.severity == ERROR for p in intent.problems)
        say(f"共 {errors} 个错误。什么也没有写，改好后再导入一次。")
        return
    if dry_run:
        say("这是试运行，什么也没有写。去掉 --dry-run 就导入。" if intent.new else "这是试运行。没有要写的。")
    else:
        say(f"已导入：新增 {len(intent.new)} 个文件。下一步：运行 courselib check。" if intent.new else "没有要写的，什么也没有写。")
    unfinished = len({p.path for p in intent.problems if p.code == UNFILLED})
    if unfinished:
        say(f"其中 {unfinished} 个是没写完的草稿，不会发布：填好【填：…】，再把 status 改成 published。")
    if intent.conflicts:
        say(f"有 {len(intent.conflicts)} 个和库里的不一样，{'不会写' if dry_run else '没有写'}，见上面的“冲突”。")
