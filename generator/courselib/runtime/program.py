"""What stands for the program itself in the keys of what it made: version, files, and the packages that shape pages."""

from __future__ import annotations

import hashlib
import re
import sys
from functools import lru_cache
from pathlib import Path

from .. import __version__

_SHAPING = (
    "mkdocs", "mkdocs-material", "jinja2", "markdown-it-py", "mdit-py-plugins", "icalendar", "xlsxwriter", "pypinyin", "rjsmin",
    "tinycss2",
)
#: What reads attachments, and makes the pictures that are published: another version may give other bytes.
READERS = ("pillow", "pypdf")


@lru_cache(maxsize=1)
def made_by() -> str:
    """Return what stands for the program itself: its version, its files, and the packages that shape what it makes."""
    return hashlib.blake2b(repr((__version__, _code_stamp(), versions_of((*_SHAPING, *READERS)))).encode(), digest_size=16).hexdigest()


def _code_stamp() -> list[tuple[str, int, int]]:
    """Return name, size and time of the package's own files: whoever changes one is not shown what the old one made."""
    files = []
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        info = path.stat()
        files.append((path.name, info.st_size, info.st_mtime_ns))
    return files


@lru_cache(maxsize=4)
def versions_of(packages: tuple[str, ...]) -> str:
    """Return the versions of packages, without importing them.

    They stand in the names of the folders that installers make (``NAME-VERSION.dist-info``); asking ``importlib.metadata``,
    which reads and parses their files, takes longer than all else that an unchanged engine output needs.
    """
    versions: dict[str, str] = {}
    for folder in sys.path:
        for entry in _names(folder):
            name, _, rest = entry.partition("-")
            if rest.endswith(".dist-info"):
                versions.setdefault(re.sub(r"[-_.]+", "-", name).lower(), rest.removesuffix(".dist-info"))
    return "/".join(f"{name}-{versions.get(name) or _asked(name)}" for name in packages)


def _names(folder: str) -> list[str]:
    try:
        return sorted(p.name for p in Path(folder or ".").iterdir())
    except OSError:  # archives, and folders that do not exist
        return []


def _asked(name: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415 - seldom needed, and slow to import

    return version(name)
