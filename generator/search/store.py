"""The index on disk: one sealed file that holds Whoosh's files and what was indexed.

Layout: seal (32 bytes), length of the header (8 bytes, big-endian), header (JSON: the state and the names and sizes
of the files), the files one after another. The file is replaced as a whole, so a reader sees the old or the new one.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import SystemFault
from ..trust import Seal, read_plain_file

INDEX_FOLDER = "index"
INDEX_FILE = "courses.idx"
_COUNT_BYTES = 8
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class State:
    """What stands in the index: a digest by course ID, and the sums of the unpacked lengths of the weighed fields."""

    digests: dict[str, str]
    lengths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """A verified index file in memory: its state, and Whoosh's files by name."""

    state: State
    files: dict[str, memoryview]


def read(path: Path, seal: Seal) -> Contents | None:
    """Return the contents of the index file at ``path``; ``None`` when it is missing or its seal does not fit."""
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
    return Contents(State(header["digests"], tuple(header["lengths"])), files)


def write(path: Path, seal: Seal, state: State, folder: Path) -> None:
    """Write the files of ``folder`` and the state to ``path``. Raises ``SystemFault`` when the disk refuses."""
    names = sorted(p.name for p in folder.iterdir() if p.is_file())
    header = json.dumps({
        "digests": state.digests,
        "lengths": state.lengths,
        "files": [[name, (folder / name).stat().st_size] for name in names],
    }, separators=(",", ":")).encode()
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as target:
            target.write(bytes(Seal.size))
            for piece in _pieces(header, [folder / name for name in names]):
                seal.add(piece)
                target.write(piece)
            target.seek(0)
            target.write(seal.value())
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        draft.replace(path)
    except OSError as error:
        raise SystemFault(f"不能写入索引 {path}({error.strerror})。", "检查文件夹权限和磁盘空间。") from error
    finally:
        draft.unlink(missing_ok=True)


def _pieces(header: bytes, files: list[Path]) -> Iterator[bytes]:
    yield len(header).to_bytes(_COUNT_BYTES, "big")
    yield header
    for file in files:
        with file.open("rb") as source:
            while piece := source.read(_CHUNK):
                yield piece


def unpack(contents: Contents, folder: Path) -> None:
    """Write Whoosh's files to an empty folder."""
    for name, data in contents.files.items():
        with (folder / name).open("xb") as target:
            target.write(data)


def index_path(cache: Path) -> Path:
    """Return where the index lies below a cache folder."""
    return cache / INDEX_FOLDER / INDEX_FILE


def prepare(cache: Path) -> Path:
    """Create the index folder below a cache folder and return it. Links and foreign files in its place are removed."""
    folder = cache / INDEX_FOLDER
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            folder.unlink()
        folder.mkdir(exist_ok=True)
        os.chmod(folder, 0o700)  # noqa: PTH101 - a folder made just above
    except OSError as error:
        raise SystemFault(f"不能写入索引文件夹 {folder}({error.strerror})。", "检查文件夹权限和磁盘空间。") from error
    return folder
