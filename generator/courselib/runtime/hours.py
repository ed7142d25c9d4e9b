"""Hours of instruction (学时) as exact integers of half-hours.

Every figure of the plan is a multiple of 0.5 学时, so a half-hour is the unit in which hours are held, added
and compared; a float never enters a rule. Source: the plan, 一、总体要求 (160/20 = 280/35 = 40/5 = 8 学时 a day).
"""

from __future__ import annotations

import re

HALF_HOURS_PER_HOUR = 2
#: Days of training are held in half-days.
HALF_DAYS_PER_DAY = 2
#: Bounds of one course, in half-hours (0.5 … 80 学时).
COURSE_MIN, COURSE_MAX = 1, 160

_DECIMAL = re.compile(r"([+-]?)([0-9]{1,6})(?:\.([0-9]{1,6}))?")


class NotANumberError(ValueError):
    """The text is not a plain decimal number."""


class NotHalfHoursError(ValueError):
    """The number is not a multiple of 0.5."""


def parse_hours(text: str) -> int:
    """Return half-hours for a decimal text in hours, such as ``"2.5"`` → 5.

    Raises ``NotANumberError`` for anything but a plain decimal (no exponent, no ``.nan``), ``NotHalfHoursError``
    for a number that is not a multiple of 0.5. The sign is kept: range is the caller's rule.
    """
    match = _DECIMAL.fullmatch(text)
    if not match:
        raise NotANumberError(text)
    sign, whole, fraction = match.groups()
    tail = (fraction or "").rstrip("0")
    if tail not in ("", "5"):
        raise NotHalfHoursError(text)
    value = int(whole) * HALF_HOURS_PER_HOUR + (1 if tail else 0)
    return -value if sign == "-" else value


def format_hours(half_hours: int) -> str:
    """Return hours as text with at most one decimal: 5 → ``"2.5"``, 8 → ``"4"``."""
    sign, value = ("-", -half_hours) if half_hours < 0 else ("", half_hours)
    whole, half = divmod(value, HALF_HOURS_PER_HOUR)
    return f"{sign}{whole}.5" if half else f"{sign}{whole}"


def hours_number(half_hours: int) -> int | float:
    """Return hours as a JSON number (an int, or a float ending in .5, which is exact in binary)."""
    whole, half = divmod(half_hours, HALF_HOURS_PER_HOUR)
    return whole + 0.5 if half else whole


def percent_text(part: int, whole: int) -> str:
    """Return ``part/whole`` as a percentage with one decimal, rounded half up; “—” when there is nothing to share."""
    if whole <= 0:
        return "—"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
