"""Updates and rollbacks that go well, and what is said of those that do not."""

from __future__ import annotations

import datetime
import itertools
import json
import os
import shutil
from pathlib import Path

import pytest

from courselib.publish.releases import joining, updating
from courselib.publish.releases.returning import rollback
from courselib.runtime.errors import ContentError, SystemFault, UsageError

from ..cli.conftest import Run
from ..support.packs import Keys, canonical, delta, digest, full, lay, released, resigned, write_pack
from ..support.sites import files_of, whole
from .hosts import FIRST, KEYS, SECOND, THIRD, Silent, some_files, state_of, update


def without_notes(site: Path) -> dict[str, bytes]:
    """Return a site's files but what speaks of its release."""
    return {path: data for path, data in files_of(site).items() if not path.startswith("release/")}


@pytest.fixture
def site(out: Path) -> Path:
    """The first release, signed, as installed from its full pack."""
    update(out / "site", write_pack(out / "first.zip", full(FIRST, KEYS)), KEYS.fingerprint)
    return out / "site"


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


def test_refusals_have_words_of_their_own(site: Path, out: Path) -> None:
    """What is wrong, and what to do, for each reason."""
    other = released("1.1", some_files(2), previous="1.0", library="other-library")
    cases = {
        "版本只升不降": full(released("0.9", some_files(0)), KEYS, 2),
        "站点已经是 1.0": full(FIRST, KEYS, 2),
        "不是同一个课程库": full(other, KEYS, 2),
        "这个增量包从 1.1 更新到 1.2，站点现在是 1.0": delta(SECOND, THIRD, KEYS, 3),
        "签名没有通过": full(SECOND, Keys([b"two"]), 2),
        "没有签名，站点用的是签名的版本": full(SECOND),
    }
    seen = set()
    for said, members in cases.items():
        before = state_of(site, out / ".site.releases")
        with pytest.raises(ContentError, match=said) as caught:
            update(site, write_pack(out / "pack.zip", members))
        seen.add(caught.value.message)
        assert state_of(site, out / ".site.releases") == before
        assert "站点没有动" in caught.value.message + caught.value.hint or "没有改动任何东西" in caught.value.message
        if "增量包从" in said:
            assert "course-library-1.0-to-1.2.zip" in caught.value.hint
            assert "course-library-1.2-full.zip" in caught.value.hint
    assert len(seen) == len(cases)
    content = json.loads(full(SECOND)["pack.json"]) | {"kind": "content", "members": {}, "tree": {"before": "", "after": ""},
                                                       "manifest": {"before": "", "after": ""}}
    with pytest.raises(ContentError, match="这是内容包"):
        update(site, write_pack(out / "pack.zip", resigned({"pack.json": canonical(content)}, None, 1, b"")))
    with pytest.raises(ContentError, match="还没有站点"):
        update(out / "nothing", write_pack(out / "pack.zip", delta(FIRST, SECOND, KEYS, 2)))
    assert not (out / "nothing").exists()
    assert not (out / ".nothing.releases").exists()


def test_wrong_usage_is_told(site: Path, out: Path) -> None:
    """Folders and files in the wrong place."""
    pack = write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2))
    (out / "link").symlink_to(site)
    (out / "full").mkdir()
    (out / "full/letter.txt").write_bytes(b"x")
    (out / "text.zip").write_bytes(b"hello")
    (out / "empty.zip").write_bytes(b"")
    os.mkfifo(out / "pipe")
    before = state_of(out)
    for place, file, said in (
        (site, out / "missing.zip", "没有 .*missing.zip 这个文件"), (site, out / "full", "是一个文件夹，不是更新包"),
        (site, out / "text.zip", "不是更新包"), (site, out / "empty.zip", "不是更新包"), (site, out / "pipe", "不是普通文件"),
        (out / "link", pack, "符号链接"), (out / "full", pack, "不是本工具生成的站点"), (pack, pack, "是一个文件"),
        (out / "no/site", pack, "没有 .*no 这个文件夹"), (Path("/"), pack, "最上层"),
    ):
        with pytest.raises(UsageError, match=said) as caught:
            update(place, file)
        assert caught.value.hint
    assert state_of(out) == before
    with pytest.raises(UsageError, match="退不回去"):
        rollback(out / "nothing", lambda *_: None)
    assert state_of(out) == before


