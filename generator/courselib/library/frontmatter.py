"""Front matter through python-frontmatter, with a handler that keeps the places of values and body.

``region`` says which part of a file holds metadata: reading, mending and merging see the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from frontmatter import default_handlers, loads

from ..problems import Problem, problem
from ..problems.record import FIXABLE, quote
from . import nodes

_BOUNDARY = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_BEGINNING = re.compile(r"---[ \t]*\r?$", re.MULTILINE)
#: What stands in the place of an end line where an author meant one.
_NEARLY = re.compile(r"[ \t\u3000]*[-\u2010-\u2015\u2212\u2500\uff0d_=＝*~]{2,}[ \t\u3000]*")
_FIELD = re.compile(r"[ \t]*([A-Za-z_][A-Za-z0-9_-]{0,39})[ ]*[:：]")


@dataclass(frozen=True, slots=True)
class Region:
    """A file's text in three parts; ``first_line`` is the line, from 1, on which ``metadata`` begins."""

    before: str
    metadata: str
    after: str
    first_line: int

    def with_metadata(self, text: str) -> str:
        """Return the file with other metadata and not one other character changed."""
        return f"{self.before}{text}{self.after}"


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file taken apart: metadata tree (``None`` when unreadable), body, the body's first line."""

    metadata: nodes.Mapping | None
    body: str
    body_line: int
    problems: tuple[Problem, ...]


class PositionHandler(default_handlers.YAMLHandler):
    """A YAML handler for one file: reads through ``nodes.parse`` and keeps the body and where it begins."""

    FM_BOUNDARY = _BOUNDARY

    def __init__(self, path: str, first_line: int) -> None:
        super().__init__()
        self.path = path
        self.first_line = first_line
        self.body = ""
        self.body_line = first_line
        self.parsed = nodes.Parsed(None)

    def split(self, text: str) -> tuple[str, str]:
        """Return metadata text and body; ``ValueError`` when there is no closing line."""
        _, metadata, body = self.FM_BOUNDARY.split(text, 2)
        # python-frontmatter strips the body; here only blank lines go, so that the first line keeps its columns.
        lead = body[: len(body) - len(body.lstrip(" \t\n"))].rfind("\n") + 1
        self.body = body[lead:].rstrip()
        self.body_line = self.first_line + metadata.count("\n") + body[:lead].count("\n")
        return metadata, body

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """Return the metadata as a mapping of names to nodes."""
        # `fm` begins with the newline that ends the opening line, so its first line is that line itself.
        self.parsed = nodes.parse(fm, self.path, self.first_line)
        root = self.parsed.root
        return {name: node for name, (_, node) in root.items.items()} if isinstance(root, nodes.Mapping) else {}


def region(text: str, *, markdown: bool) -> Region | None:
    """Return the metadata of a file's text, or ``None`` when it has none that ends; YAML files are metadata throughout."""
    if not markdown:
        return Region("", text, "", 1)
    lead = len(text) - len(text.lstrip("\r\n \t"))
    first = _BEGINNING.match(text, lead)
    second = _BOUNDARY.search(text, first.end()) if first else None
    if first is None or second is None:
        return None
    start, end = first.end() + 1, second.start()
    return Region(text[:start], text[start:end], text[end:], 1 + text.count("\n", 0, start))


def closed(text: str) -> str:
    """Return a Markdown file's text with the end line that its metadata lack; else the text itself."""
    missing = _missing_end(text)
    return missing.text if missing else text


@dataclass(frozen=True, slots=True)
class _Missing:
    """An end line that is not there: the line, from 1, below which or in whose place it belongs, and the text with it."""

    line: int
    instead: str
    text: str


def _missing_end(text: str) -> _Missing | None:
    lead = len(text) - len(text.lstrip("\r\n \t"))
    first = _BEGINNING.match(text, lead)
    if first is None:
        return None
    whole = region(text, markdown=True)
    # A rule in the body, far below, may pass for the end: it is none when what stands above it cannot be metadata.
    if whole is not None and isinstance(nodes.parse(whole.metadata, "").root, nodes.Mapping):
        return None
    rows = text[first.end() + 1 :].splitlines(keepends=True)
    end = _count(rows)
    below = rows[end.rows : whole.metadata.count("\n") if whole else None]
    if end.fields == 0 or not (end.instead or _is_body(below, up_to_a_line=whole is not None)):
        return None
    newline = "\r\n" if rows[0].endswith("\r\n") else "\n"
    above = rows[: end.rows]
    if above[-1].rstrip("\r\n") == above[-1]:
        above[-1] += newline
    body = rows[end.rows + bool(end.instead) :]
    made = text[: first.end() + 1] + "".join([*above, f"---{newline}", *body])
    if not isinstance(nodes.parse("".join(above), "").root, nodes.Mapping):
        return None
    line = 1 + text.count("\n", 0, first.end() + 1) + end.rows - (not end.instead)
    return _Missing(line, end.instead, made)


