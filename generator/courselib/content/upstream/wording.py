"""Values of fields in words, for whoever compares two of them."""

from __future__ import annotations

from collections.abc import Iterable

from ...library.schema import Field, Kind, label_of
from ...runtime.hours import format_hours
from ...runtime.values import Checked

_LONGEST = 60


def shown(field: Field | None, value: Checked) -> str:
    """Return a field's value in a few words; an empty one as （无）. ``field`` is none for a body."""
    if field is None or value in (None, "", []):
        return "（无）"
    text = "、".join(_one(field, item) for item in value) if field.many else _one(field, value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _one(field: Field, value: Checked) -> str:
    if field.kind is Kind.OBJECT:
        names = {f.name: f for f in field.fields}
        return " ".join(_one(names[name], part) for name, part in value.items() if name in names)
    if field.kind is Kind.HOURS:
        return format_hours(value)
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    return label_of(field.choices, value) if field.kind is Kind.CHOICE else str(value)


def listed(words: Iterable[str], most: int = 8) -> str:
    """Return words as a list for a sentence, those beyond ``most`` as a number."""
    rows = list(words)
    return "、".join(rows[:most]) + (f"等 {len(rows)} 条" if len(rows) > most else "")
