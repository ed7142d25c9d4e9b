"""What is kept beside the content is trusted only where it was made.

Anybody who can write to the cache folder could otherwise put words into the site, or have code run: Whoosh keeps pickles, and
opening a foreign pickle runs its code. So everything in it bears a seal that needs a secret which never leaves the user's own
state folder: a file one over all its bytes (``Seal``), a row of a database one over all its columns (``RowSeal``). Seals also
cover the absolute folder and the versions that made a thing. What does not fit (copied from elsewhere, changed, made by another
version or user) is thrown away unread and made anew.
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

from . import atomic

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
    existing = _read_secret(path)
    if existing is not None:
        return existing
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
    # When two commands make a secret at once the last one stays: the other's index only fails its seal and is built again.
    atomic.replace(path, secrets.token_bytes(_SECRET_BYTES), mode=0o600)
    return _read_secret(path)


def read_plain_file(path: Path, *, private: bool = False) -> bytes | None:
    """Return a regular file's bytes; ``None`` for no file, a link, a device. ``private``: nobody else may read it."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
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
    """Computes the seal of a file, piece by piece. ``versions`` says what the file is for and what made it."""

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


class RowSeal:
    """Seals rows: what stands in a row cannot be changed, moved to another row or table, or brought from another cache.

    There are thousands of short ones, for which BLAKE2b takes half the time of an HMAC; for long texts the processor's own SHA-256
    is faster.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    def of(self, table: bytes, *columns: bytes) -> bytes:
        """Return the seal of a row. ``table`` is a short name."""
        return hashlib.blake2b(_framed(columns), key=self._key, digest_size=16, person=table).digest()

    def of_all(self, table: bytes, *columns: bytes) -> bytes:
        """Return the seal of all rows of a table together."""
        return hmac.digest(self._key, _framed((table, *columns)), "sha256")

    def fits(self, value: bytes, table: bytes, *columns: bytes) -> bool:
        """Tell whether ``value`` is the seal of a row."""
        return hmac.compare_digest(value, self.of(table, *columns))

    def fits_all(self, value: bytes, table: bytes, *columns: bytes) -> bool:
        """Tell whether ``value`` is the seal of all rows of a table."""
        return hmac.compare_digest(value, self.of_all(table, *columns))


def _framed(columns: tuple[bytes, ...]) -> bytes:
    """Return columns as one text that no others give."""
    return b"%b:%b" % (b",".join([b"%d" % len(column) for column in columns]), b"".join(columns))


def mark(folder: Path, versions: str) -> str | None:
    """Return what says that something in a folder was made there, by this user and these versions; ``None`` without a secret."""
    key = secret()
    return None if key is None else Seal(key, folder, versions).value().hex()


def row_seal(folder: Path, versions: str) -> RowSeal | None:
    """Return what seals rows in a folder, for this user and these versions; ``None`` without a secret."""
    key = secret()
    return None if key is None else RowSeal(Seal(key, folder, f"rows {versions}").value())


def user_name() -> str | None:
    """Return a name for this user's own folders among those of others, which tells nothing; ``None`` without a secret."""
    key = secret()
    return None if key is None else hmac.new(key, b"courselib folder", hashlib.sha256).hexdigest()[:16]
