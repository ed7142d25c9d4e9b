"""The feeds of a site: one of all courses, one of each sector, one of each topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import astuple
from functools import partial

from ..exchange.calendar import Origin
from ..exchange.feeds import Feed, feed
from ..library.model import Course
from ..library.views import Views
from ..runtime.hashing import hash_of_values
from .file import File


def whole_feed(views: Views, site_name: str, shape: str, origin: Origin) -> File:
    """Return the feed of all courses; ``shape`` stands for the library's metadata as a whole."""
    return _file(Feed(site_name), views.offered, site_name, shape, origin)


def sector_feeds(views: Views, site_name: str, shape: str, origin: Origin) -> Iterator[File]:
    """Yield the feed of each sector: what is for it or for its sub-sectors, as the catalogue's filter says."""
    for sector in views.plan.sectors.values():
        about = Feed(f"{sector.title} - {site_name}", f"sectors/{sector.id}.xml", f"sectors/{sector.id}.html")
        yield _file(about, views.held(sector.id), site_name, shape, origin)


def topic_feeds(views: Views, site_name: str, shape: str, origin: Origin) -> Iterator[File]:
    """Yield the feed of each topic."""
    for topic in views.plan.topics.values():
        about = Feed(f"{topic.title} - {site_name}", f"topics/{topic.id}.xml", f"topics/{topic.id}.html")
        yield _file(about, views.by_topic[topic.id], site_name, shape, origin)


def _file(about: Feed, courses: Iterable[Course], site_name: str, shape: str, origin: Origin) -> File:
    key = partial(hash_of_values, ["feed", shape, *astuple(about), site_name, origin.site_url, origin.unit])
    return File(about.path, key, partial(feed, courses, about, site_name, origin))
