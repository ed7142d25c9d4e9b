"""A release: its version, its packs, the same bytes again, nothing half done, and a site that a plain build makes too."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from courselib.content.releases import read_releases
from courselib.library.reading import fingerprint
from courselib.publish.packs import patches
from courselib.publish.packs.zips import Archive
from courselib.publish.releases import outbox, releasing
from courselib.publish.signing import signatures
from courselib.runtime.errors import ContentError, SystemFault, UsageError

from ..support.library import course, put
from ..support.sites import build_site, courselib, environment, files_of
from .conftest import ON, Library, signer


def contents(pack: Path) -> dict[str, bytes]:
    with Archive(pack) as archive:
        return {name: archive.read(name) for name in archive.members}


def site_in(pack: Path) -> dict[str, bytes]:
    return {name.removeprefix("site/"): data for name, data in contents(pack).items() if name.startswith("site/")}


def applied(site: dict[str, bytes], pack: Path) -> dict[str, bytes]:
    """Return a site updated by a delta, as any program could do it: by ``pack.json`` and copies of bytes."""
    inside = contents(pack)
    facts = json.loads(inside["pack.json"])
    new = {path: data for path, data in site.items() if path not in facts["removed"]}
    new |= {name.removeprefix("site/"): data for name, data in inside.items() if name.startswith("site/")}
    for path, hashes in facts["patched"].items():
        assert hashlib.sha256(site[path]).hexdigest() == hashes["before"]
        size = sum(int(line.split()[2]) for line in inside[f"patch/{path}"].splitlines())
        new[path] = patches.apply(site[path], inside[f"patch/{path}"], inside[f"data/{path}"], size)
        assert hashlib.sha256(new[path]).hexdigest() == hashes["after"]
    return new


def test_the_first_release(library: Library) -> None:
    report = library.release()
    assert (report.version, report.previous, report.signed) == ("1.0", "", False)
    assert sorted(p.name for p in library.out.iterdir()) == [
        "SHA256SUMS", "changes-1.0.html", "changes-1.0.json", "course-library-1.0-content.zip", "course-library-1.0-full.zip",
        "update.bat", "update.ps1", "update.sh"]
    (release,) = read_releases(library.content).all
    assert (release.version.text, release.on, release.is_base, release.gone) == ("1.0", "2026-11-27", True, ())
    assert list(release.courses)
    assert "old-skills" not in release.courses
    assert "coming" not in release.courses  # a draft
    assert release.courses["skills"] == fingerprint((library.content / "courses/rural/skills.md").read_bytes())
    site = site_in(library.pack("1.0-full"))
    assert json.loads(site["release.json"]) == {"library": "course-library", "version": "1.0", "previous": "", "on": "2026-11-27"}
    page = (library.out / "changes-1.0.html").read_text(encoding="utf-8")
    assert "没有签名" in page
    assert "首次发布" in page


def test_packs_say_what_they_hold(library: Library) -> None:
    library.release()
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    library.release()
    for name, kind in (("1.1-full", "full"), ("1.0-to-1.1", "delta"), ("1.1-content", "content")):
        inside = contents(library.pack(name))
        text = inside.pop("pack.json")
        facts = json.loads(text)
        assert text == json.dumps(facts, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        assert (facts["kind"], facts["version"], facts["from"]) == (kind, "1.1", "1.0" if kind == "delta" else "")
        sums = inside.pop("SHA256SUMS").decode()
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in inside.items()}
        assert {n: m["sha256"] for n, m in facts["members"].items()} == hashes
        assert {n: m["size"] for n, m in facts["members"].items()} == {n: len(data) for n, data in inside.items()}
        lines = sorted([*hashes.items(), ("pack.json", hashlib.sha256(text).hexdigest())])
        assert sums == "".join(f"{digest}  {name}\n" for name, digest in lines)
        assert {n.partition("/")[0] for n in inside} <= {"site", "patch", "data", "content", "changes.html", "changes.json"}
    written = (library.out / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    for line in written:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((library.out / name).read_bytes()).hexdigest() == digest
    assert len(written) == 8


def test_deltas_lead_to_the_new_site(library: Library) -> None:
    sites = {}
    for number in range(5):
        put(library.content, "courses/rural/growing.md", course(f"第 {number} 次改的课", body="\n## 说明\n\n" + "字" * (number + 1) + "\n"))
        if number == 3:
            put(library.content, "courses/all/reading-more.md", course("多出一课", audience="all", topic="works-reading"))
        version = library.release(on=f"2026-11-{20 + number}").version
        sites[version] = site_in(library.pack(f"{version}-full"))
        before = list(sites)[:-1]
        for since in before[-3:]:
            assert applied(sites[since], library.pack(f"{since}-to-{version}")) == sites[version]
        assert sorted(p.name for p in library.out.glob(f"*-to-{version}.zip")) == [
            f"course-library-{since}-to-{version}.zip" for since in before[-3:]]
    full, delta = library.pack("1.4-full"), library.pack("1.3-to-1.4")
    assert delta.stat().st_size * 4 < full.stat().st_size
    assert json.loads(contents(delta)["pack.json"])["patched"]["manifest.json"]


def test_the_same_inputs_give_the_same_bytes(library: Library, another: Library) -> None:
    for one in (library, another):
        one.sign_with(signer(1))
        one.release(on="2026-11-26")
        put(one.content, "courses/rural/new-one.md", course("新的一课"))
        one.release()
    assert files_of(library.out) == files_of(another.out)
    assert files_of(library.content / "releases") == files_of(another.content / "releases")


def test_a_plain_build_of_a_fresh_copy_makes_the_released_site(library: Library, tmp_path: Path) -> None:
    library.release()
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    library.release()
    clone = tmp_path / "clone"
    clone.mkdir()
    shutil.copytree(library.content, clone / "content")
    shutil.copy2(library.folder / "mkdocs.yml", clone / "mkdocs.yml")
    build_site(clone / "content", clone / "site")
    assert files_of(clone / "site") == site_in(library.pack("1.1-full"))


def test_the_archive_holds_the_content_of_every_release(library: Library) -> None:
    states = []
    for number in range(4):
        put(library.content, "courses/rural/a.md", course(f"甲{number}"))
        put(library.content, f"courses/农村/课{number}.md".replace(f"课{number}", f"b{number}"), course(f"乙{number}"))
        if number == 2:
            (library.content / "courses/农村/b0.md").unlink()
        kept = {p: d for p, d in files_of(library.content).items() if p.split("/")[0] not in ("releases", "pages", "media")}
        states.append(kept)
        library.release(new_base=number == 1)
    releases = read_releases(library.content)
    assert releases.problems == ()
    assert [dict(releases.sources(r)) for r in releases.all] == states
    assert [r.base for r in releases.all] == ["1.0", "1.1", "1.1", "1.1"] or releases.all[-1].is_base
    assert "courses/农村/b0.md" in {path for r in releases.all for path in r.gone} or any(r.is_base for r in releases.all[2:])


def test_the_base_stays_until_a_quarter_changed(library: Library) -> None:
    for number in range(12):
        put(library.content, f"courses/rural/c{number}.md", course(f"第 {number} 课"))
    library.release()
    put(library.content, "courses/rural/c0.md", course("改过的第 0 课"))
    assert library.release().base == "1.0"
    for number in range(5):
        put(library.content, f"courses/rural/c{number}.md", course(f"又改过的第 {number} 课"))
    assert library.release().base == "1.2"


def test_versions_only_rise(library: Library) -> None:
    assert library.release("2026.9").version == "2026.9"
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    for wanted, why in (("2026.9", "已经发布过"), ("2026.9.0", "已经发布过"), ("2026.8", "比上一次发布的 2026.9 小"), ("1.x", "不合格式"),
                        ("01", "不合格式"), ("1.2.3.4.5", "不合格式")):
        with pytest.raises(UsageError, match=why):
            library.release(wanted)
    assert library.release().version == "2026.10"
    put(library.content, "courses/rural/new-one.md", course("新的两课"))
    assert library.release("2027").version == "2027"
    assert len(list(library.out.glob("*-full.zip"))) == 3


def test_days_only_rise(library: Library) -> None:
    library.release(on="2026-11-27")
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    for day, why in (("2026-11-26", "早于上一次发布"), ("2026-13-01", "不对"), ("昨天", "不对")):
        with pytest.raises(UsageError, match=why):
            library.release(on=day)


def test_nothing_changed(library: Library, tmp_path: Path) -> None:
    library.release()
    before = files_of(library.folder / "releases"), files_of(library.content)
    with pytest.raises(UsageError, match=r"从上一次发布 1\.0 以来没有任何变化"):
        library.release()
    with pytest.raises(UsageError, match="没有任何变化") as refusal:
        library.release(out=tmp_path / "elsewhere")
    assert "完整包" in refusal.value.hint
    assert (files_of(library.folder / "releases"), files_of(library.content)) == before
    with (library.content / "pages/notes.md").open("a", encoding="utf-8") as page:  # part of the site, of no record
        page.write("\n多一句。\n")
    report = library.release()
    assert report.version == "1.1"
    assert report.changes is not None
    assert report.changes.nothing
    assert "课程、方案和班次没有变化" in (library.out / "changes-1.1.html").read_text(encoding="utf-8")


def test_errors_stop_it(library: Library) -> None:
    put(library.content, "courses/rural/new-one.md", course("新的一课", topic="nowhere"))
    with pytest.raises(ContentError):
        library.release()
    assert not library.out.exists() or not any(library.out.iterdir())
    assert not (library.content / "releases").exists()


def test_signed(library: Library) -> None:
    library.sign_with(signer(1))
    library.release()
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    assert library.release().signed
    root = (library.content / "releases/root/1.root.json").read_bytes()
    for name, target in (("1.1-full", "pack/full.json"), ("1.0-to-1.1", "pack/1.0.json"), ("1.1-content", "pack/content.json")):
        inside = contents(library.pack(name))
        metadata = {n.removeprefix("metadata/"): data for n, data in inside.items() if n.startswith("metadata/")}
        assert metadata == files_of(library.out / "metadata")
        found = signatures.verify(metadata, root, ON)
        found.check(target, inside["pack.json"])
        assert found.number == 2
        if target == "pack/full.json":
            found.check("manifest.json", inside["site/manifest.json"])
    assert "没有签名" not in (library.out / "changes-1.1.html").read_text(encoding="utf-8")
    assert (library.out / "fingerprint.html").exists()
    # Unsigned again: what was signed of an earlier release must not stand beside it.
    library.key = None
    put(library.content, "courses/rural/new-one.md", course("新的两课"))
    library.release()
    assert not (library.out / "metadata").exists()
    assert not (library.out / "fingerprint.html").exists()


def test_a_key_that_is_not_the_librarys(library: Library) -> None:
    library.sign_with(signer(1))
    library.key = signer(2)
    with pytest.raises(UsageError, match="不在这个课程库的密钥清单里"):
        library.release()
    assert not (library.content / "releases/1.0.json").exists()
    assert not library.out.exists()


def test_drafts_stay_at_home(library: Library) -> None:
    library.release()
    inside = contents(library.pack("1.0-content"))
    assert "content/courses/rural/skills.md" in inside
    assert "content/plan.yml" in inside
    assert "content/media/notes/handout.txt" in inside
    assert not [name for name in inside if "coming" in name or name.startswith("content/pages")]


def test_a_folder_that_is_no_place_for_releases(library: Library) -> None:
    (library.folder / "file").write_text("x", encoding="utf-8")
    (library.folder / "link").symlink_to(library.folder)
    for out in (library.content, library.content / "x", library.folder, library.folder / ".courselib", library.folder / "file",
                library.folder / "link", library.folder.parent):
        with pytest.raises(UsageError):
            library.release(out=out)


def test_files_of_others_stay(library: Library) -> None:
    library.out.mkdir()
    (library.out / "notes").mkdir()
    (library.out / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
    library.sign_with(signer(1))
    library.release()
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    library.release()
    assert (library.out / "notes" / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in library.out.iterdir() if p.name.startswith(".")) == []
    assert library.pack("1.0-full").exists()
    assert library.pack("1.0-to-1.1").exists()


def test_a_damaged_earlier_pack_is_told(library: Library) -> None:
    library.release()
    library.pack("1.0-full").write_bytes(b"damaged")
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    report = library.release()
    assert any("没有做从 1.0 到 1.1 的更新包" in note for note in report.notes)
    assert not library.pack("1.0-to-1.1").exists()


def test_content_that_changes_meanwhile(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    packs = releasing._Releasing._packs

    def changing(self: Any, *arguments: Any) -> Any:
        put(library.content, "courses/rural/skills.md", course("别的课"))
        return packs(self, *arguments)

    monkeypatch.setattr(releasing._Releasing, "_packs", changing)
    with pytest.raises(SystemFault, match="被改动"):
        library.release()
    assert not (library.content / "releases/1.0.json").exists()
    assert not library.out.exists()


@pytest.mark.slow
@pytest.mark.parametrize("foreign", [False, True])
def test_a_kill_leaves_no_half_release(library: Library, foreign: bool) -> None:
    """Killed after each of many delays: the folder has all of a release or none of it, and so has the content."""
    library.release()
    if foreign:
        (library.out / "README.txt").write_text("x", encoding="utf-8")
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    command = [sys.executable, "-m", "courselib", "release", "--on", "2026-11-28", "--quiet"]
    names = {f"course-library-1.1-{end}.zip" for end in ("full", "content")} | {"course-library-1.0-to-1.1.zip"}
    names |= {"changes-1.1.html", "changes-1.1.json"}
    done = False
    for tenth in range(5, 60, 4):
        process = subprocess.Popen(command, cwd=library.folder, env=environment(), start_new_session=True)
        time.sleep(tenth / 10)
        killed = process.poll() is None
        if killed:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        here = {p.name for p in library.out.iterdir()} & names
        assert here in (set(), names) or foreign
        assert library.pack("1.0-full").exists()
        done = (library.content / "releases/1.1.json").exists()
        if done:
            assert here == names
            break
        assert list(read_releases(library.content).problems) == []
    if not done:
        assert courselib("release", "--on", "2026-11-28", "--quiet", cwd=library.folder).returncode == 0
    assert [r.version.text for r in read_releases(library.content).all] == ["1.0", "1.1"]
    assert not [p for p in library.folder.iterdir() if p.name.startswith(".releases")]


def test_each_step_of_putting_in_place_can_be_the_last(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder cannot be replaced as a whole, the record comes after all files, and the next run makes the same bytes."""
    class Killed(BaseException):
        pass

    library.release()
    (library.out / "README.txt").write_text("x", encoding="utf-8")
    put(library.content, "courses/rural/new-one.md", course("新的一课"))
    steps = 0
    while True:
        steps += 1
        left = steps
        replace = Path.replace

        def counting(self: Path, target: Path, replace: Any = replace) -> Path:
            nonlocal left
            if target.is_relative_to(library.out) or target.is_relative_to(library.content):
                left -= 1
                if left == 0:
                    raise Killed
            return replace(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", counting)
            patch.setattr(outbox.Outbox, "close", lambda _: None)
            try:
                library.release()
            except Killed:
                assert not (library.content / "releases/1.1.json").exists()
                assert read_releases(library.content).problems == ()
                continue
        break
    assert steps > 6
    whole = files_of(library.out)
    (library.content / "releases/1.1.json").unlink()
    library.release()
    assert files_of(library.out) == whole


def test_the_command(library: Library) -> None:
    done = courselib("release", "--on", "2026-11-27", cwd=library.folder)
    assert done.returncode == 0, done.stderr
    assert "已发布 1.0（首次发布）" in done.stdout
    assert "没有签名" in done.stdout
    again = courselib("release", "--version", "0.9", cwd=library.folder)
    assert again.returncode == 2
    assert "只能往大处走" in again.stderr
    both = courselib("release", "--unsigned", "--key", "x.pem", cwd=library.folder)
    assert both.returncode == 2
    missing = courselib("release", "--key", "x.pem", cwd=library.folder)
    assert missing.returncode == 2
    assert "先运行 courselib key new" in missing.stderr
