"""What templates read: frozen records of text, numbers and further records, and their plain form, by which a build compares pages.

Each page kind has one record in the module that makes its pages (``site/pages``); ``tests/site/test_page_data.py`` holds the
templates of ``theme/kinds`` against them, name by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import ClassVar, get_args, get_type_hints

from ..runtime.values import Value


class PageData:
    """Base of all records that a template may read; each is a frozen dataclass, and its fields are all that is read of it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Frame(PageData):
    """What every shell needs; ``root`` leads from the page to the site's top, ``canonical`` is an address or empty."""

    path: str
    root: str
    title: str
    description: str
    section: str
    site_name: str
    canonical: str


@dataclass(frozen=True, slots=True)
class PageContext(PageData):
    """All that the shell of a page kind is filled with, but the body: templates know its fields and its frame's by their names."""

    kind: ClassVar[str]

    frame: Frame


@dataclass(frozen=True, slots=True)
class Heading(PageData):
    """An entry of a page's table of contents."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class Card(PageData):
    """What a list shows of a course. Many lists show the same course: its row is made once (``Shells``)."""

    id: str
    title: str
    hours: str
    theory: bool
    topic_title: str
    audience: tuple[str, ...]
    methods: str


class _Names(dict[type, frozenset[str]]):
    """The names that a template may read of a value, by its class; none of what is no page data."""

    def __missing__(self, cls: type) -> frozenset[str]:
        names = frozenset(f.name for f in fields(cls)) if issubclass(cls, PageData) else frozenset()  # type: ignore[arg-type]
        self[cls] = names
        return names


NAMES = _Names()
_Form = Callable[[PageData], Sequence[Value]]
_FORMS: dict[type, _Form] = {}


def values_of(context: PageContext) -> dict[str, object]:
    """Return what a template knows by name."""
    own = {name: getattr(context, name) for name in context.__slots__}
    frame = context.frame
    return {name: getattr(frame, name) for name in frame.__slots__} | own


def plain(data: PageData) -> Sequence[Value]:
    """Return the values of a record in the order of its fields, as nothing but plain data: the same for equal records alone."""
    cls = type(data)
    form = _FORMS.get(cls)
    if form is None:
        form = _FORMS[cls] = _form_of(cls)
    return form(data)


def _form_of(cls: type[PageData]) -> _Form:
    """Return what gives the plain form of records of a class; only fields that hold records are looked into."""
    names = [f.name for f in fields(cls)]  # type: ignore[arg-type]
    hints = get_type_hints(cls)
    nested = [number for number, name in enumerate(names) if _holds_records(hints[name])]
    get = attrgetter(*names) if len(names) > 1 else lambda data: (getattr(data, names[0]),)
    if not nested:
        return get

    def form(data: PageData) -> list[Value]:
        row = list(get(data))
        for number in nested:
            value = row[number]
            if value is not None:
                row[number] = [plain(v) for v in value] if isinstance(value, (list, tuple)) else plain(value)
        return row

    return form


def _holds_records(hint: object) -> bool:
    return (isinstance(hint, type) and issubclass(hint, PageData)) or any(map(_holds_records, get_args(hint)))
