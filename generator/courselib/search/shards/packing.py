"""Bytes of the files: varints, compression, the script around a payload, names by content."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterable

#: Characters of a file's name: 64 bits of SHA-256, plenty for the files of one site.
NAME_LENGTH = 16
_SMALL = [bytes((n,)) for n in range(128)]


def varint(number: int) -> bytes:
    """Return an unsigned LEB128 number."""
    if number < 128:
        return _SMALL[number]
    parts = bytearray()
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that stands at a place, and the place after it."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
        shift += 7


def sized(data: bytes) -> bytes:
    """Return data with its length before it."""
    return varint(len(data)) + data


def joined(parts: Iterable[bytes]) -> bytes:
    """Return parts one after another, each with its length before it."""
    return b"".join(sized(p) for p in parts)


def name_of(payload: bytes) -> str:
    """Return a file's name from what is in it."""
    return hashlib.sha256(payload).hexdigest()[:NAME_LENGTH]


def key_of(family: str, name: str) -> str:
    """Return the key of a file that is named by its content: its path below ``search/`` without the suffix."""
    return f"{family}/{name[:2]}/{name}"


def numbered(family: str, number: int) -> str:
    """Return the key of a file that is found by its number: 256 files a folder."""
    digits = f"{number:04x}"
    return f"{family}/{digits[:-2]}/{digits[-2:]}"


def script(key: str, stamp: str, payload: bytes, *, lists: bool = False) -> bytes:
    """Return the script that hands a payload to the page: ASCII alone, whatever the payload holds; ``lists`` for posting lists."""
    # Lists are numbers, which seldom repeat as text does: zlib's way with such data makes smaller files, sooner.
    how = (6, zlib.DEFLATED, -15, 7, zlib.Z_FILTERED) if lists else (9, zlib.DEFLATED, -15)
    packer = zlib.compressobj(*how)
    text = base64.b64encode(packer.compress(payload) + packer.flush())
    return b'CourseLib.put("%s","%s","%s");\n' % (key.encode("ascii"), stamp.encode("ascii"), text)
