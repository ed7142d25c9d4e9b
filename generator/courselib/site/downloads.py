"""What a curriculum page offers for download: workbook, calendar, evaluation. Each is made only when its inputs changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from ..curricula.findings import findings
from ..curricula.report import evaluation_json
from ..exchange.calendar import calendar, has_dates
from ..exchange.data import encode
from ..exchange.workbook import workbook
from ..library.model import Curriculum
from ..library.reading import FileResult
from ..problems import Problem
from ..runtime.hashing import hash_of_values
from .file import File
from .pages.views import SiteViews


def downloads(
    views: SiteViews, results: Mapping[str, FileResult], problems: Iterable[Problem], shape: str, site_url: str
) -> Iterator[File]:
    """Yield the downloads of a library's curricula in a fixed order.

    ``results`` are the files as read, by path, ``problems`` what was found in them; ``shape`` stands for everything else that
    evaluations depend on.
    """
    library = views.library
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    for curriculum in library.curricula.values():
        stem, path = f"curricula/{curriculum.id}", curriculum.source.path
        own = by_path.get(path, [])
        key = hash_of_values(["curriculum", shape])
        yield File(f"{stem}.xlsx", partial(str, key), partial(_workbook, curriculum, views))
        about = (own, results[path])
        yield File(f"{stem}.json", partial(_report_key, key, *about), partial(_report, curriculum, views, *about))
        if has_dates(curriculum):
            yield File(f"{stem}.ics", partial(str, key), partial(calendar, curriculum, library.courses, library.plan, site_url))


def _workbook(curriculum: Curriculum, views: SiteViews) -> bytes:
    return workbook(views.evaluation(curriculum), views.library.courses, views.plan)


def _report_key(key: str, problems: Iterable[Problem], result: FileResult) -> str:
    # Places in the file are told too, and move without any value changing.
    return hash_of_values([key, [p.as_json() for p in problems], sorted(result.marks.items())])


def _report(curriculum: Curriculum, views: SiteViews, problems: Iterable[Problem], result: FileResult) -> bytes:
    """Return what ``courselib curriculum check --json`` says, with paths below the content folder."""
    evaluation = views.evaluation(curriculum)
    return encode(evaluation_json(evaluation, {*problems, *findings(evaluation, result, views.library)}))
