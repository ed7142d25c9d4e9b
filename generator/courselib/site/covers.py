"""Covers of courses and curricula: small pictures drawn from their hours alone, the same for the same figures.

A cover is a bound book, 72 by 96, in the colour of its sector, with the sector's icon. On that of a course stand its units as lines, each
as long as its hours, and below them a bar of days (8 学时), filled as far as the course goes. On that of a curriculum stands a column
for each year, as high as its hours, with a band for each basic task. What counts as theory is brighter. Nothing is written on it:
whatever it tells stands in words beside it. Lengths are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..library.model import Course
from ..library.plan import ALL
from .icons import SIZE, hue, icon, moved
from .page_data import PageData

#: Where drawing begins and ends: from left to right beside the book's back, and from below the icon to the foot.
LEFT, RIGHT, TOP, FOOT = 14, 64, 42, 90
WIDE = RIGHT - LEFT
_ICON_AT = ((LEFT + RIGHT - SIZE) // 2, 10)
_BAR_AT, _BAR_HIGH = 86, 4
#: The lines of units take at most so much height each, and all of them what lies above the bar.
_LINE, _LINES_HIGH = 9, 40
#: Half-hours of a day (plan 一).
_DAY = 16


@dataclass(frozen=True, slots=True)
class Cover(PageData):
    """What is drawn: the ``d`` of one path each for the icon, for what counts as theory, for all else, and for what is left empty."""

    hue: str
    mark: str
    theory: str
    other: str
    empty: str


@dataclass(slots=True)
class _Sheet:
    """Rectangles by what they stand for."""

    theory: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)

    def bound(self, sector: str) -> Cover:
        """Return the cover of a sector with these on it."""
        return Cover(hue(sector), moved(icon(sector), *_ICON_AT), *("".join(parts) for parts in (self.theory, self.other, self.empty)))


def _box(x: int, y: int, wide: int, high: int) -> str:
    return f"M{x} {y}h{wide}v{high}h-{wide}z"


def sector_on_cover(audience: Sequence[str]) -> str:
    """Return the sector whose colour and icon stand for an audience: the one, their common parent, or all members."""
    if len(audience) == 1:
        return audience[0]
    hues = {hue(a) for a in audience}
    return hues.pop() if len(hues) == 1 else ALL


def course_cover(course: Course) -> Cover:
    """Return the cover of a course, from its audience, hours, units, and whether it counts as theory."""
    sheet = _Sheet()
    full = sheet.theory if course.theory else sheet.other
    hours = _few([u.hours for u in course.units] or [course.hours])
    step = min(_LINE, _LINES_HIGH // len(hours))
    high = step * 2 // 3 or 1
    full += [_box(LEFT, TOP + n * step, max(1, WIDE * h // max(hours)), high) for n, h in enumerate(hours) if h > 0]
    days = -(-course.hours // _DAY)
    for day in range(days):
        left, right = LEFT + day * (WIDE + 1) // days, LEFT + (day + 1) * (WIDE + 1) // days - 1
        end = left + (right - left) * min(_DAY, course.hours - day * _DAY) // _DAY
        full.append(_box(left, _BAR_AT, max(1, end - left), _BAR_HIGH))
        if end < right:
            sheet.empty.append(_box(end, _BAR_AT, right - end, _BAR_HIGH))
    return sheet.bound(sector_on_cover(course.audience))


def _few(hours: list[int]) -> list[int]:
    """Return hours of as many units as there are lines, the last ones added up."""
    most = _LINES_HIGH // 2
    return hours if len(hours) <= most else [*hours[: most - 1], sum(hours[most - 1 :])]


def curriculum_cover(sector: str, years: Iterable[Sequence[tuple[int, int]]]) -> Cover:
    """Return the cover of a curriculum: for each year its bands from below, each with the half-hours of theory and of all else."""
    columns = list(years)
    sheet = _Sheet()
    most = max((sum(map(sum, bands)) for bands in columns), default=0)
    for number, bands in enumerate(columns if most else ()):
        left, right = LEFT + number * (WIDE + 2) // len(columns), LEFT + (number + 1) * (WIDE + 2) // len(columns) - 2
        below = 0
        for band in bands:
            for hours, parts in zip(band, (sheet.theory, sheet.other), strict=True):
                start, below = below, below + hours
                bottom, top = (FOOT - (FOOT - TOP) * h // most for h in (start, below))
                # A hair between bands, where they are high enough to be seen beside it.
                high = bottom - top - (bottom - top > 1)
                if high > 0:
                    parts.append(_box(left, top, right - left, high))
    return sheet.bound(sector)
