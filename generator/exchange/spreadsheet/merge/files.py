"""One content file changed or begun: bytes in, bytes out, proven by reading the result again."""

from __future__ import annotations

import re
from typing import Any

from ....library.files import Entry, decode
from ....library.reading import FileResult, read_file
from ....library.schema import Kind, Schema
from . import metadata, outline
from .spans import spans
from .splice import Splice, UnwritableError
from .values import item_text, value_text

Values = dict[str, Any]
_BOM = b"\xef\xbb\xbf"
_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
_OBJECTIVES = "## 教学目标\n\n- 能说出本课的要点，并联系本职工作说明怎样运用。"
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
    start, end = _region(text, markdown=schema.kind != "curriculum")
    tree = spans(text, start, end)
    if tree is None:
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


def _region(text: str, *, markdown: bool) -> tuple[int, int]:
    """Return where the metadata begin and end."""
    if not markdown:
        return 0, len(text)
    lead = len(text) - len(text.lstrip("\n \t"))
    first, second = list(_BOUNDARY.finditer(text[lead:]))[:2]
    return lead + first.end(), lead + second.start()


def _carriage_returns(original: str) -> list[int]:
    """Return the offsets of line breaks, in the text with plain ones, that were CR and LF."""
    return [m.start() - count for count, m in enumerate(re.finditer("\r\n", original))]


def _prove(after: FileResult, before: FileResult, new: Values) -> None:
    """Fail unless a changed file reads as wanted: the new values, and the same body but for its units."""
    if after.values is None or values_of(after) != new:
        raise UnwritableError("文件的写法少见")
    if values_of(before).get(UNITS) == new.get(UNITS) and after.body != before.body:
        raise UnwritableError("文件的写法少见")


def begun(schema: Schema, values: Values) -> bytes:
    """Return a new file with the given values; a course has an objective to go on from, and its outline."""
    lines = []
    for field in schema.fields:
        if field.name == UNITS or field.name not in values:
            continue
        value = values[field.name]
        if field.many and field.kind is Kind.OBJECT:
            lines += [f"{field.name}:", *(f"  - {item_text(field, v)}" for v in value)]
        else:
            lines.append(f"{field.name}: {value_text(field, value, flow=False)}")
    head = "\n".join(lines)
    if schema.kind == "curriculum":
        return f"{head}\n".encode()
    body = ""
    if schema.kind == "course":
        body = f"\n{_OBJECTIVES}\n\n## 课程大纲\n\n{outline.table(values.get(UNITS, []))}\n"
    return f"---\n{head}\n---\n{body}".encode()
