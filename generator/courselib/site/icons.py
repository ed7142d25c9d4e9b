"""The site's own set of icons: one for each kind of record and for each sector, as lines on a field of 24 by 24.

Every icon is the ``d`` of one SVG path, drawn with a stroke and no fill; each part of it begins with an absolute ``M`` and goes on with
relative commands alone, so that it can be moved (``moved``). Sectors have a colour too: a name that the style sheet knows.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from ..library.plan import ALL

#: The side of the field that icons are drawn on.
SIZE = 24
_KINDS = {
    "course": "M12 6c-2.5-2-6-2-9-1v14c3-1 6.5-1 9 1c2.5-2 6-2 9-1v-14c-3-1-6.5-1-9 1zM12 6v14",
    "curriculum": "M4 6l1.5 1.5l2.5-3M4 12.5l1.5 1.5l2.5-3M4 19l1.5 1.5l2.5-3M11.5 6h8.5M11.5 12.5h8.5M11.5 19h8.5",
    "class": "M4 5.5h16v15h-16zM4 10h16M8 3v4.5M16 3v4.5M8 14h3.5M14 14h2M8 17h2",
    "lecturer": "M12 10.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7zM5 20.5c0-4.5 3-7 7-7s7 2.5 7 7z",
    "venue": "M12 21c-4.5-5-7-8.5-7-11.5a7 7 0 0 1 14 0c0 3-2.5 6.5-7 11.5zM12 12a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5z",
    "topic": "M6 3.5h12v17l-6-4.5l-6 4.5z",
    "task": "M9 4.5h-4v16h14v-16h-4M9 3h6v3.5h-6zM8.5 13l2.5 2.5l4.5-5",
    "host": "M4 4h16v7h-16zM4 13h16v7h-16zM7.5 7.5h.1M7.5 16.5h.1M11 7.5h5.5M11 16.5h5.5",
    "recent": "M12 21a9 9 0 1 0 0-18a9 9 0 0 0 0 18zM12 7v5l3.5 2",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13a6.5 6.5 0 0 0 0 13zM15.5 15.5l5 5",
    "download": "M12 4v11M7.5 11l4.5 4.5l4.5-4.5M4.5 20h15",
    "print": "M7 9v-5.5h10v5.5M7 17h-3.5v-8h17v8h-3.5M7 14h10v6.5h-10z",
    "guide": "M12 21a9 9 0 1 0 0-18a9 9 0 0 0 0 18zM15.5 8.5l-2 5l-5 2l2-5z",
}
#: By ID of the plan's sectors, which are fixed.
_SECTORS = {
    ALL: "M5.5 21v-18M5.5 4.5c4.5-2.5 8 2.5 13.5 0v9c-5.5 2.5-9-2.5-13.5 0",
    "rural": (
        "M12 21.5v-13M12 8.5c-2.2-1.7-2.2-4 0-6c2.2 2 2.2 4.3 0 6M12 14c-3.2.2-5.5-1.8-5.5-5c3.2 0 5.5 1.8 5.5 5"
        "c3.2.2 5.5-1.8 5.5-5c-3.2 0-5.5 1.8-5.5 5M12 19.5c-3.2.2-5.5-1.8-5.5-5c3.2 0 5.5 1.8 5.5 5c3.2.2 5.5-1.8 5.5-5"
        "c-3.2 0-5.5 1.8-5.5 5"
    ),
    "urban": "M3 20.5h18M5 20.5v-10h6M11 20.5v-17h8v17M14 7.5h2M14 11.5h2M14 15.5h2M7.5 14h1M7.5 17h1",
    "organs": "M3 20.5h18M4.5 17.5h15M6 17.5v-7M10 17.5v-7M14 17.5v-7M18 17.5v-7M3.5 10.5h17l-8.5-6z",
    "institutions": "M3.5 20.5h17M5.5 20.5v-9h13v9M12 11.5v-8.5l5 2l-5 2M10 20.5v-4.5h4v4.5",
    "institutions-culture": "M4 20l1-4.5l11-11l3.5 3.5l-11 11zM13.5 7l3.5 3.5M13 20h7",
    "institutions-education": "M2.5 9l9.5-4.5l9.5 4.5l-9.5 4.5zM6.5 11v5c3 2.5 8 2.5 11 0v-5M21.5 9v6",
    "institutions-students": "M5.5 20.5v-9.5a6.5 6.5 0 0 1 13 0v9.5zM9.5 4.5a2.5 2.5 0 0 1 5 0M9.5 11.5h5M9 20.5v-5h6v5",
    "institutions-research": "M9 3.5h6M10 3.5v6l-5.5 9a1.5 1.5 0 0 0 1.3 2h12.4a1.5 1.5 0 0 0 1.3-2l-5.5-9v-6M7.5 15h9",
    "institutions-health": (
        "M12 20c-5-3.5-9-6.5-9-10.8a4.6 4.6 0 0 1 9-1.4a4.6 4.6 0 0 1 9 1.4c0 4.3-4 7.3-9 10.8z"
        "M6.5 12h3l1.5-2.5l2.5 5l1.5-2.5h2.5"
    ),
    "enterprises": "M3.5 20.5v-16.5h3.5v9.5l6-4v4l7.5-5v12zM8 17h2M12.5 17h2M17 17h.5",
    "enterprises-state": (
        "M12 19a7 7 0 1 0 0-14a7 7 0 0 0 0 14zM12 14.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM12 5v-2.5M12 21.5v-2.5M5 12h-2.5M21.5 12h-2.5"
        "M7 7l-1.8-1.8M18.8 18.8l-1.8-1.8M17 7l1.8-1.8M5.2 18.8l1.8-1.8"
    ),
    "enterprises-finance": "M12 21a9 9 0 1 0 0-18a9 9 0 0 0 0 18zM8.5 7.5l3.5 5l3.5-5M12 12.5v4.5M9 12.5h6M9 15h6",
    "emerging": (
        "M12 8a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM5.5 20.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5z"
        "M18.5 20.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM10.7 7.6l-3.9 8.2M13.3 7.6l3.9 8.2M8 18h8"
    ),
    "emerging-economic": "M4.5 12v8.5h15v-8.5M3.5 8.5l1.5-5h14l1.5 5a2.8 2.8 0 0 1-5.7 0a2.8 2.8 0 0 1-5.6 0a2.8 2.8 0 0 1-5.7 0z"
                         "M10 20.5v-5h4v5",
    "emerging-social": (
        "M8.5 10.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6zM2.5 19.5c0-4 2.5-6 6-6s6 2 6 6zM15.5 10.5a3 3 0 1 0 0-6M17 13.8c2.8.5 4.5 2.5 4.5 5.7h-3.5"
    ),
    "emerging-employment": (
        "M6 20.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM18 20.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5zM8.5 18h7M14 6h3l2 9.7"
        "M3.5 15.5v-5.5h8v5.5"
    ),
}
#: The ``d`` of every icon by name: a kind of record, an action, or the ID of a sector.
ICONS = MappingProxyType(_KINDS | _SECTORS)
#: Colours that the style sheet knows, each as a class ``cl-hue--NAME``; a sub-sector has that of its parent.
HUES = (ALL, *(key for key in _SECTORS if key != ALL and "-" not in key))
_START = re.compile(r"M(\d+(?:\.\d+)?) (\d+(?:\.\d+)?)")


def icon(name: str) -> str:
    """Return the path of an icon; that of all members for a sector that has none of its own."""
    return ICONS.get(name) or ICONS[hue(name)]


def hue(sector: str) -> str:
    """Return the colour of a sector, by its ID: that of all members for one that is not known."""
    own = sector.partition("-")[0]
    return own if own in HUES else ALL


def moved(path: str, right: int, down: int) -> str:
    """Return an icon's path, moved by whole units."""
    return _START.sub(lambda m: f"M{_plus(m[1], right)} {_plus(m[2], down)}", path)


def _plus(number: str, more: int) -> str:
    whole, point, rest = number.partition(".")
    return f"{int(whole) + more}{point}{rest}"
