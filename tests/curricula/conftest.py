"""The shipped library, read once."""

from __future__ import annotations

import pytest

from courselib.content.checking import load_and_check
from courselib.content.loading import Loaded
from courselib.library.model import Library
from tests.support.library import REPOSITORY


@pytest.fixture(scope="package")
def shipped() -> Loaded:
    """The repository's own content as read and checked."""
    return load_and_check(REPOSITORY / "content", jobs=2)


@pytest.fixture(scope="package")
def plan_library(shipped: Loaded) -> Library:
    """The repository's own library."""
    assert shipped.library is not None
    return shipped.library
