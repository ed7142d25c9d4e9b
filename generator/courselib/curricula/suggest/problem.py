"""What a suggestion has to work with: the courses to choose from, what stands already, and what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...library.model import ALL, Course, Curriculum, Library, Plan, Rule, Topic
from ..counting import LEVEL_ORDER, Planned, counter
from ..evaluation import Evaluation, evaluate_curriculum, span_of
from ..rules import EXEMPT, Figure, RuleResult
from .requirements import DATES, KEPT, RESERVE, ROLES, RULE, Requirement

_USUAL_LEVEL = "county"
#: Read or watched alone: planned off the job only where nothing else is left.
_SELF_STUDY = ("courseware", "reader")


@dataclass(frozen=True, slots=True)
class Demand:
    """What a rule still asks of the courses to be added, over ``years``, in half-hours.

    A minimum asks for ``low`` of what the rule counts. A share ``part/whole`` asks that ``whole`` times what is counted, less ``part``
    times the base, comes to ``low``: what stands and what was earned is in that figure.
    """

    of: Requirement
    rule: Rule
    years: tuple[int, ...]
    low: int
    part: int = 0
    whole: int = 1

    def factor(self, course: Course) -> int:
        """Return what a course can bring: at best, since any course may be taken off the job."""
        return course.hours * (
            self.whole * may_count(course, self.rule.count) - self.part * must_count(course, self.rule.share_of or "all")
        )


@dataclass(frozen=True, slots=True)
class PlanningProblem:
    """A curriculum to be completed.

    ``kept`` are the items that stand; ``free`` by ID the published courses for the sector and the role that are not among them and can
    be given in one of the years. ``without`` are requirements that are set aside, to see what is in the way.
    """

    library: Library
    draft: Curriculum
    margin: int
    without: frozenset[Requirement]
    lineage: tuple[str, ...]
    kept: tuple[Planned, ...]
    free: tuple[Course, ...]
    demands: tuple[Demand, ...]
    covered: frozenset[str]

    @classmethod
    def of(cls, library: Library, draft: Curriculum, margin: int = 0, without: frozenset[Requirement] = frozenset()) -> PlanningProblem:
        """Return what is asked of a curriculum; the items of ``draft`` stand and are in order. ``margin`` is a percentage."""
        plan = library.plan
        lineage = plan.lineage(draft.sector)
        kept_draft = replace(draft, items=()) if Requirement(KEPT) in without else draft
        evaluation = evaluate_curriculum(kept_draft, library.courses, plan, library.classes)
        studied = {course for p in evaluation.planned for course in p.courses}
        free = tuple(
            c for _, c in sorted(library.courses.items())
            if c.status == "published" and c.id not in studied and c.serves(lineage) and c.topic in plan.topics
            and (Requirement(ROLES) in without or c.given_to(draft.role))
            and (Requirement(DATES) in without or any(map(c.given_in, span_of(draft))))
        )
        demands = tuple(d for d in _demands(evaluation, margin) if d.of not in without)
        covered = frozenset(library.courses[c].topic for c in studied)
        return cls(library, draft, margin, without, lineage, evaluation.planned, free, demands, covered)

    def set_aside(self, without: frozenset[Requirement]) -> PlanningProblem:
        """Return the same problem without some requirements."""
        return self.of(self.library, self.draft, self.margin, without)

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.library.plan

    @property
    def courses(self) -> dict[str, Course]:
        """All courses of the library by ID."""
        return self.library.courses

    @property
    def years(self) -> range:
        """The calendar years to plan."""
        return span_of(self.draft)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The topics of the sector, its parent and all, in the plan's order."""
        return tuple(t for t in self.plan.topics.values() if t.sector in self.lineage)

    @property
    def lacking(self) -> tuple[Topic, ...]:
        """The required topics that nothing kept covers."""
        return tuple(t for t in self.topics if t.required and t.id not in self.covered)

    @property
    def core(self) -> tuple[Course, ...]:
        """The courses that must be in."""
        return tuple(c for c in self.free if c.core and c.given_to(self.draft.role) and any(map(c.given_in, self.years)))

    def years_of(self, course: Course) -> tuple[int, ...]:
        """Return the years in which a course can be given."""
        return tuple(y for y in self.years if Requirement(DATES) in self.without or course.given_in(y))

    def own(self, course: Course) -> bool:
        """Tell whether a course is content of the sector: of a topic that is not everyone's."""
        return self.plan.topics[course.topic].sector != ALL

    def for_role(self, course: Course) -> bool:
        """Tell whether a course is made for the role, not for everyone."""
        return self.draft.role in course.roles

    @property
    def role_years_kept(self) -> int:
        """In how many years a kept course is one for the role."""
        return len({year for name, year in self.kept_years.items() if self.for_role(self.courses[name])})

    def kept_own_hours(self, year: int | None = None) -> int:
        """Return the half-hours of the sector's content that the kept items bring, in one year or in all."""
        return sum(
            min(p.hours, sum(self.courses[c].hours for c in p.courses if self.own(self.courses[c])))
            for p in self.kept if year in (None, p.year)
        )

    @property
    def kept_years(self) -> dict[str, int]:
        """The courses that stand, those of classes too, with their years."""
        return {course: p.year for p in self.kept for course in p.courses}

    @property
    def offjob_rules(self) -> tuple[Demand, ...]:
        """The demands that count off-the-job training."""
        return tuple(d for d in self.demands if "offjob" in (d.rule.count, d.rule.share_of))

    @property
    def offjob_level(self) -> str:
        """The level to plan off-the-job training at: the county's, or a higher one where a rule asks for it; else empty."""
        levels = [d.rule.offjob_level or _USUAL_LEVEL for d in self.offjob_rules]
        return min([*levels, _USUAL_LEVEL], key=LEVEL_ORDER.index) if levels else ""

    def kept_hours(self, rule: Rule, kind: str, year: int | None = None) -> int:
        """Return the half-hours of a kind that the kept items bring to a rule, in one year or in all."""
        counts = counter(rule, kind)
        return sum(counts(p) for p in self.kept if year in (None, p.year))

    def distance(self, course: Course) -> int:
        """Return how far a course is from being made for who is planned for: 0 for the sector or the role, then its parent, then all."""
        if self.for_role(course):
            return 0
        return min(self.lineage.index(a) for a in course.audience if a in self.lineage)