def test_what_has_expired_is_a_warning(out: Path, cli: Run) -> None:
    """With the date; the update goes on, since a library may lie in a drawer for years."""
    old = Keys([b"one"], until=datetime.date(2020, 5, 4))
    write_pack(out / "a.zip", full(FIRST, old))
    code, _, err = cli("update", "site", "a.zip", "--trust", old.fingerprint)
    assert code == 0
    assert "2020-05-04" in err
    assert without_notes(out / "site") == FIRST


def test_keys_may_change_on_the_way(site: Path, out: Path) -> None:
    """New keys are followed when the old ones signed them, over two changes at once; the old keys are good no more then."""
    second = KEYS.rotated(b"two")
    third = second.rotated(b"three")
    stranger = Keys([b"four"], roots={1: KEYS.roots[1], 2: Keys([b"four"]).roots[1]})
    with pytest.raises(ContentError, match="签名没有通过"):
        update(site, write_pack(out / "b.zip", delta(FIRST, SECOND, stranger, 2)))
    update(site, write_pack(out / "b.zip", delta(FIRST, SECOND, third, 2)))
    assert without_notes(site) == SECOND
    for keys in (KEYS, second):
        with pytest.raises(ContentError, match="签名没有通过"):
            update(site, write_pack(out / "c.zip", delta(SECOND, THIRD, keys, 3)))
    update(site, write_pack(out / "c.zip", delta(SECOND, THIRD, third, 3)))
    assert without_notes(site) == THIRD


def test_a_threshold_is_held(out: Path) -> None:
    """Two of three keys must sign; one alone is refused in numbers."""
    keys = Keys([b"one", b"two", b"three"], threshold=2)
    members = full(FIRST, keys)
    few = members | keys.metadata(1, {"pack/full.json": members["pack.json"], "manifest.json": FIRST["manifest.json"]}, keys.signers[:1])
    with pytest.raises(ContentError, match="要 2 把密钥签名，只有 1 把签了"):
        update(out / "site", write_pack(out / "few.zip", few), keys.fingerprint)
    enough = members | keys.metadata(1, {"pack/full.json": members["pack.json"], "manifest.json": FIRST["manifest.json"]}, keys.signers[1:])
    update(out / "site", write_pack(out / "enough.zip", enough), keys.fingerprint)
    assert without_notes(out / "site") == FIRST


def test_nobody_is_asked_twice_and_no_is_no(out: Path) -> None:
    """Whoever declines leaves everything as it was."""
    class No(Silent):
        def agrees(self, *_: object) -> bool:
            return False

    before = state_of(out)
    write_pack(out / "a.zip", full(FIRST))
    with pytest.raises(updating.Declined):
        updating.update(out / "site", out / "a.zip", No())
    (out / "a.zip").unlink()
    assert state_of(out) == before


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


def test_trouble_of_the_machine_has_words(site: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is seen beforehand or when it comes; without permission it is said; nothing is left but what was brought."""
    pack = write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2))
    before = state_of(site)
    usage = shutil.disk_usage(out)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=100))
        with pytest.raises(SystemFault, match="磁盘空间不够"):
            update(site, pack)
    for code, said in ((28, "磁盘满了"), (13, "没有权限"), (5, "出了问题")):
        for name in ("link", "sync"):
            def fail(*_: object, code: int = code, **__: object) -> None:
                raise OSError(code, os.strerror(code))

            with monkeypatch.context() as patch:
                patch.setattr(joining.os, name, fail)
                if name == "link":
                    patch.setattr(joining.shutil, "copy2", fail)
                with pytest.raises(SystemFault, match=said) as caught:
                    update(site, pack)
            assert caught.value.hint
            assert state_of(site) == before
            assert not (out / ".site.releases/new").exists()
    update(site, pack)
    assert without_notes(site) == SECOND

