"""The files of suggestions: whatever is typed, one of them says which courses it may mean, and none is large.

All ways that mean courses (``suggestions.ways_of``) stand in order, cut into files. A typed key is looked for in the one file in which the
ways that begin with it begin. Where they do not end there (short keys, which mean very many), that file says at once which courses are
shown: so no keystroke loads more than one file, and the cards of the few courses shown. The root, loaded first, says where each file
begins, and holds all that is offered beside courses. Format: docs/adr/0026-suggestions-while-typing.md.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from ...runtime.values import Object
from .. import analysis, pinyin
from ..suggestions import LONGEST, MOST, Entry, syllables_of, ways_of
from ..suggestions import VERSION as SUGGESTIONS
from . import buckets, directory, ranges
from .fileset import FileSet
from .packing import name_of, sized, varint
from .store import Store

#: Raised whenever the same ways could give other files.
FORMAT = 2
ROOT, FAMILY = "suggest", "g"
_ABOUT = "suggestions"
#: So many more courses than are shown are kept of each way in a segment whose courses may come to count no more.
SPARE = 10
#: Above so many files they grow instead: the root names each.
_MOST_FILES = 1024
_LEAST_SIZE = 12288
#: Codes by way: number of the course × 4, + 2 for a reading, + 1 from within a title.
_Codes = dict[str, list[int]]


def add(files: FileSet, store: Store, titles: Sequence[str], prefix: str = "", spare: int = 0) -> list[str]:
    """Add the files of suggestions, made anew when a title or its number changed; return where each begins.

    ``prefix`` stands before their keys; so many ``spare`` courses are kept of each way.
    """
    versions = f"{FORMAT} {SUGGESTIONS} {pinyin.VERSION} {analysis.VERSION} {files.stamp} {prefix} {spare}"
    state = name_of("\n".join((versions, *titles)).encode("utf-8", "surrogatepass"))
    known, _, kept = store.about(_ABOUT).partition(" ")
    if known == state:
        starts: list[str] = json.loads(kept)
        if all(files.keep(prefix + key_for(start)) for start in starts):
            return starts
    most = MOST + spare
    starts, payloads = files_of(codes_of(titles, most), most=most)
    for key, payload in payloads.items():
        files.add(prefix + key, payload)
    store.put_about(_ABOUT, f"{state} {json.dumps(starts)}")
    return starts


def codes_of(titles: Iterable[str], most: int = MOST) -> _Codes:
    """Return the codes of all ways, ascending: of each way those of the ``most`` courses that are shown before any other."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, title in enumerate(titles):
        first = number << 2
        for text, worth in ways_of(title).items():
            found[text].append(first | worth)
    return {text: codes if len(codes) <= most else sorted(sorted(codes, key=_order)[:most]) for text, codes in found.items()}


def _order(code: int) -> tuple[int, int]:
    """Return what codes are shown in order of: what the way is worth, then the course's number."""
    return code & 3, code


