"""One file mended: repairs are tried in order, and kept only when the file is read no worse than before."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from .. import nodes
from ..files import Entry, decode
from ..reading import FileResult, read_file
from ..schema import SCHEMAS, Field
from . import lines, values
from .region import Region, metadata_region

_BOM = "\ufeff"
#: The IDs there are, by the kind of record that a field refers to (topic, sector, course, lecturer, venue).
Known = Mapping[str, Set[str]]


@dataclass(frozen=True, slots=True)
class Repair:
    """A file as it was and as it should be."""

    path: str
    before: str
    after: str


def repair(entry: Entry, data: bytes, known: Known) -> Repair | None:
    """Return the repair of a record's file, or ``None`` when there is nothing to mend that has one right answer.

    The body stays as it is, to the byte; so does a value that reads well.
    """
    schema = SCHEMAS.get(entry.kind)
    text = _text(data)
    if schema is None or text is None:
        return None
    region = metadata_region(text.removeprefix(_BOM), markdown=entry.kind != "curriculum")
    if region is None:
        return None
    mended = _mended(region, entry, schema.fields, known)
    after = region.with_metadata(mended)
    if after == text or _errors(entry, after.encode()) > _errors(entry, data):
        return None
    return Repair(entry.path, text, after)


def _text(data: bytes) -> str | None:
    text, _ = decode(data, "")
    # `decode` smooths line ends, which are not ours to change: the text itself is decoded without that.
    return None if text is None else data.decode("utf-8")


def _mended(region: Region, entry: Entry, fields: tuple[Field, ...], known: Known) -> str:
    text = lines.without_trailing_space(region.metadata)
    root = nodes.parse(text, entry.path, region.first_line).root
    if not isinstance(root, nodes.Mapping):
        text = lines.with_plain_fields(text, _names(fields))
        root = nodes.parse(text, entry.path, region.first_line).root
    if isinstance(root, nodes.Mapping):
        text = values.applied(text, list(values.changes(root, fields, known)), region.first_line)
    return text


def _names(fields: tuple[Field, ...]) -> frozenset[str]:
    inner = (name for field in fields for name in _names(field.fields))
    return frozenset([*(field.name for field in fields), *inner])


def _errors(entry: Entry, data: bytes) -> tuple[bool, int]:
    """Return how badly a file reads: whether at all, then the number of problems."""
    result: FileResult = read_file(entry, data)
    return result.values is None, len(result.problems)
