"""Making packs: a whole release, the way to it from an earlier one, or its content as source.

A pack says in ``pack.json`` what it holds, each member by size and hash; that text is what is signed. The form of packs is told in
docs/adr/0033-releases.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...runtime.errors import ContentError
from . import patches, trees, zips
from .trees import MANIFEST, Tree
from .zip_form import fault_of_name
from .zips import Archive

FULL, DELTA, CONTENT = "full", "delta", "content"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class About:
    """What all packs of one release say: the library, the version and its day, and what changed, as a page and as JSON."""

    library: str
    version: str
    on: str
    notes: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: its folder, its manifest as bytes and as a tree."""

    folder: Path
    manifest: bytes
    tree: Tree

    @classmethod
    def of(cls, folder: Path) -> Site:
        """Return the site in a folder."""
        manifest = (folder / MANIFEST).read_bytes()
        return cls(folder, manifest, trees.parse(manifest))


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack about to be written: ``text`` is its ``pack.json``, ``members`` all the rest but the signatures."""

    kind: str
    since: str
    text: bytes
    tree: str
    members: Mapping[str, zips.Source]
    sizes: Mapping[str, int] = field(default_factory=dict)

    @property
    def target(self) -> str:
        """The path under which ``pack.json`` is signed."""
        return f"pack/{self.since or self.kind}.json"

    def write(self, path: Path, metadata: Mapping[str, bytes], each: Callable[[int, int], None] | None = None) -> None:
        """Write the pack to a new file, with the signatures given."""
        signed = {f"metadata/{name}": data for name, data in metadata.items()}
        with path.open("xb") as stream:
            zips.write(stream, {**self.members, "pack.json": self.text, **signed}, each)


def full(about: About, site: Site) -> Pack:
    """Return the pack of a whole release."""
    members: dict[str, zips.Source] = {f"site/{path}": site.folder / path for path in site.tree.files}
    entries = {f"site/{path}": entry for path, entry in site.tree.files.items()}
    members[f"site/{MANIFEST}"], entries[f"site/{MANIFEST}"] = site.manifest, _entry(site.manifest)
    return _pack(about, FULL, members, entries, tree=site.tree.root, manifest=site.manifest)


def delta(about: About, site: Site, since: str, old: Archive) -> Pack:
    """Return the pack that leads from an earlier release, whose full pack is ``old``. Raises ``ContentError`` when that is damaged."""
    before_manifest = old.read(f"site/{MANIFEST}", trees.MAX_BYTES)
    try:
        before = trees.parse(before_manifest)
    except trees.ManifestError as error:
        raise ContentError(f"版本 {since} 的完整包里，文件清单损坏了。", "把这个包移走，或从备份里恢复它。") from error
    changed = [path for path, entry in site.tree.files.items() if before.files.get(path) != entry]
    members: dict[str, zips.Source] = {}
    entries: dict[str, trees.Entry] = {}
    patched: dict[str, dict[str, str]] = {}

    def take(path: str, new: Callable[[], bytes], size: int, was: str, now: str) -> None:
        parts = _patch(old, path, new, size) if was else None
        if parts is None:
            members[f"site/{path}"], entries[f"site/{path}"] = new, trees.Entry(size, now)
            return
        patched[path] = {"before": was, "after": now}
        for top, data in zip(("patch", "data"), parts, strict=True):
            members[f"{top}/{path}"], entries[f"{top}/{path}"] = data, _entry(data)

    for path in changed:
        was = before.files.get(path)
        take(path, (site.folder / path).read_bytes, site.tree.files[path].size, was.sha256 if was else "", site.tree.files[path].sha256)
    if site.manifest != before_manifest:
        take(MANIFEST, lambda: site.manifest, len(site.manifest), _hash(before_manifest), _hash(site.manifest))
    removed = sorted(path for path in before.files if path not in site.tree.files)
    return _pack(
        about, DELTA, members, entries, since=since, removed=removed, patched=patched, tree=site.tree.root, manifest=site.manifest,
        tree_before=before.root, manifest_before=_hash(before_manifest),
    )


def content(about: About, files: Mapping[str, zips.Source], entries: Mapping[str, trees.Entry]) -> Pack:
    """Return the pack of the library as source, for libraries that build on it."""
    return _pack(
        about, CONTENT, {f"content/{path}": source for path, source in files.items()},
        {f"content/{path}": entry for path, entry in entries.items()}, tree=trees.tree_of(entries).root,
    )


def unfit(paths: Mapping[str, object]) -> list[str]:
    """Return the content paths that no pack can hold."""
    return [path for path in sorted(paths) if fault_of_name(f"content/{path}")]


def _patch(old: Archive, path: str, new: Callable[[], bytes], size: int) -> tuple[bytes, bytes] | None:
    """Return patch and data for a changed file; ``None`` where the whole file travels lighter."""
    if max(size, old.members[f"site/{path}"].size) > patches.LARGEST:
        return None
    made = new()
    patch, data = patches.make(old.read(f"site/{path}"), made)
    return (patch, data) if patches.worth(made, patch, data) else None


def _pack(
    about: About, kind: str, members: dict[str, zips.Source], entries: dict[str, trees.Entry], *, tree: str, since: str = "",
    removed: list[str] | None = None, patched: Mapping[str, Mapping[str, str]] | None = None, manifest: bytes = b"",
    tree_before: str = "", manifest_before: str = "",
) -> Pack:
    members |= about.notes
    entries |= {name: _entry(data) for name, data in about.notes.items()}
    facts: dict[str, Any] = {
        "format": _FORMAT, "kind": kind, "library": about.library, "version": about.version, "from": since, "on": about.on,
        "tree": {"before": tree_before, "after": tree},
        "manifest": {"before": manifest_before, "after": _hash(manifest) if manifest else ""},
        "members": {name: {"size": entry.size, "sha256": entry.sha256} for name, entry in entries.items()},
        "removed": removed or [], "patched": patched or {},
    }
    text = canonical(facts)
    lines = {name: entry.sha256 for name, entry in entries.items()} | {"pack.json": _hash(text)}
    members["SHA256SUMS"] = sums(lines)
    return Pack(kind, since, text, tree, members, {name: entry.size for name, entry in entries.items()})


def canonical(value: object) -> bytes:
    """Return JSON in the one way in which it is written here."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def sums(hashes: Mapping[str, str]) -> bytes:
    """Return the lines that ``sha256sum -c`` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items())).encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _entry(data: bytes) -> trees.Entry:
    return trees.Entry(len(data), _hash(data))
