"""What the search tests share: the shipped library, a state folder of their own, documents made to order."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.model import Library
from courselib.runtime.seals import STATE_VARIABLE
from courselib.runtime.workspace import Workspace
from courselib.search.documents import FIELDS, SearchDocument

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped library."""
    loaded = load_and_check(ROOT / "content")
    assert loaded.library is not None
    return loaded.library


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder that is the test's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv(STATE_VARIABLE, str(folder))
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace without content."""
    return Workspace.of(tmp_path / "library" / "content")


def made(name: str, title: str = "", body: str = "", **values: object) -> SearchDocument:
    """Return a document with this title and body."""
    texts = tuple((title,) if field == "title" and title else () for field in FIELDS)
    fields: dict[str, object] = {
        "id": name, "title": title, "hours": 4, "theory": False, "audience": ("rural",), "topic": "t", "task": "k",
        "sectors": ("rural",), "open_to": (), "texts": texts, "body": body,
    }
    return SearchDocument(**{**fields, **values})  # type: ignore[arg-type] # the test names real fields