def _is_body(rows: list[str], *, up_to_a_line: bool) -> bool:
    """Tell whether what stands behind the last field begins as a body does, and holds no further field above the line that follows it."""
    if not rows:
        return not up_to_a_line
    if rows[0].strip() and not rows[0].startswith("##"):
        return False
    return not up_to_a_line or not any((m := _FIELD.match(r)) and r[0] not in " \t" and m[1].lower() in nodes.NAMES for r in rows)


@dataclass(frozen=True, slots=True)
class _End:
    """How many rows are metadata, how many of them fields, and what stands in the place of the end line."""

    rows: int
    fields: int
    instead: str


def _count(rows: list[str]) -> _End:
    """Find where metadata without an end line end: behind the last field before what can only be the body."""
    end = fields = 0
    loose = False
    for number, row in enumerate(rows):
        line = row.rstrip("\r\n")
        if fields and _NEARLY.fullmatch(line):
            return _End(number, fields, line.strip())
        if not line.strip():
            loose = True
        elif _FIELD.match(line) and (line[0] not in " \t" or not loose):
            end, fields, loose = number + 1, fields + 1, False
        elif line[0] in " \t" or (line.startswith("- ") and not loose):
            end = end if loose else number + 1
        elif not re.match(r"#(?!#)", line):
            break
    return _End(end, fields, "")


def read(text: str, path: str, *, required: bool = True) -> Document:
    """Take a Markdown file apart. ``required`` says whether a file without front matter is a problem."""
    lead = len(text) - len(text.lstrip("\n \t"))
    first_line = 1 + text[:lead].count("\n")
    stripped = text[lead:]
    if not re.match(r"---[ \t]*(\n|\Z)", stripped):
        return Document(None, stripped, first_line, _no_beginning(stripped, path, first_line) if required else ())
    if region(stripped, markdown=True) is None:
        unclosed = problem("Y202", path, "元数据区没有结束线 “---”。", line=first_line,
                           hint="在元数据的最后一行下面，单独写一行 “---”。")
        return _unended(stripped, path, first_line) or Document(None, "", first_line, (unclosed,))
    handler = PositionHandler(path, first_line)
    loads(stripped, handler=handler)
    problems = list(handler.parsed.problems)
    root = handler.parsed.root
    if isinstance(root, nodes.Mapping):
        return Document(root, handler.body, handler.body_line, tuple(problems))
    if not problems:
        problems.append(problem("Y209", path, "元数据不是“字段: 值”的形式。", line=first_line + 1,
                             hint="每行写一个字段，如 “title: 课程名称”。"))
    return _unended(stripped, path, first_line) or Document(None, handler.body, handler.body_line, tuple(problems))


def _no_beginning(text: str, path: str, line: int) -> tuple[Problem, ...]:
    top = text.partition("\n")[0]
    if _NEARLY.fullmatch(top):
        return (problem("Y201", path, f"元数据区的第一行写成了 {quote(top.strip())}。", line=line, hint="换成三个英文短横线 “---”。"),)
    return (problem("Y201", path, "文件开头没有元数据区。", line=line,
                    hint="在文件最前面写一行 “---”，下面写元数据，再写一行 “---”。"),)


def _unended(text: str, path: str, first_line: int) -> Document | None:
    """Return a file as it would be read with its end line, so that nothing else stays hidden, and the problem."""
    missing = _missing_end(text)
    if missing is None:
        return None
    meant = read("\n" * (first_line - 1) + missing.text, path)
    message, hint = "这一行下面缺少元数据区的结束线 “---”。", "在这一行下面单独写一行 “---”，正文写在它下面。"
    if missing.instead:
        message, hint = f"元数据区的结束线写成了 {quote(missing.instead)}。", "换成三个英文短横线 “---”。"
    end_missing = problem("Y202", path, message, line=first_line + missing.line - 1, hint=hint + FIXABLE)
    return Document(meant.metadata, meant.body, meant.body_line - (not missing.instead), (end_missing, *meant.problems))
