"""Why no curriculum can be made: the topics and hours that are missing, and the requirements that conflict, in plain words."""

from __future__ import annotations

from ...library.model import Rule
from ...runtime.hours import format_hours
from ..conflicts import smallest
from ..solver import Goal, Model
from .joint_scheduling import joint_model
from .problem import Demand, PlanningProblem, may_count
from .requirements import CORE, DATES, KEPT, ORDER, RESERVE, ROLES, RULE, SECTOR, TOPIC, Requirement
from .rows import demanded
from .selection import by_rule, combined, prerequisites

_NAMES = {"all": "课程", "theory": "创新理论课", "offjob": "课程"}
#: Bound on nodes for telling whether some requirements can be met together.
_NODES = 500


def conflict(problem: PlanningProblem) -> list[str]:
    """Return a smallest set of requirements that conflict: what it is, then one each; empty where that was not proven."""
    everything = _requirements(problem)

    def possible(some: list[Requirement]) -> bool:
        eased = problem.set_aside(problem.without | frozenset(everything).difference(some))
        return joint_model(eased)[0].possible(_NODES) is not False

    if possible(everything):
        return []
    conflicting = smallest(everything, possible)
    if len(conflicting) == 1:
        return [f"这项要求单独就做不到：{_words(problem, conflicting[0])}。"]
    lines = [f"({n}) {_words(problem, one)}；" for n, one in enumerate(conflicting, 1)]
    return [f"下面 {len(conflicting)} 项要求合在一起做不到，少了任何一项就能排：", *lines]


def _requirements(problem: PlanningProblem) -> list[Requirement]:
    """Return all requirements, those that a planner can least do without first."""
    kinds = (RULE, TOPIC, CORE, ROLES, DATES, ORDER, KEPT, SECTOR, RESERVE)
    asked = [
        *(Requirement(TOPIC, t.id) for t in problem.lacking), *(Requirement(CORE, c.id) for c in problem.core),
        *dict.fromkeys(d.of for d in problem.demands), Requirement(ROLES), Requirement(DATES), Requirement(ORDER), Requirement(SECTOR),
    ]
    asked += [Requirement(KEPT)] if problem.kept else []
    return sorted(set(asked) - problem.without, key=lambda r: (kinds.index(r.kind), r.id))


def _words(problem: PlanningProblem, one: Requirement) -> str:
    plan = problem.plan
    if one.kind in (RULE, RESERVE):
        rule = plan.rules[one.id]
        return f"“{rule.title}”{_figure(rule)}" + (f"，并留 {problem.margin}% 的余量（--margin）" if one.kind == RESERVE else "")
    if one.kind == TOPIC:
        return f"必修专题{_quoted(plan.topics[one.id].title)}要有课程（{one.id}）"
    if one.kind == CORE:
        return f"必排课程{_quoted(problem.courses[one.id].title)}要排入（{one.id}）"
    return {
        ROLES: f"只排给{plan.roles[problem.draft.role].title}上的课程" if problem.draft.role in plan.roles else "只排给这个身份上的课程",
        DATES: "课程不排在开课时间之前、停课时间之后",
        ORDER: "先修课程排在前面",
        SECTOR: "每年都有本领域的内容，不少于平均数的一半",
        KEPT: "保留的安排不动",
    }[one.kind]


def _quoted(title: str) -> str:
    """Return a title in quotation marks, those of its own inside of them."""
    return f"“{title.replace('“', '‘').replace('”', '’')}”"


def _figure(rule: Rule) -> str:
    if rule.share_of:
        return f"（不少于 {rule.share[0]}/{rule.share[1]}）"
    return f"（{'每年' if rule.window == 'year' else ''}不少于 {format_hours(rule.minimum)} 学时）"


def what_is_lacking(problem: PlanningProblem) -> list[str]:
    """Return one sentence for each thing that the courses to choose from cannot give; empty when years are the trouble."""
    offered = {c.topic for c in problem.free}
    lacking = [
        f"缺少 {t.title} 专题的课程（{t.id}{'，须是创新理论课' if t.theory == 'required' else ''}）。"
        for t in problem.lacking if t.id not in offered
    ]
    short = []
    for demands in by_rule(problem):
        whole = combined(problem, demands)
        if whole is not None and not whole.part:
            have = sum(map(whole.factor, problem.free))
            if have < whole.low:
                short.append(_shortage(problem, whole, whole.low - have))
    theory, other = _to_write(problem)
    if other and not short:
        short.append(f"现有课程的学时配不成符合各项要求的总数，还差课程 {format_hours(other)} 学时。")
    if theory:
        have = sum(c.theory_hours for c in problem.free) + sum(p.theory for p in problem.kept)
        shares = "、".join(dict.fromkeys(f"“{d.rule.title}”" for d in problem.demands if d.rule.count == "theory"))
        reserve = f"，另留余量 {problem.margin}%" if problem.margin else ""
        short.append(f"缺少创新理论课 {format_hours(theory)} 学时（可用的共 {format_hours(have)} 学时），达不到{shares}{reserve}。")
    return lacking + short


def _shortage(problem: PlanningProblem, demand: Demand, gap: int) -> str:
    rule = demand.rule
    free = sum(c.hours for c in problem.free if may_count(c, rule.count))
    kept_hours = problem.kept_hours(rule, rule.count)
    need = format_hours(rule.minimum)
    asked = f"每年 {need}" if rule.window == "year" else f" {need}"
    reserve = f"，另留余量 {problem.margin}%" if demand.of.kind == RESERVE else ""
    return (f"可用{_NAMES[rule.count]}共 {format_hours(free + kept_hours)} 学时，还差 {format_hours(gap)} 学时"
            f"（“{rule.title}”要求{asked} 学时{reserve}）。")


def _to_write(problem: PlanningProblem) -> tuple[int, int]:
    """Return the half-hours of new courses, of theory and of any sort, that would do: the fewest, with least theory."""
    model = Model()
    take = {c.id: model.variable() for c in problem.free}
    of = {name: (variable,) for name, variable in take.items()}
    bound = sum(d.rule.minimum for d in problem.demands) * 2 + sum(p.hours for p in problem.kept) * 100 + 1000
    theory, other = model.variable(0, bound), model.variable(0, bound)
    for demands in by_rule(problem):
        whole = combined(problem, demands)
        if whole is None:
            continue
        demanded(model, whole, problem.free, of)
        terms, low, high = model.rows.pop()
        terms[theory] = whole.whole - whole.part
        terms[other] = (0 if whole.rule.count == "theory" else whole.whole) - (whole.part if whole.rule.share_of == "all" else 0)
        model.row(terms, low, high)
    offered = {c.topic for c in problem.free}
    for topic in problem.lacking:
        if topic.id in offered:
            model.row({take[c.id]: 1 for c in problem.free if c.topic == topic.id}, low=1)
    prerequisites(model, problem, take)
    answer = model.in_order([Goal({theory: 1, other: 1}, 2000), Goal({theory: 1}, 2000)])
    return (answer.values[theory], answer.values[other]) if answer else (0, 0)
