"""A record's values as YAML: what stands behind a field's name, whoever writes it. How texts are quoted is ``syntax.yaml``'s rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..runtime.hours import format_hours
from ..runtime.values import Checked
from ..syntax.yaml import writer
from .schema import Field, Kind


def one(field: Field, value: Checked) -> str:
    """Return one value of a field on one line, as it may stand inside brackets too."""
    if field.kind is Kind.OBJECT:
        return writer.mapping((f.name, written(f, value[f.name])) for f in field.fields if f.name in value)
    if field.kind is Kind.HOURS:
        return format_hours(value)
    if field.kind is Kind.BOOL:
        return "true" if value else "false"
    # Numbers and dates are what they look like; everything else is text, which must not look like them.
    return str(value) if field.kind in (Kind.INT, Kind.DATE) else writer.scalar(str(value))


def written(field: Field, value: Checked) -> str:
    """Return the value of a field on one line."""
    if field.keyed:
        return f"{{{', '.join(_by_key(field, value))}}}"
    return writer.sequence(one(field, v) for v in value) if field.many else one(field, value)


def _by_key(field: Field, value: Checked) -> Iterator[str]:
    """Yield the objects of a keyed list, each behind its first field's value."""
    key, *others = field.fields
    for row in value:
        inner = writer.mapping((f.name, written(f, row[f.name])) for f in others if f.name in row)
        yield f"{one(key, row[key.name])}: {inner}"


def behind_colon(field: Field, value: Checked, indent: int = 0) -> str:
    """Return what stands behind a field's colon outside of brackets; ``indent`` is the column of its name, from 0.

    Lists of objects have an item a line, texts of several lines are a block of lines.
    """
    if field.keyed:
        return "".join(f"\n{' ' * (indent + 2)}{line}" for line in _by_key(field, value)) if value else " {}"
    if field.many and field.kind is Kind.OBJECT:
        return writer.rows((one(field, v) for v in value), indent) if value else " []"
    if not field.many and field.kind is Kind.LONG:
        return f" {writer.block(str(value), indent)}"
    return f" {written(field, value)}"


def lines(fields: tuple[Field, ...], values: Mapping[str, Checked]) -> Iterator[str]:
    """Yield each of ``values`` as its field, in the order of ``fields``."""
    return (f"{f.name}:{behind_colon(f, values[f.name])}" for f in fields if f.name in values)
