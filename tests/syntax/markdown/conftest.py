"""The form's reader, in node where there is one, else in a browser."""

from __future__ import annotations

import pytest

from ...support import reading, scripts


@pytest.fixture(scope="session")
def form_reads(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> reading.Reader:
    """Return a function that gives what the form reads of bodies."""
    if scripts.node():
        return reading.in_node
    return reading.in_browser(request.getfixturevalue("browser"), tmp_path_factory.mktemp("reading"))
