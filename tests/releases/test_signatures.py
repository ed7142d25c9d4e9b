"""Who made a release is proved from a root that is trusted, and every way in which it is not is told in its own words."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner

from courselib.publish.signing import signatures
from courselib.publish.signing.signatures import (
    RefusedSignatureError,
    fingerprint,
    first_root,
    first_trusted,
    missing_signatures,
    next_root,
    read_root,
    sign_release,
    sign_root,
    verify,
)
from courselib.runtime.errors import UsageError

ON = datetime.date(2026, 11, 27)
TARGETS = {"pack/full.json": (b"full pack", {"version": "1.1"}), "manifest.json": (b"manifest", {})}


def key(number: int) -> CryptoSigner:
    return CryptoSigner(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


A, B, C, STRANGER = key(1), key(2), key(3), key(9)


def root_of(*signers: CryptoSigner, threshold: int = 1, release_threshold: int = 1) -> bytes:
    return sign_root(first_root([s.public_key for s in signers], threshold, ON, release_threshold), signers)


def release(root: bytes, *signers: CryptoSigner, number: int = 1, roots: dict[str, bytes] | None = None) -> dict[str, bytes]:
    version = read_root(root).version
    return {"root.json": root, f"{version}.root.json": root, **(roots or {}), **sign_release(root, signers, number, ON, TARGETS)}


def rotated(before: bytes, *signers: CryptoSigner, **changes: object) -> bytes:
    return sign_root(next_root(before, ON, **changes), signers)  # type: ignore[arg-type]


def refused(files: dict[str, bytes], trusted: bytes) -> str:
    with pytest.raises(RefusedSignatureError) as refusal:
        verify(files, trusted, ON)
    return refusal.value.message


def test_a_good_release() -> None:
    root = root_of(A)
    found = verify(release(root, A, number=7), root, ON)
    assert (found.number, found.root, found.expired) == (7, root, ())
    assert found.targets["pack/full.json"].custom == {"version": "1.1"}
    assert found.targets["pack/full.json"].sha256 == hashlib.sha256(b"full pack").hexdigest()
    found.check("manifest.json", b"manifest")
    for path, data in (("manifest.json", b"manifesT"), ("manifest.json", b"manifest "), ("other", b"manifest")):
        with pytest.raises(RefusedSignatureError):
            found.check(path, data)


def test_the_same_keys_and_date_give_the_same_bytes() -> None:
    assert release(root_of(A, B), A, B) == release(root_of(B, A), B, A)


def test_the_fingerprint_is_of_what_is_signed() -> None:
    root = root_of(A, B)
    signed = json.dumps(json.loads(root)["signed"], sort_keys=True, separators=(",", ":")).encode()
    assert fingerprint(root) == hashlib.sha256(signed).hexdigest()
    assert fingerprint(root) == fingerprint(sign_root(first_root([A.public_key, B.public_key], 1, ON), [A]))
    assert fingerprint(root) != fingerprint(root_of(A))


def test_the_first_root_is_trusted_by_its_fingerprint() -> None:
    root = root_of(A)
    files = release(root, A)
    assert first_trusted(files, fingerprint(root).upper()) == root
    for wrong in (files | {"1.root.json": root_of(STRANGER)}, {k: v for k, v in files.items() if k != "1.root.json"},
                  files | {"1.root.json": first_root([A.public_key], 1, ON)}):
        with pytest.raises(RefusedSignatureError):
            first_trusted(wrong, fingerprint(root))


def test_another_key() -> None:
    root = root_of(A)
    assert "不是这个课程库的密钥" in refused(release(root_of(STRANGER), STRANGER), root)
    assert "不是这个课程库的密钥" in refused(release(root_of(STRANGER), STRANGER) | {"root.json": root}, root)
    with pytest.raises(UsageError, match="不在这个课程库"):
        sign_release(root, [STRANGER], 1, ON, TARGETS)


def test_a_release_that_needs_two_keys() -> None:
    root = root_of(A, B, C, threshold=2, release_threshold=2)
    with pytest.raises(UsageError, match="要 2 把密钥一起签，只给了 1 把"):
        sign_release(root, [A], 1, ON, TARGETS)
    with pytest.raises(UsageError, match="只给了 1 把"):
        sign_release(root, [A, A], 1, ON, TARGETS)
    files = release(root, A, C)
    assert verify(files, root, ON).number == 1
    targets = json.loads(files["targets.json"])
    targets["signatures"] = targets["signatures"][:1]
    short = json.dumps(targets).encode()
    assert "对不上" in refused(files | {"targets.json": short}, root)
    # Whoever has one key can make the other files fit, and is stopped all the same.
    lax = root_of(A, B, C, threshold=2)
    assert "要 2 把密钥签名，只有 1 把签了" in refused(
        sign_release(lax, [A], 1, ON, TARGETS) | {"root.json": root, "1.root.json": root}, root)


def test_a_root_that_needs_two_signatures() -> None:
    begun = first_root([A.public_key, B.public_key], 2, ON)
    assert missing_signatures(begun, None) == 2
    half = sign_root(begun, [A])
    assert missing_signatures(half, None) == 1
    assert missing_signatures(sign_root(half, [A]), None) == 1
    whole = sign_root(half, [B])
    assert missing_signatures(whole, None) == 0
    assert whole == sign_root(begun, [B, A])
    with pytest.raises(UsageError, match="一共 1 把密钥"):
        first_root([A.public_key], 2, ON)


def test_the_end_of_validity_is_told_and_refuses_nothing() -> None:
    root = root_of(A)
    found = verify(release(root, A), root, ON + datetime.timedelta(500))
    assert len(found.expired) == 3
    assert all("有效期到 2028-01-01 为止" in text for text in found.expired)
    assert len(verify(release(root, A), root, datetime.date(2040, 1, 1)).expired) == 4


def test_rotation_is_followed_from_any_root_that_was_trusted() -> None:
    one = root_of(A)
    two = rotated(one, A, B, add=[B.public_key], drop=[A.public_key.keyid])
    three = rotated(two, B, C, add=[C.public_key], threshold=2, release_threshold=2)
    assert [missing_signatures(two, one), missing_signatures(three, two)] == [0, 0]
    roots = {"1.root.json": one, "2.root.json": two, "3.root.json": three}
    files = release(three, B, C, roots=roots)
    for trusted in (one, two, three):
        assert verify(files, trusted, ON).root == three
    assert "缺少签名文件 2.root.json" in refused({k: v for k, v in files.items() if k != "2.root.json"}, one)
    assert "先后不对" in refused(files | {"2.root.json": three}, one)
    # A release of old, once the new root is known.
    assert "旧密钥" in refused(release(one, A), two)
    # The dropped key signs no more.
    with pytest.raises(UsageError):
        sign_release(two, [A], 1, ON, TARGETS)


def test_a_root_that_the_one_before_did_not_sign() -> None:
    one = root_of(A, B, threshold=2)
    for signers, why in (([STRANGER], "不是这个课程库"), ([A, STRANGER], "要 2 把密钥签名，只有 1 把签了")):
        two = rotated(one, *signers, add=[STRANGER.public_key], drop=[B.public_key.keyid], threshold=1)
        assert missing_signatures(two, one) > 0
        assert why in refused(release(two, STRANGER, roots={"1.root.json": one, "2.root.json": two}), one)
    # The new root must be signed by its own keys too.
    two = rotated(one, A, B, add=[C.public_key], threshold=3)
    assert missing_signatures(two, one) == 1
    assert "要 3 把" in refused(release(two, A, roots={"1.root.json": one, "2.root.json": two}), one)


def test_metadata_of_two_releases_mixed() -> None:
    root = root_of(A)
    first, second = release(root, A, number=1), release(root, A, number=2)
    for name in ("targets.json", "snapshot.json", "timestamp.json"):
        assert "另一次发布" in refused(first | {name: second[name]}, root)
        assert "缺少" in refused({k: v for k, v in first.items() if k != name}, root)
    assert "放错了位置" in refused(first | {"timestamp.json": first["targets.json"]}, root)


def _edit(name: str, change: Callable[[dict[str, object]], None]) -> Callable[[dict[str, bytes]], dict[str, bytes]]:
    def edited(files: dict[str, bytes]) -> dict[str, bytes]:
        data = json.loads(files[name])
        change(data["signed"])
        return files | {name: json.dumps(data).encode()}

    return edited


@pytest.mark.parametrize("edit", [
    _edit("timestamp.json", lambda s: s.update(expires="2099-01-01T00:00:00Z")),
    _edit("root.json", lambda s: s.update(version=2)),
    _edit("root.json", lambda s: s.update(version=900)),
    _edit("root.json", lambda s: s.update(version=10**9)),
    _edit("targets.json", lambda s: s.update(targets={})),
    _edit("snapshot.json", lambda s: s.update(meta={})),
    lambda files: files | {"timestamp.json": b""},
    lambda files: files | {"timestamp.json": b"[" * 100_000},
    lambda files: files | {"timestamp.json": b'{"signed":{"x":NaN},"signatures":[]}'},
    lambda files: files | {"timestamp.json": files["timestamp.json"].replace(b'"sig":"', b'"sig":"zz')},
    lambda files: files | {"timestamp.json": files["timestamp.json"] + b" " * signatures.LARGEST},
    lambda files: files | {"timestamp.json": files["timestamp.json"][:-20]},
    lambda files: files | {"root.json": files["targets.json"]},
])
def test_edited_metadata(edit: Callable[[dict[str, bytes]], dict[str, bytes]]) -> None:
    root = root_of(A)
    message = refused(edit(release(root, A)), root)
    assert message.startswith("签名没有通过：")


def test_any_changed_byte_of_what_is_signed_is_noticed() -> None:
    root = root_of(A)
    files = release(root, A)
    for name in ("targets.json", "snapshot.json", "timestamp.json", "root.json"):
        for at in range(0, len(files[name]) - 1, 7):
            changed = files[name][:at] + bytes([files[name][at] ^ 1]) + files[name][at + 1 :]
            try:
                found = verify(files | {name: changed}, root, ON)
            except RefusedSignatureError:
                continue
            # A root's own copy: what is signed of it is compared, not its signatures, which were judged when it came to be trusted.
            assert name in ("root.json", "timestamp.json")
            assert found.targets == verify(files, root, ON).targets


def test_keys_of_one_value_under_two_names_count_once() -> None:
    root = json.loads(root_of(A, B, threshold=2))
    keys = root["signed"]["keys"]
    one, two = keys
    keys[two] = keys[one]
    with pytest.raises(RefusedSignatureError, match="不能用的密钥"):
        read_root(json.dumps(root).encode())