def suits_a_class(course: Course) -> bool:
    """Tell whether a course is one for a class off the job: taught, not read or watched alone."""
    return course.kind not in _SELF_STUDY and course.methods != ("video",)


def may_count(course: Course, kind: str) -> bool:
    """Tell whether a course can be planned so that it counts; any course may be taken off the job."""
    return course.theory if kind == "theory" else True


def must_count(course: Course, kind: str) -> bool:
    """Tell whether a course counts however it is planned."""
    return course.theory if kind == "theory" else kind == "all"


def _demands(evaluation: Evaluation, margin: int) -> Iterator[Demand]:
    years = span_of(evaluation.curriculum)
    for result in evaluation.rules:
        if result.status == EXEMPT:
            continue
        for figure in _figures(result):
            span = tuple(y for y in figure.window if y in years)
            yield _demand(Requirement(RULE, result.rule.id), result.rule, span, figure, 0)
            # A class has as many days as it has; the reserve is for what can be missed, over the whole of the years.
            if margin and span == tuple(years) and "offjob" not in (result.rule.count, result.rule.share_of):
                yield _demand(Requirement(RESERVE, result.rule.id), result.rule, span, figure, margin)


def _figures(result: RuleResult) -> list[Figure]:
    figures = [f for _, f in result.years] or [result.figure]
    return [f for f in figures if len(f.window)]


def _demand(of: Requirement, rule: Rule, years: tuple[int, ...], figure: Figure, margin: int) -> Demand:
    """Return what a figure of what stands leaves to be asked, with ``margin`` percent more."""
    if rule.share_of:
        part, whole = rule.share[0] * (100 + margin), rule.share[1] * 100
        part = min(part, whole)
        return Demand(of, rule, years, part * figure.base - whole * figure.have, part, whole)
    # Of years of which nothing is known their part is left to them.
    need = figure.proportional if figure.unknown else rule.minimum
    need = -(-need * (100 + margin) // 100)
    return Demand(of, rule, years, need - max(figure.have, figure.days or 0))
