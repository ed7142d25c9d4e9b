"""Over which years an hour rule is held: the whole period, each year, or each full block of N years from the period's start.

``window`` of a rule is data: ``period``, ``year`` or ``N years`` (``2 years``). A last block that the period cuts short is not held.
"""

from __future__ import annotations

import re

from ..library.model import Rule

PERIOD, YEAR = "period", "year"
_YEARS = re.compile(r"([1-9][0-9]?) years")


def length(window: str, period: range) -> int:
    """Return how many years a window has; 0 for a text that names none, or more years than the period has."""
    if window == PERIOD:
        return len(period)
    if window == YEAR:
        return 1
    match = _YEARS.fullmatch(window)
    return int(match[1]) if match and int(match[1]) <= len(period) else 0


def windows(rule: Rule, years: range, period: range) -> list[range]:
    """Return the windows of a rule that a curriculum of these years has part in, in order; none from before the rule took effect."""
    size = length(rule.window, period)
    if not size:
        return []
    whole_windows = [range(first, first + size) for first in range(period.start, period.stop - size + 1, size)]
    started = whole_windows if rule.window == PERIOD else [w for w in whole_windows if w.start >= rule.effective]
    return [w for w in started if w.start < years.stop and years.start < w.stop]


def window_name(window: range) -> str:
    """Return the years of a window as the public form names them: 2024, or 2024-2025."""
    return str(window.start) if len(window) == 1 else f"{window.start}-{window.stop - 1}"
