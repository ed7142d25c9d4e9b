"""Synonyms: each term in one group, each group of two terms or more."""

from __future__ import annotations

from collections.abc import Iterator

from ...library.reading import FileResult
from ...problems import Problem
from ...problems.record import quote
from .scope import Scope, at


def check(scope: Scope) -> list[Problem]:
    """Return problems inside ``synonyms.yml`` that its schema cannot see."""
    return [p for result in scope.of_kind("synonyms") for p in _check(result)]


def _check(result: FileResult) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, group in enumerate((result.values or {}).get("groups", ()), 1):
        place = f"groups[{number - 1}].terms"
        terms = group.get("terms", ())
        if len(terms) == 1:
            yield at(result, place, "S802", f"第 {number} 组只有一个词 {quote(terms[0])}。", "再写一个意思相同的词，或删去这一组。")
        for index, term in enumerate(terms):
            first = seen.setdefault(term.lower(), number)
            if first != number:
                yield at(result, f"{place}[{index}]", "S801", f"词 {quote(term)} 在第 {first} 组已经有了。", "把两组合成一组，或只留一处。")
