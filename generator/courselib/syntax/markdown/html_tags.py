"""HTML in Markdown: each tag is read into the token tree, or told and left out; nothing of it is ever passed through as text.

A tag counts only inside the block or emphasis that it was opened in, so that the tree is whole whatever is left open or closed
twice. Attributes are kept as decoded values and judged where the tree becomes a page (``courselib.syntax.markdown.html``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .markup import Last, end_of_html
from .places import AT, RAW

#: Tags that may stand in a line of text, and those that stand by themselves.
INLINE_TAGS = frozenset(
    "a abbr b br cite code del em i img ins kbd mark q rp rt ruby s small span strong sub sup u var wbr".split()
)
BLOCK_TAGS = frozenset(
    (
        "blockquote caption center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary table "
        "tbody td tfoot th thead tr ul"
    ).split()
)
VOID_TAGS = frozenset(("br", "hr", "img", "wbr"))
#: Elements whose content is no text for readers.
_HIDDEN = frozenset("script style iframe object svg math template noscript title head textarea xmp".split())
#: Tags that HTML lets an author leave open.
_ENDS_BY_ITSELF = frozenset("p li dt dd tr td th thead tbody tfoot caption".split())
_MAX_OPEN = 40
_BLANKS = re.compile(r"\s+")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""[\s/]([a-zA-Z_:][a-zA-Z0-9:._-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^"'=<>`\x00-\x20]+))?""", re.ASCII)
REMARKS = "html_remarks"


@dataclass(frozen=True, slots=True)
class HtmlRemark:
    """HTML that does not come out as written.

    ``kind``: ``tag`` (left out), ``handler`` (an attribute that would run a script), ``comment`` (one that never ends and hides
    the rest), ``unclosed`` (a tag that stands by itself and is never closed).
    """

    kind: str
    written: str
    block: Token
    offset: int


@dataclass(slots=True)
class _Piece:
    """A tag (``name``, ``nesting`` 1, 0, -1), a text, or what is left out, with its offset in the block."""

    kind: str
    written: str
    at: int
    name: str = ""
    closes: bool = False


def html_tags(state: StateCore) -> None:
    """Replace raw HTML by tokens ``html_open``, ``html_void`` and ``html_close``, and note in ``env`` what was left out."""
    if not any(t.type == "html_block" or (t.children and any(c.type == "html_inline" for c in t.children)) for t in state.tokens):
        return
    remarks: list[HtmlRemark] = state.env.setdefault(REMARKS, [])
    tree = _Tree(remarks)
    for token in state.tokens:
        if token.type == "html_block":
            _block(token, tree, remarks)
        else:
            if token.type == "inline" and token.children:
                token.children = _inline(token, remarks)
            tree.take(token)
    state.tokens = tree.end()


class _Tree:
    """Builds a whole tree: every tag is closed within what it was opened in."""

    def __init__(self, remarks: list[HtmlRemark]) -> None:
        self.tokens: list[Token] = []
        #: For each block or emphasis that is open, the tags open in it, each with the remark for one that is never closed.
        self.open: list[list[tuple[str, HtmlRemark]]] = [[]]
        self.remarks = remarks

    def take(self, token: Token) -> None:
        """Take a token of the parser's."""
        if token.nesting < 0:
            self._leave()
            if len(self.open) > 1:
                self.open.pop()
        self.tokens.append(token)
        if token.nesting > 0:
            self.open.append([])

    def tag(self, piece: _Piece, block: Token, start: int = 0, line: int | None = None) -> None:
        """Take a tag of a block, or remark that it is left out.

        Its running text begins at ``start`` of the block; one that is a block of its own stands on ``line`` of the body, from 0.
        """
        here = self.open[-1]
        names = [name for name, _ in here]
        if piece.closes:
            if piece.name in names:
                self._close_down_to(len(names) - 1 - names[::-1].index(piece.name))
            return
        void = piece.name in VOID_TAGS
        if not void and (len(here) >= _MAX_OPEN or (piece.name == "a" and "a" in names)):
            self.remarks.append(HtmlRemark("tag", piece.written, block, piece.at))
            return
        token = Token("html_void" if void else "html_open", piece.name, 0 if void else 1)
        token.attrs = self._attributes(piece, block)
        token.meta, token.block = {AT: piece.at - start}, piece.name in BLOCK_TAGS
        token.map = None if line is None else [line, line + 1]
        self.tokens.append(token)
        if not void:
            here.append((piece.name, HtmlRemark("unclosed", piece.written, block, piece.at)))

    def _attributes(self, piece: _Piece, block: Token) -> dict[str, str | int | float]:
        """Return a tag's attributes with decoded values; the first of a name counts, as in browsers."""
        attributes: dict[str, str | int | float] = {}
        for match in _ATTRIBUTE.finditer(piece.written):
            name, value = match[1].lower(), match[2] or ""
            attributes.setdefault(name, unescape(value[1:-1] if value[:1] in ("'", '"') else value))
        if any(name.startswith("on") for name in attributes):
            self.remarks.append(HtmlRemark("handler", piece.written, block, piece.at))
        return attributes

    def _close_down_to(self, depth: int) -> None:
        here = self.open[-1]
        while len(here) > depth:
            name, _ = here.pop()
            token = Token("html_close", name, -1)
            token.block = name in BLOCK_TAGS
            self.tokens.append(token)

    def _leave(self) -> None:
        """Close what is still open where the parser's block or emphasis ends."""
        self.remarks += (remark for name, remark in self.open[-1] if name in BLOCK_TAGS and name not in _ENDS_BY_ITSELF)
        self._close_down_to(0)

    def end(self) -> list[Token]:
        """Return the whole tree."""
        while len(self.open) > 1:
            self._leave()
            self.open.pop()
        self._leave()
        return self.tokens


