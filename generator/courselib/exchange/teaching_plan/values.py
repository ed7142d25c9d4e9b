"""What labelled values of a plan mean: hours, audiences, methods, names of records, each with how sure that is."""

from __future__ import annotations

import re
from typing import TypeAlias

from .stream import normal
from .words import Words

SURE, GUESS, MISSING = "sure", "guess", "missing"
#: A field's value as an author would write it, whether it is sure, and whether it holds all that was said.
Meaning: TypeAlias = "tuple[str | list[str], str, bool]"

_NUMBERS = {"半": 1, "一": 2, "二": 4, "两": 4, "三": 6, "四": 8, "五": 10, "六": 12, "七": 14, "八": 16, "九": 18, "十": 20}
_FIGURE = "([0-9]{1,3}(?:\\.[0-9])?|[半一二两三四五六七八九十])"
_HOURS = re.compile(_FIGURE + "\\s*个?(?:学时|课时)")
_BARE = re.compile("[0-9]{1,3}(?:\\.[0-9])?")
_DAYS = re.compile(_FIGURE + "\\s*天")
_TIMES = re.compile(
    "([0-9]{1,3})\\s*(?:分钟?|min)\\s*[×xX*✕]\\s*([0-9]{1,2})(?![0-9.])|"
    "(?<![0-9.])([0-9]{1,2})\\s*[×xX*✕]\\s*([0-9]{1,3})\\s*(?:分钟?|min)"
)
_MINUTES = re.compile("([0-9]{1,4})\\s*(?:分钟|min)")
#: Minutes of one hour of teaching (学时) where nothing else is said.
_MINUTES_EACH = 45
_MOST = 160
_AND = re.compile("[和与及]")
_NAMES = re.compile("[、,，;；/／|+＋\\s]+")
_POLITE = re.compile("(?:老师|教授|同志|讲师)$")
_DATE = re.compile("([0-9]{4})[-年./]([0-9]{1,2})[-月./]([0-9]{1,2})日?")
#: Boxes in a form, ticked and empty.
_TICKED, _EMPTY = "☑☒√✓■●", "□☐○◻"
_BOXES = re.compile(f"([{_TICKED}{_EMPTY}])")
_BOTH = re.compile("(村|社区)[（(](社区|村|居)[)）]")
_FORMS = {"id": re.compile("[a-z0-9-]{1,64}"), "code": re.compile("[0-9a-f]{12}"), "month": re.compile("20[0-9]{2}(?:-(?:0[1-9]|1[0-2]))?")}
#: The forms of what stands in a plan and is no field of a course.
_OWN = {"id": "id", "fingerprint": "code"}
_USUAL_LIMIT = 80


def half_hours(text: str) -> int:
    """Return a figure in half-hours, 0 for none that has them exactly."""
    if text in _NUMBERS:
        return _NUMBERS[text]
    whole, _, part = text.partition(".")
    return int(whole) * 2 + (1 if part == "5" else 0) if part in ("", "0", "5") else 0


