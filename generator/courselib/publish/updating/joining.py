"""Putting the new site together beside the old one: what stays is linked, the rest comes out of the pack, all of it is read back."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Container, Iterable
from pathlib import Path

from ...runtime.errors import SystemFault
from ..foreign import carry
from ..packs import trees
from ..packs.facts import refused
from ..packs.reading import CHANGES, PACK, SITE, Pack
from ..staging import FileFacts, Staging
from .arriving import Progress
from .kept import Releases
from .result import Result, patched

#: How much stays free besides what is counted: folders and the ends of files take room too.
_SPARE = 4 << 20


class _Folders(Container[str]):
    """The paths of a site that are told by their folder alone."""

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path.startswith(f"{trees.RELEASE_FOLDER}/")


def take_foreign(site: Path, folder: Path, paths: Iterable[str]) -> list[str]:
    """Take the files of others from a site over into a folder that is to replace it and has these ``paths``; return which they are.

    Raises ``UsageError`` for one that cannot be taken over, as a build does.
    """
    staging = Staging(site, folder, dict.fromkeys(paths, FileFacts(0, "", 0)))
    named, others = carry(staging, _Folders(), ())
    return sorted(named + others)


def join(releases: Releases, pack: Pack, result: Result, progress: Progress) -> list[str]:
    """Put the new site together at ``releases.new``, verified to the last byte; return the foreign files in it.

    Raises ``OSError`` when the machine fails, ``SystemFault`` when there is no room.
    """
    joint = _Joint(releases.site, releases.new, pack, result)
    joint.begin()
    foreign = take_foreign(releases.site, releases.new, result.tree.files)
    joint.fill(progress)
    progress("核对新站点", 0, 1)
    found = trees.differences(result.tree, releases.new)
    if found.missing or found.changed or found.extra != foreign:
        raise refused(f"做出的新站点与文件清单对不上：{(found.missing + found.changed + found.extra)[0]}")
    with contextlib.suppress(AttributeError):  # what a system without it has written is written soon
        os.sync()
    progress("核对新站点", 1, 1)
    return foreign


class _Joint:
    """The new site under construction."""

    def __init__(self, site: Path, folder: Path, pack: Pack, result: Result) -> None:
        self.site, self.folder, self.pack, self.result = site, folder, pack, result
        self._links = True
        self._made: set[str] = set()

    def begin(self) -> None:
        """Make the folder, and see that there is room."""
        self.folder.mkdir()
        if self.site.is_dir():
            with contextlib.suppress(OSError):
                self.folder.chmod(stat.S_IMODE(self.site.stat().st_mode) | stat.S_IRWXU)
        for path in self.result.kept[:1]:
            self._keep(path)
            (self.folder / path).unlink()
        need = self.result.written() + _SPARE
        if not self._links:
            need += sum(self.result.tree.files[path].size for path in self.result.kept)
        free = shutil.disk_usage(self.folder).free
        if free < need:
            raise SystemFault(
                f"磁盘空间不够：新站点要 {need >> 20} MB，{self.folder.parent.parent} 只剩 {free >> 20} MB。站点没有动。",
                "腾出空间，再运行同一条命令。")

    def fill(self, progress: Progress) -> None:
        """Bring all files."""
        kept, whole, changed = self.result.kept, self.result.whole, self.result.patched
        total = len(kept) + len(whole) + len(changed)
        done = 0
        for make, paths in ((self._keep, kept), (self._unpack, whole), (self._patch, changed)):
            for path in paths:
                make(path)
                done += 1
                progress("做新站点", done, total)
        self._write(trees.MANIFEST, [self.result.manifest])
        for name, data in self.pack.metadata.items():
            self._write(f"{trees.RELEASE_FOLDER}/{name}", [data])
        self._write(f"{trees.RELEASE_FOLDER}/{PACK}", [self.pack.text])
        if CHANGES in self.pack.facts.members:
            self._write(f"{trees.RELEASE_FOLDER}/{CHANGES}", self.pack.chunks(CHANGES))

    def _keep(self, path: str) -> None:
        place = self._place(path)
        if self._links:
            try:
                os.link(self.site / path, place)
            except OSError as error:
                if error.errno == errno.EMLINK:  # this one has as many as it may; others may have more
                    shutil.copy2(self.site / path, place, follow_symlinks=False)
                    return
                self._links = False
            else:
                return
        shutil.copy2(self.site / path, place, follow_symlinks=False)

    def _unpack(self, path: str) -> None:
        self._write(path, self.pack.chunks(SITE + path))

    def _patch(self, path: str) -> None:
        size = self.result.tree.files[path].size
        self._write(path, [patched(self.pack, path, (self.site / path).read_bytes(), size)])

    def _write(self, path: str, data: Iterable[bytes]) -> None:
        with self._place(path).open("xb") as stream:
            for bit in data:
                stream.write(bit)

    def _place(self, path: str) -> Path:
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            (self.folder / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        return self.folder / path
