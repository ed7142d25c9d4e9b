"""Curricula drawn at random, sound and faulty: repeats, late prerequisites, other sectors, unknown courses, wrong days."""

from __future__ import annotations

import random

from courselib.library.model import Curriculum, Earned, Item, Library, Source, Theme

LEVELS = ("central", "province", "city", "county", "township", "unit")
#: Pieces of texts: plain, and such as YAML must write with care.
PIECES = (
    "农村党员", "五年方案", "2024", "yes", "~", " ", "：", ": ", " #", "'", '"', "\\", "{", "}", "[x]", "-", "- ", "?", "！",
    "null", "2024-01-01",
    "“千万工程”", "%", "@", "`", "|", ">", "&a", "*a", "1e3", "0x1F", "1:30", "=", "<<", ",", "\U0001f600", "é", "…", "\t", "\xa0", "a",
)
LINES = (*PIECES, "\n", "\n\n", "\n ", " \n")


def text(draw: random.Random, longest: int, pieces: tuple[str, ...] = PIECES) -> str:
    """Return a text as a file may hold it: not empty, no spaces around it."""
    made = "".join(draw.choice(pieces) for _ in range(draw.randint(1, 8))).strip()[:longest].strip()
    return made or "无"


def curriculum(draw: random.Random, library: Library, number: int) -> Curriculum:
    """Return one curriculum; about a third of them has no fault on purpose."""
    sectors = [*library.plan.sectors]
    start, years = draw.choice([2024] * 4 + [2023, 2026, 2030]), draw.choice([5] * 4 + [1, 3, 10])
    faulty = draw.random() < 0.66
    sector = "rurl" if faulty and draw.random() < 0.05 else draw.choice(sectors)
    lineage = library.plan.lineage(sector)
    own = [c for c in library.courses.values() if c.serves(lineage) and c.status == "published"]
    chosen = draw.sample(own, min(len(own), draw.choice([1, 5, 20, 60])))
    if draw.random() < 0.5:
        chain = [c for c in library.courses.values() if c.prerequisites or c.id.startswith("chain-")]
        chosen += draw.sample(chain, min(len(chain), 4))
    names = list(dict.fromkeys(c.id for c in chosen))
    items = [_item(draw, name, range(start, start + years)) for name in names]
    if draw.random() < 0.4:
        items.insert(draw.randint(0, len(items)), _class(draw, library, range(start, start + years)))
    if faulty:
        items += [_fault(draw, library, items, range(start, start + years)) for _ in range(draw.randint(1, 6))]
        draw.shuffle(items)
    year = range(start - 1, start + years + 1) if faulty else range(start, start + years)
    themes = [Theme(y, text(draw, 60)) for y in draw.sample([*year], draw.randint(0, len(year)))]
    if faulty and themes and draw.random() < 0.3:
        themes.append(themes[0])
    return Curriculum(
        f"plan-{number}", text(draw, 80), sector, _role(draw, faulty=faulty), start, tuple(items), Source(""), years,
        exempt=draw.random() < 0.15, earned=_earned(draw, start, years, faulty=faulty), themes=tuple(themes),
        summary=text(draw, 400, LINES) if draw.random() < 0.5 else "", notes=text(draw, 2000, LINES) if draw.random() < 0.5 else "",
        updated=draw.choice(["", "2025-02-03"]), status=draw.choice(["published"] * 4 + ["draft"]),
    )


def _role(draw: random.Random, *, faulty: bool) -> str:
    return "secretry" if faulty and draw.random() < 0.05 else draw.choice(["member", "secretary", "party-worker"])


def _earned(draw: random.Random, start: int, years: int, *, faulty: bool) -> tuple[Earned, ...]:
    """Return what was learnt in some years, in order: before the curriculum, in it, and of a faulty one beyond."""
    if draw.random() < 0.4:
        return ()
    span = range(start - 3, start + years + 1) if faulty else range(2024, min(start + years, 2029))
    rows = []
    for year in sorted(draw.sample([*span], draw.randint(0, min(3, len(span))))):
        hours = draw.choice([0, 1, 40, 63, 80, 400])
        within = hours if not faulty else hours + 9
        days = draw.choice([0, 0, 1, 10, 40])
        rows.append(Earned(year, hours, draw.randint(0, within), draw.choice([0, hours, draw.randint(0, within)]), days))
    return tuple(r for r in rows if r != Earned(r.year))


def _item(draw: random.Random, name: str, years: range) -> Item:
    year = draw.choice(years)
    offjob = draw.random() < 0.5
    day = f"{year}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
    level = draw.choice(LEVELS) if offjob else "county"
    days = draw.choice([0] * 8 + [1, 2, 7, 10])
    return Item(name, year, offjob, level, hours=draw.choice([0] * 6 + [1]), days=days, on=draw.choice(["", "", day]))


def _class(draw: random.Random, library: Library, years: range) -> Item:
    """Return a whole class, mostly in its own year."""
    of = draw.choice([*library.classes.values()])
    right = draw.random() < 0.7
    return Item("", of.in_year if right else draw.choice(years), class_=of.id, hours=draw.choice([0] * 9 + [2]), days=draw.choice([0] * 9 + [3]))


def _fault(draw: random.Random, library: Library, items: list[Item], years: range) -> Item:
    """Return an item that is wrong in one of the ways there are."""
    one = draw.choice(items)
    other = draw.choice([*library.courses])
    kinds = [
        Item(one.course or "gone", draw.choice(years)),
        Item(other, draw.choice([years.start - 1, years.stop, 2110])),
        Item(other[:-1] if len(other) > 1 else "x", draw.choice(years)),
        Item(other.replace("-", "", 1)[::-1], draw.choice(years)),
        Item(draw.choice(["gone", "after-gone", "nothing", "chain-5", "early", "late", "ours"]), draw.choice(years)),
        Item(other, draw.choice(years), True, draw.choice(LEVELS)),
        Item(other, years.start, on=f"{years.start + 1}-05-01"),
        Item(other, draw.choice(years), hours=160),
        Item("", draw.choice(years), class_=draw.choice(["wek", "nothing-of-this-name", "week", "over"])),
        _class(draw, library, years), _class(draw, library, years),
    ]
    return draw.choice(kinds)
