"""What changed from one file to the next, as pieces of the old one and what is new.

A patch is lines of ASCII: ``copy OFFSET LENGTH`` takes bytes of the old file, ``add OFFSET LENGTH`` takes bytes of the data beside
the patch; in order they make the new file. Any program can apply one.

To make one, both files are cut where their own bytes say so, so that after a change the cuts fall at the same places again, be it
a page, a script or JSON on one line. Where a piece of the new file stands in the old one too, as much as agrees before and behind
it is taken over. Everything is read a fixed number of times: the work grows as the files do, whatever is in them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from ...runtime.errors import ContentError
from .zips import deflate

#: A piece: some bytes, then all up to one of those after which a file is cut. They are about one in sixteen of any kind of text.
_PIECE = re.compile(rb"[\x00-\xff]{1,16}[^\n,>gG5w\x85\x95\xa5\xb5\xe5\x00]{0,240}[\x00-\xff]?")
#: Two lines of a patch are shorter than this: a shorter piece is cheaper added than copied.
_LEAST = 48
#: Larger files are sent whole.
LARGEST = 32 << 20
#: A patch must save this part of the whole to be worth a second step, and what a further member of an archive costs.
_WORTH, _MEMBER = 5, 512
_LINE = re.compile(rb"(copy|add) (0|[1-9][0-9]{0,11}) ([1-9][0-9]{0,11})\n")
_LONGEST_PATCH = 16 << 20


class RefusedPatchError(ContentError):
    """A patch is damaged, or was made for another file."""


def make(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Return a patch and the data beside it that make ``new`` out of ``old``."""
    lines: list[bytes] = []
    data: list[bytes] = []
    added = 0
    for start, end, source in _steps(old, new):
        if source is None:
            lines.append(b"add %d %d\n" % (added, end - start))
            data.append(new[start:end])
            added += end - start
        else:
            lines.append(b"copy %d %d\n" % (source, end - start))
    return b"".join(lines), b"".join(data)


def worth(new: bytes, patch: bytes, data: bytes) -> bool:
    """Tell whether a patch travels clearly lighter than the whole file."""
    whole = len(deflate(new))
    return len(deflate(patch)) + len(deflate(data)) + _MEMBER < whole - whole // _WORTH


def apply(old: bytes, patch: bytes, data: bytes, size: int) -> bytes:
    """Return the new file, which must have ``size`` bytes. Raises ``RefusedPatchError``."""
    parts: list[bytes] = []
    at = made = used = 0
    if len(patch) > _LONGEST_PATCH:
        raise _refused()
    while at < len(patch):
        line = _LINE.match(patch, at)
        if line is None:
            raise _refused()
        offset, length = int(line[2]), int(line[3])
        made += length
        if line[1] == b"copy":
            if offset + length > len(old) or made > size:
                raise _refused()
            parts.append(old[offset : offset + length])
        else:
            if offset != used or offset + length > len(data) or made > size:
                raise _refused()
            parts.append(data[offset : offset + length])
            used += length
        at = line.end()
    if made != size or used != len(data):
        raise _refused()
    return b"".join(parts)


def _refused() -> RefusedPatchError:
    return RefusedPatchError("更新包里的一处修改不合格式，或不是为现在的站点做的，没有使用。", "重新取一份更新包，或改用完整包。")


def _steps(old: bytes, new: bytes) -> Iterator[tuple[int, int, int | None]]:
    """Yield parts of the new file in order: from where to where, and where they stand in the old one, if they do."""
    known: dict[bytes, list[int]] = {}
    for piece in _PIECE.finditer(old):
        known.setdefault(piece[0], []).append(piece.start())
    done = 0  # up to here the new file is told
    behind = 0  # where the last part that was taken over ends in the old file
    for piece in _PIECE.finditer(new):
        start = piece.start()
        if start < done:
            continue
        places = known.get(piece[0])
        best = _longest(old, new, start, places, behind) if places else None
        if best is None:
            continue
        source, length = best
        back = _agreeing_before(old, new, source, start, done)
        if length + back < _LEAST:
            continue
        begin = start - back
        if begin > done:
            yield done, begin, None
        yield begin, start + length, source - back
        done, behind = start + length, source + length
    if done < len(new):
        yield done, len(new), None


def _longest(old: bytes, new: bytes, start: int, places: list[int], behind: int) -> tuple[int, int]:
    """Return where in the old file what stands at ``start`` is matched longest, and how long.

    Of many places the next one behind what was taken over last is tried, which is where an edited file goes on, and the first.
    """
    following = bisect_left(places, behind)
    tried = {places[0], places[min(following, len(places) - 1)]}
    return max(((place, _agreeing(old, new, place, start)) for place in sorted(tried)), key=lambda found: found[1])


def _agreeing(old: bytes, new: bytes, a: int, b: int) -> int:
    """Return how many bytes agree from ``a`` in the old file and ``b`` in the new one, in about as many steps of work."""
    length, step = 0, 64
    most = min(len(old) - a, len(new) - b)
    while length < most:
        step = min(step, most - length)
        if old[a + length : a + length + step] == new[b + length : b + length + step]:
            length += step
            step *= 2
        elif step == 1:
            break
        else:
            step //= 2
            most = min(most, length + 2 * step)
    return length


def _agreeing_before(old: bytes, new: bytes, a: int, b: int, floor: int) -> int:
    """Return how many bytes agree before ``a`` in the old file and ``b`` in the new one, down to ``floor`` in the new one."""
    length, most = 0, min(a, b - floor)
    while length < most and old[a - length - 1] == new[b - length - 1]:
        length += 1
    return length
