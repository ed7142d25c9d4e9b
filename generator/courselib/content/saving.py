"""Writing content files: whole or not at all, in place of a plain file inside the content folder, never through a link."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..runtime import atomic
from ..runtime.errors import SystemFault


def save(root: Path, path: str, text: str) -> None:
    """Replace the content file ``path`` below ``root``, keeping its mode. Raises ``SystemFault`` when that cannot be done.

    Line ends are written as they stand in ``text``.
    """
    try:
        mode = stat.S_IMODE(_plain(root, path).st_mode)
        atomic.replace(root / path, text.encode(), mode=mode, durable=True)
    except OSError as error:
        raise SystemFault(f"不能写入 {path}（{error.strerror}）。", "检查文件夹权限和磁盘空间；原来的文件没有动。") from error


def create(root: Path, path: str, text: str) -> None:
    """Write the new content file ``path`` below ``root``; folders on the way are made. Nothing that is there is touched.

    Raises ``FileExistsError`` when there is something at this place, ``SystemFault`` when it cannot be written.
    """
    *folders, name = path.split("/")
    place = root
    try:
        for folder in folders:
            place = place / folder
            place.mkdir(exist_ok=True)
            if place.is_symlink():
                raise OSError(0, "文件夹是符号链接", str(place))
        with (place / name).open("x", encoding="utf-8", newline="") as stream:
            stream.write(text)
    except FileExistsError:
        raise
    except OSError as error:
        raise SystemFault(f"不能写入 {path}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error


def _plain(root: Path, path: str) -> os.stat_result:
    """Return the facts of a plain file; ``OSError`` when it, or a folder on the way to it, is a link or something else."""
    place = root
    parts = path.split("/")
    for part in parts:
        place = place / part
        info = os.lstat(place)
        if stat.S_ISLNK(info.st_mode) or (part is parts[-1] and not stat.S_ISREG(info.st_mode)):
            raise OSError(0, "不是普通文件", str(place))
    return info
