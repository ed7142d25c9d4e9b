"""A course as a printed teaching plan (教案) in Word: title, a table of particulars, and its text; import reads it back."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from ...library.kinds import KINDS, shelf
from ...library.links import resolve, scheme_of
from ...library.model import Library
from ...library.reading import FileResult
from ...library.schema import COURSE, Field, Kind, label_of
from ...runtime.hours import format_hours
from ...runtime.paths import below
from ...runtime.values import Checked
from ...syntax.markdown.document import parse
from .pages import package
from .writing import Writer, run, table_of

#: A particular's value with more characters gets a row to itself.
_SHORT = 16
_COLUMNS = (1300, 3213, 1300, 3213)
_TITLE = "title"
_MAX_PICTURE = 20 << 20
_SHELVES = ("lecturer", "venue", "course")


def fingerprint(data: bytes) -> str:
    """Return what tells a file's bytes from other ones; it is printed in the plan, where every program leaves it alone."""
    return hashlib.sha256(data).hexdigest()[:12]


def plan_of(result: FileResult, data: bytes, library: Library, picture: Callable[[str], bytes]) -> bytes:
    """Return the plan of a course's file, which has the bytes ``data``; ``picture`` gives a picture's bytes by its address in the text."""
    values = result.values or {}
    title = str(values.get(_TITLE, result.id))
    writer = Writer(picture)
    writer.paragraph(run(title), "Title")
    rows = _paired(particulars(result, data, library))
    writer.out.append(table_of(rows, _COLUMNS, head=False, spans=True, labels=(0, 2)))
    writer.body(parse(result.body, 1).tokens)
    return package("".join(writer.out), escape(title), writer.ordered, writer.links, writer.pictures, writer.notes)


def particulars(result: FileResult, data: bytes, library: Library) -> list[tuple[str, str]]:
    """Return the fields that stand in the head of a plan: label and words."""
    values = result.values or {}
    known = [("编号", result.id), ("核对码", fingerprint(data))]
    fields = (f for f in COURSE.fields if f.name in values and f.name != _TITLE and f.kind is not Kind.OBJECT)
    return known + [(f.label, _said(f, values[f.name], library)) for f in fields]


def _said(field: Field, value: Checked, library: Library) -> str:
    if field.many:
        # Titles of records may have a pause mark of their own.
        return ("；" if field.ref else "、").join(_one(field, v, library) for v in value)
    return _one(field, value, library)


def _one(field: Field, value: Checked, library: Library) -> str:
    if field.kind is Kind.HOURS:
        return f"{format_hours(value)} 学时"
    if field.kind is Kind.BOOL:
        return "是" if value else "否"
    if field.choices:
        return label_of(field.choices, str(value))
    if field.ref in _SHELVES:
        record = shelf(library, KINDS[field.ref]).get(str(value))
        return record.title if record else str(value)
    return library.plan.names(field.ref).get(str(value), str(value)) if field.ref else " ".join(str(value).split())


def _paired(particulars: list[tuple[str, str]]) -> list[list[str]]:
    """Return the rows of the table: two short particulars, or a long one."""
    rows: list[list[str]] = []
    waiting = False
    for label, text in particulars:
        short = len(text) <= _SHORT or label == "编号"
        if short and waiting:
            rows[-1] += [run(label), run(text)]
        else:
            rows.append([run(label), run(text)])
        waiting = short and not waiting
    return rows


def picture_in(root: Path, path: str) -> Callable[[str], bytes]:
    """Return what reads the pictures of the content file ``path`` below the content folder ``root``: those in its media folder alone."""

    def read(address: str) -> bytes:
        content = None if scheme_of(address) else resolve(address, path)
        place = below(root, content) if content and content.startswith("media/") else None
        try:
            return place.read_bytes() if place is not None and place.is_file() and place.stat().st_size <= _MAX_PICTURE else b""
        except OSError:
            return b""

    return read
