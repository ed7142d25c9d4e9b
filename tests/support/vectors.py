"""Short bodies kept as data, for Python and for the browser."""

from __future__ import annotations

import json

from .library import REPOSITORY


def vector(name: str) -> list[str]:
    """Return the bodies of ``tests/vectors/markdown/NAME.json``."""
    found: list[str] = json.loads((REPOSITORY / f"tests/vectors/markdown/{name}.json").read_text(encoding="utf-8"))["bodies"]
    return found
