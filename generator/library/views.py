"""Look-ups derived from a library: what leads to what. Built once a run; every list is in a fixed order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .model import Course, Library

_RELATED = 6


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
        self.by_audience: dict[str, list[Course]] = {}
        self.by_lecturer: dict[str, list[Course]] = {}
        self.by_venue: dict[str, list[Course]] = {}
        self.by_series: dict[str, list[Course]] = {}
        self.builds_on: dict[str, list[Course]] = {}
        self._by_keyword: dict[str, list[Course]] = {}
        for course in self.offered:
            self.by_topic[course.topic].append(course)
            _add(self.by_audience, course.audience, course)
            _add(self.by_lecturer, course.lecturers, course)
            _add(self.by_venue, course.venues, course)
            _add(self.by_series, (course.series,) if course.series else (), course)
            _add(self.builds_on, course.prerequisites, course)
            _add(self._by_keyword, course.keywords, course)

    def of_task(self, task: str) -> list[Course]:
        """Return the courses of a basic task."""
        topics = self.plan.topics
        return [c for c in self.offered if topics[c.topic].task == task]

    def made_for(self, sector: str) -> list[Course]:
        """Return the courses whose audience names the sector itself."""
        return self.by_audience.get(sector, [])

    def serving(self, sector: str) -> list[Course]:
        """Return the courses that serve a sector: its own, its parent's, those for all."""
        lineage = self.plan.lineage(sector)
        return [c for c in self.offered if c.serves(lineage)]

    def prerequisites(self, course: Course) -> list[Course]:
        """Return the courses to take first, in the author's order."""
        return self.known(course.prerequisites)

    def known(self, ids: Iterable[str]) -> list[Course]:
        """Return the courses of these IDs that the library holds."""
        return [self.library.courses[i] for i in ids if i in self.library.courses]

    def related(self, course: Course) -> list[Course]:
        """Return up to six courses near in subject: same topic counts 3, a shared keyword 2, a shared audience 1."""
        scores: Counter[str] = Counter()
        # Only neighbours in the plan's order are looked at, so that the work does not grow with the library.
        same = self.by_topic.get(course.topic, [])
        at = next((i for i, c in enumerate(same) if c.id == course.id), 0)
        for other in same[max(0, at - 20) : at + 20]:
            scores[other.id] += 3
        for keyword in course.keywords:
            for other in self._by_keyword.get(keyword, ())[:40]:
                scores[other.id] += 2
        linked = {course.id, *course.prerequisites, *(c.id for c in self.builds_on.get(course.id, ()))}
        for key in scores:
            scores[key] += len(set(self.library.courses[key].audience) & set(course.audience))
        best = sorted((i for i in scores if i not in linked), key=lambda i: (-scores[i], i))
        return self.known(best[:_RELATED])


def _add(index: dict[str, list[Course]], keys: Iterable[str], course: Course) -> None:
    for key in keys:
        index.setdefault(key, []).append(course)
