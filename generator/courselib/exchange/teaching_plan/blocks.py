"""What a Word file says, in order, before anything is known of what it means; and what of it could not be taken along.

In a text, ``OBJECT`` stands for a note, a picture, or the beginning and end of a link: which one, ``objects`` say in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

OBJECT = "\ufffc"
NOTE, PICTURE, LINK, OPEN_LINK = "note", "picture", "link", "open"


@dataclass(slots=True)
class Paragraph:
    """A paragraph. ``label`` is the number that Word writes before it (“•” for a bullet), ``level`` its heading's, 0 for none.

    ``depth`` is that of the list, ``follows`` tells of one that goes on with the item before. ``title`` tells of the style of titles;
    ``where`` says in Chinese where it stands; ``marks`` tell of emphasis, counted from the text's end (``emphasis.py``).
    """

    text: str
    where: str
    label: str = ""
    level: int = 0
    title: bool = False
    bold: bool = False
    centre: bool = False
    depth: int = 0
    follows: bool = False
    objects: list[tuple[str, str]] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A cell over ``span`` columns; ``below`` goes on with the one above it."""

    blocks: list[Block]
    span: int = 1
    below: bool = False


@dataclass(slots=True)
class Table:
    """A table, row by row."""

    rows: list[list[Cell]]
    where: str


Block: TypeAlias = "Paragraph | Table"


@dataclass(slots=True)
class Document:
    """A Word file. ``notes`` by number, ``pictures`` by part name with their words, ``remarks`` on what was left out or decided."""

    blocks: list[Block]
    title: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def cell_text(cell: Cell, between: str = "\n") -> str:
    """Return a cell's text, a paragraph a line; tables inside row by row."""
    return between.join(filter(None, (block_text(b, between) for b in cell.blocks)))


def block_text(block: Block, between: str = "\n") -> str:
    """Return a block's text with its number."""
    if isinstance(block, Paragraph):
        return labelled(block)
    return between.join("，".join(filter(None, (cell_text(c, "；") for c in row))) for row in block.rows)


def labelled(p: Paragraph) -> str:
    """Return a paragraph's text behind its number."""
    label = "" if p.label == "•" else p.label
    return f"{label} {p.text}" if label[-1:].isascii() and label else f"{label}{p.text}"
