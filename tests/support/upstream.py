"""Libraries that stand on each other, as folders of a test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from courselib.content.loading import Loaded
from courselib.content.reader import Reader
from courselib.content.upstream.declared import Declared
from courselib.publish.upstream.comparing import Comparison
from courselib.publish.upstream.updating import adding, rows_of, updating
from courselib.runtime.workspace import Workspace
from tests.support.library import SMALL

_FOLDERS = ("courses", "lecturers", "venues", "curricula", "classes", "media", "pages")


def library(folder: Path, *, empty: bool = True) -> Workspace:
    """Make the small library in a folder; an ``empty`` one has its plan and settings alone."""
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns(".courselib"))
    for name in _FOLDERS if empty else ():
        shutil.rmtree(folder / "content" / name, ignore_errors=True)
    return Workspace.of(folder / "content")


def write(workspace: Workspace, path: str, text: str) -> None:
    """Write a content file."""
    place = workspace.content / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


def add(workspace: Workspace, name: str, source: str, title: str = "", version: str = "", key: str = "") -> Comparison:
    """Let a library stand on another."""
    with adding(workspace, Declared(name, source, key, version, title)) as update:
        update.take()
        return update.comparison


def update(workspace: Workspace, name: str, *, take: bool = True) -> Comparison:
    """Fetch what there is of another library, and take it."""
    with updating(workspace, rows_of(workspace)[name]) as found:
        if take:
            found.take()
        return found.comparison


def loaded(workspace: Workspace) -> Loaded:
    """Return a library as it stands."""
    reader = Reader(workspace.content)
    reader.look()
    return reader.loaded()
