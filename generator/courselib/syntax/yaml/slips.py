"""Slips of the hand that keep metadata from being read at all, each on its own line and with what was meant.

The parser tells where it gave up, which is often some lines below the cause. Here the lines themselves are looked at: a full-width
colon, a colon without a blank, a tab, quotes of the wrong kind, a value that needs quotes. Telling and mending share this.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from . import tree, writer

#: A field at the beginning of a line or of a list item, with either colon.
_FIELD = re.compile(
    r"(?P<lead>[ ]*(?:-[ ]+)?)(?P<name>[A-Za-z_][A-Za-z0-9_-]{0,39})(?P<gap>[ ]*)(?P<colon>[:\uff1a])(?P<space>[ \u3000]*)(?P<value>.*)"
)
_BLOCK_TEXT = re.compile(r"[ ]*(?:-[ ]+)?[A-Za-z_]+:[ ]+[|>][-+0-9]{0,2}[ ]*")
#: A tab is meant as a step to the right, or stands where no step can be.
_TAB_WIDTHS = (2, 0)
_QUOTES = "“”‘’„‟＂"
_ANY_QUOTES = f"{_QUOTES}\"'"
#: What a value must not begin with to be taken for a text that only lacks its quotes.
_MARKED = tuple("\"'[{|>&*!#-?")
_UNSTARTABLE = tuple("@`%")
#: A file that is nothing but slips says so often enough.
MAX_TOLD = 100


@dataclass(frozen=True, slots=True)
class Slip:
    """A line that cannot be read: ``line`` from 0, ``column`` from 1, its text as it should be, and what is wrong in Chinese."""

    line: int
    column: int
    meant: str
    message: str
    hint: str
    is_tab: bool = False


@dataclass(frozen=True, slots=True)
class Mended:
    """Metadata without their slips, how they read then, and the slips; line ends stay as they are."""

    text: str
    parsed: tree.Parsed
    slips: tuple[Slip, ...]


def swallowed(text: str, root: tree.Node, first_line: int = 1, offset: int = 0) -> frozenset[int]:
    """Return the lines, from 0, that stand wholly inside a text without quotes: a field with a wrong colon may hide there."""
    inside: set[int] = set()
    waiting = [root]
    rows: list[str] | None = None
    while waiting:
        node = waiting.pop()
        if isinstance(node, tree.Mapping):
            waiting += [value for _, value in node.items.values()]
        elif isinstance(node, tree.Sequence):
            waiting += node.items
        elif not node.style and (":" in node.text or "：" in node.text):
            rows = rows if rows is not None else text.split("\n")
            first = node.mark.line - first_line
            last = first + text.count("\n", node.span.start - offset, node.span.end - offset)
            alone = not rows[first][: node.mark.column - 1].strip(" -")
            inside.update(range(first + (not alone), last + 1))
    return frozenset(inside)


def mended(
    text: str, names: Container[str], path: str = "", first_line: int = 1, offset: int = 0, only: Container[int] | None = None
) -> Mended:
    """Return metadata that do not read without their slips. ``names`` are the fields there can be, in lower case.

    ``path``, ``first_line`` and ``offset`` are those of ``tree.parse``; ``only`` narrows the slips to some lines, from 0.
    """
    made: list[Mended] = []
    for width in _TAB_WIDTHS:
        slips = tuple(s for s in _slips(text, names, width) if only is None or s.line in only)
        new = _applied(text, slips)
        made.append(Mended(new, tree.parse(new, path, first_line, offset), slips))
        if isinstance(made[-1].parsed.root, tree.Mapping):
            return made[-1]
        if not any(slip.is_tab for slip in slips):
            break
    return made[0]


def _slips(text: str, names: Container[str], tab_width: int) -> Iterator[Slip]:
    for number, (line, inside) in enumerate(lines(text)):
        slip = None if inside else _slip(number, line.rstrip("\r\n"), names, tab_width)
        if slip is not None:
            yield slip


def _applied(text: str, slips: tuple[Slip, ...]) -> str:
    if not slips:
        return text
    meant = {slip.line: slip.meant for slip in slips}
    parts = []
    for number, (line, _) in enumerate(lines(text)):
        content = line.rstrip("\r\n")
        parts.append(meant.get(number, content) + line[len(content) :])
    return "".join(parts)


def lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line with its end, and whether it stands in a block of text (``|``, ``>``)."""
    depth = -1
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        indent = len(line) - len(line.lstrip(" "))
        if depth >= 0 and line.strip() and indent <= depth:
            depth = -1
        yield line, depth >= 0
        if depth < 0 and _BLOCK_TEXT.fullmatch(line.rstrip("\r\n")):
            depth = indent


def _slip(number: int, content: str, names: Container[str], tab_width: int) -> Slip | None:
    rest = content.lstrip(" \t")
    lead = content[: len(content) - len(rest)]
    plain = lead.replace("\t", " " * tab_width) + rest
    field = _FIELD.fullmatch(plain)
    slip = _in_field(number, field, names) if field else None
    if "\t" in lead and rest:
        meant = slip.meant if slip else plain
        return Slip(number, lead.index("\t") + 1, meant, "用制表符（Tab）缩进。", "把制表符（Tab）换成空格。", is_tab=True)
    return slip


def _in_field(number: int, field: re.Match[str], names: Container[str]) -> Slip | None:
    value = field["value"].lstrip(" \u3000")
    known = field["name"].lower() in names
    start = f"{field['lead']}{field['name']}: "
    if field["colon"] == "：":
        meant = start + _text(value)
        return Slip(number, field.start("colon") + 1, meant.rstrip(), f"{field['name']} 后面是中文冒号“：”。", "换成英文冒号加一个空格。")
    if known and value and not field["space"].startswith(" "):
        meant = start + _text(value)
        return Slip(number, field.start("colon") + 1, meant.rstrip(), f"{field['name']} 的冒号后面没有空格。", "冒号后面加一个空格。")
    if not known:
        return None
    text = _text(value)
    if text == value:
        return None
    if value[0] in _ANY_QUOTES:
        return Slip(number, field.start("value") + 1, start + text, "值两边的引号不是一对英文引号。", f"是否想写 {text}？")
    at = field.start("value") + 1 + max(value.find(": "), 0)
    return Slip(number, at, start + text, f"{field['name']} 的值里有冒号或特殊符号，要加英文引号。", f"是否想写 {text}？")


def _text(value: str) -> str:
    """Return a value as it can be read: with quotes where it lacks them, with the right ones where they are wrong."""
    inner = value[1:-1]
    if len(value) > 2 and value[0] in _ANY_QUOTES and value[-1] in _ANY_QUOTES and not set(inner) & set(_ANY_QUOTES):
        wrong = value[0] in _QUOTES or value[-1] in _QUOTES
        # Quotes around a whole value are its author's words unless it cannot be read with them.
        if wrong and (value[0] in "\"'" or _is_torn(inner)):
            return writer.scalar(inner)
        return value
    if value.startswith(_UNSTARTABLE) or (value and not value.startswith(_MARKED) and _is_torn(value)):
        return writer.scalar(value)
    return value


def _is_torn(value: str) -> bool:
    """Tell whether a text that stands without quotes is taken for a field of its own."""
    return ": " in value.partition(" #")[0] or (value.endswith(":") and " #" not in value)
