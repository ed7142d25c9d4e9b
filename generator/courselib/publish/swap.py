"""Putting a finished folder in the place of an old one, so that at every moment one whole folder stands there."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import secrets
import sys
from pathlib import Path

from ..runtime.folders import remove

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap(new: Path, target: Path) -> Path | None:
    """Put ``new`` in the place of ``target``; return where the old folder is now, or ``None`` if there was none.

    On Linux the two names are exchanged in one step (``renameat2``). Elsewhere the old folder steps aside first;
    should the process die between the two renames, ``recover`` puts it back. Raises ``OSError``.
    """
    if not target.exists():
        new.rename(target)
        return None
    if _exchange(new, target):
        return new
    aside = aside_of(target)
    if not remove(aside):  # somebody else's, and he alone can remove it
        aside = aside.with_name(f"{aside.name}-{secrets.token_hex(4)}")
    target.rename(aside)
    try:
        new.rename(target)
    except OSError:
        aside.rename(target)
        raise
    return aside


def aside_of(target: Path) -> Path:
    """Return where the old folder waits while the new one takes its name."""
    return target.with_name(f".{target.name}.old")


def recover(target: Path) -> None:
    """Put an old folder back that a killed swap left aside."""
    if not target.exists():
        left = lefts_of(aside_of(target))
        if left:
            max(left, key=lambda place: place.stat().st_ctime_ns).rename(target)


def lefts_of(place: Path) -> list[Path]:
    """Return what stands under a name of ours, or under it with a number where the name was taken."""
    numbered = re.compile(re.escape(place.name) + "(?:-[0-9a-f]{8})?")
    return sorted(path for path in place.parent.iterdir() if numbered.fullmatch(path.name))


def _exchange(one: Path, other: Path) -> bool:
    if not sys.platform.startswith("linux"):
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
