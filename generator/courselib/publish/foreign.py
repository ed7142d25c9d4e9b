"""Files in the site's folder that this tool did not make: a web server's settings, a search engine's proof, a forgotten note.

Nothing of somebody else's is lost without a word: such files go over into the new site as they are. Those named in the settings
(``extra: keep_files``) are expected there; of the others the user is told. They stand in no manifest, which is how they are told
from files of an earlier site.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from pathlib import Path

from ..runtime.errors import SystemFault, UsageError
from ..runtime.paths import is_plain
from .packs.trees import MANIFEST, RELEASE_FOLDER
from .staging import Staging, files_of

_PACK = f"{RELEASE_FOLDER}/pack.json"
#: What file managers leave in every folder they show.
_LITTER = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))


def carry(staging: Staging, known: Container[str], named: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Take the foreign files of the old site over into the new one; return those that are named, and those that are not.

    ``known`` are the paths that the last build wrote, as far as that is remembered. Raises ``UsageError`` for a file that cannot
    be taken over: it has the name of one of the site's own, or is no plain file.
    """
    new = staging.files
    foreign = [path for path in _walk(staging.target, "") if path not in new and path not in known and path != MANIFEST]
    if foreign:
        before = files_of(staging.target) or ()
        foreign = [path for path in foreign if path not in before]
    if _PACK in foreign:  # what speaks of a release does not speak of the site that a build puts in its place
        foreign = [path for path in foreign if not path.startswith(f"{RELEASE_FOLDER}/")]
    if not foreign:
        return [], []
    taken = _taken(staging)
    for path in foreign:
        if not is_plain(path) or (staging.target / path).is_symlink() or not (staging.target / path).is_file():
            raise _refused(path, "不是普通文件或名称不合用，不能保留")
        if path.lower() in taken or any(parent in new for parent in _parents(path)):
            raise _refused(path, "与站点自己的文件同名，不能保留")
        try:
            staging.carry(path)
        except OSError as error:
            raise SystemFault(f"站点文件夹里的 {path} 保留不了（{error.strerror}）。原来的站点没有动。", "把它移到别处再试。") from error
    return [p for p in foreign if _is_named(p, named)], [p for p in foreign if not _is_named(p, named)]


def _walk(folder: Path, below: str) -> Iterator[str]:
    """Yield all files below a folder by path; nothing where there is no folder. Links are told as files."""
    try:
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{path}/")
        elif entry.name.lower() not in _LITTER and not entry.name.startswith("._"):
            yield path


def _taken(staging: Staging) -> set[str]:
    """Return the new site's files and folders in lower case: on some systems two names that differ in case are one."""
    files = {path.lower() for path in (*staging.files, MANIFEST)}
    return files | {parent for path in files for parent in _parents(path)}


def _parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


def _is_named(path: str, named: tuple[str, ...]) -> bool:
    return path in named or any(parent in named for parent in _parents(path))


def _refused(path: str, why: str) -> UsageError:
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path)
    return UsageError(f"站点文件夹里有 {shown}，不是本工具做的，{why}。原来的站点没有动。", "把它移到站点文件夹外面再试。")
