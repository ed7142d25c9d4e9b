"""Publishing: whatever goes wrong, the old site stays whole; what is not ours is never replaced."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from filelock import FileLock

from courselib.publish import assembly, staging, swap
from courselib.runtime.errors import ContentError, SystemFault, UsageError
from courselib.site.engine import mkdocs

from ..support.library import course, put
from ..support.sites import build_site, command, courselib, environment, files_of, whole

#: A build in a process of its own that stops for good at the named call, so that it can be killed there.
_STOP = """
import sys, time
from pathlib import Path
from unittest.mock import Mock
from courselib.publish import build, swap
from courselib.runtime.workspace import Workspace
name, when, content, output = sys.argv[1:]
real = getattr(swap, name)
def stopped(*arguments):
    if when == "after":
        real(*arguments)
    print("there", flush=True)
    time.sleep(600)
setattr(swap, name, stopped)
if name == "aside_of":
    swap._exchange = lambda *_: False
build.build(Workspace.of(Path(content)), build.Options(Path(output)))
"""


def killed_at(moment: float, content: Path, site: Path) -> int:
    """Start a full build, kill it after ``moment`` seconds and return its exit code."""
    process = subprocess.Popen(
        command("build", "--content", content, "--output", site, "--full", "--jobs", "1"),
        cwd=content.parent, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    time.sleep(moment)
    process.kill()
    return process.wait()


def test_a_killed_build_leaves_the_old_site_whole(content: Path, tmp_path: Path) -> None:
    """Ten builds killed at moments spread over their run: the old site or the new one stands whole, and the next build works."""
    site = tmp_path / "site"
    build_site(content, site)
    old = files_of(site)
    start = time.monotonic()
    courselib("build", "--content", content, "--output", site, "--full", "--jobs", "1", cwd=content.parent)
    duration = time.monotonic() - start
    put(content, "courses/rural/new.md", course("新课"))
    chance = random.Random(2024)  # noqa: S311 - moments, not secrets
    codes = [killed_at(duration * (n + chance.random()) / 10, content, site) for n in range(10)]
    assert -signal.SIGKILL in codes
    assert whole(site)
    assert files_of(site) == old or (site / "courses/new.html").is_file()
    report = build_site(content, site)
    assert report.courses == 6
    assert whole(site)
    assert [p.name for p in site.parent.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize(("name", "when"), [("swap", "before"), ("swap", "after"), ("aside_of", "before"), ("recover", "after")])
def test_a_build_killed_at_the_swap_leaves_a_whole_site(name: str, when: str, content: Path, tmp_path: Path) -> None:
    """Killed just before, within or just after the swap, one whole site stands there, and the next build tidies up."""
    site = tmp_path / "site"
    build_site(content, site)
    put(content, "courses/rural/new.md", course("新课"))
    process = subprocess.Popen(
        [sys.executable, "-c", _STOP, name, when, str(content), str(site)],
        cwd=content.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    process.kill()
    process.communicate()
    assert whole(site)
    build_site(content, site)
    assert (site / "courses/new.html").is_file()
    assert whole(site)
    assert [p.name for p in site.parent.iterdir() if p.name.startswith(".")] == []


def test_a_swap_killed_between_two_renames_is_put_right(tmp_path: Path) -> None:
    """Where folders cannot be exchanged in one step, the old site that stepped aside comes back."""
    site = tmp_path / "site"
    aside = swap.aside_of(site)
    aside.mkdir()
    (aside / "index.html").write_text("old", encoding="utf-8")
    swap.recover(site)
    assert (site / "index.html").read_text(encoding="utf-8") == "old"
    assert not aside.exists()


@pytest.mark.parametrize("exchange", [True, False])
def test_swap_takes_both_ways(exchange: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exchanged in one step or in two renames, the new folder stands in the old one's place."""
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda *_: False)
    for name in ("new", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x").write_text(name, encoding="utf-8")
    old = swap.swap(tmp_path / "new", tmp_path / "site")
    assert (tmp_path / "site/x").read_text(encoding="utf-8") == "new"
    assert old is not None
    assert (old / "x").read_text(encoding="utf-8") == "site"


def test_a_failed_swap_keeps_the_old_site(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the new folder cannot take the name, the old one keeps it and the user is told."""
    site = tmp_path / "site"
    build_site(content, site)
    old = files_of(site)
    put(content, "courses/rural/new.md", course("新课"))

    def refuse(*_: object) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(swap, "swap", refuse)
    with pytest.raises(SystemFault, match="原来的站点没有动"):
        build_site(content, site)
    assert files_of(site) == old


def test_a_content_error_publishes_nothing(content: Path, tmp_path: Path) -> None:
    """One wrong field, and the old site stays as it was; without an old site none appears."""
    site = tmp_path / "site"
    build_site(content, site)
    old = files_of(site)
    put(content, "courses/rural/bad.md", course("坏课", hours="0.3"))
    for output in (site, tmp_path / "other"):
        with pytest.raises(ContentError):
            build_site(content, output)
    assert files_of(site) == old
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("text", ["去[那里](../all/reading.md#没有的标题)。", "看[草稿](coming.md)。", "回[上面](#没有)。"])
def test_a_dead_link_is_told_with_its_place(text: str, content: Path, tmp_path: Path) -> None:
    """A link to a missing heading or to a draft is a problem of the text, not of the machine."""
    file = put(content, "courses/rural/new.md", course("新课", body=f"\n{text}\n"))
    line = file.read_text(encoding="utf-8").split("\n").index(text) + 1
    with pytest.raises(ContentError) as caught:
        build_site(content, tmp_path / "site")
    problems = [p for p in getattr(caught.value, "problems", []) if p.severity == "error"]
    assert [(p.code, p.path, p.line) for p in problems] == [("B506", "courses/rural/new.md", line)]
    assert problems[0].column == text.index("(") + 2
    assert not (tmp_path / "site").exists()


def test_two_builds_at_once(content: Path, tmp_path: Path) -> None:
    """The second build ends with 3 and names the process that holds the lock; a lock left by a dead one does not count."""
    site = tmp_path / "site"
    process = subprocess.Popen(
        [sys.executable, "-c", _STOP, "swap", "before", str(content), str(site)],
        cwd=content.parent, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    second = courselib("build", "--content", content, "--output", tmp_path / "other", cwd=content.parent)
    process.kill()
    process.communicate()
    assert second.returncode == 3
    assert f"进程 {process.pid}" in second.stderr
    assert "Traceback" not in second.stderr
    assert not (tmp_path / "other").exists()
    assert build_site(content, site).courses == 5


def test_a_held_lock_without_a_note_is_told_all_the_same(content: Path, tmp_path: Path) -> None:
    """A lock whose holder left no note still stops the build with a sentence."""
    with FileLock(content.parent / ".courselib/build.lock"), pytest.raises(SystemFault, match="正在使用"):
        build_site(content, tmp_path / "site")


def _foreign(folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")


def test_a_foreign_folder_is_refused(content: Path, tmp_path: Path) -> None:
    """A folder with anything of somebody else's is left alone; an empty one is taken."""
    _foreign(tmp_path / "mine")
    with pytest.raises(UsageError, match="不是本工具生成的站点"):
        build_site(content, tmp_path / "mine")
    assert files_of(tmp_path / "mine") == {"letter.txt": b"mine"}
    (tmp_path / "empty").mkdir()
    build_site(content, tmp_path / "empty")
    assert whole(tmp_path / "empty")


def test_odd_outputs_are_refused(content: Path, tmp_path: Path) -> None:
    """A file, a symbolic link, the content folder, a folder in it or above it cannot become the site."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    before = files_of(content)
    for output in (tmp_path / "file", tmp_path / "link", content, content / "site", content.parent, tmp_path):
        with pytest.raises(UsageError):
            build_site(content, output)
    assert files_of(content) == before


def test_a_symbolic_cache_folder_is_refused(content: Path, tmp_path: Path) -> None:
    """A library that brings a symbolic link as its cache folder makes nobody write elsewhere."""
    (tmp_path / "elsewhere").mkdir()
    (content.parent / ".courselib").rename(tmp_path / "cache")
    (content.parent / ".courselib").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(SystemFault, match="符号链接"):
        build_site(content, tmp_path / "site")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_that_changes_on_its_way_is_noticed(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of the new site that is not as it was written stops the build before the swap."""
    checked = staging.Staging.check

    def check(self: staging.Staging) -> list[str]:
        (self.folder / "index.html").write_text("x", encoding="utf-8")
        return checked(self)

    monkeypatch.setattr(staging.Staging, "check", check)
    with pytest.raises(SystemFault, match=r"index\.html"):
        build_site(content, tmp_path / "site")
    assert os.listdir(tmp_path) == ["library"]  # noqa: PTH208 - names only


def test_a_failing_engine_is_one_sentence(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the engine throws, the user reads that the engine failed, and nothing is published."""

    def fail(_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(mkdocs, "build", fail)
    with pytest.raises(SystemFault, match="页面引擎"):
        build_site(content, tmp_path / "site", full=True)
    assert not (tmp_path / "site").exists()


def test_a_build_that_cannot_begin_leaves_no_process(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that was started for a site which cannot be written is ended: nobody would wait for it."""
    build_site(content, tmp_path / "site")
    monkeypatch.setattr(assembly, "load_engine_output", lambda *_: None)
    monkeypatch.setattr(assembly.Staging, "open", Mock(side_effect=SystemFault("没有空间。")))
    with pytest.raises(SystemFault, match="没有空间"):
        build_site(content, tmp_path / "site", jobs=2)
    assert multiprocessing.active_children() == []
