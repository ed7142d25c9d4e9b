"""Names for people, IDs for files: how a reference or a choice is shown in a cell, and what a cell's text means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...content.loading import Loaded
from ...library.fields import ID_PATTERN
from ...library.model import Plan
from ...library.schema import PLAN_LISTS, Field, Kind, label_of
from .sheets import SCHEMAS


@dataclass(slots=True)
class Vocabulary:
    """Titles by ID of everything that a cell can refer to; ``titles[kind][id]`` with the kinds of ``Field.ref``."""

    titles: dict[str, dict[str, str]]
    _ids: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, loaded: Loaded, plan: Plan) -> Vocabulary:
        """Return the vocabulary of a library: its plan and all records that could be read."""
        titles: dict[str, dict[str, str]] = {kind: {} for kind in SCHEMAS}
        for result in loaded.results.values():
            if result.kind in titles:
                titles[result.kind].setdefault(result.id, str((result.values or {}).get("title", "")))
        titles |= {ref: plan.names(ref) for ref in PLAN_LISTS}
        return cls(titles)

    def with_titles(self, kind: str, more: Mapping[str, str]) -> Vocabulary:
        """Return a vocabulary that also knows other records, as a workbook has them."""
        return Vocabulary(self.titles | {kind: {**self.titles[kind], **more}})

    def show(self, field: Field, value: str) -> str:
        """Return what stands in a cell for one value of a field."""
        if field.kind is Kind.CHOICE:
            return label_of(field.choices, value)
        title = self.titles.get(field.ref, {}).get(value, "")
        return f"{value} {title}" if title else value

    def shown(self, ref: str) -> list[str]:
        """Return the entries of a drop-down list of references."""
        return [f"{key} {title}" if title else key for key, title in self.titles.get(ref, {}).items()]

    def find(self, field: Field, text: str) -> str:
        """Return the value that a cell's text means: a value, a name, or both; the text itself when nothing fits."""
        text = text.strip()
        known = dict(field.choices) if field.kind is Kind.CHOICE else self.titles.get(field.ref, {})
        if not known and not field.ref:
            return text
        if text in known:
            return text
        by_title = _by_title(known) if field.kind is Kind.CHOICE else self._named(field.ref)
        if text in by_title:
            return by_title[text]
        first, _, rest = text.partition(" ")
        if any(word in known for word in rest.split()):
            return text  # two values with nothing between them: which is meant?
        return first if first in known or (rest and ID_PATTERN.fullmatch(first)) else text

    def knows(self, field: Field, text: str) -> bool:
        """Tell whether a cell's text means a value that exists."""
        known = dict(field.choices) if field.kind is Kind.CHOICE else self.titles.get(field.ref, {})
        return self.find(field, text) in known

    def is_one(self, field: Field, text: str) -> bool:
        """Tell whether a cell's whole text shows one value, whatever its name holds."""
        text = text.strip()
        value = self.find(field, text)
        return self.knows(field, text) and (text in (value, self.show(field, value)) or text in self._named(field.ref))

    def _named(self, ref: str) -> dict[str, str]:
        if ref not in self._ids:
            self._ids[ref] = _by_title(self.titles.get(ref, {}))
        return self._ids[ref]


def _by_title(titles: Mapping[str, str]) -> dict[str, str]:
    """Return IDs by title; a title that two have means neither."""
    counts = Counter(titles.values())
    return {title: key for key, title in titles.items() if title and counts[title] == 1}
