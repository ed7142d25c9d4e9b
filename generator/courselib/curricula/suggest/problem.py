"""What a suggestion has to work with: the courses to choose from, what stands already, and what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...library.model import Course, Item, Library, Plan, Rule, Topic
from ..evaluation import planned_item
from ..rules import LEVEL_ORDER, Planned, applying, counter

_USUAL_LEVEL = "county"


@dataclass(frozen=True, slots=True)
class PlanningProblem:
    """A curriculum to be completed.

    ``kept`` are the items that stand, ``free`` the published courses of the sector's lineage that are not among them, by ID.
    ``rules`` are those that must be met.
    """

    plan: Plan
    lineage: tuple[str, ...]
    years: range
    kept: tuple[Planned, ...]
    free: tuple[Course, ...]
    courses: dict[str, Course]
    rules: tuple[Rule, ...]
    topics: tuple[Topic, ...]

    @classmethod
    def of(
        cls, library: Library, sector: str, role: str, years: range, kept: Sequence[Item] = (), *, exempt: bool = False
    ) -> PlanningProblem:
        """Return what is asked of a curriculum for a sector and a role; ``kept`` items are of known, published courses."""
        plan = library.plan
        lineage = plan.lineage(sector)
        standing = {i.course for i in kept}
        return cls(
            plan,
            lineage,
            years,
            tuple(planned_item(i, library.courses, library.classes, plan.hours_per_day) for i in kept),
            tuple(
                c for _, c in sorted(library.courses.items())
                if c.status == "published" and c.id not in standing and c.serves(lineage)
            ),
            library.courses,
            tuple(r for r in applying(plan.rules.values(), role, years) if not (exempt and r.exempt)),
            tuple(t for t in plan.topics.values() if t.sector in lineage),
        )

    @property
    def offjob_level(self) -> str:
        """The level to plan off-the-job training at: the county's, or a higher one where a rule asks for it; else empty."""
        levels = [r.offjob_level or _USUAL_LEVEL for r in self.rules if "offjob" in (r.count, r.share_of)]
        return min([*levels, _USUAL_LEVEL], key=LEVEL_ORDER.index) if levels else ""

    def standing(self, rule: Rule, kind: str, year: int | None = None) -> int:
        """Return the half-hours of a kind that the kept items bring to a rule, in one year or in all."""
        counts = counter(rule, kind)
        return sum(counts(p) for p in self.kept if year in (None, p.year))

    def distance(self, course: Course) -> int:
        """Return how far a course is from being made for the sector: 0 its own, then its parent's, then everyone's."""
        return min(self.lineage.index(a) for a in course.audience if a in self.lineage)


def may_count(course: Course, kind: str) -> bool:
    """Tell whether a course can be planned so that it counts; any course may be taken off the job."""
    return course.theory if kind == "theory" else True


def must_count(course: Course, kind: str) -> bool:
    """Tell whether a course counts however it is planned."""
    return course.theory if kind == "theory" else kind == "all"
