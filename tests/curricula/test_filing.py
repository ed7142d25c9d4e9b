"""The filing of a year: which classes, with which figures, and what is in no class."""

from __future__ import annotations

import dataclasses

from courselib.curricula.filing import FiledTotals, filed_years, filing_of
from courselib.library.model import ClassItem, Item

from ..support.filing import a_class, with_classes

FIRST = a_class(
    "first", ClassItem("theory", "teacher"), ClassItem("skills", hours=3), start="2025-03-10", end="2025-03-14", seats=40,
    organiser="示例县委组织部", venue="hall", funding="示例经费",
)
LATER = a_class("later", "skills", year=2025, level="township")
EVENING = a_class("evening", "reading", start="2025-02-01", offjob=False, seats=20)


def test_only_off_the_job_classes_make_the_totals() -> None:
    """All classes are listed in the order of their dates, open ones last; the totals are those off the job, by level too."""
    found = filing_of(with_classes(LATER, FIRST, EVENING), 2025)
    assert [r.id for r in found.rows] == ["evening", "first", "later"]
    assert [r.id for r in found.offjob] == ["first", "later"]
    assert found.totals == FiledTotals(2, 40, 10, 27, 8, without_seats=1, without_days=1, samples=2)
    assert [(level, t.classes, t.hours) for level, t in found.levels] == [("county", 1, 11), ("township", 1, 16)]
    row = found.rows[1]
    assert (row.venue, row.lecturers, row.end, row.by_county) == ("示例礼堂", ("示例讲师",), "2025-03-14", True)
    assert found.rows[0].end == "2025-02-01"


def test_only_published_classes_of_the_year_count() -> None:
    """Drafts, retired ones and those of other years are left out."""
    draft, retired = (dataclasses.replace(FIRST, id=s, status=s) for s in ("draft", "retired"))
    other = dataclasses.replace(FIRST, id="other", start="2026-03-10", end="2026-03-12")
    assert [r.id for r in filing_of(with_classes(FIRST, draft, retired, other), 2025).rows] == ["first"]


def test_what_no_class_teaches_is_listed() -> None:
    """The curriculum's off-the-job course is 未编班 until an off-the-job class that its members can attend teaches all of it."""
    def left(*classes: object) -> list[tuple[str, int, int]]:
        found = filing_of(with_classes(*classes), 2025)  # type: ignore[arg-type]
        return [(i.course, i.hours, i.theory) for i in found.loose]

    whole = [("theory", 8, 8)]
    assert left() == whole
    assert left(FIRST) == []
    assert left(dataclasses.replace(FIRST, items=(ClassItem("theory", hours=5),))) == [("theory", 3, 3)]
    assert left(dataclasses.replace(FIRST, offjob=False)) == whole
    assert left(dataclasses.replace(FIRST, roles=("secretary",))) == whole
    assert left(dataclasses.replace(FIRST, audience=("institutions-health",))) == whole
    assert left(dataclasses.replace(FIRST, audience=("all",))) == []
    assert left(dataclasses.replace(FIRST, start="2026-03-10", end="2026-03-11")) == whole
    assert left(dataclasses.replace(FIRST, status="draft")) == whole


def test_a_class_that_the_curriculum_takes_teaches_it() -> None:
    """A class named by a curriculum counts for it, whoever else it is for."""
    library = with_classes(dataclasses.replace(FIRST, audience=("institutions-health",)))
    plan = library.curricula["rural-plan"]
    taken = dataclasses.replace(plan, items=(*plan.items, Item(2025, class_="first")))
    assert filing_of(dataclasses.replace(library, curricula={"rural-plan": taken}), 2025).loose == ()


def test_a_sector_has_its_own_filing() -> None:
    """Classes for the sector, its parent, its sub-sectors or all; curricula of it and its sub-sectors."""
    health = a_class("health", "reading", audience=("institutions-health",), start="2025-05-05")
    everyone = a_class("everyone", "reading", audience=("all",), start="2025-05-06")
    library = with_classes(FIRST, health, everyone)
    ids = {sector: [r.id for r in filing_of(library, 2025, sector).rows] for sector in ("rural", "institutions", "institutions-health")}
    assert ids == {"rural": ["first", "everyone"], "institutions": ["health", "everyone"], "institutions-health": ["health", "everyone"]}
    loose = with_classes()
    assert [len(filing_of(loose, 2025, sector).loose) for sector in ("rural", "institutions-health")] == [1, 0]


def test_years_with_something_to_file() -> None:
    """A class or a loose item makes a year; what a class covers does not twice."""
    assert filed_years(with_classes()) == (2025,)
    assert filed_years(with_classes(dataclasses.replace(EVENING, start="2027-02-01"))) == (2025, 2027)
    assert filing_of(with_classes(), 2026).empty
