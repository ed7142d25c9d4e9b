"""A plan that was exported, changed in Word and brought back: what differs from the export is what somebody changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...content.loading import Loaded, judged
from ...library.model import Library
from ...library.reading import FileResult, read_file
from ...library.schema import COURSE, Field, Kind
from ...library.source import Entry
from ...problems import ERROR
from ...runtime.errors import ContentError
from ...runtime.hours import parse_hours
from ...runtime.values import Checked
from ...syntax.yaml.splice import UnwritableError
from ..spreadsheet.merge.files import changed
from .exporting import picture_in, plan_of
from .package import Package
from .pictures import Album
from .reading import read_document
from .recognise import Recognised, recognise
from .words import Words

BODY = "正文"
_PICTURE = re.compile(r"\]\([^()\s]*media/[^()\s]*\)")


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan changes: a field, or the body as lines; ``new`` is ``None`` where a field goes."""

    label: str
    field: Field | None
    new: Checked | None
    lines: tuple[str, ...] = ()


def as_exported(known: FileResult, data: bytes, library: Library, root: Path, words: Words) -> Recognised:
    """Return what is read back of a course that is exported as it is now."""
    package = Package(plan_of(known, data, library, picture_in(root, known.path)))
    document = read_document(package)
    album = Album(known.id, "../" * known.path.count("/"), package, document)
    return recognise(document, "", words, album.markdown)


def changes(known: FileResult, exported: Recognised, found: Recognised) -> list[Change]:
    """Return in what a plan differs from its export."""
    made = []
    for field in COURSE.fields:
        if field.kind is Kind.OBJECT:
            continue
        was, now = (_value(field, one) for one in (exported, found))
        if was != now and (now is not None or not field.required) and now != (known.values or {}).get(field.name):
            made.append(Change(field.label, field, now))
    if _lines(exported) != _lines(found):
        made.append(Change(BODY, None, None, tuple(found.body)))
    return made


def written(known: FileResult, data: bytes, changes_: list[Change]) -> bytes:
    """Return a course's file with the changes in it. Raises ``ContentError`` for one that cannot be changed so."""
    values = dict(known.values or {})
    for change in changes_:
        if change.field is not None:
            values.pop(change.field.name, None)
            if change.new is not None:
                values[change.field.name] = change.new
    units = known.outline.units if known.outline else ()
    entry = Entry(known.path, known.kind, known.id, 0, 0, 0)
    try:
        made = changed(COURSE, entry, data, values | _units(known)) if values != known.values else data
    except UnwritableError as error:
        raise ContentError(f"{known.path} 里的元数据写法少见，没有改：{error}。", "照教案手工改这个文件。") from error
    body = next((change.lines for change in changes_ if change.field is None), None)
    if body is None or (not units and not body):
        return made
    text = made.decode("utf-8")
    end = re.search(r"^---[ \t]*\r?$", text[4:], re.MULTILINE)
    head = text[: end.end() + 4] if end else text
    line_end = "\r\n" if "\r\n" in head else "\n"
    return (head + line_end * 2 + line_end.join(body) + line_end).encode()


def refuse_faults(known: FileResult, text: str, loaded: Loaded) -> None:
    """Raise ``ContentError`` where a changed course has errors that it had not."""
    result = read_file(Entry(known.path, known.kind, known.id, 0, 0, 0), text.encode())
    before = {(p.path, p.code, p.message) for p in loaded.problems}
    after = judged(loaded.root, loaded.results | {known.path: result}, ())
    fresh = [p for p in after.problems if p.severity == ERROR and (p.path, p.code, p.message) not in before]
    if fresh:
        hint = fresh[0].hint or "在教案里改好，再导入一次。"
        raise ContentError(f"照这份教案改了以后有 {len(fresh)} 个错误，没有写：{fresh[0].message}", hint)


def _units(known: FileResult) -> dict[str, Checked]:
    from ..spreadsheet.merge.files import UNITS, values_of  # noqa: PLC0415 - names that mean something there alone

    found = values_of(known)
    return {UNITS: found[UNITS]} if UNITS in found else {}


def _value(field: Field, found: Recognised) -> Checked | None:
    one = found.found(field.name)
    return checked(field, one.value) if one and one.sure == "sure" else None


def checked(field: Field, value: str | list[str]) -> Checked | None:
    """Return a value as records hold it, ``None`` for none."""
    if field.many:
        return list(value) if value else None
    text = str(value)
    if field.kind is Kind.HOURS:
        return parse_hours(text)
    return text == "true" if field.kind is Kind.BOOL else text or None


def _lines(found: Recognised) -> list[str]:
    """Return a body's lines without the addresses of pictures, which an export names anew."""
    return [_PICTURE.sub("]()", line) for line in found.body]
