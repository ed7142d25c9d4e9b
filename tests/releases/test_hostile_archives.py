"""Archives that are broken or made to do harm: each is refused with a sentence, and nothing on disk is touched."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from courselib.publish.packs.reading import open_pack
from courselib.runtime.errors import ContentError, UsageError

from ..cli.conftest import Run
from ..support.packs import Row, full, released, rows_of, zipped
from .hostile import GOOD, RAW, refused, standing
from .hosts import KEYS, SECOND, update

__all__ = ["standing"]


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
