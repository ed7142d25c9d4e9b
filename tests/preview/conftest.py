"""A preview for tests that only ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courselib.preview.running import Preview

from ..support.library import write_small
from ..support.previews import running


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory, small_site: Path) -> Iterator[Preview]:
    """A preview of the small library, of which nothing is changed."""
    with running(write_small(tmp_path_factory.mktemp("asked") / "library", cache=small_site.parent / ".courselib")) as made:
        yield made
