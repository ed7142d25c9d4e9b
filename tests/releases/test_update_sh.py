"""``update.sh``: a site updated by a plain shell, with dash and Info-ZIP and with nothing but busybox."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from courselib.publish.releases.without_python import programs
from courselib.publish.updating.kept import Releases

from ..support.needs import needed
from ..support.releases import Maker, installed, standing
from ..support.signed import Signing, sha256
from ..support.sites import courselib

Run = Callable[..., "subprocess.CompletedProcess[str]"]


class Shell:
    """Runs the script in one shell."""

    def __init__(self, name: str, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.script = folder / "update.sh"
        self.script.write_bytes(programs()["update.sh"])
        self.environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        if name == "busybox":
            busybox = needed(shutil.which("busybox"), "busybox")
            tools = folder / "bin"
            tools.mkdir()
            # Nothing else is on the path: every tool is busybox's.
            subprocess.run([busybox, "--install", "-s", str(tools)], check=True)
            self.shell = [busybox, "sh"]
            self.environment["PATH"] = str(tools)
        else:
            needed(shutil.which("unzip"), "unzip")
            self.shell = [needed(shutil.which(name), name)]

    def command(self, *arguments: str | Path) -> list[str]:
        """Return the command line."""
        return [*self.shell, str(self.script), *map(str, arguments)]

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run the script."""
        return subprocess.run(
            self.command(*arguments), cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False,
            timeout=120,
        )

    def fine(self, *arguments: str | Path) -> str:
        """Run the script, which must do it, and return what it says."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
        return done.stdout


@pytest.fixture(params=["dash", "busybox"])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> Shell:
    """Each shell in turn."""
    return Shell(request.param, tmp_path / "shell")


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Unsigned packs."""
    return Maker(tmp_path_factory.mktemp("packs"))


