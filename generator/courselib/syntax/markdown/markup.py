"""Raw HTML in running text: where a tag, comment, instruction or declaration ends. Source: CommonMark 0.31, section 6.6."""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it.common.html_re import HTML_OPEN_CLOSE_TAG_STR
from markdown_it.rules_inline import StateInline

_TAG = re.compile(HTML_OPEN_CLOSE_TAG_STR.removeprefix("^"), re.ASCII)
#: Returns where a mark stands last in the text, or -1: what has no end is not looked for again and again.
Last = Callable[[str], int]


def end_of_html(text: str, at: int, last: Last) -> int:
    """Return the offset behind the HTML that begins with the ``<`` at ``at``, or -1 when it is none."""
    if text.startswith("<!--", at):
        # Two short forms are comments as well.
        short = next((form for form in ("<!-->", "<!--->") if text.startswith(form, at)), "")
        return at + len(short) if short else _behind(text, "-->", at + 4, last)
    if text.startswith("<![CDATA[", at):
        return _behind(text, "]]>", at + 9, last)
    if text.startswith("<?", at):
        return _behind(text, "?>", at + 2, last)
    if text.startswith("<!", at):
        name = text[at + 2 : at + 3]
        return _behind(text, ">", at + 3, last) if name.isascii() and name.isalpha() else -1
    match = _TAG.match(text, at) if last(">") > at else None
    return match.end() if match else -1


def _behind(text: str, mark: str, start: int, last: Last) -> int:
    return text.find(mark, start) + len(mark) if last(mark) >= start else -1


def html_inline(state: StateInline, silent: bool) -> bool:
    """Parse HTML in a line of text."""
    if state.src[state.pos] != "<":
        return False
    end = end_of_html(state.src, state.pos, state.html_terminator_last)
    if end < 0:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True
