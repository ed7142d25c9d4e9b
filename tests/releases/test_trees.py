"""The manifest: one text for one site, one hash for all of it, and nothing else read as one."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.publish.packs.trees import MANIFEST, Entry, ManifestError, Tree, differences, manifest_of, parse, tree_of

from ..support.library import REPOSITORY

VECTOR = json.loads((REPOSITORY / "tests/vectors/manifest/trees.json").read_text(encoding="utf-8"))

_NAMES = st.text("abAB01.-_ '\"", min_size=1, max_size=6).filter(lambda n: n[-1] not in ". " and n.isascii())
_PATHS = st.lists(_NAMES, min_size=1, max_size=4).map("/".join)
_ENTRIES = st.builds(Entry, st.integers(0, 1 << 40), st.binary(max_size=3).map(lambda b: hashlib.sha256(b).hexdigest()))


def _apart(paths: dict[str, Entry]) -> bool:
    """Tell whether no two names of files and folders are one on some system."""
    folders = {"/".join(path.split("/")[:n]) for path in paths for n in range(1, path.count("/") + 1)}
    tops = {path.partition("/")[0] for path in paths}
    return len({p.lower() for p in (*paths, *folders)}) == len(paths) + len(folders) and not tops & {MANIFEST, "release"}


SITES = st.dictionaries(_PATHS, _ENTRIES, max_size=12).filter(_apart)


@given(SITES)
def test_a_manifest_is_read_as_what_it_was_made_of(files: dict[str, Entry]) -> None:
    """Reading the text gives the same tree, in whatever order the files came, and every file has a line."""
    tree = tree_of(files)
    text = manifest_of(tree)
    assert parse(text) == tree
    assert manifest_of(tree_of(dict(reversed(files.items())))) == text
    assert json.loads(text)["files"] == {path: {"sha256": e.sha256, "size": e.size} for path, e in files.items()}
    assert sum(line.startswith(b'"') and b'"size"' in line for line in text.split(b"\n")) == len(files)


@given(SITES, st.data())
def test_any_other_file_gives_another_hash(files: dict[str, Entry], data: st.DataObject) -> None:
    """A change of bytes, a new name, a file more or less: the hash of all changes, and those of the folders above, and no other's."""
    before = tree_of(files)
    path = data.draw(st.sampled_from(sorted(files)) if files else _PATHS)
    changed = files | {path: Entry(1, hashlib.sha256(b"another").hexdigest())}
    if not _apart(changed):
        return
    after = tree_of(changed)
    assert after.root != before.root
    for folder, digest in after.folders.items():
        assert (before.folders.get(folder) == digest) == (not path.startswith(f"{folder}/"))
    without = {p: e for p, e in files.items() if p != path}
    assert tree_of(without).root not in (after.root, before.root if path in files else "")


@given(SITES, st.data())
def test_a_manifest_with_a_changed_byte_is_none(files: dict[str, Entry], data: st.DataObject) -> None:
    """A text is read only when it is, to the last byte, what its files give."""
    text = bytearray(manifest_of(tree_of(files)))
    at = data.draw(st.integers(0, len(text) - 1))
    text[at] = data.draw(st.integers(0, 255).filter(lambda byte: byte != text[at]))
    try:
        read = parse(bytes(text))
    except ManifestError:
        return
    # What is left is another true manifest: sizes stand in no hash of the tree, but in the manifest's own, which is what is signed.
    assert manifest_of(read) == text
    assert {path: entry.sha256 for path, entry in read.files.items()} == {path: entry.sha256 for path, entry in files.items()}


@pytest.mark.parametrize("case", VECTOR["manifests"], ids=lambda case: str(case["name"]))
def test_manifests_as_the_browser_reads_them(case: dict[str, Any]) -> None:
    """The same files give the same text here and in the page that verifies a copy."""
    files = {path: Entry(facts["size"], facts["sha256"]) for path, facts in case["files"].items()}
    tree = tree_of(files)
    assert manifest_of(tree).decode() == case["text"]
    assert (dict(tree.folders), tree.root) == (case["folders"], case["tree"])
    assert parse(case["text"].encode()) == tree


@pytest.mark.parametrize("case", VECTOR["refused"], ids=lambda case: str(case["name"]))
def test_what_is_no_manifest(case: dict[str, str]) -> None:
    """Each text is refused, here and in the page."""
    with pytest.raises(ManifestError):
        parse(case["text"].encode())


def test_many_folders_in_a_short_text() -> None:
    """Folders that no line names are not followed far."""
    files = {"/".join(["a"] * 60 + [str(n)]): {"sha256": "0" * 64, "size": 0} for n in range(1000)}
    with pytest.raises(ManifestError, match="without hash"):
        parse(json.dumps({"files": files, "folders": {}, "tree": ""}).encode())


def _site(folder: Path) -> Tree:
    files = {"index.html": b"<p>", "courses/a.html": b"a", "courses/b.html": b"b", "data/v1/x.json": b"{}"}
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    tree = tree_of({path: Entry(len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()})
    (folder / MANIFEST).write_bytes(manifest_of(tree))
    return tree


def test_a_folder_is_held_against_its_manifest(tmp_path: Path) -> None:
    """Missing, changed and extra files are told; what speaks of the site as a whole is no part of it."""
    tree = _site(tmp_path)
    (tmp_path / "release").mkdir()
    (tmp_path / "release" / "root.json").write_bytes(b"{}")
    assert not differences(tree, tmp_path)
    (tmp_path / "index.html").unlink()
    (tmp_path / "courses" / "a.html").write_bytes(b"A")  # as long as before
    (tmp_path / "courses" / "release").write_bytes(b"")
    found = differences(tree, tmp_path)
    assert (found.missing, found.changed, found.extra) == (["index.html"], ["courses/a.html"], ["courses/release"])


def test_a_link_is_no_file(tmp_path: Path) -> None:
    """What a link leads to may be right today and another tomorrow."""
    tree = _site(tmp_path)
    (tmp_path / "courses").rename(tmp_path / "elsewhere")
    (tmp_path / "courses").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "index.html").rename(tmp_path / "first")
    (tmp_path / "index.html").symlink_to(tmp_path / "first")
    found = differences(tree, tmp_path)
    assert found.changed == ["index.html"]
    assert found.missing == ["courses/a.html", "courses/b.html"]
    assert found.extra == ["courses", "elsewhere/a.html", "elsewhere/b.html", "first"]
