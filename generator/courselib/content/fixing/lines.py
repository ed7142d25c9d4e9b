"""Repairs of lines: blanks at their ends, and the slips that keep metadata from being read."""

from __future__ import annotations

from ...library.nodes import mended_slips
from ...syntax.yaml import slips, tree


def without_trailing_space(text: str) -> str:
    """Return metadata without blanks at the ends of lines; text blocks (``|``, ``>``) stay as they are."""
    return "".join(line if inside else _trimmed(line) for line, inside in slips.lines(text))


def readable(text: str) -> str:
    """Return metadata without slips that keep them from being read as they were meant."""
    mended = mended_slips(text, tree.parse(text, ""))
    return mended.text if mended else text


def _trimmed(line: str) -> str:
    content = line.rstrip("\r\n")
    return content.rstrip(" \t\u3000") + line[len(content) :]
