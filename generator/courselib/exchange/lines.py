"""JSON in one line, the same for the same value."""

from __future__ import annotations

import json

from ..runtime.values import Value


def line(value: Value) -> str:
    """Return a value as JSON; ``<`` is escaped, so that the text is inert inside HTML too, and what ends a line in old scripts."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for char in "<\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
