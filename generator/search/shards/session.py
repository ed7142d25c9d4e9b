"""One update of the browser's files: what changed in courses changes some lists, and these some files."""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...library.model import Library
from .. import scoring, t2s
from ..documents import FIELDS, PINYIN, SearchDocument, field_terms
from . import cards, columns, directory, postings, ranges
from .packing import key_of, name_of, read_varint, script, sized
from .store import Store

#: Letter of the files of lists, with that of the directory's pages and the fields in a tail's mask.
FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {"p": ("d", FIELDS), "y": ("z", (PINYIN,))}
#: Raised whenever the same courses could give other files.
FORMAT = 2
BOOT, TABLE = "boot", "t2s"
_ORDER = "order"
#: Courses that are written to the store at once: their rows need not wait in memory.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Shard:
    """A file of the site: its key below ``search/``, and what stands for its content (the key, but for the boot file)."""

    key: str
    digest: str

    @property
    def path(self) -> str:
        """Where the file stands in the site."""
        return f"search/{self.key}.js"


@dataclass(frozen=True, slots=True)
class ShardFiles:
    """All files of the search, and how many of them were made anew."""

    files: tuple[Shard, ...]
    made: int


class Session:
    """One update of a store with the courses that can be found, in order of number. Begin it inside ``store`` as a context.

    ``take`` may be called for a course whose terms are at hand; ``finish`` reads the rest.
    """

    def __init__(self, store: Store, documents: Sequence[SearchDocument], library: Library) -> None:
        self.store = store
        self.documents = documents
        self.library = library
        self.kept = store.courses()
        self.digests = {d.id: d.digest for d in documents}
        self.number = {d.id: n for n, d in enumerate(documents)}
        #: While courses and their order stay the same so do the numbers, and lists can be mended in place.
        self.order = name_of("\n".join(self.number).encode())
        self.same_numbers = store.about(_ORDER) == self.order
        #: When every course is new their lists are made in passing.
        self.lists = None if self.kept else {family: postings.Lists() for family in FAMILIES}
        self.lengths = {name: row[1] for name, row in self.kept.items()}
        self.changes: dict[str, dict[str, dict[int, bytes | None]]] = {family: {} for family in FAMILIES}
        self.rows: list[tuple[str, str, bytes, bytes, bytes]] = []
        self._taken: set[str] = set()
        self.named: dict[str, str] = {}
        self.payloads: dict[str, bytes] = {}
        self.keys: list[str] = []
        self.have = store.keys()

    def take(self, document: SearchDocument) -> None:
        """Read a course into the store unless it is there as it is."""
        name, number = document.id, self.number[document.id]
        old = self.kept.get(name)
        if name in self._taken or (old is not None and old[0] == self.digests[name]):
            return
        if self.lists and number != len(self._taken):
            self.lists = None
        self._taken.add(name)
        terms = field_terms(document)
        packed = {}
        for family, (_, fields) in FAMILIES.items():
            tails = postings.tails(terms, fields)
            if self.same_numbers:
                _compare(self._tails_of(family, name), tails, number, self.changes[family])
            if self.lists:
                self.lists[family].add(number, tails)
            packed[family] = _pack(tails)
        self.lengths[name] = scoring.length_bytes(terms)
        self.rows.append((name, self.digests[name], self.lengths[name], packed["p"], packed["y"]))
        if len(self.rows) >= _BATCH:
            self._keep_rows()

    def finish(self) -> ShardFiles:
        """Bring lists and files up to date and return the files."""
        for document in self.documents:
            self.take(document)
        self._keep_rows()
        self.store.put_about(_ORDER, self.order)
        self.store.drop_courses(self.kept.keys() - self.digests.keys())
        roots: dict[str, Any] = {}
        for family, name in (("p", "postings"), ("y", "pinyin")):
            roots[name] = self._files_of(family)
        roots["cards"], blocks = cards.cards([self.library.courses[d.id] for d in self.documents])
        for key, payload in blocks.items():
            self._add(key, payload)
        further = columns.more(self.documents, self.library)
        roots["more"] = key_of("x", name_of(further))
        self._add(roots["more"], further)
        self._add_table(roots)
        boot = columns.boot(self.documents, self.library, [self.lengths[d.id] for d in self.documents], roots)
        self._add_named(BOOT, boot)
        self.store.put_files(((key, script(key, data)) for key, data in self.payloads.items()), self.have - set(self.keys))
        files = tuple(Shard(key, self.named.get(key, key)) for key in sorted(self.keys))
        return ShardFiles(files, len(self.payloads))

    def _keep_rows(self) -> None:
        self.store.put_courses(self.rows)
        self.rows = []

    def _add_table(self, roots: dict[str, Any]) -> None:
        """Add the table of traditional characters, and to the boot file which characters ask for it."""
        roots["traditional"] = base64.b64encode(t2s.bitmap()).decode("ascii")
        self._add_named(TABLE, t2s.payload())

    def _add_named(self, key: str, payload: bytes) -> None:
        """Add a file whose name does not tell its content."""
        self.keys.append(key)
        self.named[key] = digest = name_of(payload)
        if self.store.about(key) != digest or key not in self.have:
            self.payloads[key] = payload
            self.store.put_about(key, digest)

    def _add(self, key: str, payload: bytes) -> None:
        self.keys.append(key)
        if key not in self.have:
            self.payloads[key] = payload

    def _tails_of(self, family: str, name: str) -> dict[str, bytes]:
        return next((_unpack(data) for _, data in self.store.rows(family, [name])), {})

    def _patch(self, family: str, changes: Mapping[str, Mapping[int, bytes | None]]) -> None:
        width = (len(FAMILIES[family][1]) + 7) // 8
        rows = []
        for term, by_number in changes.items():
            key = directory.sort_key(term)
            found = postings.decoded(self.store.list(family, key), width)
            for number, tail in by_number.items():
                if tail is None:
                    found.pop(number, None)
                else:
                    found[number] = tail
            rows.append((key, len(found), postings.encoded(found)))
        self.store.put_lists(family, rows)

    def _files_of(self, family: str) -> dict[str, Any]:
        """Make the files of a family anew where they hold a term whose list changed, or all of them; return its root."""
        if self.same_numbers:
            self._patch(family, self.changes[family])
        else:
            self._invert(family)
        marks = sorted(map(directory.sort_key, self.changes[family]))
        old = self.store.ranges(family) if self.same_numbers else {}
        if old and not marks and self.have.issuperset(key_of(family, name) for name in old.values()):
            self.keys += [key_of(family, name) for name in old.values()]
            return self._root_of(family, old)
        names: dict[tuple[bytes, bytes], str] = {}
        for first, last in ranges.cut(self.store.sizes(family), ranges.target_size(len(self.documents))):
            at = bisect_left(marks, first)
            is_touched = at < len(marks) and marks[at] <= last
            name = None if is_touched else old.get((first, last))
            if name is None or key_of(family, name) not in self.have:
                lists = ((directory.term_of(t), holding, data) for t, holding, data in self.store.between(family, first, last))
                payload = directory.shard(lists)
                name = name_of(payload)
                self._add(key_of(family, name), payload)
            else:
                self.keys.append(key_of(family, name))
            names[(first, last)] = name
        self.store.put_ranges(family, names)
        return self._root_of(family, names)

    def _root_of(self, family: str, names: Mapping[tuple[bytes, bytes], str]) -> dict[str, Any]:
        """Return what the boot file says of a family, given its files by first and last term, in order; add its directory."""
        shards = [(directory.term_of(first), name) for (first, _), name in names.items()]
        root, pages = directory.root(shards, family, FAMILIES[family][0])
        for key, payload in pages.items():
            self._add(key, payload)
        return root

    def _invert(self, family: str) -> None:
        if self.lists:
            lists = self.lists.pop(family)
        else:
            lists = postings.Lists()
            for number, (_, data) in enumerate(self.store.rows(family, self.number)):
                lists.add(number, _unpack(data))
        self.store.replace_lists(family, ((directory.sort_key(term), holding, data) for term, holding, data in lists.items()))


