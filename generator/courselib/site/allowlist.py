"""What a published page may hold, judged on the page as it is written, whatever made it.

This knows nothing of how pages come about and shares no code with what makes a body's HTML. It reads a page as a row of tags and
is stricter than a browser: what is not plainly one of the tags below, with attributes in double quotes and nothing else between the
angle brackets, is refused; so no page exists that a browser reads otherwise. Source: HTML Standard 13.2.5 (tokenization), URL
Standard 4.4 (what browsers take out of an address before they read it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from ..library.links import ALLOWED_SCHEMES
from .policy import MISSING, inline_script, policy_of

_MISSING_PAGE = "404.html"
#: A tag, without its "<".
TAG = re.compile(r"<([^<>]*>)")
_END = re.compile(r"</([a-z][a-z0-9]*)>")
_START = re.compile(r'<([a-z][a-z0-9]*)((?:\s+[a-zA-Z][a-zA-Z-]*(?:="[^"]*")?)*)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-zA-Z][a-zA-Z-]*)(?:="([^"]*)")?')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
#: Nothing in it that could be decoded or name a scheme or a host.
_PLAIN = re.compile(r"(?:\.\./)*[a-zA-Z0-9_][a-zA-Z0-9_./-]*(?:#[a-zA-Z0-9_-]*)?|#[a-zA-Z0-9_-]+")
_IGNORED = re.compile(r"[\t\r\n]")
_AROUND = "".join(map(chr, range(33)))
_DECODINGS = 4
_SCRIPT = re.compile(r"(?:\.\./)*(?:assets|data|planner|search)/[a-zA-Z0-9_/-]+(?:\.[a-zA-Z0-9_-]+)*\.js")
_STYLE = re.compile(r"(?:\.\./)*assets/[a-zA-Z0-9_/-]+(?:\.[a-zA-Z0-9_-]+)*\.css")
_POLICY_PLACE = re.compile(r'\s*<!doctype html>\s*<html[^<>]*>\s*<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">')
_MOST = 5


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DATA = _names(
    "data-cl-chosen data-cl-class data-cl-confirmed data-cl-for data-cl-later data-cl-level data-cl-main data-cl-month data-cl-origins"
    " data-cl-plan data-cl-plan-add data-cl-planner data-cl-poor data-cl-region data-cl-scheme data-cl-search data-cl-segments"
    " data-cl-sheet data-cl-since data-cl-slot data-cl-suggest data-cl-suggesting data-cl-suggesting-style data-cl-taking data-cl-teach"
    " data-cl-title data-cl-topics data-cl-until data-cl-why data-label data-md-color-accent data-md-color-primary"
    " data-md-color-scheme data-md-component data-md-toggle"
)
_EVERYWHERE = _DATA | _names(
    "class id title lang dir role tabindex hidden aria-controls aria-current aria-describedby aria-expanded aria-hidden aria-keyshortcuts"
    " aria-label aria-labelledby aria-live aria-pressed"
)
_PLAIN_TAGS = _names(
    "abbr article aside b blockquote body br caption center cite code datalist dd del dfn div dl dt em figcaption figure footer h1 h2 h3"
    " h4 h5 h6 head header hr html i ins kbd main mark nav p pre q rp rt ruby s samp section small span strong sub summary sup tbody tfoot"
    " thead title tr u ul var wbr"
)
_TAGS: Mapping[str, frozenset[str]] = dict.fromkeys(_PLAIN_TAGS, _EVERYWHERE) | {
    tag: _EVERYWHERE | _names(more)
    for tag, more in {
        "a": "href rel download",
        "audio": "src controls preload",
        "button": "type",
        "circle": "cx cy r",
        "col": "",
        "colgroup": "",
        "details": "open",
        "form": "action method novalidate",
        "img": "src alt width height loading",
        "input": "type name value min max step maxlength placeholder autocomplete spellcheck accept checked disabled",
        "label": "for",
        "li": "value",
        "link": "rel type href",
        "meta": "charset name content http-equiv",
        "ol": "start",
        "option": "value selected",
        "path": "d opacity",
        "rect": "width height x y",
        "script": "src type",
        "select": "name",
        "svg": "viewBox focusable preserveAspectRatio",
        "table": "",
        "td": "colspan rowspan",
        "textarea": "rows maxlength readonly",
        "th": "scope colspan rowspan",
        "video": "src controls preload",
    }.items()
}
#: All tags that a page may hold, and all attributes.
TAGS = frozenset(_TAGS)
ATTRIBUTES = frozenset().union(*_TAGS.values())
_VALUES: Mapping[tuple[str, str], frozenset[str]] = {
    ("button", "type"): _names("button submit"),
    ("audio", "preload"): _names("none"),
    ("form", "method"): _names("get"),
    ("img", "loading"): _names("lazy"),
    ("video", "preload"): _names("none"),
    ("input", "type"): _names("checkbox date file number search text"),
    ("link", "rel"): _names("alternate canonical icon stylesheet"),
    ("meta", "name"): _names("description referrer viewport"),
    ("meta", "charset"): _names("utf-8"),
    ("script", "type"): _names("application/json application/ld+json"),
}


class Foreign(NamedTuple):
    """Something that page ``page`` may not hold: ``text`` as it stands there, ``why`` in Chinese."""

    page: str
    text: str
    why: str


class Scanner:
    """Looks through pages, in time that grows with their length. ``theme`` is the folder of the theme that made them."""

    #: Tags that were found good (here without their "<") are not judged again; so many are remembered.
    REMEMBERED = 1 << 15

    def __init__(self, theme: Path) -> None:
        self._good: set[str] = set()
        self._policies = {True: policy_of(MISSING, theme), False: policy_of("", theme)}
        self._inline = f"<script>{inline_script(theme)}</script>"

    def scan(self, html: str, page: str) -> list[Foreign]:
        """Return what the page at the site path ``page`` may not hold, at most a few."""
        missing = page == _MISSING_PAGE
        foreign = []
        place = _POLICY_PLACE.match(html)
        if place is None or place[1] != self._policies[missing]:
            foreign.append(Foreign(page, html[:80].strip(), "页面开头没有内容安全策略"))
        rest = html[place.end() :] if place is not None else html
        if missing:
            # The one script inside a page; it is known word for word.
            rest = rest.replace(self._inline, "", 1)
        # All that makes our pages writes "<" and ">" of texts and attributes as entities: between two "<" stands one tag.
        all_heads = TAG.findall(rest)
        heads = set(all_heads)
        if len(all_heads) < rest.count("<"):
            heads.add("")
        for head in sorted(heads - self._good):
            why = judged(f"<{head}") if head else "有不成标签的“<”"
            if not why:
                self._good.add(head)
            elif len(foreign) < _MOST:
                foreign.append(Foreign(page, f"<{head}" if head else _torn(rest), why))
        if len(self._good) > self.REMEMBERED:
            self._good.clear()
        return foreign


def _torn(html: str) -> str:
    """Return the first ``<`` that begins no tag, with what follows."""
    return next(f"<{piece[:80]}" for piece in html.split("<")[1:] if ">" not in piece)


def judged(token: str) -> str:
    """Return why a tag, as it stands from ``<`` to ``>``, may not be published; empty when it may."""
    end = _END.fullmatch(token)
    if end:
        return "" if end[1] in _TAGS else f"不许用的标签 {end[1]}"
    start = _START.fullmatch(token)
    if not start:
        return "写法不合规的标签"
    tag = start[1]
    allowed = _TAGS.get(tag)
    if allowed is None:
        return f"不许用的标签 {tag}"
    values: dict[str, str] = {}
    for name, raw in _ATTRIBUTE.findall(start[2]):
        if name not in allowed or name in values:
            return f"标签 {tag} 不许有的属性 {name}"
        values[name] = value = raw if "&" not in raw else unescape(raw)
        known = _VALUES.get((tag, name))
        if known is not None and value not in known:
            return f"标签 {tag} 的属性 {name} 不许是这个值"
    return _judged_attributes(tag, values)


def _judged_attributes(tag: str, values: Mapping[str, str]) -> str:
    """Judge what a tag's attributes mean together: addresses, scripts, styles, orders to the browser."""
    if tag == "script":
        # Data is told by its type and has no address; all else comes from a file of the site.
        good = ("type" in values) != ("src" in values) and ("src" not in values or _SCRIPT.fullmatch(values["src"]))
        return "" if good else "脚本不是站点自己的文件"
    if tag == "link" and values.get("rel") == "stylesheet":
        return "" if _STYLE.fullmatch(values.get("href", "")) else "样式不是站点自己的文件"
    if tag == "link" and "rel" not in values:
        return "标签 link 没有 rel"
    if tag == "meta" and "http-equiv" in values:
        return "不许有的 http-equiv"
    outward = tag == "a" or (tag == "link" and values.get("rel") == "canonical")
    for name in ("href", "src", "action"):
        if name in values and not _PLAIN.fullmatch(values[name]) and not safe_address(values[name], outward=outward):
            return "不许用的地址"
    return ""


def safe_address(value: str, *, outward: bool) -> bool:
    """Tell whether an address, entities already decoded, is the site's own, or (``outward``) of an allowed scheme.

    It must be so however often it is decoded: what reads it later may do that once more.
    """
    for _ in range(_DECODINGS):
        read = _IGNORED.sub("", value).strip(_AROUND)
        scheme = _SCHEME.match(read)
        if scheme:
            if not outward or scheme[0][:-1].lower() not in ALLOWED_SCHEMES:
                return False
        elif read.startswith(("/", "\\")) or "\\" in read.partition("?")[0].partition("#")[0]:
            return False
        decoded = unescape(unquote(value))
        if decoded == value:
            return True
        if scheme:
            # The scheme stands for itself; what is decoded behind it cannot become another.
            return True
        value = decoded
    return False
