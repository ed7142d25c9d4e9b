"""Classes of a year placed: no clash, on working days, the same every time; and the words where they cannot be."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.curricula.timetable import placing
from courselib.curricula.timetable.clash import too_many_seats, what_clashes
from courselib.curricula.timetable.days import Free, parse_span, runs, working_days
from courselib.curricula.timetable.placing import place, possible
from courselib.curricula.timetable.sessions import length_of
from courselib.library.model import ClassItem, Source, Venue
from tests.support.library import REPOSITORY

from .making import COURSES, YEAR, a_class, clashes, fifty, library_of, span, timetable_of

#: Weeks in which nobody has time.
BLOCKED = (span("01-01", "02-28"), span("10-01", "10-07"))


def test_fifty_classes_without_a_clash(record_property: Callable[[str, object], None]) -> None:
    """Fifty classes of one to ten days share venues, lecturers and people: all are placed, none clashes, none on a blocked day."""
    begun = time.monotonic()
    placed = place(timetable_of(library_of(fifty()), Free(BLOCKED)))
    seconds = time.monotonic() - begun
    assert placed is not None
    assert len(placed) == 50
    assert clashes(placed) == []
    assert not any(day in blocked for p in placed for day in p.days for blocked in BLOCKED)
    assert [p.days[0] for p in placed] == sorted(p.days[0] for p in placed)
    # Told in the report, never judged: machines differ.
    record_property("seconds", seconds)


def test_they_are_spread_over_the_year() -> None:
    """Classes come in the order of their IDs at even distances, on Mondays where nothing is in the way."""
    placed = place(timetable_of(library_of(a_class(f"k{n}", audience=("other",)) for n in range(8)), Free(BLOCKED)))
    assert placed is not None
    assert [p.session.of.id for p in placed] == [f"k{n}" for n in range(8)]
    assert {p.days[0].weekday() for p in placed} == {0}
    weeks = [p.days[0].isocalendar().week for p in placed]
    assert {b - a for a, b in itertools.pairwise(weeks)} <= {4, 5, 6, 7}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_no_draw_of_classes_clashes(seed: int, count: int) -> None:
    """Whatever is drawn: what is placed does not clash."""
    placed = place(timetable_of(library_of(fifty(seed, count))))
    assert placed is not None
    assert len(placed) == count
    assert clashes(placed) == []


def test_settled_classes_stay_and_are_kept_clear_of() -> None:
    """A class with dates is not moved; its people, venue and lecturers are not called elsewhere, a lecturer only on the day named."""
    items = (ClassItem("c0", "far", f"{YEAR}-03-02"), ClassItem("c1", "all"))
    settled = a_class("held", start=f"{YEAR}-03-01", end=f"{YEAR}-03-05", year=0, days=0, venue="hall", items=items)
    week = Free(within=(span("03-01", "03-12"),))
    classes = [
        settled, a_class("people"), a_class("venue", roles=("member",), venue="hall"),
        a_class("named", 3, roles=("party-worker",), items=(ClassItem("c2", "far"),)),
        a_class("lecturer", audience=("other",), items=(ClassItem("c3", "all"),)),
    ]
    placed = place(timetable_of(library_of(classes), week))
    assert placed is not None
    assert clashes(placed) == []
    first = {p.session.of.id: str(p.days[0]) for p in placed}
    assert first == {"people": "2027-03-08", "venue": "2027-03-08", "lecturer": "2027-03-08", "named": first["named"]}
    assert f"{YEAR}-03-02" not in {str(d) for p in placed if p.session.of.id == "named" for d in p.days}


def test_whoever_may_be_the_same_people_is_not_called_twice() -> None:
    """A class for all, one for the sector and one for a part of it share people; other batches are other people."""
    week = Free(within=(span("03-01", "03-05"),))
    for audience, roles in ((("all",), ()), (("field",), ("secretary",)), (("part",), ("member", "secretary"))):
        classes = [a_class("one", audience=("part",)), a_class("two", audience=audience, roles=roles)]
        assert place(timetable_of(library_of(classes), week)) is None
    batches = [a_class("one", group="第一批"), a_class("two", group="第二批"), a_class("three", roles=("member",))]
    assert place(timetable_of(library_of(batches), week)) is not None


def test_lecturers_venues_and_classes_have_days_of_their_own() -> None:
    """What a calendar says of one lecturer, one venue or one class holds for it."""
    free = Free(
        within=(span("03-01", "03-19"),), lecturers={"l": (span("03-01", "03-05"),)}, venues={"v": (span("03-08", "03-12"),)},
        classes={"late": (span("03-15", "03-19"),)},
    )
    classes = [a_class("both", venue="v", items=(ClassItem("c0", "l"),)), a_class("late", roles=("member",))]
    placed = place(timetable_of(library_of(classes), free))
    assert placed is not None
    assert {p.session.of.id: str(p.days[0]) for p in placed} == {"both": "2027-03-15", "late": "2027-03-15"}


def test_the_solver_finds_what_turns_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no class after the other finds a place, all are placed together."""
    monkeypatch.setattr(placing, "_in_turn", lambda *_: None)
    placed = place(timetable_of(library_of(fifty(5, 12)), Free(within=(span("03-01", "06-30"),))))
    assert placed is not None
    assert clashes(placed) == []


