"""Updates and rollbacks that go well, and sites that are not as they were published."""

from __future__ import annotations

import itertools
import json
import os
import shutil
from pathlib import Path

import pytest

from courselib.publish.updating import joining
from courselib.publish.updating.returning import rollback
from courselib.runtime.errors import ContentError, UsageError

from ..cli.conftest import Run
from ..support.packs import delta, digest, full, lay, released, write_pack
from ..support.sites import files_of, whole
from .hosts import FIRST, KEYS, SECOND, THIRD, site, some_files, state_of, update, without_notes

__all__ = ["site"]


@pytest.mark.parametrize("exists", [True, False])
def test_a_full_pack_installs(exists: bool, out: Path) -> None:
    """Where nothing stands, also in an empty folder, whose permissions stay."""
    site = out / "site"
    if exists:
        site.mkdir(mode=0o750)
        site.chmod(0o750)
    report = update(site, write_pack(out / "pack.zip", full(FIRST, KEYS)), KEYS.fingerprint)
    assert without_notes(site) == FIRST
    assert {"release/root.json", "release/timestamp.json", "release/pack.json", "release/changes.html"} <= set(files_of(site))
    assert report.plan.before is None
    assert report.kept == []
    assert oct(site.stat().st_mode & 0o777) == (oct(0o750) if exists else oct(0o777 & ~_umask()))
    assert sorted(p.name for p in (out / ".site.releases").iterdir() if p.name != "update.lock") == ["root.json", "state.json"]


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def test_a_delta_leads_to_the_next_release(site: Path, out: Path) -> None:
    """Changed files come whole or as patches, what is gone goes, what stays is the same file on disk, and the old site is kept."""
    stays = (site / "assets/site.css").stat().st_ino
    patched = ["manifest.json", "courses/c014.html", "release.json"]
    report = update(site, write_pack(out / "delta.zip", delta(FIRST, SECOND, KEYS, 2, patched)))
    assert without_notes(site) == SECOND
    assert report.kept == ["1.0"]
    assert (report.plan.new, report.plan.removed) == (1, len(set(FIRST) - set(SECOND)))
    assert report.plan.changed == sum(FIRST[path] != SECOND[path] for path in set(FIRST) & set(SECOND)) - 1
    assert (site / "assets/site.css").stat().st_ino == stays
    assert without_notes(out / ".site.releases/1.0") == FIRST
    assert json.loads((site / "release/pack.json").read_text())["version"] == "1.1"


def test_the_last_two_stay_and_rollbacks_go_back_one_by_one(site: Path, out: Path) -> None:
    """A third update drops the oldest; rollbacks return what was there to the last byte, and then say that there is none."""
    releases = [FIRST, SECOND, THIRD, released("1.10", some_files(4), previous="1.2")]
    for number, (old, new) in enumerate(itertools.pairwise(releases), 2):
        update(site, write_pack(out / "delta.zip", delta(old, new, KEYS, number)))
    kept = out / ".site.releases"
    assert sorted(p.name for p in kept.iterdir() if p.is_dir()) == ["1.1", "1.2"]
    returned = rollback(site, lambda *_: None)
    assert (returned.version, returned.before, returned.kept) == ("1.2", "1.10", ["1.1"])
    assert without_notes(site) == THIRD
    returned = rollback(site, lambda *_: None)
    assert (returned.version, returned.before, returned.kept) == ("1.1", "1.2", [])
    assert without_notes(site) == SECOND
    assert sorted(p.name for p in kept.iterdir()) == ["root.json", "state.json", "update.lock"]
    before = state_of(out)
    with pytest.raises(UsageError, match="没有留着更早的版本"):
        rollback(site, lambda *_: None)
    assert state_of(out) == before
    update(site, write_pack(out / "delta.zip", delta(SECOND, THIRD, KEYS, 3)))
    assert without_notes(site) == THIRD


