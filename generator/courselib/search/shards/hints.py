"""What few queries need: words that name a filter, how characters sound, and the library's words by how they sound."""

from __future__ import annotations

import hashlib
import json
import marshal
from collections.abc import Mapping, Sequence

from ...library.model import Library
from .. import filterwords, sounds
from ..documents import SearchDocument
from ..sounds_table import SOUNDS
from . import buckets
from .directory import sort_key
from .fileset import FileSet
from .packing import numbered
from .store import Store

FILTER_WORDS, SOUND_TABLE = "x/words", "sounds"
#: Letter of the files of words by how they sound; a file for so many files of words.
LETTER, _SHARE = "w", 32
_KEPT = "sounds"


def add(files: FileSet, store: Store, documents: Sequence[SearchDocument], library: Library, counted: int) -> str:
    """Add the files, as many as for ``counted`` courses; no number in them means a course.

    Returns what the boot file says of them: words for sectors that no name of the plan tells, with spaces between.
    """
    words = filterwords.filter_words(library, documents)
    many = max(1, buckets.files_for(counted) // _SHARE)
    files.add(SOUND_TABLE, SOUNDS.encode(), free=True)
    files.add(FILTER_WORDS, _json({"day": library.plan.hours_per_day * 2, "words": words, "sounds": many}), free=True)
    # Most edits change no name and no keyword: the files stay as they are.
    texts = marshal.dumps([sounds.VERSION, many, [d.texts[:-1] for d in documents]], 2)
    digest = hashlib.blake2b(texts, digest_size=16).hexdigest()
    keys = [numbered(LETTER, number) for number in range(many)]
    if store.about(_KEPT) != digest or not all(map(files.keep, keys)):
        for key, rows in zip(keys, _by_file(sounds.words(documents), many), strict=True):
            files.add(key, _json(rows), free=True)
        store.put_about(_KEPT, digest)
    return " ".join(filterwords.others(library, words))


def _by_file(words: Mapping[str, str], many: int) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = [{} for _ in range(many)]
    for key, found in words.items():
        rows[buckets.bucket_of(sort_key(key), many)][key] = found
    return rows


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
