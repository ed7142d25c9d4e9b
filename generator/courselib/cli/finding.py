"""Where the library is when nobody says so: in the current folder, else in the nearest one above it."""

from __future__ import annotations

import os
from pathlib import Path

from ..library.source import PLAN_FILE

_CONTENT = Path("content")


def content_folder(given: Path | None) -> Path:
    """Return the content folder as seen from here: the one given, else that of the library in which the current folder lies."""
    if given is not None or _CONTENT.is_dir():
        return given or _CONTENT
    here = Path.cwd()
    for folder in here.parents:
        if (folder / _CONTENT / PLAN_FILE).is_file():
            return Path(os.path.relpath(folder / _CONTENT, here))
    return _CONTENT


def beside(content: Path, name: str) -> Path:
    """Return what stands in the current folder by default; beside the content of a library that was found above it."""
    if content == _CONTENT or content != content_folder(None):
        return Path(name)
    return Path(os.path.normpath(content / os.pardir / name))
