"""Curriculum pages: the five-year grid, totals, rules, topics, and the sheets that are filed each year."""

from __future__ import annotations

from collections.abc import Iterable

from ...curricula.evaluation import MET, NOTED, UNMET, Evaluation
from ...curricula.findings import findings
from ...curricula.rules import EXEMPT, Figure, RuleResult
from ...curricula.totals import role_label, sector_label
from ...curricula.words import VERDICTS, figure_text, reason_text, years_text
from ...curricula.yearly import Row, YearPlan, year_plans
from ...exchange.calendar import has_dates
from ...library.model import Curriculum, Earned, Plan
from ...library.reading import FileResult
from ...library.schema import METHODS, STATUSES, label_of
from ...library.upstream import page_name
from ...library.views import Views
from ...runtime.hours import format_hours, percent_text
from ..covers import Cover, curriculum_cover
from .curriculum_rows import (
    CoreRow,
    CountedItem,
    CurriculumPage,
    EarnedRow,
    FilingSheet,
    FindingRow,
    GridCell,
    GridRow,
    PlanFigures,
    PlannedCourse,
    RuleRow,
    SheetRow,
    Summary,
    TopicOwner,
    TopicRow,
    YearFigure,
    YearRow,
)
from .job import PageJob, SiteFacts, frame
from .parts import Link, filled_facts, level, provenance
from .views import SiteViews

_VERDICTS = VERDICTS | {EXEMPT: "免除硬性要求"}
#: How the names of most sectors end.
_MEMBERS = "党员"
_AS_A_WHOLE = {MET: "达标", NOTED: "有说明事项", UNMET: "未达标"}


