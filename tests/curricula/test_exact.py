"""Suggestions against every possibility tried: none is missed, and none has fewer hours."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courselib.curricula.evaluation import evaluate_curriculum
from courselib.curricula.suggest.suggestion import suggest
from courselib.library.model import ALL, Item
from courselib.runtime.errors import ContentError

from .making import a_course, a_curriculum, a_library, a_rule, a_topic
from .test_suggest import HALF, completed, refused

COURSE_LISTS = st.lists(
    st.tuples(st.integers(1, 9), st.booleans(), st.sampled_from("abc"), st.sampled_from((("field",), (ALL,), ("other",)))), max_size=7
)


@settings(max_examples=60, deadline=None)
@given(COURSE_LISTS, st.integers(0, 24), st.integers(0, 4), st.sets(st.sampled_from("abc")), st.sets(st.integers(0, 6), max_size=2))
def test_hours_are_the_fewest_there_are(
    rows: list[tuple[int, bool, str, tuple[str, ...]]], minimum: int, part: int, required: set[str], needing: set[int]
) -> None:
    """Against every subset tried: a suggestion exists exactly when a subset does, and has as few hours as the smallest."""
    made = [
        a_course(f"c{n}", h, theory=t, topic=topic, audience=audience, prerequisites=[f"c{n - 1}"] if n in needing and n else ())
        for n, (h, t, topic, audience) in enumerate(rows)
    ]
    share = a_rule("share", count="theory", share_of="all", share=(part, 5)) if part else HALF
    library = a_library(made, [a_rule("need", minimum=minimum), share], [a_topic(t, required=t in required) for t in "abc"])
    free = [c for c in made if c.serves(("field", ALL))]
    sizes = []
    for count in range(len(free) + 1):
        for subset in itertools.combinations(free, count):
            tried = a_curriculum(Item(c.id, 2024) for c in subset)
            evaluation = evaluate_curriculum(tried, library.courses, library.plan)
            if not (evaluation.failed or evaluation.missing or evaluation.findings):
                sizes.append(evaluation.hours)
    if sizes:
        assert completed(library).hours == min(sizes)
    else:
        assert re.search("缺少|还差", refused(library))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=5), st.integers(0, 12), st.sampled_from(("all", "theory")),
    st.sets(st.integers(1, 4), max_size=2),
)
def test_courses_are_laid_out_whenever_they_can_be(rows: list[tuple[int, bool]], minimum: int, count: str, needing: set[int]) -> None:
    """Against every layout over two years tried: a suggestion exists exactly when one does, with the fewest hours there are."""
    made = [
        a_course(f"c{n}", h, theory=t, prerequisites=[f"c{n - 1}"] if n in needing else ()) for n, (h, t) in enumerate(rows)
    ]
    library = a_library(made, [a_rule("unit", window="year", minimum=minimum, count=count), HALF])
    fit = []
    for years in itertools.product((None, 2024, 2025), repeat=len(made)):
        items = [Item(c.id, y) for c, y in zip(made, years, strict=True) if y]
        tried = replace(a_curriculum(items), years=2)
        evaluation = evaluate_curriculum(tried, library.courses, library.plan)
        if not (evaluation.failed or evaluation.findings):
            fit.append(evaluation.hours)
    if fit:
        found = suggest(library, replace(a_curriculum(()), years=2)).items
        assert sum(library.courses[i.course].hours for i in found) == min(fit)
        done = evaluate_curriculum(replace(a_curriculum(found), years=2), library.courses, library.plan)
        assert (done.failed, done.findings) == ((), ())
    else:
        with pytest.raises(ContentError):
            suggest(library, replace(a_curriculum(()), years=2))
