"""Other words for what a course says of itself: whoever asks for one term of a group finds what another one names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .analysis import normalized


def _whole(term: str) -> str:
    """Return a pattern of a term; letters and figures stand alone, not within a word."""
    before, after = (f"(?{look}[0-9a-z])" if end.isascii() and end.isalnum() else "" for look, end in (("<!", term[:1]), ("!", term[-1:])))
    return before + re.escape(term) + after


class Synonyms:
    """Groups of terms that mean the same, ready to be looked for in texts."""

    def __init__(self, groups: Iterable[tuple[str, ...]]) -> None:
        self._groups: dict[str, tuple[str, ...]] = {}
        for group in groups:
            for term in group:
                self._groups[normalized(term)] = group
        # The longest first: a term that holds another stands for its own group, and the other is looked for on its own.
        terms = sorted(self._groups, key=lambda t: (-len(t), t))
        self._any = re.compile("|".join(map(_whole, terms))) if terms else None

    def others(self, texts: Iterable[str]) -> list[str]:
        """Return the other terms of all groups that have a term in the texts, each once, in the order of the groups' finding."""
        return [other for other, _ in self.with_own(texts)]

    def with_own(self, texts: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
        """Return the same terms, each with those of its group that stand in the texts, ``normalized``."""
        if self._any is None:
            return []
        present_by_group: dict[tuple[str, ...], dict[str, None]] = {}
        for text in texts:
            plain = normalized(text)
            for match in self._any.finditer(plain):
                present_by_group.setdefault(self._groups[match.group()], {})[match.group()] = None
        return [
            (term, tuple(present)) for group, present in present_by_group.items() for term in group if normalized(term) not in present
        ]
