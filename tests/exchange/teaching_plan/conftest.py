"""The shipped library, read once for all tests of plans."""

from __future__ import annotations

import pytest

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from tests.support.library import REPOSITORY


@pytest.fixture(scope="session")
def loaded() -> Loaded:
    """Return the shipped library."""
    return load_and_check(REPOSITORY / "content")
