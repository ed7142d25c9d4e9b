"""Archives: written the same whenever they are made, and read as if a stranger had made them.

What is written here is the plainest zip there is: members in order of name, one right after the other, without times, extra
fields or comments. The reader takes nothing else. So every way to make two programs see two different archives in one file
(a member hidden between others, two with one name, sizes that differ between the two places where a zip tells them, one member's
bytes inside another's) is a difference from that form and refused before a byte is unpacked.
"""

from __future__ import annotations

import os
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from ...runtime.errors import UsageError
from ...runtime.paths import is_relative
from .zip_form import (
    CENTRAL,
    DATE,
    DEFLATED,
    END,
    END64,
    ENTRY,
    HEAD,
    LOCAL,
    LOCATOR,
    MAX16,
    MAX32,
    MAX_NAME,
    MODE,
    OFFSET64,
    PLACE64,
    STORED,
    TAIL,
    TAIL64,
    TIME,
    UNIX,
    UTF8,
    VERSION,
    VERSION64,
    Limits,
    Member,
    RefusedArchiveError,
    fault_of_name,
    fault_of_names,
)

__all__ = ["Archive", "Limits", "Member", "RefusedArchiveError", "Source", "deflate", "fault_of_name", "write"]

#: What a member is made of: its bytes, the file that holds them, or what returns them.
Source = bytes | Path | Callable[[], bytes]

_CHUNK = 1 << 20
#: From here on a place in an archive is told in eight bytes.
_FAR = MAX32


# --- Writing

