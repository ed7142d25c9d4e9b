"""Pages of every kind against kept ones, so that no change of a page goes unseen.

After an intended change, run ``COURSELIB_UPDATE_GOLDEN=1 python -m pytest tests/site/test_golden.py`` and read the difference.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
PAGES = {
    "home": "index.html",
    "catalogue": "catalogue.html",
    "coverage": "coverage.html",
    "people": "people.html",
    "due": "due.html",
    "missing": "404.html",
    "course": "courses/theory.html",
    "course-retired": "courses/old-skills.html",
    "course-series": "courses/rural-series.html",
    "sector": "sectors/rural.html",
    "sector-child": "sectors/institutions-health.html",
    "topic": "topics/rural-skills.html",
    "task": "tasks/theory.html",
    "lecturer": "lecturers/teacher.html",
    "venue": "venues/hall.html",
    "curriculum": "curricula/rural-plan.html",
    "vocabulary": "guide/topics.html",
    "author": "author.html",
    "planner": "planner.html",
    "hand-written": "notes.html",
}

_STARTS = (
    '<div class="cl-layout"',
    '<div class="md-typeset cl-home"',
    '<div class="md-typeset cl-catalogue"',
    '<div class="md-typeset cl-author"',
    '<div class="md-typeset cl-planner"',
)


def normalised(html: str) -> str:
    """Return the part of a page between header and footer, one element a line, without indentation and blank lines.

    What stands around it comes from the engine's theme or is the same on every page.
    """
    start = min(at for mark in _STARTS if (at := html.find(mark)) > 0)
    main = re.sub(r">\s*<", ">\n<", html[start : html.index("</main>")])
    return "\n".join(line.strip() for line in main.split("\n") if line.strip()) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_page_is_as_kept(name: str, small_site: Path) -> None:
    """A page of each kind is what it was."""
    found = normalised((small_site / PAGES[name]).read_text(encoding="utf-8"))
    kept = GOLDEN / f"{name}.html"
    if os.environ.get("COURSELIB_UPDATE_GOLDEN"):
        kept.write_text(found, encoding="utf-8", newline="\n")
    assert found == kept.read_text(encoding="utf-8")


def test_every_kept_page_is_compared() -> None:
    """No golden file is left over from a page kind that went away."""
    assert {p.stem for p in GOLDEN.glob("*.html")} == set(PAGES)
