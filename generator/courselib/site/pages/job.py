"""One page to be made: where it goes, which shell it fills, with what."""

from __future__ import annotations

from dataclasses import dataclass

from ...library.model import Course, Lecturer, Page, Plan, Venue
from ..bodies import Body
from ..page_data import Frame, PageContext
from ..settings import Settings


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page of the site. ``body`` names the source whose rendered Markdown stands in it, if any."""

    context: PageContext
    body: Body | None = None

    @property
    def path(self) -> str:
        """Where it goes in the site."""
        return self.context.frame.path

    @property
    def kind(self) -> str:
        """Which shell it fills."""
        return self.context.kind


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every page shows: names, plan period, addresses. ``content_license`` is an address or empty.

    ``inside``: the pages are for those who keep the library, who may see who is to be called.
    """

    site_name: str
    site_url: str
    plan_title: str
    content_license: str = ""
    copyright: str = ""
    inside: bool = False


def facts_of(settings: Settings, plan: Plan, *, inside: bool = False) -> SiteFacts:
    """Return what every page of a site shows."""
    return SiteFacts(settings.site_name, settings.site_url, plan.title, settings.content_license, settings.copyright, inside)


def frame(path: str, title: str, description: str, section: str, facts: SiteFacts) -> Frame:
    """Return the part of a context that every shell needs."""
    canonical = f"{facts.site_url}{path}" if facts.site_url else ""
    return Frame(path, "../" * path.count("/"), title, description, section, facts.site_name, canonical)


def body_of(record: Course | Lecturer | Venue | Page) -> Body:
    """Return what names the body of a record."""
    source = record.source
    return source.path, source.body, source.digest, record.title, source.bearings
