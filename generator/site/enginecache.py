"""The engine's output, kept for as long as nothing that shapes it changes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from ..resources import theme_folder
from .engine import HandPage, Output, ShellSpec
from .settings import Settings
from .stamp import made_by

#: The folder below the cache.
FOLDER = "engine"



def engine_key(engine: str, settings: Settings, pages: tuple[HandPage, ...], shells: tuple[ShellSpec, ...]) -> str:
    """Return a hash of what shells and hand-written pages depend on, versions of engine and package included."""
    digest = hashlib.blake2b(digest_size=16)
    theme = theme_folder()
    for path in sorted(p for p in theme.rglob("*") if p.is_file()):
        digest.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr((made_by(), engine, settings, shells, pages)).encode())
    return digest.hexdigest()


def load_engine_output(store: Path, key: str) -> Output | None:
    """Return a kept engine output, or ``None``."""
    folder = store / key
    try:
        shells = json.loads((folder / "shells.json").read_text(encoding="utf-8"))
        root = folder / "files"
        files = {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}
    except (OSError, ValueError):
        return None
    return Output(shells, files) if isinstance(shells, dict) else None


def save_engine_output(store: Path, key: str, output: Output) -> None:
    """Keep an engine output in place of any other; it counts only once its last file, the shells, is there."""
    shutil.rmtree(store, ignore_errors=True)
    folder = store / key
    for path, data in output.files.items():
        place = folder / "files" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "shells.part"
    part.write_text(json.dumps(output.shells, ensure_ascii=False), encoding="utf-8")
    part.rename(folder / "shells.json")
