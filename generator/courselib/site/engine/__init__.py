"""The page engine behind its port: what differs between MkDocs and another engine lives here and nowhere else."""

from __future__ import annotations

from .port import Engine, HandPage, Job, Output, ShellSpec

__all__ = ["Engine", "HandPage", "Job", "Output", "ShellSpec", "engine_named"]

ENGINES = ("mkdocs",)


def engine_named(name: str) -> Engine:
    """Return the engine called ``name``; ``KeyError`` when there is none."""
    if name != "mkdocs":
        raise KeyError(name)
    from .mkdocs import MkDocsEngine  # noqa: PLC0415 - importing MkDocs costs more than a small build

    return MkDocsEngine()
