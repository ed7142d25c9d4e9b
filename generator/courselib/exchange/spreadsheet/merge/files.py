"""One content file changed or begun: bytes in, bytes out, proven by reading the result again."""

from __future__ import annotations

import re

from ....content.shells import Shell, shell, table
from ....library import nodes, writing
from ....library.frontmatter import region
from ....library.kinds import KINDS
from ....library.outline import OUTLINE_HEADINGS
from ....library.reading import FileResult, read_file
from ....library.schema import Schema
from ....library.source import Entry, decode
from ....runtime.values import Values
from ....syntax.yaml.splice import Splice, UnwritableError
from . import metadata, outline

_BOM = b"\xef\xbb\xbf"
UNITS = "units"


def values_of(result: FileResult) -> Values:
    """Return a file's values with the units of its outline among them, where it has any."""
    values = dict(result.values or {})
    units = result.outline.units if result.outline else ()
    return values | ({UNITS: [outline.values_of(u.title, u.content, u.method, u.hours) for u in units]} if units else {})


def changed(schema: Schema, entry: Entry, data: bytes, new: Values) -> bytes:
    """Return a file with the values ``new`` in the place of its own. Byte order mark, line breaks, comments, body stay.

    Raises ``UnwritableError`` when the file cannot be changed so that it reads as wanted and nothing else changes.
    """
    before = read_file(entry, data)
    text, _ = decode(data, entry.path)
    if text is None or before.values is None:
        raise UnwritableError("文件有错误，没有读成")
    old = values_of(before)
    splice = Splice(text)
    parts = region(text, markdown=KINDS[schema.kind].markdown)
    tree = nodes.parse(parts.metadata, entry.path, parts.first_line, len(parts.before)).root if parts else None
    if not isinstance(tree, nodes.Mapping) or any(p.code.startswith("Y") for p in before.problems):
        raise UnwritableError("没有找到元数据")
    fields = tuple(f for f in schema.fields if f.name != UNITS)
    metadata.change(splice, tree, fields, old, new)
    if before.outline is not None and old.get(UNITS) != new.get(UNITS):
        outline.change(splice, before.outline, new.get(UNITS, []))
    original = data.removeprefix(_BOM).decode("utf-8")
    result = splice.apply(original, _carriage_returns(original))
    written = data[: len(data) - len(data.removeprefix(_BOM))] + result.encode("utf-8")
    _prove(read_file(entry, written), before, new)
    return written


def _carriage_returns(original: str) -> list[int]:
    """Return the offsets of line breaks, in the text with plain ones, that were CR and LF."""
    return [m.start() - count for count, m in enumerate(re.finditer("\r\n", original))]


def _prove(after: FileResult, before: FileResult, new: Values) -> None:
    """Fail unless a changed file reads as wanted: the new values, and the same body but for its units."""
    if after.values is None or values_of(after) != new:
        raise UnwritableError("文件的写法少见")
    if values_of(before).get(UNITS) == new.get(UNITS) and after.body != before.body:
        raise UnwritableError("文件的写法少见")


def sketched(schema: Schema, values: Values) -> bytes:
    """Return a file with the given values and nothing else, to be looked at and never written."""
    head = "\n".join(writing.lines(tuple(f for f in schema.fields if f.name != UNITS), values))
    units = values.get(UNITS, [])
    body = f"\n## {OUTLINE_HEADINGS[0]}\n\n{table(units)}\n" if units else ""
    return f"---\n{head}\n---\n{body}".encode() if KINDS[schema.kind].markdown else f"{head}\n".encode()


def begun(schema: Schema, values: Values) -> bytes:
    """Return a new file with the given values; a course is a draft, in which what nobody said is still to be filled."""
    kind = KINDS[schema.kind]
    if kind.outlined:
        known = {name: value for name, value in values.items() if name != UNITS}
        return shell(Shell(known, units=values.get(UNITS, []))).encode()
    return sketched(schema, values)
