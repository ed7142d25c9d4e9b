"""Private keys: encrypted files in the user's own state folder, never in the content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from securesystemslib.signer import CryptoSigner, SSlibKey

from ...runtime import atomic
from ...runtime.errors import SystemFault, UsageError
from ...runtime.folders import make_private
from ...runtime.seals import read_plain_file, state_folder

#: What signs with a private key.
Signer: TypeAlias = CryptoSigner

PASSPHRASE_VARIABLE = "COURSELIB_PASSPHRASE"  # noqa: S105 - the name of a variable
SHORTEST = 8
_NAME = re.compile(r"[a-z0-9-]{1,40}")
_PRIVATE, _PUBLIC = ".pem", ".pub.pem"
_MAX_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class OwnKey:
    """A key in the user's state folder: its name, its file, and its public part."""

    name: str
    path: Path
    public: SSlibKey


def folder() -> Path:
    """Return where the user's keys lie. Raises ``SystemFault`` where there is no home for them."""
    state = state_folder()
    if state is None:
        raise SystemFault("找不到这个用户的状态文件夹，没有地方放密钥。", "设置环境变量 COURSELIB_STATE_DIR。")
    return state / "keys"


def own() -> list[OwnKey]:
    """Return the user's keys, by name."""
    place = folder()
    found = []
    for path in sorted(place.glob(f"*{_PUBLIC}")) if place.is_dir() else []:
        name = path.name.removesuffix(_PUBLIC)
        private = place / f"{name}{_PRIVATE}"
        if private.is_file():
            found.append(OwnKey(name, private, read_public(path)))
    return found


def create(name: str, passphrase: str) -> OwnKey:
    """Make a key and keep it. Raises ``UsageError`` for a name that is taken or unfit, or a passphrase that is too short."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"密钥名“{name[:40]}”不合用。", "只用小写字母、数字和短横线，不超过 40 个。")
    if len(passphrase) < SHORTEST:
        raise UsageError(f"口令太短，至少要 {SHORTEST} 个字。", "用几个不相干的词连成一句，自己记得住。")
    private = Ed25519PrivateKey.generate()
    text = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(passphrase.encode())
    )
    place = folder()
    path = place / f"{name}{_PRIVATE}"
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_private(place)
        with atomic.creating(path, mode=0o600, durable=True) as stream:
            stream.write(text)
        public = private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        atomic.replace(place / f"{name}{_PUBLIC}", public, durable=True)
    except FileExistsError as error:
        raise UsageError(f"已经有一把叫 {name} 的密钥，没有动它。", "用 --name 换一个名称。") from error
    except OSError as error:
        raise SystemFault(f"不能写入密钥文件夹 {place}（{error.strerror}）。", "检查文件夹权限和磁盘空间。") from error
    return OwnKey(name, path, SSlibKey.from_crypto(private.public_key()))


def load(path: Path, passphrase: str) -> Signer:
    """Return a key from its file. Raises ``UsageError`` for a file that is none, and for a wrong passphrase."""
    data = _bytes(path)
    try:
        key = serialization.load_pem_private_key(data, passphrase.encode())
    except TypeError:  # not encrypted: whoever has the file has the key
        key = serialization.load_pem_private_key(data, None)
    except (ValueError, UnsupportedAlgorithm) as error:
        what = "口令不对，或文件损坏了" if b"ENCRYPTED" in data else "不是密钥文件"
        raise UsageError(f"打不开密钥 {path}：{what}。", "核对口令和文件；口令丢了没有办法找回，只能用其他密钥换掉它。") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageError(f"密钥 {path} 不是这里用的那一种（Ed25519）。", "用 courselib key new 生成。")
    return CryptoSigner(key)


def read_public(path: Path) -> SSlibKey:
    """Return somebody's public key. Raises ``UsageError`` for a file that is none."""
    try:
        key = serialization.load_pem_public_key(_bytes(path))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UsageError(f"{path} 不是公开的密钥文件。", "要的是 courselib key new 旁边生成的 .pub.pem 文件。") from error
    if not isinstance(key, Ed25519PublicKey):
        raise UsageError(f"密钥 {path} 不是这里用的那一种（Ed25519）。", "用 courselib key new 生成。")
    return SSlibKey.from_crypto(key)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(f"{path} 太大，不是密钥文件。")
    except OSError as error:
        raise UsageError(f"没有密钥文件 {path}。", "用 --key 指出密钥文件在哪里；还没有密钥，用 courselib key new 生成。") from error
    data = read_plain_file(path)
    if data is None:
        raise UsageError(f"密钥文件 {path} 读不出来。", "检查文件权限。")
    return data
