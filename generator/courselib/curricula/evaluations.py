"""The evaluations of a library's curricula, each made once: for checks, pages and downloads alike, and again only when it may differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..library.model import Course, Curriculum, Plan
from .evaluation import Evaluation, evaluate_curriculum


@dataclass(frozen=True, slots=True)
class _Kept:
    """An evaluation and what it was made of: the curriculum, the plan, and the courses that were looked up."""

    curriculum: Curriculum
    plan: Plan
    consulted: dict[str, Course | None]
    evaluation: Evaluation


class Evaluations:
    """Evaluates curricula and keeps the outcome by ID for as long as they, the plan and the courses they ask for are the same."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}

    def of(self, curriculum: Curriculum, courses: Mapping[str, Course], plan: Plan) -> Evaluation:
        """Return what ``evaluate_curriculum`` returns."""
        kept = self._kept.get(curriculum.id)
        if kept is None or kept.curriculum is not curriculum or kept.plan is not plan or not _agree(kept.consulted, courses):
            consulted = _Consulted(courses)
            evaluation = evaluate_curriculum(curriculum, consulted, plan)
            kept = self._kept[curriculum.id] = _Kept(curriculum, plan, consulted.answers, evaluation)
        return kept.evaluation

    def forget_all_but(self, curricula: Collection[str]) -> None:
        """Let go of curricula that are gone; ``curricula`` are the IDs of those that are there."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in curricula}


def _agree(consulted: Mapping[str, Course | None], courses: Mapping[str, Course]) -> bool:
    return all(courses.get(key) is course for key, course in consulted.items())


class _Consulted(Mapping[str, Course]):
    """Courses that can be looked up by ID alone, with a note of each answer."""

    def __init__(self, courses: Mapping[str, Course]) -> None:
        self._courses = courses
        self.answers: dict[str, Course | None] = {}

    def __getitem__(self, key: str) -> Course:
        course = self.answers[key] = self._courses.get(key)
        if course is None:
            raise KeyError(key)
        return course

    def __iter__(self) -> Iterator[str]:
        raise TypeError("an evaluation asks for courses by their IDs")

    def __len__(self) -> int:
        raise TypeError("an evaluation asks for courses by their IDs")
