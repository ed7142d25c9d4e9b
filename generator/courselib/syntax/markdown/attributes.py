"""``{#id .class}``: at the end of a heading, on a last line of its own, or directly behind a link, picture, code or emphasis.

Anything else in braces is text and stays: authors write ``{必做}`` and mean it.
"""

from __future__ import annotations

import re

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .places import RAW

_EXACT = re.compile(r"\{[ ]*(?:[#.][0-9A-Za-z_\u3400-\u9fff-]+[ ]*)+\}")
_ONE = re.compile(r"[#.][0-9A-Za-z_\u3400-\u9fff-]+")
_LONGEST = 200
#: The key in a token's ``meta`` under which stands what was written in the braces.
ATTRIBUTES = "attributes"


def attributes(state: StateCore) -> None:
    """Take attributes out of the text and give them to what they belong to."""
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and token.children and RAW not in token.meta and "{" in token.content:
            _of_block(state.tokens[index - 1], token.children)
            _of_inline(token.children)


def _of_block(opening: Token, children: list[Token]) -> None:
    last = children[-1]
    if last.type != "text" or not last.content.endswith("}"):
        return
    at = last.content.rfind("{")
    written = last.content[at:]
    if at < 0 or len(written) > _LONGEST or not _EXACT.fullmatch(written):
        return
    alone = opening.type == "paragraph_open" and at == 0 and len(children) > 1 and children[-2].type == "softbreak"
    if opening.type == "heading_open" or alone:
        _give(opening, written)
        last.content = last.content[:at].rstrip()
        if alone:
            del children[-2:]


def _of_inline(children: list[Token]) -> None:
    opened: list[Token] = []
    for index, token in enumerate(children):
        if token.nesting > 0:
            opened.append(token)
        owner = opened.pop() if token.nesting < 0 and opened else token if token.type in ("image", "code_inline") else None
        behind = children[index + 1] if index + 1 < len(children) else None
        if owner is None or behind is None or behind.type != "text" or not behind.content.startswith("{"):
            continue
        match = _EXACT.match(behind.content, 0, _LONGEST)
        if match:
            _give(owner, match.group())
            behind.content = behind.content[match.end() :]


def _give(owner: Token, written: str) -> None:
    for part in _ONE.findall(written):
        if part[0] == "#":
            owner.attrs["id"] = part[1:]
        else:
            owner.attrs["class"] = f"{owner.attrs.get('class', '')} {part[1:]}".strip()
    owner.meta = {**owner.meta, ATTRIBUTES: written}
