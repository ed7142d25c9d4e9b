"""Curricula as files: what is written is read again as the same."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.content import records
from courselib.curricula.writing import curriculum_text
from courselib.library.model import Curriculum, Earned, Item, Source, Theme
from courselib.library.reading import read_file
from courselib.library.source import Entry

BASE = Curriculum("plan", "方案", "rural", "member", 2024, (Item("a", 2024),), Source(""))
WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=40).filter(lambda t: t.strip() == t)
ITEMS = st.builds(
    Item, st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True), st.integers(2000, 2110), st.booleans(),
    st.sampled_from(("central", "county", "unit")), hours=st.integers(0, 160), days=st.integers(0, 160),
    on=st.sampled_from(("", "2026-02-28")),
)
CLASSES = st.builds(
    Item, st.just(""), st.integers(2000, 2110), class_=st.from_regex(r"[a-z0-9-]{1,64}", fullmatch=True), days=st.integers(0, 9),
)
EARNED = st.lists(
    st.builds(Earned, st.integers(2000, 2110), st.integers(0, 7320), st.integers(0, 7320), st.integers(0, 7320), st.integers(0, 732)),
    max_size=4, unique_by=lambda e: e.year,
).map(tuple)
CURRICULA = st.builds(
    replace, st.just(BASE), title=WORDS, role=st.sampled_from(("member", "secretary")), start=st.integers(2000, 2100),
    earned=EARNED, items=st.lists(ITEMS | CLASSES, min_size=1, max_size=5).map(tuple), years=st.integers(1, 10), exempt=st.booleans(),
    themes=st.lists(st.builds(Theme, st.integers(2000, 2110), WORDS), max_size=2).map(tuple),
    summary=st.just("") | WORDS, notes=st.just("") | st.lists(WORDS, min_size=1, max_size=3).map("\n".join),
    updated=st.sampled_from(("", "2026-02-28")), status=st.sampled_from(("published", "draft")),
)


def read(text: str) -> Curriculum:
    """Return the curriculum of a file's text, which must be without a problem."""
    result = read_file(Entry("curricula/plan.yml", "curriculum", "plan", 0, 0, 0), text.encode())
    assert result.problems == []
    return replace(records.record_as(Curriculum, result), source=Source(""))


def test_form() -> None:
    """One item a line, nothing that is usual, off-the-job training with its level."""
    made = replace(BASE, items=(Item("a", 2024), Item("b", 2025, offjob=True), Item("c", 2026, level="city")))
    assert curriculum_text(made) == (
        "title: 方案\nsector: rural\nrole: member\nstart: 2024\nyears: 5\nitems:\n"
        "  - {course: a, year: 2024}\n"
        "  - {course: b, year: 2025, offjob: true, level: county}\n"
        "  - {course: c, year: 2026, level: city}\n"
    )


@settings(max_examples=80, deadline=None)
@given(CURRICULA)
def test_written_and_read_again(curriculum: Curriculum) -> None:
    """Whatever a curriculum holds survives being written and read."""
    again = read(curriculum_text(curriculum))
    normal = read(curriculum_text(again))
    assert again == normal
    assert (again.items, again.earned, again.start, again.years, again.exempt, again.status) == (
        curriculum.items, curriculum.earned, curriculum.start, curriculum.years, curriculum.exempt, curriculum.status,
    )
