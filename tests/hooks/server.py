"""A git server in a folder: a bare repository with the shipped hooks, and authors who push to it for real."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ..support.library import REPOSITORY, write_small
from ..support.sites import environment

HOOKS = REPOSITORY / "tools/hooks"
ZERO = "0" * 40
_SECONDS = 120
_STALLED = Path(__file__).with_name("stalled.py")


def clean(more: dict[str, str] | None = None) -> dict[str, str]:
    """Return the environment of people who push: no settings of this machine's."""
    who = {f"GIT_{role}_{what}": f"t{'@example.org' * (what == 'EMAIL')}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return environment(who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull} | (more or {}))


def git(*words: str, cwd: Path, data: bytes | None = None, env: dict[str, str] | None = None) -> bytes:
    """Run git, which must go well; return what it wrote."""
    done = subprocess.run(["git", *words], cwd=cwd, env=clean(env), input=data, capture_output=True, check=False, timeout=_SECONDS)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class Push:
    """What came of a push: git's exit code, and all that whoever pushed was shown."""

    code: int
    said: str


@dataclass(frozen=True)
class Server:
    """The bare repository ``folder``, publishing to ``site``. ``gate`` is the folder through which a test holds builds up."""

    folder: Path
    site: Path
    gate: Path

    @classmethod
    def make(cls, below: Path, cache: Path) -> Server:
        """Make a server; ``cache`` is a cache folder for its builds to begin with. Content of an earlier time lies there too."""
        server = cls(below / "server.git", below / "www", below / "gate")
        git("init", "--quiet", "--bare", "-b", "main", str(server.folder), cwd=below)
        command = below / "courselib"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{_STALLED}" "{server.gate}" "$@"\n', encoding="utf-8")
        command.chmod(0o755)
        server.gate.mkdir()
        for name in ("pre-receive", "post-receive"):
            shutil.copy(HOOKS / name, server.folder / "hooks")
        server.set("command", str(command))
        server.set("site", str(server.site))
        write_small(server.folder / "courselib/publish", cache=cache)
        return server

    def set(self, name: str, value: str) -> None:
        """Set something as an administrator."""
        git("config", f"courselib.{name}", value, cwd=self.folder)

    def head(self, reference: str = "refs/heads/main") -> str:
        """Return what a reference stands at, ``""`` where there is none."""
        found = git("for-each-ref", "--format=%(objectname)", reference, cwd=self.folder)
        return found.decode().strip()


@dataclass(frozen=True)
class Author:
    """Somebody's own repository."""

    folder: Path
    server: Server

    @classmethod
    def make(cls, folder: Path, server: Server) -> Author:
        """Make a repository that has the server's branch, when it has one."""
        git("init", "--quiet", "-b", "main", str(folder), cwd=server.folder)
        for name, value in (("core.autocrlf", "false"), ("core.symlinks", "true"), ("protocol.file.allow", "always")):
            git("config", name, value, cwd=folder)
        return cls(folder, server)

    def put(self, path: str, data: str | bytes) -> None:
        """Write a file."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)

    def commit(self, message: str = "change") -> str:
        """Commit all that stands in the folder, ignored files too; return the commit's id."""
        git("add", "--all", "--force", cwd=self.folder)
        return self.commit_index(message)

    def commit_index(self, message: str = "change") -> str:
        """Commit what stands in the index; return the commit's id."""
        git("commit", "--quiet", "--allow-empty", "-m", message, cwd=self.folder)
        return git("rev-parse", "HEAD", cwd=self.folder).decode().strip()

    def commit_tree(self, rows: bytes) -> str:
        """Commit a tree of which ``rows`` are the very bytes, lawful or not; return the commit's id."""
        tree = self.write("tree", rows)
        return git("commit-tree", tree, "-m", "raw", cwd=self.folder).decode().strip()

    def write(self, kind: str, data: bytes) -> str:
        """Write an object; return its id."""
        return git("hash-object", "-t", kind, "-w", "--literally", "--stdin", cwd=self.folder, data=data).decode().strip()

    def start(self, *what: str) -> subprocess.Popen[str]:
        """Begin to push."""
        return subprocess.Popen(
            ["git", "push", "--porcelain", str(self.server.folder), *(what or ("main",))], cwd=self.folder, env=clean(),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )

    def push(self, *what: str) -> Push:
        """Push and wait for its end."""
        return ended(self.start(*what))


def ended(process: subprocess.Popen[str]) -> Push:
    """Wait for a push's end. Nobody who pushes ever reads what git complains of to a hook, or a traceback."""
    said, _ = process.communicate(timeout=_SECONDS)
    remote = "\n".join(line for line in said.split("\n") if line.startswith("remote:"))
    assert "fatal" not in remote, said
    assert "Traceback" not in said, said
    return Push(process.returncode, said)
