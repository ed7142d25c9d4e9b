"""Suggestions from the repository's own courses: every sector, in each run for one of two roles."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from courselib.content.loading import Loaded
from courselib.curricula.evaluation import Evaluation, evaluate_curriculum
from courselib.curricula.findings import findings
from courselib.curricula.suggest.suggestion import suggest
from courselib.library.model import Curriculum, Item, Library, Source
from tests.support.library import REPOSITORY

SECTORS = (
    "rural urban organs institutions institutions-culture institutions-education institutions-students institutions-research "
    "institutions-health enterprises enterprises-state enterprises-finance emerging emerging-economic emerging-social "
    "emerging-employment"
).split()
Suggested = Callable[[str, str], Evaluation]
TWO = ("member", "secretary")
#: ``suggest/test_judged.py`` goes through the sectors too; with ``--fuzz 1`` there, every role has its turn.
IN_TURN = [(s, TWO[n % len(TWO)]) for n, s in enumerate(SECTORS)]
NEED = {"member": 320, "secretary": 560}
YEARS = range(2024, 2029)
_AGAIN = """
import json, sys
from pathlib import Path
from courselib.content.checking import load_and_check
from courselib.curricula.suggest.suggestion import suggest
from courselib.library.model import Curriculum, Source
library = load_and_check(Path("content")).library
for sector, role in json.loads(sys.argv[1]):
    items = suggest(library, Curriculum("", "", sector, role, 2024, (), Source(""))).items
    print(json.dumps([[i.course, i.year, i.offjob, i.level] for i in items]))
"""


def asked_for(sector: str, role: str, kept: tuple[Item, ...] = ()) -> Curriculum:
    """Return a curriculum of the whole period to be completed."""
    return Curriculum("", "", sector, role, YEARS.start, kept, Source(""))


@pytest.fixture(scope="module")
def suggested(plan_library: Library) -> Suggested:
    """Return a function that suggests for a sector and a role once, and evaluates what it got."""

    @functools.cache
    def once(sector: str, role: str) -> Evaluation:
        made = Curriculum("suggested", "", sector, role, YEARS.start, (), Source("curricula/suggested.yml"))
        made = replace(made, items=suggest(plan_library, made).items)
        return evaluate_curriculum(made, plan_library.courses, plan_library.plan)

    return once


def test_sectors_are_the_plan_s(plan_library: Library) -> None:
    """The sectors tried are all there are."""
    assert list(plan_library.plan.sectors) == SECTORS


@pytest.mark.slow
@pytest.mark.parametrize(("sector", "role"), IN_TURN)
def test_every_sector_and_role(
    sector: str, role: str, suggested: Suggested, plan_library: Library
) -> None:
    """A suggestion meets every rule, covers every required topic, has no fault, and exceeds the need by four hours at most."""
    done = suggested(sector, role)
    assert (done.failed, done.missing, done.findings) == ((), (), ())
    assert NEED[role] <= done.hours <= NEED[role] + 8
    hours = [t.hours for _, t in done.years]
    assert max(hours) - min(hours) <= 2
    assert all(t.theory for _, t in done.years)
    assert all(role == "member" or t.offjob >= 80 for _, t in done.years)
    items = done.curriculum.items
    assert max(Counter(i.course for i in items).values()) == 1
    assert any(sector in plan_library.courses[i.course].audience for i in items)


@pytest.mark.slow
@pytest.mark.parametrize(("sector", "role"), IN_TURN)
def test_leaving_out_any_course_is_noticed(
    sector: str, role: str, suggested: Suggested, plan_library: Library
) -> None:
    """Without any one course the total fails, and so does the topic that only it covered."""
    made = suggested(sector, role).curriculum
    topics = Counter(plan_library.courses[i.course].topic for i in made.items)
    for item in made.items:
        rest = tuple(i for i in made.items if i is not item)
        shorter = Curriculum(made.id, "", sector, role, made.start, rest, made.source)
        found = evaluate_curriculum(shorter, plan_library.courses, plan_library.plan)
        topic = plan_library.plan.topics[plan_library.courses[item.course].topic]
        alone = topic.required and topics[topic.id] == 1
        assert [t.id for t in found.missing] == ([topic.id] if alone else [])
        assert {"member": "member-5y", "secretary": "secretary-5y"}[role] in {r.rule.id for r in found.failed}


def test_the_same_again_in_other_processes(plan_library: Library) -> None:
    """Another process with another hash seed suggests the same, item by item."""
    asked = [("rural", "secretary")]
    told = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai" if seed == "1" else "UTC"}
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN, json.dumps(asked)], cwd=REPOSITORY, env=environment, capture_output=True, text=True,
            check=True,
        )
        told.append([json.loads(line) for line in done.stdout.splitlines()])
    here = [[[i.course, i.year, i.offjob, i.level] for i in suggest(plan_library, asked_for(s, r)).items] for s, r in asked]
    assert told == [here, here]


def test_a_half_made_curriculum_is_completed(plan_library: Library) -> None:
    """What a planner has chosen stays, and the rest is found around it."""
    kept = (Item("rural-pond-patrol", 2028), Item("rural-qianwan-experience", 2024, offjob=True))
    items = suggest(plan_library, asked_for("rural", "member", kept)).items
    made = Curriculum("kept", "", "rural", "member", 2024, items, Source(""))
    done = evaluate_curriculum(made, plan_library.courses, plan_library.plan)
    assert set(kept) <= set(items)
    assert (done.failed, done.missing, done.findings) == ((), (), ())
    assert done.hours == 320


def test_every_leaf_and_clause_has_a_curriculum(plan_library: Library) -> None:
    """Each sector without parts has a member curriculum, each clause's sector one for secretaries; all hold."""
    made = {(c.sector, c.role) for c in plan_library.curricula.values() if c.status == "published"}
    plan = plan_library.plan
    wanted = {(s, "member") for s in plan.leaves()} | {(s.id, "secretary") for s in plan.sectors.values() if not s.parent}
    assert wanted <= made
    for curriculum in plan_library.curricula.values():
        done = evaluate_curriculum(curriculum, plan_library.courses, plan)
        assert (done.failed, done.missing, done.findings) == ((), (), ()), curriculum.id