def _compare(
    before: Mapping[str, bytes], after: Mapping[str, bytes], number: int, changes: dict[str, dict[int, bytes | None]]
) -> None:
    for term, tail in after.items():
        if before.get(term) != tail:
            changes.setdefault(term, {})[number] = tail
    for term in before:
        if term not in after:
            changes.setdefault(term, {})[number] = None


def _pack(tails: Mapping[str, bytes]) -> bytes:
    """Return tails as bytes: terms a line each, then the tails, each with its length before it."""
    terms = "\n".join(tails).encode("utf-8", "surrogatepass")
    # Nearly all tails are empty or short.
    return sized(terms) + b"".join([_SIZED[tail] if tail in _SIZED else sized(tail) for tail in tails.values()])


_SIZED = {tail: sized(tail) for tail in (b"", *(bytes((1 << FIELDS.index("text"), n)) for n in range(1, 128)))}


def _unpack(data: bytes) -> dict[str, bytes]:
    size, at = read_varint(data, 0)
    terms = data[at : at + size].decode("utf-8", "surrogatepass").split("\n") if size else []
    at += size
    found = {}
    for term in terms:
        size = data[at]
        at += 1
        if size > 127:
            size, at = read_varint(data, at - 1)
        found[term] = data[at : at + size]
        at += size
    return found
