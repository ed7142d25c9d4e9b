"""“补齐” in the page: what it proposes is valid by the command line's own judgement, explains itself, and tells what it cannot do."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Page

from courselib.content.loading import Loaded
from courselib.curricula.evaluation import evaluate_curriculum
from courselib.curricula.writing import curriculum_text
from courselib.library.model import Library

from ...support.planning import as_curriculum, as_plan, told_of_file
from .composing import curriculum
from .conftest import Subject

pytestmark = pytest.mark.browser
_SUGGEST = """starts => starts.map(start => {
  const planner = window.planner;
  const plan = planner.plans.create(start);
  const told = planner.suggest(data, plan);
  const made = planner.apply(plan, told.proposals);
  return {told, plan: made, before: plan.items, steps: told.proposals.reduce((steps, p) => {
    steps.push(planner.apply(steps.length ? steps[steps.length - 1] : plan, [p]));
    return steps;
  }, []).map(p => planner.evaluate(data, p).problems.filter(o => o.code === 'C606' || o.code === 'C605' || o.code === 'C602').length)};
})"""
ROLES = ("member", "secretary")
Completed: TypeAlias = list[tuple[dict[str, Any], dict[str, Any]]]


def plain(value: Any) -> Any:
    """Return plain JSON values."""
    return json.loads(json.dumps(value))


def library_of(loaded: Loaded) -> Library:
    """Return the library, which has no errors."""
    assert loaded.library is not None
    return loaded.library


def judged(loaded: Loaded, plan: dict[str, Any], folder: Path) -> tuple[list[str], list[str], list[str]]:
    """Return what ``courselib curriculum check`` says of a plan: rules that fail, topics that are missing, codes of problems."""
    path = folder / "plan.yml"
    path.write_text(curriculum_text(as_curriculum(plan | {"title": plan["title"] or "无"})), encoding="utf-8", newline="\n")
    told = told_of_file(loaded, path)
    missing = [t["id"] for t in told["topics"] if t["required"] and not t["covered"]]
    return [r["id"] for r in told["rules"] if r["status"] == "fail"], missing, [p["code"] for p in told["problems"]]


@pytest.fixture(scope="module")
def completed(planner: Page, shipped: Loaded) -> Completed:
    """For every sector and role the empty start and what the page makes of it."""
    sectors = library_of(shipped).plan.sectors
    starts = [{"sector": s, "role": r, "title": "x"} for s in sectors for r in ROLES]
    assert len(starts) == len(sectors) * 2 == 32
    return [*zip(starts, planner.evaluate(_SUGGEST, starts), strict=True)]


def test_from_empty_every_rule_is_met(completed: Completed, shipped: Loaded, tmp_path: Path) -> None:
    """For every sector and sub-sector and both roles the page's proposals make a plan in which Python finds nothing to say."""
    for start, answer in completed:
        assert answer["told"]["lacking"] == [], start
        assert answer["told"]["complete"] is True
        assert judged(shipped, answer["plan"], tmp_path) == ([], [], []), start


def test_hours_stay_near_the_need(completed: Completed, shipped: Loaded) -> None:
    """A completed plan is not much longer than the rules ask, and no year is left out or overloaded."""
    library = library_of(shipped)
    for start, answer in completed:
        evaluation = evaluate_curriculum(as_curriculum(answer["plan"]), library.courses, library.plan)
        need = max(r.figure.need for r in evaluation.rules if r.rule.window == "period" and not r.rule.share_of)
        years = [totals.hours for _, totals in evaluation.years]
        assert need <= evaluation.hours <= need * 1.25, start
        assert max(years) <= 2 * min(years), start


def test_each_proposal_explains_itself(completed: Completed, shipped: Loaded) -> None:
    """A reason names a topic that the course covers, a rule that it counts for, or the course that asks for it."""
    library = library_of(shipped)
    titles = {c.title for c in library.courses.values()}
    for _, answer in completed:
        for one in answer["told"]["proposals"]:
            course, reason = library.courses[one["course"]], one["reason"]
            topic = library.plan.topics[course.topic].title.replace("“", "‘").replace("”", "’")
            rules = [r.title for r in library.plan.rules.values()]
            asked = any(reason.startswith(f"《{t}》的先修课程") for t in titles)
            assert asked or reason.startswith(("必排课程", f"补“{topic}”专题")) or any(reason.startswith(f"补“{r}”所差的学时") for r in rules), reason
            assert ("脱产" in reason.split("》的先修课程")[-1].replace("secretary", "")) >= one["offjob"]


def test_item_by_item(completed: Completed) -> None:
    """Accepted one after the other in their order, no proposal leaves a prerequisite behind, and `needs` come first."""
    for _, answer in completed:
        assert set(answer["steps"]) == {0}
        seen: set[str] = set()
        for one in answer["told"]["proposals"]:
            assert set(one["needs"]) <= seen
            seen.add(one["course"])


