"""The folder in which a new site comes together, beside the old one: new files written, unchanged ones linked."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..runtime.errors import SystemFault, UsageError
from ..runtime.folders import remove
from ..runtime.paths import is_relative
from . import swap
from .packs.trees import MANIFEST, Entry, manifest_of, tree_of

_MAX_PATH = 120


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file of the site: size in bytes and SHA-256 for the manifest, time stamp to tell whether it was touched since."""

    size: int
    sha256: str
    mtime_ns: int


@dataclass(slots=True)
class Staging:
    """A site under construction for the folder ``target``."""

    target: Path
    folder: Path
    files: dict[str, FileFacts] = field(default_factory=dict)
    written: int = 0
    _folders: set[str] = field(default_factory=set)
    #: Files that were taken over: they are what the old site's are, which was looked at then.
    _linked: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, target: Path) -> Staging:
        """Clear what a killed build left and begin a new site. The caller holds the build lock."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            swap.recover(target)
            folder = target.with_name(f".{target.name}.new")
            for left in (*swap.lefts_of(folder), *swap.lefts_of(swap.aside_of(target))):
                remove(left)
            if os.path.lexists(folder):  # somebody else's, and he alone can remove it
                folder = folder.with_name(f"{folder.name}-{secrets.token_hex(4)}")
            folder.mkdir()
        except OSError as error:
            raise SystemFault(f"不能在 {target.parent} 里写文件（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
        return cls(target, folder)

    def _place(self, path: str) -> str:
        """Return where a file goes, as text: this is done for every file of every build."""
        if len(path) > _MAX_PATH or not path.isascii() or not is_relative(path):
            raise SystemFault(f"站点里的路径不合规：{path}", "请缩短文件名，只用英文字母和数字。")
        parent = path.rpartition("/")[0]
        if parent not in self._folders:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._folders.add(parent)
        return f"{self.folder}/{path}"

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the site."""
        place = self._place(path)
        with open(place, "xb") as stream:  # noqa: PTH123 - as above
            stream.write(data)
        self.files[path] = FileFacts(len(data), hashlib.sha256(data).hexdigest(), os.stat(place).st_mtime_ns)  # noqa: PTH116 - as above
        self.written += 1

    def copy(self, path: str, source: Path) -> None:
        """Copy a media file into the site; a symbolic link in its place is refused."""
        place = self._place(path)
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        digest = hashlib.sha256()
        with os.fdopen(descriptor, "rb") as stream, open(place, "xb") as out:  # noqa: PTH123 - as above
            while block := stream.read(1 << 20):
                digest.update(block)
                out.write(block)
        info = os.stat(place)  # noqa: PTH116 - as above
        self.files[path] = FileFacts(info.st_size, digest.hexdigest(), info.st_mtime_ns)
        self.written += 1

    def keep(self, path: str, facts: FileFacts) -> bool:
        """Take over an unchanged file of the old site; ``False`` when it is gone or was touched."""
        old = f"{self.target}/{path}"
        try:
            info = os.lstat(old)
            if info.st_size != facts.size or info.st_mtime_ns != facts.mtime_ns:
                return False
            place = self._place(path)
            try:
                os.link(old, place)
                self._linked.add(path)
            except OSError:
                shutil.copy2(old, place, follow_symlinks=False)
        except OSError:
            return False
        self.files[path] = facts
        return True

    def carry(self, path: str) -> None:
        """Take over a file of the old site that is none of this tool's; the manifest does not name it. Raises ``OSError``."""
        old, place = self.target / path, self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, place, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(old, place, follow_symlinks=False)

    def drop(self, path: str) -> None:
        """Take a file out of the new site again, and its folder when nothing else is in it."""
        place = self.folder / path
        place.unlink()
        del self.files[path]
        self._linked.discard(path)
        with contextlib.suppress(OSError):  # something else is in it
            place.parent.rmdir()
            self._folders.discard(path.rpartition("/")[0])

    def manifest(self) -> bytes:
        """Return the manifest of all files so far."""
        return manifest_of(tree_of({path: Entry(f.size, f.sha256) for path, f in self.files.items()}))

    def check(self) -> list[str]:
        """Return the paths of files that are not what the manifest says, or that collide when lower-cased."""
        bad = []
        seen: set[str] = set()
        for path, facts in self.files.items():
            name = path.lower()
            if name in seen or (path not in self._linked and os.lstat(f"{self.folder}/{path}").st_size != facts.size):
                bad.append(path)
            seen.add(name)
        return bad

    def publish(self) -> None:
        """Put the new site in the old one's place, then drop the old one."""
        try:
            old = swap.swap(self.folder, self.target)
        except OSError as error:
            raise SystemFault(
                f"新站点已建好，但换不上去（{error.strerror}）。原来的站点没有动。",
                f"关闭正在使用 {self.target} 的程序后再试。",
            ) from error
        if old is not None:
            remove(old)

    def abandon(self) -> None:
        """Drop the unfinished site; the old one was never touched."""
        remove(self.folder)


def check_target(target: Path, content: Path) -> None:
    """Refuse an output folder that is not ours to replace: ``UsageError``."""
    absolute = Path(os.path.abspath(target))  # noqa: PTH100 - resolve() would follow symbolic links
    if absolute.is_symlink():
        raise UsageError(f"输出文件夹 {target} 是符号链接。", "用 --output 指定一个真正的文件夹。")
    if absolute == content or absolute in content.parents or content in absolute.parents:
        raise UsageError(f"输出文件夹 {target} 与内容文件夹重叠。", "用 --output 指定另一个文件夹，如 site。")
    if not absolute.exists():
        return
    if not absolute.is_dir():
        raise UsageError(f"{target} 是一个文件，不是文件夹。", "用 --output 指定另一个文件夹。")
    if any(absolute.iterdir()) and not is_site(absolute):
        raise UsageError(f"文件夹 {target} 里有别的文件，不是本工具生成的站点。", "用 --output 指定一个空文件夹，以免误删。")


def is_site(folder: Path) -> bool:
    """Tell whether a folder holds a site made by this tool."""
    return files_of(folder) is not None


def files_of(folder: Path) -> Collection[str] | None:
    """Return the paths that a site's manifest names; ``None`` when the folder holds no site made by this tool."""
    try:
        data: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    files = data.get("files") if isinstance(data, dict) else None
    return files if isinstance(files, dict) else None
