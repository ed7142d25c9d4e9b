"""A small, safe subset of YAML as a tree whose every node knows where it stands.

Content is untrusted, so nothing is constructed: the text becomes a tree of mappings, sequences and scalars that still hold what the
author wrote, where it begins and where it ends. Aliases, tags, duplicate keys and deep nesting are problems, not features.
The parser underneath is libyaml's event stream, which does not recurse. One tree serves reading, checking, mending and merging.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import yaml

from ...problems import Problem, problem
from ...problems.record import quote
from .faults import syntax_problem

#: Deeper than any record of the model; real content stays below five.
MAX_DEPTH = 12
#: More values than any record holds; a bound on work, not on authors.
MAX_NODES = 50_000
#: Characters; the largest metadata that people write is a plan of some 60,000.
MAX_CHARACTERS = 1024 * 1024
#: After so many problems the rest of a file says nothing new.
MAX_PROBLEMS = 100

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NON_SPECIFIC_TAGS = (None, "!")
#: YAML 1.1 takes these for line breaks, editors do not: they travel as private-use characters, so that lines stay right.
_BREAKS = "\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
#: What YAML refuses to read at all; libyaml would not tell where it stands.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Mark(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """Where a node begins and ends, as offsets in the file's text: quotes and brackets are inside, comments behind it are not."""

    start: int
    end: int


NOWHERE = Span(0, 0)


@dataclass(slots=True)
class Scalar:
    """A single value as text. ``style`` is its quotes (``'``, ``"``), its block mark (``|``, ``>``) or nothing.

    ``unread`` marks a value that a problem already stands for (an alias, a tag): nobody need judge it again.
    """

    text: str
    mark: Mark
    style: str = ""
    span: Span = NOWHERE
    unread: bool = False

    @property
    def is_null(self) -> bool:
        """True for an empty value, ``~`` or ``null``."""
        return not self.style and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Sequence:
    """A list of values; ``flow`` is true for one in brackets."""

    items: list[Node]
    mark: Mark
    flow: bool = False
    span: Span = NOWHERE
    unread: bool = False


@dataclass(slots=True)
class Mapping:
    """Keys in the author's order, each with its scalar (for the place) and its value; ``flow`` is true for one in braces."""

    items: dict[str, tuple[Scalar, Node]]
    mark: Mark
    flow: bool = False
    span: Span = NOWHERE
    unread: bool = False


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Parsed:
    """The tree, or ``None`` where the text had none, and what was wrong with it. ``events`` counts the parser's steps."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)
    events: int = 0


class _StopError(Exception):
    """The rest of the text cannot be read."""


class _Carried:
    """A text whose rare line breaks travel as other characters, and how they come back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._back: dict[int, str] = {}
        if _BREAK.search(text):
            known = text.lower()
            # Private-use characters that the text neither holds nor names in an escape.
            base = next((b for b in range(0xF1000, 0xFF000, 0x1000) if not self._meets(known, b)), 0xFF000)
            self._back = {base + ord(c): c for c in _BREAKS}
            self.text = text.translate({ord(c): chr(base + ord(c)) for c in _BREAKS})

    @staticmethod
    def _meets(known: str, base: int) -> bool:
        return any(chr(base + ord(c)) in known or f"{base + ord(c):x}" in known for c in _BREAKS)

    def back(self, value: str) -> str:
        return value.translate(self._back) if self._back else value


