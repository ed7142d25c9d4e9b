"""Measures of an official document (党政机关公文格式, GB/T 9704-2012) in twentieths of a point, the unit of Word files.

The standard asks for A4, the type area (版心) 156 mm by 225 mm, 22 lines of 28 characters of size 3 (三号, 16 pt). Without a grid of
characters that comes out exactly with lines of 28.95 pt and characters set 0.25 pt closer: 22 lines are 636.9 pt of 637.8, 28 characters
441 pt of 442.2, and neither a 23rd nor a 29th has room. A grid would do the same in Word alone, and would reach into tables.
"""

from __future__ import annotations

from dataclasses import dataclass

_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Return twentieths of a point."""
    return round(millimetres * _MM)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and its margins, in twips."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def room(self) -> int:
        """The width of the type area."""
        return self.width - self.left - self.right


PORTRAIT = Sheet(twips(210), twips(297), twips(37), twips(26), twips(35), twips(28))
#: A wide table: the sheet is turned, its head to the binding side (订口), and so are its margins.
LANDSCAPE = Sheet(twips(297), twips(210), twips(28), twips(37), twips(26), twips(35))

#: The page number is of size 4, 14 pt; the middle of its dashes is 7 mm below the type area.
NUMBER_SIZE, NUMBER_BELOW = 280, twips(7)
LINE, CLOSER = 579, -5
#: Two characters as they stand in the text: 2 × (16 − 0.25) pt.
INDENT = 630
#: Three characters of a note (说明：), 10.5 pt each.
NOTE_INDENT = 630
#: Sizes in half-points, by the names that Chinese printers use.
SIZE_2, SIZE_3, SIZE_4, SIZE_4_SMALL, SIZE_5 = 44, 32, 28, 24, 21
