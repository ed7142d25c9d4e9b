"""A sealed file: a header and named contents in one file of the cache, read whole and verified before any of it is used.

Layout: seal (32 bytes), length of the header (8 bytes, big-endian), header (JSON: ``about``, and names and sizes of the
contents), the contents one after another. The file is replaced as a whole, so a reader sees the old or the new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import atomic
from .folders import remove
from .seals import Seal, read_plain_file

_COUNT_BYTES = 8
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Contents:
    """A verified file in memory: what its writer said of it (plain data), and its contents by name."""

    about: Any
    files: dict[str, memoryview]


def read(path: Path, seal: Seal) -> Contents | None:
    """Return the contents of the file at ``path``; ``None`` when it is missing, behind a link, or its seal does not fit."""
    data = None if path.parent.is_symlink() else read_plain_file(path)
    if data is None or len(data) < Seal.size + _COUNT_BYTES:
        return None
    view = memoryview(data)
    seal.add(view[Seal.size :])
    if not seal.fits(bytes(view[: Seal.size])):
        return None
    # Sealed by ourselves, so the rest is as `write` left it.
    start = Seal.size + _COUNT_BYTES
    end = start + int.from_bytes(view[Seal.size : start], "big")
    header = json.loads(bytes(view[start:end]))
    files = {}
    for name, size in header["files"]:
        files[name] = view[end : end + size]
        end += size
    return Contents(header["about"], files)


def write(path: Path, seal: Seal, about: Any, files: Mapping[str, bytes | Path]) -> None:
    """Write a sealed file, its contents given as bytes or as files to copy. Raises ``OSError`` when the disk refuses."""
    sizes = [[name, source.stat().st_size if isinstance(source, Path) else len(source)] for name, source in files.items()]
    header = json.dumps({"about": about, "files": sizes}, separators=(",", ":")).encode()
    with atomic.replacing(path) as target:
        target.write(bytes(Seal.size))
        for piece in _pieces(header, files.values()):
            seal.add(piece)
            target.write(piece)
        target.seek(0)
        target.write(seal.value())
        if path.is_dir() and not path.is_symlink():
            remove(path)


def _pieces(header: bytes, sources: Iterable[bytes | Path]) -> Iterator[bytes]:
    yield len(header).to_bytes(_COUNT_BYTES, "big")
    yield header
    for source in sources:
        if isinstance(source, bytes):
            yield source
            continue
        with source.open("rb") as file:
            while piece := file.read(_CHUNK):
                yield piece
