"""The token tree as HTML: built from an allow-list of tags, attributes and classes, every text escaped, every address judged.

Nothing of a body is passed through, so that there is nothing to clean afterwards: what is not known here is not written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from markdown_it.token import Token

from . import budget
from .answers import SUMMARY
from .budget import BeyondBudgetError
from .document import Document
from .headings import ID_PREFIX
from .html_tags import BLOCK_TAGS, INLINE_TAGS
from .text import of_inline

TAGS = INLINE_TAGS | BLOCK_TAGS | {"input", "section", "sup"}
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "*": frozenset(("id", "class", "title", "lang", "dir")),
    "a": frozenset(("href",)),
    "details": frozenset(("open",)),
    "div": frozenset(("tabindex",)),
    "img": frozenset(("src", "alt", "width", "height")),
    "input": frozenset(("type", "checked", "disabled", "aria-label")),
    "li": frozenset(("value",)),
    "ol": frozenset(("start",)),
    "pre": frozenset(("tabindex",)),
    "td": frozenset(("colspan", "rowspan")),
    "th": frozenset(("colspan", "rowspan", "scope")),
}
#: Classes that the theme styles in a body; others go, so that text cannot dress up as the page's own parts.
CLASSES = frozenset(
    (
        "admonition admonition-title note abstract info tip success question warning failure danger bug example quote important "
        "footnotes footnote-ref footnote-backref task-list task-list-item small cl-table cl-center cl-right"
    ).split()
)
_NUMBER = re.compile(r"[0-9]{1,4}")
_NUMERIC = frozenset(("width", "height", "colspan", "rowspan", "start", "value"))
_LANGUAGE = re.compile(r"[A-Za-z0-9-]{1,20}")
_ALIGNED = {"text-align:right": "cl-right", "text-align:center": "cl-center"}
_OWN_LINE = BLOCK_TAGS - {"li", "td", "th", "dt", "dd", "summary", "caption"}
#: Returns a link or picture (true) address as it must stand on the page, or ``None`` where it must not.
Address = Callable[[str, bool], str | None]


def to_html(document: Document, address: Address, *, title: str = "") -> str:
    """Return a body as HTML. A first-level heading that says only ``title`` is left out: the page has it already.

    Raises ``BeyondBudgetError`` when the HTML grows beyond what a page may hold.
    """
    writer = _Writer(address)
    tokens = document.tokens
    skipped = repeated_title(document, title)
    for index, token in enumerate(tokens):
        if skipped <= index < skipped + 3:
            continue
        writer.block(token)
        if writer.size > budget.MAX_HTML:
            raise BeyondBudgetError(f"网页会超过 {budget.MAX_HTML // 1_000_000} MB", token.map[0] if token.map else 0)
    return "".join(writer.parts).strip()


def anchors(document: Document, title: str = "") -> list[str]:
    """Return the ids of a body in order, without the prefix that they have on its page; ``title`` as in ``to_html``."""
    skipped = repeated_title(document, title)
    shown = (t for index, t in enumerate(document.tokens) if not skipped <= index < skipped + 3)
    return [str(t.attrs["id"]) for block in shown for t in (block, *(block.children or ())) if t.attrs.get("id")]


def repeated_title(document: Document, title: str) -> int:
    """Return the index of the heading that repeats the page's title, else one below every index."""
    expected = "".join(title.split())
    heading = next((h for h in document.headings if h.level == 1), None)
    if not expected or heading is None or "".join(heading.title.split()) != expected:
        return -9
    return next(i for i, t in enumerate(document.tokens) if t.type == "heading_open" and t.tag == "h1")


