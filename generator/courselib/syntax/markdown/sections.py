"""A body cut at its headings, and what stands in each part: items of lists, lines of paragraphs, tables by row and cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from .document import Document
from .places import RAW
from .text import of_inline, written_lines


@dataclass(frozen=True, slots=True)
class Piece:
    """Running text at a place of the file: a line of an item (``item``) or paragraph, or a cell."""

    text: str
    line: int
    column: int
    item: bool = False


@dataclass(slots=True)
class Table:
    """A table: the cells of its head, and its rows, each with the cells that the page shows."""

    head: list[Piece]
    rows: list[list[Piece]]


@dataclass(slots=True)
class Section:
    """What stands under a heading: ``parts`` in order, an item or line as ``Piece``, a table as ``Table``."""

    title: str
    level: int
    line: int
    parts: list[Piece | Table] = field(default_factory=list)


def sections(document: Document) -> Iterator[Section]:
    """Yield the parts of a body; the one before the first heading has level 0 and no title."""
    tokens = document.tokens
    current = Section("", 0, document.lines.first_line)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            yield current
            current = Section(" ".join(of_inline(tokens[at + 1]).split()), int(token.tag[1]), document.lines.of(token))
            at += 3
        elif token.type == "table_open":
            table, at = _table(document, at)
            current.parts.append(table)
        else:
            if token.type == "inline":
                current.parts += _lines(document, token, item=at > 1 and tokens[at - 2].type == "list_item_open")
            at += 1
    yield current


def _lines(document: Document, block: Token, *, item: bool) -> Iterator[Piece]:
    """Yield each written line of running text; only the first can begin an item."""
    written = [] if RAW in block.meta else block.content.split("\n")
    if len(written) < 2:
        yield Piece(of_inline(block).strip(), *document.lines.inside(block, 0), item)
        return
    shown = written_lines(block)
    if len(shown) != len(written):  # code or a tag over several lines
        shown = written
    start = 0
    for number, (line, text) in enumerate(zip(written, shown, strict=True)):
        if text.strip():
            yield Piece(text.strip(), *document.lines.inside(block, start), item and number == 0)
        start += len(line) + 1


def _table(document: Document, at: int) -> tuple[Table, int]:
    tokens = document.tokens
    rows: list[list[Piece]] = []
    column = 0
    while tokens[at].type != "table_close":
        token = tokens[at]
        if token.type == "tr_open":
            rows.append([])
            column = 0
        elif token.type == "inline" and rows:
            line = document.lines.of(token)
            written = document.lines.text(line)
            place = written.find(token.content, column) if token.content else -1
            column = place if place >= 0 else max(column, written.find("|", column) + 1)
            rows[-1].append(Piece(of_inline(token).strip(), line, min(column, len(written)) + 1))
            column += len(token.content)
        at += 1
    return Table(rows[0], rows[1:]), at + 1
