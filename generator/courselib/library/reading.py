"""One file in, one result out: a pure function of the file's path and text, so that it can be cached and run anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..problems import ERROR, Problem, problem
from ..runtime.hashing import hash_of_bytes
from ..runtime.values import Values
from ..syntax.markdown.links import Link
from . import frontmatter, nodes, upstream
from .body import Rendered, digest_of, read_body
from .fields import FieldReader
from .kinds import KINDS, RecordKind
from .nodes import Mapping, Mark
from .outline import Outline
from .schema import COURSE, Schema
from .source import Entry, decode
from .unfinished import UNFILLED, allowed_in_drafts

#: Raised whenever the reading of an unchanged file could give another result.
FORMAT = 10


@dataclass(slots=True)
class FileResult:
    """What one file says. All parts are JSON-friendly but the problems, marks and units, which `store` turns."""

    path: str
    kind: str
    id: str
    values: Values | None = None
    marks: dict[str, list[int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    body: str = ""
    body_line: int = 1
    digest: str = ""
    links: list[Link] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    outline: Outline | None = None
    #: The body's first heading of the first level.
    heading: str = ""
    #: The body's text without marks, known when it was read just now.
    plain: str | None = field(default=None, compare=False)
    #: The body's HTML, until it is kept elsewhere.
    rendered: Rendered | None = field(default=None, compare=False, repr=False)
    #: What stands for the bytes of a course or of a file of another library, whatever its line ends are.
    fingerprint: str = ""
    #: From which other library it is, and how its links lead then; known once all files are read.
    origin: upstream.Origin | None = None
    bearings: upstream.Bearings = upstream.NO_BEARINGS

    @property
    def broken(self) -> bool:
        """True when an error stands in the file itself."""
        return self.values is None or any(p.severity == ERROR for p in self.problems)

    @property
    def unfinished(self) -> bool:
        """True for a draft with places that are still to be filled."""
        return self.is_draft and any(p.code == UNFILLED for p in self.problems)

    @property
    def is_draft(self) -> bool:
        """True when the file says that it is a draft."""
        return (self.values or {}).get("status") == "draft"

    @property
    def whole(self) -> bool:
        """True when a record can be made of the file: no error stands in it, and no field that every record has is still to be filled."""
        return not self.broken and not (self.unfinished and self._lacks())

    def _lacks(self) -> bool:
        return any(f.required and f.name not in (self.values or {}) for f in KINDS[self.kind].schema.fields)

    def mark(self, name: str) -> Mark:
        """Return the place of a field (``audience[1]``), else of its list, else of the file's beginning."""
        return Mark(*(self.marks.get(name) or self.marks.get(name.split("[", maxsplit=1)[0]) or (1, 1)))


def read_file(entry: Entry, data: bytes) -> FileResult:
    """Return what the file says. Never raises for bad content."""
    result = FileResult(entry.path, entry.kind, entry.id)
    text, problems = decode(data, entry.path)
    result.problems += problems
    if upstream.is_upstream(entry.path) or entry.kind == COURSE.kind:
        result.fingerprint = fingerprint(data)
    if text is None:
        return result
    if entry.kind in (upstream.DECLARED, upstream.OVERLAY, upstream.ORIGIN):
        _read_control(result, text)
        return result
    kind = KINDS[entry.kind]
    if kind.markdown:
        _read_markdown(result, text, kind)
    else:
        _read_tree(result, nodes.parse(text, entry.path), kind.schema)
    if result.is_draft:
        result.problems = allowed_in_drafts(result.problems)
        if result.outline:
            # As the cache gives it back: an outline's problems are among those of its file.
            result.outline = replace(result.outline, problems=tuple(p for p in result.outline.problems if p in result.problems))
    return result


def fingerprint(data: bytes) -> str:
    """Return what stands for the bytes of a text, whatever line ends a checkout gave it."""
    return hash_of_bytes(data.replace(b"\r\n", b"\n"))[:32]


def _read_control(result: FileResult, text: str) -> None:
    """Read what says how other libraries are used: what it means is known beside their records alone, so its text is kept."""
    result.body = text
    if result.kind == upstream.ORIGIN:
        result.values = upstream.read_about(text)
        result.body = ""
        return
    parsed = nodes.parse(text, result.path)
    result.problems += parsed.problems
    says_nothing = all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())
    if isinstance(parsed.root, Mapping) or (result.kind == upstream.DECLARED and says_nothing):
        result.values = {"text": text}
    elif not parsed.problems:
        result.problems.append(problem("Y209", result.path, "内容不是“字段: 值”的形式。", hint="每行写一个字段，如 “hide: true”。"))


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


def _read_markdown(result: FileResult, text: str, kind: RecordKind) -> None:
    document = frontmatter.read(text, result.path, required=kind.needs_front_matter)
    result.problems += document.problems
    result.body = document.body
    result.body_line = document.body_line
    if document.metadata is not None:
        _read_fields(result, document.metadata, kind.schema)
    elif not kind.needs_front_matter and not document.problems:
        result.values = {}
    title = str((result.values or {}).get("title", ""))
    result.digest = digest_of(document.body, title)
    body = read_body(document.body, document.body_line, result.path, title=title, outlined=kind.outlined)
    result.problems += body.problems
    result.links, result.anchors, result.outline = list(body.links), list(body.anchors), body.outline
    result.heading, result.plain, result.rendered = body.heading, body.plain, body.rendered
