"""What is wrong with the structured data of a course page, by what Google's "Course info" and schema.org ask for."""

from __future__ import annotations

import json
import re
from typing import Any

MODES = {"Onsite", "Online", "Blended"}
CATEGORIES = {"Free", "Partially Free", "Subscription", "Paid"}
_DURATION = re.compile(r"P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?")
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
#: Whatever schema.org 28 lets a Course have, of which we write some.
KNOWN = {
    "@context", "@type", "name", "description", "provider", "license", "courseCode", "inLanguage", "timeRequired", "about",
    "educationalAlignment", "audience", "syllabusSections", "isAccessibleForFree", "offers", "hasCourseInstance", "learningResourceType",
    "keywords", "coursePrerequisites", "version", "dateModified", "url",
}


def data_of(html: str) -> dict[str, Any]:
    """Return the one piece of structured data of a page."""
    [text] = _SCRIPT.findall(html)
    found: dict[str, Any] = json.loads(text)
    return found


def faults(data: dict[str, Any]) -> list[str]:
    """Return what is missing or not of the allowed form."""
    found = [f"{name}: missing" for name in ("name", "description", "provider", "license", "offers") if not data.get(name)]
    found += [f"{name}: unknown" for name in data.keys() - KNOWN]
    if (data.get("@context"), data.get("@type")) != ("https://schema.org", "Course"):
        found.append("@type")
    if not isinstance(data.get("description"), str) or not data["description"].strip():
        found.append("description: no text")
    provider = data.get("provider", {})
    if provider.get("@type") != "Organization" or not provider.get("name"):
        found.append("provider: no organisation")
    licence = data.get("license")
    if not (isinstance(licence, str) and licence.startswith("https://")) and not (isinstance(licence, dict) and licence.get("name")):
        found.append("license: neither an address nor a work")
    if any(offer.get("@type") != "Offer" or offer.get("category") not in CATEGORIES for offer in data.get("offers", [])):
        found.append("offers")
    durations = [data.get("timeRequired"), *(s.get("timeRequired") for s in data.get("syllabusSections", []))]
    instance = data.get("hasCourseInstance")
    if instance is not None:
        durations.append(instance.get("courseWorkload"))
        if instance.get("@type") != "CourseInstance" or instance.get("courseMode") not in MODES:
            found.append(f"courseMode: {instance.get('courseMode')}")
    return found + [f"duration: {d}" for d in durations if not isinstance(d, str) or not _DURATION.fullmatch(d)]
