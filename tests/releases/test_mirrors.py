"""Mirrors by the guide's lines: only what changed is sent, scripts before pages, the list and removals last."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..support.library import REPOSITORY
from ..support.needs import needed
from ..support.releases import Maker
from ..support.sites import files_of

_GUIDE = (REPOSITORY / "content/pages/guide/hosting.md").read_text(encoding="utf-8")


def lines(program: str, site: str, place: str) -> list[list[str]]:
    """Return the guide's command lines of a program, for another site and another place."""
    (block,) = [b for b in re.findall(r"```console\n(.*?)```", _GUIDE, re.DOTALL) if b.startswith(f"{program} ")]
    made = []
    for line in block.splitlines():
        *words, source, target = shlex.split(line)
        assert source.rstrip("/") == "site"
        assert target in ("server:/srv/course-library/", "mirror:courses")
        made.append([*words, site + "/" * source.endswith("/"), place])
    assert len(made) == 3
    return made


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Sites of two versions, built at different times."""
    return Maker(tmp_path_factory.mktemp("mirrored"))


@contextlib.contextmanager
def daemon(target: Path, folder: Path) -> Iterator[str]:
    """Serve a folder by an rsync daemon on this machine, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "rsyncd.conf"
    settings.write_text(f"use chroot = no\nuid = {os.getuid()}\ngid = {os.getgid()}\n[site]\npath = {target}\nread only = no\n")
    command = ["rsync", "--daemon", "--no-detach", f"--config={settings}", "--address=127.0.0.1", f"--port={port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield f"rsync://127.0.0.1:{port}/site/"
    finally:
        process.terminate()
        process.wait()


def followed(maker: Maker, commands: list[list[str]], target: Path) -> list[dict[str, bytes]]:
    """Run three lines; after each, what stands in the target."""
    states = []
    for command in commands:
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        states.append(files_of(target))
    return states


def judged(maker: Maker, states: list[dict[str, bytes]]) -> None:
    """Hold three states against the two sites: first what pages need, then pages, then the list and removals."""
    old, new = maker.expected("1.0"), maker.expected("1.1")
    first, second, third = states
    for path, data in new.items():
        early = not path.endswith(".html") and path != "manifest.json"
        assert first.get(path) == (data if early else old.get(path)), path
        assert second.get(path) == (data if path != "manifest.json" else old[path]), path
    assert set(old) <= set(first) & set(second)  # nothing is removed while old pages may be open
    assert third == new


@pytest.mark.parametrize("way", ["folder", "daemon"])
def test_rsync(way: str, maker: Maker, tmp_path: Path) -> None:
    """To a folder and to a server: the files that are sent are those that changed, though all were written anew."""
    needed(shutil.which("rsync"), "rsync")
    target = tmp_path / "srv" / "course-library"
    shutil.copytree(maker.site("1.0").folder, target)
    shutil.copytree(maker.site("1.1").folder, tmp_path / "site", copy_function=shutil.copy)
    with daemon(target, tmp_path) if way == "daemon" else contextlib.nullcontext(f"{target}/") as place:
        sent: list[str] = []
        states = []
        for command in lines("rsync", str(tmp_path / "site"), place):
            told = subprocess.run([*command, "--out-format=%i %n"], check=True, capture_output=True, encoding="utf-8", timeout=120).stdout
            sent += [line.split(" ", 1)[1] for line in told.splitlines() if line[:2] in ("<f", ">f") and line[2:5] != "..t"]
            states.append(files_of(target))
        judged(maker, states)
        old, new = maker.expected("1.0"), maker.expected("1.1")
        assert sorted(sent) == sorted(path for path, data in new.items() if old.get(path) != data)
        assert len(sent) == 6


def test_rclone(maker: Maker, tmp_path: Path) -> None:
    """By rclone to a remote: the same, and a second run sends nothing."""
    needed(shutil.which("rclone"), "rclone")
    target = tmp_path / "bucket"
    shutil.copytree(maker.site("1.0").folder, target)
    shutil.copytree(maker.site("1.1").folder, tmp_path / "site", copy_function=shutil.copy)
    settings = tmp_path / "rclone.conf"
    settings.write_text(f"[mirror]\ntype = alias\nremote = {target}\n")
    commands = [[*command, f"--config={settings}"] for command in lines("rclone", str(tmp_path / "site"), "mirror:")]
    before = {path: (target / path).stat().st_ino for path in files_of(target)}
    judged(maker, followed(maker, commands, target))
    old, new = maker.expected("1.0"), maker.expected("1.1")
    same = {path for path in new if old.get(path) == new[path]}
    assert all((target / path).stat().st_ino == before[path] for path in same)
    after = {path: (target / path).stat() for path in new}
    followed(maker, commands, target)
    assert all((target / path).stat().st_ino == stat.st_ino for path, stat in after.items())
