"""A server of the test's own, an author with the small library, and what a plain build makes of files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ..support.library import SMALL, age, write_small
from ..support.sites import build_site, files_of
from .server import Author, Server

Plain = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def server(tmp_path: Path, small_site: Path) -> Server:
    """A git server without any commit."""
    return Server.make(tmp_path, small_site.parent / ".courselib")


@pytest.fixture
def author(tmp_path: Path, server: Server) -> Author:
    """Somebody with the small library in a repository, nothing committed yet."""
    made = Author.make(tmp_path / "author", server)
    shutil.copytree(SMALL, made.folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".courselib"))
    return made


@pytest.fixture
def plain(tmp_path: Path, small_site: Path) -> Plain:
    """Return a function that copies content and settings of a folder elsewhere, builds them, and gives the site's files."""

    def made(folder: Path) -> dict[str, bytes]:
        place = tmp_path / "plain"
        shutil.rmtree(place, ignore_errors=True)
        shutil.rmtree(write_small(place, cache=small_site.parent / ".courselib"))
        shutil.copytree(folder / "content", place / "content")
        shutil.copy(folder / "mkdocs.yml", place)
        age(place / "content")
        build_site(place / "content", place / "site")
        return files_of(place / "site")

    return made
