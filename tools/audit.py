"""Ask an advisory service about every package of the locks, and say plainly when it could not be asked.

``python tools/audit.py PIP_AUDIT [LOCK…]``. Exit code 0 when nothing is known or nobody could be asked, 1 with a line for each
known fault. pip-audit itself says "no known vulnerabilities" also of packages that its service has never heard of: here that counts
as not asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LOCKS = ("requirements/site.txt", "requirements/test.txt", "requirements/audit.txt")
_SECONDS = 300


@dataclass
class Findings:
    """What a service said: packages asked about, those it does not know, and a line for each known fault."""

    asked: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    faults: set[str] = field(default_factory=set)

    def add(self, report: dict[str, Any]) -> None:
        """Take in a report of pip-audit in its JSON form."""
        for row in report.get("dependencies", ()):
            if "skip_reason" in row:
                self.unknown.add(row["name"])
                continue
            name = f"{row['name']} {row['version']}"
            self.asked.add(name)
            for fault in row.get("vulns", ()):
                mended = "、".join(fault.get("fix_versions", ())) or "还没有"
                self.faults.add(f"{name}：{fault['id']}，修好的版本：{mended}")

    def lines(self) -> list[str]:
        """Return what there is to say."""
        if not self.asked:
            return ["没有查：连不上漏洞通告服务，或它不认识这些软件包。在能上网的地方再运行 make audit。"]
        found = [*sorted(self.faults), f"查了 {len(self.asked)} 个软件包，{len(self.faults)} 处已知漏洞。"]
        return found + ([f"没有查到的：{'、'.join(sorted(self.unknown))}。"] if self.unknown else [])


def report_of(command: Sequence[str], lock: str) -> dict[str, Any]:
    """Return pip-audit's report on a lock, an empty one when there was none."""
    words = [*command, "--requirement", lock, "--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
    try:
        done = subprocess.run(words, check=False, capture_output=True, encoding="utf-8", timeout=_SECONDS)
        report = json.loads(done.stdout or "{}")
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return {}
    return report if isinstance(report, dict) else {}


def audit(command: Sequence[str], locks: Iterable[str]) -> Findings:
    """Return what is known of all packages of the locks."""
    findings = Findings()
    for lock in locks:
        findings.add(report_of(command, lock))
    return findings


def main(arguments: Sequence[str]) -> int:
    """Ask and say; return the exit code."""
    command, *locks = arguments
    findings = audit([command], locks or [lock for lock in LOCKS if Path(lock).is_file()])
    sys.stdout.write("\n".join(findings.lines()) + "\n")
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
