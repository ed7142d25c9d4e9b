"""Short bodies kept as data beside the tests of Markdown."""

from __future__ import annotations

import json

from .library import REPOSITORY


def vector(name: str) -> list[str]:
    """Return the bodies of ``tests/syntax/markdown/NAME.json``."""
    found: list[str] = json.loads((REPOSITORY / f"tests/syntax/markdown/{name}.json").read_text(encoding="utf-8"))["bodies"]
    return found