def _inline(block: Token, remarks: list[HtmlRemark]) -> list[Token]:
    tree = _Tree(remarks)
    lowered = block.content.lower()
    ends = {name: lowered.rfind(f"</{name}") for name in _HIDDEN}
    hidden = ""
    for token in block.children or []:
        if token.type != "html_inline":
            if not hidden or token.nesting:
                tree.take(token)
            continue
        piece = _Piece("tag", token.content, token.meta.get(AT, 0), _tag_name(token.content), token.content.startswith("</"))
        if hidden:
            hidden = "" if piece.closes and piece.name == hidden else hidden
        elif piece.name in INLINE_TAGS:
            tree.tag(piece, block)
        elif not piece.written.startswith("<!--"):
            remarks.append(HtmlRemark("tag", piece.written, block, piece.at))
            hidden = piece.name if not piece.closes and ends.get(piece.name, -1) > piece.at else ""
    return tree.end()


def _block(token: Token, tree: _Tree, remarks: list[HtmlRemark]) -> None:
    text: list[_Piece] = []
    begun = line = token.map[0] if token.map else 0
    counted = 0
    for piece in pieces(token.content):
        line, counted = line + token.content.count("\n", counted, piece.at), piece.at
        begun = begun if text else line
        if piece.kind == "tag" and piece.name in BLOCK_TAGS:
            _flush(token, text, tree, begun)
            tree.tag(piece, token, line=line)
        elif piece.kind in ("text", "tag"):
            text.append(piece)
        elif piece.kind != "comment":
            remarks.append(HtmlRemark("comment" if piece.kind == "endless" else "tag", piece.written, token, piece.at))
    _flush(token, text, tree, begun)


def _flush(block: Token, buffer: list[_Piece], tree: _Tree, at_line: int) -> None:
    """Put text and the tags in it, which begin on a line of the body (from 0), into the tree as running text of their own."""
    if any(p.kind == "tag" or p.written.strip() for p in buffer):
        line = _Tree(tree.remarks)
        start, preformatted = buffer[0].at, any(name == "pre" for name, _ in tree.open[-1])
        for piece in buffer:
            if piece.kind == "tag":
                line.tag(piece, block, start)
            else:
                child = Token("text", "", 0)
                text = unescape(piece.written)
                child.content = text if preformatted else _BLANKS.sub(" ", text)
                line.take(child)
        inline = Token("inline", "", 0)
        inline.children, inline.map, inline.meta = line.end(), [at_line, at_line + 1], {RAW: True}
        inline.content = block.content[start : buffer[-1].at + len(buffer[-1].written)]
        tree.take(inline)
    buffer.clear()


class _Ends:
    """Where marks stand last in a text, each looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, int] = {}

    def __call__(self, mark: str) -> int:
        if mark not in self.known:
            self.known[mark] = self.text.rfind(mark)
        return self.known[mark]


def pieces(text: str) -> Iterator[_Piece]:
    """Yield the tags, texts and left-out parts of raw HTML in order. Linear: what cannot end is not looked for twice."""
    lowered = text.lower() if len(text.lower()) == len(text) else text
    last, hidden = _Ends(text), _Ends(lowered)
    done = at = 0
    while (at := text.find("<", at)) >= 0:
        end = end_of_html(text, at, last)
        if end < 0 and text.startswith("<!--", at):
            kind, name, end = "endless", "", len(text)
        elif end < 0:
            at += 1
            continue
        else:
            kind, name, end = _kind(text, lowered, at, end, hidden)
        if at > done:
            yield _Piece("text", text[done:at], done)
        yield _Piece(kind, text[at:end][:200] if kind != "tag" else text[at:end], at, name, text.startswith("</", at))
        done = at = end
    if done < len(text):
        yield _Piece("text", text[done:], done)


def _kind(text: str, lowered: str, at: int, end: int, last: Last) -> tuple[str, str, int]:
    """Return what the markup from ``at`` to ``end`` is, the name of a tag, and where it ends with what it hides."""
    if text.startswith("<!--", at):
        return "comment", "", end
    name = _tag_name(text[at:end])
    if name in _HIDDEN and not text.startswith("</", at):
        close = lowered.find(f"</{name}", end) if last(f"</{name}") >= end else -1
        behind = text.find(">", close) + 1 if close >= 0 else 0
        return "hidden", name, behind or end
    return "tag" if name in INLINE_TAGS | BLOCK_TAGS else "hidden", name, end


def _tag_name(written: str) -> str:
    match = _NAME.match(written)
    return match[1].lower() if match else ""
