"""What CommonMark lacks for Chinese: emphasis beside full-width marks, and line breaks that are no spaces.

Emphasis: CommonMark lets ``**`` open or close only by the blanks and punctuation around it, and Chinese has no blanks. So, as
``markdown-cjk-friendly`` proposes, a Chinese character or full-width mark beside a run of ``*`` counts as a blank does, and is
no punctuation by itself. Both rules work on tokens, never on raw text: code is never touched.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

_WIDE = (
    "\u2e80-\u2fdf\u2ff0-\u30ff\u3100-\u312f\u31a0-\u31ef\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff"
)
#: A Chinese character or full-width mark.
_CHINESE = re.compile(f"[{_WIDE}]")
#: Marks that both scripts use: beside Chinese text they stand without a blank.
_SHARED = frozenset("“”‘’—…·")


class ChineseInlineState(StateInline):
    """Inline parsing that takes Chinese characters beside ``*`` and ``~`` for word boundaries."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the parser's own names
        """Return whether the run of marks at ``start`` can open or close, and its length. CommonMark 0.31, section 6.2."""
        marker, pos, end = self.src[start], start, self.posMax
        while pos < end and self.src[pos] == marker:
            pos += 1
        before = self.src[start - 1] if start > 0 else " "
        after = self.src[pos] if pos < end else " "
        wide_before, wide_after = bool(_CHINESE.match(before)), bool(_CHINESE.match(after))
        blank_before, blank_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
        mark_before = not wide_before and _is_punctuation(before)
        mark_after = not wide_after and _is_punctuation(after)
        left = not blank_after and (not mark_after or blank_before or mark_before or wide_before)
        right = not blank_before and (not mark_before or blank_after or mark_after or wide_after)
        can_open = left and (canSplitWord or not right or _is_punctuation(before))
        can_close = right and (canSplitWord or not left or _is_punctuation(after))
        return Scanned(can_open, can_close, pos - start)


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


class ChineseInlineParser(ParserInline):
    """The inline parser with a state that knows Chinese."""

    def parse(self, src: str, md: object, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse ``src`` into ``tokens``, as the parser it stands for does."""
        state = ChineseInlineState(src, md, env, tokens)  # type: ignore[arg-type] # a MarkdownIt, named here to avoid a circle
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def join_lines(state: StateCore) -> None:
    """Hide the line breaks that stand between two Chinese characters or marks: on the page they would be blanks."""
    for token in state.tokens:
        children = token.children
        if token.type != "inline" or not children or not any(c.type == "softbreak" for c in children):
            continue
        for at, child in enumerate(children):
            child.hidden = child.hidden or (child.type == "softbreak" and _is_joined(children, at))


def _is_joined(children: list[Token], at: int) -> bool:
    before, after = _neighbour(children, at, -1), _neighbour(children, at, 1)
    wide = [bool(_CHINESE.match(c)) for c in (before, after)]
    shared = [c in _SHARED for c in (before, after)]
    return all(w or s for w, s in zip(wide, shared, strict=True)) and bool(before) and bool(after)


def _neighbour(children: list[Token], at: int, step: int) -> str:
    """Return the character before or after a line break, across the marks of emphasis and links."""
    at += step
    while 0 <= at < len(children):
        token = children[at]
        if token.type in ("text", "code_inline") and token.content:
            return token.content[-1 if step < 0 else 0]
        if token.nesting == 0 and token.type not in ("text", "code_inline"):
            return ""
        at += step
    return ""
