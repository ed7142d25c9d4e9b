"""What the model's reader says of a value, in the words of a spreadsheet: no YAML, names for codes."""

from __future__ import annotations

import re

from ...library import hints
from ...library.schema import PLAN_LISTS, Field, Kind
from ...problems.record import quote
from .sheets import SCHEMAS, help_of
from .vocabulary import Vocabulary

_MEANT = re.compile(r"是否想写 ([a-z0-9-]+)？")


def reworded(code: str, field: Field, raw: str, message: str, hint: str, words: Vocabulary) -> tuple[str, str]:
    """Return message and hint for a problem that the reader found in a cell whose text is ``raw``."""
    if code == "M301":
        return "没有填。", help_of(field)
    if code == "M305":
        return f"{quote(raw)}不是数字。", hint if hint != field.help else "填 0.5 的整数倍，如 1.5。"
    if field.kind is Kind.BOOL:
        return f"{quote(raw)}不是“是”或“否”。", help_of(field)
    if field.kind is Kind.CHOICE:
        labels = [label for _, label in field.choices]
        shown = next((part for part in _parts(raw) if not words.knows(field, part)), raw)
        return f"{quote(shown)}不在可选值之内。", hints.nearest(shown, labels) or f"可选：{'、'.join(labels)}。"
    return message, _named(hint, field.ref, words)


def named(hint: str, words: Vocabulary) -> str:
    """Return a hint whose “是否想写 …” also shows the title, of whichever kind has the ID."""
    for kind in (*SCHEMAS, *PLAN_LISTS):
        hint = _named(hint, kind, words)
    return hint


def _named(hint: str, ref: str, words: Vocabulary) -> str:
    def shown(match: re.Match[str]) -> str:
        title = words.titles.get(ref, {}).get(match[1], "")
        return f"是否想写 {match[1]} {title}？" if title else match[0]

    return _MEANT.sub(shown, hint)


def _parts(raw: str) -> list[str]:
    return [p.strip() for p in re.split("[\n;；、，,]", raw) if p.strip()]