def files_of(codes: _Codes, least: int = _LEAST_SIZE, most: int = MOST) -> tuple[list[str], dict[str, bytes]]:
    """Return where each file begins, in order, and the files' payloads by key. ``least``: bytes of a file, about."""
    rows = sorted((directory.sort_key(text), text) for text in codes)
    lists = {text: _packed(codes[text]) for _, text in rows}
    sizes = [(order, len(lists[text])) for order, text in rows]
    whole = sum(len(order) + size for order, size in sizes)
    cuts = list(ranges.cut(sizes, max(least, whole // _MOST_FILES)))
    parts = list(_parts([text for _, text in rows], [directory.term_of(last) for _, last in cuts]))
    starts: list[str] = []
    payloads: dict[str, bytes] = {}
    before = ""
    for part, heads in zip(parts, _heads(parts, codes, most), strict=True):
        start = _border(before, part[0])
        starts.append(start)
        shown = json.dumps(heads, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8", "surrogatepass")
        texts = "\n".join(part).encode("utf-8", "surrogatepass")
        payloads[key_for(start)] = b"".join([sized(shown), sized(texts), *(lists[text] for text in part)])
        before = part[-1]
    return starts, payloads


def key_for(start: str) -> str:
    """Return the key of the file that begins with ``start``."""
    name = buckets.digest(start)
    return f"{FAMILY}/{name[:2]}/{name}"


def root(value: Object, beside: Sequence[Entry] = ()) -> bytes:
    """Return the payload of a root: ``value``, and what is offered beside courses."""
    rows: Object = {"format": FORMAT, **value, "beside": [[e.kind, e.id, e.title, _said(e.title)] for e in beside]}
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _said(title: str) -> str:
    """Return the syllables of a title, a hyphen where nobody knows one."""
    return " ".join("-" if syllable == " " else syllable for syllable in syllables_of(analysis.units(title)))


def _packed(codes: Sequence[int]) -> bytes:
    """Return the number of codes, and each as its distance from the one before."""
    return b"".join([varint(len(codes)), *(varint(code - before) for before, code in zip((0, *codes), codes, strict=False))])


def _parts(texts: Sequence[str], lasts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the ways of each file, which ends with one of ``lasts``."""
    at = 0
    for last in lasts:
        end = texts.index(last, at) + 1
        yield list(texts[at:end])
        at = end


def _shared(one: str, other: str) -> int:
    """Return how many characters two ways begin with alike."""
    most = min(len(one), len(other))
    return next((n for n in range(most) if one[n] != other[n]), most)


def _border(last: str, first: str) -> str:
    """Return the shortest beginning of ``first`` that comes after ``last``."""
    return first[: _shared(last, first) + 1]


def _heads(parts: Sequence[Sequence[str]], codes: _Codes, most: int) -> list[dict[str, list[int]]]:
    """Return, for each file, the keys whose ways begin there and end in a later one, with the numbers of the courses shown."""
    heads: list[dict[str, list[int]]] = [{} for _ in parts]
    wholes = [_best(part, codes, most) for part in parts]
    # The keys that go on from file to file, each with the file it begins in and its best so far.
    going: dict[str, tuple[int, dict[int, int]]] = {}
    for place, part in enumerate(parts):
        ahead = parts[place + 1][0] if place + 1 < len(parts) else ""
        crossing = {ahead[:n] for n in range(1, min(_shared(part[-1], ahead), LONGEST) + 1)}
        for key in sorted({*going, *crossing}):
            here = wholes[place] if part[0].startswith(key) and part[-1].startswith(key) else _best(_with(part, key), codes, most)
            begun, best = going.pop(key, (place, {}))
            merged = _least({**here, **{n: min(rank, here.get(n, rank)) for n, rank in best.items()}}, most)
            if key in crossing:
                going[key] = begun, merged
            else:
                heads[begun][key] = _shown(key, merged, codes, most)
    return heads


def _with(part: Sequence[str], key: str) -> Iterator[str]:
    """Yield the ways of a file that begin with a key, which are its first ones or its last."""
    return takewhile(lambda text: text.startswith(key), part if part[0].startswith(key) else reversed(part))


def _best(texts: Iterable[str], codes: _Codes, most: int) -> dict[int, int]:
    """Return the best codes of the courses that any of these ways means, by number."""
    best: dict[int, int] = {}
    for text in texts:
        for code in codes[text]:
            number, how = code >> 2, code & 3
            if how < best.get(number, 4):
                best[number] = how
    return _least(best, most)


def _least(best: Mapping[int, int], most: int) -> dict[int, int]:
    return dict(sorted(best.items(), key=lambda row: (row[1], row[0]))[:most])


def _shown(key: str, best: Mapping[int, int], codes: _Codes, most: int) -> list[int]:
    """Return codes in the order of showing: what a way says from end to end comes before what goes on."""
    exact = {code >> 2: code & 3 for code in codes.get(key, ())}
    rows = dict.fromkeys((*exact, *best))
    ranked = sorted((min(exact.get(n, 4) * 2, best.get(n, 4) * 2 + 1), n) for n in rows)
    return [number << 2 | rank >> 1 for rank, number in ranked[:most]]
