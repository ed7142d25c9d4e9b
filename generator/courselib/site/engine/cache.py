"""The engine's output, kept for as long as nothing that shapes it changes."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from ...runtime import sealed_file as sealedfile
from ...runtime.folders import make_private
from ...runtime.program import made_by
from ...runtime.resources import theme_folder
from ...runtime.seals import Seal, secret
from ..settings import Settings
from . import HandPage, Output, ShellSpec

#: The folder below the cache, and the sealed file in it.
FOLDER = "engine"
_FILE = "output.bin"
#: What the seal is told besides; the key stands for all that shapes an output.
_VERSIONS = "engine output 1"


def engine_key(engine: str, settings: Settings, pages: tuple[HandPage, ...], shells: tuple[ShellSpec, ...]) -> str:
    """Return a hash of what shells and hand-written pages depend on, versions of engine and package included."""
    digest = hashlib.blake2b(digest_size=16)
    theme = theme_folder()
    for path in sorted(p for p in theme.rglob("*") if p.is_file()):
        digest.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr((made_by(), engine, settings, shells, pages)).encode())
    return digest.hexdigest()


def engine_output(store: Path) -> tuple[str, Output] | None:
    """Return the kept engine output with its key, or ``None`` when there is none that was sealed here."""
    seal = _seal(store)
    kept = seal and sealedfile.read(store / _FILE, seal)
    if not kept:
        return None
    return kept.about["key"], Output(kept.about["shells"], {path: bytes(data) for path, data in kept.files.items()})


def load_engine_output(store: Path, key: str) -> Output | None:
    """Return the engine output that is kept under a key, or ``None``."""
    kept = engine_output(store)
    return kept[1] if kept and kept[0] == key else None


def save_engine_output(store: Path, key: str, output: Output) -> None:
    """Keep an engine output in place of any other, whole or not at all; where that cannot be, the next build makes it again."""
    seal = _seal(store)
    if seal is None:
        return
    with contextlib.suppress(OSError):
        make_private(store)
        sealedfile.write(store / _FILE, seal, {"key": key, "shells": output.shells}, output.files)


def _seal(store: Path) -> Seal | None:
    key = secret()
    return None if key is None else Seal(key, store, _VERSIONS)
