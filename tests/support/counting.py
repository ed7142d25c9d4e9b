"""How much work a call does, counted in lines of Python that run: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


class TooMuchError(Exception):
    """The work went beyond what was allowed."""


def steps(work: Callable[[], object], most: int = 50_000_000) -> int:
    """Return how many lines of Python run, calls of built-in functions counted too; ``TooMuchError`` beyond ``most``."""
    count = 0

    def trace(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        if count > most:
            raise TooMuchError(str(most))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
