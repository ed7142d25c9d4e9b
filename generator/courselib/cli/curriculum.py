"""``courselib curriculum``: curricula checked against the plan, and completed."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable
from pathlib import Path

import click

from ..content.curriculum_file import Target, find_target, known_library
from ..curricula.evaluation import MET, NOTED, UNMET, Evaluation, evaluate_curriculum, span_of
from ..curricula.report import evaluation_json
from ..curricula.rules import PASS
from ..curricula.totals import role_label
from ..curricula.words import VERDICTS, reason_text
from ..curricula.writing import curriculum_text
from ..library import hints
from ..library.model import Curriculum, Plan, Source
from ..problems import ERROR, Problem
from ..runtime.errors import EXIT_CONTENT, EXIT_OK, ContentError, SystemFault, UsageError
from ..runtime.hours import format_hours, percent_text
from ..runtime.values import Object
from ..runtime.workspace import Workspace
from .chinese import ChineseCommand, ChineseGroup
from .common import content_option, load_library, say, talk_options
from .reporting import as_text, located, summary
from .tables import table

_SEVERITY = {ERROR: "错误"}
_AS_A_WHOLE = {MET: "达标", NOTED: "没有不达标的，有说明事项", UNMET: "未达标"}


@click.group("curriculum", cls=ChineseGroup, no_args_is_help=True, epilog="例：courselib curriculum suggest --sector rural --role member")
def curriculum() -> None:
    """课程方案：对照规划核对，或自动补齐。"""


@curriculum.command("check", cls=ChineseCommand, epilog="例：courselib curriculum check rural-member")
@content_option
@click.option("--json", "form_json", is_flag=True, help="以 JSON 输出。")
@click.argument("name", metavar="编号或文件")
@talk_options
@click.pass_context
def check(ctx: click.Context, *, content: Path, form_json: bool, name: str, quiet: bool, verbose: bool) -> None:
    """核对一个课程方案：学时规则、必修专题、先修次序，逐项列出已有、要求和所缺。"""
    loaded = load_library(Workspace.of(content))
    target = find_target(loaded, name)
    problems = _located(target, target.problems, content)
    evaluation = target.evaluation
    if form_json:
        row = evaluation_json(evaluation, problems) if evaluation else _unread(target, problems)
        say(json.dumps(row, ensure_ascii=False, indent=2))
    elif evaluation is None:
        say(as_text(problems) + "\n")
        say(summary(problems, "方案读不出来，没有核对。"))
    elif quiet:
        for p in (p for p in problems if p.severity == ERROR):
            say(_problem(p))
    else:
        say("\n".join(_report(evaluation, problems, known_library(loaded).plan, verbose=verbose)))
    ctx.exit(EXIT_CONTENT if target.has_errors else EXIT_OK)


def _located(target: Target, problems: Iterable[Problem], content: Path) -> list[Problem]:
    return located(problems, content) if target.inside else sorted(problems)


def _unread(target: Target, problems: list[Problem]) -> Object:
    """Return the public form for a file that cannot be understood: what it names itself, and why."""
    values = target.result.values or {}
    row: Object = {"id": target.result.id} | {name: values.get(name, "") for name in ("title", "sector", "role")}
    return row | {"hours": 0, "theory_hours": 0, "years": {}, "rules": [], "topics": [],
                  "problems": [p.as_json() for p in problems]}


def _report(evaluation: Evaluation, problems: list[Problem], plan: Plan, *, verbose: bool) -> list[str]:
    """Return the lines of a report that can be pasted as it is; ``verbose`` adds each topic's courses."""
    of = evaluation.curriculum
    sector = plan.sectors[of.sector].title if of.sector in plan.sectors else of.sector
    lines = [f"{of.title}（{of.id}）", f"对象：{sector} · {role_label(plan, of.role)}" + ("（免除学时要求）" if of.exempt else ""), ""]
    rows = [("年度", "学时", "创新理论", "占比", "脱产")]
    rows += [
        (str(year), format_hours(t.hours), format_hours(t.theory), percent_text(t.theory, t.hours), format_hours(t.offjob))
        for year, t in evaluation.years
    ]
    offjob = sum(t.offjob for _, t in evaluation.years)
    rows.append(("合计", format_hours(evaluation.hours), format_hours(evaluation.theory),
                 percent_text(evaluation.theory, evaluation.hours), format_hours(offjob)))
    lines += [*table(rows, right=(1, 2, 3, 4)), *_earned(evaluation), "", *_rules(evaluation), "", *_topics(evaluation, verbose=verbose)]
    if problems:
        lines += ["", "问题", *(_problem(p) for p in problems)]
    errors = sum(p.severity == ERROR for p in problems)
    return [*lines, "", f"结论：{_AS_A_WHOLE[evaluation.verdict]}。" + (f"另有 {errors} 处错误，要先改好。" if errors else "")]


