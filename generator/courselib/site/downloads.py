"""What pages of curricula and classes offer for download: workbook, calendar, evaluation. Each is made only when its inputs changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from ..curricula.classes import totals_of
from ..curricula.findings import findings
from ..curricula.report import evaluation_json
from ..exchange.calendar import Origin, calendar, class_calendar, has_dates
from ..exchange.data import class_row, encode
from ..exchange.workbook import workbook
from ..library.model import Curriculum, Library, TrainingClass
from ..library.reading import FileResult
from ..library.upstream import page_name
from ..problems import Problem
from ..runtime.hashing import hash_of_values
from ..runtime.hours import hours_number
from .file import File
from .pages.views import SiteViews


def downloads(
    views: SiteViews, results: Mapping[str, FileResult], problems: Iterable[Problem], shape: str, origin: Origin
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
        stem, path = f"curricula/{page_name(curriculum.id)}", curriculum.source.path
        own = by_path.get(path, [])
        key = hash_of_values(["curriculum", shape])
        yield File(f"{stem}.xlsx", partial(str, key), partial(_workbook, curriculum, views))
        about = (own, results[path])
        yield File(f"{stem}.json", partial(_report_key, key, *about), partial(_report, curriculum, views, *about))
        if has_dates(curriculum):
            yield File(f"{stem}.ics", partial(str, key), partial(calendar, curriculum, library.courses, library.plan, origin))


def class_downloads(views: SiteViews, shape: str, origin: Origin) -> Iterator[File]:
    """Yield the calendars of a library's classes, of each that has dates and of each year; drafts are in none of a year."""
    library = views.library
    key = hash_of_values(["class", shape])
    years: dict[int, list[TrainingClass]] = {}
    for training in library.classes.values():
        if not training.start:
            continue
        if training.status == "published":
            years.setdefault(training.in_year, []).append(training)
        yield File(f"classes/{training.id}.ics", lambda: key, partial(class_calendar, training.title, [training], library, origin))
    for year, classes in years.items():
        yield File(f"classes/{year}.ics", lambda: key, partial(class_calendar, f"{year} 年培训班", classes, library, origin))


def class_data(views: SiteViews, shape: str) -> Iterator[File]:
    """Yield the data of each class: its fields, and what it counts."""
    library = views.library
    key = hash_of_values(["class", shape])
    for training in library.classes.values():
        yield File(f"data/v1/classes/{training.id}.json", lambda: key, partial(_class, training, library))


def _class(training: TrainingClass, library: Library) -> bytes:
    totals = totals_of(training, library.courses, library.plan.hours_per_day)
    counted = {"year": training.in_year, "hours": hours_number(totals.hours), "theory_hours": hours_number(totals.theory),
               "days": hours_number(totals.days)}
    return encode({**class_row(training), "counted": counted})


def _workbook(curriculum: Curriculum, views: SiteViews) -> bytes:
    return workbook(views.evaluation(curriculum), views.library.courses, views.plan, views.library.classes)


def _report_key(key: str, problems: Iterable[Problem], result: FileResult) -> str:
    # Places in the file are told too, and move without any value changing.
    return hash_of_values([key, [p.as_json() for p in problems], sorted(result.marks.items())])


def _report(curriculum: Curriculum, views: SiteViews, problems: Iterable[Problem], result: FileResult) -> bytes:
    """Return what ``courselib curriculum check --json`` says, with paths below the content folder."""
    evaluation = views.evaluation(curriculum)
    return encode(evaluation_json(evaluation, {*problems, *findings(evaluation, result, views.library)}))
