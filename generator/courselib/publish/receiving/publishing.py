"""The queue of a repository's builds: when all is quiet, the newest accepted commit stands published.

The branch itself is the queue. Whoever holds the lock builds what the branch stands at, looks again when it is done, and goes on
while the branch moved meanwhile; whoever finds the lock taken waits for it and then looks too. So a push is published by its
own hook or by an earlier one, and the system frees the lock of a process that dies: nothing has to be remembered that a kill
could lose.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ...problems import ERROR, FaultyContentError, Problem
from ...problems.record import quote
from ...runtime.errors import ContentError
from ...runtime.locks import Taken, take
from ...runtime.workspace import Workspace
from ..options import BuildReport
from .checking import placed
from .hosting import own_folder
from .laying import lay
from .repository import Repository
from .tree import CONTENT, read_tree

#: Builds and publishes a workspace's site in a folder.
Build = Callable[[Workspace, Path], BuildReport]
#: How long to wait for another's build, in seconds: it looks at the branch again when it is done, so nothing is lost.
PATIENCE = 900.0


class FaultyCommitError(FaultyContentError):
    """The commit has errors; ``problems`` are by path from the repository's top."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("内容有错误，没有生成站点。", "按上面的提示改好，再推送一次。", problems)


class Listener(Protocol):
    """Hears what goes on."""

    def waiting(self) -> None:
        """Hear that another push is being published, and waited for."""

    def left(self) -> None:
        """Hear that the other push takes long, and will publish this one too."""

    def published(self, commit: str, report: BuildReport | None) -> None:
        """Hear that a commit is published: by this build, or, without a report, by another while it was waited for."""

    def failed(self, commit: str, error: Exception, folder: Path) -> None:
        """Hear what stopped a build; ``folder`` holds the files as committed."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes one branch of a repository to one folder."""

    repository: Repository
    branch: str
    site: Path
    build: Build
    listener: Listener
    patience: float = PATIENCE

    @property
    def folder(self) -> Path:
        """Where the published commit's files lie, and the build's cache beside them."""
        return own_folder(self.repository) / "publish"

    @property
    def _record(self) -> Path:
        return own_folder(self.repository) / "published.json"

    def run(self) -> Exception | None:
        """Publish what the branch stands at, until it stands still; return what stopped the last build, if anything did.

        Raises ``OSError`` when not even the lock can be had.
        """
        with self._turn() as (mine, waited):
            if not mine:
                self.listener.left()
                return None
            commit = self.repository.head_of(self.branch)
            if waited and commit is not None and commit == self._published():
                self.listener.published(commit, None)
                return None
            failure: Exception | None = None
            while commit is not None:
                failure = self._publish(commit)
                before, commit = commit, self.repository.head_of(self.branch)
                if commit == before:
                    break
            return failure

    @contextlib.contextmanager
    def _turn(self) -> Iterator[tuple[bool, bool]]:
        """Take the lock; give whether it could be had, and whether it had to be waited for."""
        path = self._record.with_name("publish.lock")
        waited = False
        try:
            try:
                lock = take(path)
            except Taken:
                waited = True
                self.listener.waiting()
                lock = take(path, self.patience)
        except Taken:
            yield False, True
            return
        with lock:
            yield True, waited

    def _publish(self, commit: str) -> Exception | None:
        try:
            # From here on nobody knows what stands published, until this build is done.
            self._record.unlink(missing_ok=True)
            report = self._built(commit)
            self._record.write_text(json.dumps({"commit": commit, "site": str(self.site)}), encoding="utf-8")
        except Exception as error:  # noqa: BLE001 - whatever it was, a later commit gets its chance
            self.listener.failed(commit, error, self.folder)
            return error
        self.listener.published(commit, report)
        return None

    def _built(self, commit: str) -> BuildReport:
        tree = read_tree(self.repository, commit)
        if any(p.severity == ERROR for p in tree.problems):
            raise FaultyCommitError(sorted(tree.problems))
        if not tree.has_content:
            raise ContentError(f"提交里没有内容文件夹 {quote(CONTENT)}。", "把课程库的 content 文件夹提交到仓库最上层。")
        lay(self.repository, tree.blobs, self.folder)
        try:
            return self.build(Workspace.of(self.folder / CONTENT), self.site)
        except FaultyContentError as error:
            raise FaultyCommitError(placed(error.problems)) from error

    def _published(self) -> str | None:
        """Return the commit that stands published in this folder, as far as is known."""
        try:
            record = json.loads(self._record.read_text(encoding="utf-8"))
            return str(record["commit"]) if record["site"] == str(self.site) else None
        except (OSError, ValueError, KeyError, TypeError):
            return None
