"""Front matter through python-frontmatter, with a handler that keeps the places of values and body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from frontmatter import default_handlers, loads

from ..problems import Problem, problem
from . import nodes

_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)


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


def read(text: str, path: str, *, required: bool = True) -> Document:
    """Take a Markdown file apart. ``required`` says whether a file without front matter is a problem."""
    lead = len(text) - len(text.lstrip("\n \t"))
    first_line = 1 + text[:lead].count("\n")
    stripped = text[lead:]
    if not re.match(r"---[ \t]*(\n|\Z)", stripped):
        found = []
        if required:
            found.append(problem("Y201", path, "文件开头没有元数据区。", line=first_line,
                                 hint="在文件最前面写一行 “---”，下面写元数据，再写一行 “---”。"))
        return Document(None, stripped, first_line, tuple(found))
    if len(_BOUNDARY.findall(stripped)) < 2:
        unclosed = problem("Y202", path, "元数据区没有结束线 “---”。", line=first_line,
                           hint="在元数据的最后一行下面，单独写一行 “---”。")
        return Document(None, "", first_line, (unclosed,))
    handler = PositionHandler(path, first_line)
    loads(stripped, handler=handler)
    found = list(handler.parsed.problems)
    root = handler.parsed.root
    if isinstance(root, nodes.Mapping):
        return Document(root, handler.body, handler.body_line, tuple(found))
    if not found:
        found.append(problem("Y209", path, "元数据不是“字段: 值”的形式。", line=first_line + 1,
                             hint="每行写一个字段，如 “title: 课程名称”。"))
    return Document(None, handler.body, handler.body_line, tuple(found))
