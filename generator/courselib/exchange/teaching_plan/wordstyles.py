"""What the styles of a Word file say of paragraphs: headings, titles, lists, each with what it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .package import Node

_HEADING = re.compile(r"(?:heading|标题) ?([1-9])")
_CONTENTS = re.compile(r"toc(?: ?[1-9]| heading)|目录 ?[1-9]?")
_CONTINUED = re.compile("list continue ?[1-9]?|列表接续 ?[1-9]?")
_DEEPEST_CHAIN = 20


@dataclass(slots=True)
class Style:
    """What a paragraph's style says of it."""

    based: str = ""
    level: int = 0
    title: bool = False
    contents: bool = False
    bold: bool = False
    centre: bool = False
    follows: bool = False
    list_key: str = ""
    depth: int = 0


def is_on(about: Node, name: str) -> bool:
    """Tell whether a switch of a run or style is on."""
    node = about.first(name)
    return node is not None and node.attrs.get("val", "1") not in ("0", "false", "off", "none")


def outline_level(text: str) -> int:
    """Return the level of a heading from its outline level, 0 for none."""
    return int(text) + 1 if text.isdigit() and int(text) < 9 else 0


def styles_of(root: Node | None) -> dict[str, Style]:
    """Return the styles of paragraphs by their keys; the usual one also under an empty key."""
    found: dict[str, Style] = {}
    usual = ""
    for node in root.elements() if root else ():
        if node.name == "style" and node.attrs.get("type", "paragraph") == "paragraph":
            key = node.attrs.get("styleId", "")
            if node.attrs.get("default") in ("1", "true", "on"):
                usual = key
            found[key] = _style(node)
    done = {key: _whole(key, found) for key in found}
    if usual:
        done[""] = done[usual]
    return done


def _style(node: Node) -> Style:
    name = node.val("name").lower().strip()
    heading = _HEADING.fullmatch(name)
    about = node.first("rPr")
    depth = node.val("pPr", "numPr", "ilvl")
    return Style(
        based=node.val("basedOn"), level=int(heading[1]) if heading else outline_level(node.val("pPr", "outlineLvl")),
        title=name in ("title", "标题"), contents=bool(_CONTENTS.fullmatch(name)), bold=about is not None and is_on(about, "b"),
        centre=node.val("pPr", "jc") == "center", follows=bool(_CONTINUED.fullmatch(name)),
        list_key=node.val("pPr", "numPr", "numId"), depth=int(depth) if depth.isdigit() else 0,
    )


def _whole(key: str, found: dict[str, Style]) -> Style:
    """Return a style with what it takes from those that it is based on."""
    chain: list[Style] = []
    at = key
    while at in found and len(chain) < _DEEPEST_CHAIN and found[at] not in chain:
        chain.append(found[at])
        at = found[at].based
    listed = next((s for s in chain if s.list_key), Style())
    return Style(
        level=next((s.level for s in chain if s.level), 0), title=chain[0].title, contents=chain[0].contents,
        bold=any(s.bold for s in chain), centre=any(s.centre for s in chain), follows=chain[0].follows,
        list_key=listed.list_key, depth=listed.depth,
    )
