"""The one table of what systems and programs leave in folders by themselves; no author means it, so it is skipped without a word.

Names are compared without case: a share or a stick carries them between systems that write them differently.
"""

from __future__ import annotations

import re

#: Whole names: of Windows, macOS and network storage; ``4913`` is how Vim tries whether it may write.
_NAMES = frozenset((
    "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "$recycle.bin", "system volume information",
    "icon\r", "__macosx", "network trash folder", "temporary items", "desktop db", "desktop df",
    "@eadir", "@recycle", "@recently-snapshot", "@sharebin", "@tmp", "#recycle", "#snapshot",
    "lost+found", "__pycache__", "4913",
))
#: What is hidden (``.DS_Store``, ``._x``, ``.git``, ``.~lock.x#``, ``.#x``), and what office programs keep beside an open file.
_STARTS = (".", "~$", "~wr")
#: Backups, swap files, and downloads under way.
_ENDS = (
    "~", ".bak", ".tmp", ".temp", ".orig", ".rej", ".save", ".wbk", ".xlk", ".asd", ".swp", ".swo", ".swn",
    ".crdownload", ".part", ".partial", ".opdownload", ".download", ".downloading", ".td", ".td.cfg", ".xltd", ".xltd.cfg", ".aria2",
)
#: ``#x#`` is Emacs's, ``found.000`` what a disk check of Windows saves.
_FORMS = re.compile(r"#.*#|found\.[0-9]{3}", re.DOTALL)


def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name (without its path) is nobody's work."""
    folded = name.casefold()
    return folded in _NAMES or folded.startswith(_STARTS) or folded.endswith(_ENDS) or _FORMS.fullmatch(folded) is not None


def in_litter(path: str) -> bool:
    """Tell whether a path (with either slash) leads to or through such a file or folder."""
    return any(is_litter(part) for part in re.split(r"[/\\]", path) if part)
