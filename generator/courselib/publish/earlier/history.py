"""A record's file as it was, from the git repository that the content folder stands in.

The repository may come from anybody. It is read by plumbing commands that run nothing it names: no hooks, no pager, no monitor, no
filters (files are taken as committed, nothing is checked out), and nothing is fetched that is missing (its settings would say by which
program). A repository of another user, or one hidden among the content as a bare one, is refused by git itself.
Source: git(1), gitprotocol-common(5), git-config(1) safe.bareRepository, git-ls-tree(1).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...library.kinds import RecordKind
from ...library.source import MAX_TEXT_BYTES

_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
#: A commit as people name one; nothing that git could take for an option or for a range.
_REVISION = re.compile(r"[A-Za-z0-9@][A-Za-z0-9@._/~^{}-]{0,99}")
_PATIENCE = 60
#: So many commits of a file are looked at, from the last one back.
_MOST = 200
_LONGEST = 64 << 20
_SETTINGS = (
    ("core.hooksPath", os.devnull), ("core.fsmonitor", "false"), ("core.pager", "cat"), ("core.attributesFile", os.devnull),
    ("protocol.allow", "never"), ("safe.bareRepository", "explicit"), ("core.commitGraph", "false"),
)
_OURS = {
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat", "LC_ALL": "C.UTF-8",
}


@dataclass(frozen=True, slots=True)
class Past:
    """A record's file as it was in a commit of a day (YYYY-MM-DD)."""

    commit: str
    on: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class History:
    """The history of a content folder."""

    content: Path
    program: str

    @classmethod
    def of(cls, content: Path) -> History | None:
        """Return the history of a content folder; ``None`` where there is no git, or no repository that may be read."""
        program = shutil.which("git")
        if program is None or not content.is_dir():
            return None
        history = cls(content, program)
        return history if history._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}") else None

    def commit_of(self, revision: str) -> str:
        """Return the commit that a revision names, empty where there is none."""
        if not _REVISION.fullmatch(revision):
            return ""
        return self._commit("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")

    def commit_at(self, day: str) -> str:
        """Return the last commit up to the end of a day (YYYY-MM-DD), by this machine's clock; empty where there is none."""
        return self._commit("rev-list", "--max-count=1", f"--before={day}T23:59:59", "HEAD", "--")

    def record_at(self, commit: str, kind: RecordKind, key: str) -> Past | None:
        """Return a record's file as it was in a commit, wherever below its kind's folder it lay; ``None`` when it was not there."""
        listing = self._ask("ls-tree", "-r", "-z", "-l", commit, "--", f"{kind.folder}/")
        for row in listing.split(b"\0"):
            about, _, name = row.partition(b"\t")
            if name.rpartition(b"/")[2] != f"{key}.{kind.suffix}".encode():
                continue
            mode, what, blob, size = about.decode("ascii", "replace").split()
            if what == "blob" and mode != "120000" and _ID.fullmatch(blob) and size.isdigit() and int(size) <= MAX_TEXT_BYTES:
                data = self._ask("cat-file", "blob", blob)
                return Past(commit, self._day(commit), os.fsdecode(name), data) if len(data) == int(size) else None
        return None

    def commits_of(self, path: str) -> Iterator[str]:
        """Yield the commits that changed a content file, the last one first; no more than some hundreds."""
        found = self._ask("rev-list", f"--max-count={_MOST}", "HEAD", "--", f":(literal){path}")
        yield from (line for line in found.decode("ascii", "replace").split("\n") if _ID.fullmatch(line))

    def _day(self, commit: str) -> str:
        told = self._ask("rev-list", "--max-count=1", "--no-commit-header", "--format=%cs", commit, "--").decode("ascii", "replace").strip()
        return told if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told) else ""

    def _commit(self, *words: str) -> str:
        told = self._ask(*words).decode("ascii", "replace").strip()
        return told if _ID.fullmatch(told) else ""

    def _ask(self, *words: str) -> bytes:
        """Return what git answers; nothing when it fails, takes too long, or answers without end."""
        settings = [part for name, value in _SETTINGS for part in ("-c", f"{name}={value}")]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | _OURS
        try:
            done = subprocess.run(  # noqa: S603 - no shell; each word is ours, an object id, a day, or a revision of the form above
                [self.program, "--no-pager", *settings, *words], cwd=self.content, env=environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=_PATIENCE, check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return b""
        return done.stdout if done.returncode == 0 and len(done.stdout) <= _LONGEST else b""
