"""Releases and packs written from their description, without the generator's own code: sites, deltas, signatures, archives."""

from __future__ import annotations

import datetime
import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]
from tuf.api.metadata import Metadata, MetaFile, Role, Root, Snapshot, TargetFile, Targets, Timestamp  # type: ignore[attr-defined]
from tuf.api.serialization.json import JSONSerializer

ON = "2026-11-27"
LIBRARY = "course-library"
_SPEC = "1.0.31"

Files = dict[str, bytes]


def digest(data: bytes) -> str:
    """Return a SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical(value: object) -> bytes:
    """Return JSON as packs have it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"


# --- Sites

def manifest_of(files: Files) -> tuple[bytes, str]:
    """Return the text of ``manifest.json`` of a site's files, and the hash of their tree."""
    folders = {"/".join(path.split("/")[:n]) for path in files for n in range(1, len(path.split("/")))}

    def hashed(folder: str) -> str:
        start = f"{folder}/" if folder else ""
        names = {path[len(start):] for path in (*files, *(f"{f}/" for f in folders)) if path.startswith(start)}
        own = sorted(name for name in names if name and "/" not in name.rstrip("/"))
        lines = [f"{name} {hashed(start + name.rstrip('/')) if name.endswith('/') else digest(files[start + name])}\n" for name in own]
        return digest("".join(lines).encode())

    rows = ",\n".join(f'{json.dumps(p)}:{{"sha256":"{digest(d)}","size":{len(d)}}}' for p, d in sorted(files.items()))
    below = ",\n".join(f'{json.dumps(folder)}:"{hashed(folder)}"' for folder in sorted(folders))
    tree = hashed("")
    return f'{{"files":{{\n{rows}\n}},\n"folders":{{\n{below}\n}},\n"tree":"{tree}"}}\n'.encode(), tree


def released(version: str, files: Files, *, previous: str = "", library: str = LIBRARY) -> Files:
    """Return a site of a release as files by path, its manifest among them."""
    told = canonical({"library": library, "version": version, "previous": previous, "on": ON})
    site = files | {"release.json": told}
    return site | {"manifest.json": manifest_of(site)[0]}


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


# --- Keys

