"""Print what is suggested for every sector and role, from empty and from what was earned until 2026, as tables to be judged.

``python tools/judge_suggestions.py [--content DIR] [--items] [SECTOR…]``. Exit code 1 when a suggestion breaks what must hold.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "generator")]

from courselib.content.checking import load_and_check  # noqa: E402 - found by the line above
from tests.support.judging import Judged, empty, judge, midway, table  # noqa: E402


def main(arguments: list[str]) -> int:
    """Print the tables."""
    content = ROOT / "content"
    if "--content" in arguments:
        at = arguments.index("--content")
        content = Path(arguments[at + 1])
        del arguments[at : at + 2]
    items = "--items" in arguments
    library = load_and_check(content).library
    if library is None:
        return 1
    bad = 0
    for sector in [a for a in arguments if a != "--items"] or library.plan.sectors:
        for role in library.plan.roles:
            for draft in (empty(sector, role), midway(sector, role)):
                begun = time.monotonic()
                judged = judge(library, draft)
                sys.stdout.write(f"\n{sector} {role} from {draft.start} ({time.monotonic() - begun:.1f} s)\n")
                sys.stdout.write("\n".join([*table(judged), *(_items(judged, library.courses) if items else ()), ""]))
                sys.stdout.writelines(f"  FAULT {fault}\n" for fault in judged.faults)
                bad += bool(judged.faults)
                sys.stdout.flush()
    sys.stdout.write(f"\n{bad} with faults\n")
    return 1 if bad else 0


def _items(judged: Judged, courses: dict) -> list[str]:
    return [
        f"  {i.year} {'脱产' if i.offjob else '　　'} {'理论' if courses[i.course].theory else '　　'}"
        f"{'核心' if courses[i.course].core else '　　'} {courses[i.course].hours / 2:>4} {courses[i.course].title}({i.course})"
        for i in judged.evaluation.curriculum.items
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
