"""What is not in order in an evaluated curriculum, as problems with their places and a way out."""

from __future__ import annotations

from collections.abc import Iterator

from ..library.model import Course, Library, Topic
from ..library.reading import FileResult
from ..problems import Problem, problem
from ..problems.record import quote
from .evaluation import Evaluation
from .items import Finding
from .rules import span_of
from .totals import role_label
from .words import gap_text, remedy

_SHOWN = 3
#: What makes a curriculum unfinished: reminders, unless a library is held to have none (``check --strict``).
UNFINISHED = ("C607", "C608", "C611")


def findings(evaluation: Evaluation, result: FileResult, library: Library) -> list[Problem]:
    """Return the problems that only an evaluation shows: years, roles, dates, order of prerequisites, topics, core courses and rules."""
    return [*_disorder(evaluation, result, library), *lacking(evaluation, result, library)]


def lacking(evaluation: Evaluation, result: FileResult, library: Library) -> list[Problem]:
    """Return what the curriculum as a whole lacks: required topics without a course, core courses, and rules not met."""
    place = result.mark("items")

    def say(code: str, message: str, hint: str) -> Problem:
        return problem(code, result.path, message, line=place.line, column=place.column, hint=hint)

    topics = [say("C607", f"必修专题没有课程：{t.title}（{t.id}）。", _candidates(t, evaluation, library)) for t in evaluation.missing]
    core = [say("C611", f"必排课程没有列入：{c.title}（{c.id}）。", _when(c)) for c in evaluation.lacking_core]
    rules = [say("C608", f"没有满足“{r.rule.title}”：{gap_text(r)}。", remedy(r)) for r in evaluation.failed]
    return topics + core + rules


def _disorder(evaluation: Evaluation, result: FileResult, library: Library) -> Iterator[Problem]:
    items = evaluation.curriculum.items
    for finding in evaluation.findings:
        if finding.item < 0:
            yield from _of_years(finding, evaluation, result, library)
            continue
        item = items[finding.item]
        what = f"课程 {quote(finding.subject)}"
        name = "course"
        if item.class_:
            name = "class"
            inner = finding.subject != item.class_
            what = f"培训班 {quote(item.class_)}" + (f" 里的课程 {quote(finding.subject)}" if inner else "")
        message_and_hint = _of_item(finding, item.year, what, evaluation, library)
        if message_and_hint:
            mark = result.mark(f"items[{finding.item}].{name}")
            yield problem(finding.code, result.path, message_and_hint[0], line=mark.line, column=mark.column, hint=message_and_hint[1])


def _of_item(finding: Finding, year: int, what: str, evaluation: Evaluation, library: Library) -> tuple[str, str] | None:
    """Return message and hint for a finding of an item; ``None`` for what the check of the file says."""
    if finding.code == "C605":
        return (f"{what} 排在 {year} 年，它的先修课程 {quote(finding.other)} 却在 {finding.year} 年。",
                f"把先修课程移到 {year} 年或更早。")
    if finding.code == "C606":
        return (f"{what} 的先修课程 {quote(finding.other)}（{_title(finding.other, library)}）没有列入。",
                f"在 {year} 年或更早排上先修课程。")
    if finding.code == "C612":
        return f"{what} 不是给{role_label(library.plan, evaluation.curriculum.role)}上的。", "换一门，或去掉它。"
    if finding.code == "C613":
        course = library.courses[finding.subject]
        if finding.year < int(course.not_before[:4] or 0) or not course.until:
            return f"{what} 排在 {year} 年，它讲的事在 {course.not_before}。", f"移到 {course.not_before} 或以后。"
        if finding.year > int(course.until[:4]) or not course.not_before:
            return f"{what} 排在 {year} 年，它到 {course.until} 停课。", f"移到 {course.until} 或以前，或换一门。"
        return f"{what} 的日期不在 {course.not_before} 到 {course.until} 之间。", "改日期。"
    return None


def _of_years(finding: Finding, evaluation: Evaluation, result: FileResult, library: Library) -> Iterator[Problem]:
    curriculum, plan = evaluation.curriculum, library.plan
    span = span_of(curriculum)
    if finding.code == "C610":
        mark = result.mark("start")
        inside = plan.end - curriculum.start + 1
        hint = f"写 years: {inside}。" if curriculum.start in plan.years else f"把 start 改到 {plan.start}—{plan.end} 之内。"
        what = f"方案从 {span.start} 年到 {span[-1]} 年，规划期是 {plan.start}—{plan.end} 年；期外的年份不计入全期。"
        yield problem("C610", result.path, what, line=mark.line, column=mark.column, hint=hint)
        return
    row = next(n for n, e in enumerate(curriculum.earned) if e.year == finding.year)
    mark = result.mark(f"earned[{row}].year")
    where = f"不在规划期 {plan.start}—{plan.end} 年之内" if finding.year not in plan.years else f"在方案最后一年（{span[-1]} 年）之后"
    yield problem("C614", result.path, f"已学学时写了 {finding.year} 年，{where}，没有计入。", line=mark.line, column=mark.column,
                  hint="去掉这一年，或改年份。")


def _when(course: Course) -> str:
    """Return the years in which a core course can be planned."""
    if course.not_before and course.until:
        return f"排在 {course.not_before[:4]} 年到 {course.until[:4]} 年之间。"
    if course.not_before:
        return f"排在 {course.not_before[:4]} 年或以后。"
    return f"排在 {course.until[:4]} 年或以前。" if course.until else "排进任何一年都可以。"


def _title(key: str, library: Library) -> str:
    course = library.courses.get(key)
    return course.title if course else key


def _candidates(topic: Topic, evaluation: Evaluation, library: Library) -> str:
    role, lineage = evaluation.curriculum.role, library.plan.lineage(evaluation.curriculum.sector)
    fit: list[Course] = [
        c for c in library.courses.values()
        if c.topic == topic.id and c.status == "published" and c.serves(lineage) and c.given_to(role)
    ]
    if not fit:
        return "课程库里还没有这个专题可用的课程，需要先编写。"
    more = f"等 {len(fit)} 门" if len(fit) > _SHOWN else ""
    return f"可排：{'、'.join(c.id for c in fit[:_SHOWN])}{more}。"
