"""A picture's file without anything but the picture: its own pixels as they were coded, so that the bytes depend on no library.

What a camera, a telephone or a program wrote beside them (Exif, XMP, IPTC, comments, texts, thumbnails, colour profiles, whatever
follows the end) is left out: only what a decoder needs is taken over. ``None`` where a file is laid out in another way than its
format says; then it must be coded anew (``pictures``).

Sources: ITU T.81 annex B (JPEG), PNG third edition 5 and 11, RFC 9649 (WebP), GIF89a specification.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

#: What a JPEG is made of: frames, tables, restart intervals, scans.
_JPEG_KEPT = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDC, 0xDD)) - {0xC8}
_JFIF, _ADOBE, _SCAN, _END = 0xE0, 0xEE, 0xDA, 0xD9
_PNG_KEPT = frozenset((
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT",
))
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
#: Flags of VP8X that tell of a colour profile, Exif and XMP.
_WEBP_ABOUT = 0x20 | 0x08 | 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_PNG_START = b"\x89PNG\r\n\x1a\n"


def jpeg(data: bytes) -> bytes | None:
    """Return a JPEG up to its end, without what is written beside it."""
    if data[:2] != b"\xff\xd8":
        return None
    out = [b"\xff\xd8"]
    at = 2
    scanned = False
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # a filler
            at += 1
            continue
        if marker == _END:
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 2 + length > len(data):
            return None
        segment = data[at : at + 2 + length]
        at += len(segment)
        if marker in _JPEG_KEPT or (marker == _ADOBE and segment[4:9] == b"Adobe"):
            out.append(segment)
        elif marker == _JFIF and segment[4:9] == b"JFIF\0" and length >= 16:
            # Without the small picture that may follow.
            out.append(b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0")
        if marker == _SCAN:
            scanned = True
            end = _scan_end(data, at)
            out.append(data[at:end])
            at = end
    return b"".join([*out, b"\xff\xd9"]) if scanned else None


def _scan_end(data: bytes, at: int) -> int:
    """Return where the coded data of a scan ends: at the next marker that is none of a restart."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)


def png(data: bytes) -> bytes | None:
    """Return a PNG with the chunks that show something."""
    if not data.startswith(_PNG_START):
        return None
    out = [_PNG_START]
    at = len(_PNG_START)
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            return None
        if name in _PNG_KEPT:
            out.append(data[at:end])
        if name == b"IEND":
            return b"".join(out)
        at = end
    return None


def webp(data: bytes) -> bytes | None:
    """Return a WebP with the chunks that show something."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return None
    out: list[bytes] = []
    at, limit = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= limit:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + length]
        if len(body) < length:
            return None
        if name == b"VP8X":
            body = bytes([body[0] & ~_WEBP_ABOUT & 0xFF]) + body[1:] if body else body
        if name in _WEBP_KEPT:
            out.append(name + struct.pack("<I", length) + body + b"\0" * (length & 1))
        at += 8 + length + (length & 1)
    whole = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole if out else None


def gif(data: bytes) -> bytes | None:
    """Return a GIF without comments, texts and notes of programs; how often it repeats stays."""
    if len(data) < 13 or data[:6] not in (b"GIF87a", b"GIF89a"):
        return None
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    out = [data[:at]]
    while at < len(data):
        start, kind = at, data[at]
        if kind == 0x3B:
            return b"".join([*out, b";"])
        if kind == 0x21 and at + 2 < len(data):
            label, at = data[at + 1], at + 2
            kept = label == 0xF9 or (label == 0xFF and data[at + 1 : at + 12] in _GIF_LOOPS)
        elif kind == 0x2C and at + 11 <= len(data):
            flags, kept = data[at + 9], True
            at += 10 + (3 << (flags & 7) + 1 if flags & 0x80 else 0) + 1
        else:
            return None
        while at < len(data) and data[at]:
            at += 1 + data[at]
        at += 1
        if kept:
            out.append(data[start:at])
    return None


STRIPPERS: dict[str, Callable[[bytes], bytes | None]] = {"jpg": jpeg, "jpeg": jpeg, "png": png, "webp": webp, "gif": gif}
