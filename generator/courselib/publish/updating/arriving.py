"""Bringing a pack beside the site, piece by piece: a stick that is pulled half way costs nobody what was brought already.

Beside the copy stands a note of what it is a copy of and of the hash of each piece. The next run holds the pieces against the
note and goes on after the last one that is whole, without reading from the stick again what is here. None of this is trusted: the
copy is verified like any pack once it is whole.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import IO

from ...runtime.errors import SystemFault, UsageError
from ...runtime.folders import remove
from .trouble import told

#: Hears how far a stage is.
Progress = Callable[[str, int, int], None]

PART = "pack.part"
NOTE = "pack.pieces"
PIECE = 1 << 20
#: What stands at the end of a zip names all its members and their checksums: it tells one pack from another.
_TAIL = 256 << 10
_MOST = 9 << 30
_FIRST, _LAST, _LAST_SIZE = b"PK\x03\x04", b"PK\x05\x06", 22
_OTHERS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_UNLINKED = _OTHERS | getattr(os, "O_NOFOLLOW", 0)


def bring(source: Path, folder: Path, progress: Progress) -> Path:
    """Copy a pack into a folder, going on where an earlier run was stopped, and return the copy.

    Raises ``UsageError`` for what is no pack at all, ``SystemFault`` when the source goes away or the copy cannot be written.
    """
    with _opened(source) as stream:
        try:
            size = os.fstat(stream.fileno()).st_size
            tail = _read(stream, max(0, size - _TAIL), min(size, _TAIL))
            begin = _read(stream, 0, min(size, len(_FIRST)))
        except OSError as error:
            raise _vanished(source, 0) from error
        _judge(source, size, begin, tail)
        identity = hashlib.sha256(b"%d %d " % (size, PIECE) + tail).hexdigest()
        with told(folder):
            at = _begun(folder, identity, size)
            free = shutil.disk_usage(folder).free
        if free < size - at:
            raise SystemFault(
                f"磁盘空间不够：更新包还有 {_megabytes(size - at)} MB 要拷，{folder.parent} 只剩 {free >> 20} MB。站点没有动。",
                "腾出空间，再运行同一条命令。",
            )
        _copy(stream, source, folder, at, size, progress)
    return folder / PART


def drop(folder: Path) -> None:
    """Remove the copy and its note: it was used, or is good for nothing."""
    remove(folder / NOTE)
    remove(folder / PART)


def _opened(source: Path) -> IO[bytes]:
    try:
        if source.is_dir():
            raise UsageError(f"{source} 是一个文件夹，不是更新包。", "更新包是一个 .zip 文件，不要解开，直接写它的路径。")
        stream = os.fdopen(os.open(source, os.O_RDONLY | _OTHERS), "rb", buffering=0)
    except FileNotFoundError as error:
        raise UsageError(f"没有 {source} 这个文件。", "检查更新包的路径；在 U 盘上的，看 U 盘是否插好。") from error
    except OSError as error:
        raise SystemFault(f"更新包 {source} 打不开（{error.strerror}）。站点没有动。", "检查文件的权限，以及 U 盘是否插好。") from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise UsageError(f"{source} 不是普通文件，不能当作更新包。", "写更新包（.zip 文件）的路径。")
    return stream


def _judge(source: Path, size: int, begin: bytes, tail: bytes) -> None:
    """Refuse at once what is no pack, or not a whole one."""
    if begin != _FIRST:
        raise UsageError(f"{source} 不是更新包。站点没有动。", "更新包是 courselib release 做出的 .zip 文件，不要解开或重新压缩。")
    if tail[-_LAST_SIZE:][:4] != _LAST:
        raise UsageError(f"更新包 {source} 不完整，后面缺了一截，或被加了东西。站点没有动。", "多半是下载或拷贝没有做完：重新取一份再试。")
    if size > _MOST:
        raise UsageError(f"{source} 太大，不会是更新包。站点没有动。", "重新取一份再试。")


def _begun(folder: Path, identity: str, size: int) -> int:
    """Return how many bytes of this pack are here and whole; what is no part of it is removed. Raises ``OSError``."""
    part, note = folder / PART, folder / NOTE
    whole = 0
    try:
        with os.fdopen(os.open(note, os.O_RDONLY | _UNLINKED), "r", encoding="ascii", errors="replace") as lines:
            same = lines.readline().strip() == identity
            pieces = lines.read().split() if same else []
        if same:
            with os.fdopen(os.open(part, os.O_RDWR | _UNLINKED), "r+b") as stream:
                for piece in pieces:
                    data = stream.read(min(PIECE, size - whole))
                    if not data or hashlib.sha256(data).hexdigest() != piece:
                        break
                    whole += len(data)
                stream.truncate(whole)
    except OSError:
        whole = 0
    if not whole:
        drop(folder)
        with note.open("x", encoding="ascii") as lines:
            lines.write(f"{identity}\n")
        part.open("xb").close()
    return whole


def _copy(stream: IO[bytes], source: Path, folder: Path, at: int, size: int, progress: Progress) -> None:
    """Copy what is missing from ``at`` on."""
    steps = -(-size // PIECE)
    with told(folder):
        note = os.fdopen(os.open(folder / NOTE, os.O_RDWR | _UNLINKED), "r+", encoding="ascii", errors="replace")
    with note:
        with told(folder):
            # Lines of pieces that turned out broken go.
            lines = note.read().split()[: 1 + -(-at // PIECE)]
            note.seek(0)
            note.truncate()
            note.write("".join(f"{line}\n" for line in lines))
            note.flush()
            out = os.fdopen(os.open(folder / PART, os.O_WRONLY | os.O_APPEND | _UNLINKED), "ab")
        with out:
            while at < size:
                try:
                    data = _read(stream, at, min(PIECE, size - at))
                except OSError as error:
                    raise _vanished(source, at) from error
                with told(folder):
                    out.write(data)
                    out.flush()
                    note.write(f"{hashlib.sha256(data).hexdigest()}\n")
                    note.flush()
                at += len(data)
                progress("拷贝更新包", -(-at // PIECE), steps)


def _read(stream: IO[bytes], at: int, length: int) -> bytes:
    """Return so many bytes. Raises ``OSError``, also where there are fewer."""
    stream.seek(at)
    data = b""
    while len(data) < length:
        more = stream.read(length - len(data))
        if not more:
            raise OSError(5, "文件变短了")
        data = data + more if data else more
    return data


def _vanished(source: Path, at: int) -> SystemFault:
    kept = f"已拷来的 {_megabytes(at)} MB 留着，" if at else ""
    return SystemFault(
        f"更新包 {source} 读到一半读不下去了，多半是 U 盘拔了或网络断了。站点没有动。",
        f"插好后再运行同一条命令：{kept}会接着来。" if kept else "插好后再运行同一条命令。",
    )


def _megabytes(size: int) -> str:
    return f"{size / (1 << 20):.1f}"

