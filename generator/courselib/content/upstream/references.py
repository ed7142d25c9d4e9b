"""References of a record's values to other records, said anew in the names of this library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ...library.kinds import FOLDERS
from ...library.schema import Field
from ...runtime.values import Checked, Values

#: Returns what a reference to a record of a kind is called here, or ``None`` where it leads to nothing.
Naming = Callable[[str, str], str | None]
_RECORDS = frozenset(kind.name for kind in FOLDERS.values())


def renamed(values: Values, fields: tuple[Field, ...], name: Naming) -> Values:
    """Return values with every reference as it is called here; those that lead to nothing are left out."""
    made: Values = {}
    known = {field.name: field for field in fields}
    for key, value in values.items():
        field = known.get(key)
        if field is None or not _refers(field):
            made[key] = value
            continue
        new = _one(field, value, name)
        if new is not None:
            made[key] = new
    return made


def references(values: Values, fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    """Yield every reference of values: the kind of record, and what it is called."""
    for field in fields:
        if field.name in values and _refers(field):
            value = values[field.name]
            for item in value if field.many else (value,):
                if field.fields:
                    yield from references(item, field.fields)
                else:
                    yield field.ref, item


def _one(field: Field, value: Checked, name: Naming) -> Checked:
    if field.many:
        items = (_single(field, item, name) for item in value)
        return list(dict.fromkeys(i for i in items if i is not None)) if not field.fields else [i for i in items if i is not None]
    return _single(field, value, name)


def _single(field: Field, value: Checked, name: Naming) -> Checked:
    if not field.fields:
        return name(field.ref, value)
    made = renamed(value, field.fields, name)
    needed = [f.name for f in field.fields if _refers(f) and f.name in value and (f.required or f.name in field.one_of)]
    return made if all(key in made for key in needed) else None


@cache
def _refers(field: Field) -> bool:
    return field.ref in _RECORDS or any(map(_refers, field.fields))
