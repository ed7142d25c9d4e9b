"""The ready-made pipelines: what they call exists, and the plain hooks do their work on a real git server."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.cli.reporting import as_gitlab
from generator.problems import Problem

from ..support.library import REPOSITORY, course, put, write_small
from ..support.sites import environment, whole
from .test_help import COMMANDS

GITHUB = REPOSITORY / ".github/workflows/site.yml"
GITLAB = REPOSITORY / ".gitlab-ci.yml"
HOOKS = REPOSITORY / "tools/hooks"


def called(node: Any) -> list[str]:
    """Return the shell lines of a pipeline."""
    if isinstance(node, dict):
        lines = [str(node["run"])] if "run" in node else []
        lines += [str(line) for line in node.get("script", ())]
        return lines + [line for value in node.values() for line in called(value)]
    return [line for value in node for line in called(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("path", [GITHUB, GITLAB], ids=["github", "gitlab"])
def test_a_pipeline_calls_what_exists(path: Path) -> None:
    """Each command and option of ours, and each target of make, is there."""
    lines = called(yaml.safe_load(path.read_text(encoding="utf-8")))
    commands = [m.group(1) for line in lines for m in re.finditer(r"courselib ([^>|;&]*)", line)]
    assert commands
    for text in commands:
        name, *words = shlex.split(text)
        known = {o for p in COMMANDS[(name,)].params for o in p.opts}
        assert {w for w in words if w.startswith("-")} <= known
    targets = re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    made = [m.group(1) for line in lines for m in re.finditer(r"\bmake ([a-z]+)", line)]
    assert made
    assert set(made) <= set(targets)


def test_the_code_quality_report() -> None:
    """Place, sentence and severity are there; two problems have two fingerprints."""
    error, warning = Problem("content/a.md", 3, 1, "M305", "error", "学时“四”。"), Problem("content/a.md", 4, 1, "F104", "warning", "行")
    rows = json.loads(as_gitlab([error, warning]))
    assert [r["location"] for r in rows] == [{"path": "content/a.md", "lines": {"begin": n}} for n in (3, 4)]
    assert [r["severity"] for r in rows] == ["major", "minor"]
    assert len({r["fingerprint"] for r in rows}) == 2


def git(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    about = (("NAME", "t"), ("EMAIL", "t@example.org"))
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in about}
    env = environment(identity | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull})
    return subprocess.run(["git", *words], cwd=cwd, env=env, capture_output=True, encoding="utf-8", check=False, timeout=120)


def test_the_hooks_of_a_git_server(tmp_path: Path) -> None:
    """A push with an error is refused with file and line; a good one is published whole; a later one changes the site."""
    server, work, site = tmp_path / "server.git", tmp_path / "work", tmp_path / "www"
    git("init", "--quiet", "--bare", "-b", "main", str(server), cwd=tmp_path)
    command = tmp_path / "courselib"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    for name in ("pre-receive", "post-receive"):
        (server / "hooks" / name).write_bytes((HOOKS / name).read_bytes())
        (server / "hooks" / name).chmod(0o755)
    git("config", "courselib.command", str(command), cwd=server)
    git("config", "courselib.site", str(site), cwd=server)
    content = write_small(work)
    bad = put(content, "courses/rural/new.md", course("新课", hours="0.3"))
    for words in (("init", "--quiet", "-b", "main"), ("add", "-A"), ("commit", "--quiet", "-m", "one")):
        assert git(*words, cwd=work).returncode == 0
    refused = git("push", str(server), "main", cwd=work)
    assert refused.returncode != 0
    assert "content/courses/rural/new.md:5:8" in refused.stderr
    assert "没有收下" in refused.stderr
    assert not site.exists()
    put(content, bad.relative_to(content).as_posix(), course("新课"))
    git("commit", "--quiet", "-a", "-m", "two", cwd=work)
    taken = git("push", str(server), "main", cwd=work)
    assert taken.returncode == 0, taken.stderr
    assert whole(site)
    assert "新课" in (site / "courses/new.html").read_text(encoding="utf-8")
    bad.unlink()
    git("commit", "--quiet", "-a", "-m", "three", cwd=work)
    assert git("push", str(server), "main", cwd=work).returncode == 0
    assert not (site / "courses/new.html").exists()