def _earned(evaluation: Evaluation) -> list[str]:
    """Return a line for each year that was learnt outside of the curriculum."""
    lines = []
    for e in evaluation.curriculum.earned:
        parts = ((e.hours, "学时"), (e.theory_hours, "学时创新理论"), (e.offjob_hours, "学时脱产"), (e.days, "天"))
        lines.append(f"已学 {e.year} 年：{'、'.join(f'{format_hours(value)} {unit}' for value, unit in parts if value)}。")
    return lines


def _rules(evaluation: Evaluation) -> list[str]:
    rows = [("学时规则", "结果", "已有", "要求", "缺")]
    for r in evaluation.rules:
        title = f"{r.rule.title}（最少的一年）" if r.years else r.rule.title
        figure = r.figure
        rows.append((title, VERDICTS[r.status], format_hours(figure.have), format_hours(figure.need), format_hours(figure.gap)))
    lines = table(rows, right=(2, 3, 4))
    return lines + [f"{r.rule.title}：{reason_text(r)}" for r in evaluation.rules if r.status != PASS]


def _topics(evaluation: Evaluation, *, verbose: bool) -> list[str]:
    required = [t for t in evaluation.topics if t.topic.required]
    covered = sum(bool(t.courses) for t in required)
    optional = [t for t in evaluation.topics if not t.topic.required]
    others = f"其他专题 {len(optional)} 个，已覆盖 {sum(bool(t.courses) for t in optional)} 个"
    first = f"必修专题 {len(required)} 个，已覆盖 {covered} 个；{others}。"
    courses = [f"{t.topic.title}：{'、'.join(t.courses)}" for t in evaluation.topics if t.courses] if verbose else []
    lacking = [f"缺：{t.title}（{t.id}）" for t in evaluation.uncovered]
    if evaluation.core:
        lacking.append(f"必排课程 {len(evaluation.core)} 门，已排 {sum(c.covered for c in evaluation.core)} 门。")
        lacking += [f"缺必排课程：{c.course.title}（{c.course.id}）" for c in evaluation.core if not c.covered]
    return [first, *courses, *lacking]


def _problem(p: Problem) -> str:
    return f"{p.path}:{p.line} {_SEVERITY.get(p.severity, '提醒')} {p.code} {p.message}{p.hint}"


