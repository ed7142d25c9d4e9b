"""What a site takes from an engine: its output, with the styles that our pages need."""

from __future__ import annotations

from pathlib import Path

from ..styles import with_styles
from .port import Engine, Job, Output


def render(engine: Engine, job: Job, scratch: Path) -> Output:
    """Return what an engine makes of a job in the empty folder ``scratch``, its style sheets joined, trimmed and named."""
    return with_styles(engine.render(job, scratch), job.theme)
