"""A small library in a git repository, and one with a release."""

from __future__ import annotations

import datetime
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.content.releases import Releases
from courselib.library.release import Version
from courselib.publish.releases.recording import record

from ..support.library import course, put, write_small
from ..support.needs import needed

Git = Callable[..., str]
PATH = "courses/rural/reviewed.md"


def text(summary: str, *, review: str = "2026-08-12", objective: str = "能说清要点") -> str:
    """Return a course that was reviewed on a day."""
    made = course("审过的课", more=f"summary: {summary}\nreviewed: {{by: 示例单位, on: {review}}}")
    return made.replace("能说清要点", objective)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A library with a reviewed course."""
    made = write_small(tmp_path / "library")
    put(made, PATH, text("原来的简介"))
    return made


@pytest.fixture
def git(content: Path) -> Git:
    """Run git in the library's folder, on a day."""
    found = needed(shutil.which("git"), "git")

    def run(*words: str, day: str = "2026-08-12") -> str:
        when = f"{day}T12:00:00"
        environment = {**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
        words = ("-c", "user.name=甲", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", *words)
        done = subprocess.run(
            [found, *words], cwd=content.parent, env=environment, capture_output=True, check=True, text=True
        )
        return done.stdout

    run("init", "-q", "-b", "main")
    run("add", "-A")
    run("commit", "-q", "-m", "审核")
    return run


def released(content: Path, version: str, day: str) -> None:
    """Leave the record of a release of the content as it is."""
    loaded = load_and_check(content)
    assert loaded.library is not None
    before = loaded.releases or Releases(content)
    made = record(loaded, loaded.library.without_drafts(), before, Version(version), datetime.date.fromisoformat(day), new_base=True)
    folder = content / "releases"
    folder.mkdir(exist_ok=True)
    (folder / f"{version}.zip").write_bytes(made.archive)
    (folder / f"{version}.json").write_text(made.release.text(), encoding="utf-8")
