"""A library read and checked whole: its files, the references between them, and its curricula against the plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .loading import Loaded, ResultCache
from .reader import Reader


def load_and_check(
    content: Path,
    *,
    cache: ResultCache | None = None,
    jobs: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Return a content folder as it stands. ``jobs`` bounds the processes; ``progress`` hears (done, total) files."""
    reader = Reader(content)
    reader.look(cache=cache, jobs=jobs, progress=progress)
    return reader.loaded()
