"""Postings gathered term by term, in place of Whoosh's pool of single postings.

Whoosh keeps a tuple for every posting, sorts millions of them and checks their order one by one. Courses arrive in order
of their numbers, so that lists by term are in order from the start: only the terms need sorting. A list is written in one
piece instead of posting by posting, through five objects and four questions to the disk, which takes a third of the time.
The files are the same to the byte as those of the codec's own methods; a test holds it.

Source of the format: Whoosh 2.7 ``codec/whoosh3.py`` (``W3PostingsWriter``, ``W3TermInfo``) and ``filedb/filetables.py``.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import sub
from pickle import dumps
from struct import Struct
from typing import Any, TypeAlias

from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC, W3FieldWriter, W3TermInfo

#: A posting is one figure: the document's number, then its count, which no file is long enough to bring out of these bits.
_COUNT_BITS = 24
_COUNT = (1 << _COUNT_BITS) - 1
Postings: TypeAlias = "array[int]"
Lists = tuple[list[int], list[int]]


class Inverter:
    """Stands in for the ``pool`` of a Whoosh segment writer: lists of documents and counts by field and term."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, defaultdict[bytes | str, Postings]] = defaultdict(lambda: defaultdict(lambda: array("Q")))

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting, as Whoosh's writer hands it over."""
        field, term, number, weight, _ = item
        self._fields[field][term].append(number << _COUNT_BITS | int(weight))

    def add_counts(self, number: int, fields: Mapping[str, Mapping[str, int]]) -> None:
        """Take all terms of the document ``number``, which must be greater than those before it."""
        high = number << _COUNT_BITS
        for field, counts in fields.items():
            terms = self._fields[field]
            for term, count in counts.items():
                terms[term].append(high | count)

    def iter_postings(self) -> Inverter:
        """Return what ``CountsFieldWriter`` writes."""
        return self

    def fields(self) -> Iterator[tuple[str, Iterator[tuple[bytes, Lists]]]]:
        """Yield the fields in order of name, each with its terms in order of their bytes."""
        for field, terms in sorted(self._fields.items()):
            encoded = ((t.encode() if isinstance(t, str) else t, postings) for t, postings in terms.items())
            yield field, ((t, _lists(postings)) for t, postings in sorted(encoded, key=lambda row: row[0]))

    def cleanup(self) -> None:
        """Let go of everything."""
        self._fields.clear()


def _lists(postings: Postings) -> Lists:
    return [p >> _COUNT_BITS for p in postings], [p & _COUNT for p in postings]


class CountsFieldWriter(W3FieldWriter):  # type: ignore[misc] # Whoosh has no types
    """Whoosh's writer of terms and postings, which takes an ``Inverter`` too."""

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """Write all postings of a segment."""
        if not isinstance(items, Inverter):
            super().add_postings(schema, lengths, items)
            return
        for field, terms in items.fields():
            self.start_field(field, schema[field])
            pieces = _Pieces(self._fieldid, self._postfile, self._tindex, _values_of(self._format))
            for term, (numbers, weights) in terms:
                pieces.add(term, numbers, weights)
            pieces.write()
            self.finish_field()


def _values_of(form: Any) -> tuple[()] | bytes | None:
    """Return how a block says that its postings carry no values."""
    size = form.fixed_value_size()
    return () if size is None or size < 0 else None if size == 0 else b""


class _Pieces:
    """The terms and lists of a field, gathered and written together."""

    _HEAD = Struct("!H")
    _BLOCK = Struct("!i")
    _EXTENT = Struct("!qi")
    _ENTRY = Struct("!ii")
    #: As many postings as the codec puts into a block, and as many lists as are gathered.
    _BLOCK_SIZE, _MOST = 128, 16384

    def __init__(self, field: int, postings: Any, terms: Any, values: tuple[()] | bytes | None) -> None:
        self._field = self._HEAD.pack(field)
        self._postings, self._terms, self._values = postings, terms, values
        self._known: dict[tuple[int, int], tuple[bytes, bytes]] = {}
        self._lists: list[bytes] = []
        self._entries: list[bytes] = []
        # Where both files end.
        self._at: int = postings.tell()
        self._entry_at: int = terms.dbfile.tell()

    def add(self, term: bytes, numbers: list[int], weights: list[int]) -> None:
        """Take a term with its list."""
        if len(numbers) == 1:
            key = (numbers[0], weights[0])
            made = self._known.get(key) or self._known.setdefault(key, self._encoded(numbers, weights))
        else:
            made = self._encoded(numbers, weights)
        block, info = made
        name = self._field + term
        value = info + self._EXTENT.pack(self._at, len(block))
        entry = self._ENTRY.pack(len(name), len(value)) + name + value
        terms = self._terms
        terms.index.append(self._entry_at)
        hashed = terms.hashfn(name)
        terms.buckets[hashed & 255].append((hashed, self._entry_at))
        terms.lastkey = name
        self._lists.append(block)
        self._entries.append(entry)
        self._at += len(block)
        self._entry_at += len(entry)
        if len(self._lists) >= self._MOST:
            self.write()

    def _encoded(self, numbers: list[int], weights: list[int]) -> tuple[bytes, bytes]:
        """Return a list's blocks, and the beginning of what the term index says of it."""
        size, many = self._BLOCK_SIZE, len(numbers)
        blocks = [WHOOSH3_HEADER_MAGIC]
        for start in range(0, many, size):
            blocks += self._block(numbers[start : start + size], weights[start : start + size], last=start + size >= many)
        info: bytes = W3TermInfo._struct.pack(  # noqa: SLF001 - the format of Whoosh's own files, and nowhere else
            0, sum(array("f", weights)), many, 0, 0, max(weights), numbers[0], numbers[-1]
        )
        return b"".join(blocks), info

    def _block(self, numbers: list[int], weights: list[int], *, last: bool) -> tuple[bytes, bytes, bytes]:
        highest, exact = max(weights), array("f", weights)
        gaps = (numbers[0], *map(sub, numbers[1:], numbers))
        same = weights.count(highest) == len(weights)
        shown = (None if highest == 1 else exact[0]) if same else tuple(exact)
        about = dumps((len(numbers), numbers[-1], highest, 0, 0, 0), 2)
        data = dumps((gaps, shown, self._values), 2)
        length = len(about) + len(data)
        return self._BLOCK.pack(-length if last else length), about, data

    def write(self) -> None:
        """Write what was gathered."""
        self._postings.write(b"".join(self._lists))
        self._terms.dbfile.write(b"".join(self._entries))
        self._lists, self._entries = [], []