def test_the_fewest_classes_that_do_not_go_together_are_named() -> None:
    """Among fifty, three that share a lecturer of ten free days: these three and the lecturer are named."""
    shared = [
        a_class(f"x{n}", 5, audience=("other",), group=f"第{n}组", items=(ClassItem("c0", "rare"),)) for n in range(3)
    ]
    free = Free(BLOCKED, lecturers={"rare": (span("03-13", "12-31"),)})
    library = library_of([*fifty(), *shared])
    timetable = timetable_of(library, free)
    assert place(timetable) is None
    assert what_clashes(timetable, library) == [
        "“班x0”（x0）、“班x1”（x1）、“班x2”（x2）排不到一起，共要 15 天；少了其中任何一个就能排。",
        "全年能排的工作日一共 215 天。",
        "讲师“rare”在 2027-03-13 至 2027-12-31 没有空。",
        "讲师“rare”不能同时在两个班。",
    ]


def test_more_weeks_than_there_are() -> None:
    """Eleven classes of a week for the same people in ten weeks: told by counting, however many classes they are."""
    library = library_of(a_class(f"k{n:02}") for n in range(11))
    timetable = timetable_of(library, Free(within=(span("03-01", "05-07"),)))
    assert place(timetable) is None
    first, *causes = what_clashes(timetable, library)
    assert first == "、".join(f"“班k{n:02}”（k{n:02}）" for n in range(8)) + "等 11 个班排不到一起，共要 55 天；少了其中任何一个就能排。"
    assert causes == ["全年能排的工作日一共 50 天。", "地块党员（书记）不能同时上两个班。"]


def test_a_settled_class_in_the_way_is_named() -> None:
    """One week, and a class that stands in it: which class, and from when to when."""
    settled = a_class("held", start=f"{YEAR}-03-01", end=f"{YEAR}-03-05", year=0, days=0)
    library = library_of([settled, a_class("new")])
    timetable = timetable_of(library, Free(classes={"new": (span("03-01", "03-05"),)}))
    assert place(timetable) is None
    assert what_clashes(timetable, library) == [
        "“班new”（new）要 5 天，排不下。",
        "“班new”（new）只能排在 2027-03-01 至 2027-03-05。",
        "“班held”（held）的日期已经定下：2027-03-01 至 2027-03-05。",
        "地块党员（书记）不能同时上两个班。",
    ]


def test_a_class_longer_than_the_year() -> None:
    """Nothing is in the way of a class that no year holds but itself."""
    library = library_of([a_class("long", 300)])
    assert what_clashes(timetable_of(library), library) == ["“班long”（long）要 300 个工作日，一年里排不下。"]


def test_seats() -> None:
    """A class with more seats than its venue has places is told with both figures."""
    hall = Venue("hall", "礼堂", Source("venues/hall.md"), capacity=50)
    library = library_of([a_class("big", venue="hall", seats=60), a_class("fits", venue="hall", seats=50)], [hall])
    assert too_many_seats(library, timetable_of(library).sessions) == ["“班big”（big）有 60 人，场地“礼堂”只容得下 50 人。"]


def test_days_of_a_class_follow_from_its_hours() -> None:
    """A class that states no days takes as many as its hours fill, at eight a day; half a day takes one."""
    known = {c.id: c for c in COURSES}
    for items, days in (((), 1), ((ClassItem("c0"),), 1), ((ClassItem("c0"), ClassItem("c1")), 1), ((ClassItem("c0"),) * 5, 3)):
        assert length_of(a_class("k", 0, items=items), known, 8) == days
    assert length_of(a_class("k", 0, items=(ClassItem("c0", hours=2),) * 17), known, 8) == 3
    assert length_of(a_class("k", 5), known, 8) == 5


def test_runs_of_days() -> None:
    """Up to five days lie in one week; more begin on a Monday and go over the weekend; a free day between them is none of theirs."""
    days = working_days(YEAR, [span("03-03")], [span("03-01", "03-19")])
    assert [str(d) for d in days[:3]] == ["2027-03-01", "2027-03-02", "2027-03-04"]
    assert [[d.day for d in run] for run in runs(days, 3)] == [[n, n + 1, n + 2] for n in (8, 9, 10, 15, 16, 17)]
    assert [[d.day for d in run] for run in runs(days, 6)] == [[8, 9, 10, 11, 12, 15]]
    assert len(working_days(YEAR)) == 261


@pytest.mark.parametrize("text", ["", "..", "2027-02-30", "2027-02-08..", "2027-02-19..2027-02-08", "下周", "2027-02-08...2027-02-09"])
def test_what_is_no_span(text: str) -> None:
    """Half of a span, a day that is not, an end before the beginning."""
    assert parse_span(text) is None


def test_spans() -> None:
    """One day and two, with or without blanks."""
    assert parse_span("2027-02-08") == span("02-08")
    assert parse_span("2027-02-08 .. 2027-02-19") == span("02-08", "02-19")


def test_possible_without_a_limit() -> None:
    """What clashes for a reason does not without it."""
    timetable = timetable_of(library_of([a_class("one"), a_class("two")]), Free(within=(span("03-01", "03-05"),)))
    assert not possible(timetable, timetable.sessions)
    assert possible(timetable, timetable.sessions[:1])
    assert possible(timetable, timetable.sessions, frozenset(timetable.limits(timetable.sessions)))


_AGAIN = """
from tests.curricula.timetable.making import *
from tests.curricula.timetable.test_placing import BLOCKED
from courselib.curricula.timetable.placing import place
print([(p.session.of.id, str(p.days[0])) for p in place(timetable_of(library_of(fifty()), Free(BLOCKED)))])
"""


def test_the_same_again_in_another_process() -> None:
    """Another process with another hash seed places the same."""
    environment = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'generator'}"}
    done = subprocess.run(
        [sys.executable, "-c", _AGAIN], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True,
    )
    placed = place(timetable_of(library_of(fifty()), Free(BLOCKED)))
    assert placed is not None
    assert done.stdout.strip() == str([(p.session.of.id, str(p.days[0])) for p in placed])
