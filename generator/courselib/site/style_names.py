"""What elements of our pages may be called: tags, classes, ids and attributes, gathered from all that makes pages.

A name too many costs a few bytes of style; one that is missing costs its look. So scripts count with every word in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..syntax.markdown.html import ATTRIBUTES, CLASSES, TAGS
from . import allowlist

_NAMED = re.compile(r'([a-zA-Z][a-zA-Z-]*)="([^"]*)"')
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_PROPERTY = re.compile(r"--[A-Za-z0-9_-]+")
#: Where a value of a template is filled in, by either pass.
_FILLED = re.compile("[{\u27e6]")
#: Scripts from elsewhere read and write data; elements are made by our own.
_VENDOR = "vendor"


@dataclass(frozen=True, slots=True)
class Names:
    """What may stand in a page.

    ``values`` holds attributes whose every value is known; ``prefixes`` are beginnings of classes and ids; ``properties`` the custom
    properties that scripts or templates name.
    """

    tags: frozenset[str]
    classes: frozenset[str]
    ids: frozenset[str]
    prefixes: tuple[str, ...]
    attributes: frozenset[str]
    values: dict[str, frozenset[str]]
    properties: frozenset[str]
    #: Classes that stand in the bodies of records too, and attributes that have any value there.
    body_classes: frozenset[str] = CLASSES
    body_attributes: frozenset[str] = frozenset().union(*ATTRIBUTES.values())

    def has(self, name: str, known: frozenset[str]) -> bool:
        """Tell whether a class or id may stand in a page, whole or by a beginning that is completed there."""
        return name in known or name.startswith(self.prefixes)


def names_of(theme: Path, pages: Iterable[str]) -> Names:
    """Return the names of what may stand in pages: the theme's templates and scripts, ``pages`` as the engine made them, bodies."""
    templates = [p.read_text(encoding="utf-8") for p in sorted(theme.rglob("*.html"))]
    scripts = [p.read_text(encoding="utf-8") for p in sorted(theme.rglob("*.js")) if _VENDOR not in p.relative_to(theme).parts]
    words: set[str] = set()
    for script in scripts:
        words.update(_WORD.findall(script))
    written: dict[str, set[str]] = {}
    for page in (*templates, *pages):
        for name, value in _NAMED.findall(page):
            written.setdefault(name, set()).add(value)
    classes = CLASSES | words | _words(written.get("class", ()))
    ids = words | _words(written.get("id", ()))
    filled = {name for name, values in written.items() if any(map(_FILLED.search, values))}
    return Names(
        tags=allowlist.TAGS | TAGS | words,
        classes=frozenset(classes),
        ids=frozenset(ids),
        prefixes=tuple(sorted(w for w in classes | ids if w[-1] in "-_" and len(w) > 2)),
        attributes=allowlist.ATTRIBUTES | frozenset(written) | words,
        values={name: frozenset(values | words) for name, values in written.items() if name not in filled},
        properties=frozenset(p for text in (*templates, *scripts) for p in _PROPERTY.findall(text)),
    )


def _words(values: Iterable[str]) -> frozenset[str]:
    return frozenset(word for value in values for word in _WORD.findall(value))
