"""What a page will not show as its author wrote it: each remark has a kind, a place and what was written there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from .answers import UNANSWERED
from .attributes import ATTRIBUTES
from .document import Document
from .footnotes import NOTES, SHOWN
from .headings import TAKEN_IDS
from .html import CLASSES, repeated_title
from .html_tags import REMARKS, HtmlRemark
from .links import find_links
from .places import EXTRA, RAW


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
    TAKEN_ID = "an anchor that something else has"
    UNKNOWN_CLASS = "a class that the site does not have"
    UNANSWERED = "a question of a test without its answer"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its kind, line and column from 1, and what was written."""

    kind: Kind
    line: int
    column: int
    written: str


_RULE_ROW = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?|\|\s*:?-+:?\s*\|?")
_NOTE = re.compile(r"\[\^([^\]\n]{1,60})\](:?)")
_HTML_KINDS = {"tag": Kind.TAG, "handler": Kind.HANDLER, "comment": Kind.COMMENT, "unclosed": Kind.UNCLOSED}


def remarks(document: Document, title: str = "") -> list[Remark]:
    """Return what the page of a body called ``title`` will not show as written, in order of place."""
    collected = [
        *_headings(document, title), *_html(document), *_links(document), *_blocks(document), *_definitions(document),
        *_taken_ids(document), *_unanswered(document),
    ]
    return sorted(set(collected), key=lambda r: (r.line, r.column, r.kind.name, r.written))


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
    recorded: list[HtmlRemark] = document.env.get(REMARKS, [])
    for remark in recorded:
        written = remark.written.split("\n", maxsplit=1)[0][:60]
        yield Remark(_HTML_KINDS[remark.kind], *document.lines.inside(remark.block, remark.offset), written)


def _links(document: Document) -> Iterator[Remark]:
    for link in find_links(document):
        if not link.text.strip():
            yield Remark(Kind.NO_WORDS if link.image else Kind.EMPTY_LINK, link.line, link.column, link.target[:60])


def _taken_ids(document: Document) -> Iterator[Remark]:
    for block, written in document.env.get(TAKEN_IDS, []):
        yield Remark(Kind.TAKEN_ID, *document.lines.inside(block, max(block.content.find(written), 0)), written)


def _unanswered(document: Document) -> Iterator[Remark]:
    for block in document.env.get(UNANSWERED, []):
        yield Remark(Kind.UNANSWERED, *document.lines.inside(block, 0), block.content.split("\n", maxsplit=1)[0][:60])


def _blocks(document: Document) -> Iterator[Remark]:
    for token in document.tokens:
        if EXTRA in token.meta and any(token.meta[EXTRA]):
            yield Remark(Kind.EXTRA_CELLS, document.lines.of(token), 1, " | ".join(c for c in token.meta[EXTRA] if c))
        if ATTRIBUTES in token.meta:
            yield from _unknown_class(document, token, token)
        if token.type == "fence" and token.map and not _is_closed(document, token):
            yield Remark(Kind.OPEN_CODE, document.lines.of(token), 1, token.markup)
        if token.type == "inline":
            yield from _running(document, token)


def _running(document: Document, block: Token) -> Iterator[Remark]:
    at = 0
    for child in block.children or []:
        if ATTRIBUTES in child.meta:
            yield from _unknown_class(document, block, child, at)
        if child.type == "text" and "[^" in child.content:
            for match in _NOTE.finditer(child.content):
                # What stands in the text in order stands so in the content: each is looked for behind the one before.
                place = block.content.find(match.group(), at)
                at = place + len(match.group()) if place >= 0 else at
                kind = Kind.NOTE_LABEL if re.search(r"\s", match[1]) else Kind.MISSING_NOTE
                yield Remark(kind, *document.lines.inside(block, max(place, 0)), match.group().rstrip(":"))
    if RAW not in block.meta and "-" in block.content and "|" in block.content:
        start = 0
        for number, line in enumerate(block.content.split("\n")):
            if number and _RULE_ROW.fullmatch(line.strip()):
                yield Remark(Kind.NO_TABLE, *document.lines.inside(block, start), line.strip()[:60])
            start += len(line) + 1


def _is_closed(document: Document, fence: Token) -> bool:
    start, end = fence.map or (0, 0)
    last = document.lines.lines[end - 1].strip(" \t>")
    return end - 1 > start and last.startswith(fence.markup) and not last.strip(fence.markup[0])


def _unknown_class(document: Document, block: Token, token: Token, start: int = 0) -> Iterator[Remark]:
    written = str(token.meta[ATTRIBUTES])
    for name in re.findall(r"\.([0-9A-Za-z_\u3400-\u9fff-]+)", written):
        if name not in CLASSES:
            yield Remark(Kind.UNKNOWN_CLASS, *document.lines.inside(block, max(block.content.find(written, start), 0)), f".{name}")


def _definitions(document: Document) -> Iterator[Remark]:
    """Yield definitions that no reader will see anything of."""
    seen: set[str] = set()
    for label, line in document.env.get(NOTES, []):
        if label in seen:
            yield Remark(Kind.TWICE_DEFINED, *_bracket(document, line), f"[^{label}]")
        elif label not in document.env.get(SHOWN, ()):
            yield Remark(Kind.UNUSED_NOTE, *_bracket(document, line), f"[^{label}]")
        seen.add(label)
    used = _used_references(document)
    for label, definition in document.env.get("references", {}).items():
        if label not in used:
            yield Remark(Kind.UNUSED_DEFINITION, *_bracket(document, definition["map"][0]), _written_label(document, definition))
    for definition in document.env.get("duplicate_refs", []):
        yield Remark(Kind.TWICE_DEFINED, *_bracket(document, definition["map"][0]), _written_label(document, definition))


def _bracket(document: Document, line: int) -> tuple[int, int]:
    """Return the place of the first bracket of a line of the body, from 0."""
    number = document.lines.first_line + line
    return number, document.lines.text(number).find("[") + 1 or 1


def _written_label(document: Document, definition: Mapping[str, Any]) -> str:
    written = document.lines.text(document.lines.first_line + definition["map"][0])
    return written[max(written.find("["), 0) : 200].partition("]:")[0] + "]"


def _used_references(document: Document) -> set[str]:
    labels = (
        str(child.meta["label"]) for token in document.tokens if token.type == "inline"
        for child in token.children or [] if child.meta.get("label") and child.type in ("link_open", "image")
    )
    return {normalizeReference(label) for label in labels}
