"""Where things stand in a body: line and column of what the parser keeps no place of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

#: The key in a token's ``meta`` under which an inline token keeps its offset in the content of its block.
AT = "at"
#: The keys of a table row: how many cells its line has, beyond those of the head.
EXTRA = "extra"
#: The key of running text that was cut out of raw HTML.
RAW = "raw"
InlineRule = Callable[[StateInline, bool], bool]
BlockRule = Callable[[StateBlock, int, int, bool], bool]
_PLACED = frozenset(("link_open", "image", "html_inline", "footnote_ref"))


def placed(rule: InlineRule) -> InlineRule:
    """Return a rule whose first token keeps where in its block it begins."""
    def run(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            for token in state.tokens[before : before + 2]:  # pending text may stand before it
                if token.type in _PLACED:
                    token.meta = {**token.meta, AT: start}
                    break
        return True

    return run


def with_extra_cells(rule: BlockRule) -> BlockRule:
    """Return the table rule with rows that keep the cells which their head has no column for: the page drops them.

    A line of nothing but dashes underlines a heading, also where a bar stands above it, as GitHub's reader has it.
    """
    def run(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        before = len(state.tokens)
        if start + 1 < end and not getLine(state, start + 1).strip("- \t"):
            return False
        if not rule(state, start, end, silent):
            return False
        if not silent:
            columns = 0
            for token in state.tokens[before:]:
                if token.type == "th_open":
                    columns += 1
                elif token.type == "tr_open" and token.map and columns:
                    line = getLine(state, token.map[0]).strip()
                    # Few rows have more bars between their cells than the head: only those are cut again.
                    between = line.count("|") - line.startswith("|") - line.endswith("|")
                    if between >= columns and len(cells := cells_of(line)) > columns:
                        token.meta = {**token.meta, EXTRA: cells[columns:]}
        return True

    return run


def cells_of(line: str) -> list[str]:
    """Return the cells of a table's row as the parser cuts it; an escaped bar belongs to its cell."""
    cells = escapedSplit(line.strip())
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return [cell.strip() for cell in cells]


class Lines:
    """The lines of a body that begins at ``first_line`` of its file; places are told as line and column from 1."""

    def __init__(self, text: str, first_line: int) -> None:
        self.lines = text.split("\n")
        self.first_line = first_line
        # Of the block last asked about: where its lines begin in its content, and how far each is moved on its line of the file.
        self._block: Token | None = None
        self._starts: list[int] = []
        self._moved: dict[int, int] = {}

    def of(self, token: Token) -> int:
        """Return the line of a block token."""
        return self.first_line + (token.map[0] if token.map else 0)

    def text(self, number: int) -> str:
        """Return a line of the file by its number."""
        at = number - self.first_line
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def inside(self, block: Token, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the content of a block's inline token."""
        if block is not self._block:
            self._block, self._moved = block, {}
            self._starts = [0, *(at.end() for at in re.finditer("\n", block.content))]
        number = bisect_right(self._starts, offset) - 1
        if number not in self._moved:
            self._moved[number] = self._move(block, number)
        return self.of(block) + number, self._moved[number] + offset - self._starts[number] + 1

    def _move(self, block: Token, number: int) -> int:
        """Return the column, from 0, at which a line of a block's content begins in the file."""
        end = self._starts[number + 1] - 1 if number + 1 < len(self._starts) else len(block.content)
        part, written = block.content[self._starts[number] : end], self.text(self.of(block) + number)
        at = written.find(part)
        # A cell, or a line whose escapes were taken out: the nearest that can be told is where its beginning stands.
        return at if at >= 0 else max(written.find(part[:8]), 0)
