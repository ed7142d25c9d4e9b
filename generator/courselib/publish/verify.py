"""Every internal link and anchor of every page leads somewhere, checked before a site is published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

from ..site.allowlist import TAG

_LINK = re.compile(r"""[a-z][^<>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ID = re.compile(r"""[a-z][^<>]*?\sid=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_STATEFUL = "planner.html"
_SCRIPT = re.compile(r"(<script\b[^>]*>).*?</script>", re.DOTALL)
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class References:
    """What a page refers to (site path, anchor or empty) and which anchors it offers."""

    targets: tuple[tuple[str, str], ...]
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A link of ``page`` that leads nowhere: the file ``target`` is missing, or has no anchor ``fragment``."""

    page: str
    target: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.page} → {self.target}{'#' if self.fragment else ''}{self.fragment}"


def references(html: str, path: str) -> References:
    """Return the internal references of a page at ``path``, each once, in order."""
    folder = posixpath.dirname(path)
    html = _SCRIPT.sub(r"\1", html)
    targets: dict[tuple[str, str], None] = {}
    # Most tags of a page stand on thousands of others.
    named = [_named(tag) for tag in dict.fromkeys(TAG.findall(html))]
    for value in dict.fromkeys(link for link, _ in named if link is not None):
        link = unescape(value)
        if _EXTERNAL.match(link):
            continue
        name, _, fragment = link.partition("#")
        target = _resolved(name.split("?", 1)[0], folder) or path
        # What stands behind # for the planner is read by its script and names no heading.
        stated = target == _STATEFUL and "=" in fragment
        targets[(target, "" if stated else unquote(fragment))] = None
    anchors = dict.fromkeys(anchor for _, anchor in named if anchor is not None)
    return References(tuple(targets), tuple(anchors))


@lru_cache(maxsize=1 << 16)
def _named(tag: str) -> tuple[str | None, str | None]:
    """Return the address that a tag, here without its ``<``, refers to as it stands there, and the anchor that it offers."""
    link, anchor = _LINK.match(tag), _ID.match(tag)
    return link and (link[1] or link[2] or ""), anchor and unescape(anchor[1] or anchor[2] or anchor[3] or "")


@lru_cache(maxsize=1 << 16)
def _resolved(name: str, folder: str) -> str:
    """Return the site path that a link's path part leads to from a folder; empty for the page itself."""
    # The same few hundred links stand on thousands of pages.
    path = unquote(name)
    return posixpath.normpath(posixpath.join(folder, path)) if path else ""


def broken(pages: dict[str, References], files: Iterable[str], others: Mapping[str, References] | None = None) -> list[Broken]:
    """Return what is broken in ``pages``, in order; ``others`` are pages whose anchors count but are not checked."""
    existing = set(files)
    known: dict[str, set[str] | None] = {}

    def anchors(path: str) -> set[str] | None:
        if path not in known:
            page = pages.get(path) or (others or {}).get(path)
            known[path] = set(page.anchors) if page else None
        return known[path]

    broken_links = []
    for path in sorted(pages):
        for target, fragment in pages[path].targets:
            if target not in existing:
                broken_links.append(Broken(path, target))
            elif fragment:
                offered = anchors(target)
                if offered is not None and fragment not in offered:
                    broken_links.append(Broken(path, target, fragment))
    return broken_links
