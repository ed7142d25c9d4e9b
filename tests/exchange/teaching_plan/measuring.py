"""What a reader of plans found, against what the plans say."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from .making import Made

_LEFT_OUT = re.compile(r"[\W_]+")


def solid(text: str) -> str:
    """Return letters, figures and characters alone."""
    return _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text))


def judged(made: Made, found: dict[str, Any]) -> dict[str, bool]:
    """Return for each field that a plan says whether it was found right; ``found`` are values by field."""
    lesson = made.lesson
    units = [t for t, _, _ in lesson.units]
    hours = [h for _, _, h in lesson.units]

    def same(values: Any, wanted: Any) -> bool:
        # What a test adds at the end of a plan stands in its last section.
        return isinstance(values, list) and [solid(bare(v)) for v in values][: len(wanted)] == [solid(w) for w in wanted]

    right = {
        "title": found.get("title") == lesson.title, "audience": found.get("audience") == lesson.audience[1],
        "hours": found.get("hours") == lesson.hours, "methods": sorted(found.get("methods") or []) == sorted(lesson.methods[1]),
        # Names of groups (知识目标) may stand between.
        "objectives": [o for o in map(solid, map(bare, found.get("objectives") or [])) if "目标" not in o]
        == [solid(o) for o in lesson.objectives],
        "questions": same(found.get("questions"), lesson.questions), "materials": same(found.get("materials"), lesson.materials),
    }
    outline = found.get("outline") or []
    titles = [bool(solid(u)) and solid(u) in solid(o) for o, u in zip(outline, units, strict=False)]
    right["outline"] = len(outline) == len(units) and all(titles)
    if not made.open_hours:
        right["outline hours"] = right["outline"] and all(o.endswith(f" {h}") for o, h in zip(outline, hours, strict=True))
    return {name: right[name] for name in right if name.split()[0] in made.fields}


def bare(text: str) -> str:
    """Return an item without its number."""
    return re.sub(r"^(?:\d+[.．、]|[（(]\d+[)）]|[①-⑳]|\[\d+\])\s*", "", text)


def lost(made: Made, text: str) -> list[str]:
    """Return the strings of a plan that stand nowhere in what was made of it, character by character in order."""
    whole = solid(text)
    parts = (bare(part) for said in made.said for part in re.split(r"[\n\t：；【】〔〕（）]|\s{2,}", said))
    # Hours of units are judged as figures of the outline.
    figures = re.compile(r"[\d.]+(?: ?学时)?")
    return [part for part in parts if solid(part) and solid(part) not in whole and not figures.fullmatch(part)]
