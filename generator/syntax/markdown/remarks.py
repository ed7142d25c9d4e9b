"""What a page will not show as its author wrote it: each remark has a kind, a place and what was written there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from .document import Document
from .html import CLASSES, repeated_title
from .html_tags import REMARKS, HtmlRemark
from .links import find_links
from .places import EXTRA


class Kind(Enum):
    """What a remark is about."""

    TAG = "HTML that is left out"
    HANDLER = "an HTML attribute that would run a script"
    UNCLOSED = "an HTML tag that is never closed"
    COMMENT = "a comment that never ends"
    REPEATED_TITLE = "the page's title as a heading"
    SECOND_TITLE = "another first-level heading"
    SKIPPED_LEVEL = "a heading level left out"
    NO_WORDS = "a picture without words"
    EMPTY_LINK = "a link without text"
    EXTRA_CELLS = "cells beyond the head's"
    NO_TABLE = "a table that is none"
    OPEN_CODE = "code that is never closed, so that the rest of the body is code"
    UNUSED_NOTE = "a footnote that nothing refers to"
    MISSING_NOTE = "a reference to a footnote that is not there"
    NOTE_LABEL = "a footnote whose label has a blank"
    UNUSED_DEFINITION = "a link definition that nothing uses"
    TWICE_DEFINED = "a second definition of the same name"
    UNKNOWN_CLASS = "a class that the site does not have"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its kind, line and column from 1, and what was written."""

    kind: Kind
    line: int
    column: int
    written: str


_RULE_ROW = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?|\|\s*:?-+:?\s*\|?")
_NOTE = re.compile(r"\[\^([^\]\n]{1,60})\](:?)")
_NOTE_DEFINITION = re.compile(r"[ >]*\[\^([^\]\n]{1,60})\]:")
_DEFINITION = re.compile(r"[ >]*\[([^\]\n^][^\]\n]{0,200})\]:")
_HTML_KINDS = {"tag": Kind.TAG, "handler": Kind.HANDLER, "comment": Kind.COMMENT, "unclosed": Kind.UNCLOSED}


def remarks(document: Document, title: str = "") -> list[Remark]:
    """Return what the page of a body called ``title`` will not show as written, in order of place."""
    found = [*_headings(document, title), *_html(document), *_links(document), *_blocks(document), *_definitions(document)]
    return sorted(set(found), key=lambda r: (r.line, r.column, r.kind.name))


def _headings(document: Document, title: str) -> Iterator[Remark]:
    repeated = repeated_title(document, title) >= 0
    # The page's title is its first level, whether the body has one or not.
    level, first = 1, True
    for heading in document.headings:
        line = document.lines.first_line + heading.line
        if heading.level == 1:
            if not (first and not title):
                yield Remark(Kind.REPEATED_TITLE if first and repeated else Kind.SECOND_TITLE, line, 1, heading.title)
            first = False
        elif heading.level > level + 1:
            yield Remark(Kind.SKIPPED_LEVEL, line, 1, "#" * heading.level)
        level = heading.level


def _html(document: Document) -> Iterator[Remark]:
    found: list[HtmlRemark] = document.env.get(REMARKS, [])
    for remark in found:
        written = remark.written.split("\n", maxsplit=1)[0][:60]
        yield Remark(_HTML_KINDS[remark.kind], *document.lines.inside(remark.block, remark.offset), written)


def _links(document: Document) -> Iterator[Remark]:
    for link in find_links(document):
        if not link.text.strip():
            yield Remark(Kind.NO_WORDS if link.image else Kind.EMPTY_LINK, link.line, link.column, link.target[:60])


def _blocks(document: Document) -> Iterator[Remark]:
    for token in document.tokens:
        if EXTRA in token.meta and any(token.meta[EXTRA]):
            yield Remark(Kind.EXTRA_CELLS, document.lines.of(token), 1, " | ".join(c for c in token.meta[EXTRA] if c))
        yield from _unknown_class(document, token, token)
        if token.type == "fence" and token.map and not _is_closed(document, token):
            yield Remark(Kind.OPEN_CODE, document.lines.of(token), 1, token.markup)
        if token.type == "inline":
            yield from _running(document, token)


def _running(document: Document, block: Token) -> Iterator[Remark]:
    for child in block.children or []:
        yield from _unknown_class(document, block, child)
        if child.type == "text" and "[^" in child.content:
            for match in _NOTE.finditer(child.content):
                at = max(block.content.find(match.group()), 0)
                kind = Kind.NOTE_LABEL if re.search(r"\s", match[1]) else Kind.MISSING_NOTE
                yield Remark(kind, *document.lines.inside(block, at), match.group().rstrip(":"))
    if "-" in block.content and "|" in block.content:
        start = 0
        for number, line in enumerate(block.content.split("\n")):
            if number and _RULE_ROW.fullmatch(line.strip()):
                yield Remark(Kind.NO_TABLE, *document.lines.inside(block, start), line.strip()[:60])
            start += len(line) + 1


def _is_closed(document: Document, fence: Token) -> bool:
    start, end = fence.map or (0, 0)
    last = document.lines.lines[end - 1].strip(" \t>")
    return end - 1 > start and last.startswith(fence.markup) and not last.strip(fence.markup[0])


def _unknown_class(document: Document, block: Token, token: Token) -> Iterator[Remark]:
    written = str(token.meta.get("attributes", ""))
    for name in re.findall(r"\.([\w-]+)", written):
        if name not in CLASSES:
            yield Remark(Kind.UNKNOWN_CLASS, *document.lines.inside(block, max(block.content.find(written), 0)), f".{name}")


def _definitions(document: Document) -> Iterator[Remark]:
    """Yield definitions that no reader will see anything of."""
    notes: dict[str, int] = document.env.get("footnotes", {}).get("refs", {})
    used = _used_references(document)
    seen: set[str] = set()
    hidden = _code_lines(document)
    for number, line in enumerate(document.lines.lines):
        if "]:" not in line or number in hidden:
            continue
        place = (document.lines.first_line + number, line.find("[") + 1)
        if match := _NOTE_DEFINITION.match(line):
            if notes.get(f":{match[1]}", 0) < 0:
                yield Remark(Kind.UNUSED_NOTE, *place, f"[^{match[1]}]")
            kind = f"^{match[1]}"
        elif (match := _DEFINITION.match(line)) and normalizeReference(match[1]) in document.env.get("references", {}):
            kind = normalizeReference(match[1])
            if kind not in used:
                yield Remark(Kind.UNUSED_DEFINITION, *place, f"[{match[1]}]")
        else:
            continue
        if kind in seen:
            yield Remark(Kind.TWICE_DEFINED, *place, f"[{match[1]}]")
        seen.add(kind)


def _used_references(document: Document) -> set[str]:
    labels = (
        str(child.meta["label"]) for token in document.tokens if token.type == "inline"
        for child in token.children or [] if child.meta.get("label") and child.type in ("link_open", "image")
    )
    return {normalizeReference(label) for label in labels}


def _code_lines(document: Document) -> set[int]:
    """Return the lines, from 0, that stand in code or raw HTML."""
    spans = (t.map for t in document.tokens if t.map and t.type in ("fence", "code_block", "html_block"))
    return {line for start, end in spans for line in range(start, end)}
