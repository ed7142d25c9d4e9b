"""The pipelines' own safety: actions that cannot be moved, and an audit of the locks that never claims what it did not ask."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ..support.library import REPOSITORY


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    """The tool, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("audit_tool", REPOSITORY / "tools/audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def pip_audit(folder: Path, report: str, code: int = 0) -> str:
    """Write a program that answers as pip-audit does, and return its path."""
    program = folder / "pip-audit"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{report}\nEND\nexit {code}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_actions_are_pinned_by_commit() -> None:
    """Every action is named by a whole commit, with its release beside it."""
    found = []
    for path in (REPOSITORY / ".github").rglob("*.y*ml"):
        found += re.findall(r"uses:\s*(\S+)(.*)", path.read_text(encoding="utf-8"))
    assert len(found) >= 8
    pinned = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [name for name, note in found if not pinned.fullmatch(name + note)] == []


KNOWN: dict[str, Any] = {"name": "a", "version": "1.0", "vulns": []}
FAULTY: dict[str, Any] = {
    "name": "b", "version": "2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SKIPPED: dict[str, Any] = {"name": "c", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize(("rows", "code", "said"), [
    ([KNOWN], 0, ["查了 1 个软件包，0 处已知漏洞。"]),
    ([KNOWN, FAULTY], 1, ["b 2.0：PYSEC-1，修好的版本：2.1", "b 2.0：PYSEC-2，修好的版本：还没有", "查了 2 个软件包，2 处已知漏洞。"]),
    ([KNOWN, SKIPPED], 0, ["查了 1 个软件包，0 处已知漏洞。", "没有查到的：c。"]),
    ([SKIPPED], 0, ["没有查："]), ([], 0, ["没有查："]),
])
def test_what_an_audit_says(
    rows: list[dict[str, Any]], code: int, said: list[str], audit: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Faults are told and fail; where nothing was asked, that is said and nothing else."""
    program = pip_audit(tmp_path, json.dumps({"dependencies": rows, "fixes": []}), code)
    assert audit.main([program, "x.txt", "y.txt"]) == code
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(said)
    assert [line.startswith(part) for line, part in zip(lines, said, strict=True)] == [True] * len(said)


@pytest.mark.parametrize("report", ["", "ConnectionError: no route", "[]"])
def test_a_service_out_of_reach_is_no_clean_bill(
    report: str, audit: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither an empty answer nor an error is taken for a good one."""
    assert audit.main([pip_audit(tmp_path, report, 1), "x.txt"]) == 0
    assert audit.main([str(tmp_path / "nothing"), "x.txt"]) == 0
    assert capsys.readouterr().out.count("没有查：") == 2


def test_every_lock_is_audited(audit: ModuleType) -> None:
    """A lock that is added is asked about as well."""
    assert {f"requirements/{path.name}" for path in (REPOSITORY / "requirements").glob("*.txt")} == set(audit.LOCKS)