def test_leaving_out_any_course_of_a_shipped_curriculum(shipped: Loaded, plan_library: Library) -> None:
    """For every item of every curriculum: the topic that only it covered and the rules that it held up are named."""
    tried = 0
    for curriculum in plan_library.curricula.values():
        courses = [plan_library.courses[i.course] for i in curriculum.items]
        hours, theory = sum(c.hours for c in courses), sum(c.theory_hours for c in courses)
        topics = Counter(c.topic for c in courses)
        for number, (item, course) in enumerate(zip(curriculum.items, courses, strict=True)):
            rest = replace(curriculum, items=curriculum.items[:number] + curriculum.items[number + 1 :])
            done = evaluate_curriculum(rest, plan_library.courses, plan_library.plan)
            found = findings(done, shipped.results[curriculum.source.path], plan_library)
            topic = plan_library.plan.topics[course.topic]
            lost = [p.message for p in found if p.code == "C607"]
            assert lost == ([f"必修专题没有课程：{topic.title}（{topic.id}）。"] if topic.required and topics[topic.id] == 1 else [])
            offjob = sum(
                plan_library.courses[i.course].hours for i in rest.items if i.offjob and i.year == item.year
            )
            expected = {
                "党员五年累计学时": curriculum.role == "member" and hours - course.hours < 320,
                "基层党组织书记五年累计学时": curriculum.role == "secretary" and hours - course.hours < 560,
                "党的创新理论教育学时占比": 2 * (theory - course.theory_hours) < hours - course.hours,
            }
            # The plan says 一般: a year below is noted.
            noted = [r.rule.id for r in done.noted]
            assert noted == (["secretary-offjob"] if curriculum.role == "secretary" and offjob < 80 else [])
            failed = [p.message.split("”")[0].split("“")[1] for p in found if p.code == "C608"]
            assert sorted(failed) == sorted(title for title, fails in expected.items() if fails)
            tried += 1
    assert tried >= 21 * 30
