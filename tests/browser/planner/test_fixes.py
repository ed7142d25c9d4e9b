"""Every problem comes with ways out, and each way out ends the problem it is offered for."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page

from ...support.planning import as_plan
from .composing import curriculum
from .conftest import Subject

pytestmark = pytest.mark.browser
#: For each problem what it is, how often it stands there, and the same for the plan that each fix leads to.
_FIXES = """plans => plans.map(made => {
  const planner = window.planner;
  const plan = planner.plans.create(made);
  const judge = p => {
    const found = planner.evaluate(data, p);
    const missing = planner.rules.missing;
    const gap = id => found.rules.filter(r => r.rule.id === id)
      .reduce((all, r) => all + (r.years.length ? r.years.reduce((sum, y) => sum + missing(y[1]), 0) : missing(r.figure)), 0);
    return {problems: found.problems, gap};
  };
  const count = (judged, p) => judged.problems.filter(o => o.code === p.code && o.subject === p.subject && o.other === p.other &&
    o.field === p.field).length;
  const before = judge(plan);
  return before.problems.map(p => ({code: p.code, own: count(before, p), gap: before.gap(p.subject), fixes: planner.fixes(data, plan, p)
    .map(f => {
      const after = judge(f.plan);
      return {label: f.label, own: count(after, p), gap: after.gap(p.subject), all: after.problems.map(o => o.code)};
    })}));
})"""
#: What can always be mended in the plan itself, whatever the library holds.
ALWAYS = {"R403", "M312", "C601", "C602", "C603", "C604", "C605", "C606"}


def plain(value: Any) -> Any:
    """Return plain JSON values."""
    return json.loads(json.dumps(value))


def test_each_fix_ends_its_problem(varied: Subject) -> None:
    """Over plans drawn at random each fix takes its own problem away, and none plans an unknown, retired or repeated course."""
    draw = random.Random(11)  # noqa: S311 - a repeatable draw
    plans = [plain(as_plan(curriculum(draw, varied.library, n))) for n in range(150)]
    seen: Counter[str] = Counter()
    for plan, problems in zip(plans, varied.page.evaluate(_FIXES, plans), strict=True):
        faults = Counter(p["code"] for p in problems)
        for problem in problems:
            code = problem["code"]
            # What is planned twice or in no year of the plan is to be mended first.
            waits = code in ("C605", "C606") and faults.keys() & {"C601", "C602"}
            assert problem["fixes"] or code not in ALWAYS or waits, (plan, problem)
            assert len({f["label"] for f in problem["fixes"]}) == len(problem["fixes"])
            for fix in problem["fixes"]:
                seen[code] += 1
                if code == "C608":
                    assert fix["gap"] < problem["gap"], (plan, problem, fix)
                else:
                    assert fix["own"] < problem["own"], (plan, problem, fix)
                after = Counter(fix["all"])
                for other in ("R403", "C602", "C603", "C604", "M312"):
                    # A sector that is mended shows which courses are not for it.
                    assert after[other] <= faults[other] or (other, code) == ("C604", "R402"), (plan, problem, fix)
    assert seen.keys() >= ALWAYS | {"C607", "C608", "R402"}


@pytest.mark.parametrize(("changes", "labels"), [
    ("plans.add(plan, 'nothing-like-this', 2024)", ["去掉这一项"]),
    ("plans.add(plan, 'rural-theory-overvieww', 2024)", ["换成《", "去掉这一项"]),
    ("plans.add(plan, 'rural-theory-overview', 2031)", ["移到 2028 年", "去掉这一项"]),
    ("plans.add(plans.add(plan, 'rural-theory-overview', 2024), 'rural-theory-overview', 2026)",
     ["去掉这一次（2026 年）", "去掉前一次（2024 年）"]),
    ("plans.add(plan, 'rural-theory-overview', 2025, {on: '2026-01-05'})", ["移到 2026 年", "去掉日期"]),
    ("plans.head(plan, {themes: [{year: 2024, title: 'a'}, {year: 2024, title: 'b'}]})", ["只留前一处"]),
    ("plans.head(plan, {themes: [{year: 1999, title: 'a'}]})", ["去掉这个主题"]),
    ("plans.head(plan, {sector: 'rurall'})", ["领域改为农村党员"]),
])
def test_what_is_offered(planner: Page, changes: str, labels: list[str]) -> None:
    """What is wrong with an item or a field offers just these ways out, in plain words."""
    told = planner.evaluate(f"""() => {{
      const plans = CourseLib.modules.rules_plans;
      const plan = plans.create({{sector: 'rural', title: 'x'}});
      const made = {changes};
      const problem = CourseLib.modules.rules_evaluate.evaluate(data, made).problems.filter(p => !/C60[678]|C611/.test(p.code))[0];
      return CourseLib.modules.planner_fixes.fixes(data, made, problem).map(f => f.label);
    }}""")
    assert len(told) == len(labels)
    assert all(one.startswith(label) for one, label in zip(told, labels, strict=True))


def test_what_must_come_before_comes_along(varied: Subject) -> None:
    """Adding a course by a fix adds what it asks for too, in the same year, not after what needs it."""
    told = varied.page.evaluate("""() => {
      const planner = window.planner;
      const start = planner.plans.add(planner.plans.create({sector: 'rural', title: 'x'}), 'chain-5', 2025);
      const problem = planner.evaluate(data, start).problems.filter(p => p.code === 'C606' && p.other === 'chain-4')[0];
      const fix = planner.fixes(data, start, problem)[0];
      return [fix.label, fix.plan.items.map(i => [i.course, i.year])];
    }""")
    label, items = told
    assert label == "在 2024 年加上《第 4 步：“4”》和它的 6 门先修课程"
    before = ["all-innovation-theory-overview", *(f"chain-{n}" for n in range(5)), "rural-theory-overview"]
    assert sorted(items) == sorted([*([name, 2024] for name in before), ["chain-5", 2025]])


def test_a_rule_of_off_the_job_training_takes_what_is_planned(planner: Page) -> None:
    """A secretary's year without off-the-job training is mended by holding planned courses so, before any is added."""
    labels = planner.evaluate("""() => {
      const planner = window.planner;
      const own = data.curricula.filter(c => c.id === 'rural-secretary')[0];
      const plan = planner.plans.head(own, {items: own.items.map(i => Object.assign({}, i, {offjob: false, level: 'county'}))});
      return planner.fixes(data, plan, {code: 'C608', subject: 'secretary-offjob'}).map(f => f.label);
    }""")
    assert len(labels) == 3
    assert all(label.startswith("把 2024 年的《") and label.endswith("改为脱产（县级）举办") for label in labels)
