"""What holds of every curriculum, whatever is planned."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.curricula.evaluation import Evaluation, evaluate_curriculum
from courselib.curricula.rules import LEVEL_ORDER, to_add
from courselib.library.model import ClassItem, Course, Curriculum, Earned, Item, Rule, Source, TrainingClass

from .making import a_course, a_curriculum, a_library, a_rule

COURSES = [a_course(f"c{n}", hours, theory=n % 2 == 0) for n, hours in enumerate((1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 160))]
ITEMS = st.lists(
    st.builds(
        Item, st.sampled_from([c.id for c in COURSES] + ["unknown"]), st.integers(2022, 2030), st.booleans(),
        st.sampled_from(LEVEL_ORDER),
    ),
    max_size=14,
)
#: Items that all count: each course once, within the years.
SOUND = st.lists(
    st.builds(Item, st.sampled_from([c.id for c in COURSES]), st.integers(2024, 2028), st.booleans(), st.sampled_from(LEVEL_ORDER)),
    max_size=10, unique_by=lambda i: i.course,
)
MINIMUMS = st.builds(
    lambda window, count, minimum, level: a_rule("minimum", window=window, count=count, minimum=minimum, offjob_level=level),
    st.sampled_from(("period", "year")), st.sampled_from(("all", "theory", "offjob")), st.integers(0, 400),
    st.sampled_from(LEVEL_ORDER),
)
SHARES = st.builds(
    lambda window, part, more: a_rule("share", window=window, count="theory", share_of="all", share=(part, part + more)),
    st.sampled_from(("period", "year")), st.integers(1, 9), st.integers(0, 9),
)
SOON = settings(max_examples=60, deadline=None)


def held(curriculum: Curriculum, *rules: Rule, more: tuple[Course, ...] = ()) -> Evaluation:
    """Return a curriculum held against rules."""
    library = a_library([*COURSES, *more], rules)
    return evaluate_curriculum(curriculum, library.courses, library.plan)


@SOON
@given(SOUND, st.randoms(use_true_random=False), MINIMUMS, SHARES)
def test_order_of_items_changes_no_result(items: list[Item], shuffled: object, minimum: Rule, share: Rule) -> None:
    """Totals and figures come from what is planned, not from the order in which it is written."""
    other = list(items)
    shuffled.shuffle(other)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    one, two = (held(a_curriculum(i), minimum, share) for i in (items, other))
    assert one.years == two.years
    assert [(r.status, r.figure.have, r.figure.need, r.figure.gap) for r in one.rules] == [
        (r.status, r.figure.have, r.figure.need, r.figure.gap) for r in two.rules
    ]
    assert {i.courses == j.courses or set(i.courses) == set(j.courses) for i, j in zip(one.topics, two.topics, strict=True)} == {True}


@SOON
@given(SOUND, st.integers(2024, 2028), st.integers(1, 160))
def test_adding_theory_never_lowers_theory(items: list[Item], year: int, hours: int) -> None:
    """A theory course more is its hours more of theory, in its year and in all."""
    new = a_course("new", hours, theory=True)
    before = held(a_curriculum(items), more=(new,))
    after = held(a_curriculum([*items, Item("new", year)]), more=(new,))
    assert after.theory == before.theory + hours
    assert after.hours == before.hours + hours
    assert all(a[1].theory >= b[1].theory for a, b in zip(after.years, before.years, strict=True))


@SOON
@given(SOUND, st.integers(2024, 2028), st.booleans(), st.booleans(), MINIMUMS)
def test_adding_a_course_never_raises_the_gap_of_a_minimum(
    items: list[Item], year: int, theory: bool, offjob: bool, rule: Rule
) -> None:
    """What is asked for as a minimum comes nearer with every course, never farther."""
    new = a_course("new", 7, theory=theory)
    before = held(a_curriculum(items), rule, more=(new,)).rules[0].figure
    after = held(a_curriculum([*items, Item("new", year, offjob)]), rule, more=(new,)).rules[0].figure
    assert after.gap <= before.gap
    assert after.have >= before.have


@SOON
@given(ITEMS, MINIMUMS, SHARES)
def test_every_figure_adds_up(items: list[Item], minimum: Rule, share: Rule) -> None:
    """Items count or are findings; a gap is what is needed less what there is; what counted adds up to the figure."""
    evaluation = held(a_curriculum(items), minimum, share)
    left = {f.item for f in evaluation.findings if f.code in ("R403", "C601", "C602", "C603")}
    assert sorted([*evaluation.counted, *left]) == list(range(len(items)))
    hours = {c.id: c.hours for c in COURSES}
    counted = [items[i] for i in evaluation.counted]
    assert evaluation.hours == sum(hours[i.course] for i in counted)
    for result in evaluation.rules:
        figures = [f for _, f in result.years] or [result.figure]
        assert all(f.gap == max(0, f.need - f.have) for f in figures)
        assert all(f.have == sum(hours[counted[n].course] for n in f.counted) for f in figures)
        assert (result.status == "pass") == all(f.met for f in figures)


@SOON
@given(SOUND, SHARES)
def test_theory_to_add_is_enough_and_no_more(items: list[Item], share: Rule) -> None:
    """The theory said to be missing mends the share when it is added, and half an hour less would not."""
    rule = replace(share, window="period")
    figure = held(a_curriculum(items), rule).rules[0].figure
    missing = to_add(rule, figure)
    part, whole = rule.share
    if part == whole:
        assert missing == 0
        return
    assert (figure.have + missing) * whole >= (figure.base + missing) * part
    assert missing == 0 or (figure.have + missing - 1) * whole < (figure.base + missing - 1) * part


@SOON
@given(SOUND, MINIMUMS, SHARES)
def test_exempt_members_never_fail_a_rule_that_spares_them(items: list[Item], minimum: Rule, share: Rule) -> None:
    """For an exempt curriculum the figures are the same and the status is exempt, where the rule allows it."""
    rules = replace(minimum, exempt="年老体弱"), share
    usual = held(a_curriculum(items), *rules).rules
    spared = held(a_curriculum(items, exempt=True), *rules).rules
    assert [r.figure for r in spared] == [r.figure for r in usual]
    assert spared[0].status == "exempt"
    assert spared[1].status == usual[1].status


YEARS = st.builds(
    lambda first, count: (first, min(count, 2029 - first)), st.integers(2024, 2028), st.integers(1, 5),
)
EARNED = st.lists(
    st.builds(lambda year, hours, days: Earned(year, hours, hours // 2, hours // 3, days), st.integers(2022, 2030), st.integers(0, 200),
              st.sampled_from((0, 0, 1, 7, 40))),
    max_size=5, unique_by=lambda e: e.year,
).map(tuple)


def over(years: tuple[int, int], earned: tuple[Earned, ...], hours: int) -> Curriculum:
    """Return a curriculum of some years of the period with so many half-hours in its first year."""
    return replace(a_curriculum([Item("c11", years[0], hours=hours)] if hours else []), start=years[0], years=years[1], earned=earned)


@SOON
@given(YEARS, EARNED, st.integers(0, 160), st.integers(0, 400))
def test_what_is_not_known_is_neither_passed_nor_failed(
    years: tuple[int, int], earned: tuple[Earned, ...], hours: int, minimum: int
) -> None:
    """By fractions, another way of counting: met at the whole, failed below the part of the known years, a note between."""
    figure = held(over(years, earned, hours), a_rule("minimum", minimum=minimum)).rules[0].figure
    inside = [e for e in earned if 2024 <= e.year < years[0] + years[1] and e.year <= 2028]
    known = {*range(years[0], years[0] + years[1]), *(e.year for e in inside)}
    have = hours + sum(e.hours for e in inside)
    part = Fraction(minimum * len(known), 5)
    wanted = "pass" if have >= minimum else "fail" if have < part or len(known) == 5 else "note"
    assert (figure.status, figure.have) == (wanted, have)
    assert figure.unknown == tuple(y for y in range(2024, 2029) if y not in known)
    assert not figure.unknown or 0 <= figure.proportional - part < 1
    assert figure.gap == max(0, figure.need - have)


@SOON
@given(YEARS, EARNED, st.integers(0, 160), st.integers(0, 25))
def test_hours_or_days_whichever_is_more(years: tuple[int, int], earned: tuple[Earned, ...], hours: int, days: int) -> None:
    """Stated days never make a figure worse, and a rule in days is met by as many of them."""
    rule = a_rule("both", minimum=days * 16, days=days)
    with_days = held(over(years, earned, hours), rule).rules[0].figure
    without = held(over(years, tuple(replace(e, days=0) for e in earned), hours), rule).rules[0].figure
    assert with_days.have == without.have
    # Without days a year may say nothing at all, and is known all the same.
    assert with_days.unknown == without.unknown
    assert ("pass", "note", "fail").index(with_days.status) <= ("pass", "note", "fail").index(without.status)
    if with_days.days is not None:
        assert (with_days.status == "pass") == (with_days.have >= days * 16 or with_days.days >= days * 2)


@SOON
@given(SOUND, st.integers(1, 5), MINIMUMS, SHARES)
def test_blocks_of_years_are_the_years_in_them(items: list[Item], size: int, minimum: Rule, share: Rule) -> None:
    """Each full block has what its years have together; blocks of one year are years."""
    curriculum = a_curriculum(items)
    for rule in (minimum, share):
        yearly = dict(held(curriculum, replace(rule, window="year")).rules[0].years)
        blocks = held(curriculum, replace(rule, window=f"{size} years")).rules[0].years
        assert [first for first, _ in blocks] == list(range(2024, 2029 - size + 1, size))
        for first, figure in blocks:
            assert figure.have == sum(yearly[y].have for y in range(first, first + size))
            assert figure.base == sum(yearly[y].base for y in range(first, first + size))
            assert size > 1 or (figure.need, figure.gap, figure.status) == (yearly[first].need, yearly[first].gap, yearly[first].status)


@SOON
@given(st.lists(st.tuples(st.sampled_from([c.id for c in COURSES]), st.integers(0, 160)), max_size=8), st.integers(0, 20))
def test_a_class_counts_each_course_once_within_its_days(rows: list[tuple[str, int]], days: int) -> None:
    """No more than its courses, no more than its days hold; planned alone it counts the same as taken apart, where days suffice."""
    of = TrainingClass("w", "w", ("all",), tuple(ClassItem(c, hours=h) for c, h in rows), Source(""), year=2025, days=days)
    library = a_library(COURSES, classes=[of])
    made = evaluate_curriculum(a_curriculum([Item("", 2025, class_="w")]), library.courses, library.plan, library.classes)
    whole = {c.id: c.hours for c in COURSES}
    most = sum(whole[c] for c in {c for c, _ in rows})
    assert made.hours <= most
    assert not days or made.hours <= days * 8
    assert made.theory <= made.hours
    if all(not h for _, h in rows):
        assert made.hours == (min(most, days * 8) if days else most)
