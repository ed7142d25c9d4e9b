"""What is wrong with the structured data of a course page, by what Google's "Course info" asks for and schema.org defines.

The definitions are those of schema.org's own release (``tests/vectors/schemaorg.json``, made by ``tools/vendor_schemaorg.py``).
"""

from __future__ import annotations

import json
import re
from typing import Any

from .library import REPOSITORY

VECTORS = REPOSITORY / "tests/vectors"
MODES = {"Onsite", "Online", "Blended"}
CATEGORIES = {"Free", "Partially Free", "Subscription", "Paid"}
_DURATION = re.compile(r"P(?!$)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?)?")
_SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_VOCABULARY = json.loads((VECTORS / "schemaorg.json").read_text(encoding="utf-8"))
_TYPES, _PROPERTIES = _VOCABULARY["types"], _VOCABULARY["properties"]
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: An absolute address, or one relative to the page itself.
_ADDRESS = re.compile(r"https?://[^\s<>]+|[a-z0-9][a-z0-9-]*\.html")


def kinds_of(name: str) -> set[str]:
    """Return a type of schema.org and all that it is a kind of."""
    return {name}.union(*(kinds_of(parent) for parent in _TYPES.get(name, ())))


def _is_of(value: Any, wanted: str) -> bool:
    """Tell whether a value of JSON-LD is one of a type of schema.org: of a data type as text, of any other as an object."""
    if isinstance(value, dict):
        return wanted in kinds_of(str(value.get("@type")))
    if isinstance(value, bool):
        return wanted == "Boolean"
    forms = {"Text": r"(?s:.+)", "URL": _ADDRESS.pattern, "Duration": _DURATION.pattern, "Date": _DATE.pattern}
    return isinstance(value, str) and wanted in forms and re.fullmatch(forms[wanted], value) is not None


def misused(data: Any, path: str = "") -> list[str]:
    """Return where an object is no use of schema.org: unknown types and properties, values of types that a property does not take."""
    kind = data.get("@type")
    if kind not in _TYPES:
        return [f"{path}: type {kind}"]
    kinds, found = kinds_of(kind), []
    for name, value in data.items():
        if name.startswith("@"):
            continue
        if not kinds & set(_PROPERTIES.get(name, {"of": ()})["of"]):
            found.append(f"{path}{name}: no property of {kind}")
            continue
        for one in value if isinstance(value, list) else [value]:
            if not any(_is_of(one, wanted) for wanted in _PROPERTIES[name]["values"]):
                found.append(f"{path}{name}: {one!r}")
            if isinstance(one, dict):
                found += misused(one, f"{path}{name}.")
    return found


def data_of(html: str) -> dict[str, Any]:
    """Return the one piece of structured data of a page."""
    [text] = _SCRIPT.findall(html)
    found: dict[str, Any] = json.loads(text)
    return found


def faults(data: dict[str, Any]) -> list[str]:
    """Return what is missing or not of the allowed form."""
    found = [f"{name}: missing" for name in ("name", "description", "provider", "license", "offers") if not data.get(name)]
    found += misused(data)
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
