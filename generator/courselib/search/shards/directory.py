"""Files of posting lists, and how a page finds the file of a term: through pages of first terms, named in the boot file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from ...runtime.values import Object
from .packing import key_of, name_of, varint

#: Files that one page of the directory names.
_PAGE = 64


def sort_key(term: str) -> bytes:
    """Return what terms are ordered by: their UTF-16 code units, as scripts compare text."""
    return term.encode("utf-16-be", "surrogatepass")


def term_of(key: bytes) -> str:
    """Return the term of a sort key."""
    return key.decode("utf-16-be", "surrogatepass")


def shard(lists: Iterable[tuple[str, int, bytes]]) -> bytes:
    """Return the payload of a file: terms (sharing what they begin with) with number of courses and size, then the lists."""
    heads: list[bytes] = []
    bodies: list[bytes] = []
    last = b""
    for term, holding, data in lists:
        text = term.encode("utf-8", "surrogatepass")
        shared = _shared(last, text)
        heads += (varint(shared), varint(len(text) - shared), text[shared:], varint(holding), varint(len(data)))
        bodies.append(data)
        last = text
    return b"".join([varint(len(bodies)), *heads, *bodies])


def _shared(one: bytes, other: bytes) -> int:
    most = min(len(one), len(other))
    return next((n for n in range(most) if one[n] != other[n]), most)


def root(shards: Sequence[tuple[str, str]], family: str, pages_family: str) -> tuple[Object, dict[str, bytes]]:
    """Return what the boot file says of a family of files, and the directory's pages by key.

    ``shards`` are first term and name of each file, in order. As many as a page holds are named in the boot file itself.
    """
    if len(shards) <= _PAGE:
        return {"shards": [[first, key_of(family, name)] for first, name in shards]}, {}
    pages: dict[str, bytes] = {}
    rows = []
    for start in range(0, len(shards), _PAGE):
        part = shards[start : start + _PAGE]
        payload = json.dumps([list(row) for row in part], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        key = key_of(pages_family, name_of(payload))
        pages[key] = payload
        rows.append([part[0][0], key])
    return {"pages": rows}, pages
