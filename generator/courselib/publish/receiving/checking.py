"""Whether a push is taken in: its branches' content read out of the commits and judged, before any reference moves."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...content.loading import Loaded
from ...problems import ERROR, Problem, problem
from ...problems.record import quote
from ...runtime.errors import ContentError
from ...runtime.locks import Taken, take
from ...runtime.workspace import SETTINGS_FILE, Workspace
from ...site.settings import read_settings
from .hosting import own_folder
from .laying import lay
from .repository import Repository
from .tree import CONTENT, read_tree
from .updates import Update

Check = Callable[[Workspace], Loaded]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a branch's content, by path from the repository's top.

    ``folder`` holds the files as committed while the verdict is told.
    """

    branch: str
    problems: list[Problem]
    folder: Path

    @property
    def accepted(self) -> bool:
        """True when no problem is an error."""
        return all(p.severity != ERROR for p in self.problems)


def judge(
    repository: Repository, updates: Iterable[Update], published: str, check: Check, on_verdict: Callable[[Verdict], None]
) -> bool:
    """Return whether a push may be taken in; ``on_verdict`` hears that of each branch.

    Branches are judged, tags and notes are not: nothing is published from them. A branch without any content passes, unless
    it is the ``published`` one. Raises ``ContentError`` when the published branch would go, or when a commit is beyond judging;
    ``SystemFault`` and ``OSError`` for the machine.
    """
    accepted, seen = True, set()
    for update in updates:
        branch = update.branch
        if branch is None or (update.new, branch == published) in seen:
            continue
        seen.add((update.new, branch == published))
        if update.deletes:
            if branch == published:
                raise ContentError(f"分支 {quote(branch)} 是站点发布用的，不能删除。", "要换一个分支发布，请管理员修改 courselib.branch。")
            continue
        if not repository.is_commit(update.new):
            raise ContentError(f"推送到分支 {quote(branch)} 的不是一次提交。", "推送一个分支，不要推送标签或文件。")
        with _room(repository) as folder:
            verdict = _verdict(repository, update.new, branch, folder, check, required=branch == published)
            accepted = accepted and verdict.accepted
            on_verdict(verdict)
    return accepted


def _verdict(repository: Repository, commit: str, branch: str, folder: Path, check: Check, *, required: bool) -> Verdict:
    tree = read_tree(repository, commit)
    problems = list(tree.problems)
    if tree.has_content:
        lay(repository, tree.blobs, folder)
        problems += problems_of(Workspace.of(folder / CONTENT), check)
    elif required and not problems:
        problems.append(problem("F110", CONTENT, f"没有内容文件夹 {quote(CONTENT)}。", hint="把课程库的 content 文件夹提交到仓库最上层。"))
    return Verdict(branch, sorted(problems), folder)


def problems_of(workspace: Workspace, check: Check) -> list[Problem]:
    """Return what is wrong with content and settings that were laid out, by path from the repository's top."""
    problems = placed(check(workspace).problems)
    try:
        read_settings(workspace)
    except ContentError as error:
        problems.append(problem("Y203", SETTINGS_FILE, error.message, hint=error.hint))
    return problems


def placed(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems of content with paths from the repository's top."""
    return [dataclasses.replace(p, path=CONTENT if p.path == "." else f"{CONTENT}/{p.path}") for p in problems]


@contextlib.contextmanager
def _room(repository: Repository) -> Iterator[Path]:
    """Give a folder to judge in: the kept one, which knows most files already, or one of its own when that is taken."""
    with contextlib.ExitStack() as stack:
        try:
            own = own_folder(repository)
            stack.enter_context(take(own / "check.lock"))
            folder = own / "check"
        except (OSError, Taken):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="courselib-check-")))
        yield folder
