"""Emphasis in a Word file as Markdown has it: bold, italic, struck out, raised and lowered text.

Marks tell of a text which of its characters stand out, and how: (begin, end, kinds), counted from the *end* of the text, so that they hold
when a number or label is taken from its beginning. What could not be read back as it was meant is left plain: CommonMark opens and closes
emphasis by the characters around it. ``theme/scripts/author/plan/emphasis.js`` is its twin in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeAlias

from .package import Node
from .wordstyles import is_on

Mark: TypeAlias = tuple[int, int, str]
BOLD, ITALIC, STRUCK, RAISED, LOWERED = "bis^_"
_TAGS = {RAISED: "sup", LOWERED: "sub"}
_SIGNS = {"b": "**", "i": "*", "bi": "***", "s": "~~"}
_EDGES = " \t\u3000\xa0"
_BLANK = re.compile("[ \t\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]")
#: Chinese characters and full-width marks (``syntax/markdown/chinese.py``), Latin letters and figures: emphasis may begin and
#: end with these.
_WIDE = (
    "\u2e80-\u2fdf\u2ff0-\u2fff\u3001-\u30ff\u3100-\u312f\u31a0-\u31ef"
    "\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
)
_INSIDE = re.compile(f"[0-9A-Za-z{_WIDE}]")
#: What may stand right outside of other marks: blanks, marks, Chinese.
_OUTSIDE = re.compile(f"[ \t\xa0\u3000\x00!-/:-@\\[-`{{-~{_WIDE}]")
_WORD = re.compile("[0-9A-Za-z\xc0-\u024f\u3400-\u9fff]")


def kinds_of(about: Node | None, styles: dict[str, str]) -> str:
    """Return the kinds of emphasis that a run's settings give it; ``styles`` are those of characters."""
    usual = styles.get(about.val("rStyle"), "") if about is not None else ""
    if about is None:
        return ""
    found = ""
    for kind, names in ((BOLD, ("b",)), (ITALIC, ("i",)), (STRUCK, ("strike", "dstrike"))):
        said = [name for name in names if about.first(name) is not None]
        found += kind if any(is_on(about, name) for name in said) or (not said and kind in usual) else ""
    place = about.val("vertAlign")
    if place:
        return found + {"superscript": RAISED, "subscript": LOWERED}.get(place, "")
    return found + "".join(kind for kind in (RAISED, LOWERED) if kind in usual)


def styles_of(root: Node | None) -> dict[str, str]:
    """Return the kinds of emphasis that styles of characters give, by their keys; one takes from the one that it is based on."""
    found: dict[str, str] = {}
    for node in root.elements() if root else ():
        if node.name == "style" and node.attrs.get("type") == "character":
            own = kinds_of(node.first("rPr"), {})
            found[node.attrs.get("styleId", "")] = own or found.get(node.val("basedOn"), "")
    return found


def marks_of(pieces: Sequence[str], marked: Sequence[Mark], left_out: str = "") -> list[Mark]:
    """Return the marks of a paragraph's tidy text; ``marked`` has kinds by the pieces that it was read as. None goes over a line's end."""
    if not marked:
        return []
    kinds = [""] * len(pieces)
    for begin, end, kind in marked:
        for at in range(begin, min(end, len(pieces))):
            kinds[at] += "".join(k for k in kind if k not in kinds[at] and k not in left_out)
    chars = [(char, kind) for piece, kind in zip(pieces, kinds, strict=True) for char in piece if char != "\u200b"]
    kept: list[str] = []
    line: list[tuple[str, str]] = []
    for char, kind in [*chars, ("\n", "")]:
        if char != "\n":
            line.append((char, kind))
            continue
        while line and line[-1][0] in _EDGES:
            line.pop()
        first = next((at for at, (one, _) in enumerate(line) if one not in _EDGES), len(line))
        if line:
            kept += ([""] if kept else []) + [own for _, own in line[first:]]
        line = []
    return _spans(kept)


def _spans(kinds: Sequence[str]) -> list[Mark]:
    found: list[Mark] = []
    at = 0
    for kind, group in groupby(kinds):
        length = len(list(group))
        if kind:
            found.append((len(kinds) - at, len(kinds) - at - length, kind))
        at += length
    return found


def part(marks: Sequence[Mark], after: int, length: int) -> list[Mark]:
    """Return the marks of a part of a text that has ``length`` characters, with ``after`` characters behind it."""
    moved = ((min(begin - after, length), max(end - after, 0), kind) for begin, end, kind in marks)
    return [mark for mark in moved if mark[0] > mark[1]]


def written(text: str, marks: Sequence[Mark], before: str, after: str, escaped: Callable[[str], str]) -> str:
    """Return a text as Markdown with its emphasis; ``before`` and ``after`` are the characters around it, empty at a line's edges."""
    marks = part(marks, 0, len(text))
    if not marks:
        return escaped(text)
    kinds = [""] * len(text)
    for begin, end, kind in marks:
        kinds[len(text) - begin: len(text) - end] = [kind] * (begin - end)
    signs = _signs(text, kinds)
    places = [next((k for k in kind if k in _TAGS), "") if not _BLANK.match(char) else "" for char, kind in zip(text, kinds, strict=True)]

    def shown(at: int, *, left: bool) -> str:
        """Return the character that is seen at a place from its right or ``left``: a tag's own where one stands there."""
        if not 0 <= at < len(text):
            return (after if at > 0 else before) or " "
        beside = at - 1 if left else at + 1
        tagged = places[at] and not (0 <= beside < len(text) and places[beside] == places[at] and signs[beside] == signs[at])
        return ("<" if left else ">") if tagged else text[at]

    made: list[str] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and signs[end] == signs[at]:
            end += 1
        inner = "".join(_tagged(text[at:end], places[at:end], escaped))
        whole = signs[at] and _WORD.search(text[at:end]) and not (at == 0 and before in ("*", "~")) and (
            _INSIDE.match(shown(at, left=True)) or _OUTSIDE.match(shown(at - 1, left=False))) and (
            _INSIDE.match(shown(end - 1, left=False)) or _OUTSIDE.match(shown(end, left=True)))
        sign = _SIGNS[signs[at]] if whole else ""
        made.append(f"{sign}{inner}{sign}")
        at = end
    return "".join(made)


def _signs(text: str, kinds: Sequence[str]) -> list[str]:
    """Return the sign that each character stands between: what all of a stretch have in common, without blanks at its edges."""
    own = ["s" if STRUCK in kind else "".join(k for k in (BOLD, ITALIC) if k in kind) for kind in kinds]
    found = [""] * len(text)
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and own[end]:
            end += 1
        first, last = at, end
        while first < last and _BLANK.match(text[first]):
            first += 1
        while last > first and _BLANK.match(text[last - 1]):
            last -= 1
        common = "".join(k for k in "bis" if first < last and all(k in one for one in own[first:last]))
        found[first:last] = [common] * (last - first)
        at = end + 1 if end == at else end
    return found


def _tagged(text: str, places: Sequence[str], escaped: Callable[[str], str]) -> list[str]:
    made = []
    at = 0
    for place, group in groupby(places):
        length = len(list(group))
        piece = escaped(text[at: at + length])
        made.append(f"<{_TAGS[place]}>{piece}</{_TAGS[place]}>" if place else piece)
        at += length
    return made
