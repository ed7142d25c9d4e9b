"""One page of every kind, with the site in which it is found."""

from __future__ import annotations

from pathlib import Path

#: The shipped site where it has the kind, since real content is longer; the small one for what only that has.
KINDS = {
    "home": ("shipped", "index.html"),
    "catalogue": ("shipped", "catalogue.html"),
    "coverage": ("shipped", "coverage.html"),
    "coverage-gaps": ("small", "coverage.html"),
    "people": ("shipped", "people.html"),
    "due": ("shipped", "due.html"),
    "missing": ("shipped", "404.html"),
    "course": ("shipped", "courses/rural-qianwan-experience.html"),
    "course-full": ("small", "courses/theory.html"),
    "course-retired": ("small", "courses/old-skills.html"),
    "sector": ("shipped", "sectors/institutions.html"),
    "sector-child": ("shipped", "sectors/institutions-health.html"),
    "topic": ("shipped", "topics/rural-qianwan.html"),
    "task": ("shipped", "tasks/theory.html"),
    "lecturer": ("shipped", "lecturers/sample-rural-expert.html"),
    "venue": ("shipped", "venues/sample-field-site.html"),
    "curricula": ("shipped", "curricula.html"),
    "curriculum": ("shipped", "curricula/rural-secretary.html"),
    "curriculum-dated": ("small", "curricula/rural-plan.html"),
    "vocabulary": ("shipped", "guide/topics.html"),
    "codes": ("shipped", "guide/problems.html"),
    "author": ("shipped", "author.html"),
    "planner": ("shipped", "planner.html"),
    "verify": ("shipped", "verify.html"),
    "guide": ("shipped", "guide/writing.html"),
    "hand-written": ("small", "notes.html"),
}


def place(kind: str, shipped: Path, small: Path) -> tuple[Path, str]:
    """Return the site of a page kind, and the page's address over ``file://``."""
    which, path = KINDS[kind]
    site = shipped if which == "shipped" else small
    return site, f"{site.as_uri()}/{path}"