class _Builder:
    """Builds the tree from events with a stack of its own. ``offset`` is where the text begins in its file."""

    def __init__(self, path: str, first_line: int, offset: int, carried: _Carried) -> None:
        self.path = path
        self.first_line = first_line
        self.offset = offset
        self.carried = carried
        self.problems: list[Problem] = []
        self.stack: list[Mapping | Sequence] = []
        self.keys: list[Scalar | None] = []
        self.root: Node | None = None
        self.count = 0
        self.events = 0

    def mark(self, mark: yaml.error.Mark | yaml._yaml.Mark | None) -> Mark:
        if mark is None:
            return Mark(self.first_line, 1)
        return Mark(mark.line + self.first_line, mark.column + 1)

    def span(self, event: yaml.Event) -> Span:
        start, end = _index(event.start_mark), _index(event.end_mark)
        if isinstance(event, yaml.ScalarEvent) and event.style not in ("'", '"'):
            # A block's end lies behind the blank lines that follow it, a plain one's behind its comment in some parsers.
            end = start + len(self.carried.text[start:end].rstrip(" \t\n\r"))
        return Span(self.offset + start, self.offset + end)

    def report(self, code: str, at: Mark, message: str, hint: str = "") -> None:
        self.problems.append(problem(code, self.path, message, line=at.line, column=at.column, hint=hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError

    def feed(self, event: yaml.Event) -> None:
        self.events += 1
        if isinstance(event, yaml.AliasEvent):
            at = self.mark(event.start_mark)
            self.report("Y205", at, f"用了 YAML 别名 {quote(f'*{event.anchor}')}。", "把内容直接写在这里。")
            self.add(Scalar("", at, "", self.span(event), unread=True))
        elif isinstance(event, yaml.ScalarEvent):
            at = self.mark(event.start_mark)
            tagged = self.check_decoration(event, at)
            self.add(Scalar(self.carried.back(event.value), at, event.style or "", self.span(event), tagged))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.close(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            at = self.mark(event.start_mark)
            self.report("Y203", at, "文件里有第二份 YAML 文档。", "删去多余的 “---” 行。")
            raise _StopError

    def check_decoration(self, event: yaml.NodeEvent, at: Mark) -> bool:
        """Report an anchor and a tag; true when there was a tag, so that the value is not what it seems."""
        if event.anchor is not None:
            self.report("Y205", at, f"用了 YAML 锚点 {quote(f'&{event.anchor}')}。", "删去它，把内容直接写出来。")
        tag = getattr(event, "tag", None)
        if tag in _NON_SPECIFIC_TAGS:
            return False
        hint = f"删去 {quote(tag)}；若是文字，请用英文引号括起来。"
        self.report("Y206", at, f"用了 YAML 标签 {quote(tag)}。", hint)
        return True

    def open(self, event: yaml.CollectionStartEvent) -> None:
        at = self.mark(event.start_mark)
        if len(self.stack) >= MAX_DEPTH:
            self.report("Y207", at, f"层次超过 {MAX_DEPTH} 层。", "检查多余的括号或缩进。")
            raise _StopError
        tagged = self.check_decoration(event, at)
        node: Mapping | Sequence
        flow = bool(event.flow_style)
        if isinstance(event, yaml.MappingStartEvent):
            node = Mapping({}, at, flow, self.span(event), tagged)
        else:
            node = Sequence([], at, flow, self.span(event), tagged)
        self.add(node)
        self.stack.append(node)
        self.keys.append(None)

    def close(self, event: yaml.Event) -> None:
        """Take the end from the closing bracket; a block ends where its last value ends, not where the next one begins."""
        node = self.stack.pop()
        self.keys.pop()
        if node.flow:
            node.span = Span(node.span.start, self.span(event).end)
        if self.stack:
            self.reach(self.stack[-1], node.span.end)

    @staticmethod
    def reach(parent: Mapping | Sequence, end: int) -> None:
        if not parent.flow and end > parent.span.end:
            parent.span = Span(parent.span.start, end)

    def add(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self.report("F101", node.mark, f"值的个数超过 {MAX_NODES}。", "请拆成几个文件。")
            raise _StopError
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        self.reach(parent, node.span.end)
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            self.keys[-1] = self.as_key(node)
            return
        self.keys[-1] = None
        if key.unread:
            return
        if key.text in parent.items:
            first = parent.items[key.text][0].mark.line
            self.report("Y204", key.mark, f"字段 {quote(key.text)} 写了两次（第 {first} 行已有）。", "只留一处。")
        else:
            parent.items[key.text] = (key, node)

    def as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.report("Y203", node.mark, "字段名不能是列表或括号。", "值里若有 { 或 [，请用英文引号括起整个值。")
        raise _StopError


def _index(mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
    return mark.index if mark is not None else 0


def parse(text: str, path: str, first_line: int = 1, offset: int = 0) -> Parsed:
    """Return the tree of ``text``, whose first line is line ``first_line`` of the file at ``path`` and begins at ``offset``.

    Never raises for bad text: what is wrong comes back as problems, and ``root`` is ``None`` when nothing
    trustworthy could be read. The work grows with the text, up to the budgets above.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"元数据超过 {MAX_CHARACTERS // 1024} KB。"
        return Parsed(None, [problem("F101", path, message, line=first_line, hint="正文写在第二个“---”下面。")])
    bad = _UNREADABLE.search(text)
    if bad:
        line, start = text.count("\n", 0, bad.start()), text.rfind("\n", 0, bad.start()) + 1
        return Parsed(None, [problem("F105", path, f"有不能用的字符 U+{ord(bad.group()):04X}。", line=first_line + line,
                                     column=bad.start() - start + 1, hint="删去这个看不见的字符。")])
    carried = _Carried(text)
    builder = _Builder(path, first_line, offset, carried)
    try:
        for event in _events(carried.text):
            builder.feed(event)
    except _StopError:
        return Parsed(None, builder.problems, builder.events)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(syntax_problem(error, path, first_line, text, MAX_DEPTH))
        return Parsed(None, builder.problems, builder.events)
    except (yaml.YAMLError, ValueError, OverflowError):  # an escape beyond Unicode, without libyaml
        builder.problems.append(problem("Y203", path, "元数据读不懂。", line=first_line))
        return Parsed(None, builder.problems, builder.events)
    return Parsed(builder.root, builder.problems, builder.events)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)
