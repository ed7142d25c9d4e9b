"""What honest pushes come to: the site is what a plain build of the accepted content makes, byte for byte."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from ..support.library import course
from ..support.sites import command, files_of
from .conftest import Plain
from .server import ZERO, Author, Server, clean, git

NEW = "content/courses/rural/new.md"


def test_first_push_edit_removal_and_the_way_back(server: Server, author: Author, plain: Plain) -> None:
    """After each push the site is that of the newest commit, an older one too where it was forced; unchanged files stay untouched."""
    first = author.commit()
    done = author.push()
    assert (done.code, server.head()) == (0, first)
    assert f"站点已更新：{server.site}" in done.said
    begun = files_of(server.site)
    assert begun == plain(author.folder)
    laid = server.folder / "courselib/publish/content"
    facts = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in laid.rglob("*") if p.is_file()}
    author.put(NEW, course("新课"))
    (author.folder / "content/media/notes/handout.txt").write_bytes(b"\r\n as it is $Id$")
    author.commit()
    assert author.push().code == 0
    assert "新课" in (server.site / "courses/new.html").read_text(encoding="utf-8")
    assert files_of(server.site) == plain(author.folder)
    now = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in laid.rglob("*") if p.is_file()}
    assert {p.name for p in now if facts.get(p) != now[p]} == {"new.md", "handout.txt"}
    assert author.push("--force", f"{first}:refs/heads/main").code == 0
    assert files_of(server.site) == begun


def test_an_error_is_refused_with_its_line(server: Server, author: Author) -> None:
    """Nothing moves, no object stays, no site is made; the line that is wrong is shown."""
    author.put(NEW, course("新课", hours="0.3"))
    commit = author.commit()
    done = author.push()
    assert done.code != 0
    for words in (f"{NEW}:5:8", "hours: 0.3", "没有收下这次推送"):
        assert words in done.said
    assert server.head() == ""
    missing = subprocess.run(["git", "cat-file", "-e", commit], cwd=server.folder, env=clean(), capture_output=True, check=False)
    assert missing.returncode != 0
    assert not server.site.exists()


def test_settings_that_no_build_could_read_are_refused(server: Server, author: Author) -> None:
    author.put("mkdocs.yml", "site_url: javascript:alert(1)\n")
    author.commit()
    done = author.push()
    assert done.code != 0
    assert "mkdocs.yml:1:1" in done.said
    assert "site_url “javascript:alert(1)” 不是网址" in done.said


def test_other_branches_are_checked_and_never_published(server: Server, author: Author) -> None:
    """A branch with errors is refused, one without any content passes; both kinds may be deleted."""
    author.put(NEW, course("新课", hours="0.3"))
    author.commit()
    done = author.push("main:refs/heads/draft")
    assert done.code != 0
    assert "分支“draft”里的内容有错误" in done.said
    empty = author.commit_tree(b"")
    assert author.push(f"{empty}:refs/heads/notes").code == 0
    assert author.push(f"{empty}:refs/heads/main").code != 0
    author.put(NEW, course("新课"))
    author.commit()
    assert author.push("main:refs/heads/draft").code == 0
    assert not server.site.exists()
    assert author.push("--delete", "draft", "notes").code == 0
    assert server.head("refs/heads") == ""


def test_the_published_branch_is_not_deleted(server: Server, author: Author) -> None:
    commit = author.commit()
    author.push()
    site = files_of(server.site)
    done = author.push("--delete", "main")
    assert done.code != 0
    assert "分支 “main” 是站点发布用的，不能删除。" in done.said
    assert server.head() == commit
    (server.folder / "hooks/pre-receive").unlink()
    git("config", "receive.denyDeleteCurrent", "ignore", cwd=server.folder)
    done = author.push("--delete", "main")
    assert (done.code, server.head()) == (0, "")
    assert "没有“main”分支，站点没有动。" in done.said
    assert files_of(server.site) == site


def test_what_an_administrator_sets(server: Server, author: Author) -> None:
    """Another branch, its name with or without ``refs/heads/``; a folder seen from the repository; no folder, no site."""
    server.set("branch", "refs/heads/发布")
    server.set("site", "../elsewhere")
    author.commit()
    assert "站点已更新" not in author.push().said
    assert "站点已更新" in author.push("main:发布").said
    assert (server.folder / "../elsewhere/index.html").is_file()
    git("config", "--unset", "courselib.site", cwd=server.folder)
    author.commit()
    assert "没有设置 courselib.site，不生成站点。" in author.push("main:发布").said
    server.set("command", "no-such-command")
    author.commit()
    done = author.push("main:发布")
    assert done.code != 0
    assert "找不到命令 no-such-command" in done.said


def run(cwd: Path, kind: str, data: bytes, env: dict[str, str] | None = None) -> tuple[int, str]:
    done = subprocess.run(command("hook", kind), cwd=cwd, input=data, env=clean(env), capture_output=True, check=False, timeout=60)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_called_by_somebody_else(tmp_path: Path, server: Server, author: Author) -> None:
    """Without a repository, or with other words than git's, it is wrong usage; by hand a site is published once more."""
    outside = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    for kind in ("pre-receive", "post-receive"):
        code, said = run(tmp_path, kind, b"", outside)
        assert (code, "这里不是 git 仓库" in said) == (2, True)
        for words in (b"hello\n", f"{ZERO} {ZERO}\n".encode(), b"\xff \n", b"\n"):
            code, said = run(server.folder, kind, words)
            assert (code, "不是 git 交给钩子的内容" in said) == (2, True), said
    author.commit()
    git("config", "--unset", "courselib.site", cwd=server.folder)
    author.push()
    server.set("site", str(server.site))
    ours, theirs = pty.openpty()
    try:
        for kind, code in (("pre-receive", 2), ("post-receive", 0)):
            done = subprocess.run(command("hook", kind), cwd=server.folder, stdin=theirs, env=clean(), capture_output=True,
                                  check=False, timeout=60)
            assert done.returncode == code
    finally:
        os.close(ours)
        os.close(theirs)
    assert (server.site / "index.html").is_file()
