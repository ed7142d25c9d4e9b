"""Where a library's files stand: the content folder, its settings, and the cache folder beside it.

Several users may work in one library. What they must agree on (locks, an import at work) lies in the cache folder itself; what a
run keeps for the next one lies in a folder of each user's own below it, since nobody trusts what another's program sealed.
"""

from __future__ import annotations

import contextlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from . import folders
from . import seals as trust
from .errors import SystemFault

CACHE_FOLDER = ".courselib"
#: What the folders below the cache begin with that a build works in, and drops at its end.
SCRATCH = "scratch-"
SETTINGS_FILE = "mkdocs.yml"
_CACHE_NOTE = "*\n"
_USER = "user-"
#: What earlier versions kept in the cache folder itself, for all users.
_FORMER = ("cache.db", "cache.db-wal", "cache.db-shm", "cache.seal", "engine", "index", "preview", "shards", "shells")


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
    def shared(self) -> Path:
        """The cache folder of all users; everything below it may be deleted at any time."""
        return self.root / CACHE_FOLDER

    @property
    def cache(self) -> Path:
        """This user's own folder below the cache folder; the cache folder itself for a user that can keep no secret."""
        name = trust.user_name()
        return self.shared if name is None else self.shared / f"{_USER}{name}"

    @property
    def import_journal(self) -> Path:
        """The file that an import at work keeps, and that one which was killed leaves behind."""
        return self.shared / "import" / "journal.json"

    def make_shared(self) -> Path:
        """Create the cache folder of all users and return it; a symbolic link in its place is refused."""
        folder = self.shared
        if folder.is_symlink():
            raise SystemFault(f"缓存文件夹 {folder} 是符号链接，不予使用。", "删去它再试。")
        try:
            if not folder.is_dir():
                folder.mkdir(parents=True, exist_ok=True)
                # Whoever may write to the library may use its cache folder, whatever this user's habit for new files is.
                with contextlib.suppress(OSError):
                    folder.chmod(stat.S_IMODE(self.root.stat().st_mode) | stat.S_IRWXU)
            with contextlib.suppress(FileExistsError, PermissionError), (folder / ".gitignore").open("x", encoding="utf-8") as note:
                note.write(_CACHE_NOTE)
        except OSError as error:
            raise _refused(folder, error) from error
        return folder

    def make_cache(self) -> Path:
        """Create this user's own folder below the cache folder and return it. Raises ``SystemFault``."""
        shared, folder = self.make_shared(), self.cache
        if folder == shared:
            return folder
        try:
            if folder.is_symlink() or not folder.is_dir():
                folders.make_private(folder)
                for name in _FORMER:
                    folders.remove(shared / name)
        except OSError as error:
            raise _refused(folder, error) from error
        return folder


def _refused(folder: Path, error: OSError) -> SystemFault:
    return SystemFault(f"不能写入缓存文件夹 {folder}（{error.strerror}）。", "检查文件夹权限和磁盘空间。")
