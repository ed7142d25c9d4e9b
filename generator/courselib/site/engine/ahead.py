"""An engine that gets ready on another core before its job is known: importing one takes longer than reading a small library."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ...runtime.background import BackgroundWork, Report
from ...runtime.workers import pool_context
from ...runtime.workspace import SCRATCH
from . import engine_named
from .port import Job, Output
from .rendering import render

NAME = "页面外壳"


class Ahead:
    """Starts the engine called ``name`` at once, where there is another core for it. Call ``stop`` in any case.

    It works in a scratch folder of its own below ``cache``.
    """

    def __init__(self, name: str, cache: Path, *, parallel: bool, job: Job | None = None) -> None:
        self._name = name
        self._cache = cache
        self._job = job
        self._ours, self._theirs = pool_context().Pipe()
        self._background = BackgroundWork(NAME, self._work, parallel=parallel)

    def _work(self, _: Report) -> Output:
        engine = engine_named(self._name)
        job: Job = self._job or self._theirs.recv()
        with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=self._cache) as scratch:
            return render(engine, job, Path(scratch))

    def give(self, job: Job) -> None:
        """Hand over the job."""
        self._job = job
        if self._background.parallel:
            self._ours.send(job)

    def result(self) -> Output:
        """Wait for the output of the job."""
        return self._background.result()

    def stop(self) -> None:
        """End the engine, finished or not."""
        self._background.stop()
        self._ours.close()
        self._theirs.close()
