"""A curriculum as the text of a file in ``content/curricula``."""

from __future__ import annotations

from dataclasses import asdict

from ..library import writing
from ..library.model import Curriculum, Item, Plan
from ..library.schema import CURRICULUM
from ..runtime.values import Object


def curriculum_text(curriculum: Curriculum, plan: Plan | None = None) -> str:
    """Return the YAML of a curriculum: one item a line, in their order; what has its usual value is left out.

    How many years are usual is told by the plan; without one they are always written.
    """
    usual = {
        "years": plan.years_from(curriculum.start) if plan else 0, "exempt": False, "earned": (), "summary": "", "themes": (), "notes": "",
        "updated": "", "status": "published",
    }
    values: Object = {f.name: getattr(curriculum, f.name) for f in CURRICULUM.fields}
    values = {name: value for name, value in values.items() if name not in usual or value != usual[name]}
    values["items"] = [_item(item) for item in curriculum.items]
    if "earned" in values:
        values["earned"] = [{name: value for name, value in asdict(e).items() if value} for e in curriculum.earned]
    if "themes" in values:
        values["themes"] = [{"year": t.year, "title": t.title} for t in curriculum.themes]
    return "".join(f"{line}\n" for line in writing.lines(CURRICULUM.fields, values))


def _item(item: Item) -> Object:
    values: Object = {"course": item.course} if item.course else {"class": item.class_}
    values["year"] = item.year
    if item.offjob:
        values["offjob"] = True
    if item.offjob or item.level != "county":
        values["level"] = item.level
    return values | {name: value for name, value in (("hours", item.hours), ("days", item.days), ("on", item.on)) if value}
