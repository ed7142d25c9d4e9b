"""Which items of a list stayed, which are new and which are gone."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True)
class Alignment:
    """How one list became another.

    ``kept`` pairs old indices with new ones, ``gone`` are old indices; ``fresh`` says after which kept old index
    (-1 for before all) new indices come.
    """

    kept: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    fresh: tuple[tuple[int, tuple[int, ...]], ...]


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> Alignment:
    """Return how the keys of an old list become those of a new one; what was replaced one for one counts as kept."""
    kept: list[tuple[int, int]] = []
    gone: list[int] = []
    fresh: list[tuple[int, tuple[int, ...]]] = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        both = min(b - a, d - c)
        kept += [(a + k, c + k) for k in range(both)]
        gone += range(a + both, b)
        if d - c > both:
            fresh.append((kept[-1][0] if kept else -1, tuple(range(c + both, d))))
    return Alignment(tuple(kept), tuple(gone), tuple(fresh))
