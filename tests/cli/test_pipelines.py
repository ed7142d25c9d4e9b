"""The ready-made pipelines: what they call exists. The hooks of a plain git server have a folder of their own, ``tests/hooks``."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from courselib.cli.reporting import as_gitlab
from courselib.problems import Problem

from ..support.library import REPOSITORY
from .test_help import COMMANDS

GITHUB = REPOSITORY / ".github/workflows/site.yml"
GITLAB = REPOSITORY / ".gitlab-ci.yml"


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
