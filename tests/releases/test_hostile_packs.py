"""Packs that are forged, old or mixed, most of them signed by the right key: each is refused, and nothing on disk is touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from courselib.publish.signing.signatures import verify

from ..cli.conftest import Run
from ..support.packs import Files, Keys, canonical, delta, digest, full, manifest_of, released, resigned, zipped
from .hostile import GOOD, OTHER, PATCHED, RAW, refused, standing
from .hosts import FIRST, KEYS, SECOND, THIRD, some_files, update

__all__ = ["standing"]


def told(**other: Any) -> Callable[[], Files]:
    """Return what makes a pack whose ``pack.json`` says something else, signed by the right key."""
    return lambda: resigned(GOOD | {"pack.json": canonical(json.loads(GOOD["pack.json"]) | other)}, KEYS, 2, SECOND["manifest.json"])


def text(change: Callable[[bytes], bytes]) -> Callable[[], Files]:
    """Return what makes a pack whose ``pack.json`` has other bytes, signed by the right key."""
    return lambda: resigned(GOOD | {"pack.json": change(GOOD["pack.json"])}, KEYS, 2, SECOND["manifest.json"], told_as=GOOD["pack.json"])


def members_told(change: Callable[[dict[str, Any]], object]) -> Callable[[], Files]:
    """Return what makes a pack whose ``pack.json`` tells other members than there are."""

    def made() -> Files:
        value = json.loads(GOOD["pack.json"])
        change(value["members"])
        return resigned(GOOD | {"pack.json": canonical(value)}, KEYS, 2, SECOND["manifest.json"])

    return made


def new_site(**changes: bytes | None) -> Files:
    """Return the second release with another manifest, or other files that the manifest knows."""
    site = {path: data for path, data in SECOND.items() if path != "manifest.json"}
    for path, data in changes.items():
        site.pop(path, None)
        if data is not None:
            site[path] = data
    return site | {"manifest.json": manifest_of(site)[0]}


def repacked(change: Callable[[Files], Mapping[str, bytes]]) -> Callable[[], Files]:
    """Return what makes a pack whose own bytes were changed before it was closed and signed by the right key."""

    def made() -> Files:
        value = json.loads(GOOD["pack.json"])
        members = dict(change({name: GOOD[name] for name in value["members"]}))
        value["members"] = {name: {"size": len(data), "sha256": digest(data)} for name, data in members.items()}
        return resigned({**members, "pack.json": canonical(value)}, KEYS, 2, SECOND["manifest.json"])

    return made


def manifest(change: Callable[[bytes], bytes]) -> Callable[[], Files]:
    """Return what makes a full pack whose manifest has other bytes, and which is true to them otherwise."""

    def made() -> Files:
        site = SECOND | {"manifest.json": change(SECOND["manifest.json"])}
        value = json.loads(full(SECOND)["pack.json"])
        value["manifest"]["after"] = digest(site["manifest.json"])
        name = "site/manifest.json"
        value["members"][name] = {"size": len(site["manifest.json"]), "sha256": digest(site["manifest.json"])}
        members = full(SECOND) | {name: site["manifest.json"], "pack.json": canonical(value)}
        return resigned(members, KEYS, 2, site["manifest.json"])

    return made


def lying(site: Files, **other: Any) -> Callable[[], Files]:
    """Return what makes a full pack of a site that should not be, by the right key."""
    return lambda: full(site, KEYS, 2, **other)


def mixed(*names: str) -> Callable[[], Files]:
    """Return what makes a pack with some of its signatures from another release by the same key."""
    later = delta(SECOND, THIRD, KEYS, 3, PATCHED)
    return lambda: GOOD | {f"metadata/{name}.json": later[f"metadata/{name}.json"] for name in names}


def by(keys: Keys, signers: int | None = None, number: int = 2) -> Files:
    """Return the good pack with signatures of these keys."""
    targets = {"pack/1.0.json": GOOD["pack.json"], "manifest.json": SECOND["manifest.json"]}
    return {n: d for n, d in GOOD.items() if not n.startswith("metadata/")} | keys.metadata(number, targets, keys.signers[:signers])


ROOT = KEYS.roots[1]
PATCH = "patch/courses/c014.html"
PACKS: dict[str, Callable[[], Files]] = {
    # Who signed.
    "unsigned": lambda: {name: data for name, data in GOOD.items() if not name.startswith("metadata/")},
    "a stranger": lambda: by(OTHER),
    "a stranger with the true root": lambda: by(OTHER) | {"metadata/root.json": ROOT, "metadata/1.root.json": ROOT},
    "a stranger's next root": lambda: by(Keys([b"two"], roots={1: ROOT, 2: OTHER.roots[1]})),
    "a next root that is broken": lambda: by(
        Keys([b"two"], roots={1: ROOT, 2: Keys([b"one"]).rotated(b"two").roots[2].replace(b'"sig"', b'"sog"', 1)})),
    "nobody": lambda: by(KEYS, 0),
    "no root": lambda: {name: data for name, data in GOOD.items() if "root" not in name},
    "no timestamp": lambda: {name: data for name, data in GOOD.items() if "timestamp" not in name},
    "no snapshot": lambda: {name: data for name, data in GOOD.items() if "snapshot" not in name},
    "no targets": lambda: {name: data for name, data in GOOD.items() if "targets" not in name},
    "metadata that is none": lambda: GOOD | {"metadata/targets.json": b"{}"},
    "metadata in another's place": lambda: GOOD | {"metadata/targets.json": GOOD["metadata/snapshot.json"]},
    "deep metadata": lambda: GOOD | {"metadata/targets.json": b"[" * 100_000},
    **{f"{names} of another release": mixed(*names.split()) for names in (
        "targets", "snapshot", "timestamp", "targets snapshot", "snapshot timestamp", "targets snapshot timestamp", "targets timestamp")},
    "members of another release": lambda: delta(SECOND, THIRD, KEYS, 3) | {n: d for n, d in GOOD.items() if n.startswith("metadata/")},
    "pack.json of another release": lambda: GOOD | {"pack.json": delta(FIRST, THIRD, KEYS, 3)["pack.json"]},
    "a page of another release": lambda: GOOD | {"site/index.html": THIRD["index.html"]},
    "a signed pack of another kind": lambda: resigned(GOOD, None, 2, b"") | full(SECOND, KEYS, 2) | {"pack.json": GOOD["pack.json"]},
    "another manifest signed": lambda: resigned(GOOD, KEYS, 2, THIRD["manifest.json"]),
    # Versions, libraries.
    "an older full pack": lying(released("0.9", some_files(0))),
    "an older delta": lambda: delta(released("0.8", some_files(0)), released("0.9", some_files(1)), KEYS, 2),
    "the same version": lying(FIRST),
    "a delta from the same version to itself": lambda: delta(FIRST, SECOND, KEYS, 2, version="1.0"),
    "a delta from later": lambda: delta(SECOND, THIRD, KEYS, 3),
    "another library": lying(released("1.1", some_files(2), library="another")),
    "another library in pack.json": told(library="another"),
    "another version in pack.json": told(version="1.2"),
    "the same start with other files": lambda: delta(released("1.0", some_files(3)), SECOND, KEYS, 2),
    "a release of another version": lying(SECOND, version="1.5"),
    "a release without release.json": lying(new_site(**{"release.json": None}) | {"release.json": SECOND["release.json"]}),
    "a content pack": told(kind="content"),
    # What pack.json says.
    **{f"{key} {value!r}"[:60]: told(**{key: value}) for key, value in [
        ("format", 2), ("format", True), ("format", "1"), ("format", 1.0), ("kind", "other"), ("kind", None), ("kind", []), ("library", ""),
        ("library", "../x"), ("library", "UPPER"), ("library", 5), ("library", "a" * 41), ("version", "01.1"),
        ("version", "1.1.1.1.1"),
        ("version", "-1"), ("version", "1.10000"), ("version", ""), ("version", None), ("version", 1.1), ("version", "../1"),
        ("version", "１.1"),
        ("from", ""), ("from", "1.1"), ("from", "2.0"), ("from", 0), ("from", None), ("on", "yesterday"), ("on", "2026-13-01"), ("on", 5),
        ("on", "20261127"), ("tree", {}), ("tree", {"before": "", "after": "x"}), ("tree", []), ("manifest", {"before": "", "after": ""}),
        ("manifest", None), ("members", []), ("members", {}), ("members", None), ("members", {"../x": {"size": 0, "sha256": "0" * 64}}),
        ("removed", None), ("removed", {}), ("removed", ["../x"]), ("removed", ["/etc/passwd"]), ("removed", ["b", "a"]),
        ("removed", ["a", "a"]),
        ("removed", ["release/root.json"]), ("removed", [5]), ("removed", ["index.html"]), ("removed", []), ("patched", []),
        ("patched", {}), ("patched", {"../x": {"before": "0" * 64, "after": "0" * 64}}), ("patched", {"x": 5}), ("more", 1),
    ]},
    "pack.json is text": text(lambda _: b"hello"),
    "pack.json is empty": text(lambda _: b""),
    "pack.json is a list": text(lambda _: b"[]\n"),
    "pack.json is deep": text(lambda _: b"[" * 200_000),
    "pack.json is not UTF-8": text(lambda data: data.replace(b"course-library", b"course-l\xff\xfebrary")),
    "pack.json with spaces": text(lambda data: data.replace(b":", b": ")),
    "pack.json with a key twice": text(lambda data: b'{"format":1,' + data[1:]),
    "pack.json with a large number": text(lambda data: data.replace(b'"format":1', b'"format":' + b"1" * 5000)),
    "pack.json with NaN": text(lambda data: data.replace(b'"format":1', b'"format":NaN')),
    "pack.json with more behind": text(lambda data: data + b"{}"),
    "a member told of that is not there": members_told(lambda m: m.update({"site/x.html": {"size": 0, "sha256": digest(b"")}})),
    "a member not told of": members_told(lambda m: m.pop("site/index.html")),
    "a member of another size": members_told(lambda m: m["site/index.html"].update(size=1)),
    "a member of another hash": members_told(lambda m: m["site/index.html"].update(sha256="0" * 64)),
    "a member with more to it": members_told(lambda m: m["site/index.html"].update(link="/etc/passwd")),
    "a negative size": members_told(lambda m: m["site/index.html"].update(size=-1)),
    "other sums": lambda: GOOD | {"SHA256SUMS": GOOD["SHA256SUMS"].replace(b"0", b"1", 1)},
    # What does not add up.
    "a page less": repacked(lambda m: {n: d for n, d in m.items() if n != "site/index.html"}),
    "a page more": repacked(lambda m: m | {"site/more.html": b"x"}),
    "a page that is none of the manifest's": repacked(lambda m: m | {"site/index.html": b"x"}),
    "another manifest": repacked(lambda m: m | {"patch/manifest.json": b"add 0 3\n", "data/manifest.json": b"{}\n"}),
    "a patch that copies too much": repacked(lambda m: m | {PATCH: b"copy 0 999999\n"}),
    "a patch that copies from nowhere": repacked(lambda m: m | {PATCH: b"copy 99999 5\n"}),
    "a patch that adds too much": repacked(lambda m: m | {PATCH: b"add 0 99999\n"}),
    "a patch that makes a bomb": repacked(lambda m: m | {PATCH: b"copy 0 300\n" * 100_000}),
    "a patch that is text": repacked(lambda m: m | {PATCH: b"rm -rf /\n"}),
    "a patch with a sign": repacked(lambda m: m | {PATCH: b"copy -5 10\n"}),
    "an empty patch": repacked(lambda m: m | {PATCH: b""}),
    "a patch of the manifest that makes a bomb": repacked(lambda m: m | {"patch/manifest.json": b"copy 0 2000\n" * 50_000}),
    "a patch without use": repacked(lambda m: m | {"patch/index.html": b"copy 0 1\n"}),
    "data without a patch": repacked(lambda m: m | {"data/index.html": b"x"}),
    "content in a delta": repacked(lambda m: m | {"content/plan.yml": b"x"}),
    "a manifest in another order": manifest(lambda data: data.replace(b"{\n", b"{ \n", 1)),
    "a manifest with another tree": manifest(lambda data: data[:-70] + b"0" * 64 + data[-6:]),
    "a manifest of nothing": manifest(lambda _: b'{"files":{\n\n},\n"folders":{\n\n},\n"tree":"' + digest(b"").encode() + b'"}\n'),
    "a manifest that is deep": manifest(lambda _: b"[" * 100_000),
    **{f"a site with {path}": lying(released("1.1", some_files(2) | {path: b"x"})) for path in (
        "../escape.html", "a\\b.html", "c:/x", "con.html", "INDEX.html", "release/root.json", "a /b", "manifest.json/x")},
}


@pytest.mark.parametrize("case", PACKS)
def test_packs_that_lie(case: str, standing: Path, cli: Run) -> None:
    """Archives of good form whose content is wrong, most of them signed by the right key: a key can be stolen or misused."""
    refused(standing, cli, zipped(PACKS[case]()))


def test_there_are_enough() -> None:
    """The systematic cases are many, and none is the good pack."""
    assert len(PACKS) >= 120
    assert all(zipped(made()) != RAW for case, made in PACKS.items() if "twice" not in case)


@pytest.mark.parametrize("harm", [
    b"", b"{}", b"null", b'{"kept":5}', b"[" * 100_000,
    b'{"kept":["../../x"],"library":"","fingerprint":"","step":{"after":"","keep":"../..","back":""}}',
    b'{"kept":["../../x"],"library":"","fingerprint":"","step":{"after":"%s","keep":"../..","back":""}}' % digest(b"").encode(),
])
def test_a_note_beside_the_site_that_was_harmed(harm: bytes, standing: Path, tmp_path: Path) -> None:
    """Whatever stands in it leads nowhere; the update goes on."""
    site = tmp_path / "site"
    update(site, standing / "first.zip", KEYS.fingerprint)
    (tmp_path / ".site.releases/state.json").write_bytes(harm)
    (tmp_path / "x").mkdir()
    (tmp_path / "pack.zip").write_bytes(RAW)
    update(site, tmp_path / "pack.zip")
    assert (site / "index.html").read_bytes() == SECOND["index.html"]
    assert (tmp_path / "x").is_dir()


def test_signatures_of_the_packs_here_are_good() -> None:
    """The maker of packs signs as the format says."""
    import datetime

    files = {name.removeprefix("metadata/"): data for name, data in GOOD.items() if name.startswith("metadata/")}
    assert set(verify(files, ROOT, datetime.date(2026, 11, 27)).targets) == {"pack/1.0.json", "manifest.json"}
