"""Footnotes: their texts are moved to the end of the body, in the order in which they are first referred to."""

from __future__ import annotations

from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .places import InlineRule

#: The key of ``env`` that holds label and line, from 0, of every definition in order.
NOTES = "note_definitions"
#: Characters of a footnote's label.
LONGEST_LABEL = 200


def labelled(rule: InlineRule) -> InlineRule:
    """Return the rule of references for labels that end soon: many that never end would each be looked through to the end."""
    def run(state: StateInline, silent: bool) -> bool:
        if not state.src.startswith("[^", state.pos):
            return False
        end = min(state.posMax, state.pos + 2 + LONGEST_LABEL + 1)
        return state.src.find("]", state.pos + 2, end) >= 0 and rule(state, silent)

    return run


def footnotes_last(state: StateCore) -> None:
    """Move the texts of footnotes to the end, and note where each stood.

    One may stand inside another; of two with one label the first counts.
    """
    notes: dict[str, Any] = state.env.get("footnotes", {})
    if not notes:
        return
    texts: dict[str, list[Token]] = {}
    opened: list[tuple[str, list[Token]]] = []
    kept: list[Token] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            opened.append((token.meta["label"], []))
            state.env.setdefault(NOTES, []).append((token.meta["label"], token.map[0] if token.map else 0))
        elif token.type == "footnote_reference_close":
            texts.setdefault(*opened.pop())
        else:
            (opened[-1][1] if opened else kept).append(token)
    listed: dict[int, dict[str, Any]] = notes.get("list", {})
    if listed:
        kept.append(Token("footnote_block_open", "", 1))
        for number, note in listed.items():
            kept += _note(number, note, texts.get(note["label"], []))
        kept.append(Token("footnote_block_close", "", -1))
    state.tokens = kept


def _note(number: int, note: dict[str, Any], text: list[Token]) -> list[Token]:
    """Return a footnote with links back to where it is referred to, inside its last paragraph where it ends in one."""
    meta = {"id": number, "label": note["label"]}
    back = [Token("footnote_anchor", "", 0, meta={**meta, "subId": time}) for time in range(max(note["count"], 1))]
    cut = len(text) - 1 if text and text[-1].type == "paragraph_close" else len(text)
    return [Token("footnote_open", "", 1, meta=meta), *text[:cut], *back, *text[cut:], Token("footnote_close", "", -1, meta=meta)]
