"""Writing an import: all files or none, also when the machine stops in between.

First a journal says what is about to be replaced, and keeps the old bytes. Then every new file is written beside its place
under a name that no reader takes for content; only then names change, and with the journal's removal all is done. A failure
puts the old files back at once; a kill leaves the journal, and the next command puts them back before it looks at anything.

The journal is sealed: one that this user's program did not write here says nothing to us, whatever it names.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...runtime import atomic, folders, locks
from ...runtime import seals as trust
from ...runtime.errors import SystemFault
from ...runtime.paths import below, is_plain
from ...runtime.workspace import Workspace

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
        return cls(write, atomic.draft_of(Path(write.path)).as_posix())


@contextlib.contextmanager
def held(workspace: Workspace) -> Iterator[None]:
    """Hold the library against other imports while the block runs. Raises ``Busy`` when another one runs."""
    with locks.held(workspace.make_shared() / _LOCK, "导入", busy="另一个导入正在进行。", hint="等它结束再试。"):
        yield


def commit(workspace: Workspace, writes: Iterable[Write]) -> None:
    """Write all files or none. Raises ``SystemFault`` when one cannot be written, or was changed by someone else meanwhile."""
    rows = [_Row.of(write) for write in writes]
    workspace.make_shared()
    journal = workspace.import_journal
    _expect_no_other(workspace)
    try:
        for row in rows:
            _expect(workspace.content, row.write)
        _note(workspace, rows)
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
    folders.remove(journal.parent)


def recover(workspace: Workspace) -> list[str]:
    """Put back what an import that did not end had replaced, and return the paths; files changed since then stay.

    For the sake of a journal that this user's program did not write here nothing at all is done.
    Whoever calls this holds the library (``held``).
    """
    journal = workspace.import_journal
    folder = journal.parent
    rows = None if folder.is_symlink() else _rows(workspace)
    if rows is None:
        return []
    back: list[str] = []
    for number, row in enumerate(rows):
        # Sealed by ourselves, so the paths are plain; a folder on the way may have become a link since.
        target, draft = (below(workspace.content, row[name]) for name in ("path", "draft"))
        if target is None or draft is None:
            continue
        old = folder / str(number)
        draft.unlink(missing_ok=True)
        if _digest(target) != row["after"]:
            continue
        back.append(row["path"])
        if not row["before"]:
            target.unlink()
        elif _digest(old) == row["before"]:
            with atomic.replacing(target, draft=draft, mode=stat.S_IMODE(target.stat().st_mode), durable=True) as stream:
                stream.write(old.read_bytes())
    journal.unlink()
    folders.remove(folder)
    return back


def is_foreign(workspace: Workspace) -> bool:
    """Tell whether there is a journal that this user's program did not write here."""
    journal = workspace.import_journal
    return os.path.lexists(journal) and (journal.parent.is_symlink() or _rows(workspace) is None)


def _expect_no_other(workspace: Workspace) -> None:
    """Refuse to begin while there is another's journal: what it keeps of his files would be lost."""
    journal = workspace.import_journal
    if is_foreign(workspace):
        raise SystemFault(
            f"{journal} 是别人没有做完的导入留下的，不能再导入。",
            f"请那位用户在这个库里运行一次 courselib check；确实不要了，就删去 {journal.parent} 再导入。",
        )


def _rows(workspace: Workspace) -> list[dict[str, str]] | None:
    """Return what the journal says; ``None`` unless this user's program wrote it here."""
    journal, key = workspace.import_journal, trust.secret()
    try:
        seal, _, text = (trust.read_plain_file(journal) or b"").partition(b"\n")
        if key is None or not _sealed(key, journal, text).fits(bytes.fromhex(seal.decode("ascii"))):
            return None
        rows: list[dict[str, str]] = json.loads(text)
    except ValueError:
        return None
    return rows if all(is_plain(row[name]) for row in rows for name in ("path", "draft")) else None


def _sealed(key: bytes, journal: Path, text: bytes) -> trust.Seal:
    seal = trust.Seal(key, journal, "import journal 1")
    seal.add(text)
    return seal


def _note(workspace: Workspace, rows: list[_Row]) -> None:
    journal, key = workspace.import_journal, trust.secret()
    if key is None:
        # Without one nobody could tell this journal from a stranger's, and a killed import would stay half done.
        raise OSError(0, f"没有地方存放本机密钥，可用环境变量 {trust.STATE_VARIABLE} 指定一个文件夹")
    folder = journal.parent
    if not folders.remove(folder):
        raise OSError(0, f"{folder} 删不掉")
    folder.mkdir()
    entries = []
    for number, row in enumerate(rows):
        if row.write.before is not None:
            with atomic.creating(folder / str(number), durable=True) as stream:
                stream.write(row.write.before)
        before = hashlib.sha256(row.write.before).hexdigest() if row.write.before is not None else ""
        after = hashlib.sha256(row.write.after).hexdigest()
        entries.append({"path": row.write.path, "draft": row.draft, "before": before, "after": after})
    text = json.dumps(entries, ensure_ascii=False).encode()
    atomic.replace(journal, _sealed(key, journal, text).value().hex().encode() + b"\n" + text, durable=True)


def _expect(content: Path, write: Write) -> None:
    """Fail unless a file is as it was when the import was planned, and a plain one in plain folders."""
    if not is_plain(write.path):
        raise OSError(0, f"{write.path} 不能作文件名")
    target = below(content, write.path)
    if target is None:
        raise OSError(0, f"{write.path} 经过符号链接")
    now = target.read_bytes() if os.path.lexists(target) else None
    if now != write.before:
        raise OSError(0, f"{write.path} 刚刚被别人改动")


def _draft(content: Path, row: _Row) -> None:
    target, draft = content / row.write.path, content / row.draft
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = None if row.write.before is None else stat.S_IMODE(target.stat().st_mode)
    with atomic.creating(draft, mode=mode, durable=True) as stream:
        stream.write(row.write.after)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
