"""The smallest set of requirements that conflict."""

from __future__ import annotations

import itertools
import math

from hypothesis import given
from hypothesis import strategies as st

from courselib.curricula.conflicts import smallest

#: Sets of numbers that cannot be had together.
CLASHES = st.lists(st.sets(st.integers(0, 15), min_size=1, max_size=5), min_size=1, max_size=6)


@given(CLASHES)
def test_nothing_can_be_left_out_and_nothing_lacks(clashes: list[set[int]]) -> None:
    """What is found conflicts; without any one of it it does not; it is in the order of the requirements."""
    found = smallest(range(16), lambda some: not any(c <= set(some) for c in clashes))
    assert any(c <= set(found) for c in clashes)
    for left_out in found:
        assert not any(c <= set(found) - {left_out} for c in clashes)
    assert found == sorted(found)


def test_few_questions_are_asked() -> None:
    """Three of a thousand are found with few questions."""
    asked = itertools.count()
    clash = {17, 400, 911}

    def possible(some: list[int]) -> bool:
        next(asked)
        return not clash <= set(some)

    assert smallest(range(1000), possible) == sorted(clash)
    assert next(asked) <= 3 * 2 * math.ceil(math.log2(1000))


def test_equal_requirements_are_told_apart_by_their_place() -> None:
    """Nothing but the order decides: of two ways to conflict the one of earlier requirements is found."""
    assert smallest(list("abcd"), lambda some: not {"a", "b"} <= set(some) and not {"c", "d"} <= set(some)) == ["a", "b"]
    assert smallest([], bool) == []
