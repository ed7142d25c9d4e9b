"""Tables of text whose columns line up on a terminal and in a report set in a fixed-width font."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .common import width


def table(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Return the rows as lines; the columns numbered in ``right`` stand flush right."""
    clean = [["".join(c if c.isprintable() else " " for c in cell) for cell in row] for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*clean, strict=True)]
    return ["  ".join(_pad(c, w, n in right) for n, (c, w) in enumerate(zip(row, widths, strict=True))).rstrip() for row in clean]


def _pad(cell: str, size: int, right: bool) -> str:
    gap = " " * (size - width(cell))
    return gap + cell if right else cell + gap
