"""The hour rules evaluated: what counted, the figure, the need and the gap, never only a verdict.

Rules are data (``plan.yml``, clause 一); this room knows how to count, not what the figures are. All figures are
half-hours; shares are compared by cross-multiplication. The same vectors (``tests/vectors/rules``) hold every engine that
repeats this arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..library.model import Curriculum, Earned, Plan, Rule
from .counting import LEVEL_ORDER, Planned, by_days, counter, earned_hours
from .windows import PERIOD, windows

__all__ = ["EXEMPT", "FAIL", "LEVEL_ORDER", "NOTE", "PASS", "Figure", "Planned", "RuleResult", "applying", "counter", "evaluate", "to_add"]

PASS, NOTE, FAIL, EXEMPT = "pass", "note", "fail", "exempt"
_RANKS = (PASS, NOTE, FAIL)


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison in half-hours: counted, needed and missing, and the indices of the items that counted.

    ``window`` are the years it is about, ``unknown`` those of them of which nothing is known: neither in the curriculum nor earned.
    Then ``full`` is what all years need and ``proportional`` the part of the years that are known, rounded up to half-hours; ``need``
    is the one that it is held against: the part where even that is missed, else the whole. ``days`` is what counts with stated
    days taken for their hours, in half-days; ``None`` where no days are stated or the rule names none. ``earned`` is the part of ``have``
    from outside of the items. ``base`` is what a share is taken of; 0 for a minimum.
    """

    have: int
    need: int
    gap: int
    counted: tuple[int, ...]
    base: int = 0
    status: str = PASS
    window: range = range(0)
    unknown: tuple[int, ...] = ()
    full: int = 0
    proportional: int = 0
    days: int | None = None
    earned: int = 0

    @property
    def met(self) -> bool:
        """True when nothing is missing."""
        return self.gap == 0


@dataclass(frozen=True, slots=True)
class RuleResult:
    """A rule's outcome.

    For a rule of each year, or each block of years, ``years`` holds a figure for each, by its first year, and ``figure`` the
    worst one with the items of all. ``status`` is pass, note (below what is normal, or not to be proven), fail, or exempt
    (figures are still shown).
    """

    rule: Rule
    status: str
    figure: Figure
    years: tuple[tuple[int, Figure], ...] = ()


def span_of(curriculum: Curriculum) -> range:
    """Return the calendar years of a curriculum."""
    return range(curriculum.start, curriculum.start + curriculum.years)


def applying(rules: Iterable[Rule], role: str, years: range) -> list[Rule]:
    """Return the rules that hold for a role in these years, in their order."""
    return [r for r in rules if role in r.applies and r.effective < years.stop]


def counted_earned(curriculum: Curriculum, plan: Plan) -> dict[int, Earned]:
    """Return what was earned by year, as far as it counts: in the period, and not after the curriculum's last year; each year once.

    A year of which days and theory hours are stated has the hours of its days, of which theory is a share.
    """
    earned_by_year: dict[int, Earned] = {}
    for row in curriculum.earned:
        if row.year in plan.years and row.year < span_of(curriculum).stop:
            hours = row.hours or (row.days * plan.hours_per_day if row.theory_hours else 0)
            earned_by_year.setdefault(row.year, replace(row, hours=hours))
    return earned_by_year


def evaluate(plan: Plan, curriculum: Curriculum, items: Sequence[Planned]) -> list[RuleResult]:
    """Return the results of all rules that apply to a curriculum, in the rules' order.

    ``items`` are those that count at all (each course once, within the curriculum's years); what was earned counts beside them. A rule
    that spares members whom the plan spares (年老体弱、行动不便) never fails for an exempt curriculum.
    """
    years, earned = span_of(curriculum), counted_earned(curriculum, plan)
    known = earned.keys() | set(years)
    results = []
    for rule in applying(plan.rules.values(), curriculum.role, years):
        figures = [
            _figure(
                rule, window, [(i, p) for i, p in enumerate(items) if p.year in window],
                [e for e in earned.values() if e.year in window], tuple(y for y in window if y not in known), plan.hours_per_day,
            )
            for window in windows(rule, years, plan.years)
        ]
        result = _result(rule, figures)
        if curriculum.exempt and rule.exempt:
            result = RuleResult(rule, EXEMPT, result.figure, result.years)
        results.append(result)
    return results


def _result(rule: Rule, figures: list[Figure]) -> RuleResult:
    if not figures:
        # No year of the curriculum is one that the rule speaks of: nothing can be said.
        return RuleResult(rule, NOTE, Figure(0, rule.minimum, rule.minimum, (), status=NOTE))
    if rule.window == PERIOD:
        return RuleResult(rule, figures[0].status, figures[0])
    # The worst verdict, of these the largest gap; where none has one, the window that comes nearest to failing.
    worst = max(figures, key=lambda f: (_RANKS.index(f.status), f.gap, f.need - f.have))
    counted = tuple(sorted(i for f in figures for i in f.counted))
    return RuleResult(rule, worst.status, replace(worst, counted=counted), tuple((f.window.start, f) for f in figures))


def _figure(
    rule: Rule, window: range, items: list[tuple[int, Planned]], earned: list[Earned], unknown: tuple[int, ...], hours_per_day: int
) -> Figure:
    counts = counter(rule, rule.count)
    counted = tuple(i for i, p in items if counts(p))
    gained = sum(earned_hours(e, rule.count) for e in earned)
    have = gained + sum(counts(p) for _, p in items)
    if rule.share_of:
        of = counter(rule, rule.share_of)
        base = sum(of(p) for _, p in items) + sum(earned_hours(e, rule.share_of) for e in earned)
        part, whole = rule.share
        # The smallest whole number of half-hours whose share is large enough.
        need = -(-base * part // whole)
        status = PASS if have >= need else NOTE if rule.normal_case else FAIL
        return Figure(have, need, max(0, need - have), counted, base, status, window, earned=gained)
    days = _days(rule, items, earned, hours_per_day)
    reached = max(have, days or 0)
    proportional = -(-rule.minimum * (len(window) - len(unknown)) // len(window)) if unknown else 0
    need = proportional if unknown and reached < proportional else rule.minimum
    gap = max(0, need - reached)
    provable = not unknown or reached < proportional
    status = PASS if not gap else FAIL if provable and not rule.normal_case else NOTE
    return Figure(
        have, need, gap, counted, 0, status, window, unknown, rule.minimum if unknown else 0, proportional,
        None if days is None else days // hours_per_day, gained,
    )


def _days(rule: Rule, items: list[tuple[int, Planned]], earned: list[Earned], hours_per_day: int) -> int | None:
    """Return the half-hours that count when stated days are taken for their hours; ``None`` where the rule or they state none.

    Days stand for what is counted only where all of it counts: five days, half of them theory, are no five days of theory.
    """
    counts = counter(rule, rule.count)
    stated = [(counts(p), p.hours, p.days) for _, p in items if counts(p)]
    stated += [
        (earned_hours(e, rule.count), e.hours, e.days) for e in earned if rule.count == "all" or earned_hours(e, rule.count)
    ]
    if not rule.days or not any(days and hours == whole for hours, whole, days in stated):
        return None
    return sum(by_days(hours, whole, days, hours_per_day) for hours, whole, days in stated)


def to_add(rule: Rule, figure: Figure) -> int:
    """Return the half-hours to add so that a figure is met: for a share more than its gap, since they raise the base too."""
    if figure.met or not rule.share_of:
        return figure.gap
    part, whole = rule.share
    missing = figure.base * part - figure.have * whole
    return -(-missing // (whole - part)) if whole > part else 0
