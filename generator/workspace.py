"""Where a library's files stand: the content folder, its settings, and the cache folder beside it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from .errors import SystemFault

CACHE_FOLDER = ".courselib"
#: What the folders below the cache begin with that a build works in, and drops at its end.
SCRATCH = "scratch-"
SETTINGS_FILE = "mkdocs.yml"
_CACHE_NOTE = "*\n"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A library on disk. ``content`` is absolute; the folder that holds it is the library's root."""

    content: Path

    @classmethod
    def of(cls, content: Path) -> Workspace:
        """Return the workspace of a content folder, which need not exist yet."""
        return cls(Path(os.path.abspath(content)))  # noqa: PTH100 - resolve() would follow symbolic links

    @property
    def root(self) -> Path:
        """The folder that holds content, settings and cache."""
        return self.content.parent

    @property
    def cache(self) -> Path:
        """The cache folder; everything below it may be deleted at any time."""
        return self.root / CACHE_FOLDER

    def make_cache(self) -> Path:
        """Create the cache folder and return it; a symbolic link in its place is refused."""
        folder = self.cache
        if folder.is_symlink():
            raise SystemFault(f"缓存文件夹 {folder} 是符号链接，不予使用。", "删去它再试。")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            note = folder / ".gitignore"
            if not note.exists():
                note.write_text(_CACHE_NOTE, encoding="utf-8")
        except OSError as error:
            raise SystemFault(f"不能写入缓存文件夹 {folder}({error.strerror})。", "检查文件夹权限和磁盘空间。") from error
        return folder
