"""Every file of the cache, harmed in every way: the published site is the one of a clean build, and nothing is left behind."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import pytest

from ..support.library import course, put
from ..support.sites import files_of
from .conftest import Run, cache_of, restore, write_tiny
from .harms import harms

_FLIPS = 6
#: A command may say in one line that it made something anew, and nothing else.
_SAID = {"", "缓存有损坏，已丢弃并重做。\n"}


def files_in(cache: Path) -> list[str]:
    """Return what lies in a cache, one file of each folder that holds many alike."""
    found: dict[str, str] = {}
    for path in sorted(p for p in cache.rglob("*") if p.is_file()):
        name = path.relative_to(cache).as_posix()
        found[name if not name.startswith("shells/") else "shells"] = name
    return [*found.values()]


def edit(library: Path, number: int) -> None:
    """Change a course, so that a build has something to do."""
    put(library / "content", "courses/c1.md", course("田间实战", body=f"\n第{number}次改过的正文，[理论](c0.md)。\n"))


@pytest.mark.slow
def test_every_file_harmed_in_every_way(built: Path, tmp_path: Path, cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds, checks and searches over a harmed cache, more than 400 in all, end well and give what a clean one gives."""
    monkeypatch.chdir(built)
    other, aside, kept, clean = tmp_path / "other", tmp_path / "aside", tmp_path / "kept", tmp_path / "clean"
    content = write_tiny(other)
    put(content, "courses/c0.md", course("别人的课", body="\n别人的正文。\n"))
    cli("build", "--quiet", "--jobs", "1", "--content", content, "--output", other / "site")
    cli("search", "--quiet", "--content", content, "理论")
    aside.mkdir()
    (aside / "x").write_bytes(b"mine")
    shutil.copytree(built, kept, symlinks=True)
    edit(built, 1)
    cli("build", "--quiet", "--jobs", "1", "--output", clean)
    hits = cli("search", "理论", "--json")[1]
    expected = files_of(clean)
    restore(kept, built)
    names = files_in(cache_of(built))
    assert len(names) >= 6
    commands = 0
    ways = harms(lambda f: cache_of(other) / f.relative_to(cache_of(built)), aside, _FLIPS)
    for (name, (how, harm)), jobs in zip(itertools.product(names, ways.items()), itertools.cycle("12"), strict=False):
        edit(built, 1)
        harm(cache_of(built) / name)
        case = f"{name}: {how}"
        code, out, err = cli("search", "理论", "--json")
        assert (code, out) == (0, hits), case
        assert err in _SAID, case
        code, _, err = cli("build", "--quiet", "--jobs", jobs)
        assert code == 0, (case, err)
        assert err in _SAID, case
        assert files_of(built / "site") == expected, case
        code, _, err = cli("check", "--quiet")
        assert (code, err) == (0, ""), case
        assert {p.name: p.read_bytes() for p in aside.iterdir()} == {"x": b"mine"}, case
        assert not (built / "RAN").exists(), case
        commands += 3
        restore(kept, built)
    assert commands >= 400
    print(commands, "commands")  # noqa: T201 - shown by pytest -s


@pytest.mark.parametrize("place", ["", "engine", "index", "shards", "shells"])
@pytest.mark.parametrize("how", ["link", "file", "gone"])
def test_folders_harmed(place: str, how: str, library: Path, tmp_path: Path, cli: Run) -> None:
    """A link, a file or nothing in the place of a folder is replaced, and what a link leads to stays as it was."""
    aside = tmp_path / "aside"
    aside.mkdir()
    (aside / "x").write_bytes(b"mine")
    before = files_of(library / "site")
    folder = cache_of(library) / place
    shutil.rmtree(folder)
    if how == "link":
        folder.symlink_to(aside)
    elif how == "file":
        folder.write_bytes(b"x")
    assert cli("search", "理论")[0] == 0
    code, _, err = cli("build", "--quiet")
    assert (code, err) == (0, "")
    assert files_of(library / "site") == before
    assert files_of(aside) == {"x": b"mine"}
