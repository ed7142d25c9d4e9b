"""A repository that came from elsewhere: whatever its settings name, nothing of it runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.kinds import KINDS
from courselib.publish.earlier import history as module
from courselib.publish.earlier.history import History
from courselib.publish.earlier.since import changes_since

from ..support.library import put
from .conftest import PATH, Git, text

COURSE = KINDS["course"]


def test_nothing_that_the_settings_name_runs(content: Path, git: Git, tmp_path: Path) -> None:
    """Monitors, hooks, pagers, aliases, filters, converters and the ways to fetch what is missing: none leaves its mark."""
    put(content, PATH, text("改过的简介"))
    git("commit", "-qam", "改", day="2026-09-01")
    mark = tmp_path / "ran"
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch '{mark}'\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    repository = content.parent / ".git"
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc"):
        shutil.copy(trap, repository / "hooks" / hook)
    for name, value in {
        "core.fsmonitor": str(trap), "core.pager": str(trap), "pager.cat-file": str(trap), "pager.rev-list": str(trap),
        "core.sshCommand": str(trap), "core.hooksPath": str(repository / "hooks"), "core.alternateRefsCommand": str(trap),
        "alias.rev-list": f"!{trap}", "alias.cat-file": f"!{trap}", "alias.ls-tree": f"!{trap}", "diff.external": str(trap),
        "filter.x.smudge": str(trap), "filter.x.clean": str(trap), "diff.x.textconv": str(trap), "core.gitProxy": str(trap),
        "remote.origin.url": "ssh://nobody.invalid/x", "remote.origin.promisor": "true", "remote.origin.uploadpack": str(trap),
        "remote.file.url": str(tmp_path / "elsewhere"), "remote.file.promisor": "true", "remote.file.uploadpack": str(trap),
        "gpg.program": str(trap), "log.showSignature": "true", "core.repositoryformatversion": "1", "extensions.partialClone": "origin",
    }.items():
        git("config", name, value)
    (content.parent / ".gitattributes").write_text("*.md filter=x diff=x\n", encoding="utf-8")
    # An object that is not there is what a partial clone would fetch.
    blob = git("rev-parse", f"HEAD~1:content/{PATH}").strip()
    loose = repository / "objects" / blob[:2] / blob[2:]
    found = changes_since(load_and_check(content), "reviewed", "", History.of(content))
    assert {d.label for d in found.fields} == {"简介"}
    loose.unlink()
    history = History.of(content)
    assert history is not None
    assert history.record_at(history.commit_of("HEAD~1"), COURSE, "reviewed") is None
    assert not mark.exists()


def test_a_repository_hidden_among_the_content_is_not_read(content: Path, git: Git) -> None:
    """A bare repository that lies in the content folder as plain files would bring settings of its own."""
    inner = content / "courses" / "inner"
    git("clone", "-q", "--bare", ".", str(inner))
    assert History.of(inner) is None


def test_links_and_endless_files_are_no_records(content: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link in the tree leads nowhere, and a file beyond the bound of texts is not taken."""
    (content / "courses/rural/linked.md").symlink_to("reviewed.md")
    git("add", "-A")
    git("commit", "-qm", "链接")
    history = History.of(content)
    assert history is not None
    head = history.commit_of("HEAD")
    assert history.record_at(head, COURSE, "linked") is None
    assert history.record_at(head, COURSE, "reviewed") is not None
    monkeypatch.setattr(module, "MAX_TEXT_BYTES", 10)
    assert history.record_at(head, COURSE, "reviewed") is None


def test_a_machine_without_git_and_a_folder_without_a_repository(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have no history, and that is no fault."""
    assert History.of(content) is None
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert History.of(content) is None
