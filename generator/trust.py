"""What is kept beside the content is trusted only where it was made.

Whoosh keeps pickles, and opening a foreign pickle runs its code. So an index is one sealed file: the seal is an
HMAC-SHA256 over everything in it, over the absolute folder it lies in and over the versions that made it, with a
secret that never leaves the user's own state folder. A file whose seal does not fit (copied from elsewhere, changed,
made by another version or user) is thrown away unread and built anew. The file is read once: what was verified is
what is opened.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

STATE_VARIABLE = "COURSELIB_STATE_DIR"
_SECRET_FILE = "index-secret"  # noqa: S105 - the name of a file
_SECRET_BYTES = 32
_SEAL_BYTES = 32


def state_folder(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path | None:
    """Return the user's state folder of this program, or ``None`` where there is no home for one."""
    override = environment.get(STATE_VARIABLE)
    if override:
        return Path(override)
    base = environment.get("LOCALAPPDATA") if platform == "win32" else environment.get("XDG_STATE_HOME")
    if base and Path(base).is_absolute():
        return Path(base) / "courselib"
    try:
        return Path.home() / ".local" / "state" / "courselib"
    except RuntimeError:
        return None


def secret() -> bytes | None:
    """Return the user's secret, made when there is none; ``None`` where none can be kept."""
    folder = state_folder()
    if folder is None:
        return None
    path = folder / _SECRET_FILE
    found = _read_secret(path)
    if found is not None:
        return found
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _write_secret(path)
    except OSError:
        return None


def _read_secret(path: Path) -> bytes | None:
    """Return the kept secret if it is a plain file of the user's that nobody else can read."""
    data = read_plain_file(path, private=True)
    return data if data is not None and len(data) == _SECRET_BYTES else None


def _write_secret(path: Path) -> bytes | None:
    data = secrets.token_bytes(_SECRET_BYTES)
    draft = path.with_name(f"{_SECRET_FILE}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # Whole or not at all. When two commands make a secret at once the last one stays: the other's index only
        # fails its seal and is built again.
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return _read_secret(path)


def read_plain_file(path: Path, *, private: bool = False) -> bytes | None:
    """Return a regular file's bytes; ``None`` for no file, a link, a device. ``private``: nobody else may read it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            return None
        with os.fdopen(os.open(path, flags), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode) or (private and not _is_private(about)):
                return None
            return file.read()
    except OSError:
        return None


def _is_private(about: os.stat_result) -> bool:
    if not hasattr(os, "getuid"):
        return True
    return about.st_uid == os.getuid() and not about.st_mode & 0o077


class Seal:
    """Computes the seal of an index file, piece by piece."""

    size = _SEAL_BYTES

    def __init__(self, key: bytes, folder: Path, versions: str) -> None:
        place = os.path.abspath(folder).encode("utf-8", "surrogatepass")  # noqa: PTH100 - links are not followed
        self._mac = hmac.new(key, digestmod=hashlib.sha256)
        for part in (b"courselib index", place, versions.encode()):
            self._mac.update(len(part).to_bytes(8, "big") + part)

    def add(self, data: bytes | memoryview) -> None:
        """Take in the next bytes of the file."""
        self._mac.update(data)

    def value(self) -> bytes:
        """Return the seal of what was taken in."""
        return self._mac.digest()

    def fits(self, value: bytes) -> bool:
        """Tell whether ``value`` is the seal of what was taken in."""
        return hmac.compare_digest(self._mac.digest(), value)


def mark(folder: Path, versions: str) -> str | None:
    """Return what says that a cache folder was filled here, by this user and these versions; ``None`` without a secret."""
    key = secret()
    return None if key is None else Seal(key, folder, versions).value().hex()
