"""Archives are the same whenever they are made, and nothing but such archives is read."""

from __future__ import annotations

import functools
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.publish.packs import zip_form, zips
from courselib.publish.packs.zips import Archive, Limits, RefusedArchiveError, write
from courselib.runtime.errors import UsageError

_NAMES = st.lists(
    st.from_regex(r"[a-b]{1,3}(/[a-c]{1,2}\.t){0,2}", fullmatch=True), unique=True, max_size=6
).filter(lambda names: not zip_form.fault_of_names(names))
_FILES = {"a.txt": b"one" * 500, "b/c.txt": b"", "b/d.bin": bytes(range(256)) * 9}


def _archive(path: Path, files: dict[str, bytes] = _FILES) -> bytes:
    with path.open("wb") as stream:
        write(stream, files)
    return path.read_bytes()


@settings(deadline=None, max_examples=60)
@given(names=_NAMES, data=st.data())
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, names: list[str], data: st.DataObject) -> None:
    files = {name: data.draw(st.binary(max_size=300)) for name in names}
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    _archive(path, files)
    with Archive(path) as archive:
        assert {name: archive.read(name) for name in archive.members} == files
    with zipfile.ZipFile(path) as other:  # a program that is not ours reads the same
        assert other.testzip() is None
        assert {name: other.read(name) for name in other.namelist()} == files


def test_the_form_that_is_promised(tmp_path: Path) -> None:
    first = _archive(tmp_path / "a.zip")
    assert first == _archive(tmp_path / "b.zip", dict(reversed(_FILES.items())))
    with zipfile.ZipFile(io.BytesIO(first)) as other:
        infos = other.infolist()
    assert [i.filename for i in infos] == sorted(_FILES)
    assert {(i.date_time, i.compress_type, i.external_attr >> 16, i.extra, i.flag_bits) for i in infos} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, stat.S_IFREG | 0o644, b"", 0)
    }
    assert infos[0].compress_size == len(zips.deflate(_FILES["a.txt"]))


def test_files_and_makers(tmp_path: Path) -> None:
    file = tmp_path / "one"
    file.write_bytes(b"from a file")
    with (tmp_path / "a.zip").open("wb") as stream:
        write(stream, {"a": file, "b": lambda: b"made", "c": b"given"})
    with Archive(tmp_path / "a.zip") as archive:
        assert [archive.read(n) for n in "abc"] == [b"from a file", b"made", b"given"]


def test_large_members_come_bit_by_bit(tmp_path: Path) -> None:
    data = b"".join(struct.pack(">I", n * 2654435761 % 2**32) for n in range(700_000))
    _archive(tmp_path / "a.zip", {"big": data, "small": b"x"})
    with Archive(tmp_path / "a.zip") as archive:
        bits = []
        for bit in archive.chunks("big"):
            assert archive.read("small") == b"x"  # reading another between two bits disturbs nothing
            bits.append(bit)
        assert len(bits) > 2
        assert max(map(len, bits)) <= 1 << 20
        assert b"".join(bits) == data


@pytest.mark.parametrize("name", [
    "../a", "a/../b", "/a", "a//b", "C:/a", "a\\b", "a:b", "nul", "b/COM1.txt", "a.", "a ", "b/a./c", "x" * 141, "文.txt", "a\nb", "",
    "./a",
])
def test_names_that_are_never_written(tmp_path: Path, name: str) -> None:
    with (tmp_path / "a.zip").open("wb") as stream, pytest.raises(UsageError):
        write(stream, {name: b""})


@pytest.mark.parametrize("names", [("a", "A"), ("b/a", "B/c", "b/A"), ("a", "a/b"), ("A", "a/b/c")])
def test_names_that_are_never_written_together(tmp_path: Path, names: tuple[str, ...]) -> None:
    with (tmp_path / "a.zip").open("wb") as stream, pytest.raises(UsageError):
        write(stream, dict.fromkeys(names, b""))


