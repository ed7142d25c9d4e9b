"""``courselib check --fix``: writes the safe repairs and shows them as a diff."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from ..content.fixing import Repair, repairs
from ..content.saving import save
from ..runtime.workspace import Workspace
from .common import say

#: So much is shown of a file that is not in UTF-8.
_LINES, _COLUMNS = 8, 60


def mend(workspace: Workspace, content: Path, only: set[str], *, show: bool) -> None:
    """Mend the content files, or only those in ``only``, and say what was changed."""
    mended = repairs(workspace.content, only or None)
    # What was guessed of an encoding must be seen: where nothing is shown, it stays for the check that follows.
    chosen = [repair for repair in mended if not repair.encoding or (show and _agreed(repair, content))]
    for repair in chosen:
        save(workspace.content, repair.path, repair.after)
        if show and repair.before != repair.after:
            say(_diff(repair, content))
    if show:
        encoded = sum(bool(repair.encoding) for repair in chosen)
        more = f"（其中 {encoded} 个从 GBK 转成了 UTF-8，文字没有动）" if encoded else ""
        say(f"改好了 {len(chosen)} 个文件{more}，正文没有动。" if chosen else "没有可以自动改好的地方。")
        say()


def _agreed(repair: Repair, content: Path) -> bool:
    """Show how a file reads that is not in UTF-8; on a terminal, ask whether that is right."""
    say(f"{(content / repair.path).as_posix()} 不是 UTF-8，按 {repair.encoding} 读是这样：")
    lines = [line for line in repair.before.splitlines() if line.strip()][:_LINES]
    say("\n".join(f"  | {_visible(line[:_COLUMNS])}" for line in lines))
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return bool(click.confirm("文字对吗？对就输入 y，转成 UTF-8；不对按回车", default=False, show_default=False, prompt_suffix="："))


def _diff(repair: Repair, content: Path) -> str:
    """Return the changes with one line around them; what a terminal would act on is made visible."""
    name = (content / repair.path).as_posix()
    rows = difflib.unified_diff(
        repair.before.splitlines(), repair.after.splitlines(), f"{name}（原来）", f"{name}（改后）", n=1, lineterm=""
    )
    return "\n".join(map(_visible, rows))


def _visible(row: str) -> str:
    return "".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in row)
