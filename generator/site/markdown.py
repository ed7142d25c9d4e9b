"""Markdown bodies → sanitised HTML with a table of contents. A pure function of the text and the file's place.

Python-Markdown with the usual extensions, minus any that read files; then an allow-list sanitiser. Links are
rewritten from files to pages. Ids of a body all begin with ``c-``, so that no author can take one of the page's own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import unquote

import markdown
import nh3
from markdown.treeprocessors import InlineProcessor

from ..library.links import ALLOWED_SCHEMES, resolve, scheme_of, site_path

#: Raised whenever the same body could render differently.
FORMAT = 4
ID_PREFIX = "c-"

_TAGS = set(
    (
        "a abbr b blockquote br caption cite code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i "
        "img input ins kbd label li mark ol p pre q rp rt ruby s section small span strong sub summary sup table tbody "
        "td tfoot th thead tr u ul var"
    ).split()
)
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "div": {"tabindex"},
    "pre": {"tabindex"},
    "a": {"href"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
    "input": {"type", "checked", "disabled"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
}
#: Classes that the theme styles in a body; others are dropped, so that text cannot dress up as the page's own parts.
_CLASSES = frozenset(
    (
        "admonition admonition-title note abstract info tip success question warning failure danger bug example quote "
        "footnote footnote-ref footnote-backref task-list task-list-item task-list-control task-list-indicator "
        "highlight details small"
    ).split()
)
_ANCHOR_IDS = {
    "教学目标": "objectives", "学习目标": "objectives", "课程大纲": "outline", "教学组织": "delivery", "学习材料": "materials",
    "自测思考": "self-check", "操作要点": "practice", "常见误区": "pitfalls",
}
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002fa1f\u3000-\u3006\u3008-\u303f\uff00-\uffef"
_SOFT_BREAK = re.compile(rf"(?<=[{_HAN}])\n(?=[{_HAN}])(?![-*+>|#])")
#: Every inline pattern of the extensions below needs one of these; a test holds it.
INLINE_MARK = re.compile(r"[`\\\[!<&*_~=]|  \n")
_MAX_DEPTH = re.compile(r"^(?:[ ]{0,3}>){20,}|^[ \t]{120,}\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents: text (not markup), anchor, level 2–6."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body as HTML that may be put into a page as it is, and its headings of level 2 and 3."""

    html: str
    headings: tuple[Heading, ...]


def _slug(value: str, separator: str) -> str:
    known = _ANCHOR_IDS.get(value.strip())
    if known:
        return known
    text = re.sub(r"[^\w\s-]", "", value).strip().lower()
    return re.sub(r"[\s-]+", separator, text)[:60] or "section"


