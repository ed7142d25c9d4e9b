"""Footnotes: their texts are moved to the end of the body, in the order in which they are first referred to."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .places import InlineRule

#: The key of ``env`` that holds label and line, from 0, of every definition in order.
NOTES = "note_definitions"
#: The key of ``env`` that holds the labels of the footnotes that the page shows.
SHOWN = "notes_shown"
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
    """Move the texts of footnotes to the end, number what refers to them, and note where each stood.

    One may stand inside another; of two with one label the first counts. Only what the page shows refers to one: not the words of a
    picture, nor a footnote that nothing refers to.
    """
    if not state.env.get("footnotes"):
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
    numbers: dict[str, int] = {}
    counts: list[int] = []
    shown: list[str] = []
    _count(kept, numbers, counts, shown)
    for label in shown:  # grows while it is gone through
        _count(texts.get(label, []), numbers, counts, shown)
    if shown:
        kept.append(Token("footnote_block_open", "", 1))
        for number, label in enumerate(shown):
            kept += _note(number, label, counts[number], texts.get(label, []))
        kept.append(Token("footnote_block_close", "", -1))
    state.env[SHOWN] = frozenset(shown)
    state.tokens = kept


def _count(tokens: list[Token], numbers: dict[str, int], counts: list[int], shown: list[str]) -> None:
    """Give what refers to footnotes its number, and note how often each is referred to."""
    for block in tokens:
        for token in block.children or ():
            if token.type == "footnote_ref":
                label = str(token.meta["label"])
                if label not in numbers:
                    numbers[label] = len(shown)
                    shown.append(label)
                    counts.append(0)
                number = numbers[label]
                token.meta = {**token.meta, "id": number, "subId": counts[number]}
                counts[number] += 1


def _note(number: int, label: str, count: int, text: list[Token]) -> list[Token]:
    """Return a footnote with links back to where it is referred to, inside its last paragraph where it ends in one."""
    meta = {"id": number, "label": label}
    back = [Token("footnote_anchor", "", 0, meta={**meta, "subId": time}) for time in range(count)]
    cut = len(text) - 1 if text and text[-1].type == "paragraph_close" else len(text)
    return [Token("footnote_open", "", 1, meta=meta), *text[:cut], *back, *text[cut:], Token("footnote_close", "", -1, meta=meta)]
