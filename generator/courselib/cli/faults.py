"""What went wrong, in words for the user: a failure of ours as it says itself, the machine's trouble, or a bug."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ..runtime import database
from ..runtime.errors import EXIT_ENVIRONMENT, CourselibError
from ..runtime.workspace import CACHE_FOLDER


def explained(error: Exception) -> tuple[str, str, int]:
    """Return what happened, what to do, and the exit code; of a bug the traceback is kept in a file."""
    if isinstance(error, CourselibError):
        return error.message, error.hint, error.exit_code
    if isinstance(error, (OSError, MemoryError)):
        return f"计算机上的问题：{_reason(error)}", "检查文件夹权限、磁盘空间和内存。", EXIT_ENVIRONMENT
    if isinstance(error, sqlite3.Error) and (why := database.reason(error)):
        return f"计算机上的问题：缓存用不了，{why}。", "检查磁盘空间和文件夹权限；缓存文件夹可以整个删去，会自动重做。", EXIT_ENVIRONMENT
    return "程序内部出错，没有改动已发布的站点。", f"请把 {_keep_traceback(error)} 交给维护者。", EXIT_ENVIRONMENT


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror or error}（{error.filename}）" if error.filename else str(error.strerror or error)
    return "内存不足"


def _keep_traceback(error: Exception) -> str:
    import traceback  # noqa: PLC0415 - only now is it worth its time

    folder = Path(CACHE_FOLDER)
    path = folder / "crash.log"
    try:
        if folder.is_symlink() or path.is_symlink():
            return "问题经过"
        folder.mkdir(exist_ok=True)
        # Another user's, or a name for another file: it is replaced, never written into.
        path.unlink(missing_ok=True)
        with path.open("x", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return "问题经过"
    return str(path)
