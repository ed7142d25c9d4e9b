"""Where one file of posting lists ends and the next begins.

Terms stand in order; a file holds a range of them. A border stands where a term's own hash says so, between a least and
a most size: so borders depend on what is near them, and after a change they fall back into step within a few files. An
index that was updated and one that was made anew are cut alike, since both cut the whole sequence by the same rule.

Source: the idea of content-defined chunking, as in Muthitacharoen, Chen, Mazières, "A Low-bandwidth Network File System" (2001).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

#: Up to this many courses there are few files, somewhat larger: quicker to copy to a stick, and still small to load.
FEW_FILES = 500
#: A term and its list cost about this much beside the list's own bytes.
_HEAD = 6


def target_size(documents: int) -> int:
    """Return the size in bytes that files have on average."""
    if documents <= FEW_FILES:
        return 8192
    return 4096 if documents <= 10_000 else 8192 if documents <= 50_000 else 16384


def cut(sizes: Iterable[tuple[bytes, int]], target: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield first and last term of each file. ``sizes`` gives every term, in order, with the size of its list."""
    least, most = target // 2, target * 2
    # Every so many terms a hash ends a file, so that beyond the least size about half the target passes.
    first, last, size = b"", b"", 0
    for term, length in sizes:
        weight = len(term) + length + _HEAD
        if last and (size + weight > most or (size >= least and _ends(last, weight, least))):
            yield first, last
            first, size = term, 0
        if not last or not size:
            first = term
        last = term
        size += weight
    if last:
        yield first, last


def _ends(term: bytes, weight: int, span: int) -> bool:
    return zlib.crc32(term) % max(1, span // max(1, weight)) == 0
