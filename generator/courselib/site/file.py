"""One file of a site that is no filled page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class File:
    """A file at a site path. ``key`` returns a hash of what it depends on, ``made`` its bytes; or ``made`` is the file to copy."""

    path: str
    key: Callable[[], str]
    made: Callable[[], bytes] | Path
