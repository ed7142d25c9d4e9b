"""An evaluation in the public JSON form."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Problem
from ..runtime.hours import HALF_HOURS_PER_HOUR, hours_number
from ..runtime.values import Object
from .evaluation import Evaluation
from .rules import Figure, RuleResult
from .windows import window_name
from .words import reason_text

_EARNED = ("hours", "theory_hours", "offjob_hours", "days")


def evaluation_json(evaluation: Evaluation, problems: Iterable[Problem]) -> Object:
    """Return the public JSON form of an evaluation; all figures in hours, days where days are stated."""
    curriculum = evaluation.curriculum
    return {
        "id": curriculum.id,
        "title": curriculum.title,
        "sector": curriculum.sector,
        "role": curriculum.role,
        "exempt": curriculum.exempt,
        "verdict": evaluation.verdict,
        "hours": hours_number(evaluation.hours),
        "theory_hours": hours_number(evaluation.theory),
        "years": {
            str(year): {
                "hours": hours_number(totals.hours),
                "theory_hours": hours_number(totals.theory),
                "offjob_hours": hours_number(totals.offjob),
            }
            for year, totals in evaluation.years
        },
        # Half-days become days as half-hours become hours.
        "earned": {str(e.year): {name: hours_number(getattr(e, name)) for name in _EARNED} for e in curriculum.earned},
        "rules": [_rule(r, evaluation) for r in evaluation.rules],
        "topics": [
            {
                "id": t.topic.id,
                "title": t.topic.title,
                "required": t.topic.required,
                "covered": bool(t.courses),
                "courses": list(t.courses),
            }
            for t in evaluation.topics
        ],
        "core": [{"id": c.course.id, "title": c.course.title, "covered": c.covered} for c in evaluation.core],
        "problems": [p.as_json() for p in sorted(problems)],
    }


def _rule(result: RuleResult, evaluation: Evaluation) -> Object:
    row: Object = {"id": result.rule.id, "title": result.rule.title, "status": result.status}
    row |= _figure(result, result.figure)
    row["reason"] = reason_text(result)
    row["counted"] = [evaluation.planned[i].course for i in result.figure.counted]
    if result.years:
        row["years"] = {window_name(f.window): {"status": f.status} | _figure(result, f) for _, f in result.years}
    return row


def _figure(result: RuleResult, figure: Figure) -> Object:
    """Return a figure; beside it the whole and the proportional one where years are unknown, and days where they are stated."""
    row: Object = {name: hours_number(getattr(figure, name)) for name in ("have", "need", "gap")}
    if figure.unknown:
        row |= {"full": hours_number(figure.full), "proportional": hours_number(figure.proportional), "unknown": list(figure.unknown)}
    if figure.earned:
        row["earned"] = hours_number(figure.earned)
    if figure.days is not None:
        missing = max(0, result.rule.days * HALF_HOURS_PER_HOUR - figure.days)
        row["days"] = {"have": hours_number(figure.days), "need": result.rule.days, "gap": hours_number(missing)}
    return row
