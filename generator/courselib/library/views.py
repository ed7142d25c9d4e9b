"""Look-ups derived from a library: what leads to what. Built once a run; every list is in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .model import Course, Curriculum, Library

_RELATED = 6


@dataclass(frozen=True, slots=True)
class Step:
    """A course on its way through a curriculum: what comes before and after it there."""

    curriculum: Curriculum
    before: Course | None
    after: Course | None


class Views:
    """Courses that are on offer (published), and the ways from one record to others."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.plan = plan = library.plan
        rank = {topic: number for number, topic in enumerate(plan.topics)}
        self.offered: list[Course] = sorted(
            (c for c in library.courses.values() if c.status != "retired" and c.topic in plan.topics),
            key=lambda c: (rank[c.topic], c.id),
        )
        self.by_topic: dict[str, list[Course]] = {t: [] for t in plan.topics}
        self._held: dict[str, list[Course]] = {}
        self._shared: dict[str, list[Course]] = {}
        self.by_lecturer: dict[str, list[Course]] = {}
        self.by_venue: dict[str, list[Course]] = {}
        self.by_series: dict[str, list[Course]] = {}
        self.builds_on: dict[str, list[Course]] = {}
        #: What lists show of a course, by its ID: filled by whoever makes lists.
        self.cards: dict[str, object] = {}
        self._by_keyword: dict[str, list[Course]] = {}
        self._place: dict[str, int] = {}
        # Of ten thousand courses a hundred or so differ in whom they are for.
        sectors: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
        for course in self.offered:
            self._place[course.id] = len(self.by_topic[course.topic])
            self.by_topic[course.topic].append(course)
            if course.audience not in sectors:
                holders = list(plan.holders(course.audience))
                sectors[course.audience] = holders, [s for s in plan.open_to(course.audience) if s not in holders]
            held, shared = sectors[course.audience]
            _add(self._held, held, course)
            _add(self._shared, shared, course)
            _add(self.by_lecturer, course.lecturers, course)
            _add(self.by_venue, course.venues, course)
            _add(self.by_series, (course.series,) if course.series else (), course)
            _add(self.builds_on, course.prerequisites, course)
            _add(self._by_keyword, course.keywords, course)

    def of_task(self, task: str) -> list[Course]:
        """Return the courses of a basic task."""
        return [c for c in self.offered if self.plan.task_of(c) == task]

    def held(self, sector: str) -> list[Course]:
        """Return a sector's courses, those of its sub-sectors among them; for ``all`` those for all members (``Plan.holders``)."""
        return self._held.get(sector, [])

    def shared(self, sector: str) -> list[Course]:
        """Return what a sector's members may study beyond its own courses: those for its parent as a whole, and for all members."""
        return self._shared.get(sector, [])

    def prerequisites(self, course: Course) -> list[Course]:
        """Return the courses to take first, in the author's order."""
        return self.known(course.prerequisites)

    def taught_in(self, curriculum: Curriculum) -> list[Course]:
        """Return the courses of a curriculum in the order in which they are taught, each once: by year, then as written."""
        ids: dict[str, None] = {}
        for item in sorted(curriculum.items, key=lambda item: item.year):
            held = self.library.classes.get(item.class_) if item.class_ else None
            ids.update(dict.fromkeys(lesson.course for lesson in held.items) if held else {item.course: None})
        return self.known(ids)

    @cached_property
    def steps(self) -> dict[str, list[Step]]:
        """Where each course stands in the published curricula that plan it."""
        steps: dict[str, list[Step]] = {}
        for curriculum in self.library.curricula.values():
            if curriculum.status == "published":
                taught = self.taught_in(curriculum)
                for before, course, after in zip([None, *taught], taught, [*taught[1:], None], strict=False):
                    steps.setdefault(course.id, []).append(Step(curriculum, before, after))
        return steps

    def known(self, ids: Iterable[str]) -> list[Course]:
        """Return the courses of these IDs that the library holds."""
        return [self.library.courses[i] for i in ids if i in self.library.courses]

    def related(self, course: Course) -> list[Course]:
        """Return up to six courses near in subject: same topic counts 3, a shared keyword 2, a shared audience 1."""
        scores: dict[str, int] = {}
        # Only neighbours in the plan's order are looked at, so that the work does not grow with the library.
        at = self._place.get(course.id, 0)
        for other in self.by_topic.get(course.topic, ())[max(0, at - 20) : at + 20]:
            scores[other.id] = 3
        for keyword in course.keywords:
            for other in self._by_keyword.get(keyword, ())[:40]:
                scores[other.id] = scores.get(other.id, 0) + 2
        for key in (course.id, *course.prerequisites, *(c.id for c in self.builds_on.get(course.id, ()))):
            scores.pop(key, None)
        audience, courses = set(course.audience), self.library.courses
        ranked = [(-score - len(audience.intersection(courses[key].audience)), key) for key, score in scores.items()]
        ranked.sort()
        return self.known(key for _, key in ranked[:_RELATED])


def _add(index: dict[str, list[Course]], keys: Iterable[str], course: Course) -> None:
    for key in keys:
        index.setdefault(key, []).append(course)
