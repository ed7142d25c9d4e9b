"""Posting lists: which courses a term stands in, how often in which fields.

A course's part of a list is its *tail*: empty for a term that stands in the text once and nowhere else, otherwise a mask
of fields and their counts. A list is, for each course in ascending order of numbers, the distance from the one before,
doubled, plus one for an empty tail; then the tail. Numbers start below zero, so that the first distance is never zero.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import sub
from typing import Any

from .packing import read_varint, varint

Tails = dict[str, bytes]


def tails(terms: Mapping[str, Mapping[str, int]], fields: tuple[str, ...]) -> Tails:
    """Return the tail of each term of a document, from its counts by field; ``fields`` gives the bits of the mask.

    The last field is the one that most terms stand in, and in no other.
    """
    *others, last = fields
    width = (len(fields) + 7) // 8
    last_bit = 1 << len(others)
    plain = _plain_tails(last, last_bit.to_bytes(width, "little"))
    masks: dict[str, int] = {}
    counts: dict[str, bytes] = {}
    # Fields in order: a term's counts come in the order of its bits.
    for bit, field in enumerate(others):
        for term, count in terms[field].items():
            masks[term] = masks.get(term, 0) | 1 << bit
            counts[term] = counts.get(term, b"") + varint(count)
    by_term: Tails = {term: plain[count] if count < _MANY else plain[0] + varint(count) for term, count in terms[last].items()}
    for term, mask in masks.items():
        own = terms[last].get(term)
        full, more = (mask | last_bit, varint(own)) if own else (mask, b"")
        by_term[term] = full.to_bytes(width, "little") + counts[term] + more
    return by_term


_MANY = 128


@lru_cache
def _plain_tails(field: str, mask: bytes) -> list[bytes]:
    """Return the tails of terms of one field alone, by count; at 0 what stands before a greater count."""
    rows = [mask + varint(count) for count in range(_MANY)]
    rows[0] = mask
    if field == "text":
        rows[1] = b""
    return rows


class Lists:
    """Posting lists under construction: courses are added in ascending order of their numbers."""

    def __init__(self) -> None:
        # By term: the list, the number last added, how many courses.
        self._rows: dict[str, list[Any]] = {}

    def add(self, number: int, tails: Mapping[str, bytes]) -> None:
        """Add a course by the tails of its terms."""
        rows = self._rows
        for term, tail in tails.items():
            try:
                row = rows[term]
            except KeyError:
                row = rows[term] = [bytearray(), -1, 0]
            value = (number - row[1]) * 2 + (not tail)
            row[1] = number
            row[2] += 1
            if value < _MANY:
                row[0].append(value)
            else:
                row[0] += varint(value)
            if tail:
                row[0] += tail

    def items(self) -> Iterator[tuple[str, int, bytes]]:
        """Yield each term with the number of its courses and its list."""
        return ((term, row[2], bytes(row[0])) for term, row in self._rows.items())


class PlainLists:
    """Lists under construction that say no more than which courses a term stands in: every tail is empty."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, number: int, terms: Iterable[str]) -> None:
        """Add a course by its terms, each of which must come once."""
        numbers = self._numbers
        for term in terms:
            numbers[term].append(number)

    def items(self) -> Iterator[tuple[str, int, bytes]]:
        """Yield each term with the number of its courses and its list."""
        return ((term, len(numbers), _plain_list(numbers)) for term, numbers in self._numbers.items())


def _plain_list(numbers: Sequence[int]) -> bytes:
    gaps = list(map(sub, numbers, chain((-1,), numbers)))
    # Nearly all distances are small: a table doubles them in one step.
    if max(gaps) * 2 < _MANY:
        return bytes(gaps).translate(_DOUBLED)
    return b"".join([varint(gap * 2 + 1) for gap in gaps])


_DOUBLED = bytes((n * 2 + 1) & 255 for n in range(256))


def decoded(data: bytes, width: int) -> dict[int, bytes]:
    """Return a list's tails by number of course; ``width`` is the bytes of a mask."""
    by_number: dict[int, bytes] = {}
    at, number = 0, -1
    while at < len(data):
        value, at = read_varint(data, at)
        number += value >> 1
        if value & 1:
            by_number[number] = b""
            continue
        start = at
        mask = int.from_bytes(data[at : at + width], "little")
        at += width
        while mask:
            _, at = read_varint(data, at)
            mask &= mask - 1
        by_number[number] = data[start:at]
    return by_number


def encoded(rows: Mapping[int, bytes] | Iterable[tuple[int, bytes]]) -> bytes:
    """Return the list of courses with these tails."""
    parts: list[bytes] = []
    last = -1
    for number, tail in sorted(rows.items() if isinstance(rows, Mapping) else rows):
        parts += (varint((number - last) * 2 + (not tail)), tail)
        last = number
    return b"".join(parts)
