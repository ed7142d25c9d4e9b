"""Lists of a plan: its objectives, and what is counted as an item of any other list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import emphasis, markdown
from .blocks import OBJECT
from .markdown import Pictures, escaped
from .stream import HEADING, TABLE, TEXT, Item, digits

_TYPED = re.compile(
    "(?:[0-9]{1,2}[、.．)）](?![0-9])|[0-9]{1,2}(?:\\.[0-9]{1,2}){1,2}[ \\t\u3000]|"
    "[(（][0-9一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,2}、)\\s*"
)
#: Numbers that may stand within a line: （1）知敬畏。（2）会拒绝。
_MARKED = re.compile("(?=[（(][0-9]{1,2}[)）]|[①-⑳])")
_GROUP = re.compile("[^，。；：]{2,6}目标[:：]?")


def objectives(items: Sequence[Item], pictures: Pictures) -> tuple[list[str], list[str]]:
    """Return objectives as a list, an item a line, and as values; whatever is no text stays as it is."""
    lines: list[str] = []
    values: list[str] = []
    alone = len(items) == 1
    for item in items:
        if item.kind == TABLE and item.table is not None:
            lines += ["", *markdown.table(item.table, pictures), ""]
            continue
        text = item.text if item.kind == TEXT else f"{item.label}{item.text}"
        if item.kind == TEXT:
            text = bare(markdown.listed(item)[1])
            if _GROUP.fullmatch(text) or (text[-1:] in "：:" and not item.objects):
                # The name of a group, or 通过学习，学员应当：, is no objective.
                lines += ["", markdown.at_line(markdown.inline(text, item.objects, pictures, item.marks)), ""]
                continue
        if alone and not item.objects:
            # One paragraph of several, a semicolon between them.
            behind = len(text)
            parts = _MARKED.split(text) if _MARKED.match(markdown.listed(item)[1]) else [text]
            for one in (piece for part in parts for piece in re.findall("；+|[^；]+；?", part)):
                behind -= len(one)
                own = bare(one.strip())
                marks = emphasis.part(item.marks, behind + len(one) - len(one.rstrip()), len(own))
                if own.strip("；"):
                    values.append(markdown.at_line(escaped(own)))
                    lines.append(f"- {markdown.at_line(markdown.inline(own, (), pictures, marks))}")
            continue
        values.append(markdown.at_line(escaped(text.replace(OBJECT, ""))))
        lines.append(f"- {markdown.at_line(markdown.inline(text, item.objects, pictures, item.marks))}")
    return lines, values


def counted(items: Sequence[Item]) -> list[Item]:
    """Return the texts of a list: where its first is numbered, those that are; what else stands there is no item."""
    texts = [i for i in items if i.kind == TEXT]
    heads = [i for i in items if i.kind == HEADING]
    if heads and not any(i.label or _TYPED.match(digits(i.text)) for i in texts):
        # （一） before an item makes it look like a heading.
        texts = [i for i in items if i.kind in (TEXT, HEADING)]
    numbers = [bool(i.label) or _TYPED.match(digits(i.text)) is not None for i in texts]
    return [i for i, numbered in zip(texts, numbers, strict=True) if numbered] if numbers[:1] == [True] else texts


def bare(text: str) -> str:
    """Return an item without the number typed before it."""
    match = _TYPED.match(digits(text))
    return text[match.end():] if match and text[match.end():] else text
