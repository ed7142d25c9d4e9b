"""Folders of ours on disk: made where nothing else stands, and taken away whatever their files' permissions are."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from pathlib import Path


def make_private(folder: Path) -> Path:
    """Make a folder that its user alone can enter, and return it; a link or a file in its place is removed.

    Raises ``OSError``.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        folder.unlink()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if folder.is_symlink():
            raise
        with contextlib.suppress(PermissionError):  # another user's: whoever may write to it all the same, may use it
            folder.chmod(0o700)
    return folder


def remove(place: Path) -> bool:
    """Remove whatever stands at a place, read-only folders included; links are not followed. Tell whether nothing is left."""
    try:
        if place.is_dir() and not place.is_symlink():
            _unlock(place)
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
    except OSError:
        return not os.path.lexists(place)
    return not os.path.lexists(place)


def _unlock(top: Path) -> None:
    """Let the user empty folders that were made read-only; on Windows, which deletes no read-only file, unlock these too."""
    for folder, names, files in os.walk(top):
        here = [folder, *(os.path.join(folder, name) for name in (*names, *(files if os.name == "nt" else ())))]  # noqa: PTH118
        for name in here:
            with contextlib.suppress(OSError):
                mode = os.lstat(name).st_mode
                if (stat.S_ISDIR(mode) or os.name == "nt") and mode & stat.S_IRWXU != stat.S_IRWXU:
                    os.chmod(name, mode | stat.S_IRWXU)  # noqa: PTH101 - a name from the walk
