"""The evaluations of a library's curricula, each made once: for checks, pages and downloads alike, and again only when it may differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..library.model import Course, Curriculum, Library, Plan, TrainingClass
from .evaluation import Evaluation, core_courses, evaluate_curriculum

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Kept:
    """An evaluation and what it was made of: the curriculum, the plan, the core courses, and the records that were looked up."""

    curriculum: Curriculum
    plan: Plan
    core: tuple[Course, ...]
    courses: dict[str, Course | None]
    classes: dict[str, TrainingClass | None]
    evaluation: Evaluation

    def holds(self, curriculum: Curriculum, library: Library, core: tuple[Course, ...]) -> bool:
        """Tell whether the evaluation of these would be the same."""
        return (
            self.curriculum is curriculum and self.plan is library.plan and len(self.core) == len(core)
            and all(one is other for one, other in zip(self.core, core, strict=True))
            and _agree(self.courses, library.courses) and _agree(self.classes, library.classes)
        )


class Evaluations:
    """Evaluates curricula and keeps the outcome by ID for as long as they, the plan and the records they ask for are the same."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._core: tuple[Mapping[str, Course], tuple[Course, ...]] = ({}, ())

    def of(self, curriculum: Curriculum, library: Library) -> Evaluation:
        """Return what ``evaluate_curriculum`` returns."""
        core = self._core_of(library.courses)
        kept = self._kept.get(curriculum.id)
        if kept is None or not kept.holds(curriculum, library, core):
            courses, classes = _Consulted(library.courses), _Consulted(library.classes)
            evaluation = evaluate_curriculum(curriculum, courses, library.plan, classes, core)
            kept = self._kept[curriculum.id] = _Kept(curriculum, library.plan, core, courses.answers, classes.answers, evaluation)
        return kept.evaluation

    def forget_all_but(self, curricula: Collection[str]) -> None:
        """Let go of curricula that are gone; ``curricula`` are the IDs of those that are there."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in curricula}

    def _core_of(self, courses: Mapping[str, Course]) -> tuple[Course, ...]:
        """Return the core courses of a library, looked for once."""
        if self._core[0] is not courses:
            self._core = courses, core_courses(courses.values())
        return self._core[1]


def _agree(consulted: Mapping[str, R | None], records: Mapping[str, R]) -> bool:
    return all(records.get(key) is record for key, record in consulted.items())


class _Consulted(Mapping[str, R], Generic[R]):
    """Records that can be looked up by ID alone, with a note of each answer."""

    def __init__(self, records: Mapping[str, R]) -> None:
        self._records = records
        self.answers: dict[str, R | None] = {}

    def __getitem__(self, key: str) -> R:
        record = self.answers[key] = self._records.get(key)
        if record is None:
            raise KeyError(key)
        return record

    def __iter__(self) -> Iterator[str]:
        raise TypeError("an evaluation asks for records by their IDs")

    def __len__(self) -> int:
        raise TypeError("an evaluation asks for records by their IDs")
