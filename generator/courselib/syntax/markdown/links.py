"""The links and pictures of a body, with their places; what stands in code or in a comment is none."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.token import Token

from .document import Document
from .places import AT
from .text import of_inline


@dataclass(frozen=True, slots=True)
class Link:
    """One link target as written (entities and escapes decoded), its place, whether it is a picture, and what is shown of it."""

    target: str
    line: int
    column: int
    image: bool
    text: str = ""


def find_links(document: Document) -> list[Link]:
    """Return links and pictures in order of place."""
    links: list[Link] = []
    for block in document.tokens:
        if block.type == "inline":
            links += _inside(document, block)
        elif block.type in ("html_open", "html_void"):
            links += _of_tag(document, block, block, "")
    return sorted(links, key=lambda k: (k.line, k.column))


def _inside(document: Document, block: Token) -> list[Link]:
    links: list[Link] = []
    children = block.children or []
    for index, token in enumerate(children):
        if token.type == "link_open":
            target = str(token.attrs.get("href", ""))
            links.append(Link(target, *_place(document, block, token, target), False, _shown(children, index)))
        elif token.type == "image":
            target = str(token.attrs.get("src", ""))
            inner = Token("inline", "", 0, children=token.children)
            links.append(Link(target, *_place(document, block, token, target), True, of_inline(inner)))
        elif token.type in ("html_open", "html_void"):
            links += _of_tag(document, block, token, _shown(children, index))
    return links


def _of_tag(document: Document, block: Token, token: Token, text: str) -> list[Link]:
    name = {"a": "href", "img": "src"}.get(token.tag)
    if name is None or name not in token.attrs:
        return []
    target = str(token.attrs[name]).strip()
    place = _place(document, block, token, target)
    return [Link(target, *place, token.tag == "img", str(token.attrs.get("alt", "")) if token.tag == "img" else text)]


def _shown(children: list[Token], at: int) -> str:
    """Return what is shown between an opening mark and the one that closes it; pictures count by their words."""
    depth, end = 0, at
    for end in range(at, len(children)):
        depth += children[end].nesting
        if depth == 0:
            break
    inside = Token("inline", "", 0, children=children[at + 1 : end])
    return of_inline(inside) or ("图" if any(c.type == "image" for c in inside.children or []) else "")


def _place(document: Document, block: Token, token: Token, target: str) -> tuple[int, int]:
    """Return where a target is written: behind its text where it stands there, else where the link begins."""
    at = int(token.meta.get(AT, 0))
    written = block.content.find(target, at, at + 4000) if target else -1
    return document.lines.inside(block, written if written >= 0 else at)
