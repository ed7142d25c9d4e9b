"""What a site is made of as a whole: ``manifest.json``, with one hash for every folder and one for all.

The text is canonical: equal sites have equal manifests to the last byte, one line a file, so that a change of one file changes
a line or two. The browser's twin is ``theme/scripts/verify``; both are held against ``tests/vectors/manifest``.

A folder's hash is the SHA-256 of a line for each of its entries: ``NAME HASH`` for a file, ``NAME/ HASH`` for a folder, in the
order of what stands before the space.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...runtime.paths import is_plain

MANIFEST = "manifest.json"
#: What travels with a site and speaks of it stands in no manifest: signatures cannot sign themselves.
RELEASE_FOLDER = "release"
#: No site that this tool makes comes near these.
MAX_BYTES = 64 << 20
MAX_FILES = 200_000
MAX_PATH = 140
_HASH = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20


class ManifestError(ValueError):
    """A text is no manifest, or not the manifest of what it lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a site: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a site by path, the hashes of its folders, and the one hash of all."""

    files: Mapping[str, Entry]
    folders: Mapping[str, str]
    root: str


@dataclass(frozen=True, slots=True)
class Differences:
    """How a folder on disk differs from a manifest; each is a sorted list of paths."""

    missing: list[str]
    changed: list[str]
    extra: list[str]

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.extra)


def tree_of(files: Mapping[str, Entry]) -> Tree:
    """Return the tree of files by path."""
    entries: dict[str, dict[str, str]] = {"": {}}
    for path, entry in files.items():
        folder, _, name = path.rpartition("/")
        _lines_of(folder, entries)[name] = entry.sha256
    folders: dict[str, str] = {}
    for folder in sorted(entries, key=lambda path: (path != "", path.count("/")), reverse=True):  # the deepest first, the root last
        text = "".join(f"{name} {digest}\n" for name, digest in sorted(entries[folder].items()))
        folders[folder] = digest = hashlib.sha256(text.encode()).hexdigest()
        if folder:
            above, _, name = folder.rpartition("/")
            entries[above][f"{name}/"] = digest
    root = folders.pop("")
    return Tree({path: files[path] for path in sorted(files)}, dict(sorted(folders.items())), root)


def _lines_of(folder: str, entries: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the entries of a folder so far; it and all above it are begun where they were not."""
    if folder not in entries:
        entries[folder] = {}
        _lines_of(folder.rpartition("/")[0], entries)
    return entries[folder]


def manifest_of(tree: Tree) -> bytes:
    """Return the text of ``manifest.json``."""
    files = ",\n".join(f'{_quoted(path)}:{{"sha256":"{e.sha256}","size":{e.size}}}' for path, e in tree.files.items())
    folders = ",\n".join(f'{_quoted(path)}:"{digest}"' for path, digest in tree.folders.items())
    return f'{{"files":{{\n{files}\n}},\n"folders":{{\n{folders}\n}},\n"tree":"{tree.root}"}}\n'.encode()


def _quoted(path: str) -> str:
    return f'"{path}"' if path.isascii() and '"' not in path and "\\" not in path and path.isprintable() else json.dumps(path)


def parse(data: bytes) -> Tree:
    """Return what a manifest says. Raises ``ManifestError`` for a text that ``manifest_of`` would not write."""
    files, listed = _read(data)
    try:
        entries = {path: Entry(facts["size"], facts["sha256"]) for path, facts in files.items()}
    except (TypeError, KeyError) as error:
        raise ManifestError("a file without size or hash") from error
    names: set[str] = set()
    for path, entry in entries.items():
        if len(path) > MAX_PATH or not path.isascii() or not is_plain(path) or path.partition("/")[0] in (MANIFEST, RELEASE_FOLDER):
            raise ManifestError("a path that no site has")
        if type(entry.size) is not int or not 0 <= entry.size < 1 << 53:
            raise ManifestError("a size that is none")
        if not isinstance(entry.sha256, str) or not _HASH.fullmatch(entry.sha256):
            raise ManifestError("a hash that is none")
        names.add(path.lower())
    folders = _folders_of(entries, most=listed)
    names |= {folder.lower() for folder in folders}
    if len(names) < len(entries) + len(folders):
        raise ManifestError("two names that some systems take for one")
    tree = tree_of(entries)
    if manifest_of(tree) != data:  # another spelling, order or key, or a hash that is not the folder's
        raise ManifestError("not the manifest of its files")
    return tree


def _read(data: bytes) -> tuple[dict[str, dict[str, Any]], int]:
    """Return the files that a text names, and how many folders."""
    if len(data) > MAX_BYTES:
        raise ManifestError("too large")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ManifestError("no JSON") from error
    if not isinstance(value, dict):
        raise ManifestError("no list of files")
    files, folders = value.get("files"), value.get("folders")
    if not isinstance(files, dict) or not isinstance(folders, dict) or len(files) > MAX_FILES:
        raise ManifestError("no list of files")
    return files, len(folders)


def _folders_of(paths: Iterable[str], most: int) -> set[str]:
    """Return the folders in which files lie, at most so many: a short text can name a great many."""
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
        if len(folders) > most:
            raise ManifestError("a folder without hash")
    return folders


def differences(tree: Tree, folder: Path) -> Differences:
    """Hold a folder against a tree, byte by byte. A link stands for no file. Raises ``OSError`` for what cannot be read."""
    found = dict(_walk(folder, ""))
    missing = [path for path in tree.files if path not in found]
    extra = sorted(path for path in found if path not in tree.files)
    changed = [path for path, entry in tree.files.items() if path in found and not is_entry(folder / path, entry)]
    return Differences(missing, changed, extra)


def is_entry(place: Path, entry: Entry) -> bool:
    """Tell whether a file has the size and the bytes of an entry; a link never has. Raises ``OSError``."""
    if place.is_symlink() or place.stat().st_size != entry.size:
        return False
    return entry_of(place) == entry


def entry_of(place: Path) -> Entry:
    """Return size and hash of a file on disk. Raises ``OSError``, also for a link."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        while block := stream.read(_BLOCK):
            size += len(block)
            digest.update(block)
    return Entry(size, digest.hexdigest())


def _walk(folder: Path, below: str) -> Iterator[tuple[str, None]]:
    """Yield the files of a site's folder but those that stand in no manifest; links are told as files."""
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    for entry in entries:
        path = f"{below}{entry.name}"
        if path in (MANIFEST, RELEASE_FOLDER):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(folder / entry.name, f"{path}/")
        else:
            yield path, None
