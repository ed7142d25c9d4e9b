"""What is not in order in an evaluated curriculum, as problems with their places and a way out."""

from __future__ import annotations

from collections.abc import Iterator

from ..library.model import Course, Library, Rule, Topic
from ..library.reading import FileResult
from ..problems import Problem, problem
from ..problems.record import quote
from ..runtime.hours import format_hours
from .evaluation import Evaluation
from .rules import Figure, RuleResult, to_add

_COUNTS = {"theory": "创新理论", "offjob": "脱产"}
_SHOWN = 3


def findings(evaluation: Evaluation, result: FileResult, library: Library) -> list[Problem]:
    """Return the problems that only an evaluation shows: order of prerequisites, topics and rules."""
    return [*_order(evaluation, result, library), *lacking(evaluation, result, library)]


def lacking(evaluation: Evaluation, result: FileResult, library: Library) -> list[Problem]:
    """Return what the curriculum as a whole lacks: required topics without a course, and rules not met."""
    place = result.mark("items")
    topics = [
        problem("C607", result.path, f"必修专题没有课程：{t.title}({t.id})。", line=place.line, column=place.column,
                hint=_candidates(t, evaluation, library))
        for t in evaluation.missing
    ]
    rules = [
        problem("C608", result.path, f"没有满足“{r.rule.title}”：{gap_text(r)}。", line=place.line, column=place.column,
                hint=_remedy(r))
        for r in evaluation.failed
    ]
    return topics + rules


def _order(evaluation: Evaluation, result: FileResult, library: Library) -> Iterator[Problem]:
    items = evaluation.curriculum.items
    for finding in evaluation.findings:
        if finding.code not in ("C605", "C606"):
            continue
        mark = result.mark(f"items[{finding.item}].course")
        year = items[finding.item].year
        if finding.code == "C605":
            message = f"课程 {quote(finding.subject)} 排在 {year} 年，它的先修课程 {quote(finding.other)} 却在 {finding.year} 年。"
            hint = f"把先修课程移到 {year} 年或更早。"
        else:
            message = f"课程 {quote(finding.subject)} 的先修课程 {quote(finding.other)}({_title(finding.other, library)})没有列入。"
            hint = f"在 {year} 年或更早排上先修课程。"
        yield problem(finding.code, result.path, message, line=mark.line, column=mark.column, hint=hint)


def _title(key: str, library: Library) -> str:
    course = library.courses.get(key)
    return course.title if course else key


def _candidates(topic: Topic, evaluation: Evaluation, library: Library) -> str:
    lineage = library.plan.lineage(evaluation.curriculum.sector)
    fit: list[Course] = [
        c for c in library.courses.values() if c.topic == topic.id and c.status == "published" and c.serves(lineage)
    ]
    if not fit:
        return "课程库里还没有这个专题可用的课程，需要先编写。"
    more = f"等 {len(fit)} 门" if len(fit) > _SHOWN else ""
    return f"可排：{'、'.join(c.id for c in fit[:_SHOWN])}{more}。"


def gap_text(result: RuleResult) -> str:
    """Return what a rule's figures say, in words; for a yearly rule the years that miss it, else the worst year."""
    if not result.years:
        return figure_text(result.rule, result.figure)
    missed = [(y, f) for y, f in result.years if not f.met] or [(y, f) for y, f in result.years if f.have == result.figure.have][:1]
    return "；".join(f"{year} 年{figure_text(result.rule, figure)}" for year, figure in missed)


def figure_text(rule: Rule, figure: Figure) -> str:
    """Return one figure in words: what there is, what is needed and of what, what is missing."""
    kind = "" if rule.count == "all" else _COUNTS[rule.count]
    of = ""
    if rule.share_of:
        part, whole = rule.share
        base = "总" if rule.share_of == "all" else _COUNTS[rule.share_of]
        of = f"({base}学时 {format_hours(figure.base)} 的 {part}/{whole})"
    text = f"已有{kind} {format_hours(figure.have)} 学时，要求不少于 {format_hours(figure.need)} 学时{of}"
    return f"{text}，还差 {format_hours(figure.gap)} 学时" if figure.gap else text


def _remedy(result: RuleResult) -> str:
    rule = result.rule
    if not result.years:
        return _add(rule, result.figure)
    return "；".join(f"{year} 年{_add(rule, f).rstrip('。')}" for year, f in result.years if not f.met) + "。"


def _add(rule: Rule, figure: Figure) -> str:
    more = to_add(rule, figure)
    if not more:
        return "换掉不计入的课程。"
    what = {"all": "课程", "theory": "创新理论课", "offjob": "脱产培训"}[rule.count]
    return f"再排{what} {format_hours(more)} 学时。"
