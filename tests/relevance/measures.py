"""How well an order answers a judged query. Pure; knows no search engine.

Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), with gains 2^grade − 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return the discounted gain of the first ``depth`` results over that of the best order, from 0 to 1."""
    best = sorted(grades.values(), reverse=True)
    ideal = _gain(best[:depth])
    return _gain([grades.get(name, 0) for name in found[:depth]]) / ideal if ideal else 1.0


def recall(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Return the share of the graded courses that were found at all."""
    return sum(name in set(found) for name in grades) / len(grades) if grades else 1.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