def test_a_life(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """Installed, updated three times, gone back from; two earlier sites are kept, files of the user's own stay."""
    site = tmp_path / "a place" / "site"
    site.parent.mkdir()
    said = shell.fine(site, maker.full("1.0"))
    assert "没有签名" in said
    assert standing(site) == maker.expected("1.0")
    own = {"robots.txt": b"own", "own/x.txt": b"1"}
    for path, data in own.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(data)
    for since, version in (("1.0", "1.1"), ("1.1", "1.2"), ("1.2", "2")):
        assert "robots.txt" in shell.fine(site, maker.delta(since, version))
        assert standing(site) == maker.expected(version) | own
        assert json.loads((site / "release/pack.json").read_bytes())["version"] == version
    kept = site.with_name(".site.releases")
    assert sorted(place.name for place in kept.iterdir()) == ["1.1", "1.2"]
    shell.fine("--rollback", f"{site}/")
    assert standing(site) == maker.expected("1.2") | own
    assert sorted(place.name for place in kept.iterdir()) == ["1.1"]
    shell.fine(site, maker.full("2"))
    assert standing(site) == maker.expected("2") | own
    shell.fine("--rollback", site)
    shell.fine("--rollback", site)
    assert standing(site) == maker.expected("1.1") | own
    assert shell.run("--rollback", site).returncode == 1


def test_a_relative_place(shell: Shell, maker: Maker) -> None:
    """Both names may be told from where one stands."""
    shutil.copy(maker.full("1.0"), shell.folder / "full.zip")
    shell.fine("site", "full.zip")
    assert standing(shell.folder / "site") == maker.expected("1.0")


def test_signed_packs(shell: Shell, tmp_path: Path) -> None:
    """It shows the fingerprint and says that it did not verify the signature; a pack that lost its signatures is refused."""
    signed, site = Maker(tmp_path / "signed", Signing()), tmp_path / "site"
    said = shell.fine(site, signed.full("1.0"))
    assert "64cc 625d" in said
    assert "不会验证签名" in said
    assert (site / "release/1.root.json").is_file()
    refused(shell, site, Maker(tmp_path / "unsigned").delta("1.0", "1.1"), "没有签名")
    shell.fine(site, signed.delta("1.0", "1.1"))


def refused(shell: Shell, site: Path, pack: Path, words: str) -> None:
    """A pack is refused in these words, and the site and what lies beside it is as it was."""
    before = standing(site) if site.exists() else None
    beside = sorted(place.name for place in site.parent.iterdir())
    done = shell.run(site, pack)
    assert done.returncode == 1, done.stdout + done.stderr
    assert words in done.stderr, done.stderr
    assert "站点没有动" in done.stderr
    assert (standing(site) if site.exists() else None) == before
    assert sorted(place.name for place in site.parent.iterdir()) == beside


def rewritten(pack: Path, target: Path, change: Callable[[dict[str, bytes]], None], facts: Callable[[Any], None] | None = None) -> Path:
    """Write a pack anew with its members changed; with ``facts`` also what it says of itself, all sums made right again."""
    with zipfile.ZipFile(pack) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    if facts:
        told = json.loads(members["pack.json"])
        told["members"] = {
            name: {"size": len(data), "sha256": sha256(data)} for name, data in members.items()
            if name not in ("pack.json", "SHA256SUMS") and not name.startswith("metadata/")
        }
        facts(told)
        members["pack.json"] = json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        sums = {name: sha256(data) for name, data in members.items() if name != "SHA256SUMS" and not name.startswith("metadata/")}
        members["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target


def _flip(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        data = bytearray(members[name])
        data[len(data) // 2] ^= 1
        members[name] = bytes(data)
    return change


def _add(name: str, data: bytes = b"x") -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.__setitem__(name, data)


def _drop(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda members: members.pop(name) and None


def _same(_: Any) -> None:
    return None


#: What is done to the delta from 1.0 to 1.1, and to what it says of itself.
HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], Callable[[Any], None] | None, str]] = {
    "a flipped bit": (_flip("site/courses/new-1.1.html"), None, "损坏"),
    "a flipped bit in pack.json": (_flip("pack.json"), None, ""),
    "a flipped bit in the sums": (_flip("SHA256SUMS"), None, "SHA256SUMS"),
    "a member less": (_drop("site/courses/new-1.1.html"), None, "少了"),
    "a member more": (_add("site/evil.html"), None, "少了或多了"),
    "a member more, with sums": (_add("site/evil.html"), _same, "少了或多了"),
    "no pack.json": (_drop("pack.json"), None, "不完整"),
    "a way out": (_add("site/../../evil.html"), None, "的文件"),
    "a way out, with sums": (_add("site/../../evil.html"), _same, "的文件"),
    "an absolute name": (_add("/srv/evil.html"), None, "的文件"),
    "a backslash": (_add("site\\..\\evil.html"), None, "不能用的文件名"),
    "a name with a line break": (_add("site/a\nb.html"), None, ""),
    "a drive": (_add("site/C:evil.html"), None, "不能用的文件名"),
    "a device": (_add("site/AUX.html"), None, "不能用的文件名"),
    "a dot at the end": (_add("site/evil."), None, "不能用的文件名"),
    "twins": (_add("site/INDEX.HTML"), _same, ""),
    "a file and a folder": (_add("site/courses/new-1.1.html/x"), _same, "不能用的文件名"),
    "another top": (_add("evil.sh"), None, "不该有的"),
    "another library": (_same, lambda told: told.update(library="other"), "不是同一个课程库"),
    "an older version": (_same, lambda told: told.update({"version": "0.9"}), "版本只升不降"),
    "the same version": (_same, lambda told: told.update({"version": "1.0"}), "不用更新"),
    "from another version": (_same, lambda told: told.update({"from": "0.8"}), "从 0.8"),
    "from another site": (_same, lambda told: told["manifest"].update(before="0" * 64), "不是 1.0 发布的那一份"),
    "to another manifest": (_same, lambda told: told["manifest"].update(after="0" * 64), "不是说好的"),
    "another format": (_same, lambda told: told.update(format=2), "不认识"),
    "a version that is none": (_same, lambda told: told.update(version="1.1; rm"), "不合格式"),
    "removing what lies outside": (_same, lambda told: told["removed"].append("../../shell/update.sh"), "不能用的文件名"),
    "removing too much": (_same, lambda told: told["removed"].append("courses/c1.html"), "新站点的文件不对"),
    "removing too little": (_same, lambda told: told["removed"].clear(), "少了或多了"),
    "a patch of nonsense": (_add("patch/index.html", b"copy 0 x\n"), _same, "修改不合格式"),
    "a patch beyond the end": (_add("patch/index.html", b"copy 0 99999999\n"), _same, "文件不对"),
    "a content pack": (_same, lambda told: told.update({"kind": "content", "from": ""}), "内容包"),
    "a full pack that is none": (_same, lambda told: told.update({"kind": "full", "from": ""}), ""),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_refused(case: str, shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """Each in words of its own."""
    change, facts, words = HOSTILE[case]
    site = installed(maker, "1.0", tmp_path / "site")
    pack = rewritten(maker.delta("1.0", "1.1"), shell.folder / "pack.zip", change, facts)
    refused(shell, site, pack, words)
    assert not (tmp_path.parent / "evil.html").exists()


def test_refused_archives(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """Half an archive, none at all, links, a bomb, the wrong moment."""
    site = installed(maker, "1.0", tmp_path / "site")
    whole = maker.delta("1.0", "1.1").read_bytes()
    pack = shell.folder / "pack.zip"
    pack.write_bytes(whole[: len(whole) // 2])
    refused(shell, site, pack, "不完整")
    pack.write_bytes(b"no archive")
    refused(shell, site, pack, "不完整")
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        link = zipfile.ZipInfo("site/link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc")
        archive.writestr("pack.json", b"{}")
    refused(shell, site, pack, "")
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("site/zeros.bin", bytes(64 << 20))
    refused(shell, site, pack, "不合常理")
    refused(shell, tmp_path / "nothing", maker.delta("1.0", "1.1"), "还没有站点")
    refused(shell, site, maker.delta("1.1", "1.2"), "从 1.1")
    (site / "courses/c1.html").write_bytes(b"changed by hand")
    refused(shell, site, maker.delta("1.0", "1.1"), "courses/c1.html")
    shell.fine(site, maker.full("1.1"))
    (site / "link").symlink_to("/etc")
    refused(shell, site, maker.full("1.2"), "链接")


def test_usage(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """A wrong call says how to call it."""
    for arguments in ((), ("site",), ("--help",), ("--rollback",), ("a", "b", "c")):
        done = shell.run(*arguments)
        assert done.returncode == 2
        assert "用法" in done.stderr
    other = tmp_path / "documents"
    other.mkdir()
    (other / "letter.txt").write_bytes(b"mine")
    refused(shell, other, maker.full("1.0"), "不是本工具生成的站点")


@pytest.mark.parametrize("number", range(12))
def test_killed_at_any_moment(number: int, shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """After ``kill -9`` the old or the new site stands, or the next run puts it back; then the update is done as if nothing had been."""
    draw = random.Random(number)  # noqa: S311 - a repeatable draw
    site = installed(maker, "1.0", tmp_path / "site")
    pack, old, new = maker.delta("1.0", "1.1"), maker.expected("1.0"), maker.expected("1.1")
    began = time.monotonic()
    shell.fine(site, pack)
    length = time.monotonic() - began
    going_back = number % 3 == 2
    if not going_back:
        shell.fine("--rollback", site)
    arguments = ("--rollback", site) if going_back else (site, pack)
    run = subprocess.Popen(shell.command(*arguments), cwd=shell.folder, env=shell.environment, start_new_session=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(draw.random() * length)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    assert standing(site if site.exists() else site.with_name(".site.old")) in (old, new)
    done = shell.run(*arguments)
    assert done.returncode in (0, 1), done.stderr  # 1: it had been done already
    assert standing(site) == (old if going_back else new)
    assert not site.with_name(".site.old").exists()
    assert {place.name for place in site.parent.iterdir()} <= {"site", ".site.releases", "shell"}


def test_either_may_follow_the_other(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """The script and the command know each other's kept sites."""
    site = tmp_path / "site"

    def command(*arguments: str | Path) -> None:
        done = courselib(*arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr

    shell.fine(site, maker.full("1.0"))
    command("update", site, maker.delta("1.0", "1.1"))
    shell.fine(site, maker.delta("1.1", "1.2"))
    command("rollback", site)
    assert standing(site) == maker.expected("1.1")
    shell.fine("--rollback", site)
    assert standing(site) == maker.expected("1.0")
    command("update", site, maker.delta("1.0", "1.1"))
    assert standing(site) == maker.expected("1.1")


def test_the_command_is_at_work(shell: Shell, maker: Maker, tmp_path: Path) -> None:
    """While ``courselib update`` holds the site, the script says so and touches nothing."""
    site = installed(maker, "1.0", tmp_path / "site")
    with Releases(site).open("更新站点", make=True):
        done = shell.run(site, maker.delta("1.0", "1.1"))
        assert (done.returncode, "另一个命令正在更新" in done.stderr) == (3, True), done.stderr
        assert standing(site) == maker.expected("1.0")
    shell.fine(site, maker.delta("1.0", "1.1"))
