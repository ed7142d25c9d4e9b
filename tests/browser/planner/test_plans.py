"""Plans that never change themselves: adding, moving, undo and redo, and two of them side by side."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from courselib.content.loading import Loaded
from courselib.curricula.evaluation import evaluate_curriculum

pytestmark = pytest.mark.browser
#: Letters stand for courses: what follows works on plans, whatever is in them.
_STEPS = """steps => {
  const plans = CourseLib.modules.rules_plans;
  let plan = plans.create({});
  steps.forEach(step => {
    const before = JSON.stringify(plan);
    const next = plans[step[0]].apply(null, [plan].concat(step.slice(1)));
    const loose = [next, next.items].concat(next.items).some(part => !Object.isFrozen(part));
    if (JSON.stringify(plan) !== before || loose) {
      throw new Error('a plan was changed');
    }
    plan = next;
  });
  return plan.items.map(i => i.course + i.year + (i.on ? '/' + i.on : ''));
}"""
ADD = [["add", "a", 2024], ["add", "b", 2025], ["add", "c", 2024], ["add", "d", 2025]]


@pytest.mark.parametrize(("steps", "items"), [
    (ADD, ["a2024", "c2024", "b2025", "d2025"]),
    ([*ADD, ["remove", 1]], ["a2024", "b2025", "d2025"]),
    ([*ADD, ["move", 0, 2025, 0]], ["c2024", "a2025", "b2025", "d2025"]),
    ([*ADD, ["move", 0, 2025, 1]], ["c2024", "b2025", "a2025", "d2025"]),
    ([*ADD, ["move", 0, 2025]], ["c2024", "b2025", "d2025", "a2025"]),
    ([*ADD, ["move", 3, 2024, 0]], ["d2024", "a2024", "c2024", "b2025"]),
    ([*ADD, ["move", 0, 2024, 1]], ["c2024", "a2024", "b2025", "d2025"]),
    ([*ADD, ["move", 2, 2030, 9]], ["a2024", "c2024", "d2025", "b2030"]),
    ([*ADD, ["add", "e", 2023]], ["e2023", "a2024", "c2024", "b2025", "d2025"]),
    ([["add", "a", 2024, {"on": "2024-05-01"}], ["move", 0, 2025]], ["a2025"]),
    ([["add", "a", 2024, {"on": "2024-05-01"}], ["move", 0, 2024, 0]], ["a2024/2024-05-01"]),
    ([["add", "a", 2024], ["change", 0, {"on": "2024-06-01"}]], ["a2024/2024-06-01"]),
])
def test_changes(planner: Page, steps: list[list[Any]], items: list[str]) -> None:
    """Each change gives a new plan, in order of years where it was; a day that the new year does not have is dropped."""
    assert planner.evaluate(_STEPS, steps) == items


def test_undo_and_redo(planner: Page) -> None:
    """Steps are taken back and again by their names; a new step forgets what was taken back; a change that says nothing is none."""
    told = planner.evaluate("""() => {
      const plans = CourseLib.modules.rules_plans;
      const one = plans.create({title: 'one'});
      const history = new CourseLib.modules.planner_history.History(one);
      const two = plans.add(one, 'a', 2024);
      const seen = [];
      const look = () => seen.push([history.plan.items.length, history.canUndo, history.canRedo, history.undoName, history.redoName]);
      look();
      history.push(two, '加入 a'); look();
      history.push(plans.head(two, {}), '没有变'); look();
      history.undo(); look();
      history.undo(); look();
      history.redo(); look();
      history.redo(); look();
      history.undo();
      history.push(plans.head(one, {title: 'other'}), '改名'); look();
      return [seen, history.plan.title];
    }""")
    assert told == [[
        [0, False, False, "", ""], [1, True, False, "加入 a", ""], [1, True, False, "加入 a", ""], [0, False, True, "", "加入 a"],
        [0, False, True, "", "加入 a"], [1, True, False, "加入 a", ""], [1, True, False, "加入 a", ""], [0, True, False, "改名", ""],
    ], "other"]


def test_a_long_history(planner: Page) -> None:
    """After thousands of steps the last hundreds can still be taken back, and no more is kept."""
    assert planner.evaluate("""() => {
      const plans = CourseLib.modules.rules_plans;
      const history = new CourseLib.modules.planner_history.History(plans.create({title: '0'}));
      for (let n = 1; n <= 2000; n += 1) { history.push(plans.head(history.plan, {title: String(n)}), String(n)); }
      let back = 0;
      while (history.canUndo) { history.undo(); back += 1; }
      return [back, history.plan.title];
    }""") == [499, "1501"]


def test_side_by_side(planner: Page, shipped: Loaded) -> None:
    """Courses in one, in both, in the other; hours by year, task and strand add up to what Python says of each."""
    assert shipped.library is not None
    library = shipped.library
    one, other = library.curricula["rural-member"], library.curricula["rural-secretary"]
    told = planner.evaluate("""() => {
      const by = id => data.curricula.filter(c => c.id === id)[0];
      return CourseLib.modules.planner_compare.compare(data, by('rural-member'), by('rural-secretary'));
    }""")
    first, second = {i.course: i.year for i in one.items}, {i.course: i.year for i in other.items}
    assert {r["course"]: (r["one"], r["other"]) for r in told["both"]} == {c: (first[c], second[c]) for c in first if c in second}
    assert [r["course"] for r in told["onlyOne"]] == [c for c in first if c not in second]
    assert [r["course"] for r in told["onlyOther"]] == [c for c in second if c not in first]
    assert all(r["title"] == library.courses[r["course"]].title for r in told["both"])
    for name, made in (("one", one), ("other", other)):
        evaluation = evaluate_curriculum(made, library.courses, library.plan)
        assert [r[name] for r in told["years"]] == [t.hours for _, t in evaluation.years]
        for table in ("tasks", "strands"):
            assert sum(r[name] for r in told[table]) == evaluation.hours
        tasks = dict.fromkeys(library.plan.tasks, 0)
        for item in made.items:
            tasks[library.plan.task_of(library.courses[item.course])] += library.courses[item.course].hours
        assert {r["id"]: r[name] for r in told["tasks"]} == tasks
    assert told["strands"][0]["title"] == "全体党员"


def test_plans_of_other_years(planner: Page) -> None:
    """Plans that do not share their years are laid side by side over all years of both; an unknown course keeps its ID as title."""
    told = planner.evaluate("""() => {
      const plans = CourseLib.modules.rules_plans;
      const one = plans.add(plans.create({start: 2024, years: 2}), data.courses[0].id, 2024);
      const other = plans.add(plans.create({start: 2025, years: 2}), 'nothing', 2026);
      return CourseLib.modules.planner_compare.compare(data, one, other);
    }""")
    assert [r["id"] for r in told["years"]] == [2024, 2025, 2026]
    assert told["onlyOther"] == [{"course": "nothing", "title": "nothing", "one": 0, "other": 2026}]


def test_a_plan_with_itself(planner: Page) -> None:
    """Compared with itself a plan has everything in both."""
    told = planner.evaluate("() => CourseLib.modules.planner_compare.compare(data, data.curricula[0], data.curricula[0])")
    assert told["onlyOne"] == told["onlyOther"] == []
    assert all(r["one"] == r["other"] for t in ("both", "years", "tasks", "strands") for r in told[t])
