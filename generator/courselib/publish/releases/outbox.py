"""The folder of releases: what is made for it lies beside it until all is there, and then comes into it in one step where that can be."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
from pathlib import Path

from ...runtime.errors import SystemFault, UsageError
from ...runtime.folders import remove
from ...runtime.workspace import Workspace
from .. import swap
from ..packs.making import sums

_SUMS, _METADATA, _FINGERPRINT = "SHA256SUMS", "metadata", "fingerprint.html"
#: What a release puts here; a folder with anything else is not replaced as a whole.
_OURS = re.compile(r"[a-z0-9-]{1,40}-[0-9.]{1,19}(?:-to-[0-9.]{1,19}|-full|-content)\.zip|changes-[0-9.]{1,19}\.(?:html|json)|SHA256SUMS"
                   r"|fingerprint\.html|update\.(?:sh|bat|ps1)")
_OURS_INSIDE = re.compile(r"(?:root|targets|snapshot|timestamp|[0-9]{1,4}\.root)\.json")
_BLOCK = 1 << 20


class Outbox:
    """The folder of releases and the drafts for it."""

    def __init__(self, out: Path, workspace: Workspace) -> None:
        """Judge the folder. Raises ``UsageError`` for one that is no place for releases, ``SystemFault`` for one that cannot be used."""
        self.folder = Path(os.path.abspath(out))  # noqa: PTH100 - resolve() would follow symbolic links
        own = (workspace.content, workspace.shared)
        if self.folder == workspace.root or any(p == self.folder or p in self.folder.parents or self.folder in p.parents for p in own):
            raise UsageError(f"发布文件夹 {out} 与课程库自己的文件夹重叠。", "用 --out 指定另一个文件夹，如 releases。")
        if self.folder.is_symlink():
            raise UsageError(f"发布文件夹 {out} 是符号链接。", "用 --out 指定一个真正的文件夹。")
        if self.folder.exists() and not self.folder.is_dir():
            raise UsageError(f"{out} 是一个文件，不是文件夹。", "用 --out 指定另一个文件夹。")
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            swap.recover(self.folder)
            for left in (*swap.lefts_of(self._beside), *swap.lefts_of(swap.aside_of(self.folder)), self._inside):
                remove(left)
            self._drafts = self._begin()
        except OSError as error:
            raise SystemFault(f"不能在发布文件夹 {out} 里写文件（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error

    @property
    def _beside(self) -> Path:
        return self.folder.with_name(f".{self.folder.name}.new")

    @property
    def _inside(self) -> Path:
        return self.folder / ".releasing"

    def _begin(self) -> Path:
        with contextlib.suppress(OSError):
            if not self.folder.exists() or self.folder.stat().st_dev == self.folder.parent.stat().st_dev:
                self._beside.mkdir()
                return self._beside
        self._inside.mkdir()
        return self._inside

    def full_pack(self, library: str, version: str) -> Path | None:
        """Return the pack of a whole earlier release that lies here, if it does."""
        path = self.folder / f"{library}-{version}-full.zip"
        return path if path.is_file() and not path.is_symlink() else None

    def draft(self, name: str) -> Path:
        """Return where a new file is to be written that is to be called ``name``."""
        path = self._drafts / name
        path.parent.mkdir(exist_ok=True)
        return path

    def write_sums(self) -> None:
        """Write the hashes of all drafts."""
        self.draft(_SUMS).write_bytes(sums({name: _hash_of(self._drafts / name) for name in self._names()}))

    def sizes(self) -> dict[str, int]:
        """Return the drafts and their sizes, without the signatures."""
        return {name: (self._drafts / name).stat().st_size for name in self._names() if not name.startswith(f"{_METADATA}/")}

    def _names(self) -> list[str]:
        return sorted(path.relative_to(self._drafts).as_posix() for path in self._drafts.rglob("*") if path.is_file())

    def commit(self) -> None:
        """Put the drafts in their places. Raises ``OSError``."""
        if self._drafts == self._beside and self._is_ours():
            self._replace_all()
        else:
            self._replace_each()

    def close(self) -> None:
        """Drop what was not put in its place."""
        remove(self._drafts)

    def _is_ours(self) -> bool:
        """Tell whether all that lies here is what releases put here."""
        if not self.folder.exists():
            return True
        for place in self.folder.iterdir():
            if place.name == _METADATA and place.is_dir() and not place.is_symlink():
                if not all(_is_own(inside, _OURS_INSIDE) for inside in place.iterdir()):
                    return False
            elif not _is_own(place, _OURS):
                return False
        return True

    def _replace_all(self) -> None:
        """Put the drafts and the earlier releases, together in one folder, in the place of the old one."""
        if self.folder.exists():
            for earlier in self.folder.iterdir():
                place = self._drafts / earlier.name
                if earlier.is_file() and earlier.name not in (_SUMS, _FINGERPRINT) and not place.exists():
                    try:
                        os.link(earlier, place)
                    except OSError:
                        shutil.copy2(earlier, place)
            self._drafts.chmod(stat.S_IMODE(self.folder.stat().st_mode) | stat.S_IRWXU)
        try:
            old = swap.swap(self._drafts, self.folder)
        except OSError:  # in use, or mounted there
            self._replace_each()
            return
        if old is not None:
            remove(old)

    def _replace_each(self) -> None:
        """Put file by file in its place: packs first, what names them last."""
        self.folder.mkdir(exist_ok=True)
        names = sorted(self._names(), key=lambda name: (name == _SUMS, name.startswith(f"{_METADATA}/"), name))
        metadata = self.folder / _METADATA
        if any(name.startswith(f"{_METADATA}/") for name in names):
            metadata.mkdir(exist_ok=True)
        for name in names:
            (self._drafts / name).replace(self.folder / name)
        if metadata.is_dir() and not metadata.is_symlink():
            for path in metadata.iterdir():
                if _OURS_INSIDE.fullmatch(path.name) and f"{_METADATA}/{path.name}" not in names:
                    path.unlink()
            with contextlib.suppress(OSError):
                metadata.rmdir()
        if _FINGERPRINT not in names:
            (self.folder / _FINGERPRINT).unlink(missing_ok=True)


def _is_own(path: Path, names: re.Pattern[str]) -> bool:
    return names.fullmatch(path.name) is not None and path.is_file() and not path.is_symlink()


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