class _Writer:
    """Writes tokens as HTML."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.parts: list[str] = []
        self.size = 0

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)

    def block(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            self.inline(token.children or [])
        elif kind in ("fence", "code_block"):
            # Code that is wider than the page scrolls, and the keyboard must reach what scrolls.
            self.add(f'<pre tabindex="0"><code>{escape(token.content, quote=False)}</code></pre>\n')
        elif kind == "hr":
            self.add("<hr>\n")
        elif kind in _FOOTNOTES:
            self.footnote(token)
        elif kind == "answer_open":
            self.add(f'<details class="cl-answer"><summary>{SUMMARY}</summary>\n')
        elif not token.hidden and token.tag:
            self.tag(token)

    def inline(self, children: list[Token]) -> None:
        for token in children:
            kind = token.type
            if kind == "text":
                self.add(escape(token.content, quote=False))
            elif kind == "softbreak":
                self.add("" if token.hidden else "\n")
            elif kind == "hardbreak":
                self.add("<br>\n")
            elif kind == "code_inline":
                self.add(f"<code{self.attributes('code', token)}>{escape(token.content, quote=False)}</code>")
            elif kind == "image":
                self.image(token)
            elif kind in _FOOTNOTES:
                self.footnote(token)
            elif token.tag:
                self.tag(token)

    def tag(self, token: Token) -> None:
        name = token.tag
        if name not in TAGS:
            return
        own_line = name in _OWN_LINE
        if token.nesting < 0:
            self.add(f"</{name}>" + ("</div>" if name == "table" else "") + ("\n" if token.block or own_line else ""))
        else:
            # A wide table scrolls in its own box, so that it never widens the page.
            before = '<div class="cl-table" tabindex="0">' if name == "table" else ""
            more = ' tabindex="0"' if name == "pre" else ""
            self.add(f"{before}<{name}{self.attributes(name, token)}{more}>")
            if name in ("ul", "ol", "table", "thead", "tbody", "tr", "blockquote", "dl", "div", "details"):
                self.add("\n")

    def image(self, token: Token) -> None:
        source = self.address(str(token.attrs.get("src", "")), True)
        alt = escape(of_inline(token))
        title = token.attrs.get("title")
        if source is None:
            named = self.attributes("span", token)
            self.add(f"<span{named}>{alt}</span>" if named else alt)
            return
        shown = f' title="{escape(str(title))}"' if title else ""
        self.add(f'<img src="{escape(source)}" alt="{alt}"{shown}{self.attributes("img", token)}>')

    def attributes(self, tag: str, token: Token) -> str:
        """Return a tag's attributes as HTML, those that it may have."""
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
        parts = []
        for name, raw in token.attrs.items():
            value = str(raw)
            if name == "style" and value in _ALIGNED:
                name, value = "class", _ALIGNED[value]  # noqa: PLW2901 - a cell's alignment becomes a class
            written = self.value(tag, name, value) if name in allowed and not (token.type == "image" and name in _IMAGE) else None
            if written is not None:
                parts.append(f' {name}="{escape(written)}"' if written or name in ("alt", "value") else f" {name}")
                if name == "href":
                    parts.append(' rel="noopener noreferrer"')
        return "".join(parts)

    def value(self, tag: str, name: str, value: str) -> str | None:
        """Return an attribute's value as it may stand; ``None`` drops it."""
        if name in ("href", "src"):
            return self.address(value, tag == "img")
        if name == "id":
            return ID_PREFIX + value
        if name == "class":
            return " ".join(c for c in value.split() if c in CLASSES) or None
        if name in _NUMERIC:
            return value if _NUMBER.fullmatch(value) else None
        if name in ("lang", "scope", "dir"):
            return value if _LANGUAGE.fullmatch(value) else None
        if name == "tabindex":
            return None
        return "" if name in ("open", "checked", "disabled") else value

    def footnote(self, token: Token) -> None:
        number = int(token.meta.get("id", 0)) + 1
        again = int(token.meta.get("subId", 0))
        place = f"{number}-{again + 1}" if again else str(number)
        if token.type == "footnote_ref":
            self.add(f'<sup class="footnote-ref" id="{ID_PREFIX}fnref-{place}"><a href="#{ID_PREFIX}fn-{number}">{number}</a></sup>')
        elif token.type == "footnote_anchor":
            self.add(f' <a class="footnote-backref" href="#{ID_PREFIX}fnref-{place}" title="回到正文第 {number} 处脚注">↩</a>')
        else:
            opening = {"footnote_block_open": '<section class="footnotes">\n<hr>\n<ol>\n', "footnote_block_close": "</ol>\n</section>\n",
                       "footnote_open": f'<li id="{ID_PREFIX}fn-{number}">', "footnote_close": "</li>\n"}
            self.add(opening[token.type])


_FOOTNOTES = frozenset(
    ("footnote_ref", "footnote_anchor", "footnote_block_open", "footnote_block_close", "footnote_open", "footnote_close")
)
_IMAGE = frozenset(("src", "alt", "title"))
