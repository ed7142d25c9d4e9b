"""Hints: the nearest value to what an author wrote."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from ..syntax.yaml import writer
from .schema import PLATFORMS, Field, Kind

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
#: Full-width digits, point and minus, as an input method leaves them behind.
_FULL_WIDTH = str.maketrans({0xFEE0 + ord(c): c for c in "0123456789.-"})
_LONGEST = 200


def nearest(value: str, valid: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """Return “是否想写 …” with the nearest valid value, or an empty text when none is near; see ``near``."""
    candidate = near(value, valid, labels)
    return f"是否想写 {candidate}？" if candidate else ""


def near(value: str, valid: Iterable[str], labels: Mapping[str, str] | None = None) -> str:
    """Return the nearest valid value, or an empty text when none is near.

    ``labels`` maps values to their Chinese names: an author who wrote the name is told the value.
    """
    if len(value) > _LONGEST:
        return ""
    names = list(valid)
    lowered = {n.lower(): n for n in names}
    key = value.strip().lower()
    candidate = lowered.get(key)
    if candidate is None and labels:
        known = set(names)
        by_label = {label: v for v, label in labels.items() if v in known}
        close = difflib.get_close_matches(value.strip(), by_label, n=1, cutoff=0.6)
        candidate = by_label[close[0]] if close else None
    if candidate is None:
        close = difflib.get_close_matches(key, lowered, n=1, cutoff=0.6)
        candidate = lowered[close[0]] if close else None
    if candidate is None and len(key) >= 4:
        candidate = next((n for n in names if key in n.lower()), None)
    return candidate or ""


def for_object(field: Field, text: str) -> str:
    """Return the hint for an object, or a list of objects, that is a text: the whole of it where it can be known, else its form."""
    address = PLATFORMS.get(text.strip()) if field.name == "platforms" else None
    if address:
        pairs = [("name", writer.scalar(text.strip())), ("url", writer.scalar(address))]
        return f"是否想写 {writer.sequence([writer.mapping(pairs)])}？"
    first = field.fields[0]
    fits = first.kind is Kind.TEXT and 0 < len(text) <= _LONGEST and text.isprintable()
    known = f"{first.name}: {writer.scalar(text.strip())}" if fits else ""
    others = [f for f in field.fields if f.required and not (known and f is first)]
    inner = ", ".join(filter(None, [known, *(f"{f.name}: {f.label}" for f in others)]))
    whole = f"[{{{inner}}}]" if field.many else f"{{{inner}}}"
    return f"写成 {field.name}: {whole}，把{'、'.join(f.label for f in others)}换成真的。"


def form(field: Field) -> str:
    """Return the hint that shows what an object looks like."""
    return f"如 {{{', '.join(f'{f.name}: …' for f in field.fields)}}}"


def hours_in(text: str) -> str:
    """Return the decimal that an author probably meant by ``text`` (“四”， “4学时”， “4”), or an empty text."""
    plain = text.strip().translate(_FULL_WIDTH)
    match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(?:个)?(?:学时|课时|小时|h|H)?", plain)
    if match:
        return match.group(1)
    word = re.fullmatch(r"([零〇一二两三四五六七八九十]{1,3})(半)?\s*(?:个)?(?:学时|课时|小时)?(半)?", plain)
    if not word:
        return ""
    number = chinese_number(word.group(1))
    return "" if number is None else f"{number}.5" if word.group(2) or word.group(3) else str(number)


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese numeral below one hundred (“十二” → 12), or ``None``."""
    if text in _DIGITS:
        return _DIGITS[text]
    match = re.fullmatch(r"([一二两三四五六七八九])?十([一二三四五六七八九])?", text)
    if not match:
        return None
    tens, ones = match.groups()
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
