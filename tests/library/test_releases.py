"""What content tells of its releases: versions, files of releases, the content as it was."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courselib.content.releases import ReleaseReader, read_releases
from courselib.library.release import Release, Version, parse_release
from courselib.runtime.errors import ContentError

VERSIONS = st.lists(st.integers(0, 9999), min_size=1, max_size=4).map(lambda numbers: ".".join(map(str, numbers)))


def archive(files: dict[str, str]) -> bytes:
    """Return an archive of texts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, text in files.items():
            target.writestr(name, text)
    return stream.getvalue()


def put(root: Path, release: Release, files: dict[str, str]) -> Release:
    """Write a release with its archive, and return it."""
    folder = root / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    if files:
        data = archive(files)
        release = replace(release, archive=hashlib.sha256(data).hexdigest())
        (folder / f"{release.version}.zip").write_bytes(data)
    (folder / f"{release.version}.json").write_text(release.text(), encoding="utf-8")
    return release


def base(version: str = "1.0") -> Release:
    """Return a release that the search is based on."""
    return Release(Version.parse(version), "2026-11-26", "", version, {"one": "0" * 32, "another": "1" * 32})


@given(VERSIONS, VERSIONS)
def test_versions_are_compared_by_their_numbers(one: str, other: str) -> None:
    """A number that is not written is 0; 1.10 comes after 1.9."""
    numbers = [tuple(map(int, (text + ".0.0.0").split(".")[:4])) for text in (one, other)]
    assert (Version.parse(one) < Version.parse(other)) == (numbers[0] < numbers[1])
    assert (Version.parse(one) == Version.parse(other)) == (numbers[0] == numbers[1])


@pytest.mark.parametrize("text", ["", "1.", ".1", "01", "1.2.3.4.5", "10000", "1,2", "v1", "1.0-beta", " 1", "1\n", "１"])
def test_what_is_no_version(text: str) -> None:
    """Anything but numbers with dots between them is refused."""
    with pytest.raises(ValueError, match=re.escape(text) if text else "^$"):
        Version.parse(text)


def test_a_release_is_read_as_it_was_written() -> None:
    """Order of courses included."""
    release = replace(base(), gone=("courses/a.md",), archive="a" * 64)
    again = parse_release(release.text().encode())
    assert again == release
    assert list(again.courses) == ["one", "another"]
    assert again.is_base


@pytest.mark.parametrize(("old", "new"), [
    ('"format":1', '"format":2'), ('"on":"2026-11-26"', '"on":"2026-13-26"'), ('"version":"1.0"', '"version":"1.0","version":"1.0"'),
    ('"one":"0', '"../one":"0'), ('"previous":""', '"previous":"2.0"'), ('"base":"1.0"', '"base":"0.9"'), ('"base":"1.0"', '"base":"1.1"'),
    ('"gone":[]', '"gone":[1]'), ('"archive":""', '"archive":"x"'), ('"gone":[],', ""), ("{", "[" * 100_000),
])
def test_a_file_that_was_touched_is_refused(old: str, new: str) -> None:
    """Whatever ``courselib release`` would not have written."""
    text = base().text()
    assert old in text
    with pytest.raises((ValueError, RecursionError)):
        parse_release(text.replace(old, new, 1).encode())


def test_the_content_of_a_release(tmp_path: Path) -> None:
    """Of the base what is still there, with what differs from it."""
    put(tmp_path, base(), {"plan.yml": "a", "courses/one.md": "1", "courses/another.md": "2"})
    later = Release(Version.parse("1.1"), "2026-11-27", "1.0", "1.0", gone=("courses/another.md",))
    put(tmp_path, later, {"courses/one.md": "3", "courses/third.md": "4"})
    releases = read_releases(tmp_path)
    assert releases.problems == ()
    assert [str(release.version) for release in releases.all] == ["1.0", "1.1"]
    assert releases.latest is releases.all[-1]
    assert dict(releases.sources(releases.of("1.0"))) == {"plan.yml": b"a", "courses/one.md": b"1", "courses/another.md": b"2"}
    assert dict(releases.sources(releases.of("1.1"))) == {"plan.yml": b"a", "courses/one.md": b"3", "courses/third.md": b"4"}


def test_what_is_wrong_with_releases_is_told(tmp_path: Path) -> None:
    """A changed or lost archive, a lost base, a file that is none of ours, a link; mended, nothing is told any more."""
    put(tmp_path, base(), {"plan.yml": "a"})
    put(tmp_path, Release(Version.parse("1.1"), "2026-11-27", "1.0", "1.0"), {"plan.yml": "b"})
    folder = tmp_path / "releases"
    reader = ReleaseReader(tmp_path)

    def found() -> set[tuple[str, str]]:
        return {(p.code, p.path) for p in reader.look().problems}

    assert found() == set()
    whole = (folder / "1.1.zip").read_bytes()
    (folder / "1.1.zip").write_bytes(whole.replace(b"b", b"c", 1) + b" ")
    assert found() == {("F112", "releases/1.1.json")}
    with pytest.raises(ContentError):
        reader.look().sources(reader.look().of("1.1"))
    (folder / "1.1.zip").unlink()
    assert found() == {("F112", "releases/1.1.json")}
    (folder / "1.1.zip").write_bytes(whole)
    assert found() == set()
    (folder / "1.0.json").rename(folder / "notes.txt")
    assert found() == {("F112", "releases/1.1.json"), ("F109", "releases/notes.txt"), ("F109", "releases/1.0.zip")}
    (folder / "notes.txt").rename(folder / "1.0.json")
    (folder / "link.json").symlink_to(folder / "1.0.json")
    assert [code for code, _ in found()] == ["F109"]
