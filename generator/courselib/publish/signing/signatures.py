"""Who made a release: The Update Framework's metadata, written and verified without a server.

A library's *root* names its keys and how many of them a signature needs; each later root is signed by enough keys of the one
before, so that whoever trusts the first one can follow to the newest. *Targets* tells the hashes of what a release is made of,
*snapshot* which targets belong to it, *timestamp* which snapshot. All of it is python-tuf's; what is decided here is in one place:
Ed25519 alone, one number for the three files of a release, and an end of validity that is told and never refused, since a library
on a stick may lie in a drawer for years.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    TOP_LEVEL_ROLE_NAMES,
    Metadata,
    MetaFile,
    Role,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError
from tuf.api.serialization.json import JSONSerializer

from ...runtime.errors import ContentError, UsageError

ROOT, TARGETS, SNAPSHOT, TIMESTAMP = "root.json", "targets.json", "snapshot.json", "timestamp.json"
#: What the metadata files of a release may be called: those four, and the roots that lead to the newest.
NAME = re.compile(r"(?:root|targets|snapshot|timestamp|[1-9][0-9]{0,3}\.root)\.json")
#: Larger files are no metadata of ours.
LARGEST = 256 * 1024
_SPEC = "1.0.31"
_ROOT_DAYS, _RELEASE_DAYS = 5 * 366, 400
_NAMES = {"root": "密钥清单", "targets": "发布内容", "snapshot": "发布组成", "timestamp": "发布时间"}
_MAX_ROOTS = 1000
_Role = TypeVar("_Role", Root, Targets, Snapshot, Timestamp)


class RefusedSignatureError(ContentError):
    """Metadata is damaged, or not signed by whom it must be."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a release says of one file."""

    length: int
    sha256: str
    custom: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verified:
    """A release whose signatures are good. ``root`` is the newest root, to be trusted from now on.

    ``number`` rises with every release; ``expired`` says in Chinese what is no longer valid by its own date.
    """

    root: bytes
    number: int
    targets: Mapping[str, Target]
    expired: tuple[str, ...]

    def check(self, path: str, data: bytes) -> None:
        """Raise ``RefusedSignatureError`` unless ``data`` are the bytes that were signed for ``path``."""
        target = self.targets.get(path)
        if target is None or target.length != len(data) or target.sha256 != hashlib.sha256(data).hexdigest():
            raise _refused(f"{path} 不是签过名的那一份")


# --- Roots

def first_root(
    keys: Iterable[Key], threshold: int, on: datetime.date, release_threshold: int = 1, *, unfinished: bool = False
) -> bytes:
    """Return a library's first root, unsigned: its keys, and how many of them the next root and a release need.

    An ``unfinished`` one may need more keys than it has so far.
    """
    return _written(Metadata(_root(1, keys, threshold, release_threshold, on, unfinished=unfinished)))


def next_root(
    before: bytes, on: datetime.date, *, add: Collection[Key] = (), drop: Collection[str] = (), threshold: int | None = None,
    release_threshold: int | None = None,
) -> bytes:
    """Return the root after ``before``, unsigned, with keys added and (by their identifiers) dropped."""
    root = read_root(before)
    keys = {name: root.keys[name] for name in root.roles["root"].keyids if name not in drop} | {key.keyid: key for key in add}
    return _written(Metadata(_root(
        root.version + 1, keys.values(), threshold or root.roles["root"].threshold,
        release_threshold or root.roles["targets"].threshold, on,
    )))


def _root(
    version: int, keys: Iterable[Key], threshold: int, release_threshold: int, on: datetime.date, *, unfinished: bool = False
) -> Root:
    by_id = {key.keyid: key for key in keys}
    names = sorted(by_id)
    most = max(threshold, release_threshold)
    if not 1 <= most <= (most if unfinished else len(names)):
        raise UsageError(f"一共 {len(names)} 把密钥，不能要求 {most} 把一起签。", "先加密钥，或把要求的数目改小。")
    needed = {"root": threshold, "targets": release_threshold}
    roles = {role: Role(list(names), needed.get(role, 1)) for role in sorted(TOP_LEVEL_ROLE_NAMES)}
    return Root(version, _SPEC, _until(on, _ROOT_DAYS), {name: by_id[name] for name in names}, roles, consistent_snapshot=False)


