"""What an author can only have meant: the value that a field should have in the place of what stands there.

The reader's hints, the repairs and new files all ask here, so that a hint which ``check --fix`` can follow says so truly.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Container, Mapping, Set

from ..runtime import hours
from ..syntax.yaml import writer
from ..syntax.yaml.tree import Node, Scalar
from . import hints
from .schema import FIRST_YEAR, ID_PATTERN, LAST_YEAR, Field, Kind

#: The IDs there are, by what a field refers to (topic, sector, course, lecturer, venue); with their Chinese names where an author may
#: write these as well.
Known = Mapping[str, Set[str] | Mapping[str, str]]
_TRUE, _FALSE = ("true", "yes", "是"), ("false", "no", "否")
_DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_MONTH = re.compile(r"([0-9]{4})\s*(?:年|(?:[年./-]\s*([0-9]{1,2})\s*月?))?")
_TIME = re.compile(r"([0-9]{1,2})\s*(?:[:：]\s*([0-9]{2})|[点时]\s*(?:(半)|([0-9]{1,2})\s*分?)?)")
_LIST = re.compile(r"[\[【［](.*)[\]】］]")
_AROUND = "\"'“”‘’＂《》 \t\u3000"
_COMMAS = re.compile(r"[,，、;；\s]+")
#: In lists of words a blank may stand inside a word.
_WORD_COMMAS = re.compile(r"[,，、;；]+")
#: Longer texts are sentences, whose commas part nothing.
_MAX_WORD = 40
#: More than this is no list that a hint could show.
_MAX_PARTS = 20


def mended(field: Field, text: str, known: Known) -> str | None:
    """Return what ``text`` can only have meant as one value of ``field``; ``None`` when it is right, or nobody can tell."""
    if is_good(field, text, known):
        return None
    plain = unicodedata.normalize("NFKC", text).strip().strip(_AROUND)
    meant = ""
    if field.kind is Kind.HOURS:
        meant = hints.hours_in(plain)
    elif field.kind is Kind.INT:
        meant = hints.hours_in(plain) if hints.hours_in(plain).isdecimal() else ""
    elif field.kind is Kind.DATE:
        meant = day(plain)
    elif field.kind is Kind.MONTH:
        meant = month(plain)
    elif field.kind is Kind.TIME:
        meant = time(plain)
    elif field.kind is Kind.BOOL:
        meant = "true" if plain.lower() in _TRUE else "false" if plain.lower() in _FALSE else ""
    elif field.kind is Kind.CHOICE:
        meant = {label: value for value, label in field.choices}.get(plain) or plain.lower()
    elif field.kind is Kind.ID:
        ids = known.get(field.ref)
        names = {name: key for key, name in ids.items()} if isinstance(ids, Mapping) else {}
        meant = names.get(plain) or plain.lower().replace("_", "-")
    return meant if meant and is_good(field, meant, known) else None


def parts(field: Field, text: str, *, blanks: bool = True) -> list[str]:
    """Return the items that an author put into one text where ``field`` wants a list; none when there are too many to show.

    Of IDs and choices ``blanks`` part too.
    """
    match = _LIST.fullmatch(text.strip())
    inner = match[1] if match else text.strip()
    if field.kind in (Kind.ID, Kind.CHOICE):
        items = [p for p in map(str.strip, (_COMMAS if blanks else _WORD_COMMAS).split(inner)) if p]
    elif field.kind is Kind.TEXT and (field.high or 0) <= _MAX_WORD:
        items = [p for p in map(str.strip, _WORD_COMMAS.split(inner)) if p]
    else:
        items = [inner] if inner else []
    return items if len(items) <= _MAX_PARTS else []


def mended_list(field: Field, text: str, known: Known) -> str | None:
    """Return the YAML of the list that ``text`` can only have meant; ``None`` unless every item is plainly what it should be."""
    if field.kind not in (Kind.ID, Kind.CHOICE):
        return None
    meant = [mended(field, part, known) or part for part in parts(field, text)]
    good = bool(meant) and len(set(meant)) == len(meant) and all(is_good(field, item, known) for item in meant)
    return writer.sequence(map(writer.scalar, meant)) if good else None


def mended_items(field: Field, text: str) -> list[str]:
    """Return the items that one item in brackets can only have meant (``rural，urban``); none when it is one, or nobody can tell."""
    items = parts(field, text, blanks=False)
    if field.kind is Kind.ID:
        items = [unicodedata.normalize("NFKC", p).lower().replace("_", "-") for p in items]
    elif field.kind is Kind.CHOICE:
        items = [mended(field, p, {}) or p for p in items]
    else:
        return []
    right = len(items) > 1 and len(set(items)) == len(items)
    return items if right and all(is_fit(field, p) for p in items) else []


def is_good(field: Field, text: str, known: Known) -> bool:
    """Tell whether ``text`` is a right value of a field as far as it can be told; texts always are."""
    if field.kind is Kind.HOURS:
        try:
            return (field.low or 0) <= hours.parse_hours(text) <= (field.high or hours.COURSE_MAX)
        except ValueError:
            return False
    if field.kind is Kind.INT:
        return text.isascii() and text.isdecimal()
    if field.kind is Kind.DATE:
        return day(text) == text
    if field.kind is Kind.MONTH:
        return month(text) == text
    if field.kind is Kind.TIME:
        return time(text) == text
    if field.kind is Kind.BOOL:
        return text in ("true", "false", "True", "False", "TRUE", "FALSE")
    if field.kind is Kind.CHOICE:
        return text in dict(field.choices)
    if field.kind is Kind.ID:
        return bool(ID_PATTERN.fullmatch(text)) and text in known.get(field.ref, frozenset())
    return True


def day(text: str) -> str:
    """Return the date that a text means (2026年9月1日, 2026.9.1) as 2026-09-01, or an empty text."""
    match = _DATE.fullmatch(text)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else ""
    except ValueError:
        return ""


def month(text: str) -> str:
    """Return the year, or the year and month, that a text means (2025年10月, 2025.10, 2025年) as 2025-10 or 2025; or an empty text."""
    match = _MONTH.fullmatch(text)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR or (match[2] and not 1 <= int(match[2]) <= 12):
        return ""
    return f"{match[1]}-{int(match[2]):02d}" if match[2] else match[1]


def time(text: str) -> str:
    """Return the time of day that a text means (9:00, 9：30, 9点, 9点半, 14时30分) as 09:00; or an empty text."""
    match = _TIME.fullmatch(text)
    if not match:
        return ""
    hour, minute = int(match[1]), 30 if match[3] else int(match[2] or match[4] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def torn(key: Scalar, node: Node, known: Container[str]) -> str | None:
    """Return the pair that was meant by a key which holds its own value: ``{name：学习强国}``, or ``title：第一讲: 总论``."""
    if not isinstance(node, Scalar) or key.style or node.style:
        return None
    rest = "" if node.is_null else f": {node.text}"
    for colon in "：:":
        meant, separator, value = key.text.partition(colon)
        if separator and meant.strip() in known and (value.strip(_AROUND) or rest):
            return f"{meant.strip()}: {writer.scalar(value.strip() + rest if rest else value.strip(_AROUND))}"
    return None


def is_fit(field: Field, text: str) -> bool:
    """Tell whether ``text`` may be one value of a field of IDs, choices or texts, whatever IDs there are."""
    if field.kind is Kind.ID:
        return bool(ID_PATTERN.fullmatch(text))
    if field.kind is Kind.CHOICE:
        return text in dict(field.choices)
    return text.isprintable() and 0 < len(text) <= (field.high or len(text))
