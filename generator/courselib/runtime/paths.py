"""Paths that came from a file, a form or another machine: which of them may be joined to a folder of ours.

A path is written with ``/`` everywhere. What another system would read in another way is refused on all: a back slash and a
drive letter lead out of any folder on Windows, and so do names that stand for devices there.
"""

from __future__ import annotations

import re
from pathlib import Path

#: Names that stand for devices on Windows, whatever follows their first dot.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\..*)?", re.IGNORECASE | re.DOTALL)
_MAX_LENGTH = 1000


def is_relative(path: str) -> bool:
    """Tell whether a path leads to something below whatever folder it is joined to, on every system."""
    if not path or len(path) > _MAX_LENGTH or not path.isprintable() or "\\" in path or ":" in path:
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def is_plain(path: str) -> bool:
    """Tell whether a path is relative, and no part of it is a name that Windows takes for another or for a device."""
    return is_relative(path) and not any(part[-1] in ". " or _DEVICE.fullmatch(part) for part in path.split("/"))


def below(root: Path, path: str) -> Path | None:
    """Return the place of a plain path below ``root``; ``None`` for another path, or when a part of it that exists is a link."""
    if not is_plain(path):
        return None
    place = root
    for part in path.split("/"):
        place = place / part
        if place.is_symlink():
            return None
    return place
