"""What is said of updates that are refused or fail, who is trusted, and what is asked."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from pathlib import Path

import pytest

from courselib.publish.signing.fingerprints import digits, spoken
from courselib.publish.updating import joining, updating
from courselib.publish.updating.returning import rollback
from courselib.runtime.errors import ContentError, SystemFault, UsageError

from ..cli.conftest import Run
from ..support.packs import Keys, canonical, delta, full, released, resigned, write_pack
from ..support.terminal import typed
from .hosts import FIRST, KEYS, SECOND, THIRD, Silent, site, some_files, state_of, update, without_notes

__all__ = ["site"]


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



def test_the_fingerprint_can_be_told_in_any_way(out: Path) -> None:
    """As digits in groups, as the sixteen characters on the paper; a part of it is not enough."""
    pack = write_pack(out / "a.zip", full(FIRST, KEYS))
    ways = ["-".join(digits(KEYS.fingerprint)).upper(), " ".join(digits(KEYS.fingerprint)), " ".join(spoken(KEYS.fingerprint))]
    for number, way in enumerate(ways):
        update(out / f"site{number}", pack, way)
    for wrong in (KEYS.fingerprint[:32], "".join(spoken(KEYS.fingerprint))[:15], "".join(spoken(KEYS.fingerprint[2:] + "00")), " - "):
        with pytest.raises(ContentError, match="指纹与您给的不同"):
            update(out / "other", pack, wrong)
    with pytest.raises(UsageError, match="给的指纹不是这个站点所认的"):
        update(out / "site0", write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2)), "0" * 64)
    update(out / "site0", out / "b.zip", ways[2])


def test_on_a_terminal_questions_are_asked(out: Path) -> None:
    """The fingerprint, then whether to go on; whoever says no, or types another, changes nothing."""
    write_pack(out / "a.zip", full(FIRST, KEYS))
    before = state_of(out)
    code, screen = typed(["update", "site", "a.zip"], ["0" * 64], out)
    assert (code, "指纹与您给的不同" in screen) == (1, True)
    code, screen = typed(["update", "site", "a.zip"], [KEYS.fingerprint, ""], out)
    assert (code, "没有更新，站点没有动" in screen) == (0, True)
    assert state_of(out) == before
    code, screen = typed(["update", "site", "a.zip"], [" ".join(spoken(KEYS.fingerprint)), "y"], out)
    assert (code, "站点已装好：1.0" in screen) == (0, True), screen
    write_pack(out / "b.zip", delta(FIRST, SECOND, KEYS, 2))
    code, screen = typed(["update", "site", "b.zip", "--yes"], [], out)
    assert (code, "站点已更新：1.0 → 1.1" in screen) == (0, True), screen
