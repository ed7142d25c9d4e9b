"""An evaluation in the public JSON form."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Problem
from ..runtime.hours import hours_number
from ..runtime.values import Object
from .evaluation import Evaluation
from .rules import Figure, RuleResult


def evaluation_json(evaluation: Evaluation, problems: Iterable[Problem]) -> Object:
    """Return the public JSON form of an evaluation; all figures in hours."""
    curriculum = evaluation.curriculum
    return {
        "id": curriculum.id,
        "title": curriculum.title,
        "sector": curriculum.sector,
        "role": curriculum.role,
        "exempt": curriculum.exempt,
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
        "problems": [p.as_json() for p in sorted(problems)],
    }


def _rule(result: RuleResult, evaluation: Evaluation) -> Object:
    items = [evaluation.curriculum.items[i] for i in evaluation.counted]
    row: Object = {"id": result.rule.id, "title": result.rule.title, "status": result.status}
    row |= _figure(result.figure)
    row["counted"] = [items[i].course for i in result.figure.counted]
    if result.years:
        row["years"] = {str(year): _figure(figure) for year, figure in result.years}
    return row


def _figure(figure: Figure) -> Object:
    return {name: hours_number(getattr(figure, name)) for name in ("have", "need", "gap")}
