"""Sites with a manifest and signatures in tests, made apart from the program's own code."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Role, Root, Snapshot, TargetFile, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from .sites import files_of

UNTIL = datetime.datetime(2099, 1, 1, tzinfo=datetime.timezone.utc)
_ROLES = ("root", "targets", "snapshot", "timestamp")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def tree_hash(files: Mapping[str, bytes], folders: dict[str, str] | None = None, at: str = "") -> str:
    """Return the hash of a folder of files by path, and put those of the folders in it into ``folders``."""
    below: dict[str, dict[str, bytes]] = {}
    lines = {}
    for path, data in files.items():
        top, slash, rest = path.partition("/")
        if slash:
            below.setdefault(top, {})[rest] = data
        else:
            lines[top] = sha256(data)
    for name, inside in below.items():
        place = f"{at}/{name}" if at else name
        lines[f"{name}/"] = tree_hash(inside, folders, place)
        if folders is not None:
            folders[place] = lines[f"{name}/"]
    return sha256("".join(f"{name} {digest}\n" for name, digest in sorted(lines.items())).encode())


def manifest_of(files: Mapping[str, bytes]) -> bytes:
    """Return the text of the manifest of these files, one line a file."""
    folders: dict[str, str] = {}
    tree = tree_hash(files, folders)
    rows = ",\n".join(f'{json.dumps(p)}:{{"sha256":"{sha256(d)}","size":{len(d)}}}' for p, d in sorted(files.items()))
    below = ",\n".join(f'{json.dumps(p)}:"{digest}"' for p, digest in sorted(folders.items()))
    return f'{{"files":{{\n{rows}\n}},\n"folders":{{\n{below}\n}},\n"tree":"{tree}"}}\n'.encode()


def key(number: int) -> CryptoSigner:
    """Return a key that is the same every time."""
    return CryptoSigner(Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


@dataclass
class Signing:
    """What signs a site: the keys of each root in turn, how many a signature needs."""

    roots: Sequence[Sequence[CryptoSigner]] = field(default_factory=lambda: [[key(1)]])
    threshold: int = 1
    until: datetime.datetime = UNTIL

    def metadata(self, manifest: bytes, custom: Mapping[str, Any], number: int = 1) -> dict[str, bytes]:
        """Return the metadata files of a release by name."""
        made: dict[str, bytes] = {}
        before: Sequence[CryptoSigner] = ()
        for version, keys in enumerate(self.roots, 1):
            ids = [signer.public_key.keyid for signer in keys]
            root = Root(
                version, None, self.until, {signer.public_key.keyid: signer.public_key for signer in keys},
                {name: Role(ids, self.threshold) for name in _ROLES}, consistent_snapshot=False,
            )
            made[f"{version}.root.json"] = made["root.json"] = signed(root, {s.public_key.keyid: s for s in (*before, *keys)}.values())
            before = keys
        target = TargetFile(len(manifest), {"sha256": sha256(manifest)}, "manifest.json", {"custom": dict(custom)})
        made["targets.json"] = signed(Targets(number, None, self.until, {"manifest.json": target}), before)
        meta = {"targets.json": MetaFile.from_data(number, made["targets.json"], ["sha256"])}
        made["snapshot.json"] = signed(Snapshot(number, None, self.until, meta), before)
        listed = MetaFile.from_data(number, made["snapshot.json"], ["sha256"])
        made["timestamp.json"] = signed(Timestamp(number, None, self.until, listed), before)
        return made


def signed(what: Any, signers: Iterable[CryptoSigner]) -> bytes:
    """Return metadata as a file, signed."""
    metadata: Metadata[Any] = Metadata(what)
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


def fingerprint(metadata: Mapping[str, bytes]) -> str:
    """Return the fingerprint of the first root."""
    return sha256(Metadata[Root].from_bytes(metadata["1.root.json"]).signed_bytes)


def release(site: Path, *, version: str = "1.0", signing: Signing | None = None, library: str = "course-library") -> dict[str, bytes]:
    """Make a folder of files a released site: ``release.json``, the manifest, and the signatures, which are returned."""
    told = {"library": library, "on": "2026-11-27", "previous": "", "version": version}
    (site / "release.json").write_text(json.dumps(told), encoding="utf-8")
    files = {path: data for path, data in files_of(site).items() if path != "manifest.json" and not path.startswith("release/")}
    manifest = manifest_of(files)
    (site / "manifest.json").write_bytes(manifest)
    if signing is None:
        return {}
    made = signing.metadata(manifest, {"library": library, "tree": tree_hash(files), "version": version})
    (site / "release").mkdir(exist_ok=True)
    for name, data in made.items():
        (site / "release" / name).write_bytes(data)
    return made
