"""Links and images of a Markdown body, with their places, and where they lead in the site.

Authors write links the way an editor follows them: relative to the file (``../urban/urban-service.md``,
``../../media/a.pdf``), or just ``course-id.md``. Where a link leads depends on the file's place alone.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from .scan import Block, blocks

_BRACKETS = re.compile(r"\\.|!?\[|\](?:\(|\[([^\[\]\n]*)\])?", re.DOTALL)
_PARENTHESES = re.compile(r"\\.|[()]", re.DOTALL)
_TITLE = re.compile(r"\s[\"'(]")
_BARE = re.compile(r"[^\s()]*")
_REFERENCE = re.compile(r"^ {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*\n?[ \t]*(<[^>\n]*>|\S+)", re.MULTILINE)
_HTML = re.compile(r"<(img|a)\b[^<>]*?\b(?:href|src)\s*=\s*(\"[^\"<>]*|'[^'<>]*|[^\s\"'<>]+)", re.IGNORECASE)
_SCHEME = re.compile(r"[\s\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-]*):")
_MAX_TARGET = 2000
ALLOWED_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True, slots=True)
class Link:
    """One link target as written, its place, and whether it is an image."""

    target: str
    line: int
    column: int
    image: bool


def find_links(body: str, first_line: int) -> list[Link]:
    """Return the inline, reference and HTML links of a Markdown body in order of place, code left out."""
    found: list[Link] = []
    references: list[tuple[str, Link]] = []
    images: set[str] = set()
    for block in blocks(body, first_line):
        if "]" in block.text:
            found += _inline(block, images)
        if "]:" in block.text:
            references += _references(block)
        if "<" in block.text:
            for match in _HTML.finditer(block.text):
                target = html.unescape(match.group(2).strip("\"'")).strip()
                found.append(Link(target, *block.place(match.start(2)), match.group(1).lower() == "img"))
    # A definition is an image's address as soon as one image uses it.
    found += [Link(k.target, k.line, k.column, label in images) for label, k in references]
    return sorted(found, key=lambda k: (k.line, k.column))


def _references(block: Block) -> Iterator[tuple[str, Link]]:
    for match in _REFERENCE.finditer(block.text):
        target = match.group(2).strip("<>")
        yield _label(match.group(1)), Link(target, *block.place(match.start(2)), False)


def _inline(block: Block, images: set[str]) -> Iterator[Link]:
    text = block.text
    closing = _closing(text)
    opened: list[tuple[bool, int]] = []
    at = 0
    while match := _BRACKETS.search(text, at):
        token, at = match.group(), match.end()
        if token.endswith("[") and token[0] != "\\":
            opened.append((token[0] == "!", at))
        elif token[0] == "]" and opened:
            image, start = opened.pop()
            if token.endswith("("):
                target, offset, at = _target(text, at, closing.get(at - 1, -1))
                yield Link(target, *block.place(offset), image)
            elif image:
                images.add(_label(match.group(1) or text[start : min(match.start(), start + 200)]))


def _closing(text: str) -> dict[int, int]:
    """Return for each round bracket that closes where it does."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for match in _PARENTHESES.finditer(text):
        if match.group() == "(":
            opened.append(match.start())
        elif match.group() == ")" and opened:
            pairs[opened.pop()] = match.start()
    return pairs


def _target(text: str, at: int, end: int) -> tuple[str, int, int]:
    """Return the target that begins after the bracket before ``at``, its offset, and where reading goes on."""
    start = at
    while start < len(text) and text[start] in " \t\n":
        start += 1
    if text.startswith("<", start):
        close = text.find(">", start, start + _MAX_TARGET)
        if close > 0 and "\n" not in text[start:close]:
            return text[start + 1 : close], start, close
    if not start <= end <= start + _MAX_TARGET:
        bare = _BARE.match(text, start)
        end = bare.end() if bare else start
    inside = text[start:end]
    title = _TITLE.search(inside)
    return (inside[: title.start()] if title else inside).strip(), start, end


def _label(text: str) -> str:
    return " ".join(text.lower().split())


def scheme_of(target: str) -> str:
    """Return the URL scheme of a target in lower case, or an empty text for a relative one."""
    # Browsers decode entities, then drop tabs and newlines: neither `java\tscript:` nor `java&#9;script:` may slip by.
    match = _SCHEME.match(re.sub(r"[\t\r\n]", "", html.unescape(target)))
    return match.group(1).lower() if match else ""


def resolve(target: str, path: str) -> str | None:
    """Return the content path that a relative target in the file ``path`` leads to, or ``None`` when it leaves content.

    The fragment is dropped; an empty result means the file itself.
    """
    name = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not name:
        return ""
    if name.startswith("/") or "\\" in name:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    return None if joined.startswith("..") else joined


def site_path(content_path: str) -> str:
    """Return where a content path stands in the site: ``courses/a/b.md`` → ``courses/b.html``, pages at the top."""
    folder, _, rest = content_path.partition("/")
    if folder == "pages":
        return re.sub(r"\.md$", ".html", rest)
    if folder in ("courses", "lecturers", "venues", "curricula"):
        stem = posixpath.basename(content_path)
        return f"{folder}/{re.sub(r'[.](md|yml)$', '.html', stem)}"
    return content_path
