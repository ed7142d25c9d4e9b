"""Repairs of lines, for metadata that YAML cannot read yet: tabs, full-width colons, missing spaces, trailing ones."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

#: A field at the beginning of a line or of a list item, with either colon.
_FIELD = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)?)(?P<name>[A-Za-z_]{1,40})[ ]*(?P<colon>[:\uff1a])(?P<space>[ \u3000]*)(?P<value>.*)")
_BLOCK_TEXT = re.compile(r"[ ]*(?:-[ ]+)?[A-Za-z_]+:[ ]+[|>][-+0-9]{0,2}[ ]*")
_TAB_WIDTH = 2


def without_trailing_space(text: str) -> str:
    """Return metadata without blanks at the ends of lines; text blocks (``|``, ``>``) stay as they are."""
    return "".join(line if inside else _trimmed(line) for line, inside in _lines(text))


def with_plain_fields(text: str, names: Container[str]) -> str:
    """Return unreadable metadata with ``name: value`` where an author wrote ``name：value``, and blanks for tabs.

    ``names`` are the fields there can be: any other line is left alone.
    """
    return "".join(line if inside else _plain(_untabbed(line), names) for line, inside in _lines(text))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line with its end, and whether it stands in a text block."""
    depth = -1
    for line in text.splitlines(keepends=True) if "\x0b" not in text and "\x0c" not in text else [text]:
        indent = len(line) - len(line.lstrip(" "))
        if depth >= 0 and line.strip() and indent <= depth:
            depth = -1
        yield line, depth >= 0
        if depth < 0 and _BLOCK_TEXT.fullmatch(line.rstrip("\r\n")):
            depth = indent


def _split_end(line: str) -> tuple[str, str]:
    content = line.rstrip("\r\n")
    return content, line[len(content):]


def _trimmed(line: str) -> str:
    content, end = _split_end(line)
    return content.rstrip(" \t\u3000") + end


def _untabbed(line: str) -> str:
    content, end = _split_end(line)
    rest = content.lstrip(" \t")
    return content[: len(content) - len(rest)].replace("\t", " " * _TAB_WIDTH) + rest + end


def _plain(line: str, names: Container[str]) -> str:
    content, end = _split_end(line)
    match = _FIELD.fullmatch(content)
    if match is None or match["name"].lower() not in names:
        return line
    if match["colon"] == ":" and (match["space"].startswith(" ") or not match["value"]):
        return line
    value = match["value"].lstrip(" \u3000")
    return f"{match['lead']}{match['name']}: {value}".rstrip() + end
