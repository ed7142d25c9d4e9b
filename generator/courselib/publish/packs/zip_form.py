"""The form of the archives that are written here: their parts, what they may ask for, and which names they may hold."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ...runtime.errors import ContentError
from ...runtime.paths import is_plain

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
END64, LOCATOR = b"PK\x06\x06", b"PK\x06\x07"
#: 1980-01-01 00:00:00, the first moment that a zip can tell.
TIME, DATE = 0, 0x21
DEFLATED, STORED = 8, 0
MODE = 0o100644 << 16
#: Set in the flags of a member whose name is not ASCII.
UTF8 = 1 << 11
UNIX, VERSION, VERSION64 = 3, 20, 45
HEAD = struct.Struct("<4s5H3I2H")
ENTRY = struct.Struct("<4s6H3I5H2I")
TAIL = struct.Struct("<4s4H2IH")
TAIL64 = struct.Struct("<4sQ2H2I4Q")
PLACE64 = struct.Struct("<4sIQI")
OFFSET64 = struct.Struct("<2HQ")
MAX16, MAX32 = 0xFFFF, 0xFFFFFFFF
MAX_NAME = 140


class RefusedArchiveError(ContentError):
    """An archive is damaged, or is not of the kind that this program writes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may ask for: members, bytes of one and of all unpacked, and how far a member above ``tame`` may swell."""

    members: int = 200_000
    member: int = 256 << 20
    whole: int = 8 << 30
    ratio: int = 200
    tame: int = 1 << 20


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the archive's list tells it; ``start`` is where its packed bytes begin."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    start: int


def fault_of_name(name: str) -> str:
    """Return in Chinese what is wrong with a member's name; empty for one that may be unpacked on every system."""
    if not name.isascii():
        return "名称不是英文字母和数字"
    if len(name) > MAX_NAME:
        return f"名称超过 {MAX_NAME} 个字符"
    return "" if is_plain(name) else "名称会通向别处，或不能用作文件名"


def fault_of_names(names: list[str]) -> str:
    """Return in Chinese what is wrong with names beside each other: two alike on some system, a file that is a folder too."""
    files = {name.lower() for name in names}
    if len(files) != len(names):
        seen: set[str] = set()
        twin = next(name for name in names if name.lower() in seen or seen.add(name.lower()))  # type: ignore[func-returns-value]
        return f"{twin} 有两份，或只有大小写不同"
    folders = {parent for name in files for parent in _parents(name)}
    both = sorted(files & folders)
    return f"{both[0]} 既是文件又是文件夹" if both else ""


def _parents(name: str) -> Iterator[str]:
    at = name.rfind("/")
    while at > 0:
        yield name[:at]
        at = name.rfind("/", 0, at)