def sign_root(data: bytes, signers: Iterable[CryptoSigner]) -> bytes:
    """Return a root with these signatures beside those that it has."""
    metadata = _read(data, Root)
    for signer in signers:
        metadata.sign(signer, append=True)
    return _written(metadata)


def missing_signatures(data: bytes, before: bytes | None) -> int:
    """Return how many signatures a root still needs, by its own keys and by those of the root before it."""
    metadata = _read(data, Root)
    previous = None if before is None else read_root(before)
    result = metadata.signed.get_root_verification_result(previous, metadata.signed_bytes, metadata.signatures)
    return max(result.first.missing, result.second.missing)


def read_root(data: bytes) -> Root:
    """Return a root, its signatures not looked at. Raises ``RefusedSignatureError``."""
    root = _read(data, Root).signed
    values = [key.keyval.get("public") for key in root.keys.values()]
    if any(key.keytype != "ed25519" or key.scheme != "ed25519" for key in root.keys.values()) or len(set(values)) != len(values):
        raise _refused("密钥清单里有不能用的密钥")
    return root


def fingerprint(first: bytes) -> str:
    """Return the fingerprint of a library: SHA-256 over what is signed of its first root, in hexadecimal."""
    return hashlib.sha256(_read(first, Root).signed_bytes).hexdigest()


def first_trusted(files: Mapping[str, bytes], expected: str) -> bytes:
    """Return the first root among a release's metadata when it has the fingerprint that was told beforehand."""
    first = files.get("1.root.json")
    if first is None:
        raise _refused("没有第一份密钥清单")
    if fingerprint(first) != expected.lower():
        raise _refused("指纹与您给的不同")
    root = _read(first, Root)
    read_root(first)
    _judge(root.signed, root)
    return first


# --- Releases

def fit_signers(root: bytes, signers: Iterable[CryptoSigner]) -> list[CryptoSigner]:
    """Return the keys that count for a release, each once, in order. Raises ``UsageError`` when they are not the root's, or are too few."""
    role = read_root(root).roles["targets"]
    fit = [signer for _, signer in sorted({s.public_key.keyid: s for s in signers if s.public_key.keyid in role.keyids}.items())]
    if len(fit) < role.threshold:
        what = "给的密钥不在这个课程库的密钥清单里" if not fit else f"发布要 {role.threshold} 把密钥一起签，只给了 {len(fit)} 把"
        raise UsageError(f"{what}。", "用 courselib key show 看清单里是哪些密钥，用 --key 给出密钥文件。")
    return fit


def sign_release(
    root: bytes, signers: Iterable[CryptoSigner], number: int, on: datetime.date, targets: Mapping[str, tuple[bytes, Mapping[str, Any]]]
) -> dict[str, bytes]:
    """Return the metadata files of a release by name, without the roots. ``targets`` are bytes and what else to say of them.

    Raises ``UsageError`` when the keys are not the root's, or are too few.
    """
    fit = fit_signers(root, signers)
    until = _until(on, _RELEASE_DAYS)
    listed = {
        path: TargetFile(len(data), {"sha256": hashlib.sha256(data).hexdigest()}, path, {"custom": dict(custom)} if custom else {})
        for path, (data, custom) in sorted(targets.items())
    }
    made: dict[str, bytes] = {}
    made[TARGETS] = _signed(Targets(number, _SPEC, until, listed), fit)
    made[SNAPSHOT] = _signed(Snapshot(number, _SPEC, until, {TARGETS: MetaFile.from_data(number, made[TARGETS], ["sha256"])}), fit)
    made[TIMESTAMP] = _signed(Timestamp(number, _SPEC, until, MetaFile.from_data(number, made[SNAPSHOT], ["sha256"])), fit)
    return made


def verify(files: Mapping[str, bytes], trusted: bytes, today: datetime.date) -> Verified:
    """Return what a release's metadata says, once every signature from a trusted root to its targets is good.

    Raises ``RefusedSignatureError`` in words of its own for each way in which it is not.
    """
    root, newest = _followed(files, trusted)
    timestamp = _by(root, _file(files, TIMESTAMP), Timestamp)
    snapshot_bytes = _file(files, SNAPSHOT)
    _same(timestamp.snapshot_meta, snapshot_bytes, SNAPSHOT)
    snapshot = _by(root, snapshot_bytes, Snapshot)
    targets_bytes = _file(files, TARGETS)
    if set(snapshot.meta) != {TARGETS}:
        raise _refused("发布组成不合格式")
    _same(snapshot.meta[TARGETS], targets_bytes, TARGETS)
    targets = _by(root, targets_bytes, Targets)
    if not timestamp.version == snapshot.version == targets.version == timestamp.snapshot_meta.version == snapshot.meta[TARGETS].version:
        raise _refused("签名文件不是同一次发布的")
    moment = _until(today, 0)
    ended = [signed for signed in (root, targets, snapshot, timestamp) if signed.is_expired(moment)]
    return Verified(
        newest, targets.version,
        {path: Target(file.length, file.hashes.get("sha256", ""), _custom(file.custom)) for path, file in targets.targets.items()},
        tuple(f"{_NAMES[signed.type]}的有效期到 {signed.expires:%Y-%m-%d} 为止" for signed in ended),
    )


