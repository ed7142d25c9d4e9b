"""Footnotes: what the plugin lacks to be linear, and to let the first of two definitions count."""

from __future__ import annotations

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

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


def first_definitions(state: StateCore) -> None:
    """Note every definition, and give a second one of the same label another that nothing can refer to."""
    found: list[tuple[str, int]] = []
    seen: set[str] = set()
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            found.append((label, token.map[0] if token.map else 0))
            if label in seen:
                token.meta = {"label": f"{label}\n{len(found)}"}
            seen.add(label)
    if found:
        state.env[NOTES] = found
