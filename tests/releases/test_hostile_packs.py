"""Packs that are broken, forged, old or meant to do harm: each is refused with a sentence, and nothing on disk is touched."""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from courselib.publish.releases.packs import open_pack
from courselib.publish.releases.signatures import verify
from courselib.runtime.errors import ContentError, UsageError

from ..cli.conftest import Run
from ..support.packs import (
    Files,
    Keys,
    Row,
    canonical,
    delta,
    digest,
    full,
    manifest_of,
    released,
    resigned,
    rows_of,
    write_pack,
    zipped,
)
from .hosts import FIRST, KEYS, SECOND, THIRD, some_files, state_of, update

PATCHED = ("courses/c014.html", "manifest.json")
GOOD = delta(FIRST, SECOND, KEYS, 2, PATCHED)
RAW = zipped(GOOD)
OTHER = Keys([b"two"])


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a site of the first release; since no test may change it, all share it."""
    folder = tmp_path_factory.mktemp("hostile")
    update(folder / "site", write_pack(folder / "first.zip", full(FIRST, KEYS)), KEYS.fingerprint)
    return folder


def refused(folder: Path, cli: Run, pack: bytes) -> str:
    """Hold that a pack is refused in words and leaves no trace; return the words."""
    (folder / "pack.zip").write_bytes(pack)
    before = state_of(folder)
    code, said, err = cli("update", folder / "site", folder / "pack.zip", "--yes")
    assert code in (1, 2), (code, said, err)
    assert "\n出错了：" in f"\n{err}"
    assert "站点没有动" in err or "没有改动任何东西" in err or "没有使用" in err, err
    assert state_of(folder) == before
    return err


def flips(data: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Yield copies with one byte changed: at places spread over all of it, and at every place of the list's beginning and the end."""
    chance = random.Random(seed)  # noqa: S311 - places, not secrets
    start = data.index(b"PK\1\2")
    places = {len(data) * n // count for n in range(count)} | set(range(start, start + 50)) | set(range(len(data) - 22, len(data)))
    for place in sorted(places):
        other = bytearray(data)
        other[place] ^= 1 << chance.randrange(8)
        yield bytes(other)


def test_the_good_one_is_taken(standing: Path, tmp_path: Path) -> None:
    """The pack that all others here are made from is good: what is refused below is refused for its harm."""
    site = tmp_path / "site"
    update(site, standing / "first.zip", KEYS.fingerprint)
    (tmp_path / "pack.zip").write_bytes(RAW)
    update(site, tmp_path / "pack.zip")
    assert (site / "index.html").read_bytes() == SECOND["index.html"]


def test_a_flipped_bit_anywhere(standing: Path, cli: Run) -> None:
    """In headers, names, packed bytes, the list and the end."""
    assert len([refused(standing, cli, pack) for pack in flips(RAW, 120, 1)]) >= 180


def test_every_byte_of_a_small_pack(tmp_path: Path) -> None:
    """No byte of a pack may change without notice, and not one bit at the end of packed bytes, where nothing more is read."""
    small = released("1", {"index.html": b"<p>hello hello hello</p>", "a.txt": b""})
    data = zipped(full(small))
    path = tmp_path / "pack.zip"
    path.write_bytes(data)
    with open_pack(path) as pack:
        pack.check(lambda *_: None)
    chance = random.Random(2)  # noqa: S311 - places, not secrets
    ends = {n - 1 for n in range(1, len(data)) if data[n:n + 4] in (b"PK\3\4", b"PK\1\2")}
    for place in range(len(data)):
        for bit in range(8) if place in ends else [chance.randrange(8)]:
            other = bytearray(data)
            other[place] ^= 1 << bit
            path.write_bytes(other)
            with pytest.raises((ContentError, UsageError)), open_pack(path) as pack:
                pack.check(lambda *_: None)


def test_a_pack_that_was_cut(standing: Path, cli: Run) -> None:
    """At forty places, and behind every part."""
    places = {len(RAW) * n // 40 for n in range(40)}
    places |= {1, 2, 4, 21, 22, 30, len(RAW) - 1, len(RAW) - 21, len(RAW) - 22, RAW.index(b"PK\1\2")}
    said = [refused(standing, cli, RAW[:place]) for place in sorted(places)]
    assert len(said) >= 48
    assert sum("不完整" in text for text in said) >= 40


def with_rows(change: Callable[[list[Row]], object]) -> Callable[[], bytes]:
    """Return what makes an archive of the good pack's members after a change of its rows."""

    def made() -> bytes:
        rows = rows_of(GOOD)
        change(rows)
        return zipped(rows)

    return made


def first(rows: list[Row], **lies: Any) -> None:
    """Let the row of a page lie."""
    row = next(row for row in rows if row.name.startswith(b"site/courses"))
    for name, value in lies.items():
        setattr(row, name, value)


def added(name: str, **lies: Any) -> Callable[[], bytes]:
    """Return what makes an archive with one member more, in its place."""

    def change(rows: list[Row]) -> None:
        rows.append(Row(name.encode("latin-1"), b"harm", **lies))
        rows.sort(key=lambda row: row.name)

    return with_rows(change)


def overlapping(rows: list[Row]) -> None:
    """Two entries of the list lead to one place."""
    rows[3].offset = sum(30 + len(row.name) + len(zipped([row])[30 + len(row.name):].split(b"PK\1\2")[0]) for row in rows[:2])


def wide(count: int, length: int, offset: int) -> bytes:
    """Return an archive whose end is of the wide kind, and tells these figures."""
    body = RAW[:-22]
    start = len(body)
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 3 << 8 | 45, 45, 0, 0, count, count, length, offset)
    place = struct.pack("<4sIQI", b"PK\6\7", 0, start, 1)
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return body + end64 + place + tail


LISTED = RAW.index(b"PK\1\2")
NAMES = [
    "site/../../escape.html", "../escape.html", "/etc/passwd", "site/..\\..\\escape.html", "\\\\server\\share", "C:/escape.html",
    "site/c:x", "site/con", "site/aux.html", "site/nul.txt", "site/com1.js", "site/LPT9", "site/COURSES/c000.html", "site/INDEX.html",
    "site/index.html/x",
    "site/a.", "site/a ", "site/./a", "site//a", "site/a\nb", "site/a\0b", "site/\xe4", "site/" + "a" * 140, "", "site/", "site", "other/a",
    "metadata/../root.json", "metadata/evil.json", "metadata/0.root.json", "~/x", ".ssh/authorized_keys", "SHA256SUMS2", "patch/x",
    "data/x", "content/plan.yml",
]
ARCHIVES: dict[str, Callable[[], bytes]] = {
    **{f"named {name[:30]!r}": added(name) for name in NAMES},
    "reordered": with_rows(lambda rows: rows.reverse()),
    "two swapped": with_rows(lambda rows: rows.__setitem__(slice(4, 6), rows[5:3:-1])),
    "twice": with_rows(lambda rows: rows.insert(4, rows[4])),
    "one missing": with_rows(lambda rows: rows.pop(5)),
    "one missing in the list": with_rows(lambda rows: first(rows, hidden=True)),
    "contents exchanged": with_rows(lambda rows: (rows.__setitem__(-1, Row(rows[-1].name, rows[-2].data)))),
    "sums missing": with_rows(lambda rows: rows.__delitem__(next(n for n, r in enumerate(rows) if r.name == b"SHA256SUMS"))),
    "pack.json missing": with_rows(lambda rows: rows.__delitem__(next(n for n, r in enumerate(rows) if r.name == b"pack.json"))),
    "a link": with_rows(lambda rows: first(rows, mode=0o120777)),
    "a folder": with_rows(lambda rows: first(rows, mode=0o040755)),
    "a device": with_rows(lambda rows: first(rows, mode=0o020666)),
    "a program": with_rows(lambda rows: first(rows, mode=0o104755)),
    "made elsewhere": with_rows(lambda rows: first(rows, made_by=0)),
    "encrypted": with_rows(lambda rows: first(rows, flags=1)),
    "sizes behind": with_rows(lambda rows: first(rows, flags=8)),
    "another method": with_rows(lambda rows: first(rows, method=12)),
    "a name told twice": with_rows(lambda rows: first(rows, listed_name=b"site/courses/c999.html")),
    "a size told twice": with_rows(lambda rows: first(rows, listed_size=5)),
    "larger than told": with_rows(lambda rows: first(rows, size=3)),
    "smaller than told": with_rows(lambda rows: first(rows, size=10**6)),
    "longer packed than told": with_rows(lambda rows: first(rows, said=3)),
    "another checksum": with_rows(lambda rows: first(rows, crc=1)),
    "too large": with_rows(lambda rows: first(rows, size=300 << 20)),
    "a bomb": with_rows(lambda rows: first(rows, data=bytes(100 << 20))),
    "a bomb in pack.json": with_rows(lambda rows: setattr(next(r for r in rows if r.name == b"pack.json"), "data", bytes(60 << 20))),
    "a bomb in a signature": with_rows(
        lambda rows: setattr(next(r for r in rows if r.name == b"metadata/root.json"), "data", bytes(900_000))),
    "a comment in the list": with_rows(lambda rows: first(rows, comment=b"hello")),
    "an extra field": with_rows(lambda rows: first(rows, extra=b"UT\5\0\1\0\0\0\0")),
    "an extra field in the list": with_rows(lambda rows: first(rows, listed_extra=b"\1\0\x08\0" + b"\0" * 8)),
    "a wide offset that lies": with_rows(lambda rows: first(rows, listed_extra=b"\1\0\x08\0" + b"\0" * 8, offset=0xFFFFFFFF)),
    "overlapping": with_rows(overlapping),
    "something between": with_rows(lambda rows: first(rows, gap=b"PK\3\4 hidden")),
    "many members": lambda: zipped([Row(b"site/%06d" % n, b"", 0) for n in range(60_000)] + rows_of(GOOD)[-1:]),
    "too many members": lambda: wide(200_001, len(RAW) - 22 - LISTED, LISTED),
    "something before": lambda: zipped(GOOD, prefix=b"MZ program"),
    "an archive before": lambda: zipped(GOOD, prefix=zipped({"index.html": b"x"})),
    "a comment": lambda: zipped(GOOD, comment=b"hello"),
    "something behind": lambda: zipped(GOOD, suffix=b"hello"),
    "a second end": lambda: RAW + RAW[-22:],
    "fewer than there are": lambda: zipped(GOOD, count=5),
    "more than there are": lambda: zipped(GOOD, count=500),
    "a list elsewhere": lambda: zipped(GOOD, at=0),
    "a wide end that lies in number": lambda: wide(1 << 60, len(RAW) - 22 - LISTED, LISTED),
    "a wide end that lies in length": lambda: wide(len(GOOD), 1 << 62, LISTED),
    "a wide end that lies in place": lambda: wide(len(GOOD), len(RAW) - 22 - LISTED, 1 << 63),
    "a wide end without need": lambda: wide(len(GOOD), len(RAW) - 22 - LISTED, LISTED),
    "no members": lambda: zipped({}),
    "another archive": lambda: zipped({"index.html": b"x"}),
    "text": lambda: b"PK\3\4 is how archives begin" * 20,
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_archives_that_are_no_packs(case: str, standing: Path, cli: Run) -> None:
    """Another form than what is written here is another archive, and is not unpacked."""
    refused(standing, cli, ARCHIVES[case]())


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
    assert len(ARCHIVES) + len(PACKS) >= 180
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
