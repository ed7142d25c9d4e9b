"""One file mended: repairs are tried in order, and kept only when the file is read no worse than before."""

from __future__ import annotations

from dataclasses import dataclass

from ...library.encodings import gbk_text
from ...library.frontmatter import closed, region
from ...library.kinds import KINDS, RecordKind
from ...library.meaning import Known
from ...library.reading import FileResult, read_file
from ...library.schema import Field
from ...library.source import Entry, decode
from ...syntax.yaml import tree
from ...syntax.yaml.splice import Splice
from . import lines, values

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Repair:
    """A file as it was and as it should be; ``encoding`` names what it was in, where that was not UTF-8."""

    path: str
    before: str
    after: str
    encoding: str = ""


def repair(entry: Entry, data: bytes, known: Known) -> Repair | None:
    """Return the repair of a record's file, or ``None`` when there is nothing to mend that has one right answer.

    A file in GBK becomes UTF-8, the same characters. The body stays as it is, to the byte; so does a value that reads well.
    """
    kind = KINDS.get(entry.kind)
    if kind is None:
        return None
    text, encoding = _text(data), ""
    if text is None:
        text, encoding = gbk_text(data), "GBK"
    if text is None:
        return None
    after = _rewritten(kind, text, known)
    if (after == text and not encoding) or _errors(entry, after.encode()) > _errors(entry, data):
        return None
    return Repair(entry.path, text, after, encoding)


def _rewritten(kind: RecordKind, text: str, known: Known) -> str:
    """Return a file's text with its metadata mended, where it is a record's and has any."""
    plain = text.removeprefix(_BOM)
    parts = region(closed(plain) if kind.markdown else plain, markdown=kind.markdown) if kind.folder else None
    return text if parts is None else parts.with_metadata(_mended(parts.metadata, kind.schema.fields, known))


def _text(data: bytes) -> str | None:
    text, _ = decode(data, "")
    # `decode` smooths line ends, which are not ours to change: the text itself is decoded without that.
    return None if text is None else data.decode("utf-8")


def _mended(text: str, fields: tuple[Field, ...], known: Known) -> str:
    text = lines.readable(lines.without_trailing_space(text))
    root = tree.parse(text, "").root
    if not isinstance(root, tree.Mapping):
        return text
    splice = Splice(text)
    values.change(splice, root, fields, known)
    return splice.apply()


def _errors(entry: Entry, data: bytes) -> tuple[bool, int]:
    """Return how badly a file reads: whether at all, then the number of problems."""
    result: FileResult = read_file(entry, data)
    return result.values is None, len(result.problems)
