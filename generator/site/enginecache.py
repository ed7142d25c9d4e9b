"""The engine's output, kept for as long as nothing that shapes it changes."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from functools import lru_cache
from pathlib import Path

from .. import __version__
from ..resources import theme_folder
from .engine import HandPage, Output, ShellSpec
from .settings import Settings

_SHAPING = (
    "mkdocs", "mkdocs-material", "jinja2", "markdown", "nh3", "pymdown-extensions", "icalendar", "xlsxwriter", "pypinyin",
)


def engine_key(engine: str, settings: Settings, pages: tuple[HandPage, ...], shells: tuple[ShellSpec, ...]) -> str:
    """Return a hash of what shells and hand-written pages depend on, versions of engine and package included."""
    digest = hashlib.blake2b(digest_size=16)
    theme = theme_folder()
    for path in sorted(p for p in theme.rglob("*") if p.is_file()):
        digest.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(repr((made_by(), engine, settings, shells, pages)).encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def made_by() -> str:
    """Return what stands for the program itself: its version, its files, and the packages that shape what it makes."""
    return hashlib.blake2b(repr((__version__, _code_stamp(), installed_versions())).encode(), digest_size=16).hexdigest()


def _code_stamp() -> list[tuple[str, int, int]]:
    """Return name, size and time of the package's own files: whoever changes one is not shown what the old one made."""
    found = []
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        info = path.stat()
        found.append((path.name, info.st_size, info.st_mtime_ns))
    return found


def installed_versions() -> str:
    """Return the versions of the packages that shape pages, without importing them.

    They stand in the names of the folders that installers make (``NAME-VERSION.dist-info``); asking ``importlib.metadata``,
    which reads and parses their files, takes longer than all else that an unchanged engine output needs.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in _names(folder):
            name, _, rest = entry.partition("-")
            if rest.endswith(".dist-info"):
                found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), rest.removesuffix(".dist-info"))
    return "/".join(f"{name}-{found.get(name) or _asked(name)}" for name in _SHAPING)


def _names(folder: str) -> list[str]:
    try:
        return sorted(p.name for p in Path(folder or ".").iterdir())
    except OSError:  # archives, and folders that do not exist
        return []


def _asked(name: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - seldom needed, and slow to import

    return version(name)


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
