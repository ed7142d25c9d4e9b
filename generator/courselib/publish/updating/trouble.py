"""What the machine says while packs are read and sites are put together, in words for whoever runs an update."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from ...runtime.errors import SystemFault

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
_SHUT = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextlib.contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn an ``OSError`` of the block, which reads and writes in and below ``place``, into a ``SystemFault``."""
    try:
        yield
    except OSError as error:
        raise fault(error, place) from error


def fault(error: OSError, place: Path) -> SystemFault:
    """Return what a failure of the machine means for an update; the site stands as it was whenever this is raised."""
    if error.errno in _FULL:
        return SystemFault(f"磁盘满了，{place} 里写不下。站点没有动。", "腾出空间，再运行同一条命令。")
    if error.errno in _SHUT:
        return SystemFault(f"没有权限在 {place} 里读写（{error.strerror}）。站点没有动。", "换一个有权限的用户来运行，或修改文件夹的权限。")
    return SystemFault(
        f"在 {place} 里读写出了问题（{error.strerror or error}）。站点没有动。", "检查磁盘和 U 盘是否插好，再运行同一条命令。"
    )
