"""Browser and command line judge alike: shared vectors, and five hundred curricula field by field."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from courselib.content.loading import Loaded
from courselib.curricula.writing import curriculum_text
from courselib.exchange.calendar import Origin
from courselib.site.planner_data import planner_data

from ...curricula.test_vectors import CASES, of, told_of
from ...support.planning import as_plan, told_of_file, without_places
from ...support.sites import courselib
from .composing import curriculum
from .conftest import Subject

pytestmark = pytest.mark.browser
_VECTOR = """cases => cases.map(([raw, plan]) => {
  const data = new CourseLib.modules.planner_data.Data(raw);
  const evaluation = CourseLib.modules.rules_evaluate.evaluate(data, CourseLib.modules.rules_plans.create(plan));
  return [CourseLib.modules.rules_evaluate.report(evaluation), evaluation.findings.map(f => [f.item, f.code])];
})"""
_READ = """texts => texts.map(([text, id]) => {
  const read = CourseLib.modules.planner_yaml.read(text, id);
  return read.plan && {
    problems: read.problems, again: CourseLib.modules.planner_yaml.write(read.plan),
    told: CourseLib.modules.rules_evaluate.report(CourseLib.modules.rules_evaluate.evaluate(data, read.plan))
  };
})"""


def plain(value: Any) -> Any:
    """Return plain JSON values."""
    return json.loads(json.dumps(value))


def test_vectors(planner: Page) -> None:
    """Every shared vector comes out the same: totals, what is left out, core courses, and every rule's figures and reason."""
    asked = [(planner_data(library, Origin("", "unit")), as_plan(made)) for _, case, rules in CASES for made, library in [of(case, rules)]]
    answers = planner.evaluate(_VECTOR, plain(asked))
    for (name, case, _), answer in zip(CASES, answers, strict=True):
        assert told_of(*answer) == case["expect"], name


def test_five_hundred_curricula(varied: Subject, tmp_path: Path) -> None:
    """Drawn at random, each file reads, is judged and is written in the page as the command line does it, in every field."""
    draw = random.Random(7)  # noqa: S311 - a repeatable draw
    made = [curriculum(draw, varied.library, n) for n in range(500)]
    texts = [(curriculum_text(c, varied.library.plan), c.id) for c in made]
    answers = varied.page.evaluate(_READ, texts)
    codes: set[str] = set()
    for (text, name), answer in zip(texts, answers, strict=True):
        path = tmp_path / f"{name}.yml"
        path.write_text(text, encoding="utf-8", newline="\n")
        wanted = told_of_file(varied.loaded, path)
        assert answer is not None, text
        assert answer["told"] == wanted, text
        assert answer["again"] == text
        assert answer["problems"] == []
        codes |= {p["code"] for p in wanted["problems"]}
    assert codes == {"R402", "R403", "R417", "R419", "M312", *(f"C{n}" for n in range(601, 617) if n != 609)}
    assert {r["status"] for a in answers for r in a["told"]["rules"]} == {"pass", "note", "fail", "exempt"}


def test_shipped_curricula(planner: Page, shipped: Loaded, shipped_site: Path) -> None:
    """The curricula that the data brings are judged as their published evaluations say."""
    answers = planner.evaluate("() => data.curricula.map(p => CourseLib.modules.rules_evaluate.report(CourseLib.modules.rules_evaluate.evaluate(data, p)))")
    assert shipped.library is not None
    assert [a["id"] for a in answers] == [*shipped.library.curricula]
    for answer in answers:
        wanted = json.loads((shipped_site / f"curricula/{answer['id']}.json").read_text(encoding="utf-8"))
        assert answer == without_places(wanted)


def test_the_command_itself(planner: Page, shipped_site: Path, tmp_path: Path) -> None:
    """A real run of ``curriculum check --json`` on files saved by the page says the same."""
    changes = ["p", "plans.remove(p, 3)", "plans.add(p, 'nothing', 2025)", "plans.head(p, {earned: [{year: 2024, hours: 9}]})"]
    for n, change in enumerate(changes):
        text, told = planner.evaluate(f"""() => {{
          const plans = CourseLib.modules.rules_plans;
          const p = data.curricula.filter(c => c.id === 'rural-secretary')[0];
          const made = plans.head({change}, {{id: 'own-{n}'}});
          return [CourseLib.modules.planner_yaml.write(made), CourseLib.modules.rules_evaluate.report(CourseLib.modules.rules_evaluate.evaluate(data, made))];
        }}""")
        path = tmp_path / f"own-{n}.yml"
        path.write_text(text, encoding="utf-8", newline="\n")
        run = courselib("curriculum", "check", path, "--json", "--content", shipped_site.parent / "content", cwd=tmp_path)
        assert run.returncode == (1 if n == 2 else 0), run.stderr
        assert without_places(json.loads(run.stdout)) == told


def test_an_empty_plan(planner: Page) -> None:
    """A plan without items is judged too: everything is still to be done, and nothing divides by nothing."""
    told = planner.evaluate("""() => CourseLib.modules.rules_evaluate.report(CourseLib.modules.rules_evaluate.evaluate(data,
      CourseLib.modules.rules_plans.create({sector: 'rural', role: 'secretary'})))""")
    assert (told["hours"], told["theory_hours"], [*told["years"]]) == (0, 0, [str(y) for y in range(2024, 2029)])
    assert [r["status"] for r in told["rules"]] == ["fail", "note", "pass"]
    assert {p["code"] for p in told["problems"]} == {"C607", "C608", "C611"}
