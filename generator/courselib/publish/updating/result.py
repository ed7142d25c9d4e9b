"""What a site is after an update: which files stay, which come from the pack and how, known before anything is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..packs import patches, trees
from ..packs.facts import MANIFEST, refused
from ..packs.reading import DATA, PATCH, SITE, Pack
from .standing import RELEASE, Standing, read_release

_LENGTHS = re.compile(rb"^(?:copy|add) [0-9]{1,12} ([0-9]{1,12})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Result:
    """The site after an update. ``kept`` are paths of files that stay, ``whole`` and ``patched`` those of files that are written."""

    manifest: bytes
    tree: trees.Tree
    kept: tuple[str, ...]
    whole: tuple[str, ...]
    patched: tuple[str, ...]

    def written(self) -> int:
        """Return how many bytes are written, besides files that may have to be copied."""
        return len(self.manifest) + sum(self.tree.files[path].size for path in (*self.whole, *self.patched))


def result_of(pack: Pack, standing: Standing | None) -> Result:
    """Return what a pack, whose bytes were verified, makes of a site. Raises ``RefusedPackError`` where the two do not add up."""
    facts = pack.facts
    before: Mapping[str, trees.Entry] = standing.tree.files if facts.since and standing and standing.tree else {}
    manifest = _new(pack, MANIFEST, standing.manifest if standing else b"", None)
    try:
        tree = trees.parse(manifest)
    except trees.ManifestError as error:
        raise refused("里面的文件清单 manifest.json 不合格式") from error
    if hashlib.sha256(manifest).hexdigest() != facts.manifest.after or tree.root != facts.tree.after:
        raise refused("里面的文件清单 manifest.json 不是 pack.json 说的那一份")
    whole = tuple(path for path in tree.files if SITE + path in facts.members)
    patched = tuple(path for path in tree.files if path in facts.patched)
    kept = tuple(path for path in tree.files if SITE + path not in facts.members and path not in facts.patched)
    _judge_sources(pack, tree, before, kept)
    extra = {name.removeprefix(SITE) for name in facts.members if name.startswith(SITE)} | set(facts.patched)
    for path in sorted(extra - set(tree.files) - {MANIFEST}):
        raise refused(f"里面的 {path} 不在新站点的文件清单里")
    if set(facts.removed) != set(before) - set(tree.files):
        raise refused("说要删去的文件与新旧两份文件清单对不上")
    _judge_release(pack, tree, standing)
    return Result(manifest, tree, kept, whole, patched)


def _judge_sources(pack: Pack, tree: trees.Tree, before: Mapping[str, trees.Entry], kept: tuple[str, ...]) -> None:
    """Refuse a pack when a file of the new site would not be what the new manifest says."""
    for path in kept:
        if before.get(path) != tree.files[path]:
            raise refused(f"新站点要有 {path}，里面没有它")
    for path, entry in tree.files.items():
        if pack.facts.members.get(SITE + path, entry) != entry:
            raise refused(f"里面的 {path} 与新站点的文件清单对不上")
        change = pack.facts.patched.get(path)
        if change and (path not in before or (change.before, change.after) != (before[path].sha256, entry.sha256)):
            raise refused(f"对 {path} 的修改与新旧两份文件清单对不上")


def _judge_release(pack: Pack, tree: trees.Tree, standing: Standing | None) -> None:
    """Refuse a pack whose site says that it is another release."""
    if RELEASE not in tree.files:
        raise refused(f"新站点里没有 {RELEASE}")
    old = (standing.folder / RELEASE).read_bytes() if standing and RELEASE in pack.facts.patched else b""
    told = read_release(_new(pack, RELEASE, old, tree.files[RELEASE].size))
    if told != (pack.facts.library, pack.facts.version):
        raise refused(f"新站点的 {RELEASE} 与 pack.json 说的不是同一个版本")


def _new(pack: Pack, path: str, old: bytes, size: int | None) -> bytes:
    """Return a file of the new site that comes with the pack."""
    return patched(pack, path, old, size) if path in pack.facts.patched else pack.read(SITE + path)


def patched(pack: Pack, path: str, old: bytes, size: int | None) -> bytes:
    """Return a file as patched by a pack. Raises ``RefusedPackError`` or ``RefusedPatchError``."""
    change = pack.facts.patched[path]
    if hashlib.sha256(old).hexdigest() != change.before:
        raise refused(f"对 {path} 的修改不是从站点现有的那一份开始的")
    patch = pack.read(PATCH + path)
    length = sum(int(found[1]) for found in _LENGTHS.finditer(patch)) if size is None else size
    if length > trees.MAX_BYTES:
        raise refused(f"里面的 {path} 太大")
    new = patches.apply(old, patch, pack.read(DATA + path), length)
    if hashlib.sha256(new).hexdigest() != change.after:
        raise refused(f"对 {path} 的修改做不出说好的那一份")
    return new
