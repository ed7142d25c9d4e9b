"""The files of a content pack: a library as source, for libraries that build on it. Drafts stay at home."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ...content.files import MEDIA_FOLDER, read_bytes
from ...content.loading import Loaded
from ...library import upstream
from ...library.source import MAX_TEXT_BYTES
from ...runtime.errors import SystemFault
from ...runtime.litter import is_litter
from ..packs import zips
from ..packs.trees import Entry, entry_of

#: Pictures of the shipped guide: every library has them.
_SHIPPED = f"{MEDIA_FOLDER}/guide/"
_READ = (".md", ".yml", ".json")


def content_files(loaded: Loaded) -> tuple[dict[str, zips.Source], dict[str, Entry]]:
    """Return what a content pack holds by content path, with sizes and hashes. Raises ``SystemFault`` when a file cannot be read."""
    sources: dict[str, zips.Source] = {}
    entries: dict[str, Entry] = {}
    try:
        for path, result in sorted(loaded.results.items()):
            if result.kind == "page" or path.startswith(_SHIPPED) or (result.values or {}).get("status") == "draft":
                continue
            if result.kind == "media":
                sources[path], entries[path] = loaded.root / path, entry_of(loaded.root / path)
            else:
                _take(loaded.root, path, sources, entries)
        for path in more_files(loaded.root):
            if path not in sources:
                _take(loaded.root, path, sources, entries)
    except OSError as error:
        raise SystemFault(f"内容文件读不出来（{error.strerror}），没有发布。", "再试一次。") from error
    return sources, entries


def more_files(root: Path) -> list[str]:
    """Return the content paths of what says how upstream libraries are used, and of their copies whole: what is read of them is theirs."""
    found = [root / upstream.UPSTREAM_FILE, *(root / upstream.OVERLAYS).rglob("*.yml")]
    found += [p for p in (root / upstream.FOLDER).rglob("*") if p.suffix in _READ]
    paths = {p: p.relative_to(root) for p in found if p.is_file() and not p.is_symlink()}
    return sorted(path.as_posix() for path in paths.values() if not any(map(is_litter, path.parts)))


def _take(root: Path, path: str, sources: dict[str, zips.Source], entries: dict[str, Entry]) -> None:
    data = read_bytes(root, path, MAX_TEXT_BYTES)
    sources[path], entries[path] = data, Entry(len(data), hashlib.sha256(data).hexdigest())
