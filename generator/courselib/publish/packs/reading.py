"""Packs: one release, or the way from one release to the next, in a file that travels.

A pack is a stranger's until it is verified. Opening one judges its form: the archive's headers, names and sizes, what ``pack.json``
says, and that it and the archive speak of the same members. ``Pack.check`` then reads every byte and holds it against its hash. Who
made it is another question (``signatures.py``), and whether it fits a site a third one (``updating.py``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from ...runtime.errors import UsageError
from ..signing import signatures
from .facts import CONTENT, FULL, LARGEST, Facts, RefusedPackError, parse, refused
from .zips import Archive, RefusedArchiveError

PACK, SUMS, CHANGES = "pack.json", "SHA256SUMS", "changes.html"
SITE, PATCH, DATA, METADATA = "site/", "patch/", "data/", "metadata/"
_NOTES = frozenset((CHANGES, "changes.json"))
_MOST_METADATA = 1100


@dataclass(frozen=True, slots=True)
class Pack:
    """An opened pack of good form; a context that closes it. ``text`` are the bytes of its ``pack.json``."""

    facts: Facts
    text: bytes
    metadata: Mapping[str, bytes]
    _archive: Archive
    _checked: dict[str, bool] = field(default_factory=dict)

    def __enter__(self) -> Pack:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._archive.__exit__(kind, error, trace)

    @property
    def signed(self) -> bool:
        """Whether it bears signatures, good or not."""
        return bool(self.metadata)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member's bytes bit by bit; the last bit is given only when all have the hash that ``pack.json`` tells."""
        digest, last = hashlib.sha256(), b""
        for bit in self._archive.chunks(name):
            if last:
                yield last
            digest.update(bit)
            last = bit
        if digest.hexdigest() != self.facts.members[name].sha256:
            raise refused(f"里面的 {name} 不是做包时的那一份")
        if last:
            yield last

    def read(self, name: str) -> bytes:
        """Return a member's bytes, held against its hash; nothing for one that the pack does not have."""
        return b"".join(self.chunks(name)) if name in self.facts.members else b""

    def check(self, each: Callable[[int, int], None]) -> None:
        """Read all members and hold them against their hashes. Raises ``RefusedPackError`` or ``RefusedArchiveError``."""
        total = len(self.facts.members)
        for number, name in enumerate(self.facts.members, 1):
            for _ in self.chunks(name):
                pass
            each(number, total)


def open_pack(path: Path) -> Pack:
    """Open a pack and judge its form.

    Raises ``UsageError`` for another kind of archive, ``RefusedPackError`` or ``RefusedArchiveError`` for a pack that is not as it was
    made, ``OSError`` when the file cannot be read.
    """
    archive = Archive(path)
    try:
        if PACK not in archive.members:
            raise UsageError(
                "这个压缩包不是更新包，里面没有 pack.json。站点没有动。",
                "更新包是 courselib release 做出的 .zip 文件，不要解开或重新压缩。")
        text = archive.read(PACK, LARGEST)
        facts = parse(text)
        metadata = {
            name.removeprefix(METADATA): archive.read(name, signatures.LARGEST) for name in _metadata(list(archive.members))
        }
        _judge_members(facts, archive)
        if archive.read(SUMS, LARGEST) != sums(facts, text):
            raise refused("SHA256SUMS 与内容对不上")
    except BaseException:
        archive.__exit__(None, None, None)
        raise
    return Pack(facts, text, metadata, archive)


def sums(facts: Facts, text: bytes) -> bytes:
    """Return the pack's ``SHA256SUMS``."""
    lines = {name: entry.sha256 for name, entry in facts.members.items()} | {PACK: hashlib.sha256(text).hexdigest()}
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(lines.items())).encode()


def _metadata(names: list[str]) -> list[str]:
    found = [name for name in names if name.startswith(METADATA)]
    if len(found) > _MOST_METADATA:
        raise refused("签名文件太多")
    for name in found:
        if not signatures.NAME.fullmatch(name.removeprefix(METADATA)):
            raise refused(f"里面有不该有的 {name}")
    return found


def _judge_members(facts: Facts, archive: Archive) -> None:
    """Refuse a pack whose archive and ``pack.json`` speak of different members, or that has members of no use."""
    present = {name for name in archive.members if name not in (PACK, SUMS) and not name.startswith(METADATA)}
    for name in sorted(present ^ set(facts.members)):
        raise refused(f"里面多了 {name}" if name in present else f"里面少了 {name}")
    for name, entry in facts.members.items():
        if archive.members[name].size != entry.size:
            raise refused(f"里面的 {name} 大小不对")
        if not _belongs(name, facts):
            raise refused(f"里面有不该有的 {name}")
    for path in facts.patched:
        if PATCH + path not in facts.members:
            raise refused(f"里面少了 {PATCH + path}")


def _belongs(name: str, facts: Facts) -> bool:
    """Tell whether a pack of its kind has a member of this name."""
    top, _, path = name.partition("/")
    if name in _NOTES:
        return True
    if facts.kind == CONTENT or not path:
        return f"{top}/" == f"{CONTENT}/" and bool(path)
    if top == "site":
        return path not in facts.removed and path not in facts.patched
    return facts.kind != FULL and top in ("patch", "data") and path in facts.patched


__all__ = ["CHANGES", "DATA", "PACK", "PATCH", "SITE", "Pack", "RefusedArchiveError", "RefusedPackError", "open_pack", "sums"]