@dataclass
class Keys:
    """The keys of a library, and its roots so far; who holds them signs releases."""

    seeds: list[bytes]
    threshold: int = 1
    until: datetime.date = datetime.date(2036, 1, 1)
    roots: dict[int, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.roots:
            self.roots = {1: self._root(1, self.signers, self.signers)}

    @property
    def signers(self) -> list[CryptoSigner]:
        """All keys."""
        return [CryptoSigner(Ed25519PrivateKey.from_private_bytes(seed.ljust(32, b"."))) for seed in self.seeds]

    @property
    def fingerprint(self) -> str:
        """The library's fingerprint."""
        return digest(Metadata[Root].from_bytes(self.roots[1]).signed_bytes)

    def rotated(self, *seeds: bytes) -> Keys:
        """Return the library after its keys were exchanged for others, the new root signed by the old ones and the new."""
        after = Keys(list(seeds), self.threshold, self.until, dict(self.roots))
        version = max(self.roots) + 1
        after.roots[version] = after._root(version, after.signers, [*self.signers, *after.signers])
        return after

    def _root(self, version: int, keys: list[CryptoSigner], signers: list[CryptoSigner]) -> bytes:
        ids = [s.public_key.keyid for s in keys]
        roles = {name: Role(ids, self.threshold) for name in ("root", "targets", "snapshot", "timestamp")}
        root = Root(version, _SPEC, self._end, {s.public_key.keyid: s.public_key for s in keys}, roles, consistent_snapshot=False)
        return _signed(Metadata(root), signers)

    @property
    def _end(self) -> datetime.datetime:
        return datetime.datetime.combine(self.until, datetime.time(), datetime.timezone.utc)

    def metadata(self, number: int, targets: Mapping[str, bytes], signers: list[CryptoSigner] | None = None) -> Files:
        """Return the metadata of a release by member name; ``signers`` are all keys unless said otherwise."""
        by = self.signers if signers is None else signers
        listed = {path: TargetFile.from_data(path, data, ["sha256"]) for path, data in targets.items()}
        made = {"targets.json": _signed(Metadata(Targets(number, _SPEC, self._end, listed)), by)}
        snapshot = Snapshot(number, _SPEC, self._end, {"targets.json": MetaFile.from_data(number, made["targets.json"], ["sha256"])})
        made["snapshot.json"] = _signed(Metadata(snapshot), by)
        stamp = Timestamp(number, _SPEC, self._end, MetaFile.from_data(number, made["snapshot.json"], ["sha256"]))
        made["timestamp.json"] = _signed(Metadata(stamp), by)
        made |= {f"{version}.root.json": data for version, data in self.roots.items()}
        made["root.json"] = self.roots[max(self.roots)]
        return {f"metadata/{name}": data for name, data in made.items()}


def _signed(metadata: Metadata[Root] | Metadata[Targets] | Metadata[Snapshot] | Metadata[Timestamp], signers: list[CryptoSigner]) -> bytes:
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes(JSONSerializer(compact=True))


# --- Packs

def patch_of(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Return a patch and its data: what agrees at the beginning and the end is copied."""
    most = min(len(old), len(new))
    start = next((n for n in range(most) if old[n] != new[n]), most)
    end = next((n for n in range(most - start) if old[-1 - n] != new[-1 - n]), most - start)
    lines = [b"copy 0 %d\n" % start if start else b"", b"add 0 %d\n" % (len(new) - start - end) if len(new) > start + end else b"",
             b"copy %d %d\n" % (len(old) - end, end) if end else b""]
    return b"".join(lines), new[start:len(new) - end]


def full(site: Files, keys: Keys | None = None, number: int = 1, **other: object) -> Files:
    """Return the members of a full pack of a release's site."""
    members = {f"site/{path}": data for path, data in site.items()}
    return sealed("full", {}, site, members, [], {}, keys, number, **other)


def delta(old: Files, new: Files, keys: Keys | None = None, number: int = 1, patches: Iterable[str] = (), **other: object) -> Files:
    """Return the members of a pack that leads from one release's site to the next; ``patches`` names files to be patched."""
    changed = {path: data for path, data in new.items() if old.get(path) != data}
    members: Files = {}
    patched = {}
    for path, data in changed.items():
        if path in patches and path in old:
            patch, added = patch_of(old[path], data)
            members[f"patch/{path}"] = patch
            members |= {f"data/{path}": added} if added else {}
            patched[path] = {"before": digest(old[path]), "after": digest(data)}
        else:
            members[f"site/{path}"] = data
    return sealed("delta", old, new, members, sorted(set(old) - set(new)), patched, keys, number, **other)


def sealed(
    kind: str, old: Files, new: Files, members: Files, removed: list[str], patched: object, keys: Keys | None, number: int,
    **other: object,
) -> Files:
    """Return a pack's members with ``pack.json``, sums and signatures; ``other`` replaces entries of ``pack.json``."""
    release, since = json.loads(new["release.json"]), json.loads(old["release.json"])["version"] if old else ""
    notes = {"changes.html": b"<p>changes</p>\n", "changes.json": b"{}\n"}
    members = members | notes

    def both(of: Mapping[str, str]) -> dict[str, str]:
        return {"before": of["old"], "after": of["new"]}

    trees = {name: json.loads(site["manifest.json"])["tree"] if site else "" for name, site in (("old", old), ("new", new))}
    sums = {name: digest(site["manifest.json"]) if site else "" for name, site in (("old", old), ("new", new))}
    told = {
        "format": 1, "kind": kind, "library": release["library"], "version": release["version"], "from": since, "on": ON,
        "tree": both(trees), "manifest": both(sums), "removed": removed, "patched": patched,
        "members": {name: {"size": len(data), "sha256": digest(data)} for name, data in members.items()},
    } | other
    members["pack.json"] = canonical(told)
    return resigned(members, keys, number, new["manifest.json"])


def resigned(members: Files, keys: Keys | None, number: int, manifest: bytes, told_as: bytes = b"") -> Files:
    """Return members with sums and signatures for the ``pack.json`` that is in them; ``told_as`` is one that can be read, if it cannot."""
    members = {name: data for name, data in members.items() if not name.startswith("metadata/") and name != "SHA256SUMS"}
    members["SHA256SUMS"] = "".join(f"{digest(data)}  {name}\n" for name, data in sorted(members.items())).encode()
    if keys is None:
        return members
    told = json.loads(told_as or members["pack.json"])
    name = told["from"] or told["kind"]
    return members | keys.metadata(number, {f"pack/{name}.json": members["pack.json"], "manifest.json": manifest})


# --- Archives

@dataclass
class Row:
    """One member of an archive as it is written; each field can be made to lie."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    said: int | None = None
    listed_size: int | None = None
    listed_name: bytes | None = None
    offset: int | None = None
    mode: int = 0o100644
    made_by: int = 3
    extra: bytes = b""
    listed_extra: bytes = b""
    comment: bytes = b""
    hidden: bool = False
    gap: bytes = b""


def rows_of(members: Mapping[str, bytes]) -> list[Row]:
    """Return members as rows, in order of name."""
    return [Row(name.encode(), data) for name, data in sorted(members.items())]


def zipped(rows: Iterable[Row] | Mapping[str, bytes], *, prefix: bytes = b"", comment: bytes = b"", suffix: bytes = b"",
           count: int | None = None, at: int | None = None) -> bytes:
    """Return an archive of rows or members; without lies it is what ``courselib release`` writes."""
    out, listed, number = bytearray(prefix), bytearray(), 0
    for row in rows_of(rows) if isinstance(rows, Mapping) else rows:
        packed = row.packed if row.packed is not None else _deflated(row.data) if row.method == 8 else row.data
        crc = zlib.crc32(row.data) if row.crc is None else row.crc
        size = len(row.data) if row.size is None else row.size
        said = len(packed) if row.said is None else row.said
        out += row.gap
        offset = len(out) if row.offset is None else row.offset
        out += struct.pack("<4s5H3I2H", b"PK\3\4", 20, row.flags, row.method, 0, 0x21, crc, said, size, len(row.name), len(row.extra))
        out += row.name + row.extra + packed
        if row.hidden:
            continue
        name = row.name if row.listed_name is None else row.listed_name
        number += 1
        listed += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", row.made_by << 8 | 20, 20, row.flags, row.method, 0, 0x21, crc, said,
            size if row.listed_size is None else row.listed_size, len(name), len(row.listed_extra), len(row.comment), 0, 0,
            row.mode << 16, offset)
        listed += name + row.listed_extra + row.comment
    start = len(out) if at is None else at
    number = number if count is None else count
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, number, number, len(listed), start, len(comment))
    return bytes(out + listed + end + comment + suffix)


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def write_pack(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write members as a pack."""
    path.write_bytes(zipped(members))
    return path
