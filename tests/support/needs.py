"""What some tests need of a machine, with the reason why they are left out without it.

A program that can be installed is missing by mistake where ``CI`` is set, since ``tools/ensure_browsers.py`` brings it there: the test then
runs, and fails. What a machine is (its system, its user) cannot be brought, so such tests are left out everywhere.
"""

from __future__ import annotations

import os

import pytest


def needs_program(path: str | None, reason: str) -> pytest.MarkDecorator:
    """Return the mark of tests that need an installed program, whose ``path`` is ``None`` where it is missing."""
    return pytest.mark.skipif(path is None and not os.environ.get("CI"), reason=reason)


def needed(path: str | None, name: str) -> str:
    """Return the path of a program that a test needs; without one the test is left out, or fails in CI."""
    if path is None and os.environ.get("CI"):
        pytest.fail(f"{name} is missing, which tools/ensure_browsers.py installs")
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path
