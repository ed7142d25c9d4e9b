"""Two libraries as the page and the command line see them: the shipped one, and one large enough for a sharded index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.synthetic import write_library
from courselib.content.checking import load_and_check
from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search import pinyin
from courselib.search.documents import documents
from courselib.search.index import open_index

from ...support.library import REPOSITORY
from ...support.searching import Reference
from ...support.sites import build_site

#: Above the number up to which one file holds the whole index.
WIDE = 600


@dataclass(frozen=True, slots=True)
class Subject:
    """A library, its site, and the command line's engine over it."""

    site: Path
    library: Library
    reference: Reference

    @property
    def address(self) -> str:
        """Where the site's folder lies, with a slash."""
        return f"{self.site.as_uri()}/"


def _subject(content: Path, site: Path, scratch: Path) -> Iterator[Subject]:
    library = load_and_check(content).library
    assert library is not None
    found = documents(library)
    titles = sorted(found, key=lambda d: (pinyin.title_key(d.title), d.id))
    with open_index(Workspace.of(scratch / "content"), found) as index:
        yield Subject(site, library, Reference(index, library, {d.id: rank for rank, d in enumerate(titles)}))


@pytest.fixture(scope="session")
def shipped(shipped_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """The repository's own content."""
    yield from _subject(REPOSITORY / "content", shipped_site, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """Six hundred synthetic courses: many files of lists, directories of them, cards in blocks."""
    folder = tmp_path_factory.mktemp("wide")
    write_library(REPOSITORY / "content", WIDE, folder / "content")
    build_site(folder / "content", folder / "site", jobs=2)
    yield from _subject(folder / "content", folder / "site", tmp_path_factory.mktemp("index"))
