"""Libraries that this one stands on: where their records lie in the content, how they are named, and where a record came from.

A copy of each lies at ``upstream/NAME/`` below the content, with copies of those that it stands on itself at
``upstream/NAME/upstream/OTHER/`` (flat, however long the chain is), and one file that says where all of it came from.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

FOLDER = "upstream"
UPSTREAM_FILE = "upstream.yml"
OVERLAYS = "overlays"
MEDIA = "media"
#: The file of a copy that says what it is; written by ``courselib upstream`` alone.
ORIGIN_FILE = "origin.json"
FORMAT = 1
#: Kinds of file that are no records: what is declared, what a copy is, what is changed here.
DECLARED, ORIGIN, OVERLAY = "upstream", "origin", "overlay"
#: Names are part of paths on the site, which are short.
NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?")
#: Between the name of a library and an ID of its own, where another record has the plain ID; and the same in a path.
OF, _OF_IN_PATH = ":", "--"
_TEXTS = ("name", "library", "title", "version", "from")
#: What filters call records of this library itself, and its name for people.
OWN, OWN_LABEL = "own", "本库"
_SHORT_HASH = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Change:
    """What a library changed in a record of another: its title (empty for this library itself), and the fields in words."""

    by: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from: name, title and version of its library, its ID there, and what was changed on its way here."""

    library: str
    title: str
    version: str
    id: str
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        """Name and version of the library for readers."""
        return f"{self.title} {self.version} 版" if self.version else self.title

    def has_changed(self, label: str) -> bool:
        """Tell whether any library on the way here changed a field, by what it is called."""
        return any(label in change.fields for change in self.changes)

    @property
    def changed(self) -> tuple[str, ...]:
        """What was changed here, in words."""
        return next((change.fields for change in self.changes if not change.by), ())


@dataclass(frozen=True, slots=True)
class Bearings:
    """How the links of a body lead that is put together of several files, or whose neighbours stand elsewhere than they stood.

    ``parts`` are lines of the body (from 0), each with the content file whose links follow from there on. ``moved`` are content paths,
    each with its page or file on the site, an empty text where there is none.
    """

    parts: tuple[tuple[int, str], ...] = ()
    moved: tuple[tuple[str, str], ...] = ()


NO_BEARINGS = Bearings()


@dataclass(frozen=True, slots=True)
class About:
    """What ``origin.json`` says of a copy.

    ``depth`` is 0 for a library that was taken itself, one more for each that it was taken through. ``files`` are the hashes of all files
    by path below the copy. ``before`` are values by record (``courses/ID``) and field as they were when an update changed them below an
    overlay; ``gone`` are records that an update took away below one, with their titles and what they are called now.
    """

    name: str
    library: str
    title: str
    version: str
    source: str
    depth: int
    files: dict[str, str]
    before: dict[str, dict[str, Any]]
    gone: dict[str, dict[str, str]]

    def text(self) -> str:
        """Return the file's text."""
        row = {
            "format": FORMAT, "name": self.name, "library": self.library, "title": self.title, "version": self.version,
            "from": self.source, "depth": self.depth, "before": self.before, "gone": self.gone, "files": self.files,
        }
        return json.dumps(row, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def about(values: dict[str, Any]) -> About:
    """Return what the values of an ``origin.json`` say; they were checked when it was read."""
    texts = [values[name] for name in _TEXTS]
    name, library, title, version, source = texts
    return About(name, library, title, version, source, values["depth"], values["files"], values["before"], values["gone"])


def read_about(text: str) -> dict[str, Any] | None:
    """Return the values of an ``origin.json``, or ``None`` for a text that is none."""
    try:
        values: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        return None
    texts = all(isinstance(values.get(name), str) and values[name].isprintable() for name in _TEXTS)
    tables = all(isinstance(values.get(name), dict) for name in ("files", "before", "gone"))
    depth = values.get("depth")
    if not texts or not tables or not isinstance(depth, int) or isinstance(depth, bool) or not NAME.fullmatch(values["name"]):
        return None
    hashes = all(isinstance(value, str) and _SHORT_HASH.fullmatch(value) for value in values["files"].values())
    rows = all(isinstance(row, dict) for name in ("before", "gone") for row in values[name].values())
    words = all(isinstance(word, str) for row in values["gone"].values() if isinstance(row, dict) for word in row.values())
    return values if hashes and rows and words else None


def is_upstream(path: str) -> bool:
    """Tell whether a content path lies in a copy of another library."""
    return path.startswith(f"{FOLDER}/")


def split(path: str) -> tuple[str, str, str]:
    """Return the root of the copy that a content path lies in, the name of its library, and the path in it; empty ones for another path."""
    parts = path.split("/")
    at = 0
    while len(parts) > at + 2 and parts[at] == FOLDER and NAME.fullmatch(parts[at + 1]):
        at += 2
    return "/".join(parts[:at]), parts[at - 1] if at else "", "/".join(parts[at:])


def page_name(key: str) -> str:
    """Return what a record's page is called: its ID, in the letters that a path may have."""
    return key.replace(OF, _OF_IN_PATH)


def key_of_page(name: str) -> str:
    """Return the ID of a record of another library by its page's name."""
    return name.replace(_OF_IN_PATH, OF, 1)
