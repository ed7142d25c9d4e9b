"""A curriculum as the text of a file in ``content/curricula``."""

from __future__ import annotations

import yaml

from ..library.model import Curriculum, Item


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, as people do."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # Rare breaks are escaped: YAML 1.1 takes them for ends of lines, later versions do not.
    style = '"' if any(c in value for c in "\x85\u2028\u2029") else "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def curriculum_text(curriculum: Curriculum) -> str:
    """Return the YAML of a curriculum: one item a line, in their order; what has its usual value is left out."""
    head: dict[str, object] = {
        "title": curriculum.title, "sector": curriculum.sector, "role": curriculum.role, "start": curriculum.start,
    }
    if curriculum.years != 5:
        head["years"] = curriculum.years
    if curriculum.exempt:
        head["exempt"] = True
    if curriculum.summary:
        head["summary"] = curriculum.summary
    if curriculum.themes:
        head["themes"] = [{"year": t.year, "title": t.title} for t in curriculum.themes]
    tail = {
        name: value
        for name, value, usual in (
            ("notes", curriculum.notes, ""), ("updated", curriculum.updated, ""), ("status", curriculum.status, "published"),
        )
        if value != usual
    }
    return f"{_dump(head)}items:\n{''.join(map(_item, curriculum.items))}{_dump(tail) if tail else ''}"


def _dump(values: dict[str, object] | dict[str, str]) -> str:
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _item(item: Item) -> str:
    offjob = ", offjob: true" if item.offjob else ""
    level = f", level: {item.level}" if item.offjob or item.level != "county" else ""
    on = f", on: {item.on}" if item.on else ""
    return f"  - {{course: {item.course}, year: {item.year}{offjob}{level}{on}}}\n"
