"""Headings and anchors: a heading's text, level and line, and ids that a body has once each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .text import of_inline

#: Every anchor of a body begins so on its page: no author can take one of the page's own.
ID_PREFIX = "c-"

#: The key of ``env`` that holds the anchor of a usual heading by its text, or an empty text.
USUAL_ANCHOR = "usual_anchor"
HEADINGS = "headings"
#: The key of ``env`` that holds the running text and the id of every id that something else has already.
TAKEN_IDS = "taken_ids"
_LONGEST_ANCHOR = 60
_BLANKS = re.compile(r"[ -]+")
#: What footnotes and the places that refer to them are called.
_OF_FOOTNOTES = re.compile(r"fn(?:ref)?-[0-9]+(?:-[0-9]+)?")


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
    taken = _written_ids(state)
    entries: list[Heading] = []
    for index, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        title = " ".join(of_inline(state.tokens[index + 1]).split())
        if not token.attrs.get("id"):
            token.attrs["id"] = _fresh((usual(title) or anchor_of(title)).removeprefix(ID_PREFIX) or "section", taken)
        entries.append(Heading(title, str(token.attrs["id"]), int(token.tag[1]), token.map[0] if token.map else 0))
    state.env[HEADINGS] = entries


def _written_ids(state: StateCore) -> dict[str, int]:
    """Return the ids that the author gave; of those that are the same the first stays."""
    taken: dict[str, int] = {}
    for index, block in enumerate(state.tokens):
        for token in (block, *(block.children or ())):
            if "id" not in token.attrs:
                continue
            written = str(token.attrs.pop("id"))
            name = written.removeprefix(ID_PREFIX)
            if name in taken or _OF_FOOTNOTES.fullmatch(name):
                near = block if block.type in ("inline", "html_open", "html_void") else _text_of(state.tokens, index)
                state.env.setdefault(TAKEN_IDS, []).append((near, written))
            elif name and not re.search(r"\s", name):
                token.attrs["id"] = name
                taken[name] = 0
    return taken


def _text_of(tokens: list[Token], index: int) -> Token:
    """Return the running text of the block that begins at ``index``, or the block itself when it has none."""
    return tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].type == "inline" else tokens[index]


def anchor_of(title: str) -> str:
    """Return the anchor of a heading with this text, were there no other like it."""
    text = "".join(c for c in " ".join(unicodedata.normalize("NFKC", title).split()) if c in " -_" or not is_mark(c)).strip().lower()
    return _BLANKS.sub("-", text)[:_LONGEST_ANCHOR] or "section"


def is_mark(char: str) -> bool:
    """Tell whether a character is punctuation, a sign, a blank or a control character: no part of a word."""
    category = unicodedata.category(char)
    return category[0] in "PSZ" or category in ("Cc", "Cf")


def _fresh(anchor: str, taken: dict[str, int]) -> str:
    """Return an anchor that no other has."""
    name = anchor
    while name in taken or _OF_FOOTNOTES.fullmatch(name):
        taken[anchor] = taken.get(anchor, 0) + 1
        name = f"{anchor}_{taken[anchor]}"
    taken[name] = 0
    return name