def hours_text(halves: int) -> str:
    """Return half-hours as authors write hours."""
    return f"{halves // 2}.5" if halves % 2 else str(halves // 2)


def hours_of(text: str, day: int) -> Meaning | None:
    """Return hours: in 学时 or 课时 as they stand, from days and minutes as guesses."""
    text = normal(text)
    found = sorted({half_hours(one) for one in _HOURS.findall(text)})
    if found or _BARE.fullmatch(text):
        halves = found[-1] if found else half_hours(text)
        sure = len(found) <= 1 and 0 < halves <= _MOST
        exact = bool(_BARE.fullmatch(text) or _HOURS.fullmatch(text))
        return (hours_text(halves), SURE if sure else GUESS, exact) if 0 < halves <= _MOST else None
    days = _DAYS.search(text)
    if days and 0 < half_hours(days[1]) * day <= _MOST:
        return hours_text(half_hours(days[1]) * day), GUESS, False
    times = _TIMES.search(text)
    if times:
        # 45分钟×2 says how many hours of teaching there are, and how long each is.
        text = f"{int(times[1] or times[3]) * int(times[2] or times[4])}分钟"
    halves = halves_of_minutes(text, _MINUTES_EACH)
    return (hours_text(halves), GUESS, False) if 0 < halves <= _MOST else None


def halves_of_minutes(text: str, each: int) -> int:
    """Return the half-hours that minutes make where an hour has ``each`` of them, 0 where that is not exact."""
    found = _MINUTES.search(normal(text))
    doubled = int(found[1]) * 2 if found else 0
    return doubled // each if found and doubled % each == 0 else 0


def meaning(field: str, text: str, words: Words) -> Meaning | None:
    """Return what a value means for a field; ``None`` for nothing."""
    text = " ".join(text.split())
    if field in ("audience", "methods", "theory") or field in words.names:
        chosen = ticked(text)
        if chosen != text and (chosen or field != "theory"):
            value = meaning(field, chosen, words)
            return (value[0], value[1], False) if value else None
    if not text:
        return None
    if field == "hours":
        return hours_of(text, words.day)
    if field in ("audience", "methods"):
        return _several(text, words.names[field], words.audiences if field == "audience" else words.methods, leading=field == "methods")
    if field in words.names:
        return _named(text, words.names[field], many=field in words.many)
    kind = "bool" if field == "theory" else _OWN.get(field) or words.kinds.get(field, "")
    if kind == "bool":
        return _truth(text, words)
    if kind == "date":
        found = _DATE.fullmatch(text)
        return (f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", SURE, True) if found else None
    if kind in _FORMS:
        return (text, SURE, True) if _FORMS[kind].fullmatch(text) else None
    return _text(field, text, words) if kind in ("text", "long") else None


def ticked(text: str) -> str:
    """Return what is ticked among the choices of a form (□农村　☑社区), a text without empty boxes as it is."""
    first, *parts = _BOXES.split(text)
    if not any(box in _EMPTY for box in parts[::2]):
        return text
    before = first.strip() == ""
    words = [part.strip(" 、，,；;/") for part in (parts[1::2] if before else [first, *parts[1:-2:2]])]
    return "、".join(word for box, word in zip(parts[::2], words, strict=True) if box in _TICKED and word)


def _text(field: str, text: str, words: Words) -> Meaning | None:
    most = words.limits.get(field, _USUAL_LIMIT)
    parts = [p for p in re.split("[、,，;；]\\s*", text) if p] if field in words.many else [text]
    if not parts or any(len(p) > most for p in parts):
        return None
    return (parts if field in words.many else text), SURE, True


def _truth(text: str, words: Words) -> Meaning | None:
    value = re.split("[，,。（(]", normal(text).lower())[0].strip()
    if value in words.yes:
        return "true", SURE, value == text
    return ("false", SURE, value == text) if value in words.no else None


def _several(text: str, names: dict[str, str], near: list[list[str]], *, leading: bool) -> Meaning | None:
    """Return values by their names, or by words that say them: the first of them in the table, or the ``leading`` one of what was said."""
    exact = True
    found: list[str] = []
    parts: list[str] = []
    for piece in _NAMES.split(_BOTH.sub(r"\1、\2", text)):
        part = normal(piece).strip("。.:：()（）")
        parts += filter(None, [part] if part in names else _AND.split(part))
    for part in parts:
        value = names.get(part) or names.get(f"{part}党员")
        if value is None:
            exact = False
            like = [(part.index(word) if leading else 0, key) for word, key in near if word in part]
            value = min(like, key=lambda one: one[0])[1] if like else None
        elif part not in names:
            exact = False
        if value is not None and value not in found:
            found.append(value)
    if not found:
        return None
    sure = all(p in names or f"{p}党员" in names for p in parts)
    return found, SURE if sure else GUESS, exact


def _named(text: str, names: dict[str, str], *, many: bool) -> Meaning | None:
    """Return IDs or choices by their exact names."""
    if not many:
        value = names.get(text)
        return (value, SURE, True) if value else None
    if text in names:
        return [names[text]], SURE, True
    parts = [p for p in re.split("[；;]", text) if p]
    if not all(p in names for p in parts):
        parts = [p for p in _NAMES.split(text) if p]
    found = [names.get(p) or names.get(_POLITE.sub("", p)) for p in parts]
    ids = list(dict.fromkeys(f for f in found if f))
    return (ids, SURE if all(found) else GUESS, all(p in names for p in parts)) if ids else None
