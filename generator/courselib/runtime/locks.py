"""Lock files in a folder that several users share."""

from __future__ import annotations

import stat
from pathlib import Path

from filelock import FileLock

from .folders import remove


def guard_of(lock: Path) -> FileLock:
    """Return the guard of a lock file, which whoever may write to its folder can take; what is no file in its place is removed.

    Raises ``OSError``.
    """
    if lock.is_symlink() or lock.is_dir():  # a link would be written through
        remove(lock)
    return FileLock(lock, mode=stat.S_IMODE(lock.parent.stat().st_mode) & 0o666 | 0o600)
