"""Writing a file whole or not at all: a new one is written under another name and takes the old one's in one step.

Whoever reads sees the old file or the new one; a failure leaves the old one and nothing else, a kill the draft besides.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

#: Never through a link, nor over anything that is there.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_PRIVATE, _USUAL = 0o600, 0o666


@contextlib.contextmanager
def replacing(path: Path, *, mode: int | None = None, durable: bool = False, draft: Path | None = None) -> Iterator[BinaryIO]:
    """Give a new file to write, which takes the place of ``path`` once the block ended well; a link there is replaced, not followed.

    ``mode`` are its permissions, by default those of any new file; with ``durable`` it is on the disk before it takes the place.
    ``draft`` is where it is written, by default beside ``path`` under a hidden name that no reader takes for content. Raises ``OSError``.
    """
    place = draft or draft_of(path)
    if draft is not None:  # left by a killed run
        place.unlink(missing_ok=True)
    try:
        with creating(place, mode=mode, durable=durable) as stream:
            yield stream
        place.replace(path)
    finally:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)


@contextlib.contextmanager
def creating(path: Path, *, mode: int | None = None, durable: bool = False) -> Iterator[BinaryIO]:
    """Give a new file to write. ``mode`` and ``durable`` as in ``replacing``. Raises ``FileExistsError``, or another ``OSError``."""
    with os.fdopen(os.open(path, _NEW, _USUAL if mode is None else _PRIVATE), "wb") as stream:
        yield stream
        if durable:
            stream.flush()
            os.fsync(stream.fileno())
    if mode is not None:
        path.chmod(mode)


def replace(path: Path, data: bytes, *, mode: int | None = None, durable: bool = False) -> None:
    """Put a file with these bytes in the place of ``path``; see ``replacing``."""
    with replacing(path, mode=mode, durable=durable) as stream:
        stream.write(data)


def draft_of(path: Path) -> Path:
    """Return a name beside ``path`` that nothing has: names that begin with a dot are never read as content."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")
