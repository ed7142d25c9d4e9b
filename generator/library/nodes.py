"""A small, safe subset of YAML that keeps the place of every value.

Content is untrusted, so nothing is constructed: the text becomes a tree of mappings, sequences and scalars that
still hold what the author wrote and where. Aliases, tags, duplicate keys and deep nesting are problems, not features.
The parser underneath is libyaml's event stream, which does not recurse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import yaml

from ..problems import Problem, problem
from ..problems.record import quote

#: Deeper than any record of the model; real content stays below five.
MAX_DEPTH = 12
#: More values than any record holds; a bound on work, not on authors.
MAX_NODES = 50_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NON_SPECIFIC_TAGS = (None, "!")
# YAML 1.1 takes these for line breaks, editors do not: they travel as private-use characters, so that lines stay right.
_BREAKS = {0x85: 0xE085, 0x2028: 0xE028, 0x2029: 0xE029}
_BREAKS_BACK = {v: k for k, v in _BREAKS.items()}
#: What YAML refuses to read at all; libyaml would not tell where it stands.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Mark(NamedTuple):
    """A place in a file: line and column, both from 1."""

    line: int
    column: int


@dataclass(slots=True)
class Scalar:
    """A single value as text; ``plain`` is true when it was written without quotes.

    ``unread`` marks a value that a problem already stands for (an alias, a tag): nobody need judge it again.
    """

    text: str
    plain: bool
    mark: Mark
    unread: bool = False

    @property
    def is_null(self) -> bool:
        """True for an empty value, ``~`` or ``null``."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Sequence:
    """A list of values."""

    items: list[Node]
    mark: Mark
    unread: bool = False


@dataclass(slots=True)
class Mapping:
    """Keys in the author's order, each with its scalar (for the place) and its value."""

    items: dict[str, tuple[Scalar, Node]]
    mark: Mark
    unread: bool = False


Node: TypeAlias = Scalar | Sequence | Mapping


@dataclass(slots=True)
class Parsed:
    """The tree, or ``None`` where the text had none, and what was wrong with it."""

    root: Node | None
    problems: list[Problem] = field(default_factory=list)


class _StopError(Exception):
    """The rest of the text cannot be read."""


