"""One file in, one result out: a pure function of the file's path and text, so that it can be cached and run anywhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from ..problems import ERROR, Problem, problem
from ..problems.record import quote
from . import frontmatter, links, nodes
from .fields import FieldReader
from .files import Entry, decode
from .nodes import Mapping, Mark
from .outline import Outline, read_outline
from .planschema import PLAN, SYNONYMS
from .scan import blocks
from .schema import SCHEMAS, Schema

#: Raised whenever the reading of an unchanged file could give another result.
FORMAT = 5

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)\b([^<>]*)>?")
_HANDLER = re.compile(r"\bon[a-z]+\s*=", re.IGNORECASE)
#: Tags that survive the sanitiser and may be written by hand.
HTML_TAGS = frozenset(
    (
        "a abbr b blockquote br caption cite code dd del details dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins "
        "kbd li mark ol p pre q rp rt ruby s small span strong sub summary sup table tbody td tfoot th thead tr u ul "
        "var"
    ).split()
)
#: How a template marks a place that its author is to fill.
BLANK = "【填：{}】"
_BLANK = re.compile("【填：[^】\n]*】?")
_REQUIRED_FRONT_MATTER = ("course", "lecturer", "venue")


@dataclass(slots=True)
class FileResult:
    """What one file says. All parts are JSON-friendly but the problems, marks and units, which `store` turns."""

    path: str
    kind: str
    id: str
    values: dict[str, Any] | None = None
    marks: dict[str, list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    body: str = ""
    body_line: int = 1
    digest: str = ""
    links: list[links.Link] = field(default_factory=list)
    outline: Outline | None = None

    @property
    def broken(self) -> bool:
        """True when an error stands in the file itself."""
        return self.values is None or any(p.severity == ERROR for p in self.problems)

    def mark(self, name: str) -> Mark:
        """Return the place of a field (``audience[1]``), else of its list, else of the file's beginning."""
        return Mark(*(self.marks.get(name) or self.marks.get(name.split("[", maxsplit=1)[0]) or (1, 1)))


def read_file(entry: Entry, data: bytes) -> FileResult:
    """Return what the file says. Never raises for bad content."""
    result = FileResult(entry.path, entry.kind, entry.id)
    text, problems = decode(data, entry.path)
    result.problems += problems
    if text is None:
        return result
    if entry.kind == "plan":
        _read_tree(result, nodes.parse(text, entry.path), PLAN)
    elif entry.kind == "synonyms":
        _read_tree(result, nodes.parse(text, entry.path), SYNONYMS)
    elif entry.kind == "curriculum":
        _read_tree(result, nodes.parse(text, entry.path), SCHEMAS["curriculum"])
    else:
        _read_markdown(result, text)
    return result


def _read_tree(result: FileResult, parsed: nodes.Parsed, schema: Schema) -> None:
    result.problems += parsed.problems
    if isinstance(parsed.root, Mapping):
        _read_fields(result, parsed.root, schema)
    elif not parsed.problems:
        result.problems.append(problem("Y209", result.path, "内容不是“字段: 值”的形式。", hint="每行写一个字段，如 “title: 名称”。"))


def _read_fields(result: FileResult, tree: Mapping, schema: Schema) -> None:
    reader = FieldReader(result.path)
    result.values = reader.record(schema, tree)
    result.marks = {name: list(mark) for name, mark in reader.marks.items()}
    result.problems += reader.problems


def _read_markdown(result: FileResult, text: str) -> None:
    document = frontmatter.read(text, result.path, required=result.kind in _REQUIRED_FRONT_MATTER)
    result.problems += document.problems
    result.body = document.body
    result.body_line = document.body_line
    result.digest = hashlib.blake2b(document.body.encode(), digest_size=16).hexdigest()
    if document.metadata is not None:
        _read_fields(result, document.metadata, SCHEMAS[result.kind])
    elif result.kind == "page" and not document.problems:
        result.values = {}
    result.links = links.find_links(document.body, document.body_line)
    result.problems += _written_problems(document.body, document.body_line, result.path)
    if result.kind == "course":
        result.outline = read_outline(document.body, document.body_line, result.path)
        result.problems += result.outline.problems


def _written_problems(body: str, first_line: int, path: str) -> list[Problem]:
    """Return what is wrong with the text itself: HTML that will go, places that were never filled."""
    found = []
    for block in blocks(body, first_line):
        for match in _BLANK.finditer(block.text):
            line, column = block.place(match.start())
            found.append(problem("B509", path, f"还有没填的地方 {quote(match.group(), 30)}。", line=line, column=column,
                                 hint="填好，或删去这一处。"))
        for match in _TAG.finditer(block.text):
            if match.group(1).lower() in HTML_TAGS and not _HANDLER.search(match.group(2)):
                continue
            line, column = block.place(match.start())
            found.append(problem("B504", path, f"正文里的 HTML {quote(match.group(), 30)} 不允许，发布时会去掉。",
                                 line=line, column=column,
                                 hint="用 Markdown 写；若要显示尖括号本身，用反引号括起来。"))
    return found
