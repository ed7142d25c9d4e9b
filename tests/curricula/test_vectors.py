"""The vectors of the hour rules: whatever engine repeats the arithmetic must give these figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from courselib.curricula.evaluation import evaluate_curriculum
from courselib.curricula.report import evaluation_json
from courselib.exchange.data import plan_data
from courselib.library.model import ClassItem, Course, Curriculum, Earned, Item, Library, Rule, Source, TrainingClass
from courselib.runtime.hours import parse_hours

from .making import a_library

FOLDER = Path(__file__).parents[1] / "vectors/rules"
FILES = sorted(FOLDER.glob("*.json"))


def cases() -> list[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """Return name, case and rules of every vector."""
    found = []
    for path in FILES:
        kept = json.loads(path.read_text(encoding="utf-8"))
        found += [(f"{path.stem}: {c['name']}", c, c.get("rules", kept["rules"])) for c in kept["cases"]]
    return found


CASES = cases()


def rule_of(row: dict[str, Any]) -> Rule:
    """Return the rule of a row in the form of ``plan.json``."""
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Rule(**(fields | {"minimum": parse_hours(str(row.get("minimum", 0)))}))


def half(row: dict[str, Any], name: str) -> int:
    """Return a figure of a vector in halves, 0 where it has none."""
    return parse_hours(str(row.get(name, 0)))


def course_of(key: str, row: dict[str, Any]) -> Course:
    """Return a course as a vector states it, by itself or in an item."""
    lists = {name: tuple(row[name]) for name in ("roles", "prerequisites", "audience") if name in row}
    plain = {name: row[name] for name in ("core", "not_before", "until", "status", "topic") if name in row}
    usual: dict[str, Any] = {"topic": "skills", "audience": ("all",)}
    return Course(id=key, title=key, hours=half(row, "hours"), theory=row["theory"], source=Source(""), **(usual | plain | lists))


def item_of(row: dict[str, Any], named: dict[str, Any]) -> Item:
    """Return an item; ``hours`` are a part where the course is stated by itself, and the course's own where it is not."""
    part = half(row, "hours") if row.get("course") in named else 0
    return Item(
        row.get("course", ""), row["year"], row.get("offjob", False), row.get("level", "county"), row.get("class", ""), part,
        half(row, "days"), row.get("on", ""),
    )


def class_of(key: str, row: dict[str, Any]) -> TrainingClass:
    """Return a class as a vector states it."""
    items = tuple(ClassItem(i["course"], on=i.get("on", ""), hours=half(i, "hours")) for i in row["items"])
    plain = {name: row[name] for name in ("start", "end", "year", "offjob", "level", "status") if name in row}
    return TrainingClass(
        id=key, title=key, audience=tuple(row.get("audience", ("all",))), items=items, source=Source(""),
        roles=tuple(row.get("roles", ())), days=half(row, "days"), **plain,
    )


def of(case: dict[str, Any], rules: list[dict[str, Any]]) -> tuple[Curriculum, Library]:
    """Return the curriculum and the library that a vector describes."""
    named = case.get("courses", {})
    courses = {key: course_of(key, row) for key, row in named.items()}
    stated = (i for i in case["items"] if "theory" in i)
    courses |= {i["course"]: course_of(i["course"], i) for i in stated}
    earned = tuple(
        Earned(int(year), *(half(row, name) for name in ("hours", "theory_hours", "offjob_hours", "days")))
        for year, row in case.get("earned", {}).items()
    )
    made = Curriculum(
        "case", "", case.get("sector", "field"), case["role"], case["start"], tuple(item_of(i, named) for i in case["items"]), Source(""),
        case["years"], case["exempt"], earned,
    )
    classes = [class_of(key, row) for key, row in case.get("classes", {}).items()]
    return made, a_library(courses.values(), map(rule_of, rules), classes=classes)


def told_of(told: dict[str, Any], findings: list[list[Any]]) -> dict[str, Any]:
    """Return what a vector states of an evaluation's public form."""
    rows = [{k: v for k, v in row.items() if k not in ("title", "counted")} for row in told["rules"]]
    core = [[row["id"], row["covered"]] for row in told["core"]]
    return {
        "hours": told["hours"], "theory_hours": told["theory_hours"], "years": told["years"], "left_out": findings, "core": core,
        "verdict": told["verdict"], "rules": rows,
    }


@pytest.mark.parametrize(("case", "rules"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_vector(case: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    """Totals, what is left out, and every rule's status, figures and reason are those of the vector."""
    curriculum, library = of(case, rules)
    evaluation = evaluate_curriculum(curriculum, library.courses, library.plan, library.classes)
    told = evaluation_json(evaluation, [])
    assert told_of(told, [[f.item, f.code] for f in evaluation.findings]) == case["expect"]


def test_there_are_enough_vectors_with_names_of_their_own() -> None:
    """At least 160 cases, told apart by name, of every status and verdict, all roles, half-hours and all levels."""
    assert len(CASES) >= 160
    assert len({name for name, _, _ in CASES}) == len(CASES)
    rules = [r for _, c, _ in CASES for r in c["expect"]["rules"]]
    assert {r["status"] for r in rules} == {"pass", "note", "fail", "exempt"}
    assert {c["expect"]["verdict"] for _, c, _ in CASES} == {"met", "noted", "unmet"}
    assert {c["role"] for _, c, _ in CASES} == {"member", "secretary", "party-worker"}
    assert {code for _, c, _ in CASES for _, code in c["expect"]["left_out"]} >= {
        "R403", "R419", *(f"C{n}" for n in (601, 602, 603, 604, 605, 606, 610, 612, 613, 614, 616)),
    }
    items = [i for _, c, _ in CASES for i in c["items"]]
    assert {i.get("level", "county") for i in items} == {"central", "province", "city", "county", "township", "unit"}
    assert any(i.get("hours", 0) % 1 for i in items)
    assert all(r["gap"] == max(0, r["need"] - r["have"]) for r in rules if "days" not in r)


def test_vectors_state_the_rules_of_the_plan(plan_library: Library) -> None:
    """The plan's rules in the vectors are those of plan.json, but for the wording of the exemption."""
    shipped = {r["id"]: r for r in plan_data(plan_library.plan)["rules"]}
    stated = json.loads((FOLDER / "members.json").read_text(encoding="utf-8"))["rules"]
    assert [r["id"] for r in stated] == list(shipped)
    for row in stated:
        wanted = json.loads(json.dumps(shipped[row["id"]]))
        if "share_of" not in wanted:
            wanted.pop("share", None)
        assert ("exempt" in row) == ("exempt" in wanted)
        one, other = ({k: v for k, v in r.items() if v and k != "exempt"} for r in (row, wanted))
        assert one == other


def test_days_and_hours_say_the_same(plan_library: Library) -> None:
    """Where the plan states days too, days × hours of a day × 2 are the half-hours it asks for."""
    plan = plan_library.plan
    stated = [r for r in plan.rules.values() if r.days]
    assert len(stated) == 3
    assert [r.days * plan.hours_per_day * 2 for r in stated] == [r.minimum for r in stated]
