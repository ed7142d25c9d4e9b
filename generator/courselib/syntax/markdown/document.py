"""A body as one token tree, parsed once: links, sections, tables, text, HTML and remarks are readings of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_inline import autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from . import budget
from .answers import ASKS, answers
from .attributes import attributes
from .boxes import box
from .budget import BeyondBudgetError, BoundedBlockParser
from .chinese import ChineseInlineParser, join_lines
from .corrections import correct
from .footnotes import footnotes_last, labelled
from .headings import HEADINGS, USUAL_ANCHOR, Heading, headings
from .html_tags import html_tags
from .markup import html_inline
from .places import Lines, placed, with_extra_cells
from .tasks import tasks

#: Raised whenever the same body could give another tree.
FORMAT = 4


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed body. ``env`` holds what the parser notes besides the tree: reference definitions, footnotes, headings."""

    tokens: list[Token]
    lines: Lines
    env: dict[str, Any] = field(default_factory=dict)

    @property
    def headings(self) -> list[Heading]:
        """The headings in order, each with its anchor and its line from 0."""
        entries: list[Heading] = self.env.get(HEADINGS, [])
        return entries


def parse(
    text: str, first_line: int = 1, usual_anchor: Callable[[str], str] = lambda _: "", asks: Callable[[str], str] = lambda _: "",
) -> Document:
    """Return the tree of a body that begins at ``first_line`` of its file.

    ``usual_anchor`` names the anchor of a heading that has a short one of its own, else an empty text; ``asks`` says whether a heading
    begins a section of questions (``answers.OPEN``, ``answers.TEST``, or an empty text).

    Raises ``BeyondBudgetError`` for one that asks for more than a page can show.
    """
    if len(text) > budget.MAX_CHARACTERS:
        raise BeyondBudgetError(f"正文多于 {budget.MAX_CHARACTERS // 10000} 万字")
    env: dict[str, Any] = {USUAL_ANCHOR: usual_anchor, ASKS: asks}
    lines = Lines(text, first_line)
    tokens = _parser().parse(text, env)
    _measure(tokens)
    return Document(tokens, lines, env)


def _measure(tokens: list[Token]) -> None:
    links = notes = total = 0
    for token in tokens:
        total += 1 + len(token.children or ())
        for child in token.children or ():
            links += child.type in ("link_open", "image", "html_open")
            notes += child.type == "footnote_ref"
        line = token.map[0] if token.map else 0
        if total > budget.MAX_TOKENS:
            raise BeyondBudgetError(f"标记多于 {budget.MAX_TOKENS} 处", line)
        if links > budget.MAX_LINKS:
            raise BeyondBudgetError(f"链接和图片多于 {budget.MAX_LINKS} 处", line)
        if notes > budget.MAX_FOOTNOTES:
            raise BeyondBudgetError(f"脚注多于 {budget.MAX_FOOTNOTES} 处", line)


_made: list[MarkdownIt] = []


def _parser() -> MarkdownIt:
    """Return the parser, one a process: making it costs more than a page."""
    if not _made:
        _made.append(_make())
    return _made[0]


def _make() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"maxNesting": budget.MAX_NESTING + 20, "store_labels": True})
    md.inline, md.block = ChineseInlineParser(), BoundedBlockParser()
    md.enable("strikethrough").disable("table")
    # Addresses stay as written: they are judged once, where the tree becomes a page.
    md.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005 - the parser's own way to set it
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    # The parser looks for tables first: a quote or an item with a bar, and dashes below it, would be the head of one.
    md.block.ruler.before("lheading", "late_table", with_extra_cells(table), {"alt": ["paragraph", "reference"]})
    md.block.ruler.before("fence", "box", box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.block.ruler.at("reference", _reference)
    footnote_plugin(md, inline=False, move_to_end=False)
    deflist_plugin(md)
    correct(md)
    md.inline.ruler.at("footnote_ref", labelled(footnote_ref))
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("html_inline", html_inline)):
        md.inline.ruler.at(name, placed(rule))
    md.core.ruler.after("block", "answers", answers)
    for name, core_rule in (
        ("html_tags", html_tags), ("footnotes_last", footnotes_last), ("attributes", attributes), ("tasks", tasks),
        ("join_lines", join_lines), ("headings", headings),
    ):
        md.core.ruler.push(name, core_rule)
    return md


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a definition ``[name]: address``; what was meant for a footnote stays text, so that it is seen."""
    begin = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", begin) and reference(state, start, end, silent)
