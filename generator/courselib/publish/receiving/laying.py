"""A commit's files in a folder, touching only what differs: the build's cache goes by size, time stamp and inode."""

from __future__ import annotations

import json
import os
import shutil
import stat
import time
from pathlib import Path

from ...runtime import atomic
from ...runtime.errors import SystemFault
from ...runtime.workspace import SETTINGS_FILE
from .repository import Blobs, Repository
from .tree import CONTENT, Blob

#: Notes of what lies in the folder: ``{path: [object id, size, time stamp, inode]}``. Damaged or gone, all is laid anew.
_NOTES = "laid.json"
_DRAFT = "laid.new"
#: The cache does not trust time stamps of the last seconds: whoever else writes might write again. Here nobody else does.
_AGE_NS = 10_000_000_000
_SPARE = 64 * 2**20

def lay(repository: Repository, blobs: dict[str, Blob], folder: Path) -> int:
    """Make ``content`` and the settings file in ``folder`` what ``blobs`` says; return how many files were written.

    What else lies in ``folder`` (the cache) stays. One call at a time for a folder. Raises ``OSError``, and ``SystemFault`` when a blob
    is missing or the disk too full.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_others(folder, blobs)
    kept = _kept(folder, blobs)
    missing = {path: blob for path, blob in blobs.items() if path not in kept}
    needed = sum(blob.size for blob in missing.values())
    if shutil.disk_usage(folder).free < needed + _SPARE:
        raise SystemFault(f"服务器的磁盘空间不够，还要 {(needed + _SPARE) // 2**20} MB。", "请管理员清理磁盘，再推送一次。")
    with repository.blobs() as reader:
        for path, blob in missing.items():
            kept[path] = _write(folder, path, blob, reader)
    _note(folder, kept)
    return len(missing)


Note = list[str | int]


def _kept(folder: Path, blobs: dict[str, Blob]) -> dict[str, Note]:
    """Return the notes of files that lie there as they should and were not touched since."""
    try:
        notes = json.loads((folder / _NOTES).read_text(encoding="utf-8"))
        noted = [(p, notes[p]) for p in blobs.keys() & notes.keys() if isinstance(notes[p], list)]
    except (OSError, ValueError, AttributeError):
        return {}
    return {path: note for path, note in noted if note[:1] == [blobs[path].id] and note[1:] == _facts(folder / path)}


def _facts(file: Path) -> list[int]:
    try:
        info = os.lstat(file)
    except OSError:
        return []
    return [info.st_size, info.st_mtime_ns, info.st_ino] if stat.S_ISREG(info.st_mode) else []


def _remove_others(folder: Path, blobs: dict[str, Blob]) -> None:
    """Remove what does not belong there, and links and folders that stand where a file or folder belongs."""
    folders = {path[:at] for path in blobs for at, mark in enumerate(path) if mark == "/"}
    for name in (CONTENT, SETTINGS_FILE):
        if os.path.lexists(folder / name):
            _sweep(folder, name, folders, blobs)


def _sweep(folder: Path, path: str, folders: set[str], blobs: dict[str, Blob]) -> None:
    place = folder / path
    is_folder = place.is_dir() and not place.is_symlink()
    if is_folder and path in folders:
        for child in sorted(p.name for p in place.iterdir()):
            _sweep(folder, f"{path}/{child}", folders, blobs)
    elif is_folder:
        shutil.rmtree(place)
    elif path not in blobs:
        place.unlink()


def _write(folder: Path, path: str, blob: Blob, reader: Blobs) -> Note:
    place, draft = folder / path, folder / _DRAFT
    place.parent.mkdir(parents=True, exist_ok=True)
    with atomic.replacing(place, draft=draft) as out:
        if blob.id:
            reader.copy(blob.id, blob.size, out)
        out.flush()
        stamp = time.time_ns() - _AGE_NS
        os.utime(draft, ns=(stamp, stamp))
    return [blob.id, *_facts(place)]


def _note(folder: Path, notes: dict[str, Note]) -> None:
    with atomic.replacing(folder / _NOTES, draft=folder / _DRAFT) as out:
        out.write(json.dumps(notes, separators=(",", ":"), sort_keys=True).encode())
