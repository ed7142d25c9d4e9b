"""One page to be made: where it goes, which shell it fills, with what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...library.model import Plan
from ..settings import Settings


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page of the site. ``body`` names the source whose rendered Markdown stands in it, if any."""

    path: str
    kind: str
    context: dict[str, Any]
    body: tuple[str, str, str, str] | None = field(default=None)  # (source path, Markdown, digest, title)


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every page shows: names, plan period, addresses. ``content_license`` is an address or empty."""

    site_name: str
    site_url: str
    plan_title: str
    content_license: str = ""
    copyright: str = ""


def facts_of(settings: Settings, plan: Plan) -> SiteFacts:
    """Return what every page of a site shows."""
    return SiteFacts(settings.site_name, settings.site_url, plan.title, settings.content_license, settings.copyright)


def frame(path: str, title: str, description: str, section: str, facts: SiteFacts) -> dict[str, Any]:
    """Return the part of a context that every shell needs; ``root`` leads from the page to the site's top."""
    return {
        "path": path,
        "root": "../" * path.count("/"),
        "title": title,
        "description": description,
        "section": section,
        "site_name": facts.site_name,
        "canonical": f"{facts.site_url}{path}" if facts.site_url else "",
    }
