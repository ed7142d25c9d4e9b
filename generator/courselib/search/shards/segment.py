"""One update of one segment's files: what changed in courses changes some lists, and these some files."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from ...library.model import Library
from ...runtime.values import Object
from .. import analysis, scoring
from ..documents import FIELDS, PINYIN, SINGLES, WHOLE, SearchDocument, field_terms
from ..documents import VERSION as DOCUMENTS_VERSION
from . import beginnings, buckets, cards, directory, postings, ranges
from .fileset import FileSet
from .packing import key_of, name_of, numbered, read_varint, sized
from .store import Store

#: Letter of the files of lists: of words, of readings in pinyin, and of single characters. The tails of the last are empty.
WORDS, READINGS, CHARACTERS = "p", "y", "s"
#: The fields in a tail's mask.
FIELDS_OF: dict[str, tuple[str, ...]] = {WORDS: FIELDS, READINGS: (PINYIN,), CHARACTERS: ()}
#: What is kept of each course; its characters are those of its words.
_KEPT = (WORDS, READINGS)
#: Raised whenever the same courses could give other files.
FORMAT = 8
FURTHER = "x/columns"
_PAGES = "z"
_ORDER = "order"
#: Courses that are written to the store at once: their rows need not wait in memory.
_BATCH = 500
_STAMP_LENGTH = 8
#: A list in the store: the key it is ordered by, the number of its courses, itself.
_Row = tuple[bytes, int, bytes]
_Lists = dict[str, postings.Lists | postings.PlainLists]


class Segment:
    """One update of a store with the courses of a segment, in order of number. Begin it inside ``store`` as a context.

    ``many`` courses say how large files are, ``files`` how many hold the lists of words. ``dead`` are the numbers of courses that nobody
    else takes, since they are not as they were; ``prefix`` stands before the keys of the segment's files.
    """

    def __init__(
        self, store: Store, documents: Sequence[SearchDocument], library: Library, *, many: int, files: int,
        dead: frozenset[int] = frozenset(), prefix: str = "",
    ) -> None:
        self.store = store
        self.documents = documents
        self.library = library
        self.dead = dead
        self.prefix = prefix
        self.many = many
        self.per_block = cards.per_block(len(documents), many)
        self.kept = store.courses()
        self.digests = {d.id: d.digest for d in documents}
        self.number = {d.id: n for n, d in enumerate(documents)}
        #: While courses and their order stay the same so do the numbers, and lists can be mended in place.
        self.order = name_of("\n".join((f"{FORMAT} {DOCUMENTS_VERSION} {files}", *self.number)).encode())
        self.same_numbers = store.about(_ORDER) == self.order
        #: When every course is new their lists are made in passing.
        self.lists = {} if self.kept else _new_lists(*FIELDS_OF)
        self.lengths = {name: row[1] for name, row in self.kept.items()}
        self.changes: dict[str, dict[str, dict[int, bytes | None]]] = {family: {} for family in FIELDS_OF}
        self.rows: list[tuple[str, str, bytes, bytes, bytes]] = []
        self._taken: set[str] = set()
        self.files = FileSet(store, self.order[:_STAMP_LENGTH])
        #: How many files hold what is found by its hash.
        self.buckets = {WORDS: files, CHARACTERS: buckets.character_files_for(files)}

    def take(self, document: SearchDocument) -> None:
        """Read a course into the store unless it is there as it is."""
        name, number = document.id, self.number[document.id]
        old = self.kept.get(name)
        if name in self._taken or (old is not None and old[0] == self.digests[name]):
            return
        while self.lists and len(self._taken) < number and len(self._taken) in self.dead:
            self.take(self.documents[len(self._taken)])
        if self.lists and number != len(self._taken):
            self.lists = {}
        self._taken.add(name)
        terms = field_terms(document)
        tails = {family: postings.tails(terms, FIELDS_OF[family]) for family in _KEPT}
        tails[WORDS] |= {buckets.whole_term(key): b"" for key in terms[WHOLE]}
        if self.same_numbers:
            before, after = self._tails_of(name), {**tails, CHARACTERS: dict.fromkeys(terms[SINGLES], b"")}
            for family in FIELDS_OF:
                _compare(before[family], after[family], number, self.changes[family])
        for family, lists in self.lists.items():
            if isinstance(lists, postings.PlainLists):
                lists.add(number, terms[SINGLES])
            else:
                lists.add(number, tails[family])
        self.lengths[name] = scoring.length_bytes(terms)
        self.rows.append((name, self.digests[name], self.lengths[name], _pack(tails[WORDS]), _pack(tails[READINGS])))
        if len(self.rows) >= _BATCH:
            self._keep_rows()

    def add_files(self) -> Object:
        """Bring lists and cards up to date and add their files; return what tells of them."""
        for document in self.documents:
            self.take(document)
        self._keep_rows()
        self.store.put_about(_ORDER, self.order)
        self.store.drop_courses(self.kept.keys() - self.digests.keys())
        for family in self.buckets:
            self._add_hashed(family)
        readings = self._add_readings()
        blocks = cards.cards([self.library.courses[d.id] for d in self.documents], self.per_block, self.prefix)
        for key, payload in blocks.items():
            self.files.add(key, payload)
        return {
            "words": self.buckets[WORDS], "characters": self.buckets[CHARACTERS], "pinyin": readings, "cards": self.per_block,
        }

    def add_suggestions(self, titles: Sequence[str], spare: int = 0) -> list[str]:
        """Add the files of suggestions, of which each keeps so many more courses than are shown; return where each begins."""
        return beginnings.add(self.files, self.store, titles, self.prefix, spare)

    def packed_lengths(self) -> list[bytes]:
        """Return the packed lengths of all courses, in order."""
        return [self.lengths[d.id] for d in self.documents]

    def _keep_rows(self) -> None:
        self.store.put_courses(self.rows)
        self.rows = []

    def _tails_of(self, name: str) -> dict[str, dict[str, bytes]]:
        """Return the tails of a course as it was, by family."""
        tails = {family: next((_unpack(data) for _, data in self.store.rows(family, [name])), {}) for family in _KEPT}
        return tails | {CHARACTERS: _characters(tails[WORDS])}

    def _key(self, family: str, term: str) -> bytes:
        """Return what a term's list is kept under, which is what files are cut by: readings by term, all else by bucket."""
        key = directory.sort_key(term)
        if family not in self.buckets:
            return key
        return _bucket_key(buckets.bucket_of(directory.sort_key(buckets.home_of(term)), self.buckets[family])) + key

    def _patch(self, family: str) -> list[bytes]:
        """Mend the lists of terms that changed; return their keys, ascending."""
        width = (len(FIELDS_OF[family]) + 7) // 8
        rows = []
        for term, by_number in self.changes[family].items():
            key = self._key(family, term)
            tails = postings.decoded(self.store.list(family, key), width)
            for number, tail in by_number.items():
                if tail is None:
                    tails.pop(number, None)
                else:
                    tails[number] = tail
            rows.append((key, len(tails), postings.encoded(tails)))
        self.store.put_lists(family, rows)
        return sorted(key for key, _, _ in rows)

    def _invert(self, family: str) -> list[_Row]:
        """Make all lists anew and return them in the order of their keys."""
        if family not in self.lists:
            self.lists |= self._kept_lists(family)
        rows = sorted((self._key(family, term), holding, data) for term, holding, data in self.lists.pop(family).items())
        self.store.replace_lists(family, rows)
        return rows

    def _kept_lists(self, family: str) -> _Lists:
        """Return the lists of a family from what is kept of the courses; with those of words the lists of characters."""
        lists = _new_lists(family, *((CHARACTERS,) if family == WORDS else ()))
        for number, (_, data) in enumerate(self.store.rows(family, self.number)):
            tails = _unpack(data)
            lists[family].add(number, tails)
            if family == WORDS:
                lists[CHARACTERS].add(number, _characters(tails))
        return lists

    def _add_hashed(self, family: str) -> None:
        """Add the files of words or characters: those anew that hold a term whose list changed, or all of them."""
        files = self.buckets[family]
        if not self.same_numbers:
            made = {key: list(rows) for key, rows in groupby(self._invert(family), _bucket_of)}
            for number in range(files):
                self._add_lists(numbered(self.prefix + family, number), _shown(made.get(_bucket_key(number), ()), _BUCKET_BYTES))
            return
        touched = set(map(_bucket_of_key, self._patch(family)))
        for number in range(files):
            bucket = _bucket_key(number)
            if bucket in touched or not self.files.keep(numbered(self.prefix + family, number)):
                rows = self.store.between(family, bucket, _bucket_key(number + 1))
                self._add_lists(numbered(self.prefix + family, number), _shown(rows, _BUCKET_BYTES))

    def _add_lists(self, key: str, rows: Iterable[tuple[str, int, bytes]]) -> None:
        self.files.add(key, directory.shard(rows), lists=True)

    def _add_readings(self) -> Object:
        """Add the files of readings, which are ranges of terms, and their directory; return its root."""
        if self.same_numbers:
            marks, old = self._patch(READINGS), self.store.ranges(READINGS)
        else:
            self._invert(READINGS)
            marks, old = [], {}
        if old and not marks and all(self.files.keep(key_of(self.prefix + READINGS, name)) for name in old.values()):
            return self._root_of(old)
        names: dict[tuple[bytes, bytes], str] = {}
        for first, last in ranges.cut(self.store.sizes(READINGS), ranges.target_size(self.many)):
            at = bisect_left(marks, first)
            is_touched = at < len(marks) and marks[at] <= last
            name = None if is_touched else old.get((first, last))
            if name is None or not self.files.keep(key_of(self.prefix + READINGS, name)):
                payload = directory.shard(_shown(self.store.between(READINGS, first, last)))
                name = name_of(payload)
                self.files.add(key_of(self.prefix + READINGS, name), payload, lists=True)
            names[(first, last)] = name
        self.store.put_ranges(READINGS, names)
        return self._root_of(names)

    def _root_of(self, names: Mapping[tuple[bytes, bytes], str]) -> Object:
        """Return what the boot file says of the readings, given their files by first and last term, in order; add the directory."""
        shards = [(directory.term_of(first), name) for (first, _), name in names.items()]
        root, pages = directory.root(shards, self.prefix + READINGS, self.prefix + _PAGES)
        for key, payload in pages.items():
            self.files.add(key, payload)
        return root


_BUCKET_BYTES = 2


def _new_lists(*families: str) -> _Lists:
    return {family: postings.PlainLists() if family == CHARACTERS else postings.Lists() for family in families}


def _characters(tails: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the tails of a course's characters, from those of its words."""
    return dict.fromkeys(analysis.characters("".join(tails)), b"")


def _bucket_key(number: int) -> bytes:
    return number.to_bytes(_BUCKET_BYTES, "big")


def _bucket_of_key(key: bytes) -> bytes:
    return key[:_BUCKET_BYTES]


def _bucket_of(row: _Row) -> bytes:
    return row[0][:_BUCKET_BYTES]


def _shown(rows: Iterable[_Row], skip: int = 0) -> Iterator[tuple[str, int, bytes]]:
    """Yield rows with their terms, which stand in the key after ``skip`` bytes."""
    return ((directory.term_of(key[skip:]), holding, data) for key, holding, data in rows)


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
    tails = {}
    for term in terms:
        size = data[at]
        at += 1
        if size > 127:
            size, at = read_varint(data, at - 1)
        tails[term] = data[at : at + size]
        at += size
    return tails
