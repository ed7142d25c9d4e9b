"""What holds of every curriculum, whatever is planned."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.curricula.evaluation import Evaluation, evaluate_curriculum
from courselib.curricula.rules import LEVEL_ORDER, to_add
from courselib.library.model import Course, Curriculum, Item, Rule

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
        assert result.figure.gap == max(f.gap for f in figures)
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
