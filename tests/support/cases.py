"""Cases: folders of a few files below ``tests/cases``, each laid over a library as ``courselib new library`` makes it."""

from __future__ import annotations

import shutil
from pathlib import Path

from courselib.content.new_library import start_library
from courselib.exchange.editor import editor_files

CASES = Path(__file__).parents[1] / "cases"


def overlay(name: str, tmp_path: Path) -> Path:
    """Make a new library below ``tmp_path``, lay ``tests/cases/NAME`` over it, and return the library's folder."""
    root = tmp_path / name
    start_library(root, editor_files)
    shutil.copytree(CASES / name, root, dirs_exist_ok=True)
    return root
