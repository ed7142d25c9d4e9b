"""The wrapper around the solver: whole numbers in and out, checked exactly."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.curricula.solver import Goal, Model
from tests.test_architecture import MODULES, imports, offenders


def test_only_one_module_knows_the_solver() -> None:
    """HiGHS is imported in one place, and only when something is to be solved."""
    assert offenders(list(MODULES), {"highspy"}) == [("courselib.curricula.solver", "highspy")]
    assert "highspy" not in imports("courselib.curricula.solver", at_load=True)


def test_smallest_sum_that_reaches_the_need() -> None:
    """A choice of weights is as light as can be."""
    model = Model()
    weights = {model.variable(): w for w in (3, 5, 7, 11)}
    model.row(weights, low=13)
    answer = model.minimise(weights)
    assert answer is not None
    assert (answer.value, answer.best) == (14, True)


def test_nothing_fits() -> None:
    """What cannot be is ``None``, with and without variables."""
    model = Model()
    x = model.variable()
    model.row({x: 1}, low=2)
    assert model.minimise({x: 1}) is None
    empty = Model()
    assert empty.minimise({}) is not None
    empty.row({}, low=1)
    assert empty.minimise({}) is None


def test_goals_in_order() -> None:
    """A later goal never gives up what an earlier one reached."""
    model = Model()
    x, y = model.variable(0, 9), model.variable(0, 9)
    model.row({x: 1, y: 1}, low=9)
    answer = model.in_order([Goal({x: 1, y: 1}, 100), Goal({}, 100), Goal({x: -1}, 100)])
    assert answer is not None
    assert answer.values == (9, 0)
    model.row({y: 1}, low=1)
    model.row({x: 1}, low=9)
    assert model.in_order([Goal({x: 1}, 100)]) is None


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=6), st.integers(-8, 8), st.integers(-8, 8)
)
def test_agrees_with_trying_everything(columns: list[tuple[int, int]], low: int, high: int) -> None:
    """On small models the answer is that of trying all values."""
    model = Model()
    for _ in columns:
        model.variable()
    model.row({n: c[0] for n, c in enumerate(columns)}, low=low)
    model.row({n: c[1] for n, c in enumerate(columns)}, high=high)
    goal = {n: n - 2 for n in range(len(columns))}
    fits = [
        v for v in itertools.product((0, 1), repeat=len(columns))
        if sum(c[0] * x for c, x in zip(columns, v, strict=True)) >= low
        and sum(c[1] * x for c, x in zip(columns, v, strict=True)) <= high
    ]
    answer = model.minimise(goal)
    if not fits:
        assert answer is None
    else:
        assert answer is not None
        assert answer.value == min(sum(goal[n] * x for n, x in enumerate(v)) for v in fits)
