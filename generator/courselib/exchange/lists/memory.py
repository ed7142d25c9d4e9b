"""Which columns lists were read as, kept beside the cache: the next list with the same header is read the same way."""

from __future__ import annotations

import json
from collections.abc import Iterable

from ...runtime import atomic
from ...runtime.workspace import Workspace
from . import words
from .guesses import Listed
from .heads import GUESSED
from .telling import Remembered, memory_of

_FILE = "list-columns.json"
#: More headers are not kept, and no larger file is read.
_MOST, _MAX_BYTES = 200, 1 << 20


def recall(workspace: Workspace) -> Remembered:
    """Return what is kept; nothing where it cannot be read. A wrong field is worth no more than a wrong guess."""
    path = workspace.shared / _FILE
    try:
        if path.is_symlink() or workspace.shared.is_symlink() or path.stat().st_size > _MAX_BYTES:
            return {}
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {
        signature: {heading: name for heading, name in columns.items() if name == "" or name.removesuffix(GUESSED) in words.HEADINGS}
        for signature, columns in kept.items() if isinstance(columns, dict) and all(isinstance(n, str) for n in columns.values())
    }


def keep(workspace: Workspace, lists: Iterable[Listed]) -> None:
    """Keep how lists were read. Raises ``OSError`` where that is not possible."""
    kept = dict(recall(workspace))
    for listed in lists:
        signature, columns = memory_of(listed)
        kept.pop(signature, None)
        kept[signature] = columns
    rows = dict(list(kept.items())[-_MOST:])
    atomic.replace(workspace.make_shared() / _FILE, json.dumps(rows, ensure_ascii=False, indent=1).encode())