@curriculum.command("suggest", cls=ChineseCommand, epilog="例：courselib curriculum suggest --sector rural --role member -o 农村.yml")
@content_option
@click.option("--sector", default="", metavar="编号", help="领域编号；用 --keep 时可以不写。")
@click.option("--role", default="", metavar="编号", help="党员 member，基层党组织书记 secretary，党务工作者 party-worker。")
@click.option("--start", type=click.IntRange(2000, 2100), default=None, metavar="年", help="起始年，默认为规划的起始年。")
@click.option("--years", type=click.IntRange(1, 10), default=None, metavar="年数", help="排几年，默认排到规划期末。")
@click.option("--margin", type=click.IntRange(0, 100), default=5, metavar="百分比", help="比学时要求多排多少，默认 5。")
@click.option("--keep", default="", metavar="编号或文件", help="已排了一部分或写有已学学时的方案；其中的安排保留不动。")
@click.option("-o", "--output", type=click.Path(path_type=Path), default=None, metavar="文件", help="写到新文件，默认显示出来。")
@talk_options
def suggest(
    *, content: Path, sector: str, role: str, start: int | None, years: int | None, margin: int, keep: str, output: Path | None,
    quiet: bool, verbose: bool,
) -> None:
    """补齐一个课程方案：必排课程、必修专题和学时规则都满足，略有余量，每年有本领域内容，各年均衡。"""
    from ..curricula.suggest import suggestion as suggesting  # noqa: PLC0415 - other commands start faster without it

    if output is not None and os.path.lexists(output):
        raise UsageError(f"文件“{output}”已经有了，没有覆盖。", "换一个文件名。")
    loaded = load_library(Workspace.of(content))
    library = known_library(loaded)
    if loaded.has_errors and not quiet:
        click.echo("注意：内容里有错误，出错的课程不会排入；运行 courselib check 查看。", err=True)
    asked = {"--sector": sector, "--role": role, "--start": start, "--years": years}
    draft = _kept(find_target(loaded, keep), content, asked) if keep else _empty(library.plan, sector, role, start, years)
    made = suggesting.suggest(library, draft, margin)
    title = draft.title or suggesting.title_for(library, draft.sector, draft.role, span_of(draft))
    done = dataclasses.replace(draft, title=title, items=made.items)
    if output is None:
        click.echo(curriculum_text(done, library.plan), nl=False)
    else:
        _write(output, curriculum_text(done, library.plan))
    evaluation = evaluate_curriculum(done, library.courses, library.plan, library.classes)
    if verbose:
        click.echo("\n".join(_report(evaluation, [], library.plan, verbose=True)), err=True)
    if not quiet:
        for line in (_made(evaluation, len(made.items) - len(draft.items)), *made.remarks, *_notes(evaluation)):
            click.echo(line, err=True)


def _made(evaluation: Evaluation, new: int) -> str:
    """Return one sentence on a suggestion."""
    share = percent_text(evaluation.theory, evaluation.hours)
    classes = sum(bool(i.class_) for i in evaluation.curriculum.items)
    what = f"{len(evaluation.curriculum.items) - classes} 门课程" + (f"、{classes} 个培训班" if classes else "")
    return (f"共 {what}，{format_hours(evaluation.hours)} 学时，"
            f"其中创新理论 {format_hours(evaluation.theory)} 学时（{share}）；新排 {new} 门。")


def _notes(evaluation: Evaluation) -> list[str]:
    """Return what cannot be proven from a suggestion alone, a sentence a rule."""
    return [f"说明：{r.rule.title}，{reason_text(r)}" for r in evaluation.noted]


def _kept(target: Target, content: Path, asked: dict[str, str | int | None]) -> Curriculum:
    """Return the curriculum to be completed; fail when it has faults of its own, or is for another sector, role or other years."""
    kept = target.beginning
    if kept is None:
        click.echo(as_text(_located(target, target.in_the_way, content)) + "\n", err=True)
        raise ContentError("要保留的方案有错误，没有补齐。", "按上面的提示改好再运行。")
    own = {"--sector": kept.sector, "--role": kept.role, "--start": kept.start, "--years": kept.years}
    for option, value in asked.items():
        if value and value != own[option]:
            raise UsageError(f"{option} 写的是 {value}，要保留的方案却是 {own[option]}。", f"去掉 {option}，或改方案。")
    return kept


def _empty(plan: Plan, sector: str, role: str, start: int | None, years: int | None) -> Curriculum:
    """Return a curriculum without items; fail when the sector or the role is not given."""
    if not sector or not role:
        raise UsageError(f"缺少选项 {'--role' if sector else '--sector'}。", "写明领域和对象身份，或用 --keep 给出一个方案。")
    if sector not in plan.sectors:
        labels = {s.id: s.title for s in plan.sectors.values()}
        raise UsageError(f"领域“{sector}”不存在。", hints.nearest(sector, plan.sectors, labels) or f"可选：{'、'.join(plan.sectors)}。")
    if role not in plan.roles:
        labels = plan.names("role")
        raise UsageError(f"身份“{role}”不存在。", hints.nearest(role, labels, labels) or f"可选：{'、'.join(labels)}。")
    first = start or plan.start
    return Curriculum("", "", sector, role, first, (), Source(""), years=years or plan.years_from(first))


def _write(output: Path, text: str) -> None:
    try:
        with output.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise UsageError(f"文件“{output}”已经有了，没有覆盖。", "换一个文件名。") from error
    except OSError as error:
        raise SystemFault(f"不能写入“{output}”（{error.strerror}）。", "检查文件夹是否存在、能否写入。") from error
