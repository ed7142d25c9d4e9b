"""Repairs of lines: blanks at their ends, and the slips that keep metadata from being read."""

from __future__ import annotations

from ...syntax.yaml import slips, tree
from ..nodes import NAMES


def without_trailing_space(text: str) -> str:
    """Return metadata without blanks at the ends of lines; text blocks (``|``, ``>``) stay as they are."""
    return "".join(line if inside else _trimmed(line) for line, inside in slips.lines(text))


def readable(text: str) -> str:
    """Return metadata without its slips where they do not read; what reads is left alone."""
    return text if isinstance(tree.parse(text, "").root, tree.Mapping) else slips.mended(text, NAMES).text


def _trimmed(line: str) -> str:
    content = line.rstrip("\r\n")
    return content.rstrip(" \t\u3000") + line[len(content) :]
