"""Courses and years decided together: slower, for when the fewest hours cannot be laid out year by year."""

from __future__ import annotations

from ...library.model import Course
from .problem import Wanted
from .scheduling import in_order, yearly
from .selection import lacking_topics, rule_row
from .solver import Model

_NODES = 2_000


def choose_by_year(wanted: Wanted) -> tuple[Course, ...] | None:
    """Return the courses of the fewest hours that can be laid out, or ``None`` when there are none (or none was found)."""
    model = Model()
    at = {(c.id, y): model.variable() for c in wanted.free for y in wanted.years}
    for course in wanted.free:
        model.row({at[course.id, y]: 1 for y in wanted.years}, high=1)
    for topic in lacking_topics(wanted):
        model.row({at[c.id, y]: 1 for c in wanted.free if c.topic == topic.id for y in wanted.years}, low=1)
    in_order(model, wanted, wanted.free, at)
    numbers = {c.id: n for n, c in enumerate(wanted.free)}
    for rule in wanted.rules:
        if rule.window == "year":
            yearly(model, wanted, wanted.free, rule, at)
        terms, low = rule_row(wanted, rule, numbers)
        if terms is not None:
            spread = {at[c.id, y]: terms[numbers[c.id]] for c in wanted.free if numbers[c.id] in terms for y in wanted.years}
            model.row(spread, low=low)
    answer = model.minimise({at[c.id, y]: c.hours for c in wanted.free for y in wanted.years}, nodes=_NODES)
    if answer is None:
        return None
    return tuple(c for c in wanted.free if any(answer.values[at[c.id, y]] for y in wanted.years))