def curriculum_page(curriculum: Curriculum, views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the page of a curriculum, evaluated against the plan."""
    plan, library = views.plan, views.library
    evaluation = views.evaluation(curriculum)
    years = year_plans(evaluation, library.courses, library.classes)
    # Places in the file do not matter here: only what is said of the curriculum is shown.
    problems = findings(evaluation, FileResult(curriculum.source.path, "curriculum", curriculum.id), library)
    return PageJob(CurriculumPage(
        frame=frame(f"curricula/{page_name(curriculum.id)}.html", curriculum.title, curriculum.summary, "curricula", facts),
        id=curriculum.id,
        summary=curriculum.summary,
        status=curriculum.status,
        status_label=label_of(STATUSES, curriculum.status),
        sector=Link(curriculum.sector, sector_label(plan, curriculum.sector)),
        role=role_label(plan, curriculum.role),
        exempt=curriculum.exempt,
        period=_period(curriculum),
        plan_title=plan.title,
        provenance=filled_facts(provenance(curriculum.source.origin)),
        face=_face(evaluation, views),
        totals=_totals(evaluation, years),
        years=_years(years),
        grid=_grid(years, views),
        rules=tuple(_rule(r, evaluation, views) for r in evaluation.rules),
        topics=_topics(evaluation, views),
        core=tuple(CoreRow(c.course.id, c.course.title, c.covered) for c in evaluation.core),
        earned=tuple(_earned(e) for e in curriculum.earned),
        state=evaluation.verdict,
        sheets=tuple(_sheet(y, views) for y in years),
        calendar=has_dates(curriculum),
        findings=tuple(FindingRow(p.message, p.hint) for p in sorted(problems)),
        notes=curriculum.notes,
        updated=curriculum.updated,
    ))


def summaries(curricula: Iterable[Curriculum], views: SiteViews) -> tuple[Summary, ...]:
    """Return what a list shows of curricula."""
    listed = list(curricula)
    names = [_name(c, views.plan) for c in listed]
    return tuple(_summary(c, name if names.count(name) == 1 else c.title, views) for c, name in zip(listed, names, strict=True))


def _name(curriculum: Curriculum, plan: Plan) -> str:
    """Return whom a curriculum is for: all that tells most of them apart."""
    sector, role = sector_label(plan, curriculum.sector), role_label(plan, curriculum.role)
    return sector if sector.endswith(role) else f"{sector.removesuffix(_MEMBERS)}{role}"


def _summary(curriculum: Curriculum, name: str, views: SiteViews) -> Summary:
    evaluation = views.evaluation(curriculum)
    return Summary(
        curriculum.id, curriculum.title, name, _face(evaluation, views), role_label(views.plan, curriculum.role), _period(curriculum),
        curriculum.summary,
        format_hours(evaluation.hours), percent_text(evaluation.theory, evaluation.hours),
        state=evaluation.verdict, verdict=_AS_A_WHOLE[evaluation.verdict],
    )


def offered_for(sector: str, views: Views) -> list[Curriculum]:
    """Return the published curricula of a sector, then those of its parent for secretaries, who are not planned for apart."""
    own = [c for c in views.library.curricula.values() if c.sector == sector and c.status == "published"]
    parent = views.plan.sectors[sector].parent
    above = offered_for(parent, views) if parent else []
    return own + [c for c in above if c.role == "secretary"]


def _period(curriculum: Curriculum) -> str:
    last = curriculum.start + curriculum.years - 1
    return f"{curriculum.start}—{last}" if curriculum.years > 1 else str(curriculum.start)


def _face(evaluation: Evaluation, views: SiteViews) -> Cover:
    """Return the cover: a band for each basic task in each year, one more for classes."""
    curriculum, plan, library = evaluation.curriculum, views.plan, views.library
    tasks = {task: number for number, task in enumerate(plan.tasks)}
    bands = {year: [(0, 0)] * (len(tasks) + 1) for year in range(curriculum.start, curriculum.start + curriculum.years)}
    for year in year_plans(evaluation, library.courses, library.classes):
        for row in year.rows:
            number = tasks[plan.task_of(row.course)] if row.course else -1
            theory, other = bands[year.year][number]
            bands[year.year][number] = (theory + row.theory, other + (row.hours if row.counted else 0) - row.theory)
    return curriculum_cover(curriculum.sector, bands.values())


def _totals(evaluation: Evaluation, years: tuple[YearPlan, ...]) -> PlanFigures:
    return PlanFigures(
        sum(y.count for y in years), format_hours(evaluation.hours), format_hours(evaluation.theory),
        percent_text(evaluation.theory, evaluation.hours), format_hours(sum(y.totals.offjob for y in years)),
    )


def _years(years: tuple[YearPlan, ...]) -> tuple[YearRow, ...]:
    most = max((y.totals.hours for y in years), default=0) or 1
    return tuple(
        YearRow(
            year=y.year,
            theme=y.theme,
            count=y.count,
            hours=format_hours(y.totals.hours),
            theory=format_hours(y.totals.theory),
            share=percent_text(y.totals.theory, y.totals.hours),
            offjob=format_hours(y.totals.offjob),
            width=y.totals.hours * 1000 // most,
            theory_width=y.totals.theory * 1000 // most,
        )
        for y in years
    )


def _grid(years: tuple[YearPlan, ...], views: SiteViews) -> tuple[GridRow, ...]:
    """Return a row for each basic task, and one for classes where there are any: a class serves several tasks."""
    plan = views.plan
    rows = [(t.id, t.title) for t in plan.tasks.values()]
    if any(r.course is None for y in years for r in y.rows):
        rows.append(("", "培训班"))
    return tuple(
        GridRow(task, title, tuple(
            GridCell(y.year, tuple(_planned(r) for r in y.rows if (plan.task_of(r.course) if r.course else "") == task)) for y in years))
        for task, title in rows
    )


def _earned(row: Earned) -> EarnedRow:
    shown = (format_hours(value) if value else "" for value in (row.hours, row.theory_hours, row.offjob_hours, row.days))
    return EarnedRow(row.year, *shown)


def _planned(row: Row) -> PlannedCourse:
    return PlannedCourse(
        folder="courses" if row.course else "classes",
        id=row.of.id,
        title=row.of.title,
        hours=format_hours(row.hours),
        theory=row.course.theory if row.course else False,
        offjob=row.off_the_job,
        level=level(row.level),
        on=row.on,
        counted=row.counted,
    )


def _rule(result: RuleResult, evaluation: Evaluation, views: SiteViews) -> RuleRow:
    rule, library = result.rule, views.library
    counted = [(evaluation.curriculum.items[evaluation.counted[i]], evaluation.planned[i]) for i in result.figure.counted]
    clause = views.plan.clauses.get(rule.clause)
    return RuleRow(
        title=rule.title,
        clause=f"{rule.clause}、{clause.title}" if clause and rule.clause.isalnum() else rule.clause,
        status=result.status,
        verdict=_VERDICTS[result.status],
        figure=_words(result, result.figure),
        reason=reason_text(result),
        years=tuple(YearFigure(years_text(figure.window), _words(result, figure)) for _, figure in result.years),
        counted=tuple(
            CountedItem("classes", p.course, library.classes[p.course].title, p.year, format_hours(p.hours)) if item.class_
            else CountedItem("courses", p.course, library.courses[p.course].title, p.year, format_hours(p.hours))
            for item, p in counted
        ),
        counted_hours=format_hours(sum(p.hours for _, p in counted)),
    )


def _words(result: RuleResult, figure: Figure) -> str:
    """Return a figure, its need and its gap with the verdict on it."""
    verdict = _VERDICTS[EXEMPT if result.status == EXEMPT else figure.status]
    return f"{figure_text(result.rule, figure)}，{verdict}"


def _topics(evaluation: Evaluation, views: SiteViews) -> tuple[TopicOwner, ...]:
    """Return the topics by whom they belong to, the sector's own first."""
    plan, courses = views.plan, views.library.courses
    groups = (
        TopicOwner(owner, sector_label(plan, owner), tuple(
            TopicRow(
                t.topic.id, t.topic.title, t.topic.required, t.topic in evaluation.missing,
                tuple(Link(c, courses[c].title) for c in t.courses),
            )
            for t in evaluation.topics if t.topic.sector == owner
        ))
        for owner in plan.lineage(evaluation.curriculum.sector)
    )
    return tuple(group for group in groups if group.topics)


def _sheet(year: YearPlan, views: SiteViews) -> FilingSheet:
    sums = year.totals
    return FilingSheet(
        year=year.year,
        theme=year.theme,
        rows=tuple(_sheet_row(number, row, views) for number, row in enumerate(year.rows, 1)),
        count=year.count,
        hours=format_hours(sums.hours),
        theory=format_hours(sums.theory),
        offjob=format_hours(sums.offjob),
        share=percent_text(sums.theory, sums.hours),
    )


def _sheet_row(number: int, row: Row, views: SiteViews) -> SheetRow:
    return SheetRow(
        number=number,
        folder="courses" if row.course else "classes",
        id=row.of.id,
        title=row.of.title,
        topic=views.plan.topics[row.course.topic].title if row.course else "培训班",
        hours=format_hours(row.hours),
        theory_hours=format_hours(row.theory) if row.theory else "",
        offjob_hours=format_hours(row.offjob) if row.offjob else "不计入" if row.off_the_job else "",
        level=level(row.level),
        methods="、".join(label_of(METHODS, m) for m in row.course.methods) if row.course else "",
        on=row.on,
        counted=row.counted,
    )