def _python(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        change(archive)
    return stream.getvalue()


def _info(name: str, mode: int = 0o100644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr, info.create_system, info.compress_type = mode << 16, 3, zipfile.ZIP_DEFLATED
    return info


def _patched(data: bytes, at: int, new: bytes) -> bytes:
    assert data[at : at + len(new)] != new
    return data[:at] + new + data[at + len(new) :]


@functools.cache
def _hostile() -> dict[str, bytes]:
    plain = io.BytesIO()
    write(plain, _FILES)
    good = plain.getvalue()
    central, end = good.index(b"PK\x01\x02"), good.index(b"PK\x05\x06")
    second = good.index(b"PK\x01\x02", central + 4)

    def by_python(*members: tuple[zipfile.ZipInfo, bytes]) -> bytes:
        return _python(lambda z: [z.writestr(i, d) for i, d in members] and None)

    bomb = by_python((_info("a"), bytes(30 << 20)))
    swelling = _patched(by_python((_info("a"), bytes(1000))), 22, struct.pack("<I", 10))  # the header tells less than comes out
    list_at = swelling.index(b"PK\x01\x02")
    swelling = _patched(swelling, list_at + 24, struct.pack("<I", 10))
    with_extra = _info("a")
    with_extra.extra = b"\x99\x99\x01\x00x"
    return {
        "nothing": b"",
        "no zip": b"PK" * 50,
        "traversal": by_python((_info("../a"), b"x")),
        "absolute": by_python((_info("/etc/a"), b"x")),
        "device": by_python((_info("site/aux.html"), b"x")),
        "back slash": good.replace(b"b/c.txt", b"b\\c.txt"),
        "null in a name": good.replace(b"a.txt", b"a\0txt"),
        "not ascii": by_python((_info("课.txt"), b"x")),
        "case twins": by_python((_info("A"), b"x"), (_info("a"), b"x")),
        "file and folder": by_python((_info("a"), b"x"), (_info("a/b"), b"x")),
        "twice": good.replace(b"b/d.bin", b"b/c.txt"),
        "unordered": by_python((_info("b"), b"x"), (_info("a"), b"x")),
        "link": by_python((_info("a", stat.S_IFLNK | 0o777), b"/etc/passwd")),
        "folder": by_python((_info("a/", stat.S_IFDIR | 0o755), b"")),
        "runnable": by_python((_info("a", 0o100755), b"x")),
        "bomb": bomb,
        "more than told": swelling,
        "encrypted": _patched(_patched(good, 6, b"\x01"), central + 8, b"\x01"),
        "encrypted in one place": _patched(good, 6, b"\x01"),
        "sizes told twice differently": _patched(good, 22, struct.pack("<I", 7)),
        "another name in the header": good.replace(b"a.txt", b"e.txt", 1),
        "another checksum": _patched(_patched(good, 14, b"\0\0\0\0"), central + 16, b"\0\0\0\0"),
        "overlapping": _patched(good, second + 42, struct.pack("<I", 0)),
        "comment": good[:-2] + b"\x05\0" + b"hello",
        "something before": b"#!/bin/sh\n" + good,
        "something after": good + b"x",
        "something between": good[:central] + b"hidden" + good[central:end] + _patched(good[end:], 16, struct.pack("<I", central + 6)),
        "extra field": by_python((with_extra, b"x")),
        "two disks": _patched(good, end + 4, b"\x01"),
        "fewer told than there are": _patched(good, end + 8, b"\x02\0\x02\0"),
        "more told than there are": _patched(good, end + 8, b"\x04\0\x04\0"),
        "zip64 that is none": _patched(good, end + 8, b"\xff\xff\xff\xff"),
        "unknown method": _patched(_patched(good, 8, b"\x0c"), central + 10, b"\x0c"),
        "stored with two sizes": _patched(_patched(good, 8, b"\0"), central + 10, b"\0"),
    }


@pytest.mark.parametrize("kind", sorted(_hostile()))
def test_hostile_archives_are_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_hostile()[kind])

    def read_all() -> None:
        with Archive(path) as archive:
            for name in archive.members:
                archive.read(name)

    with pytest.raises(RefusedArchiveError) as refusal:
        read_all()
    assert refusal.value.message.startswith("压缩包")
    assert all(c.isprintable() for c in refusal.value.message)


def test_every_cut_and_every_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    good = _archive(path, {"a": b"hello hello hello", "b/c": b"x"})

    def contents() -> dict[str, bytes] | None:
        try:
            with Archive(path) as archive:
                return {name: archive.read(name) for name in archive.members}
        except RefusedArchiveError:
            return None

    whole = contents()
    for length in range(len(good)):
        path.write_bytes(good[:length])
        assert contents() is None, length
    missed = []
    for at in range(len(good)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 0x41]) + good[at + 1 :])
        if contents() == whole:
            missed.append(at)
    central = good.index(b"PK\x01\x02")
    # What a reader may need and what a member is for (text or not) say nothing of its bytes; a hash of the whole covers them.
    entry = zip_form.ENTRY.size
    told = {n for start in (central, central + entry + 1) for n in (start + 4, start + 6, start + 7, start + 36, start + 37)}
    assert set(missed) <= told


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    _archive(path)
    for limits in (Limits(members=2), Limits(member=1499), Limits(whole=3000)):
        with pytest.raises(RefusedArchiveError):
            Archive(path, limits)
    with Archive(path, Limits(members=3, member=2304, whole=3804)) as archive, pytest.raises(RefusedArchiveError):
        archive.read("a.txt", most=1499)
    with Archive(path) as archive, pytest.raises(RefusedArchiveError):
        archive.read("elsewhere")


def test_more_members_than_a_plain_zip_can_tell(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    names = [f"{n // 1000:03}/{n % 1000:03}" for n in range(66_000)]
    with path.open("wb") as stream:
        write(stream, dict.fromkeys(names, b"x"))
    with Archive(path) as archive:
        assert list(archive.members) == names
        assert archive.read("065/999") == b"x"
    with zipfile.ZipFile(path) as other:
        assert len(other.namelist()) == 66_000


def test_offsets_beyond_four_gigabytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the border drawn lower, so that no such file need be written."""
    monkeypatch.setattr(zips, "_FAR", 40)
    path = tmp_path / "a.zip"
    _archive(path)
    with zipfile.ZipFile(path) as other:
        assert {n: other.read(n) for n in other.namelist()} == _FILES
    with Archive(path) as archive:
        assert {n: archive.read(n) for n in archive.members} == _FILES


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    _archive(tmp_path / "a.zip")
    (tmp_path / "b.zip").symlink_to(tmp_path / "a.zip")
    with pytest.raises(OSError, match="links"):
        Archive(tmp_path / "b.zip")


def test_deflate_is_raw() -> None:
    assert zlib.decompress(zips.deflate(b"abc"), -15) == b"abc"
