"""Values as the YAML of a content file, in the manner in which people write it."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from ....hours import format_hours
from ....library.schema import Field, Kind

#: What a text must not begin with to stand without quotes, and what it must not hold.
_UNSAFE_START = tuple("-?:,[]{}#&*!|>'\"%@` \t=~<")
_UNSAFE = re.compile(r":(?=\s|$)|\s#|[\n\t\r\x85\u2028\u2029\ufffe\uffff]")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}]|:$")
_RESOLVER: Any = yaml.resolver.Resolver()
_TEXT_TAG = "tag:yaml.org,2002:str"
_LITERAL = re.compile(r"[^\s#][^\t\r\x85\u2028\u2029]*")


def value_text(field: Field, value: Any, *, flow: bool, style: str = "", indent: int = 0) -> str:
    """Return the YAML of a field's value. ``indent`` is the column of the field's key, for texts of several lines."""
    if field.many:
        return f"[{', '.join(item_text(field, v) for v in value)}]"
    return item_text(field, value, flow=flow, style=style, indent=indent)


def item_text(field: Field, value: Any, *, flow: bool = True, style: str = "", indent: int = 0) -> str:
    """Return the YAML of one value of a field; objects are written on one line."""
    if field.kind is Kind.OBJECT:
        pairs = (f"{f.name}: {value_text(f, value[f.name], flow=True)}" for f in field.fields if f.name in value)
        return f"{{{', '.join(pairs)}}}"
    if field.kind is Kind.HOURS:
        return format_hours(value)
    if field.kind is Kind.BOOL:
        return "true" if value else "false"
    if field.kind in (Kind.INT, Kind.DATE, Kind.ID, Kind.CHOICE):
        return plain_or_quoted(str(value), flow=flow) if field.kind is Kind.ID else str(value)
    return _text(str(value), flow=flow, style=style, indent=indent)


def _text(value: str, *, flow: bool, style: str, indent: int) -> str:
    if "\n" in value and not flow and _LITERAL.fullmatch(value):
        lead = " " * (indent + 2)
        return "|\n" + "\n".join(f"{lead}{line}" if line.strip() else "" for line in value.split("\n"))
    if style == '"':
        return quoted(value)
    if style == "'" and value.isprintable():
        return "'{}'".format(value.replace("'", "''"))
    return plain_or_quoted(value, flow=flow)


def plain_or_quoted(value: str, *, flow: bool) -> str:
    """Return a text without quotes where every reader of YAML takes it for that text, else in double quotes."""
    safe = (
        value and value == value.strip() and not value.startswith(_UNSAFE_START) and not _UNSAFE.search(value)
        and not value.startswith(("---", "...")) and not (flow and _UNSAFE_IN_FLOW.search(value))
        and _RESOLVER.resolve(yaml.ScalarNode, value, (True, False)) == _TEXT_TAG
    )
    return value if safe else quoted(value)


def quoted(value: str) -> str:
    """Return a text in double quotes."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == " " else _escape(c) for c in text)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
