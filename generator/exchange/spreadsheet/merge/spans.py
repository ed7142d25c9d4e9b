"""Where the values of a metadata tree begin and end, as offsets in the file's text.

``library.nodes`` tells where values begin, for messages; changing them also needs their ends. The text has been read
and found right before, so nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# YAML 1.1 takes these for line breaks; other characters of the same length keep all offsets right.
_BREAKS = {0x85: 0xE085, 0x2028: 0xE028, 0x2029: 0xE029}


@dataclass(slots=True)
class Leaf:
    """One value; ``style`` is its quotes (``'``, ``"``), its block mark (``|``, ``>``) or nothing."""

    start: int
    end: int
    text: str
    style: str


@dataclass(slots=True)
class Items:
    """A list; ``flow`` is true for one in brackets."""

    start: int
    end: int
    flow: bool
    items: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Pairs:
    """Keys and values in the author's order."""

    start: int
    end: int
    flow: bool
    pairs: dict[str, tuple[Leaf, Span]] = field(default_factory=dict)


Span: TypeAlias = Leaf | Items | Pairs


def spans(text: str, start: int, end: int) -> Pairs | None:
    """Return the mapping that stands between two offsets of ``text``; ``None`` when there is none."""
    part = text[start:end]
    events = yaml.parse(part.translate(_BREAKS), Loader=_LOADER)
    for event in events:
        if isinstance(event, yaml.MappingStartEvent):
            return _pairs(event, events, start, part)
    return None


def _pairs(event: yaml.MappingStartEvent, events: Iterator[yaml.Event], base: int, text: str) -> Pairs:
    found = Pairs(base + _at(event.start_mark), base + _at(event.end_mark), bool(event.flow_style))
    for inner in events:
        if isinstance(inner, yaml.MappingEndEvent):
            _close(found, inner, base)
            return found
        key = _span(inner, events, base, text)
        value = _span(next(events), events, base, text)
        found.end = max(found.end, value.end)
        if isinstance(key, Leaf):
            found.pairs[key.text] = (key, value)
    return found


def _span(event: yaml.Event, events: Iterator[yaml.Event], base: int, text: str) -> Span:
    if isinstance(event, yaml.MappingStartEvent):
        return _pairs(event, events, base, text)
    if isinstance(event, yaml.SequenceStartEvent):
        found = Items(base + _at(event.start_mark), base + _at(event.end_mark), bool(event.flow_style))
        for inner in events:
            if isinstance(inner, yaml.SequenceEndEvent):
                _close(found, inner, base)
                break
            found.items.append(_span(inner, events, base, text))
            found.end = max(found.end, found.items[-1].end)
        return found
    start, end = _at(event.start_mark), _at(event.end_mark)
    # A block's end lies behind the blank lines that follow it.
    end = start + len(text[start:end].rstrip(" \t\n"))
    return Leaf(base + start, base + end, getattr(event, "value", ""), getattr(event, "style", "") or "")


def _at(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
    return mark.index if mark is not None else 0


def _close(found: Items | Pairs, event: yaml.Event, base: int) -> None:
    """Take the end from the closing bracket; a block ends where its last value ends, not where the next one begins."""
    if found.flow:
        found.end = base + _at(event.end_mark)
