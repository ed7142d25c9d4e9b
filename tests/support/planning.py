"""The planner's engine in a real page, and the same questions put to the command line's own functions."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from courselib.content.curriculum_file import Target, find_target
from courselib.content.loading import Loaded
from courselib.curricula.evaluation import evaluate_curriculum
from courselib.curricula.report import evaluation_json
from courselib.library.model import Curriculum, Earned, Item, Library, Source, Theme

from .scripts import below, script

#: The planner's engine, without its page.
MODULES = (*below("planner"), *below("rules"))
#: The engine as tests speak to it.
_ENGINE = """() => {
  const m = CourseLib.modules;
  window.planner = {
    plans: m.rules_plans, share: m.planner_share, yaml: m.planner_yaml, words: m.rules_words, evaluate: m.rules_evaluate.evaluate,
    report: m.rules_evaluate.report, problems: m.rules_findings.problems, fixes: m.planner_fixes.fixes, suggest: m.planner_suggest.suggest,
    apply: m.planner_suggest.apply, candidates: m.planner_suggest.candidates, rules: m.rules_rules
  };
}"""
#: What a problem says beside its place, which a plan in a page has none of.
TOLD = ("code", "severity", "message", "hint")


def start(page: Page, address: str) -> None:
    """Open a page of a site (its folder's address, with a slash), load the engine, and keep the data as ``window.data``."""
    page.goto(f"{address}404.html")
    page.evaluate(script(*MODULES))
    page.evaluate(_ENGINE)
    page.evaluate("async () => { window.data = await CourseLib.modules.planner_data.load(''); }")


def as_plan(curriculum: Curriculum) -> dict[str, Any]:
    """Return a curriculum in the form that the page's engine takes."""
    row = {name: getattr(curriculum, name) for name in curriculum.__slots__ if name != "source"}
    row["items"] = [{name.rstrip("_"): getattr(i, name) for name in i.__slots__} for i in curriculum.items]
    row["themes"] = [{"year": t.year, "title": t.title} for t in curriculum.themes]
    row["earned"] = [asdict(e) for e in curriculum.earned]
    return row


def as_curriculum(plan: dict[str, Any]) -> Curriculum:
    """Return the curriculum of a plan of the page."""
    items = tuple(Item(**{"class_" if name == "class" else name: value for name, value in i.items()}) for i in plan["items"])
    themes = tuple(Theme(**t) for t in plan["themes"])
    earned = tuple(Earned(**e) for e in plan["earned"])
    return Curriculum(**(plan | {"items": items, "themes": themes, "earned": earned, "source": Source("plan.yml")}))


def without_places(told: dict[str, Any]) -> dict[str, Any]:
    """Return an evaluation's public form with problems that say what, not where."""
    return told | {"problems": [{name: p[name] for name in TOLD} for p in told["problems"]]}


def told_of(target: Target) -> dict[str, Any]:
    """Return what ``courselib curriculum check --json`` says of a file that can be read, without places."""
    assert target.evaluation is not None, target.problems
    return without_places(evaluation_json(target.evaluation, target.problems))


def told_of_file(loaded: Loaded, path: Path) -> dict[str, Any]:
    """Return what the command line says of a file outside the content folder."""
    return told_of(find_target(loaded, str(path)))


def figures_of(library: Library, curriculum: Curriculum) -> dict[str, Any]:
    """Return the evaluation's public form without any problems."""
    return evaluation_json(evaluate_curriculum(curriculum, library.courses, library.plan, library.classes), [])


def published(loaded: Loaded) -> Loaded:
    """Return the library as its site shows it: without drafts."""
    assert loaded.library is not None
    gone = loaded.library.courses.keys() - loaded.library.without_drafts().courses.keys()
    results = {path: r for path, r in loaded.results.items() if not (r.kind == "course" and r.id in gone)}
    return replace(loaded, library=loaded.library.without_drafts(), results=results)
