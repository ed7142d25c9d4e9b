"""Where a link of a content file leads, in the content and on the site, and whether it may.

Authors write links the way an editor follows them: relative to the file (``../urban/urban-service.md``,
``../../media/a.pdf``), or just ``course-id.md``. Where a link leads depends on the file's place alone.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote

from ..syntax.markdown.headings import ID_PREFIX
from . import upstream
from .kinds import FOLDERS
from .outline import usual_anchor

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
#: What browsers take out of an address before they read it (WHATWG URL, 4.4).
_IGNORED = re.compile(r"[\t\r\n]")
_AROUND = "".join(map(chr, range(33)))
ALLOWED_SCHEMES = ("http", "https", "mailto")
_OUTSIDE = "%:/?#[]@!$&'()*+,;=~"


def scheme_of(target: str) -> str:
    """Return the URL scheme of a target in lower case, or an empty text for a relative one."""
    # Browsers decode entities, then drop tabs and newlines: neither `java\tscript:` nor `java&#9;script:` may slip by.
    match = _SCHEME.match(_IGNORED.sub("", html.unescape(target)).lstrip(_AROUND))
    return match.group(1).lower() if match else ""


def page_address(target: str, path: str, *, picture: bool = False, moved: Mapping[str, str] | None = None) -> str | None:
    """Return a link of the content file ``path`` as it must stand on the site's page; ``None`` where it may not stand.

    What comes back is made anew from its parts, and judged as a browser would read it. ``moved`` are content paths that stand elsewhere
    on the site than their names say, or nowhere (an empty text).
    """
    written = _IGNORED.sub("", target).strip(_AROUND)
    scheme = scheme_of(written)
    if scheme:
        allowed = scheme in ALLOWED_SCHEMES and not picture
        return quote(written, safe=_OUTSIDE) if allowed and _SCHEME.match(written) else None
    if written.startswith("//") or "\\" in written:
        return None
    name, _, fragment = written.partition("#")
    content = resolve(written, path)
    if content is None:
        return None
    anchor = f"#{ID_PREFIX}{quote(anchor_named(fragment))}" if fragment else ""
    if not content:
        return anchor or None
    place = (moved or {}).get(content)
    if place == "":
        return None
    _, _, query = name.partition("?")
    page = posixpath.relpath(place or site_path(content), posixpath.dirname(site_path(path)) or ".")
    return quote(page, safe="/") + (f"?{quote(query, safe=_OUTSIDE)}" if query else "") + anchor


def anchor_named(fragment: str) -> str:
    """Return the anchor of a body that a fragment means; a usual heading may be named by its text."""
    name = unquote(fragment).removeprefix(ID_PREFIX)
    return usual_anchor(name) or name


def resolve(target: str, path: str) -> str | None:
    """Return the content path that a relative target in the file ``path`` leads to, or ``None`` when it leaves content.

    The fragment is dropped; an empty result means the file itself.
    """
    name = unquote(target.split("#", 1)[0].split("?", 1)[0])
    if not name:
        return ""
    if name.startswith("/") or "\\" in name:
        return None
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
    return None if joined.startswith("..") else joined


def site_path(content_path: str) -> str:
    """Return where a content path stands in the site: ``courses/a/b.md`` → ``courses/b.html``, pages at the top."""
    _, owner, inner = upstream.split(content_path)
    if owner:
        top, _, rest = inner.partition("/")
        return f"{top}/{owner}/{rest}" if top == upstream.MEDIA else site_path(inner)
    folder, _, rest = content_path.partition("/")
    kind = FOLDERS.get(folder)
    if kind is None:
        return content_path
    name = rest if kind.nested else posixpath.basename(rest)
    if name.endswith(f".{kind.suffix}"):
        name = f"{name.removesuffix(kind.suffix)}html"
    return f"{folder}/{name}" if kind.page else name
