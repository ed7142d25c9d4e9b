"""The plain text of a Markdown body, for search and excerpts.

Inline markup goes without leaving a space (``千**万**工程`` → 千万工程), links and images leave their text, addresses
and HTML tags go, tables and lists fall apart into lines, code keeps its text. A single line break between two Chinese
characters is none. Bodies are untrusted: whatever stands in them, the time taken grows with their length alone, since
every expression below either moves on or gives up within one stretch of text that no later attempt reads again.
"""

from __future__ import annotations

import html
import re

_FENCE = re.compile(r" {0,3}(?:[-*+] +|\d{1,9}[.)] +)?(`{3,}|~{3,})")
_HIDDEN = {"<!--": "-->", "<script": "</script", "<style": "</style"}
_HIDDEN_START = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
_RULE = re.compile(r"(?:[-*_=] ?){3,}|=+|--+|[|:\- ]+")
_LEAD = re.compile(
    r"(?:> ?|[-*+](?=\s)|\d{1,9}[.)、](?=\s)|#{1,6}(?=\s)|\[[ xX]\](?=\s)|:(?=\s)|\[\^[^\]\s]{1,64}\]:)\s*"
)
_ADMONITION = re.compile(r'(?:!!!|\?\?\?\+?|===[!+]?)\s*[a-zA-Z \-]*(?:"([^"]*)")?\s*')
_REFERENCE = re.compile(r"\[[^\]\^][^\]]*\]:\s*\S")
_ABBREVIATION = re.compile(r"\*\[[^\]]*\]:\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_URL = re.compile(r"(?:https?|ftp)://[!-~]+|mailto:[!-~]+")
_ATTRIBUTES = re.compile(r"\{:?\s*[#.][^{}]*\}|\{:[^{}]*\}")
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SOFT_BREAK = re.compile(f"(?<=[{_HAN}])\n(?=[{_HAN}])")
_SPACES = re.compile(r"[^\S\n]+")

_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])|(?P<code>`+)|(?P<tag></?[a-zA-Z][^<>]*>)|(?P<angle><[a-zA-Z][^<>\s]*>)"
    r"|(?P<note>\[\^[^\[\]\s]{1,64}\])|(?P<open>!?\[)|(?P<close>\])|(?P<mark>\*+|_+|~+|\^+|={2,})"
)
_AUTOLINK = re.compile(r"<(?:[a-zA-Z][a-zA-Z0-9+.\-]*:|[^\s<>@]+@)[^\s<>]*>")
_TARGET = re.compile(
    r"""\(\s?(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s?\)|\s?\[[^\[\]]*\]"""
)
_BLOCK_TAGS = frozenset((
    "blockquote", "br", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4",
    "h5", "h6", "hr", "li", "ol", "p", "pre", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")


def plain_text(body: str) -> str:
    """Return a Markdown body as plain text, one block (paragraph, list item, table cell) a line."""
    blocks: list[str] = []
    for code, text in _segments(body.replace("\r\n", "\n").replace("\r", "\n")):
        if code:
            blocks.append(text)
        else:
            blocks += (_inline(b) for b in _blocks(_without_hidden(text)))
    return "\n".join(b for b in (block.strip() for block in blocks) if b)


def _segments(body: str) -> list[tuple[bool, str]]:
    """Return the body cut into (is fenced code, text); a fence that never closes runs to the end."""
    segments: list[tuple[bool, str]] = []
    lines: list[str] = []
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if not fence and mark:
            segments.append((False, "\n".join(lines)))
            fence, lines = mark.group(1), []
        elif fence and line.strip().startswith(fence) and not line.strip().strip(fence[0]):
            segments.append((True, "\n".join(lines)))
            fence, lines = "", []
        else:
            lines.append(line)
    segments.append((bool(fence), "\n".join(lines)))
    return segments


def _without_hidden(text: str) -> str:
    """Return the text without comments, scripts and styles; one that never closes is left to the inline rules."""
    if "<" not in text:
        return text
    lowered = text.lower() if len(text.lower()) == len(text) else text
    parts: list[str] = []
    position = 0
    unclosed: set[str] = set()
    for match in _HIDDEN_START.finditer(text):
        start, end_mark = match.start(), _HIDDEN[match.group().lower()]
        if start < position or end_mark in unclosed:
            continue
        end = lowered.find(end_mark, match.end())
        if end < 0:
            unclosed.add(end_mark)
            continue
        parts.append(text[position:start])
        position = end + len(end_mark)
        if end_mark != "-->":
            close = text.find(">", position)
            position = len(text) if close < 0 else close + 1
    return "".join([*parts, text[position:]])


def _blocks(text: str) -> list[str]:
    """Return the blocks of a text without code; soft line breaks stay in them as line feeds."""
    blocks: list[str] = []
    lines: list[str] = []

    def end() -> None:
        if lines:
            blocks.append("\n".join(lines))
            lines.clear()

    for raw in text.split("\n"):
        line = raw.strip()
        if not line or _RULE.fullmatch(line) or _REFERENCE.match(line):
            end()
            continue
        note = _ADMONITION.fullmatch(line)
        rest, leads = (note.group(1) or "", True) if note else _without_leads(line)
        cells = _PIPE.split(rest)
        if leads or len(cells) > 1:
            end()
        if len(cells) > 1:
            blocks += cells
        elif rest:
            lines.append(rest)
            if line.startswith("#") or note:
                end()
    end()
    return blocks


def _without_leads(line: str) -> tuple[str, bool]:
    """Return the line without the marks of quotes, lists, headings, notes; and whether it had any but a quote's."""
    position, found = 0, False
    while match := _LEAD.match(line, position):
        found = found or not match.group().startswith(">")
        position = match.end()
    if match := _ABBREVIATION.match(line, position):
        return line[match.end() :], True
    return line[position:], found


def _inline(text: str) -> str:
    """Return a block's text without inline markup."""
    text = _SPACES.sub(" ", text)
    text = _ATTRIBUTES.sub("", text) if "{" in text else text
    parts = _Inline(text).parts()
    return _SOFT_BREAK.sub("", parts).replace("\n", " ")


class _Inline:
    """One pass over the inline marks of a block: pieces are kept in order, marks that turn out to pair are emptied."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces: list[str] = []
        self.brackets: list[int] = []
        self.open_marks: dict[str, int] = {}
        self.code_ends: dict[int, list[int]] = {}
        for match in re.finditer(r"`+", text):
            self.code_ends.setdefault(len(match.group()), []).append(match.start())
        for starts in self.code_ends.values():
            starts.reverse()

    def parts(self) -> str:
        position = 0
        match = _TOKEN.search(self.text)
        while match:
            self.plain(self.text[position : match.start()])
            position = getattr(self, str(match.lastgroup))(match)
            match = _TOKEN.search(self.text, position)
        self.plain(self.text[position:])
        return "".join(self.pieces)

    def plain(self, text: str) -> None:
        if "://" in text or "mailto:" in text:
            text = _URL.sub(" ", text)
        self.pieces.append(html.unescape(text) if "&" in text else text)

    def escape(self, match: re.Match[str]) -> int:
        self.pieces.append(match.group()[1])
        return match.end()

    def code(self, match: re.Match[str]) -> int:
        size = len(match.group())
        ends = self.code_ends.get(size, [])
        while ends and ends[-1] < match.end():
            ends.pop()
        if not ends:
            self.pieces.append(match.group())
            return match.end()
        end = ends.pop()
        self.pieces.append(self.text[match.end() : end])
        return end + size

    def tag(self, match: re.Match[str]) -> int:
        name = _TAG_NAME.match(match.group())
        block = name and name.group(1).lower() in _BLOCK_TAGS
        self.pieces.append(" " if block or _AUTOLINK.fullmatch(match.group()) else "")
        return match.end()

    angle = tag

    def note(self, match: re.Match[str]) -> int:
        return match.end()

    def open(self, match: re.Match[str]) -> int:
        self.brackets.append(len(self.pieces))
        self.pieces.append(match.group())
        return match.end()

    def close(self, match: re.Match[str]) -> int:
        target = _TARGET.match(self.text, match.end()) if self.brackets else None
        if target:
            self.pieces[self.brackets.pop()] = ""
            return target.end()
        if self.brackets:
            self.brackets.pop()
        self.pieces.append("]")
        return match.end()

    def mark(self, match: re.Match[str]) -> int:
        mark = match.group()
        before = self.text[match.start() - 1 : match.start()]
        after = self.text[match.end() : match.end() + 1]
        closes = bool(before.strip()) and not (mark[0] == "_" and _is_word(after))
        opens = bool(after.strip()) and not (mark[0] == "_" and _is_word(before))
        if closes and mark in self.open_marks:
            self.pieces[self.open_marks.pop(mark)] = ""
            mark = ""
        elif opens:
            self.open_marks[mark] = len(self.pieces)
        self.pieces.append(mark)
        return match.end()


def _is_word(text: str) -> bool:
    return text.isalnum() or text == "_"
