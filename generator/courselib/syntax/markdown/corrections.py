"""Where markdown-it-py 4.3 reads otherwise than CommonMark 0.31 and its twin in the browser, until that is mended there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, escape


def correct(md: MarkdownIt) -> None:
    """Mend a parser that has definition lists.

    A backslash before a blank is a backslash, and the blank still counts. The text of a definition ends at a mark that stands before
    it, and at a line with such a mark below: that is the next term, as people write them without blank lines.
    """
    definitions = next(rule for rule in md.block.ruler.getRules("") if rule.__name__ == "deflist")

    def deflist(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not silent:
            return definitions(state, start, end, False)
        return any(
            line < end and state.sCount[line] < state.blkIndent and definitions(state, line, end, True) for line in (start, start + 1)
        ) and state.sCount[start] < state.blkIndent

    md.block.ruler.at("deflist", deflist, {"alt": ["paragraph", "reference", "blockquote"]})
    md.inline.ruler.at("escape", _escape)
    helpers: Any = SimpleNamespace(
        parseLinkDestination=_destination, parseLinkLabel=parseLinkLabel, parseLinkTitle=parseLinkTitle,
    )
    md.helpers = helpers


def _escape(state: StateInline, silent: bool) -> bool:
    return not state.src.startswith("\\ ", state.pos) and escape(state, silent)


def _destination(string: str, pos: int, maximum: int) -> Any:
    result = parseLinkDestination(string, pos, maximum)
    end = result.pos if result.ok else pos
    if string.startswith("\\ ", end, maximum) and not string.startswith("<", pos):
        result.ok, result.pos, result.str = True, end + 1, result.str + "\\"
    return result
