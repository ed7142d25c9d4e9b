"""The port: what the site asks of an engine, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ..settings import Settings


@dataclass(frozen=True, slots=True)
class HandPage:
    """A hand-written page. ``path`` as in ``guide/index`` (no suffix); ``html`` is sanitised already."""

    path: str
    title: str
    order: int
    html: str
    headings: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class ShellSpec:
    """A page kind to render once: its template is ``kinds/<kind>.html``; ``depth`` is 0 (site root) or 1 (a folder)."""

    kind: str
    depth: int


@dataclass(frozen=True, slots=True)
class Job:
    """Everything an engine needs. The same job always gives the same output."""

    settings: Settings
    theme: Path
    pages: tuple[HandPage, ...]
    shells: tuple[ShellSpec, ...]


@dataclass(slots=True)
class Output:
    """What an engine made: shells by kind (text of a second-pass template), and finished files by site path."""

    shells: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


class Engine(Protocol):
    """An engine renders hand-written pages, one shell a page kind, and the theme's files."""

    name: str

    def version(self) -> str:
        """Return what identifies the engine's output for a given job: names and versions of what is installed."""

    def render(self, job: Job, scratch: Path) -> Output:
        """Render a job, using the empty folder ``scratch``."""
