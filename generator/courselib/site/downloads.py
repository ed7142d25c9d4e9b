"""What a curriculum page offers for download: workbook, calendar, evaluation. Each is made only when its inputs changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from ..curricula.evaluation import evaluate_curriculum
from ..curricula.findings import findings
from ..curricula.report import evaluation_json
from ..exchange.calendar import calendar, has_dates
from ..exchange.data import encode
from ..exchange.workbook import workbook
from ..library.model import Curriculum, Library
from ..library.reading import FileResult
from ..problems import Problem
from ..runtime.hashing import hash_of_values

File = tuple[str, str, Callable[[], bytes]]


class Downloads:
    """The downloads of a library's curricula.

    ``results`` are the files as read, by path, ``problems`` what was found in them; ``shape`` stands for everything else that
    evaluations depend on.
    """

    def __init__(
        self, library: Library, results: dict[str, FileResult], problems: Iterable[Problem], shape: str, site_url: str
    ) -> None:
        self._library = library
        self._results = results
        self._shape = shape
        self._site_url = site_url
        self._problems: dict[str, list[Problem]] = {}
        for problem in problems:
            self._problems.setdefault(problem.path, []).append(problem)

    def files(self) -> Iterator[File]:
        """Yield path, key and maker of every file, in a fixed order."""
        for curriculum in self._library.curricula.values():
            stem = f"curricula/{curriculum.id}"
            found = [p.as_json() for p in self._problems.get(curriculum.source.path, ())]
            # Places in the file are told too, and move without any value changing.
            marks = sorted(self._results[curriculum.source.path].marks.items())
            key = hash_of_values(["curriculum", self._shape])
            yield f"{stem}.xlsx", key, partial(self._workbook, curriculum)
            yield f"{stem}.json", hash_of_values([key, found, marks]), partial(self._report, curriculum)
            if has_dates(curriculum):
                yield f"{stem}.ics", key, partial(self._calendar, curriculum)

    def _workbook(self, curriculum: Curriculum) -> bytes:
        courses, plan = self._library.courses, self._library.plan
        return workbook(evaluate_curriculum(curriculum, courses, plan), courses, plan)

    def _calendar(self, curriculum: Curriculum) -> bytes:
        return calendar(curriculum, self._library.courses, self._library.plan, self._site_url)

    def _report(self, curriculum: Curriculum) -> bytes:
        """Return what ``courselib curriculum check --json`` says, with paths below the content folder."""
        result = self._results[curriculum.source.path]
        evaluation = evaluate_curriculum(curriculum, self._library.courses, self._library.plan)
        problems = {*self._problems.get(curriculum.source.path, ()), *findings(evaluation, result, self._library)}
        return encode(evaluation_json(evaluation, problems))
