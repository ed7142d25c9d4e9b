"""The hour rules evaluated: what counted, the figure, the need and the gap, never only a verdict.

Rules are data (``plan.yml``, clause 一); this room knows how to count, not what the figures are. All figures are
half-hours; shares are compared by cross-multiplication. The same vectors (``tests/vectors/rules``) hold every engine that
repeats this arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ..library.model import Rule

PASS, FAIL, EXEMPT = "pass", "fail", "exempt"
#: Levels from the highest down; off-the-job training counts at a rule's level or above.
LEVEL_ORDER = ("central", "province", "city", "county", "township", "unit")


@dataclass(frozen=True, slots=True)
class Planned:
    """A course planned in a year, as the rules see it. ``hours`` in half-hours."""

    course: str
    year: int
    hours: int
    theory: bool
    offjob: bool = False
    level: str = "county"


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison in half-hours: counted, needed and missing, and the indices of the items that counted.

    ``base`` is what a share is taken of; 0 for a minimum.
    """

    have: int
    need: int
    gap: int
    counted: tuple[int, ...]
    base: int = 0

    @property
    def met(self) -> bool:
        """True when nothing is missing."""
        return self.gap == 0


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule's outcome.

    For a yearly rule ``years`` holds a figure a year and ``figure`` the one of the worst year, with the items of all years.
    ``status`` is pass, fail, or exempt (figures are still shown).
    """

    rule: Rule
    status: str
    figure: Figure
    years: tuple[tuple[int, Figure], ...] = ()


def applying(rules: Iterable[Rule], role: str, years: range) -> list[Rule]:
    """Return the rules that hold for a role in these years, in their order."""
    return [r for r in rules if role in r.applies and r.effective < years.stop]


def evaluate(
    rules: Iterable[Rule], items: Sequence[Planned], role: str, years: range, *, exempt: bool = False
) -> list[RuleResult]:
    """Return the results of all rules that apply to a role, in the rules' order.

    ``items`` are those that count at all (each course once, within the years); ``exempt`` marks a member whom the plan spares
    (年老体弱、行动不便): rules that allow it then never fail.
    """
    results = []
    for rule in applying(rules, role, years):
        result = _yearly(rule, items, years) if rule.window == "year" else _whole(rule, items)
        if exempt and rule.exempt:
            result = RuleResult(rule, EXEMPT, result.figure, result.years)
        results.append(result)
    return results


def _whole(rule: Rule, items: Sequence[Planned]) -> RuleResult:
    figure = _figure(rule, list(enumerate(items)))
    return RuleResult(rule, PASS if figure.met else FAIL, figure)


def _yearly(rule: Rule, items: Sequence[Planned], years: range) -> RuleResult:
    figures = tuple(
        (year, _figure(rule, [(i, p) for i, p in enumerate(items) if p.year == year]))
        for year in years if year >= rule.effective
    )
    # The year with the largest gap; where none has one, the year that comes nearest to failing.
    worst = max((f for _, f in figures), key=lambda f: (f.gap, f.need - f.have))
    counted = tuple(sorted(i for _, f in figures for i in f.counted))
    figure = Figure(worst.have, worst.need, worst.gap, counted, worst.base)
    return RuleResult(rule, PASS if worst.met else FAIL, figure, figures)


def _figure(rule: Rule, items: list[tuple[int, Planned]]) -> Figure:
    counts = counter(rule, rule.count)
    counted = tuple(i for i, p in items if counts(p))
    have = sum(p.hours for _, p in items if counts(p))
    need, base = rule.minimum, 0
    if rule.share_of:
        of = counter(rule, rule.share_of)
        base = sum(p.hours for _, p in items if of(p))
        part, whole = rule.share
        # The smallest whole number of half-hours whose share is large enough.
        need = -(-base * part // whole)
    return Figure(have, need, max(0, need - have), counted, base)


def counter(rule: Rule, kind: str) -> Callable[[Planned], bool]:
    """Return the test of which items a rule counts: all, theory, or off-the-job at its level or above."""
    if kind == "theory":
        return lambda p: p.theory
    if kind == "offjob":
        lowest = LEVEL_ORDER.index(rule.offjob_level or LEVEL_ORDER[-1])
        return lambda p: p.offjob and LEVEL_ORDER.index(p.level) <= lowest
    return lambda _: True


def to_add(rule: Rule, figure: Figure) -> int:
    """Return the half-hours to add so that a figure is met: for a share more than its gap, since they raise the base too."""
    if figure.met or not rule.share_of:
        return figure.gap
    part, whole = rule.share
    missing = figure.base * part - figure.have * whole
    return -(-missing // (whole - part)) if whole > part else 0
