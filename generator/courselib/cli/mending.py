"""``courselib check --fix``: writes the safe repairs and shows them as a diff."""

from __future__ import annotations

import difflib
from pathlib import Path

from ..content.fixing import Repair, repairs
from ..content.saving import save
from ..runtime.workspace import Workspace
from .common import say


def mend(workspace: Workspace, content: Path, only: set[str], *, show: bool) -> None:
    """Mend the content files, or only those in ``only``, and say what was changed."""
    mended = repairs(workspace.content, only or None)
    for repair in mended:
        save(workspace.content, repair.path, repair.after)
        if show:
            say(_diff(repair, content))
    if show:
        say(f"改好了 {len(mended)} 个文件，正文没有动。" if mended else "没有可以自动改好的地方。")
        say()


def _diff(repair: Repair, content: Path) -> str:
    """Return the changes with one line around them; what a terminal would act on is made visible."""
    name = (content / repair.path).as_posix()
    rows = difflib.unified_diff(
        repair.before.splitlines(), repair.after.splitlines(), f"{name}（原来）", f"{name}（改后）", n=1, lineterm=""
    )
    return "\n".join("".join(c if c.isprintable() or c == "\t" else "\N{REPLACEMENT CHARACTER}" for c in row) for row in rows)
