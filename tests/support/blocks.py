"""Pages as blocks, read as browsers do (html5lib): what kind of block, and the text in it. For tests of what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options

#: Elements whose text is a block's own.
_BLOCKS = frozenset(
    "h1 h2 h3 h4 h5 h6 p li td th pre blockquote table ul ol hr dt dd dl details summary div section center figure figcaption caption tr "
    "thead tbody tfoot body".split()
)
#: What a reader sees nothing of.
_HIDDEN = frozenset("script style template iframe noscript title head textarea xmp noembed noframes math svg object select option".split())
_WIDE = "\u2e80-\u2fdf\u2ff0-\u30ff\u3100-\u312f\u31a0-\u31ef\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_BETWEEN_CHINESE = re.compile(rf"(?<=[{_WIDE}“”‘’—…·])\s+(?=[{_WIDE}“”‘’—…·])")

Block = tuple[str, str]


def github(body: str) -> str:
    """Return the page that GitHub's own implementation makes of a body."""
    found: str = cmarkgfm.cmark.markdown_to_html_with_extensions(
        body, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES, extensions=["table", "strikethrough", "tasklist"]
    )
    return found


def tree(html: str) -> Element:
    """Return HTML as browsers read it."""
    found: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return found


def blocks(html: str) -> list[Block]:
    """Return the blocks of a page in order; space that a browser does not show, or that stands between Chinese characters, goes."""
    body = tree(html).find("body")
    assert body is not None
    found: list[tuple[str, list[str]]] = []
    _walk(body, found)
    shown = [(tag, "".join(parts).rstrip("\n") if tag == "pre" else squeezed("".join(parts))) for tag, parts in found]
    return [(tag, text) for tag, text in shown if text or tag in ("td", "th", "li", "hr")]


def squeezed(text: str) -> str:
    """Return text with the space that a reader sees."""
    return _BETWEEN_CHINESE.sub("", " ".join(text.split()))


def _walk(element: Element, found: list[tuple[str, list[str]]]) -> None:
    """Gather blocks; text behind an inner block begins another block of the outer one's kind."""
    tag = element.tag
    found.append((tag, [element.text or ""]))
    here = len(found) - 1
    for child in element:
        here = _child(child, tag, found, here)


def _child(child: Element, tag: str, found: list[tuple[str, list[str]]], here: int) -> int:
    if not isinstance(child.tag, str) or child.tag in _HIDDEN or "footnote-backref" in child.get("class", ""):
        pass
    elif child.tag in _BLOCKS:
        _walk(child, found)
        found.append((tag if tag not in ("li", "td", "th") else f"{tag}+", []))
        here = len(found) - 1
    elif child.tag == "img":
        found[here][1].append(f"▣{child.get('alt', '')}▣")
    elif child.tag == "br":
        found[here][1].append("⏎")
    elif child.tag == "input":
        pass  # In a loose list GitHub's box stands before the paragraph, ours in it: the tests of tasks look at boxes.
    else:
        found[here][1].append(child.text or "")
        for inner in child:
            here = _child(inner, tag, found, here)
    found[here][1].append(child.tail or "")
    return here


def characters(html: str) -> Iterator[str]:
    """Yield every letter, figure and Chinese character that a page shows, the numbers of footnotes left out."""
    for tag, text in blocks(re.sub(r'<sup class="footnote-ref".*?</sup>', "", html)):
        yield from (c for c in text if c.isalnum()) if tag != "hr" else ()