def test_what_stands_already_stays(planner: Page, shipped: Loaded, tmp_path: Path) -> None:
    """Started from a part of a shipped curriculum, all kept items stay as they are but for being taken off the job, and the rest is met."""
    draw = random.Random(5)  # noqa: S311 - a repeatable draw
    starts = []
    for made in library_of(shipped).curricula.values():
        start = plain(as_plan(made))
        start["items"] = [i for i in start["items"] if draw.random() < 0.4]
        starts.append(start)
    for start, answer in zip(starts, planner.evaluate(_SUGGEST, starts), strict=True):
        assert answer["told"]["lacking"] == [], start["id"]
        assert judged(shipped, answer["plan"], tmp_path) == ([], [], []), start["id"]
        kept = {i["course"]: i for i in answer["plan"]["items"]}
        changed = {p["course"] for p in answer["told"]["proposals"] if p["kind"] == "offjob"}
        for item in start["items"]:
            assert kept[item["course"]]["year"] == item["year"]
            assert kept[item["course"]] == item or item["course"] in changed


def test_a_complete_plan_needs_nothing(planner: Page, shipped: Loaded) -> None:
    """For the shipped curricula there is nothing to propose."""
    starts = [plain(as_plan(c)) for c in library_of(shipped).curricula.values()]
    for answer in planner.evaluate(_SUGGEST, starts):
        assert answer["told"] == {"proposals": [], "lacking": [], "complete": True}


def test_hostile_starts(varied: Subject, tmp_path: Path) -> None:
    """From plans full of faults no proposal adds to them, `complete` is what Python would say, and what is lacking is told."""
    draw = random.Random(3)  # noqa: S311 - a repeatable draw
    starts = [plain(as_plan(curriculum(draw, varied.library, n))) for n in range(80)]
    done = 0
    for start, answer in zip(starts, varied.page.evaluate(_SUGGEST, starts), strict=True):
        before, after = judged(varied.loaded, start, tmp_path), judged(varied.loaded, answer["plan"], tmp_path)
        for code in ("R403", "C601", "C602", "C603", "C604", "C605"):
            assert after[2].count(code) <= before[2].count(code), (start, code)
        assert len(after[0]) <= len(before[0])
        assert set(after[1]) <= set(before[1])
        told = answer["told"]
        assert told["complete"] == (not told["lacking"])
        if told["complete"]:
            done += 1
            assert after[0] == [], start
            assert after[1] == [] or start["exempt"], start
        else:
            assert all(sentence[-1] in "。？" for sentence in told["lacking"])
    assert done >= 5


def test_what_cannot_be_is_told(planner: Page) -> None:
    """In a library without courses each rule and topic that stays open is named with its reason; nothing is proposed."""
    told = planner.evaluate("""() => {
      const none = Object.assign(Object.create(Object.getPrototypeOf(data)), data, {
        courses: [], courseById: new Map(), offers: new Map(), guesses: new Map()
      });
      return CourseLib.modules.planner_suggest.suggest(none, CourseLib.modules.rules_plans.create({sector: 'rural', role: 'secretary'}));
    }""")
    assert told["proposals"] == []
    assert told["complete"] is False
    assert any("需要先编写" in sentence for sentence in told["lacking"])
    assert any("补不齐" in sentence for sentence in told["lacking"])


def test_without_a_sector_nothing_is_proposed(planner: Page) -> None:
    """A plan whose sector is not chosen yet is asked for it."""
    assert planner.evaluate("() => CourseLib.modules.planner_suggest.suggest(data, CourseLib.modules.rules_plans.create({title: 'x'}))") == {
        "proposals": [], "lacking": ["先选好领域，才能补齐。"], "complete": False
    }


def test_candidates(planner: Page, shipped: Loaded) -> None:
    """Courses that would cover a topic: published, for the sector, not planned; the sector's own before general ones, short ones first."""
    library = library_of(shipped)
    topic = next(t for t in library.plan.topics.values() if sum(c.topic == t.id for c in library.courses.values()) > 2)
    sector = next(iter(library.plan.sectors)) if topic.sector == "all" else topic.sector
    found = planner.evaluate("""([sector, topic]) => {
      const plan = CourseLib.modules.rules_plans.create({sector});
      const first = CourseLib.modules.planner_suggest.candidates(data, plan, topic).map(c => c.id);
      const rest = CourseLib.modules.planner_suggest.candidates(data, CourseLib.modules.rules_plans.add(plan, first[0], 2024), topic).map(c => c.id);
      return [first, rest];
    }""", [sector, topic.id])
    lineage = library.plan.lineage(sector)
    wanted = {c.id for c in library.courses.values() if c.topic == topic.id and c.serves(lineage) and c.status == "published"}
    assert set(found[0]) == wanted
    assert found[1] == found[0][1:]
