"""One file of a site that is no filled page."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A file at a site path. ``key`` returns a hash of what it depends on, ``made`` its bytes; or ``made`` is the file to copy.

    ``courses`` are those whose bodies it depends on, by ID, where it depends on nothing else but the library's metadata: after an edit of
    other bodies alone it is what it was, and its key need not be asked for.
    """

    path: str
    key: Callable[[], str]
    made: Callable[[], bytes] | Path
    courses: Collection[str] | None = None
