"""Releases as inputs: what was published under which version, and which of them the search is based on.

Source: design section 10. The files of ``content/releases/`` are written by ``courselib release`` and by nobody else.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import total_ordering
from typing import Any

FORMAT = 1
_VERSION = re.compile(r"(?:0|[1-9][0-9]{0,3})(?:\.(?:0|[1-9][0-9]{0,3})){0,3}")
_ID = re.compile(r"(?:[a-z0-9-]{1,20}:)?[a-z0-9-]{1,64}")
_COURSE_HASH = re.compile(r"[0-9a-f]{32}")
_ARCHIVE_HASH = re.compile(r"(?:[0-9a-f]{64})?")
_KEYS = {"format", "version", "on", "previous", "base", "courses", "gone", "archive"}


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """One to four numbers with dots between them, compared number by number; one that is not written is 0."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Version:
        """Return the version that ``text`` writes; ``ValueError`` when it is none."""
        if not _VERSION.fullmatch(text):
            raise ValueError(text)
        return cls(text)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Its four numbers."""
        numbers = tuple(map(int, self.text.split(".")))
        return numbers + (0,) * (4 - len(numbers))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.numbers == other.numbers

    def __hash__(self) -> int:
        return hash(self.numbers)

    def __lt__(self, other: Version) -> bool:
        return self.numbers < other.numbers

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Release:
    """A release. ``base`` names the one whose courses the base of the search holds.

    ``on`` is its day (YYYY-MM-DD), ``courses`` of a base are the courses that could be found, in the order of the plan, each with what
    stands for its file (``reading.fingerprint``); ``gone`` are the base's content paths that were no more. ``archive`` is the SHA-256
    of the archive of its content, empty where there is none, because nothing differs from the base.
    """

    version: Version
    on: str
    previous: str
    base: str
    courses: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    archive: str = ""

    @property
    def is_base(self) -> bool:
        """Whether the search is based on this release itself."""
        return self.base == self.version.text

    def text(self) -> str:
        """Return its file; a course a line, so that two releases compare well."""
        head = {"format": FORMAT, "version": self.version.text, "on": self.on, "previous": self.previous, "base": self.base,
                "archive": self.archive, "gone": list(self.gone)}
        rows = ",\n".join(f"{json.dumps(key)}:{json.dumps(value)}" for key, value in self.courses.items())
        courses = f"\n{rows}\n" if rows else ""
        return f'{json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1]},"courses":{{{courses}}}}}\n'


def is_version(text: str) -> bool:
    """Tell whether a text writes a version."""
    return _VERSION.fullmatch(text) is not None


def parse_release(data: bytes) -> Release:
    """Return the release that a file tells of; ``ValueError`` for anything that is none."""
    value: Any = json.loads(data, object_pairs_hook=_without_twins)
    if not isinstance(value, dict) or set(value) != _KEYS or value["format"] != FORMAT:
        raise ValueError("not a release")
    texts = [value[name] for name in ("version", "on", "previous", "base", "archive")]
    courses, gone = value["courses"], value["gone"]
    if not all(isinstance(text, str) for text in texts) or not isinstance(courses, dict) or not isinstance(gone, list):
        raise ValueError("a value is of another kind")
    datetime.date.fromisoformat(value["on"])
    if not all(_ID.fullmatch(key) and isinstance(row, str) and _COURSE_HASH.fullmatch(row) for key, row in courses.items()):
        raise ValueError("a course is not told by its hash")
    if not all(isinstance(path, str) and path for path in gone) or not _ARCHIVE_HASH.fullmatch(value["archive"]):
        raise ValueError("a path or the archive is not told well")
    version, base = Version.parse(value["version"]), Version.parse(value["base"])
    if value["previous"] and not Version.parse(value["previous"]) < version:
        raise ValueError("the previous version is not below")
    if base > version or (base != version and courses):
        raise ValueError("the base is of a later version, or another release's")
    return Release(version, value["on"], value["previous"], value["base"], courses, tuple(gone), value["archive"])


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value
