"""Why no curriculum can be made of a library's courses: the topics and hours that are missing, in plain words."""

from __future__ import annotations

from ...library.model import Rule
from ...runtime.hours import format_hours
from ..solver import Model
from .problem import PlanningProblem, may_count
from .selection import lacking_topics, prerequisites, rule_row

_NAMES = {"all": "课程", "theory": "创新理论课", "offjob": "课程"}


def what_is_lacking(problem: PlanningProblem) -> list[str]:
    """Return one sentence for each thing that the courses to choose from cannot give; empty when years are the trouble."""
    offered = {c.topic for c in problem.free}
    found = [
        f"缺少 {t.title} 专题的课程({t.id}{'，须是创新理论课' if t.theory == 'required' else ''})。"
        for t in lacking_topics(problem) if t.id not in offered
    ]
    everything = {c.id: n for n, c in enumerate(problem.free)}
    short = []
    for rule in problem.rules:
        terms, low = rule_row(problem, rule, everything)
        if terms is not None and not rule.share_of and sum(terms.values()) < low:
            short.append(_shortage(problem, rule, low - sum(terms.values())))
    theory, other = _to_write(problem)
    if other and not short:
        short.append(f"现有课程的学时配不成符合各项要求的总数，还差课程 {format_hours(other)} 学时。")
    if theory:
        have = sum(c.hours for c in problem.free if c.theory) + sum(p.hours for p in problem.kept if p.theory)
        shares = "、".join(f"“{r.title}”" for r in problem.rules if r.count == "theory")
        short.append(f"缺少创新理论课 {format_hours(theory)} 学时(可用的共 {format_hours(have)} 学时)，达不到{shares}。")
    return found + short


def _shortage(problem: PlanningProblem, rule: Rule, gap: int) -> str:
    what = _NAMES[rule.count]
    free = sum(c.hours for c in problem.free if may_count(c, rule.count))
    standing = problem.standing(rule, rule.count)
    need = format_hours(rule.minimum)
    asked = f"每年 {need}" if rule.window == "year" else f" {need}"
    return (f"可用{what}共 {format_hours(free + standing)} 学时，还差 {format_hours(gap)} 学时"
            f"(“{rule.title}”要求{asked} 学时)。")


def _to_write(problem: PlanningProblem) -> tuple[int, int]:
    """Return the half-hours of new courses, of theory and of any sort, that would do: the fewest, with least theory."""
    model = Model()
    take = {c.id: model.variable() for c in problem.free}
    bound = sum(r.minimum for r in problem.rules) * len(problem.years) + sum(p.hours for p in problem.kept) * 100 + 1000
    theory, other = model.variable(0, bound), model.variable(0, bound)
    for rule in problem.rules:
        terms, low = rule_row(problem, rule, take)
        if terms is None:
            continue
        part, whole = rule.share if rule.share_of else (0, 1)
        terms[theory] = whole - (part if rule.share_of else 0)
        terms[other] = (0 if rule.count == "theory" else whole) - (part if rule.share_of == "all" else 0)
        model.row(terms, low=low)
    offered = {c.topic for c in problem.free}
    for topic in lacking_topics(problem):
        if topic.id in offered:
            model.row({take[c.id]: 1 for c in problem.free if c.topic == topic.id}, low=1)
    prerequisites(model, problem, take)
    answer = model.in_order([({theory: 1, other: 1}, 2000), ({theory: 1}, 2000)])
    return (answer.values[theory], answer.values[other]) if answer else (0, 0)