def test_a_site_that_was_copied_here_can_be_updated(out: Path) -> None:
    """A signed release that was unpacked by hand needs the fingerprint once; without one it says so and nothing happens."""
    site = lay(out / "site", FIRST | {"release/root.json": KEYS.roots[1]})
    pack = write_pack(out / "delta.zip", delta(FIRST, SECOND, KEYS, 2))
    before = state_of(out)
    with pytest.raises(UsageError, match="第一次用签名的更新包") as caught:
        update(site, pack)
    assert "--trust" in caught.value.hint
    with pytest.raises(ContentError, match="指纹与您给的不同"):
        update(site, pack, "0" * 64)
    with pytest.raises(ContentError, match="没有签名，站点用的是签名的版本"):
        update(site, write_pack(out / "bare.zip", delta(FIRST, SECOND)))
    (out / "bare.zip").unlink()
    assert state_of(out) == before
    update(site, pack, KEYS.fingerprint)
    assert without_notes(site) == SECOND


def test_unsigned_releases_say_so(out: Path, cli: Run) -> None:
    """Unsigned onto nothing and onto unsigned is possible, with a plain line each time."""
    write_pack(out / "a.zip", full(FIRST))
    write_pack(out / "b.zip", delta(FIRST, SECOND))
    code, said, err = cli("update", "site", "a.zip")
    assert (code, "没有签名" in err, "站点已装好：1.0" in said) == (0, True, True)
    code, said, err = cli("update", "site", "b.zip")
    assert code == 0
    assert "不能证明是谁发布的" in err
    assert "站点已更新：1.0 → 1.1。" in said
    assert "courselib rollback site" in said
    assert whole_but_notes(out / "site")
    code, _, err = cli("update", "site", "b.zip", "--trust", KEYS.fingerprint)
    assert code == 1


def whole_but_notes(site: Path) -> bool:
    """Tell whether a site is what its manifest says."""
    copy = site.with_name("copy")
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("release"))
    try:
        files = files_of(copy)
        manifest = json.loads(files.pop("manifest.json"))
        return bool(manifest["files"] == {p: {"size": len(d), "sha256": digest(d)} for p, d in files.items()})
    finally:
        shutil.rmtree(copy)


def test_what_the_commands_say(out: Path, cli: Run) -> None:
    """Each step in words; quiet says nothing; the trusted key is asked for no second time."""
    write_pack(out / "a.zip", full(FIRST, KEYS))
    write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2))
    code, said, err = cli("update", "site", "a.zip", "--trust", KEYS.fingerprint.upper())
    assert (code, "签名有效" in said, "站点已装好：1.0" in said) == (0, True, True)
    (out / "site/web.config").write_bytes(b"<x/>")
    code, said, err = cli("update", "site", "b.zip", "--verbose")
    assert code == 0
    assert KEYS.fingerprint in said
    assert "站点里" not in said
    assert "site 里有不是本工具做的文件：web.config，已原样保留" in err
    code, said, err = cli("rollback", "site")
    assert (code, said) == (0, "已退回：site 现在是 1.0，原来是 1.1。\n没有更早的版本留着了。要再更新，用发布的更新包。\n")
    assert "web.config" in err
    assert (out / "site/web.config").read_bytes() == b"<x/>"
    code, said, err = cli("rollback", "site")
    assert (code, said) == (2, "")
    assert "怎么办" in err
    (out / "site/web.config").unlink()
    assert cli("update", "site", "b.zip", "--quiet") == (0, "", "")


def test_files_of_others_follow_both_ways(site: Path, out: Path) -> None:
    """As they are now, not as they were; one that has the name of a new page stops the update, and the site stands."""
    (site / "web.config").write_bytes(b"old")
    (site / "Thumbs.db").write_bytes(b"litter")
    (site / ".well-known/acme").mkdir(parents=True)
    (site / ".well-known/acme/proof").write_bytes(b"proof")
    assert update(site, write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2))).foreign == [".well-known/acme/proof", "web.config"]
    (site / "web.config").unlink()
    (site / "web.config").write_bytes(b"new")
    shutil.rmtree(site / ".well-known")
    assert rollback(site, lambda *_: None).foreign == ["web.config"]
    assert without_notes(site) == FIRST | {"web.config": b"new"}
    (site / "courses/n001.html").write_bytes(b"mine")
    before = state_of(out)
    with pytest.raises(UsageError, match=r"courses/n001\.html"):
        update(site, out / "b.zip")
    assert state_of(out) == before


