"""Bodies as pages show them: what only the attachments tell is added to their HTML.

Pictures get their size and load when they come into view, large ones give way to their smaller copies; a film or a sound that
stands as a picture (``![讲话](../../media/a.mp4)``) gets a player; beside each link to an attachment stand its format and its size.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import quote, unquote

from ...library.attachments import FILMS, PICTURES, SOUNDS, Attachment, described, suffix_of
from ...library.body import Rendered
from ...library.upstream import MEDIA
from .pictures import SMALL_FOLDER, has_small, small_size

Media = Mapping[str, Attachment]
#: The HTML is our own: every "<" of a text and every quotation mark of a value is an entity there.
_TAG = re.compile(r"<(img|a)((?: [^<>]*)?)>|</a>")
_ATTRIBUTE = re.compile(r' ([a-z-]+)(?:="([^"]*)")?')
_TOP = f"{MEDIA}/"


def player(name: str) -> str:
    """Return the tag that plays an attachment, empty for one that is not played."""
    suffix = suffix_of(name)
    return "video" if suffix in FILMS else "audio" if suffix in SOUNDS else ""


def dressed(body: Rendered, page: str, media: Media) -> Rendered:
    """Return a body as the page at a site path shows it."""
    if _TOP not in body.html or not media:
        return body
    return Rendered(_Dressing(page, media).of(body.html), body.headings)


class _Dressing:
    def __init__(self, page: str, media: Media) -> None:
        self.folder = posixpath.dirname(page)
        self.media = media
        #: What stands behind the link that is open, and whether one is.
        self.behind: str | None = None

    def of(self, html: str) -> str:
        return _TAG.sub(self._tag, html)

    def _tag(self, match: re.Match[str]) -> str:
        if match[1] is None:
            behind, self.behind = self.behind or "", None
            return match[0] + behind
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[2])}
        if match[1] == "a":
            name = self._named(attributes.get("href", ""))
            self.behind = beside(described(name, self.media[name])) if name else ""
            return match[0]
        name = self._named(attributes.get("src", ""))
        if self.behind is not None:
            self.behind = ""  # a picture that leads somewhere has no words for more to stand beside
        if not name:
            return match[0]
        if player(name):
            return self._player(name, attributes)
        return self._picture(match, name, attributes) if suffix_of(name) in PICTURES else match[0]

    def _named(self, address: str) -> str:
        """Return the attachment that an address leads to, empty where it is none."""
        place = posixpath.normpath(posixpath.join(self.folder, unquote(address.partition("#")[0].partition("?")[0])))
        name = place.removeprefix(_TOP)
        return name if place.startswith(_TOP) and name in self.media else ""

    def _picture(self, match: re.Match[str], name: str, attributes: Mapping[str, str]) -> str:
        attachment = self.media[name]
        if not attachment.width:
            return match[0]
        more = ' loading="lazy"'
        if "width" not in attributes and "height" not in attributes:
            width, height = small_size(attachment)
            more = f' width="{width}" height="{height}"{more}'
        if not has_small(name, attachment):
            return f"{match[0][:-1]}{more}>"
        small = quote(posixpath.relpath(f"{SMALL_FOLDER}/{name}", self.folder or "."))
        tag = match[0].replace(f'src="{escape(attributes["src"])}"', f'src="{escape(small)}"', 1)[:-1] + f"{more}>"
        if self.behind is not None:
            return tag
        return f'<a class="cl-photo" href="{escape(attributes["src"])}" title="看大图（{described(name, attachment)}）">{tag}</a>'

    def _player(self, name: str, attributes: Mapping[str, str]) -> str:
        title = attributes.get("alt", "") or posixpath.basename(name)
        address = escape(attributes["src"])
        tag = player(name)
        link = f'<a href="{address}">{escape(title)}</a>{beside(described(name, self.media[name]))}'
        if self.behind is not None:  # a link holds no other, and no player
            return escape(title)
        return f'<{tag} class="cl-player" controls preload="none" src="{address}" aria-label="{escape(title)}"></{tag}> {link}'


def beside(words: str) -> str:
    """Return what stands behind a link, as HTML."""
    return f' <small class="cl-file">（{escape(words)}）</small>'
