"""Writing an import: all files or none, also when the machine stops in between.

First a journal says what is about to be replaced, and keeps the old bytes. Then every new file is written beside its place
under a name that no reader takes for content; only then names change, and with the journal's removal all is done. A failure
puts the old files back at once; a kill leaves the journal, and the next command puts them back before it looks at anything.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ...errors import Busy, SystemFault
from ...workspace import Workspace

_LOCK = "import.lock"


@dataclass(frozen=True, slots=True)
class Write:
    """One file of an import: path below the content folder, the bytes it must have now (``None``: no file), the new ones."""

    path: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class _Row:
    """A file of an import and the path of its draft, below the content folder as well."""

    write: Write
    draft: str

    @classmethod
    def of(cls, write: Write) -> _Row:
        folder, _, name = write.path.rpartition("/")
        return cls(write, f"{folder}/.{name}.{secrets.token_hex(4)}")


@contextlib.contextmanager
def held(workspace: Workspace) -> Iterator[None]:
    """Hold the library against other imports while the block runs. Raises ``Busy`` when another one runs."""
    guard = FileLock(workspace.make_cache() / _LOCK)
    try:
        guard.acquire(timeout=0)
    except Timeout as error:
        raise Busy("另一个导入正在进行。", "等它结束再试。") from error
    except OSError as error:
        raise SystemFault(f"不能建立锁文件（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
    try:
        yield
    finally:
        guard.release()


def commit(workspace: Workspace, writes: Iterable[Write]) -> None:
    """Write all files or none. Raises ``SystemFault`` when one cannot be written, or was changed by someone else meanwhile."""
    rows = [_Row.of(write) for write in writes]
    workspace.make_cache()
    journal = workspace.import_journal
    try:
        for row in rows:
            _expect(workspace.content, row.write)
        _note(journal, rows)
        for row in rows:
            _draft(workspace.content, row)
        for row in rows:
            (workspace.content / row.draft).replace(workspace.content / row.write.path)
    except BaseException as error:
        recover(workspace)
        if isinstance(error, OSError):
            why = error.strerror or error
            raise SystemFault(f"写入时出错（{why}），没有导入，库里和原来一样。", "检查文件夹权限和磁盘空间。") from error
        raise
    journal.unlink()
    shutil.rmtree(journal.parent, ignore_errors=True)


def recover(workspace: Workspace) -> list[str]:
    """Put back what an import that did not end had replaced, and return the paths; files changed since then stay.

    Whoever calls this holds the library (``held``).
    """
    journal = workspace.import_journal
    folder = journal.parent
    if folder.is_symlink() or not journal.is_file():
        return []
    back: list[str] = []
    for number, row in enumerate(_rows(journal)):
        if not _is_inside(workspace.content, row["path"]) or not _is_inside(workspace.content, row["draft"]):
            continue
        target, draft, old = workspace.content / row["path"], workspace.content / row["draft"], folder / str(number)
        draft.unlink(missing_ok=True)
        if _digest(target) != row["after"]:
            continue
        back.append(row["path"])
        if not row["before"]:
            target.unlink()
        elif _digest(old) == row["before"]:
            _put(draft, old.read_bytes())
            draft.chmod(stat.S_IMODE(target.stat().st_mode))
            draft.replace(target)
    journal.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    return back


def _rows(journal: Path) -> list[dict[str, str]]:
    try:
        rows = json.loads(journal.read_text(encoding="utf-8"))
        return [{name: str(row[name]) for name in ("path", "draft", "before", "after")} for row in rows]
    except (ValueError, KeyError, TypeError):
        return []  # never finished: nothing had been replaced


def _note(journal: Path, rows: list[_Row]) -> None:
    folder = journal.parent
    if folder.is_symlink():
        raise OSError(0, "缓存文件夹里有符号链接")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    told = []
    for number, row in enumerate(rows):
        if row.write.before is not None:
            _put(folder / str(number), row.write.before)
        before = hashlib.sha256(row.write.before).hexdigest() if row.write.before is not None else ""
        after = hashlib.sha256(row.write.after).hexdigest()
        told.append({"path": row.write.path, "draft": row.draft, "before": before, "after": after})
    draft = folder / f"{journal.name}.new"
    _put(draft, json.dumps(told, ensure_ascii=False).encode())
    draft.replace(journal)


def _expect(content: Path, write: Write) -> None:
    """Fail unless a file is as it was when the import was planned, and a plain one in plain folders."""
    if not _is_inside(content, write.path):
        raise OSError(0, f"{write.path} 经过符号链接")
    target = content / write.path
    now = target.read_bytes() if os.path.lexists(target) else None
    if now != write.before:
        raise OSError(0, f"{write.path} 刚刚被别人改动")


def _is_inside(content: Path, path: str) -> bool:
    """Tell whether a path stays below the content folder and no part of it that exists is a link."""
    place = content
    for part in path.split("/"):
        place = place / part
        if part in ("", ".", "..") or place.is_symlink():
            return False
    return True


def _draft(content: Path, row: _Row) -> None:
    target, draft = content / row.write.path, content / row.draft
    target.parent.mkdir(parents=True, exist_ok=True)
    _put(draft, row.write.after)
    if row.write.before is not None:
        draft.chmod(stat.S_IMODE(target.stat().st_mode))


def _put(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