@pytest.mark.parametrize("harm", ["changed", "missing", "linked", "manifest", "tree"])
def test_a_site_that_is_not_as_published_takes_no_delta(harm: str, site: Path, out: Path) -> None:
    """Each file is named; the full pack puts it right, of the next release and of the same."""
    named = "courses/c020.html"
    if harm in ("missing", "linked"):
        (site / named).unlink()
    if harm == "linked":
        (site / named).symlink_to(out / "first.zip")
    if harm == "changed":
        (site / named).write_bytes(FIRST[named][:-2] + b"!\n")
    if harm == "manifest":
        (site / "manifest.json").write_bytes(FIRST["manifest.json"] + b" ")
    if harm == "tree":
        lay(site, released("1.0", some_files(1) | {"extra.html": b"x"}))
    pack = write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2))
    before = state_of(out)
    with pytest.raises(ContentError) as caught:
        update(site, pack)
    assert state_of(out) == before
    assert "course-library-1.1-full.zip" in caught.value.hint
    assert (named if harm in ("changed", "missing", "linked") else "manifest.json") in caught.value.message
    if harm == "linked":  # a link would lead elsewhere later, so it is left to whoever made it
        (site / named).unlink()
    assert update(site, out / "first.zip").plan.facts.version == "1.0"
    extra = {"extra.html"} if harm == "tree" else set()
    assert set(without_notes(site)) - set(FIRST) == set() or harm == "tree"
    assert {p: d for p, d in without_notes(site).items() if p not in extra} == FIRST
    update(site, write_pack(out / "full.zip", full(SECOND, KEYS, 2)))
    assert {p: d for p, d in without_notes(site).items() if p not in extra} == SECOND


def test_a_build_can_become_a_release(content: Path, out: Path) -> None:
    """A site that ``courselib build`` made is replaced by a full pack, kept, and comes back."""
    from ..support.sites import build_site

    build_site(content, out / "site")
    built = files_of(out / "site")
    with pytest.raises(ContentError, match="不是发布的版本"):
        update(out / "site", write_pack(out / "b.zip", delta(FIRST, SECOND)))
    report = update(out / "site", write_pack(out / "a.zip", full(FIRST)))
    assert report.kept == ["unreleased"]
    assert without_notes(out / "site") == FIRST
    assert rollback(out / "site", lambda *_: None).version == ""
    assert files_of(out / "site") == built
    assert whole(out / "site")


def test_a_disk_without_hard_links(site: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are copied, and the result is the same."""
    def refuse(*_: object, **__: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(joining.os, "link", refuse)
    (site / "web.config").write_bytes(b"x")
    update(site, write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2)))
    assert without_notes(site) == SECOND | {"web.config": b"x"}
    rollback(site, lambda *_: None)
    assert without_notes(site) == FIRST | {"web.config": b"x"}


def test_a_kept_site_that_was_harmed_is_passed_over(site: Path, out: Path, cli: Run) -> None:
    """The one before it comes back instead; with none that is whole, nothing happens."""
    update(site, write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2)))
    update(site, write_pack(out / "c.zip", delta(SECOND, THIRD, KEYS, 3)))
    kept = out / ".site.releases"
    (kept / "1.1/index.html").unlink()
    code, said, err = cli("rollback", "site")
    assert code == 0
    assert "1.1 文件不全或被改过，跳过了：少了 index.html" in err
    assert "现在是 1.0" in said
    assert without_notes(site) == FIRST
    assert not (kept / "1.1").exists()
    update(site, write_pack(out / "d.zip", delta(FIRST, THIRD, KEYS, 3)))
    (kept / "1.0/index.html").unlink()
    before = state_of(out)
    code, _, err = cli("rollback", "site")
    assert code == 1
    assert "1.0" in err
    assert state_of(out) == before
