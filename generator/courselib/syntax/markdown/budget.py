"""What one body may ask for. A body past it is a problem of its file, and no other file waits for it.

Every rule of the parser is linear in the text; these bounds keep what multiplies it (nesting, cells that a short row is filled up
with, back-links of footnotes) within what a page can show.
"""

from __future__ import annotations

from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock

#: Levels of quotes, lists and boxes inside each other.
MAX_NESTING = 40
#: Parts of a body: blocks, marks, links, pieces of text.
MAX_TOKENS = 60_000
MAX_LINKS = 3_000
MAX_FOOTNOTES = 1_000
#: Characters of a body, and of the HTML made of it.
MAX_CHARACTERS = 400_000
MAX_HTML = 2_000_000


class BeyondBudgetError(Exception):
    """A body that asks for too much: ``what`` in plain Chinese, and the line, from 0, where it was noticed."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


class BoundedBlockParser(ParserBlock):
    """The block parser, which says so where the original would leave out what nests too deep."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803 - the parser's own names
        """Parse a range of lines."""
        if state.level >= MAX_NESTING:
            raise BeyondBudgetError(f"引用、列表等套了 {MAX_NESTING} 层以上", startLine)
        if len(state.tokens) > MAX_TOKENS:
            raise BeyondBudgetError(f"标记多于 {MAX_TOKENS} 处", startLine)
        super().tokenize(state, startLine, endLine)
