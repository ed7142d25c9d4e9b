"""Files of others in the site's folder, old sites that cannot be removed, and what a build says of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from courselib.publish import staging, swap
from courselib.runtime.errors import ContentError, UsageError
from courselib.runtime.workspace import Workspace
from courselib.site.settings import read_settings

from ..cli.conftest import Run, cli, here
from ..support.library import course, put
from ..support.sites import build_site, files_of, whole

__all__ = ["cli", "here"]


@pytest.fixture
def site(content: Path, tmp_path: Path) -> Path:
    """A site that was just built."""
    build_site(content, tmp_path / "site")
    return tmp_path / "site"


def keep(library: Path, *names: str) -> None:
    """Name files in the settings."""
    file = library / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8") + f"\nextra:\n  keep_files: [{', '.join(names)}]\n", encoding="utf-8")


@pytest.mark.parametrize("full", [False, True])
def test_foreign_files_stay_and_are_told(full: bool, content: Path, site: Path) -> None:
    """A server's settings outlive builds; named ones quietly; no manifest names them, and files of an older site still go."""
    put(content, "courses/rural/new.md", course("新课"))
    build_site(content, site)
    keep(content.parent, "web.config", ".well-known")
    foreign = {"web.config": b"<x/>", "robots.txt": b"y", ".well-known/a/proof": b"z", "courses/mine.txt": b"m"}
    for name, data in foreign.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    (site / "Thumbs.db").write_bytes(b"litter")
    (content / "courses/rural/new.md").unlink()
    for _ in range(2):
        report = build_site(content, site, full=full)
        assert report.kept == [".well-known/a/proof", "web.config"]
        assert report.foreign == ["courses/mine.txt", "robots.txt"]
        found = files_of(site)
        assert {name: found[name] for name in foreign} == foreign
        assert not (site / "courses/new.html").exists()
        assert not (site / "Thumbs.db").exists()
        assert b"robots.txt" not in found["manifest.json"]
    for name in foreign:
        (site / name).unlink()
    assert whole(site)


def test_what_is_said(here: Path, cli: Run) -> None:
    """One line for what is kept by name, one for what is not named, with the way to name it."""
    keep(here, "web.config")
    cli("build", "--quiet")
    for name in ("web.config", "note.txt"):
        (here / "site" / name).write_bytes(b"x")
    code, out, err = cli("build")
    assert code == 0
    assert "按 mkdocs.yml 的 keep_files 保留了 web.config。" in out
    assert "site 里有不是本工具做的文件：note.txt，已原样保留。" in err
    assert "keep_files" in err
    assert cli("build", "--quiet")[1] == ""


@pytest.mark.parametrize("name", ["Index.html", "courses/THEORY.html", "media", "link", "folder-link"])
def test_what_cannot_be_kept_stops_the_build(name: str, content: Path, site: Path, tmp_path: Path) -> None:
    """A file that would be taken for one of the site's own, and a link, are not lost without a word: the old site stands."""
    place = site / name
    if name == "media":
        (content / "media/notes/handout.txt").rename(tmp_path / "handout.txt")
        for folder in (site / "media/notes", site / "media/guide"):
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()
        place.rmdir()
        place.write_bytes(b"x")
        (tmp_path / "handout.txt").rename(content / "media/notes/handout.txt")
    elif "link" in name:
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to(tmp_path / "elsewhere" if "folder" in name else tmp_path / "nothing")
    else:
        place.write_bytes(b"x")
    before = files_of(site)
    with pytest.raises(UsageError, match="站点文件夹里有"):
        build_site(content, site)
    assert files_of(site) == before
    assert os.path.lexists(place)
    assert [p.name for p in site.parent.iterdir() if p.name.startswith(".site")] == []


@pytest.mark.parametrize("name", ["../web.config", "/web.config", "a//b", "..", "a\\b", "C:x", "con", "{a: b}", "[x]", "''"])
def test_a_name_that_leads_elsewhere_is_refused(name: str, content: Path) -> None:
    """Only plain paths below the site can be named; the line is told."""
    keep(content.parent, f"'{name}'" if "\\" in name or name == "C:x" else name)
    with pytest.raises(ContentError, match=r"keep_files"):
        read_settings(Workspace.of(content))


def test_a_read_only_old_site_hinders_nothing(content: Path, site: Path) -> None:
    """Folders made read-only are replaced, and nothing is left beside the site, in this build and the next."""
    for path in sorted(site.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    site.chmod(0o555)
    for number in range(2):
        put(content, "courses/rural/new.md", course(f"新课{number}"))
        build_site(content, site)
        assert whole(site)
        assert [p.name for p in site.parent.iterdir() if p.name.startswith(".site")] == []


@pytest.mark.parametrize("exchange", [True, False])
def test_what_cannot_be_removed_is_left_and_stepped_around(
    exchange: bool, content: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of somebody else's that stays beside the site does not block later builds; once it can be removed it is."""
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    with monkeypatch.context() as patch:
        patch.setattr(staging, "remove", lambda _: False)
        patch.setattr(swap, "remove", lambda _: False)
        for number in range(3):
            put(content, "courses/rural/new.md", course(f"新课{number}"))
            build_site(content, site)
            assert f"新课{number}" in (site / "courses/new.html").read_text(encoding="utf-8")
    assert [p.name for p in site.parent.iterdir() if p.name.startswith(".site")]
    (site.parent / ".site.newsletter").mkdir()
    build_site(content, site)
    assert [p.name for p in site.parent.iterdir() if p.name.startswith(".site")] == [".site.newsletter"]
    assert whole(site)


def test_what_speaks_of_a_release_goes_with_it(content: Path, site: Path) -> None:
    """A build over a site that came as a release is no release: its signatures and its list of changes would speak of another."""
    build_site(content, site)
    (site / "release").mkdir()
    for name in ("pack.json", "root.json", "changes.html"):
        (site / "release" / name).write_bytes(b"{}")
    report = build_site(content, site)
    assert report.foreign == []
    assert not (site / "release").exists()
    assert whole(site)