class _Builder:
    """Builds the tree from events with a stack of its own."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.problems: list[Problem] = []
        self.stack: list[Mapping | Sequence] = []
        self.keys: list[Scalar | None] = []
        self.root: Node | None = None
        self.count = 0

    def mark(self, mark: yaml.error.Mark | yaml._yaml.Mark | None) -> Mark:
        if mark is None:
            return Mark(self.first_line, 1)
        return Mark(mark.line + self.first_line, mark.column + 1)

    def report(self, code: str, at: Mark, message: str, hint: str = "") -> None:
        self.problems.append(problem(code, self.path, message, line=at.line, column=at.column, hint=hint))

    def feed(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            at = self.mark(event.start_mark)
            self.report("Y205", at, f"用了 YAML 别名 {quote(f'*{event.anchor}')}。", "把内容直接写在这里。")
            self.add(Scalar("", True, at, unread=True))
        elif isinstance(event, yaml.ScalarEvent):
            at = self.mark(event.start_mark)
            tagged = self.check_decoration(event, at)
            self.add(Scalar(event.value.translate(_BREAKS_BACK), not event.style, at, tagged))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()
            self.keys.pop()
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
        node = Mapping({}, at, tagged) if isinstance(event, yaml.MappingStartEvent) else Sequence([], at, tagged)
        self.add(node)
        self.stack.append(node)
        self.keys.append(None)

    def add(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            self.report("F101", node.mark, f"值的个数超过 {MAX_NODES}。", "请拆成几个文件。")
            raise _StopError
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
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
        self.report("Y203", node.mark, "字段名不能是列表或括号。", "值里若有 { 或 [,请用英文引号括起整个值。")
        raise _StopError


def _syntax_problem(error: yaml.MarkedYAMLError, path: str, first_line: int, text: str) -> Problem:
    # An unclosed quote or bracket is mended where it opens, and a field without its colon on its own line: that is the
    # context's place, not the parser's last.
    context = error.context or ""
    unclosed = "simple key" in context or "flow" in context or ("quoted scalar" in context and "escape" not in f"{error.problem}")
    mark = error.context_mark if unclosed and error.context_mark else error.problem_mark or error.context_mark
    if mark is None:
        return problem("Y203", path, "元数据读不懂。", line=first_line)
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1)
    column = mark.column + 1
    source = lines[line]
    if "\t" in source and source[: column + 1].strip(" ").startswith("\t"):
        column = source.index("\t") + 1
        hint = "把制表符(Tab)换成空格。"
        return problem("Y208", path, "用制表符(Tab)缩进。", line=line + first_line, column=column, hint=hint)
    if _cause(error) == "nesting":
        return problem("Y207", path, f"层次超过 {MAX_DEPTH} 层。", line=line + first_line, column=column,
                       hint="检查多余的括号或缩进。")
    message = f"元数据写法有误：{_explain(error)}" + (f"——{quote(source.strip())}" if source.strip() else "")
    hint = _hint(error, source)
    return problem("Y203", path, message, line=line + first_line, column=column, hint=hint)


def _cause(error: yaml.MarkedYAMLError) -> str:
    return "nesting" if "nest" in str(error.problem).lower() or "nest" in str(error.context).lower() else "syntax"


_EXPLANATIONS = (
    ("mapping values are not allowed", "一行里有两个“: ”"),
    ("could not find expected ':'", "缺少“: ”（冒号后要空一格）"),
    ("did not find expected ',' or ']'", "方括号 [ ] 没有配对"),
    ("did not find expected ',' or '}'", "花括号 { } 没有配对"),
    ("expected ',' or ']'", "方括号 [ ] 没有配对"),
    ("expected ',' or '}'", "花括号 { } 没有配对"),
    ("unexpected end of stream", "引号没有配对"),
    ("unexpected document indicator", "引号没有配对"),
    ("did not find expected key", "缩进不齐，或引号后面还有文字"),
    ("expected <block end>", "缩进不齐，或引号后面还有文字"),
    ("did not find expected '-'", "列表项缩进不齐"),
    ("cannot start any token", "值以特殊字符开头"),
    ("unknown escape character", "双引号里有不认识的反斜杠写法"),
    ("escape", "双引号里有不认识的反斜杠写法"),
    ("control characters are not allowed", "有控制字符"),
)


def _explain(error: yaml.MarkedYAMLError) -> str:
    text = f"{error.problem or ''} {error.context or ''}"
    return next((zh for en, zh in _EXPLANATIONS if en in text), "写法不合 YAML 规则")


def _hint(error: yaml.MarkedYAMLError, source: str) -> str:
    text = str(error.problem)
    if "mapping values" in text:
        return "值里有冒号时，请用英文引号把整个值括起来。"
    if ":" in source and "expected ':'" in text:
        return "字段与值之间用英文冒号加一个空格，如 “hours: 4”。"
    if "cannot start any token" in text:
        return "请用英文引号把整个值括起来。"
    return "对照指南里的样例，检查引号、括号、冒号和缩进。"


def parse(text: str, path: str, first_line: int = 1) -> Parsed:
    """Return the tree of ``text``, whose first line is line ``first_line`` of the file at ``path``.

    Never raises for bad text: what is wrong comes back as problems, and ``root`` is ``None`` when nothing
    trustworthy could be read.
    """
    builder = _Builder(path, first_line)
    bad = _UNREADABLE.search(text)
    if bad:
        line, start = text.count("\n", 0, bad.start()), text.rfind("\n", 0, bad.start()) + 1
        return Parsed(None, [problem("F105", path, f"有不能用的字符 U+{ord(bad.group()):04X}。", line=first_line + line,
                                     column=bad.start() - start + 1, hint="删去这个看不见的字符。")])
    try:
        for event in _events(text):
            builder.feed(event)
    except _StopError:
        return Parsed(None, builder.problems)
    except yaml.MarkedYAMLError as error:
        builder.problems.append(_syntax_problem(error, path, first_line, text))
        return Parsed(None, builder.problems)
    except (yaml.YAMLError, ValueError, OverflowError):  # an escape beyond Unicode, without libyaml
        builder.problems.append(problem("Y203", path, "元数据读不懂。", line=first_line))
        return Parsed(None, builder.problems)
    return Parsed(builder.root, builder.problems)


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text.translate(_BREAKS), Loader=_LOADER)
