"""``sitemap.xml`` (sitemaps.org 0.9) and feeds (Atom, RFC 4287). Dates come from records, never from the clock.

An Atom ID stays for good and belongs to one thing alone (RFC 4287, 4.2.6): here it is a UUID by name (RFC 9562, version 5) of what
tells the library from others and of the page's path, so that two libraries with courses of the same ID have entries apart.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from ..library.model import Course
from ..library.upstream import page_name
from .calendar import Origin

_FEED_SIZE = 30
#: A feed needs a date even where no record has one.
_NO_DATE = "2024-01-01"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return text for XML: escaped, without characters that XML 1.0 forbids."""
    return escape(_FORBIDDEN.sub("", text), quote=False)


def atom_id(unit: str, path: str) -> str:
    """Return the ID of a feed or entry: ``unit`` tells the library from all others, ``path`` is within its site."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"course-library:{unit}/{path}").urn


def sitemap(paths: Iterable[str], dates: dict[str, str], site_url: str) -> bytes:
    """Return the sitemap of a site that has an address: the protocol knows no relative ones."""
    rows = []
    for path in paths:
        date = f"<lastmod>{clean(dates[path])}</lastmod>" if dates.get(path) else ""
        rows.append(f"<url><loc>{clean(site_url + path)}</loc>{date}</url>")
    body = "\n".join(rows)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}\n</urlset>\n'
    return text.encode()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its path in the site, the page whose courses it tells of."""

    title: str
    path: str = "feed.xml"
    page: str = "index.html"


def feed(courses: Iterable[Course], about: Feed, site_name: str, origin: Origin) -> bytes:
    """Return an Atom feed of the courses updated last; links are relative where the site has no address.

    A course has the same ID in every feed, so that a reader who follows several is told of it once.
    """
    top = clean(origin.site_url) or "../" * about.path.count("/")
    dated = sorted((c for c in courses if c.updated), key=lambda c: c.id)
    newest = sorted(dated, key=lambda c: c.updated, reverse=True)[:_FEED_SIZE]
    updated = newest[0].updated if newest else _NO_DATE
    entries = [
        f"<entry><title>{clean(c.title)}</title><id>{atom_id(origin.unit, f'courses/{page_name(c.id)}')}</id>"
        f"<link href=\"{top}courses/{page_name(c.id)}.html\"/><updated>{c.updated}T00:00:00Z</updated>"
        f"<summary>{clean(c.summary)}</summary></entry>"
        for c in newest
    ]
    feed_id = atom_id(origin.unit, about.path.removesuffix(".xml"))
    head = (
        f"<title>{clean(about.title)}</title><id>{feed_id}</id><updated>{updated}T00:00:00Z</updated>"
        f"<author><name>{clean(site_name)}</name></author>"
        f"<link href=\"{top}{about.page}\"/><link rel=\"self\" href=\"{top}{about.path}\"/>"
    )
    body = "\n".join(entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n{head}\n{body}\n</feed>\n'.encode()
