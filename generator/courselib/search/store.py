"""The index on disk: one sealed file (``sealedfile``) that holds Whoosh's files and what was indexed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..runtime import sealed_file as sealedfile
from ..runtime.errors import SystemFault
from ..runtime.folders import make_private
from ..runtime.seals import Seal

INDEX_FOLDER = "index"
INDEX_FILE = "courses.idx"


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
    sealed = sealedfile.read(path, seal)
    return Contents(State(sealed.about["digests"], tuple(sealed.about["lengths"])), sealed.files) if sealed else None


def write(path: Path, seal: Seal, state: State, folder: Path) -> None:
    """Write the files of ``folder`` and the state to ``path``. Raises ``SystemFault`` when the disk refuses."""
    try:
        files = {p.name: p for p in sorted(folder.iterdir()) if p.is_file()}
        sealedfile.write(path, seal, {"digests": state.digests, "lengths": state.lengths}, files)
    except OSError as error:
        raise SystemFault(f"不能写入索引 {path}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error


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
        return make_private(folder)
    except OSError as error:
        raise SystemFault(f"不能写入索引文件夹 {folder}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
