"""What another library's content is, wherever it came from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Source:
    """Another library's content in a folder, what the library is called, and which version of it this is (empty where none says)."""

    content: Path
    library: str
    title: str
    version: str