class _Inline(InlineProcessor):
    """Python-Markdown's search for inline marks, left out for text in which there can be none: most of it, in Chinese."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - their names
        if not INLINE_MARK.search(data):
            return data
        handle = super()._InlineProcessor__handleInline  # type: ignore[misc] # private, hence the test that it exists
        text: str = handle(data, patternIndex)
        return text


#: Extensions that a body without one of these marks renders alike without; importing them takes longer than rendering it.
_MARKED = {"fences": ("```", "~~~"), "details": ("???",), "tasks": ("[ ]", "[x]", "[X]")}
ALL_EXTRAS = frozenset(_MARKED)


def extras_of(body: str) -> frozenset[str]:
    """Return which of the extensions that need a mark a body may use."""
    return frozenset(name for name, marks in _MARKED.items() if any(mark in body for mark in marks))


def _engine(extras: frozenset[str]) -> markdown.Markdown:
    # Imported only when something is to be rendered, and given as objects: for a name Python-Markdown asks every installed
    # package whether it is the one meant.
    from markdown.extensions import admonition, attr_list, def_list, footnotes, sane_lists, tables, toc  # noqa: PLC0415

    engine = markdown.Markdown(
        extensions=[
            admonition.AdmonitionExtension(), attr_list.AttrListExtension(), def_list.DefListExtension(),
            footnotes.FootnoteExtension(BACKLINK_TITLE="回到正文第 {} 处脚注", UNIQUE_IDS=False),
            sane_lists.SaneListExtension(), tables.TableExtension(), *(_extra(name) for name in sorted(extras)),
            toc.TocExtension(slugify=_slug, toc_depth="2-3"),
        ],
        output_format="html",
    )
    engine.treeprocessors.register(_Inline(engine), "inline", 20)
    return engine


def _extra(name: str) -> markdown.Extension:
    if name == "fences":
        from markdown.extensions.fenced_code import FencedCodeExtension  # noqa: PLC0415

        return FencedCodeExtension()
    if name == "details":
        from pymdownx.details import DetailsExtension  # noqa: PLC0415

        return DetailsExtension()  # type: ignore[no-any-return]
    from pymdownx.tasklist import TasklistExtension  # noqa: PLC0415

    return TasklistExtension()  # type: ignore[no-any-return]


#: One parser a process and set of extras: building one costs more than a page.
_engines: dict[frozenset[str], markdown.Markdown] = {}


def render(body: str, path: str, extras: frozenset[str] | None = None) -> Rendered:
    """Return the HTML of a body that stands in the content file ``path``. Never raises for bad text.

    A body whose quotes or lists nest absurdly deep is shown as plain text: the parser recurses.
    """
    extras = extras_of(body) if extras is None else extras
    if extras not in _engines:
        _engines[extras] = _engine(extras)
    engine = _engines[extras]
    try:
        if _MAX_DEPTH.search(body):
            raise RecursionError
        html = engine.reset().convert(_join_han(body))
        tokens: Sequence[Any] = getattr(engine, "toc_tokens", [])
    except (RecursionError, ValueError, IndexError, AttributeError, AssertionError, KeyError):
        del _engines[extras]
        html, tokens = f"<pre>{_escape(body)}</pre>", []
    # A wide table scrolls in its own box, so that it never widens the page.
    html = html.replace("<table>", '<div class="cl-table" tabindex="0"><table>').replace("</table>", "</table></div>")
    # Code that is wider than the page scrolls too, and the keyboard must reach what scrolls.
    html = html.replace("<pre>", '<pre tabindex="0">')
    clean = sanitise(html, path)
    return Rendered(clean, tuple(_headings(tokens)))


def _join_han(body: str) -> str:
    fence = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
    return body if fence.search(body) else _SOFT_BREAK.sub("", body)


def _headings(tokens: Sequence[Any]) -> list[Heading]:
    found: list[Heading] = []
    for token in tokens:
        # `data-toc-label` and the name come escaped by the extension: unescaped here, escaped again by the page.
        found.append(Heading(_text_of(token["name"]), ID_PREFIX + token["id"], token["level"]))
        found += _headings(token["children"])
    return found


def _text_of(html: str) -> str:
    return unescape(nh3.clean(html, tags=set()))


def sanitise(html: str, path: str) -> str:
    """Return HTML with only allowed tags, attributes, classes and schemes; links rewritten to the site's pages."""
    folder = posixpath.dirname(site_path(path))

    def keep(tag: str, name: str, value: str) -> str | None:
        if name in ("id", "for"):
            return value if value.startswith(ID_PREFIX) else ID_PREFIX + value
        if name == "class":
            return " ".join(c for c in value.split() if c in _CLASSES or c == "cl-table") or None
        if name == "href":
            return rewrite(value, path, folder)
        if name == "src":
            return None if scheme_of(value) or value.startswith(("//", "\\")) else rewrite(value, path, folder)
        if tag == "input" and name == "type":
            return "checkbox" if value == "checkbox" else None
        return value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=keep,
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style", "iframe", "object", "svg", "math", "template", "noscript"},
    )


def rewrite(target: str, path: str, folder: str) -> str | None:
    """Return a link as it must read on the page of ``path``; ``None`` drops it."""
    scheme = scheme_of(target)
    if scheme:
        return target if scheme in ALLOWED_SCHEMES else None
    if target.startswith("#"):
        return f"#{ID_PREFIX}{_anchor(target[1:])}"
    content = resolve(target, path)
    if content is None:
        return None
    fragment = _anchor(target.partition("#")[2])
    page = posixpath.relpath(site_path(content), folder or ".")
    return f"{page}#{ID_PREFIX}{fragment}" if fragment else page


def _anchor(fragment: str) -> str:
    """Return a fragment without the prefix that every anchor of a body gets; a usual heading may be named by its text."""
    name = fragment.removeprefix(ID_PREFIX)
    return _ANCHOR_IDS.get(unquote(name), name)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

