"""Sites that follow a library from release to release, and are then what a fresh build makes, byte for byte."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from courselib.publish.packs.reading import open_pack
from courselib.publish.signing.signatures import fingerprint
from courselib.publish.updating.returning import rollback
from courselib.runtime.errors import ContentError

from ..support.library import course, put
from ..support.packs import delta, full, released, write_pack
from ..support.sites import build_site, files_of
from .conftest import Library, signer
from .hosts import KEYS, some_files, update


def site_of(folder: Path) -> dict[str, bytes]:
    """Return a site's files but what speaks of its release."""
    return {path: data for path, data in files_of(folder).items() if not path.startswith("release/")}


def test_twenty_two_releases_of_a_library(library: Library, tmp_path: Path) -> None:
    """Courses are added, edited and retired; each signed delta is taken, by one who skips releases now and then too."""
    library.sign_with(signer(1))
    library.release("1.0")
    known = fingerprint((library.content / "releases/root/1.root.json").read_bytes())
    site, lazy = tmp_path / "site", tmp_path / "lazy"
    for place in (site, lazy):
        update(place, library.pack("1.0-full"), known)
    before = "1.0"
    for number in range(1, 23):
        version = f"1.{number}"
        put(library.content, f"courses/rural/new-{number % 15}.md", course(f"新课{number}", body=f"\n第{number}次写的话。\n"))
        if number % 5 == 0:
            (library.content / f"courses/rural/new-{number % 15 - 1 if number % 15 else 14}.md").unlink()
        library.release(version)
        if number > 16 or number % 3 == 0:
            skipped = f"1.{number - 3}" if number <= 16 else before
            update(lazy, library.pack(f"{skipped}-to-{version}"))
        update(site, library.pack(f"{before}-to-{version}"))
        if number == 16:
            update(lazy, library.pack("1.15-to-1.16"))
        before = version
    build_site(library.content, tmp_path / "fresh", full=True)
    fresh = files_of(tmp_path / "fresh")
    assert site_of(site) == fresh
    assert site_of(lazy) == fresh
    update(tmp_path / "installed", library.pack("1.22-full"), known)
    assert site_of(tmp_path / "installed") == fresh
    assert rollback(site, lambda *_: None).version == "1.21"
    with pytest.raises(ContentError, match="这是内容包"):
        update(site, library.pack("1.22-content"))
    with open_pack(library.pack("1.22-content")) as pack:
        assert pack.facts.kind == "content"
        pack.check(lambda *_: None)
    update(site, library.pack("1.21-to-1.22"))
    assert site_of(site) == fresh


@pytest.mark.parametrize("seed", range(3))
def test_any_chain(seed: int, tmp_path: Path) -> None:
    """Thirty deltas of another maker, with files patched as chance has it, and a rollback now and then."""
    chance = random.Random(seed)  # noqa: S311 - cases, not secrets
    site = tmp_path / "site"
    standing = released("0.1", some_files(0, 15))
    update(site, write_pack(tmp_path / "pack.zip", full(standing, KEYS)), KEYS.fingerprint)
    past = []
    for number in range(2, 32):
        new = released(f"0.{number}", some_files(number % 9, 15) | {"n": str(number).encode()}, previous="0.1")
        patches = [path for path in new if chance.random() < 0.5]
        update(site, write_pack(tmp_path / "pack.zip", delta(standing, new, KEYS, number, patches)))
        past = [*past, standing][-2:]
        standing = new
        assert site_of(site) == standing
        if chance.random() < 0.2:
            rollback(site, lambda *_: None)
            standing = past.pop()
            assert site_of(site) == standing
