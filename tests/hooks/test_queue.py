"""Pushes that meet, builders that die, people who leave: when all is quiet, the newest accepted commit stands published."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ..support.library import course
from ..support.sites import files_of
from .conftest import Plain
from .server import Author, Server, clean, ended, git

_SECONDS = 60


def until(true: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + _SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def builders(server: Server) -> list[int]:
    """Return the processes that build at this moment."""
    return [int(p.name.partition("-")[2]) for p in server.gate.glob("building-*")]


def commits(author: Author, number: int) -> list[str]:
    """Make commits, each with a course more than the one before."""
    made = []
    for n in range(number):
        author.put(f"content/courses/rural/new-{n}.md", course(f"新课{n}"))
        made.append(author.commit())
    return made


def started(server: Server, author: Author, commit: str) -> subprocess.Popen[str]:
    """Push a commit to the published branch, up to when the branch stands there."""
    process = author.start("--force", f"{commit}:refs/heads/main")
    until(lambda: server.head() == commit)
    return process


@pytest.fixture
def shut(server: Server) -> Path:
    """A closed gate: no build goes on before a test takes it away."""
    gate = server.gate / "shut"
    gate.touch()
    return gate


@pytest.mark.parametrize("number", [2, 5])
def test_pushes_during_a_build(number: int, server: Server, author: Author, plain: Plain, shut: Path) -> None:
    """All are accepted while the first is built; then the newest is, by one more build, and each pusher hears of it."""
    made = commits(author, number)
    running = [started(server, author, made[0])]
    until(lambda: builders(server))
    running += [started(server, author, commit) for commit in made[1:]]
    shut.unlink()
    said = [ended(p) for p in running]
    assert [p.code for p in said] == [0] * number
    assert all("站点已更新" in p.said for p in said)
    assert len(list(server.gate.glob("built-*"))) == 2
    assert server.head() == made[-1]
    assert files_of(server.site) == plain(author.folder)


def test_five_pushes_at_the_same_moment(server: Server, author: Author, plain: Plain) -> None:
    """Whichever wins: the site is that of the commit at which the branch stands."""
    made = commits(author, 5)
    said = [ended(p) for p in [author.start("--force", f"{commit}:refs/heads/main") for commit in made]]
    assert any(p.code == 0 for p in said)
    git("checkout", "--quiet", server.head(), cwd=author.folder)
    assert files_of(server.site) == plain(author.folder)


def test_a_forced_push_to_an_older_commit_during_a_build(server: Server, author: Author, plain: Plain, shut: Path) -> None:
    """There and back while the first build goes on: the branch's last word counts, not the youngest commit."""
    old, young = commits(author, 2)
    running = [started(server, author, old)]
    until(lambda: builders(server))
    running += [started(server, author, commit) for commit in (young, old)]
    shut.unlink()
    assert [ended(p).code for p in running] == [0, 0, 0]
    git("checkout", "--quiet", old, cwd=author.folder)
    assert files_of(server.site) == plain(author.folder)


def test_a_killed_builder_leaves_its_work_to_who_waits(server: Server, author: Author, plain: Plain, shut: Path) -> None:
    made = commits(author, 2)
    first = started(server, author, made[0])
    until(lambda: builders(server))
    second = started(server, author, made[1])
    os.kill(builders(server)[0], signal.SIGKILL)
    shut.unlink()
    ended(first)
    assert "站点已更新" in ended(second).said
    assert files_of(server.site) == plain(author.folder)


def test_a_killed_builder_heals_with_the_next_push(server: Server, author: Author, plain: Plain, shut: Path) -> None:
    """The old site stands whole after the kill; back at the commit that stood before, that one is published, not believed."""
    shut.unlink()
    made = commits(author, 2)
    author.push(f"{made[0]}:refs/heads/main")
    old = files_of(server.site)
    shut.touch()
    second = started(server, author, made[1])
    until(lambda: builders(server))
    os.kill(builders(server)[0], signal.SIGKILL)
    ended(second)
    shut.unlink()
    assert files_of(server.site) == old
    assert "站点已更新" in author.push("--force", f"{made[0]}:refs/heads/main").said
    assert files_of(server.site) == old
    assert "站点已更新" in author.push(f"{made[1]}:refs/heads/main").said
    assert files_of(server.site) == plain(author.folder)


def test_whoever_pushed_may_leave(server: Server, author: Author, plain: Plain, shut: Path) -> None:
    """Ctrl-C at a push that waits for its build ends the waiting, not the build."""
    (commit,) = commits(author, 1)
    push = subprocess.Popen(["git", "push", str(server.folder), "main"], cwd=author.folder, env=clean(), start_new_session=True,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: builders(server))
    os.killpg(push.pid, signal.SIGINT)
    push.wait(_SECONDS)
    assert server.head() == commit
    assert builders(server)
    shut.unlink()
    until(lambda: not builders(server))
    assert files_of(server.site) == plain(author.folder)


def test_a_failed_build_leaves_the_old_site_and_says_so(server: Server, author: Author, plain: Plain) -> None:
    """Content that came past the check, and a folder of somebody else's: the site stands, the reason is told, a good push heals."""
    author.commit()
    author.push()
    old = files_of(server.site)
    check = server.folder / "hooks/pre-receive"
    kept = check.read_bytes()
    check.unlink()
    author.put("content/courses/rural/new.md", course("新课", hours="0.3"))
    (author.folder / "content/venues/far.md").symlink_to("hall.md")
    author.commit()
    done = author.push()
    assert "没有发布，站点仍是上一次的样子" in done.said
    assert "content/venues/far.md" in done.said
    (author.folder / "content/venues/far.md").unlink()
    author.commit()
    done = author.push()
    assert "content/courses/rural/new.md:5:8" in done.said
    assert "hours: 0.3" in done.said
    assert files_of(server.site) == old
    check.write_bytes(kept)
    check.chmod(0o755)
    foreign = server.site.parent / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("x", encoding="utf-8")
    server.set("site", str(foreign))
    author.put("content/courses/rural/new.md", course("新课"))
    author.commit()
    done = author.push()
    assert done.code == 0
    assert "以免误删" in done.said
    assert files_of(foreign) == {"letter.txt": b"x"}
    server.set("site", str(server.site))
    author.commit()
    assert "站点已更新" in author.push().said
    assert files_of(server.site) == plain(author.folder)
