"""A commit's files in a folder: only what differs is touched, and whatever was left there does not stay."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from courselib.publish.receiving import laying
from courselib.publish.receiving.laying import lay
from courselib.publish.receiving.repository import Repository
from courselib.publish.receiving.tree import Blob, read_tree
from courselib.runtime.errors import SystemFault

from ..support.sites import files_of
from .server import Author, Server
from .test_names import repository

FILES = {"mkdocs.yml": b"a", "content/plan.yml": b"\r\n\0\xff", "content/courses/a/one.md": b"1", "content/courses/a/two.md": b"22",
         "content/media/x/pic.png": b"png"}


@pytest.fixture
def author(tmp_path: Path) -> Author:
    """Somebody with a few files."""
    made = Author.make(tmp_path / "author", Server(tmp_path, tmp_path / "www", tmp_path))
    for path, data in FILES.items():
        made.put(path, data)
    return made


def blobs_of(author: Author) -> tuple[Repository, dict[str, Blob]]:
    found = repository(author)
    return found, read_tree(found, author.commit()).blobs


def content_of(folder: Path) -> dict[str, bytes]:
    return {p: d for p, d in files_of(folder).items() if p.startswith("content/") or p == "mkdocs.yml"}


def test_only_what_differs_is_written(author: Author, tmp_path: Path) -> None:
    """Written once, then not at all; one edit, one file; what is gone goes, empty folders too; the cache beside stays."""
    place = tmp_path / "place"
    (place / ".courselib").mkdir(parents=True)
    (place / ".courselib/kept").write_bytes(b"kept")
    assert lay(*blobs_of(author), place) == len(FILES)
    assert content_of(place) == FILES
    assert lay(*blobs_of(author), place) == 0
    before = os.lstat(place / "content/courses/a/one.md")
    author.put("content/courses/a/one.md", b"9")
    (author.folder / "content/media/x/pic.png").unlink()
    assert lay(*blobs_of(author), place) == 1
    assert content_of(place) == {p: b"9" if p.endswith("one.md") else d for p, d in FILES.items() if not p.endswith("pic.png")}
    assert not (place / "content/media").exists()
    assert os.lstat(place / "content/courses/a/one.md").st_mtime_ns != before.st_mtime_ns
    assert (place / ".courselib/kept").read_bytes() == b"kept"


def test_a_file_becomes_a_folder_and_back(author: Author, tmp_path: Path) -> None:
    place = tmp_path / "place"
    lay(*blobs_of(author), place)
    (author.folder / "content/courses/a/one.md").unlink()
    author.put("content/courses/a/one.md/deep.md", b"deep")
    lay(*blobs_of(author), place)
    assert (place / "content/courses/a/one.md/deep.md").read_bytes() == b"deep"
    (author.folder / "content/courses/a/one.md/deep.md").unlink()
    (author.folder / "content/courses/a/one.md").rmdir()
    author.put("content/courses/a/one.md", b"1")
    lay(*blobs_of(author), place)
    assert content_of(place) == FILES


@pytest.mark.parametrize("damage", ["edited", "same size", "gone", "stray", "link", "folder link", "content link", "notes gone",
                                    "notes cut", "notes other", "settings link"])
def test_whatever_was_done_to_the_folder(damage: str, author: Author, tmp_path: Path) -> None:
    """Files edited, removed, added or replaced by links, notes damaged: laid again it is as committed, and nothing outside is touched."""
    place, outside = tmp_path / "place", tmp_path / "outside"
    outside.mkdir()
    (outside / "one.md").write_bytes(b"mine")
    lay(*blobs_of(author), place)
    one, notes = place / "content/courses/a/one.md", place / "laid.json"
    if damage in ("edited", "same size"):
        one.write_bytes(b"longer" if damage == "edited" else b"2")
    elif damage == "stray":
        for path in ("content/courses/b/evil.md", "content/evil", "content/courses/a/three.md"):
            (place / path).parent.mkdir(exist_ok=True)
            (place / path).write_bytes(b"evil")
    elif damage in ("link", "settings link", "gone"):
        target = place / "mkdocs.yml" if damage.startswith("settings") else one
        target.unlink()
        if damage != "gone":
            target.symlink_to(outside / "one.md")
    elif damage.endswith("link"):
        target = place / "content" if damage.startswith("content") else one.parent
        target.rename(tmp_path / "moved")
        target.symlink_to(outside if damage.startswith("folder") else tmp_path / "moved")
    elif damage == "notes gone":
        notes.unlink()
    elif damage == "notes cut":
        notes.write_bytes(notes.read_bytes()[:40])
    else:
        notes.write_text(json.dumps(["x"]), encoding="utf-8")
    lay(*blobs_of(author), place)
    assert content_of(place) == FILES
    assert not any(p.is_symlink() for p in place.rglob("*"))
    assert files_of(outside) == {"one.md": b"mine"}


def test_killed_half_way(author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a stop at any file the next call makes it whole."""
    place = tmp_path / "place"
    lay(*blobs_of(author), place)
    wanted = {path: data + b" changed" for path, data in FILES.items()}
    for path, data in wanted.items():
        author.put(path, data)
    found = blobs_of(author)
    write = laying._write
    for number in range(len(FILES)):
        left = [number]

        def stopped(*words: Any, left: list[int] = left) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return write(*words)

        with monkeypatch.context() as patch:
            patch.setattr(laying, "_write", stopped)
            with pytest.raises(KeyboardInterrupt):
                lay(*found, place)
    lay(*found, place)
    assert content_of(place) == wanted


def test_a_full_disk_and_a_missing_object(author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told before a byte is written; and a repository that lost a file's bytes is told of, not waited for."""
    found, blobs = blobs_of(author)
    with pytest.raises(SystemFault, match="缺少一个文件的内容"):
        lay(found, blobs | {"content/plan.yml": Blob("1" * 40, 4)}, tmp_path / "place")
    with pytest.raises(SystemFault, match="缺少一个文件的内容"):
        lay(found, blobs | {"content/plan.yml": Blob(blobs["content/plan.yml"].id, 5)}, tmp_path / "place")
    monkeypatch.setattr(laying, "_SPARE", 2**62)
    with pytest.raises(SystemFault, match="磁盘空间不够"):
        lay(found, blobs, tmp_path / "other")
    assert content_of(tmp_path / "other") == {}
