"""Questions with answers: under a heading that asks, what a line “答案：…” begins folds behind “看答案”.

An answer belongs to the item of the list that it stands in, up to that item's end; outside of lists, to the paragraph. It may stand on
the line after the question, in a paragraph of its own, or as the last item or line of the choices; it is one reading for all of them,
made before running text is parsed, so that emphasis and links inside the answer are read as anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

#: The key of ``env`` with what a heading asks for: ``OPEN`` (answers may stand), ``TEST`` (every question has one), else an empty text.
ASKS = "asks"
OPEN, TEST = "open", "test"
#: The key of ``env`` that holds the running text of each question of a test without an answer.
UNANSWERED = "unanswered"
#: The first words of what folds.
SUMMARY = "看答案"
_NAME = "(?:参考)?答案(?:要点)?|答"
_LABEL = re.compile(
    rf"[ \t\u3000]*(?:(\*\*|__)(?:(?:{_NAME})(?:[：:]\1|\1[：:])|【(?:{_NAME})】[：:]?\1[：:]?)"
    rf"|(?:{_NAME})[：:]|【(?:{_NAME})】[：:]?)[ \t\u3000]*"
)
_NUMBER = re.compile("[ \t\u3000]*[0-9]{1,3}[、.．)）]")
_LISTS = ("bullet_list_open", "ordered_list_open")


def answers(state: StateCore) -> None:
    """Fold the answers of every section that asks, and note the questions of tests that have none."""
    asks: Callable[[str], str] = state.env.get(ASKS, lambda _: "")
    tokens, made = state.tokens, []
    at = level = 0
    section: _Section | None = None
    while at < len(tokens):
        token = tokens[at]
        end = _end_of(tokens, at)
        if token.type == "heading_open":
            depth = int(token.tag[1])
            if section is not None:
                section.close()
            if section is None or depth <= level:
                kind = asks(_without_attributes(tokens[at + 1].content))
                section, level = (_Section(state, kind == TEST) if kind else None), depth
        made += tokens[at:end] if section is None else section.block(tokens[at:end])
        at = end
    if section is not None:
        section.close()
    state.tokens = made


def _without_attributes(heading: str) -> str:
    """Return a heading's text without ``{…}`` at its end."""
    text = heading.rstrip()
    at = text.rfind("{")
    return text[:at] if at >= 0 and text.find("}", at) == len(text) - 1 else text


def _end_of(tokens: list[Token], at: int) -> int:
    """Return the index behind the block that begins at ``at``."""
    depth = 0
    while True:
        depth += tokens[at].nesting
        at += 1
        if depth <= 0 or at == len(tokens):
            return at


@dataclass
class _Section:
    """A section that asks: its blocks one after the other."""

    state: StateCore
    is_test: bool
    #: A question outside of lists that waits for its answer.
    pending: Token | None = None

    def block(self, tokens: list[Token]) -> list[Token]:
        """Return a block of the section as it is shown."""
        first = tokens[0].type
        if first in _LISTS:
            return self.items(tokens)
        if first == "paragraph_open":
            return self.paragraph(tokens)
        return tokens

    def close(self) -> None:
        """Say what still waits for an answer: no block of the section follows."""
        self.missing(self.pending)
        self.pending = None

    def missing(self, question: Token | None) -> None:
        """Note a question of a test that has no answer."""
        if question is not None and self.is_test:
            self.state.env.setdefault(UNANSWERED, []).append(question)

    def items(self, tokens: list[Token]) -> list[Token]:
        """Return a list, each item of which is a question."""
        made = [tokens[0]]
        at = 1
        while at < len(tokens) - 1:
            end = _end_of(tokens, at)
            inner = tokens[at + 1 : end - 1]
            shown = _item(inner)
            made += [tokens[at], *(shown or inner), tokens[end - 1]]
            if self.pending is not None:
                # The choices of a question that stands before the list.
                self.pending = None if shown else self.pending
            elif not shown:
                self.missing(next((t for t in inner if t.type == "inline"), None))
            at = end
        return [*made, tokens[-1]]

    def paragraph(self, tokens: list[Token]) -> list[Token]:
        """Return a paragraph cut into questions and answers; a line that begins with a number begins a question."""
        opening, inline, closing = tokens
        lines = inline.content.split("\n")
        starts = [n for n, line in enumerate(lines) if n == 0 or _LABEL.match(line) or _NUMBER.match(line)]
        made: list[Token] = []
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            answer = _answer(inline, start, end)
            if answer is not None:
                made += [_fold(1), *_paragraph(opening, answer, closing), _fold(-1)]
                self.pending = None
                continue
            part = inline if len(starts) == 1 else _part(inline, start, "\n".join(lines[start:end]))
            made += tokens if part is inline else _paragraph(opening, part, closing)
            if _NUMBER.match(lines[start]):
                self.close()
                self.pending = part
        return made


def _item(tokens: list[Token]) -> list[Token] | None:
    """Return what stands in an item with its answer folded, or ``None`` when it has none."""
    depth = 0
    for at, token in enumerate(tokens):
        if token.type == "inline" and at and tokens[at - 1].type == "paragraph_open":
            lines = token.content.split("\n")
            start = next((n for n, line in enumerate(lines) if _LABEL.match(line)), -1)
            if start >= 0:
                return _folded(tokens, at, start, depth - 1)
        depth += token.nesting
    return None


def _folded(tokens: list[Token], at: int, start: int, depth: int) -> list[Token] | None:
    """Fold from line ``start`` of the running text at ``at`` to the end; ``depth`` is how deep in choices it stands."""
    opening, inline, closing = tokens[at - 1 : at + 2]
    rest = tokens[at + 2 :]
    if depth and any(token.nesting >= 0 for token in rest):
        return None
    lines = inline.content.split("\n")
    answer = _answer(inline, start, len(lines))
    if answer is None and (depth or not rest):
        return None
    before = tokens[: at - 1]
    if start:
        before += [opening, _part(inline, 0, "\n".join(lines[:start])), closing]
    if depth:
        # Choices that held the answer alone are gone with it.
        while rest and before[-1].nesting > 0:
            before.pop()
            rest = rest[1:]
        before += rest
        rest = []
    shown = [] if answer is None else _paragraph(opening, answer, closing)
    return [*before, _fold(1), *shown, *rest, _fold(-1)]


def _answer(inline: Token, start: int, end: int) -> Token | None:
    """Return the answer that begins on line ``start`` of running text, without its label; ``None`` when there is none or it is empty."""
    lines = inline.content.split("\n")[start:end]
    label = _LABEL.match(lines[0])
    if label is None:
        return None
    first = lines[0][label.end() :]
    return _part(inline, start, "\n".join([first, *lines[1:]])) if first else (
        _part(inline, start + 1, "\n".join(lines[1:])) if lines[1:] else None
    )


def _part(inline: Token, start: int, content: str) -> Token:
    """Return running text of its own: lines of another from its line ``start``."""
    top = (inline.map[0] if inline.map else 0) + start
    return Token("inline", "", 0, content=content, map=[top, top + content.count("\n") + 1], children=[], level=inline.level, block=True)


def _paragraph(opening: Token, inline: Token, closing: Token) -> list[Token]:
    """Return a paragraph that shows as one, in tight lists as well."""
    return [opening.copy(hidden=False, map=inline.map), inline, closing.copy(hidden=False)]


def _fold(nesting: int) -> Token:
    return Token("answer_open" if nesting > 0 else "answer_close", "details", nesting, block=True)  # type: ignore[arg-type]
