"""The public keys of a library, in its content: ``content/releases/root/N.root.json``, each signed by enough keys of the one before.

A root that waits for the signature of somebody else lies there as ``next.root.json``; it counts for nothing until it has all.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import Root as Keys

from ...content.files import read_bytes
from ...content.releases import FOLDER, KEYS_FOLDER
from ...runtime import atomic
from ...runtime.errors import ContentError, SystemFault, UsageError
from . import signatures

_NAME = re.compile(r"([1-9][0-9]{0,3})\.root\.json")
_PENDING = "next.root.json"


@dataclass(frozen=True, slots=True)
class Root:
    """The roots of a library. ``files`` are what travels with a release, ``first`` is the one that the fingerprint is of."""

    files: Mapping[str, bytes]
    first: bytes
    data: bytes
    keys: Keys

    @property
    def fingerprint(self) -> str:
        """The library's fingerprint, in hexadecimal."""
        return signatures.fingerprint(self.first)


def folder_of(content: Path) -> Path:
    """Return where the roots of a library lie."""
    return content / FOLDER / KEYS_FOLDER


def latest(content: Path) -> Root | None:
    """Return the roots of a library; ``None`` when it has none. Raises ``ContentError`` for roots that are not signed as they must be."""
    folder = folder_of(content)
    names = {int(m[1]): p.name for p in folder.glob("*.root.json") if (m := _NAME.fullmatch(p.name))} if folder.is_dir() else {}
    if not names:
        return None
    files: dict[str, bytes] = {}
    before: bytes | None = None
    for version in range(1, max(names) + 1):
        if version not in names:
            raise _broken(f"缺少 {version}.root.json")
        data = read_bytes(folder, names[version], signatures.LARGEST)
        if signatures.read_root(data).version != version or signatures.missing_signatures(data, before):
            raise _broken(f"{names[version]} 的签名不够或版本不对")
        files[names[version]] = before = data
    assert before is not None  # noqa: S101 - there is at least one
    return Root({**files, signatures.ROOT: before}, files["1.root.json"], before, signatures.read_root(before))


def pending(content: Path) -> bytes | None:
    """Return the root that waits for signatures, if one does."""
    place = folder_of(content) / _PENDING
    return read_bytes(place.parent, place.name, signatures.LARGEST) if place.is_file() and not place.is_symlink() else None


def begin(content: Path, key: Key, threshold: int | None, release_threshold: int | None, on: datetime.date) -> bytes:
    """Return the first root of a library with one more key, unsigned; what one that waits for signatures says stays in it."""
    data = pending(content)
    waiting = None if data is None else signatures.read_root(data)
    known = {} if waiting is None else waiting.keys
    needed = [1, 1] if waiting is None else [waiting.roles[role].threshold for role in ("root", "targets")]
    return signatures.first_root(
        {**known, key.keyid: key}.values(), threshold or needed[0], on, release_threshold or needed[1], unfinished=True
    )


def rotate(
    root: Root, on: datetime.date, *, add: Collection[Key], drop: Collection[str], threshold: int | None, release_threshold: int | None
) -> bytes:
    """Return the root after the newest, unsigned. Raises ``UsageError`` for a key that is not there."""
    for name in drop:
        if name not in root.keys.roles["root"].keyids:
            raise UsageError(f"密钥清单里没有 {name[:16]} 这把密钥。", "用 courselib key show 看有哪些。")
    return signatures.next_root(root.data, on, add=add, drop=drop, threshold=threshold, release_threshold=release_threshold)


def put(content: Path, data: bytes, signers: Iterable[CryptoSigner]) -> int:
    """Sign a root and put it in its place, or, where signatures are missing, beside it; return how many are.

    Raises ``SystemFault`` when the files cannot be written.
    """
    root = latest(content)
    signed = signatures.sign_root(data, signers)
    missing = signatures.missing_signatures(signed, root.data if root else None)
    folder = folder_of(content)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if missing:
            atomic.replace(folder / _PENDING, signed, durable=True)
        else:
            atomic.replace(folder / f"{signatures.read_root(signed).version}.root.json", signed, durable=True)
            (folder / _PENDING).unlink(missing_ok=True)
    except OSError as error:
        raise SystemFault(f"不能写入密钥清单 {folder}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
    return missing


def _broken(why: str) -> ContentError:
    return ContentError(f"课程库的密钥清单有问题：{why}。", f"从版本库或备份里恢复 content/{FOLDER}/{KEYS_FOLDER}。")