def deflate(data: bytes) -> bytes:
    """Return bytes as a member holds them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def write(
    stream: BinaryIO, members: Mapping[str, Source], each: Callable[[int, int], None] | None = None, *, any_name: bool = False
) -> None:
    """Write an archive to a new file; members are packed by all processors. ``each`` hears how many of how many are written.

    With ``any_name`` names may be Chinese and long, as those of content are; such an archive is read here by nobody but who wrote it.
    Raises ``UsageError`` for a name or a size that the reader would refuse, ``OSError`` when a file cannot be read or written.
    """
    names = sorted(members)
    judge = _fault_of_any if any_name else fault_of_name
    fault = next((f"{name}：{why}" for name in names if (why := judge(name))), "") or fault_of_names(names)
    if fault:
        raise UsageError(f"不能放进压缩包的文件：{fault}。", "改名后再试。")
    listed: list[bytes] = []
    offset = 0
    for number, (name, (crc, size, packed)) in enumerate(_packed(names, members), 1):
        raw = name.encode()
        flags = 0 if name.isascii() else UTF8
        stream.write(HEAD.pack(LOCAL, VERSION, flags, DEFLATED, TIME, DATE, crc, len(packed), size, len(raw), 0) + raw)
        stream.write(packed)
        listed.append(_listed(raw, flags, DEFLATED, crc, len(packed), size, offset))
        offset += HEAD.size + len(raw) + len(packed)
        if each:
            each(number, len(names))
    stream.writelines(listed)
    stream.write(_end(len(names), sum(map(len, listed)), offset))


def _listed(raw: bytes, flags: int, method: int, crc: int, packed: int, size: int, offset: int) -> bytes:
    """Return a member's entry in the list at an archive's end."""
    far = offset >= _FAR
    extra = OFFSET64.pack(1, 8, offset) if far else b""
    version = VERSION64 if far else VERSION
    return ENTRY.pack(
        CENTRAL, UNIX << 8 | version, version, flags, method, TIME, DATE, crc, packed, size, len(raw), len(extra), 0, 0,
        0, MODE, MAX32 if far else offset,
    ) + raw + extra


def _fault_of_any(name: str) -> str:
    return "" if is_relative(name) else "名称会通向别处，或不能用作文件名"


def _end(count: int, length: int, offset: int) -> bytes:
    """Return what ends an archive: how many members there are, and where their list stands."""
    wide = b""
    if count >= MAX16 or offset >= _FAR or length >= MAX32:
        size = TAIL64.size - 12
        wide = TAIL64.pack(END64, size, UNIX << 8 | VERSION64, VERSION64, 0, 0, count, count, length, offset)
        wide += PLACE64.pack(LOCATOR, 0, offset + length, 1)
    shown = min(count, MAX16)
    return wide + TAIL.pack(END, 0, 0, shown, shown, min(length, MAX32), MAX32 if offset >= _FAR else offset, 0)


def _packed(names: list[str], members: Mapping[str, Source]) -> Iterator[tuple[str, tuple[int, int, bytes]]]:
    """Yield all members packed, in order; a few are at work at any time, so that few are in memory."""
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[str, Future[tuple[int, int, bytes]]]] = deque()
        try:
            for name in names:
                waiting.append((name, pool.submit(_pack, name, members[name])))
                if len(waiting) > 2 * workers:
                    first, work = waiting.popleft()
                    yield first, work.result()
            while waiting:
                first, work = waiting.popleft()
                yield first, work.result()
        finally:
            for _, work in waiting:
                work.cancel()


def _pack(name: str, source: Source) -> tuple[int, int, bytes]:
    data = source.read_bytes() if isinstance(source, Path) else source if isinstance(source, bytes) else source()
    if len(data) > Limits().member:
        raise UsageError(f"文件 {name} 有 {len(data) >> 20} MB，太大，放不进发布包。", f"一个文件最多 {Limits().member >> 20} MB。")
    return zlib.crc32(data), len(data), deflate(data)


# --- Reading

class Archive:
    """An archive opened for reading, all its headers judged; a context that closes it."""

    def __init__(self, path: Path, limits: Limits = Limits()) -> None:  # noqa: B008 - immutable
        """Open and judge. Raises ``RefusedArchiveError``, or ``OSError`` when the file cannot be read."""
        self._limits = limits
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        self._stream: BinaryIO = os.fdopen(os.open(path, flags), "rb")
        try:
            self.members: Mapping[str, Member] = self._judged()
        except BaseException:
            self._stream.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stream.close()

    def read(self, name: str, most: int | None = None) -> bytes:
        """Return a member's bytes. Raises ``RefusedArchiveError`` when it is damaged, missing or has more than ``most`` bytes."""
        if name not in self.members:
            raise _refused(f"里面没有 {name}")
        if most is not None and self.members[name].size > most:
            raise _refused(f"里面的 {name} 太大")
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes bit by bit; the last bit is given only when all of it is what the archive's list tells."""
        member = self.members[name]
        size, crc, last = 0, 0, b""
        for bit in self._unpacked(member) if member.method == DEFLATED else self._raw(member):
            size += len(bit)
            crc = zlib.crc32(bit, crc)
            if size > member.size:
                raise _refused(f"里面的 {name} 比说的大")
            if last:
                yield last
            last = bit
        if size != member.size or crc != member.crc:
            raise _refused(f"里面的 {name} 损坏了")
        if last:
            yield last

    def _raw(self, member: Member) -> Iterator[bytes]:
        """Yield a member's bytes as they are packed."""
        for at in range(member.start, member.start + member.packed, _CHUNK):
            self._stream.seek(at)  # another member may have been read between two bits
            yield self._exactly(min(_CHUNK, member.start + member.packed - at))

    def _unpacked(self, member: Member) -> Iterator[bytes]:
        """Yield a member's bytes unpacked, never more at a time than a bit."""
        unpacker = zlib.decompressobj(-15)
        before, last, left = unpacker, b"", member.packed
        try:
            for raw in self._raw(member):
                left -= len(raw)
                last = raw[-1:]
                for part in (raw,) if left else (raw[:-1], last):
                    pending = part
                    before = unpacker.copy() if part is last else before
                    while True:
                        bit = unpacker.decompress(pending, _CHUNK)
                        pending = unpacker.unconsumed_tail
                        if bit:
                            yield bit
                        if not pending and len(bit) < _CHUNK:
                            break
        except zlib.error as error:
            raise _refused(f"里面的 {member.name} 损坏了") from error
        if not unpacker.eof or unpacker.unused_data or _has_more(before, last[0]):
            raise _refused(f"里面的 {member.name} 损坏了")

    def _judged(self) -> dict[str, Member]:
        """Return the members by name, in order. All that is said twice must be said alike, and nothing may stand between."""
        total = self._stream.seek(0, os.SEEK_END)
        count, offset, length = self._end_of(total)
        if count > self._limits.members:
            raise _refused("里面的文件太多")
        if length > count * (ENTRY.size + MAX_NAME + OFFSET64.size):
            raise _refused("目录不合格式")
        self._stream.seek(offset)
        listed = self._exactly(length)
        members: dict[str, Member] = {}
        at = expected = whole = 0
        for _ in range(count):
            member, start, at = self._entry(listed, at)
            if start != expected:
                raise _refused("里面的文件之间夹着别的东西，或互相重叠")
            expected = member.start + member.packed
            if expected > offset:
                raise _refused("里面的文件不完整")
            if members and member.name <= next(reversed(members)):
                raise _refused("里面的文件重复，或没有按名称排列")
            members[member.name] = member
            whole += member.size
        if at != len(listed) or expected != offset:
            raise _refused("目录不合格式")
        if whole > self._limits.whole:
            raise _refused("解开来太大")
        fault = fault_of_names(list(members))
        if fault:
            raise _refused(f"里面的 {fault}")
        return members

    def _end_of(self, total: int) -> tuple[int, int, int]:
        """Return how many members the archive has, where their list stands and how long it is."""
        if total < TAIL.size:
            raise _refused("不是压缩包，或不完整")
        at = total - TAIL.size
        self._stream.seek(at)
        mark, disk, first, here, count, length, offset, comment = TAIL.unpack(self._exactly(TAIL.size))
        if mark != END or comment:
            raise _refused("不是压缩包，或不完整")
        if disk or first or here != count:
            raise _refused("不是本工具做的压缩包")
        if count == MAX16 or MAX32 in (length, offset):
            at -= PLACE64.size + TAIL64.size
            if at < 0:
                raise _refused("目录不合格式")
            self._stream.seek(at)
            wide = TAIL64.unpack(self._exactly(TAIL64.size))
            place = PLACE64.unpack(self._exactly(PLACE64.size))
            count, length, offset = wide[7:]
            if wide[:2] != (END64, TAIL64.size - 12) or wide[4:7] != (0, 0, count) or place != (LOCATOR, 0, at, 1):
                raise _refused("目录不合格式")
        if offset + length != at:
            raise _refused("目录不在该在的地方")
        self._stream.seek(at)
        if self._stream.read() != _end(count, length, offset):
            raise _refused("目录不合格式")
        return count, offset, length

    def _entry(self, listed: bytes, at: int) -> tuple[Member, int, int]:
        """Return the member whose entry stands at a place of the list, where its header is, and where the next entry stands."""
        if at + ENTRY.size > len(listed):
            raise _refused("目录不合格式")
        (mark, made, _needed, flags, method, time, date, crc, packed, size, name_length, extra_length, comment, disk, _inner,
         mode, offset) = ENTRY.unpack_from(listed, at)
        if mark != CENTRAL or comment or disk:
            raise _refused("目录不合格式")
        end = at + ENTRY.size + name_length + extra_length
        raw = listed[at + ENTRY.size : at + ENTRY.size + name_length]
        extra = listed[at + ENTRY.size + name_length : end]
        name = self._name(raw)
        if flags & 1:
            raise _refused(f"里面的 {name} 加了密")
        if flags or method not in (DEFLATED, STORED):
            raise _refused(f"里面的 {name} 不是本工具的压缩方式")
        if made >> 8 != UNIX or mode != MODE:
            raise _refused(f"里面的 {name} 不是普通文件，可能是链接")
        if offset == MAX32 and len(extra) == OFFSET64.size and extra[:4] == OFFSET64.pack(1, 8, 0)[:4]:
            offset = OFFSET64.unpack(extra)[2]
        elif extra:
            raise _refused(f"里面的 {name} 带着别的东西")
        self._judge_size(name, method, packed, size)
        if listed[at:end] != _listed(raw, flags, method, crc, packed, size, offset):
            raise _refused("目录不合格式")
        self._stream.seek(offset)
        wanted = HEAD.pack(LOCAL, VERSION, 0, method, time, date, crc, packed, size, name_length, 0) + raw
        if self._exactly(len(wanted)) != wanted:
            raise _refused(f"里面的 {name} 前后说法不一")
        return Member(name, method, crc, packed, size, offset + len(wanted)), offset, end

    @staticmethod
    def _name(raw: bytes) -> str:
        name = raw.decode("ascii", "replace")
        fault = fault_of_name(name)
        if fault:
            shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name[:MAX_NAME])
            raise _refused(f"里面有 {shown}：{fault}")
        return name

    def _judge_size(self, name: str, method: int, packed: int, size: int) -> None:
        if size > self._limits.member:
            raise _refused(f"里面的 {name} 太大")
        if method == STORED and packed != size:
            raise _refused(f"里面的 {name} 大小不对")
        if size > self._limits.tame and size > packed * self._limits.ratio:
            raise _refused(f"里面的 {name} 解开来大得不合常理")

    def _exactly(self, length: int) -> bytes:
        data = self._stream.read(length)
        if len(data) != length:
            raise _refused("不完整")
        return data


def _has_more(before: zlib._Decompress, last: int) -> bool:
    """Tell whether a bit is set behind the end of packed bytes, in their last byte, which ``before`` has not read yet.

    Whatever stands there unpacks to the same, so nothing else would notice.
    """
    meant = before.copy().decompress(bytes([last]))
    for bit in (128, 64, 32, 16, 8, 4, 2):
        trial = before.copy()
        try:
            same = trial.decompress(bytes([last ^ bit])) == meant and trial.eof
        except zlib.error:
            same = False
        if not same or last & bit:
            return same
    return False


def _refused(why: str) -> RefusedArchiveError:
    return RefusedArchiveError(f"压缩包{why}，没有使用。", "重新取一份再试；还是这样，就不要用它，问问发布的人。")
