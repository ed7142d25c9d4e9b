"""Icons and covers: one set of lines, colours that can be seen, pictures that follow from figures alone."""

from __future__ import annotations

import re

import pytest

from courselib.content.checking import load_and_check
from courselib.curricula.evaluations import Evaluations
from courselib.library.model import ALL, Course, Library, Source, Unit
from courselib.site.covers import FOOT, LEFT, RIGHT, TOP, Cover, course_cover, curriculum_cover, sector_on_cover
from courselib.site.icons import HUES, ICONS, hue, icon, moved
from courselib.site.pages.curriculum import summaries
from courselib.site.pages.views import SiteViews

from ..support.library import REPOSITORY

#: A box on a cover: left, top, width, height.
_BOX = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z")
_COLOUR = re.compile(r'^(\[data-md-color-scheme="slate"\] )?\.cl-hue--([a-z]+) \{ --cl-(deep|hue): (#[0-9a-f]{6}); \}$', re.MULTILINE)


@pytest.fixture(scope="module")
def shipped() -> Library:
    """The shipped library."""
    loaded = load_and_check(REPOSITORY / "content")
    assert loaded.library is not None
    return loaded.library


def boxes(path: str) -> list[tuple[int, int, int, int]]:
    """Return the boxes of a path, all of which must be some."""
    assert _BOX.sub("", path) == ""
    return [(int(m[1]), int(m[2]), int(m[3]), int(m[4])) for m in _BOX.finditer(path) if m[3] == m[5]]


def course(hours: int, units: tuple[int, ...] = (), *, theory: bool = False, audience: tuple[str, ...] = ("rural",)) -> Course:
    """Return a course with units of so many half-hours."""
    rows = tuple(Unit(f"{n}", "", "", h, n) for n, h in enumerate(units))
    return Course("c", "课", "t", audience, hours, theory, Source("courses/c.md"), units=rows)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour. Source: WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(over: str, under: str, opacity: float) -> str:
    """Return what a colour gives over another."""
    pairs = ((int(over[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def test_every_sector_has_an_icon_of_its_own(shipped: Library) -> None:
    """No two sectors share an icon, and an unknown one has that of all members."""
    drawn = {key: icon(key) for key in (ALL, *shipped.plan.sectors)}
    assert len(set(drawn.values())) == len(drawn)
    assert icon("elsewhere") == icon(ALL)
    assert [hue(key) for key in ("institutions-health", "rural", "elsewhere")] == ["institutions", "rural", ALL]


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_lines_that_can_be_moved(name: str) -> None:
    """Parts begin with an absolute place and go on relative to it, inside of the field."""
    path = ICONS[name]
    assert re.fullmatch(r"(?:M\d+(?:\.\d+)? \d+(?:\.\d+)?[-a-z0-9. ]+)+", path)
    assert not re.search(r"[A-LN-Z]", path)
    assert all(0 < float(x) < 24 and 0 < float(y) < 24 for x, y in re.findall(r"M([\d.]+) ([\d.]+)", path))
    assert moved(moved(path, 3, 5), 0, 0) == moved(path, 3, 5) != path


def test_colours_can_be_seen() -> None:
    """A sector's colour has 4.5 to 1 against paper and cards in both schemes; on a cover all that is drawn has 3 to 1."""
    sheet = (REPOSITORY / "theme/assets/site.css").read_text(encoding="utf-8")
    colours = {(bool(m[1]), m[2]): m[4] for m in _COLOUR.finditer(sheet)}
    assert {key for _, key in colours} == set(HUES)
    assert len(colours) == 2 * len(HUES)
    for (dark, key), colour in colours.items():
        for ground in ("#17191d", "#1f2227") if dark else ("#fbfaf7", "#ffffff"):
            assert contrast(colour, ground) >= 4.5, (key, ground)
        if not dark:
            other = float(re.search(r"\.cl-cover__other \{ fill: #fff; opacity: ([\d.]+);", sheet)[1])  # type: ignore[index] # it is there
            assert contrast(mixed("#ffffff", colour, other), colour) >= 3, key
            assert contrast("#ffe9a8", colour) >= 4.5, key


def test_units_are_lines_as_long_as_their_hours() -> None:
    """Of four units of 3, 2, 2 and 1 half-hours the first fills the width; a course of half a day fills half of the bar below."""
    cover = course_cover(course(8, (3, 2, 2, 1)))
    *lines, bar = boxes(cover.other)
    assert [width for _, _, width, _ in lines] == [50, 33, 33, 16]
    assert bar[2] == 25
    assert boxes(cover.empty) == [(LEFT + bar[2], bar[1], RIGHT - LEFT - bar[2], bar[3])]
    assert cover.theory == ""
    assert course_cover(course(8, (3, 2, 2, 1), theory=True)).theory == cover.other


def test_a_day_has_a_bar_of_its_own() -> None:
    """Twenty hours are two full days and half a day."""
    *_, one, two, half = boxes(course_cover(course(40)).other)
    assert one[2] == two[2] == 16
    assert half[2] == 8
    assert one[0] + one[2] < two[0]


@pytest.mark.parametrize("count", [1, 2, 5, 12, 19, 40])
def test_everything_stays_on_the_cover(count: int) -> None:
    """However many units there are, all of it lies between the margins, and no line covers another."""
    cover = course_cover(course(4 * count, (4,) * count))
    found = boxes(cover.other) + boxes(cover.empty)
    assert all(x >= LEFT and x + w <= RIGHT and y >= TOP and y + h <= FOOT for x, y, w, h in found)
    tops = [y for _, y, _, _ in found]
    assert tops == sorted(tops) or cover.empty
    assert course_cover(course(4 * count, (4,) * count)) == cover


def test_years_are_columns_of_bands() -> None:
    """The year with most hours reaches the top; what counts as theory is told apart; a year without anything is left out."""
    cover = curriculum_cover("urban", [[(8, 0), (0, 8)], [(4, 0), (0, 0)], []])
    (first, second), (other,) = boxes(cover.theory), boxes(cover.other)
    assert other[1] == TOP
    assert first[1] + first[3] <= FOOT
    assert first[3] == second[3] * 2 + 1 or first[3] // 2 == second[3]
    assert curriculum_cover("urban", []) == Cover("urban", cover.mark, "", "", "")


def test_an_audience_of_several_sectors() -> None:
    """Sub-sectors of one sector stand for that; of several for all."""
    assert sector_on_cover(("institutions-health",)) == "institutions-health"
    assert sector_on_cover(("institutions-health", "institutions")) == "institutions"
    assert sector_on_cover(("rural", "urban")) == ALL


def test_shipped_curricula_are_told_apart(shipped: Library) -> None:
    """In the list of a sector no two have one name, and no name is as long as a title."""
    views = SiteViews(shipped, Evaluations())
    rows = summaries(shipped.curricula.values(), views)
    assert len({row.name for row in rows}) == len(rows)
    assert max(len(row.name) for row in rows) <= 13
    assert all(boxes(row.face.theory) and boxes(row.face.other) for row in rows)
