"""What changed in a record, in words: each field by its Chinese name, with what stood there and what stands there now."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...library.model import ALL, Library, Unit
from ...library.schema import Field, Kind, label_of
from ...runtime.hours import format_hours
from ...runtime.values import Checked, Values
from ...search.documents import EVERYBODY

NOTHING = "（没有写）"
#: Longer texts are compared by their ends alone.
_MOST_LINES = 4000


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: what is changed, and its text before and after. Of lists of things: what was ``added`` and ``removed``."""

    label: str
    before: str = ""
    after: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Names:
    """What IDs are called, by what a field refers to: as they are called now, else as they were."""

    def __init__(self, now: Library, before: Library | None) -> None:
        self._titles: dict[str, dict[str, str]] = {}
        for library in (before, now):
            if library is None:
                continue
            plan = library.plan
            shelves: Mapping[str, Mapping[str, object]] = {
                "topic": plan.topics, "sector": plan.sectors, "role": plan.roles, "task": plan.tasks, "course": library.courses,
                "lecturer": library.lecturers, "venue": library.venues, "class": library.classes,
            }
            for ref, shelf in shelves.items():
                self._titles.setdefault(ref, {}).update({key: str(getattr(record, "title", key)) for key, record in shelf.items()})
        self._titles["sector"][ALL] = EVERYBODY

    def of(self, ref: str, key: str) -> str:
        """Return the title of an ID; the ID itself when nothing has it."""
        return self._titles.get(ref, {}).get(key, key)


def differences(fields: Sequence[Field], before: Values, after: Values, names: Names) -> Iterator[Difference]:
    """Yield what differs between the checked values of two states of a record, in the order of its fields."""
    for field in fields:
        old, new = before.get(field.name), after.get(field.name)
        if old == new:
            continue
        if field.kind is not Kind.OBJECT:
            yield Difference(field.label, text_of(field, old, names), text_of(field, new, names))
        elif not field.many:
            for part in differences(field.fields, old or {}, new or {}, names):
                yield _under(field.label, part)
        elif field.fields[0].name == "id":
            yield from _by_id(field, old or [], new or [], names)
        else:
            yield _listed(field, old or [], new or [], names)


def text_of(field: Field, value: Checked, names: Names) -> str:
    """Return a field's value in words."""
    if value is None or value in ([], "", {}):
        return "否" if field.kind is Kind.BOOL else NOTHING
    if field.many:
        items = [_one(field, item, names) for item in value]
        return ("；" if field.kind is Kind.OBJECT else "、").join(items)
    return _one(field, value, names)


def _one(field: Field, value: Checked, names: Names) -> str:
    if field.kind is Kind.OBJECT:
        parts = ((part, value.get(part.name)) for part in field.fields)
        texts = (_part(part, text_of(part, inner, names)) for part, inner in parts if inner not in (None, [], "", {}, False))
        return "，".join(texts)
    if field.kind is Kind.HOURS:
        return format_hours(value)
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    if field.kind is Kind.CHOICE:
        return label_of(field.choices, value)
    return names.of(field.ref, str(value)) if field.ref else str(value)


def _part(field: Field, text: str) -> str:
    """Return a field inside a thing: what names itself needs no label."""
    if field.kind is Kind.BOOL:
        return field.label
    if field.ref or field.name in ("title", "name", "file", "url", "on", "from", "terms") or field.kind is Kind.CHOICE:
        return text
    return f"{text} 年" if field.name == "year" else f"{field.label} {text}"


def _under(label: str, difference: Difference) -> Difference:
    return Difference(f"{label}·{difference.label}", difference.before, difference.after, difference.added, difference.removed)


def _by_id(field: Field, old: Sequence[Values], new: Sequence[Values], names: Names) -> Iterator[Difference]:
    """Yield the differences of things that have IDs: new ones, dropped ones, and what changed in those that stayed."""
    was, now = ({str(row["id"]): row for row in rows} for rows in (old, new))
    added = tuple(_titled(now[key]) for key in now if key not in was)
    removed = tuple(_titled(was[key]) for key in was if key not in now)
    if added or removed:
        yield Difference(field.label, added=added, removed=removed)
    elif [*was] != [*now]:
        yield Difference(field.label, "原来的次序", "次序调整了")
    for key, row in now.items():
        if key in was and was[key] != row:
            for part in differences(field.fields, was[key], row, names):
                yield _under(f"{field.label}“{_titled(row)}”", part)


def _titled(row: Values) -> str:
    return str(row.get("title") or row["id"])


def _listed(field: Field, old: Sequence[Values], new: Sequence[Values], names: Names) -> Difference:
    was, now = ([_one(field, item, names) for item in items] for items in (old, new))
    added, removed = _beyond(now, was), _beyond(was, now)
    if added or removed:
        return Difference(field.label, added=added, removed=removed)
    return Difference(field.label, "原来的次序", "次序调整了")


def _beyond(items: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Return the items beyond those that the others have too, each as often as it stands."""
    left: dict[str, int] = {}
    for item in others:
        left[item] = left.get(item, 0) + 1
    found = []
    for item in items:
        if left.get(item, 0):
            left[item] -= 1
        else:
            found.append(item)
    return tuple(found)


def body_difference(before: str, after: str) -> Difference | None:
    """Return how many characters of a body were added and removed; blanks count for nothing."""
    added = removed = 0
    for old, new in _changed_parts(before, after):
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        removed += _characters(old[start : len(old) - end])
        added += _characters(new[start : len(new) - end])
    if before == after:
        return None
    if not added and not removed:
        return Difference("正文", after="只改了空格或换行")
    parts = [f"{word} {count} 字" for word, count in (("增加", added), ("删去", removed)) if count]
    return Difference("正文", after="，".join(parts))


def passages(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the passages of a body that changed, as they were and as they are, blanks at their ends left out."""
    for old, new in _changed_parts(before, after):
        if old.strip() or new.strip():
            yield old.strip(), new.strip()


def _changed_parts(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > _MOST_LINES:
        yield before, after
        return
    for what, i, j, k, m in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if what != "equal":
            yield "\n".join(old[i:j]), "\n".join(new[k:m])


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    most = min(len(one), len(other))
    for at in range(most):
        if one[at] != other[at]:
            return at
    return most


def _characters(text: str) -> int:
    return sum(not c.isspace() for c in text)


def unit_differences(before: Sequence[Unit], after: Sequence[Unit]) -> Iterator[Difference]:
    """Yield what changed in a course's outline."""
    was, now = ({unit.title: unit for unit in units} for units in (before, after))
    added, removed = tuple(t for t in now if t not in was), tuple(t for t in was if t not in now)
    if added or removed:
        yield Difference("大纲单元", added=added, removed=removed)
    for title, unit in now.items():
        old = was.get(title)
        if old is None:
            continue
        label = f"单元《{title}》"
        if old.hours != unit.hours:
            yield Difference(f"{label}·学时", format_hours(old.hours), format_hours(unit.hours))
        if old.method != unit.method:
            yield Difference(f"{label}·方式", old.method or NOTHING, unit.method or NOTHING)
        if old.content != unit.content:
            yield Difference(f"{label}·内容要点", old.content or NOTHING, unit.content or NOTHING)
