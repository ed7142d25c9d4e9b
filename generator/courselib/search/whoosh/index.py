"""The adapter to Whoosh: writes courses, updates them, reads postings. Importing this module imports Whoosh.

Only what Whoosh 2.7.4, Whoosh-Reloaded and whoosh3 share is used.
"""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import whoosh
from whoosh.filedb.filestore import FileStorage, RamStorage

from ...runtime.workers import die_with_parent, forks, pool_context
from .. import scoring
from ..documents import PINYIN, SearchDocument, field_terms
from .inverter import Inverter
from .schema import ID_FIELD, ROW_FIELD, SINGLES_FIELD, TERM_FIELDS, CountsCodec, column_values, row, schema, values

#: The version of Whoosh: what one wrote another need not read.
VERSION = ".".join(map(str, whoosh.__version__))
#: Courses a segment: few enough to be sorted in memory, since Whoosh's detour over the disk doubles the time; and
#: memory for more than that many postings, in MB as Whoosh estimates it.
_SEGMENT, _POOL_MB = 2000, 1024


def build(
    folder: Path, documents: Sequence[SearchDocument], processes: int, each: Callable[[SearchDocument], None] | None = None,
    ready: Callable[[], None] | None = None,
) -> tuple[int, ...] | None:
    """Write an index to an empty folder. Returns the sums of lengths, or ``None`` when courses are missing from it.

    ``each`` hears of a course right after its terms were taken, where one process takes them all; ``ready`` is called after the
    last, while the last courses are written in a process of their own where there can be one.
    """
    with contextlib.closing(FileStorage(str(folder)).create_index(schema())) as index, _without_collector():
        for start in range(0, len(documents), _SEGMENT * processes):
            part = documents[start : start + _SEGMENT * processes]
            if processes > 1:
                writer = _writer(index, {"procs": processes, "multisegment": True})
                for document in part:
                    writer.add_document(**values(document))
                writer.commit(merge=False)
            elif ready and start + len(part) == len(documents):
                segment = _gathered(part, each)
                with _meanwhile(lambda done=segment: _write(index, done)):  # type: ignore[misc] # bound at once, called within
                    ready()
            else:
                _write(index, _gathered(part, each))
        return _lengths(index, documents)


def update(
    folder: Path, gone: Sequence[str], changed: Sequence[SearchDocument], documents: Sequence[SearchDocument], most: int
) -> tuple[int, ...] | None:
    """Update the index in a folder: delete the IDs ``gone``, add ``changed``, so that it holds ``documents``.

    Returns the sums of lengths; ``None`` when more than ``most`` deleted courses would lie about in it, or when it
    does not hold what it should.
    """
    with contextlib.closing(FileStorage(str(folder)).open_index()) as index:
        if index.doc_count_all() - index.doc_count() + len(gone) > most:
            return None
        writer = _writer(index, {})
        for name in gone:
            writer.delete_by_term(ID_FIELD, name)
        for document in changed:
            writer.add_document(**values(document))
        writer.commit()
        return _lengths(index, documents)


#: The courses of a segment: the terms of all, and the column values of each.
_Segment = tuple[Inverter, list[dict[str, Any]]]


def _gathered(documents: Sequence[SearchDocument], each: Callable[[SearchDocument], None] | None) -> _Segment:
    """Take the terms of documents for an empty segment."""
    inverter, rows = Inverter(), []
    for number, document in enumerate(documents):
        terms = field_terms(document)
        rows.append(column_values(document))
        inverter.add_counts(number, {name: terms[name] for name in TERM_FIELDS})
        if each:
            each(document)
    return inverter, rows


def _write(index: Any, segment: _Segment) -> None:
    writer = _writer(index, {})
    writer.pool, rows = segment
    for columns in rows:
        writer.add_document(**columns)
    writer.commit(merge=False)


@contextlib.contextmanager
def _meanwhile(work: Callable[[], None]) -> Iterator[None]:
    """Do ``work``, which leaves nothing but files, in a forked process while the block runs; where there is no fork, before it.

    A process that fails leaves an index that lacks its courses, which is seen by whoever counts them.
    """
    if not forks():
        work()
        yield
        return
    process = pool_context().Process(target=_alone, args=(work, os.getpid()))
    process.start()
    try:
        yield
    finally:
        process.join()


def _alone(work: Callable[[], None], parent: int) -> None:
    die_with_parent(parent)
    try:
        work()
    except Exception:  # noqa: BLE001 - what is missing is found and made again; no traceback reaches a user
        raise SystemExit(1) from None


def _writer(index: Any, options: Mapping[str, Any]) -> Any:
    return index.writer(codec=CountsCodec(), limitmb=_POOL_MB, **options)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking through millions of postings over and over; they hold no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _lengths(index: Any, documents: Sequence[SearchDocument]) -> tuple[int, ...] | None:
    """Return the sums of unpacked lengths; ``None`` when the index does not hold exactly ``documents``."""
    names: list[str] = []
    totals = [0] * len(scoring.LENGTH_B)
    with contextlib.closing(index.reader()) as reader:
        for leaf, column in _leaves(reader):
            for number in range(leaf.doc_count_all()):
                if leaf.is_deleted(number):
                    continue
                name, lengths = row(column[number])
                names.append(name)
                for place, packed in enumerate(lengths):
                    totals[place] += scoring.unpack_length(packed)
    return tuple(totals) if sorted(names) == sorted(d.id for d in documents) else None


def _leaves(reader: Any) -> list[tuple[Any, Any]]:
    """Return the segments' readers with the columns that lead to their courses."""
    leaves = [leaf for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
    return [(leaf, leaf.column_reader(ROW_FIELD, translate=False)) for leaf in leaves]


class Reader:
    """An open index, read from files in memory."""

    def __init__(self, files: Mapping[str, memoryview]) -> None:
        storage = RamStorage()
        for name, data in files.items():
            with contextlib.closing(storage.create_file(name)) as file:
                file.write(data)
        self._reader = storage.open_index().reader()
        self._leaves = _leaves(self._reader)
        self._rows: dict[tuple[int, int], tuple[str, bytes]] = {}

    def postings(self, field: str, term: str) -> Iterator[tuple[str, int, bytes]]:
        """Yield (course ID, count, packed lengths) for every course whose ``field`` has ``term``."""
        for place, (leaf, column) in enumerate(self._leaves):
            if (field, term) not in leaf:
                continue
            matcher = leaf.postings(field, term)
            while matcher.is_active():
                key = (place, matcher.id())
                known = self._rows.get(key)
                if known is None:
                    known = self._rows[key] = row(column[key[1]])
                yield known[0], int(matcher.weight()), known[1]
                matcher.next()

    def holding(self, character: str) -> Iterator[str]:
        """Yield the ID of every course that has a Han character in any of its fields."""
        encoded = character.encode()
        for leaf, column in self._leaves:
            characters = leaf.column_reader(SINGLES_FIELD, translate=False)
            for number in range(leaf.doc_count_all()):
                if encoded in characters[number] and not leaf.is_deleted(number):
                    yield row(column[number])[0]

    def beginning(self, start: str) -> dict[str, int]:
        """Return how many readings begin with ``start``, by course ID."""
        counts: dict[str, int] = {}
        for term in self._reader.expand_prefix(PINYIN, start):
            for name, count, _ in self.postings(PINYIN, term.decode()):
                counts[name] = counts.get(name, 0) + count
        return counts

    def close(self) -> None:
        """Let go of the index."""
        self._reader.close()
