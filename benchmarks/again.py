"""Runs ``courselib build`` in one process each time a line arrives, and answers with a line: what a process saves that stays alive."""

from __future__ import annotations

import sys

from generator.__main__ import run

for _ in sys.stdin:
    sys.stdout.write(f"{run(['build', '--quiet'])}\n")
    sys.stdout.flush()
