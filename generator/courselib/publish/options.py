"""What a build is asked for, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..problems import Problem

#: Hears of a stage's name, and how many of how many parts of it are done.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. ``jobs`` bounds the processes; ``full`` forgets the cache first."""

    output: Path
    engine: str = "mkdocs"
    jobs: int = 1
    drafts: bool = False
    full: bool = False


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``pages`` counts HTML pages, ``filled`` those that were made anew.

    ``different`` tells whether any file of the site is another than before, ``made_anew`` that the cache was found damaged.
    ``foreign`` are files of others in the site's folder that were taken over without being named in the settings, ``kept``
    those that are named.
    """

    output: Path
    courses: int = 0
    pages: int = 0
    files: int = 0
    filled: int = 0
    written: int = 0
    read: int = 0
    engine_ran: bool = False
    different: bool = True
    made_anew: bool = False
    kept: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    index_note: str = ""
    problems: list[Problem] = field(default_factory=list)
