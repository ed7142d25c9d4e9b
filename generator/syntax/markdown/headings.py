"""Headings: text, level, line, and an anchor that is each body's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.rules_core import StateCore

from .text import of_inline

#: The key of ``env`` that holds the anchor of a usual heading by its text, or an empty text.
USUAL_ANCHOR = "usual_anchor"
HEADINGS = "headings"
_LONGEST_ANCHOR = 60
_BLANKS = re.compile(r"[ -]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a body: its text (no markup), its anchor, level 1–6, and its line in the body from 0."""

    title: str
    anchor: str
    level: int
    line: int = 0


def headings(state: StateCore) -> None:
    """Give every heading an anchor, and note all of them in ``env``."""
    usual: Callable[[str], str] = state.env.get(USUAL_ANCHOR, lambda _: "")
    # How many headings came to the same anchor: later ones are numbered.
    taken = {str(t.attrs["id"]): 0 for t in state.tokens if t.attrs.get("id")}
    found: list[Heading] = []
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        title = " ".join(of_inline(state.tokens[index + 1]).split())
        if not token.attrs.get("id"):
            token.attrs["id"] = _fresh(usual(title) or anchor_of(title), taken)
        found.append(Heading(title, str(token.attrs["id"]), int(token.tag[1]), token.map[0] if token.map else 0))
    state.env[HEADINGS] = found


def anchor_of(title: str) -> str:
    """Return the anchor of a heading with this text, were there no other like it."""
    text = "".join(c for c in " ".join(unicodedata.normalize("NFKC", title).split()) if c in " -_" or not _is_mark(c)).strip().lower()
    return _BLANKS.sub("-", text)[:_LONGEST_ANCHOR] or "section"


def _is_mark(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "PSZ" or category in ("Cc", "Cf")


def _fresh(anchor: str, taken: dict[str, int]) -> str:
    """Return an anchor that no other has."""
    name = anchor
    while name in taken:
        taken[anchor] = taken.get(anchor, 0) + 1
        name = f"{anchor}_{taken[anchor]}"
    taken[name] = 0
    return name
