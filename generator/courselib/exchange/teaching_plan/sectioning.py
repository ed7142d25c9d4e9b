"""A plan's items as sections below its highest headings, and which of them is the outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from . import outlining
from .markdown import Pictures
from .stream import HEADING, Item
from .words import METHOD_SECTION, OUTLINE, SUMMARY, Words, key_of


@dataclass(slots=True)
class Section:
    """A part of a plan below a heading; the part before the first one has none."""

    key: str | None
    head: Item | None
    items: list[Item] = field(default_factory=list)


def sections(items: Sequence[Item], words: Words) -> list[Section]:
    """Return a plan's items below its highest headings; deeper ones stay among the items of their section."""
    parts = [Section(None, None)]
    for item in items:
        current = parts[-1]
        if item.kind != HEADING:
            current.items.append(item)
            continue
        key = words.sections.get(key_of(item.text))
        head = current.head
        inside_outline = head is not None and current.key == OUTLINE
        # Below an outline's units there may be headings of the same names.
        deeper = inside_outline and (key in (METHOD_SECTION, OUTLINE, SUMMARY) or item.rank > 1)
        # Typed below a heading that has a style, units are deeper whatever they are numbered with.
        within = inside_outline and head is not None and head.styled and not item.styled and not key
        if head is None or (item.rank <= head.rank and not within) or (key and key != current.key and not deeper):
            parts.append(Section(key, item))
        else:
            current.items.append(item)
    return parts


def choose_outline(parts: list[Section], words: Words, pictures: Pictures) -> None:
    """Let one section be the outline: the first with units; where none has any, the first that holds a table of units."""

    def units(part: Section) -> bool:
        read = outlining.read(part.items, "", words, pictures)
        return bool(read.units) and (read.tabled or any(u.hours for u in read.units))

    named = [p for p in parts if p.key == OUTLINE]
    chosen = next((p for p in named if units(p)), None)
    for part in parts if chosen is None else ():
        at = next((i for i, item in enumerate(part.items) if item.table is not None and outlining.is_timed(item.table, words)), -1)
        if at < 0:
            continue
        chosen = part
        if part.key or part.head is None or at > 0:  # the table stands in another section, after it
            table = part.items[at]
            chosen = Section(OUTLINE, Item(HEADING, "课程大纲", table.where, rank=0, form=True), part.items[at:])
            del part.items[at:]
            parts.insert(parts.index(part) + 1, chosen)
        chosen.key = OUTLINE
        break
    chosen = chosen or (named[0] if named else None)
    for part in parts:
        if part.key == OUTLINE and part is not chosen:
            part.key = ""
