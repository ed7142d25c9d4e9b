"""Values as cells and cells as text: numbers are numbers, lists are one text, and what is written is read back the same."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ...library.schema import Field, Kind
from ...runtime.hours import hours_number
from ...runtime.values import Checked
from .sheets import Column
from .vocabulary import Vocabulary

_YES = frozenset("是 对 有 算 true yes y 1 √ ✓ ✔".split())
_NO = frozenset("否 不 无 不算 false no n 0 × ✗ ✘".split())
_STRONG, _WEAK = ";；", "、，,"
_DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_PLAIN_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}")
#: Day 0 of the serial numbers under which spreadsheets keep dates; right for all days after February 1900.
_EPOCH = datetime.date(1899, 12, 30)
_FIRST_YEAR = 1901
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell without a value of its own: a formula never worked out, or an error; ``why`` says so in Chinese."""

    why: str


Cell: TypeAlias = str | int | float | bool | datetime.date | datetime.time | Unreadable | None


def cell_of(field: Field, value: Checked, words: Vocabulary) -> Cell:
    """Return the cell of a value as files hold it (``None`` for none): a number, a date or a text."""
    if value is None:
        return None
    if field.many:
        return join([words.show(field, v) for v in value])
    if field.kind is Kind.HOURS:
        return hours_number(value)
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    if field.kind is Kind.INT:
        return int(value)
    if field.kind is Kind.DATE:
        day = datetime.date.fromisoformat(value)
        return day if day.year >= _FIRST_YEAR else str(value)
    return words.show(field, str(value))


def cell_in(column: Column, values: Mapping[str, Checked], words: Vocabulary) -> Cell:
    """Return the cell that a column has for a record's values, or those of an item of a list."""
    outer, _, inner = column.name.partition(".")
    value = values.get(outer)
    return cell_of(column.field, value.get(inner) if inner and value else value, words)


def join(items: Sequence[str]) -> str:
    """Return a list as one text, with the plainest separator that no item holds; ``split`` gives the list back."""
    whole = "".join(items)
    if not any(c in whole for c in (*_STRONG, *_WEAK, "\n")):
        return "、".join(items)
    mark = "；" if not any(c in whole for c in (*_STRONG, "\n")) else "\n"
    return mark.join(items) + (mark if len(items) == 1 else "")


def split(text: str) -> list[str]:
    """Return the items of a cell: one a line, else between semicolons, else between the commas of either language."""
    marks = next((m for m in ("\n", _STRONG, _WEAK) if any(c in text for c in m)), "")
    parts = re.split(f"[{marks}]", text) if marks else [text]
    return [p.strip() for p in parts if p.strip()]


def text_of(cell: Cell) -> str:
    """Return a cell's text as a person reads it."""
    if cell is None or isinstance(cell, Unreadable):
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".") if abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if m[1] in ("000D", "000d", "000A", "000a", "0009") else m[0], str(cell))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def same(cell: Cell, known: Cell) -> bool:
    """Tell whether a cell reads as the known one; readers of workbooks may drop the escape ``x005F_`` and outer blanks."""
    text, expected = text_of(cell).strip(), text_of(known).strip()
    return text in (expected, expected.replace("x005F_", "").strip())


def meant(field: Field, text: str, words: Vocabulary) -> str:
    """Return the text that a content file would have for one value written in a cell; unclear ones stay as they are."""
    text = text.strip()
    if field.kind in (Kind.HOURS, Kind.INT):
        return unicodedata.normalize("NFKC", text)
    if field.kind is Kind.BOOL:
        lowered = unicodedata.normalize("NFKC", text).lower()
        return "true" if lowered in _YES else "false" if lowered in _NO else text
    if field.kind is Kind.DATE:
        return _day(unicodedata.normalize("NFKC", text)) or text
    if field.kind is Kind.CHOICE or field.ref:
        return words.find(field, text)
    return text


def _day(text: str) -> str:
    """Return YYYY-MM-DD for a date in one of the usual forms, a spreadsheet's day number among them; else nothing."""
    parts = _DATE.fullmatch(text) or _PLAIN_DATE.fullmatch(text)
    try:
        if parts:
            return datetime.date(int(parts[1]), int(parts[2]), int(parts[3])).isoformat()
        return (_EPOCH + datetime.timedelta(days=int(text))).isoformat() if _SERIAL.fullmatch(text) else ""
    except ValueError:
        return ""
