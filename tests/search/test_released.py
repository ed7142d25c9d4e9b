"""The cut of the search is what the last release says, and sites, previews and records that cannot be read go by it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.content.reader import Reader
from courselib.content.releases import Releases
from courselib.library.model import Library
from courselib.library.reading import fingerprint
from courselib.library.release import Release, Version
from courselib.preview.pages import Snapshot
from courselib.preview.searching import Searching
from courselib.search import released as released_module
from courselib.search.cut import divide
from courselib.search.documents import documents
from courselib.search.released import cut_of
from courselib.site.engine import Output
from courselib.site.products import Site
from courselib.site.settings import Settings

from ..support.library import write_small
from ..support.sites import build_site, files_of


def released(content: Path) -> None:
    """Write the first release of a content folder, which is a base."""
    library = load_and_check(content).library
    assert library
    files = {d.id: (content / library.courses[d.id].source.path).read_bytes() for d in documents(library)}
    courses = {name: fingerprint(data) for name, data in files.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for path in sorted(content.rglob("*")):
            if path.suffix in (".md", ".yml"):
                target.writestr(path.relative_to(content).as_posix(), path.read_bytes())
    data = stream.getvalue()
    release = Release(Version("1.0"), "2026-11-27", "", "1.0", courses, (), hashlib.sha256(data).hexdigest())
    (content / "releases").mkdir()
    (content / "releases" / "1.0.json").write_text(release.text(), encoding="utf-8")
    (content / "releases" / "1.0.zip").write_bytes(data)


def read(content: Path) -> tuple[Library, Releases | None]:
    """Return the library of a folder and its releases."""
    reader = Reader(content)
    reader.look()
    loaded = reader.loaded()
    assert loaded.library
    return loaded.library, loaded.releases


def edit(content: Path, name: str, old: str, new: str) -> None:
    """Change a text of a course."""
    [path] = (content / "courses").rglob(f"{name}.md")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_line_ends_of_a_checkout_change_no_course(tmp_path: Path) -> None:
    """A checkout on another system is the same content: no course counts as changed."""
    content = write_small(tmp_path)
    released(content)
    for path in (content / "courses").rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    library, releases = read(content)
    cut = cut_of(library, releases)
    assert cut is not None
    assert releases is not None
    assert all(cut.courses[name] is library.courses[name] for name in releases.all[0].courses)


@pytest.mark.parametrize(("path", "names"), [
    ("courses/a.md", ("a",)), ("courses/rural/b.md", ("b",)), ("upstream/province/courses/rural/c.md", ("c", "province:c")),
    ("upstream/city/upstream/province/courses/d.md", ("d", "province:d")), ("lecturers/a.md", ()), ("courses/a.yml", ()),
    ("upstream/province/lecturers/courses/a.md", ()), ("upstream/a/upstream/b/upstream/c/courses/a.md", ()),
])
def test_the_names_of_a_file_of_an_archive(path: str, names: tuple[str, ...]) -> None:
    """A course of another library may bear that library's name."""
    assert released_module._names_at(path) == names


def test_a_course_is_what_it_was_when_its_file_is(tmp_path: Path) -> None:
    """What was not changed is the library's own; what was comes from the archive, as does what is gone."""
    content = write_small(tmp_path)
    before, _ = read(content)
    released(content)
    edit(content, "skills", "title: ", "title: 新的")
    now, releases = read(content)
    cut = cut_of(now, releases)
    assert cut
    assert list(cut.courses) == [d.id for d in documents(before)]
    assert cut.courses["theory"] is now.courses["theory"]
    assert cut.courses["skills"] == before.courses["skills"]
    division = divide(documents(now), now, cut)
    assert division
    assert [d.id for d in division.since] == ["skills"]
    [path] = (content / "courses").rglob("skills.md")
    path.unlink()
    assert cut_of(*read(content)) == cut


@pytest.mark.parametrize("harm", ["flipped", "without the course", "another course"])
def test_an_archive_that_cannot_be_read_makes_no_cut(harm: str, tmp_path: Path) -> None:
    """Then the search is one segment: what is wrong is told as a problem of the content."""
    content = write_small(tmp_path)
    released(content)
    edit(content, "skills", "title: ", "title: 新的")
    archive = content / "releases" / "1.0.zip"
    data = archive.read_bytes()
    library, releases = read(content)
    assert releases
    if harm == "flipped":
        archive.write_bytes(data[:50] + bytes((data[50] ^ 1,)) + data[51:])
        assert cut_of(library, read(content)[1]) is None
    else:
        with zipfile.ZipFile(archive) as old, zipfile.ZipFile(tmp_path / "new.zip", "w") as new:
            for name in old.namelist():
                if not name.endswith("skills.md"):
                    new.writestr(name, old.read(name))
                elif harm == "another course":
                    new.writestr(name, old.read(name) + b"\n")
        changed = (tmp_path / "new.zip").read_bytes()
        archive.write_bytes(changed)
        release = replace(releases.all[0], archive=hashlib.sha256(changed).hexdigest())
        (content / "releases" / "1.0.json").write_text(release.text(), encoding="utf-8")
        library, releases = read(content)
        assert releases
        assert releases.problems == ()
        assert cut_of(library, releases) is None


def test_a_site_goes_on_from_a_release(tmp_path: Path) -> None:
    """A build that goes on makes what a fresh one makes; the base stays file for file; the preview serves the same search."""
    content, site = write_small(tmp_path), tmp_path / "site"
    released(content)
    build_site(content, site)
    before = files_of(site)
    edit(content, "skills", "title: ", "title: 新的")
    build_site(content, site)
    after = files_of(site)
    build_site(content, tmp_path / "fresh", full=True)
    assert files_of(tmp_path / "fresh") == after
    search = {path: data for path, data in after.items() if path.startswith("search/")}
    changed = {path for path, data in search.items() if before.get(path) != data and not path.startswith(("search/n/", "search/w/"))}
    assert changed <= {"search/boot.js", "search/suggest.js", "search/x/words.js"}
    assert "search/base.js" in search
    library, releases = read(content)
    searching = Searching(None, "test")
    try:
        site_now = Site(library.without_drafts(), {}, (), Settings(), content, Output, releases=releases)
        snapshot = Snapshot(1, site_now)
        assert {path: searching.get(snapshot, path) for path in search} == search
    finally:
        searching.close()
