"""Scripts as they are shipped: without comments and indentation, which take a third of what a first search loads."""

from __future__ import annotations

import rjsmin

from .engine import Output


def shortened(made: Output) -> Output:
    """Return an engine's output, own scripts without what only their readers need; names and meaning stay.

    What comes from elsewhere (``vendor/``) keeps the notes of its licence.
    """
    return Output(made.shells, {path: _short(data) if _is_own(path) else data for path, data in made.files.items()})


def _is_own(path: str) -> bool:
    return path.startswith("assets/") and path.endswith(".js") and "/vendor/" not in path


def _short(data: bytes) -> bytes:
    text: str = rjsmin.jsmin(data.decode())
    return text.strip().encode() + b"\n"
