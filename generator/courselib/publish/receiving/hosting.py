"""What a server's administrator has set in the repository, and where its hooks keep their own things."""

from __future__ import annotations

from pathlib import Path

from ...problems.record import quote
from ...runtime.errors import SystemFault
from .repository import Repository

_BRANCH = "main"


def own_folder(repository: Repository) -> Path:
    """Return the folder, made where it is missing, in which the hooks work and keep their cache; no push reaches it."""
    folder = repository.folder / "courselib"
    folder.mkdir(exist_ok=True)
    return folder


def site_folder(repository: Repository) -> Path | None:
    """Return the folder that the web server shows, ``None`` where none is set; a relative one is seen from the repository."""
    setting = repository.setting("courselib.site", path=True)
    return repository.folder / setting if setting else None


def published_branch(repository: Repository) -> str:
    """Return the name of the branch that is published: ``main`` unless said otherwise. Raises ``SystemFault``."""
    name = repository.setting("courselib.branch").removeprefix("refs/heads/") or _BRANCH
    if name.startswith(("-", "/")) or any(not c.isprintable() or c.isspace() for c in name):
        raise SystemFault(f"仓库的设置 courselib.branch {quote(name)} 不是分支名。", "请管理员重设：git config courselib.branch main")
    return name