def _followed(files: Mapping[str, bytes], trusted: bytes) -> tuple[Root, bytes]:
    """Return the newest root that a trusted one leads to, which must be the release's own."""
    root, newest = read_root(trusted), trusted
    own = read_root(_file(files, ROOT))
    if own.version < root.version:
        raise _refused("用的是已经换掉的旧密钥")
    if own.version - root.version > _MAX_ROOTS:
        raise _refused("密钥清单的版本不合常理")
    for version in range(root.version + 1, own.version + 1):
        data = _file(files, f"{version}.root.json")
        metadata = _read(data, Root)
        following = read_root(data)
        if following.version != version:
            raise _refused("密钥清单的先后不对")
        _judge(root, metadata)
        _judge(following, metadata)
        root, newest = following, data
    if _read(_file(files, ROOT), Root).signed_bytes != _read(newest, Root).signed_bytes:
        raise _refused("不是这个课程库的密钥签的")
    return root, newest


def _by(root: Root, data: bytes, kind: type[_Role]) -> _Role:
    metadata = _read(data, kind)
    _judge(root, metadata)
    return metadata.signed


def _judge(root: Root, metadata: Metadata[Any]) -> None:
    """Raise unless metadata bears enough signatures of a root's keys."""
    try:
        result = root.get_verification_result(metadata.signed.type, metadata.signed_bytes, metadata.signatures)
    except (ValueError, RepositoryError) as error:
        raise _refused("密钥清单不合格式") from error
    if not result:
        what = _NAMES[metadata.signed.type]
        if result.signed:
            raise _refused(f"{what}要 {result.threshold} 把密钥签名，只有 {len(result.signed)} 把签了")
        raise _refused(f"{what}不是这个课程库的密钥签的，或签名后被改过")


def _same(meta: MetaFile, data: bytes, name: str) -> None:
    if meta.length != len(data) or not meta.hashes or meta.hashes.get("sha256") != hashlib.sha256(data).hexdigest():
        raise _refused(f"{name} 与别的签名文件对不上，可能来自另一次发布")


def _read(data: bytes, kind: type[_Role]) -> Metadata[_Role]:
    if len(data) > LARGEST:
        raise _refused("签名文件太大")
    try:
        metadata = Metadata[_Role].from_bytes(data)
        metadata.signed_bytes  # noqa: B018 - what cannot be written down in one way only was not signed
    except (DeserializationError, RepositoryError, ValueError, TypeError, RecursionError) as error:
        raise _refused("签名文件损坏了，或不合格式") from error
    if not isinstance(metadata.signed, kind):
        raise _refused("签名文件放错了位置")
    return metadata


def _file(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise _refused(f"缺少签名文件 {name}")
    return files[name]


def _signed(signed: Signed, signers: Iterable[CryptoSigner]) -> bytes:
    metadata: Metadata[Any] = Metadata(signed)
    for signer in signers:
        metadata.sign(signer, append=True)
    return _written(metadata)


def _written(metadata: Metadata[Any]) -> bytes:
    """Return metadata as a file: the same bytes whatever order the signatures came in."""
    metadata.signatures = dict(sorted(metadata.signatures.items()))
    return metadata.to_bytes(JSONSerializer(compact=True)) + b"\n"


def _until(on: datetime.date, days: int) -> datetime.datetime:
    return datetime.datetime.combine(on, datetime.time(), datetime.timezone.utc) + datetime.timedelta(days)


def _custom(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _refused(why: str) -> RefusedSignatureError:
    return RefusedSignatureError(f"签名没有通过：{why}。没有改动任何东西。", "不要使用这份发布；向发布的人核对指纹，重新取一份。")
