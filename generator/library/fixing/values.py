"""Repairs of values, for metadata that YAML can read: each kind of field knows what an author can only have meant."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from ... import hours
from .. import hints, nodes
from ..fields import ID_PATTERN
from ..schema import Field, Kind

_TRUE, _FALSE = ("true", "yes", "是"), ("false", "no", "否")
_DATE = re.compile(r"([0-9]{4})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_LIST = re.compile(r"[\[【［](.*)[\]】］]")
_COMMAS = re.compile(r"[,，、;；\s]+")


@dataclass(frozen=True, slots=True)
class Change:
    """``old`` at a place of the metadata becomes ``new``; line and column from 1."""

    at: nodes.Mark
    old: str
    new: str


def changes(tree: nodes.Mapping, fields: tuple[Field, ...], known: Mapping[str, Set[str]]) -> Iterator[Change]:
    """Yield what can be mended in a tree of metadata. ``known`` holds the IDs there are, by kind of record."""
    by_name = {field.name: field for field in fields}
    for name, (key, node) in tree.items.items():
        meant = unicodedata.normalize("NFKC", name).strip().lower()
        if name not in by_name and meant in by_name and meant not in tree.items:
            yield Change(key.mark, name, meant)
        field = by_name.get(meant)
        if field is not None and not node.unread:
            yield from _of_node(field, node, known)


def _of_node(field: Field, node: nodes.Node, known: Mapping[str, Set[str]]) -> Iterator[Change]:
    if isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from _of_node(field, item, known)
    elif isinstance(node, nodes.Mapping):
        yield from changes(node, field.fields, known)
    elif node.plain and not node.is_null:
        new = _list(field, node.text, known) if field.many and _LIST.fullmatch(node.text) else mended(field, node.text, known)
        if new is not None and new != node.text:
            yield Change(node.mark, node.text, new)


def _list(field: Field, text: str, known: Mapping[str, Set[str]]) -> str | None:
    """Return a list written with full-width brackets as YAML; ``None`` unless every item is plainly what it should be."""
    match = _LIST.fullmatch(text)
    items = [i for i in _COMMAS.split(match[1]) if i] if match else []
    if field.kind not in (Kind.ID, Kind.CHOICE) or not items:
        return None
    meant = [mended(field, item, known) or item for item in items]
    good = all(_is_good(field, item, known) for item in meant)
    return f"[{', '.join(meant)}]" if good else None


def mended(field: Field, text: str, known: Mapping[str, Set[str]]) -> str | None:
    """Return what ``text`` can only have meant as a value of ``field``; ``None`` when it is right, or nobody can tell."""
    if _is_good(field, text, known):
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if field.kind is Kind.HOURS:
        found = hints.hours_in(plain)
    elif field.kind is Kind.INT:
        found = hints.hours_in(plain) if hints.hours_in(plain).isdecimal() else ""
    elif field.kind is Kind.DATE:
        found = _day(plain)
    elif field.kind is Kind.BOOL:
        found = "true" if plain.lower() in _TRUE else "false" if plain.lower() in _FALSE else ""
    elif field.kind is Kind.CHOICE:
        found = {label: value for value, label in field.choices}.get(plain) or plain.lower()
    elif field.kind is Kind.ID:
        found = plain.lower().replace("_", "-")
    else:
        found = ""
    return found if found and _is_good(field, found, known) else None


def _is_good(field: Field, text: str, known: Mapping[str, Set[str]]) -> bool:
    if field.kind is Kind.HOURS:
        try:
            return (field.low or 0) <= hours.parse_hours(text) <= (field.high or hours.COURSE_MAX)
        except ValueError:
            return False
    if field.kind is Kind.INT:
        return text.isascii() and text.isdecimal()
    if field.kind is Kind.DATE:
        return _day(text) == text
    if field.kind is Kind.BOOL:
        return text in ("true", "false", "True", "False", "TRUE", "FALSE")
    if field.kind is Kind.CHOICE:
        return text in dict(field.choices)
    if field.kind is Kind.ID:
        return bool(ID_PATTERN.fullmatch(text)) and text in known.get(field.ref, frozenset())
    return True


def _day(text: str) -> str:
    parts = _DATE.fullmatch(text)
    try:
        return datetime.date(int(parts[1]), int(parts[2]), int(parts[3])).isoformat() if parts else ""
    except ValueError:
        return ""


def applied(text: str, found: list[Change], first_line: int) -> str:
    """Return metadata with changes made; one that does not stand where it should (a folded line, say) is left out."""
    lines = text.split("\n")
    for change in sorted(found, key=lambda c: c.at, reverse=True):
        row, start = change.at.line - first_line, change.at.column - 1
        line = lines[row] if 0 <= row < len(lines) else ""
        end = start + len(change.old)
        if line[start:end] == change.old:
            lines[row] = line[:start] + change.new + line[end:]
    return "\n".join(lines)
