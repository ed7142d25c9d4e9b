"""The smallest set of requirements that cannot be met together: take any one away, and the others can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

R = TypeVar("R")


def smallest(requirements: Sequence[R], possible: Callable[[list[R]], bool]) -> list[R]:
    """Return a smallest set of requirements that conflict, in their order; the earlier ones are kept before the later ones.

    All of them together must be impossible, and none of them possible. ``possible`` tells whether some can be met together; what it
    does not know it calls possible. The set is smallest in that no part of it conflicts; for a set of ``k`` among ``n`` it is
    asked some ``k·log(n/k)`` times. Source: U. Junker, QuickXplain: Preferred Explanations and Relaxations for
    Over-Constrained Problems, AAAI 2004.
    """
    def holds(some: list[int]) -> bool:
        return possible([requirements[n] for n in sorted(some)])

    def among(base: list[int], asked: bool, some: list[int]) -> list[int]:
        if asked and not holds(base):
            return []
        if len(some) == 1:
            return some
        half = len(some) // 2
        first, second = some[:half], some[half:]
        later = among([*base, *first], True, second)
        earlier = among([*base, *later], bool(later), first)
        return [*earlier, *later]

    needed = among([], False, list(range(len(requirements)))) if requirements else []
    return [requirements[n] for n in sorted(needed)]
