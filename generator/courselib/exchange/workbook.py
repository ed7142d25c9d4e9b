"""A curriculum as an Excel workbook: a summary and a sheet a year. Figures are numbers, texts are texts, nothing is a formula."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from ..curricula.evaluation import Evaluation, span_of
from ..curricula.totals import role_label, sector_label
from ..curricula.words import VERDICTS
from ..curricula.yearly import Row, YearPlan, year_plans
from ..library.model import Course, Plan, TrainingClass
from ..library.schema import LEVELS, METHODS, label_of
from ..runtime.hours import hours_number
from .printing import Book, Cell, share

_YEAR_COLUMNS = (
    ("序号", 6), ("课程", 44), ("专题", 26), ("学时", 8), ("创新理论", 10), ("脱产", 8), ("举办层级", 12), ("方式", 24), ("开始日期", 12),
    ("课程编号", 36),
)
_SUM_COLUMNS = (("年度", 24), ("主题", 40), ("课程门数", 11), ("学时", 11), ("创新理论", 11), ("占比", 11), ("脱产", 11))
_RULE_COLUMNS = ("学时规则", "结果", "已有", "要求", "缺")


def workbook(
    evaluation: Evaluation, courses: Mapping[str, Course], plan: Plan, classes: Mapping[str, TrainingClass] | None = None
) -> bytes:
    """Return the workbook of an evaluated curriculum. Its only date is the curriculum's own, so the bytes depend on it alone."""
    curriculum = evaluation.curriculum
    day = datetime.datetime.fromisoformat(curriculum.updated or f"{curriculum.start:04d}-01-01")
    book = Book(curriculum.title, day)
    years = year_plans(evaluation, courses, classes)
    _summary(book, evaluation, years, plan)
    for year in years:
        _year(book, year, curriculum.title, plan)
    return book.done()


def _summary(book: Book, evaluation: Evaluation, years: Sequence[YearPlan], plan: Plan) -> None:
    curriculum, span = evaluation.curriculum, span_of(evaluation.curriculum)
    sheet = book.sheet("汇总", [width for _, width in _SUM_COLUMNS])
    sheet.write_string(0, 0, curriculum.title, book.title)
    who = f"{sector_label(plan, curriculum.sector)} · {role_label(plan, curriculum.role)} · {span.start}—{span.stop - 1}"
    sheet.write_string(1, 0, who, book.plain)
    book.row(sheet, 3, [name for name, _ in _SUM_COLUMNS], [book.head] * len(_SUM_COLUMNS))
    sheet.freeze_panes(4, 1)
    formats = [*[book.cell] * 5, book.share, book.cell]
    at = 4
    for y in years:
        figures = [hours_number(y.totals.hours), hours_number(y.totals.theory), share(y.totals.theory, y.totals.hours),
                   hours_number(y.totals.offjob)]
        book.row(sheet, at, [y.year, y.theme, y.count, *figures], formats)
        at += 1
    total = [hours_number(evaluation.hours), hours_number(evaluation.theory), share(evaluation.theory, evaluation.hours),
             hours_number(sum(y.totals.offjob for y in years))]
    book.row(sheet, at, ["合计", "", sum(y.count for y in years), *total],
             [*[book.total] * 5, book.total_share, book.total])
    at += 2
    book.row(sheet, at, _RULE_COLUMNS, [book.head] * len(_RULE_COLUMNS))
    for result in evaluation.rules:
        at += 1
        title = f"{result.rule.title}（最少的一年）" if result.years else result.rule.title
        figures = [hours_number(f) for f in (result.figure.have, result.figure.need, result.figure.gap)]
        book.row(sheet, at, [title, VERDICTS[result.status], *figures], [book.cell] * len(_RULE_COLUMNS))
    if curriculum.notes:
        sheet.write_string(at + 2, 0, "说明", book.title)
        for number, line in enumerate(curriculum.notes.split("\n"), at + 3):
            sheet.write_string(number, 0, line, book.plain)


def _year(book: Book, year: YearPlan, title: str, plan: Plan) -> None:
    sheet = book.sheet(f"{year.year}年", [width for _, width in _YEAR_COLUMNS])
    theme = f"：{year.theme}" if year.theme else ""
    sheet.write_string(0, 0, f"{title} {year.year} 年度计划{theme}", book.title)
    sheet.write_string(1, 0, "单位：____________    负责人：____________    备案日期：____________", book.plain)
    book.row(sheet, 2, [name for name, _ in _YEAR_COLUMNS], [book.head] * len(_YEAR_COLUMNS))
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(0, 2)
    for number, row in enumerate(year.rows, 1):
        book.row(sheet, number + 2, _cells(number, row, plan), [book.cell] * len(_YEAR_COLUMNS))
    figures = [hours_number(h) for h in (year.totals.hours, year.totals.theory, year.totals.offjob)]
    book.row(sheet, len(year.rows) + 3, ["", "合计", f"{year.count} 门", *figures, "", "", "", ""],
             [book.total] * len(_YEAR_COLUMNS))


def _cells(number: int, row: Row, plan: Plan) -> list[Cell]:
    """Return the cells of one course or class. What a column's sum leaves out stands there as a text."""
    course, level = row.course, row.level
    offjob: Cell = hours_number(row.offjob) if row.offjob else "不计入" if row.off_the_job else ""
    return [
        number,
        row.of.title,
        plan.topics[course.topic].title if course else "培训班",
        hours_number(row.hours) if row.counted else "不计入",
        hours_number(row.theory) if row.theory else "",
        offjob,
        label_of(LEVELS, level) if level else "",
        "、".join(label_of(METHODS, m) for m in course.methods) if course else "",
        row.on,
        row.of.id,
    ]
