"""A library read and checked whole: its files, the references between them, and its curricula against the plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from . import loading
from .checks.evaluations import check_curricula
from .loading import Loaded, ResultCache


def load_and_check(
    content: Path,
    *,
    cache: ResultCache | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Return ``loading.load`` of a content folder with the problems of its curricula added."""
    return with_curricula(loading.load(content, cache=cache, jobs=jobs, progress=progress))


def with_curricula(loaded: Loaded) -> Loaded:
    """Return what was loaded with the problems of its curricula added."""
    found = check_curricula(loaded)
    return dataclasses.replace(loaded, problems=sorted({*loaded.problems, *found})) if found else loaded
