"""Curriculum pages: the five-year grid, totals, rules, topics, and the sheets that are filed each year."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...curricula.evaluation import Evaluation
from ...curricula.findings import figure_text, findings
from ...curricula.rules import EXEMPT, FAIL, PASS, Figure, RuleResult
from ...curricula.totals import sector_label
from ...curricula.yearly import Row, YearPlan, year_plans
from ...exchange.calendar import has_dates
from ...library.model import Curriculum
from ...library.reading import FileResult
from ...library.schema import METHODS, ROLES, STATUSES, label_of
from ...runtime.hours import format_hours, percent_text
from .job import PageJob, SiteFacts, frame
from .parts import level, link
from .views import SiteViews

_VERDICTS = {PASS: "达标", FAIL: "未达标", EXEMPT: "免除硬性要求"}


def curriculum_page(curriculum: Curriculum, views: SiteViews, facts: SiteFacts) -> PageJob:
    """Return the page of a curriculum, evaluated against the plan."""
    plan, library = views.plan, views.library
    evaluation = views.evaluation(curriculum)
    years = year_plans(evaluation, library.courses)
    path = f"curricula/{curriculum.id}.html"
    # Places in the file do not matter here: only what is said of the curriculum is shown.
    found = findings(evaluation, FileResult(curriculum.source.path, "curriculum", curriculum.id), library)
    context = frame(path, curriculum.title, curriculum.summary, "sectors", facts) | {
        "id": curriculum.id,
        "summary": curriculum.summary,
        "status": curriculum.status,
        "status_label": label_of(STATUSES, curriculum.status),
        "sector": link(curriculum.sector, sector_label(plan, curriculum.sector)),
        "role": label_of(ROLES, curriculum.role),
        "exempt": curriculum.exempt,
        "period": _period(curriculum),
        "plan_title": plan.title,
        "totals": _totals(evaluation, years),
        "years": _years(years),
        "grid": _grid(years, views),
        "rules": [_rule(r, evaluation, views) for r in evaluation.rules],
        "topics": _topics(evaluation, views),
        "missing": len(evaluation.missing),
        "sheets": [_sheet(y, views) for y in years],
        "calendar": has_dates(curriculum),
        "findings": [{"message": p.message, "hint": p.hint} for p in sorted(found)],
        "notes": curriculum.notes,
        "updated": curriculum.updated,
    }
    return PageJob(path, "curriculum", context)


def summaries(curricula: Iterable[Curriculum], views: SiteViews) -> list[dict[str, Any]]:
    """Return what a list shows of curricula: whom they are for, their sums, whether all rules are met."""
    rows = []
    for curriculum in curricula:
        evaluation = views.evaluation(curriculum)
        rows.append(link(curriculum.id, curriculum.title) | {
            "role": label_of(ROLES, curriculum.role),
            "period": _period(curriculum),
            "summary": curriculum.summary,
            "hours": format_hours(evaluation.hours),
            "share": percent_text(evaluation.theory, evaluation.hours),
            "met": not evaluation.failed and not evaluation.missing,
        })
    return rows


def offered_for(sector: str, views: SiteViews) -> list[Curriculum]:
    """Return the published curricula of a sector, then those of its parent for secretaries, who are not planned for apart."""
    own = [c for c in views.library.curricula.values() if c.sector == sector and c.status == "published"]
    parent = views.plan.sectors[sector].parent
    above = offered_for(parent, views) if parent else []
    return own + [c for c in above if c.role == "secretary"]


def _period(curriculum: Curriculum) -> str:
    last = curriculum.start + curriculum.years - 1
    return f"{curriculum.start}–{last}" if curriculum.years > 1 else str(curriculum.start)


def _totals(evaluation: Evaluation, years: Iterable[YearPlan]) -> dict[str, Any]:
    years = list(years)
    return {
        "count": sum(y.count for y in years),
        "hours": format_hours(evaluation.hours),
        "theory": format_hours(evaluation.theory),
        "share": percent_text(evaluation.theory, evaluation.hours),
        "offjob": format_hours(sum(y.totals.offjob for y in years)),
    }


def _years(years: tuple[YearPlan, ...]) -> list[dict[str, Any]]:
    """Return the years with their sums, and the widths of their bars per mille of the longest."""
    most = max((y.totals.hours for y in years), default=0) or 1
    return [
        {
            "year": y.year,
            "theme": y.theme,
            "count": y.count,
            "hours": format_hours(y.totals.hours),
            "theory": format_hours(y.totals.theory),
            "share": percent_text(y.totals.theory, y.totals.hours),
            "offjob": format_hours(y.totals.offjob),
            "width": y.totals.hours * 1000 // most,
            "theory_width": y.totals.theory * 1000 // most,
        }
        for y in years
    ]


def _grid(years: tuple[YearPlan, ...], views: SiteViews) -> list[dict[str, Any]]:
    """Return the basic tasks with a cell for every year."""
    topics = views.plan.topics
    return [
        link(task.id, task.title) | {
            "cells": [
                {"year": y.year, "courses": [_planned(r) for r in y.rows if topics[r.course.topic].task == task.id]} for y in years
            ],
        }
        for task in views.plan.tasks.values()
    ]


def _planned(row: Row) -> dict[str, Any]:
    return {
        "id": row.course.id,
        "title": row.course.title,
        "hours": format_hours(row.course.hours),
        "theory": row.course.theory,
        "offjob": row.item.offjob,
        "level": level(row.level),
        "on": row.item.on,
        "counted": row.counted,
    }


def _rule(result: RuleResult, evaluation: Evaluation, views: SiteViews) -> dict[str, Any]:
    rule, courses = result.rule, views.library.courses
    items = [evaluation.curriculum.items[evaluation.counted[i]] for i in result.figure.counted]
    clause = views.plan.clauses.get(rule.clause)
    return {
        "title": rule.title,
        "clause": f"{rule.clause}、{clause.title}" if clause and rule.clause.isalnum() else rule.clause,
        "status": result.status,
        "verdict": _VERDICTS[result.status],
        "figure": _words(result, result.figure),
        "exempt": rule.exempt if result.status == EXEMPT else "",
        "years": [{"year": year, "figure": _words(result, figure)} for year, figure in result.years],
        "counted": [
            {"id": i.course, "title": courses[i.course].title, "year": i.year, "hours": format_hours(courses[i.course].hours)}
            for i in items
        ],
        "counted_hours": format_hours(sum(courses[i.course].hours for i in items)),
    }


def _words(result: RuleResult, figure: Figure) -> str:
    """Return a figure, its need and its gap with the verdict on it."""
    verdict = _VERDICTS[EXEMPT] if result.status == EXEMPT else _VERDICTS[PASS if figure.met else FAIL]
    return f"{figure_text(result.rule, figure)}，{verdict}"


def _topics(evaluation: Evaluation, views: SiteViews) -> list[dict[str, Any]]:
    """Return the topics by whom they belong to, the sector's own first."""
    plan, courses = views.plan, views.library.courses
    groups = []
    for owner in plan.lineage(evaluation.curriculum.sector):
        rows = [
            link(t.topic.id, t.topic.title) | {
                "required": t.topic.required,
                "missing": t.topic in evaluation.missing,
                "courses": [link(c, courses[c].title) for c in t.courses],
            }
            for t in evaluation.topics if t.topic.sector == owner
        ]
        if rows:
            groups.append({"id": owner, "title": sector_label(plan, owner), "topics": rows})
    return groups


def _sheet(year: YearPlan, views: SiteViews) -> dict[str, Any]:
    """Return the filing sheet of a year."""
    rows = [
        _planned(row) | {
            "number": number,
            "topic": views.plan.topics[row.course.topic].title,
            "theory_hours": format_hours(row.theory) if row.theory else "",
            "offjob_hours": format_hours(row.offjob) if row.offjob else "不计入" if row.item.offjob else "",
            "methods": "、".join(label_of(METHODS, m) for m in row.course.methods),
        }
        for number, row in enumerate(year.rows, 1)
    ]
    sums = year.totals
    return {
        "year": year.year,
        "theme": year.theme,
        "rows": rows,
        "count": year.count,
        "hours": format_hours(sums.hours),
        "theory": format_hours(sums.theory),
        "offjob": format_hours(sums.offjob),
        "share": percent_text(sums.theory, sums.hours),
    }
