"""What Python reads of a body, in the form of the vectors in ``tests/vectors/markdown``."""

from __future__ import annotations

from typing import Any

from courselib.library.body import read_body
from courselib.library.outline import usual_anchor
from courselib.syntax.markdown.budget import BeyondBudgetError
from courselib.syntax.markdown.document import parse

#: Where a body of the vectors stands in its library.
PATH = "courses/rural/theory.md"


def read(markdown: str, title: str = "") -> dict[str, Any]:
    """Return HTML, text, links, headings, outline and remarks of a body; places are line and column from 1."""
    body = read_body(markdown, 1, PATH, title=title, outlined=True)
    outline = body.outline
    units = outline and {
        "units": [[u.title, u.content, u.method, u.hours, u.line] for u in outline.units],
        "outline": outline.has_outline, "objectives": outline.has_objectives, "line": outline.line,
    }
    return {
        "html": body.rendered.html,
        "plain": body.plain,
        "links": [[k.target, k.line, k.column, k.image, k.text] for k in body.links],
        "headings": [[h.level, h.title, h.anchor] for h in _headings(markdown)],
        "outline": units if outline and (outline.has_outline or outline.has_objectives) else None,
        "remarks": [[p.code, p.line, p.column, p.message] for p in body.problems],
    }


def _headings(markdown: str) -> list[Any]:
    try:
        return list(parse(markdown, 1, usual_anchor).headings)
    except BeyondBudgetError:
        return []
