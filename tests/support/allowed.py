"""What a body's part of a page may hold, written down without a look at the generator's own lists."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_TEXT = (
    "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre hr "
    "table caption thead tbody tfoot tr th td div section details summary center figure"
)
_MARKS = "figcaption a img b strong i em u s del ins sub sup code kbd var abbr cite q small mark span ruby rt rp br wbr input"
TAGS = frozenset(f"html head body colgroup {_TEXT} {_MARKS}".split())
ATTRIBUTES = {
    "a": {"href", "rel"}, "img": {"src", "alt", "width", "height"}, "ol": {"start"},
    "li": {"value"}, "details": {"open"}, "div": {"tabindex"},
    "pre": {"tabindex"}, "input": {"type", "checked", "disabled", "aria-label"}, "td": {"colspan", "rowspan"}, "th": {"colspan",
    "rowspan", "scope"},
}
_EVERYWHERE = {"id", "class", "title", "lang", "dir"}
#: Classes of the page's own parts begin so; a few belong to bodies.
_OWN_CLASS = re.compile(r"cl-(?!table$|center$|right$)|md-|js-|no-js")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset(("http", "https", "mailto"))


def forbidden(page: Element) -> list[str]:
    """Return what a body of a page holds that it must not: tags, attributes, classes, ids, and addresses as a browser reads them."""
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag
        if tag not in TAGS:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            if name not in _EVERYWHERE | ATTRIBUTES.get(tag, set()):
                found.append(f"<{tag} {name}={value[:40]!r}>")
            found += [f"{name}={value[:60]!r}" for judge in (_address, _name) if not judge(name, value)]
        if tag == "input" and (element.get("type") != "checkbox" or "disabled" not in element.attrib):
            found.append("<input> that can be used")
    return found


def _address(name: str, value: str) -> bool:
    """Judge an address as the WHATWG standard reads it: controls around it and tabs and line breaks inside it count for nothing."""
    if name not in ("href", "src"):
        return True
    read = re.sub(r"[\t\r\n]", "", value).strip("".join(map(chr, range(33))))
    scheme = _SCHEME.match(read)
    if scheme:
        return name == "href" and scheme[1].lower() in _SCHEMES
    return not re.match(r"[/\\]", read)


def _name(name: str, value: str) -> bool:
    if name == "id":
        return value.startswith("c-") and not re.search(r"\s", value)
    return name != "class" or not any(_OWN_CLASS.match(part) for part in value.split())
