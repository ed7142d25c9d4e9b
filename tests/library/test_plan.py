"""The shipped plan and content: the vocabulary that everything else builds on."""

from __future__ import annotations

from pathlib import Path

import pytest

from courselib.content import loading
from courselib.content.checking import load_and_check
from courselib.library.model import Plan

ROOT = Path(__file__).parent.parent.parent / "content"
TASKS = [
    "政治理论教育",
    "政治教育和政治训练",
    "党章党规党纪教育",
    "党的宗旨教育",
    "革命传统教育",
    "形势政策教育",
    "知识技能教育",
]
SECTORS: dict[str, tuple[str, ...]] = {
    "rural": (),
    "urban": (),
    "organs": (),
    "institutions": (
        "institutions-culture",
        "institutions-education",
        "institutions-students",
        "institutions-research",
        "institutions-health",
    ),
    "enterprises": ("enterprises-state", "enterprises-finance"),
    "emerging": ("emerging-economic", "emerging-social", "emerging-employment"),
}
NUMERALS = "一二三四五六七八九十"


@pytest.fixture(scope="module")
def loaded() -> loading.Loaded:
    return load_and_check(ROOT)


@pytest.fixture(scope="module")
def plan(loaded: loading.Loaded) -> Plan:
    assert loaded.library is not None
    return loaded.library.plan


def plain(clause: str) -> str:
    """Return a clause's numeral without its brackets, of either width."""
    return clause.strip("()（）")


def test_shipped_content_has_no_problem(loaded: loading.Loaded) -> None:
    """Neither errors nor warnings stand in what is shipped."""
    assert loaded.problems == []


def test_period_and_hours_of_a_day(plan: Plan) -> None:
    """The plan runs five calendar years, and a day is eight hours."""
    assert list(plan.years) == [2024, 2025, 2026, 2027, 2028]
    assert plan.hours_per_day == 8


def test_seven_tasks(plan: Plan) -> None:
    """The basic tasks are the plan's seven, in its order and words."""
    assert [t.title for t in plan.tasks.values()] == TASKS


def test_six_sectors_and_ten_sub_sectors(plan: Plan) -> None:
    """Sector IDs are fixed: other libraries and saved curricula refer to them."""
    assert {s.id: s.children for s in plan.sectors.values() if not s.parent} == SECTORS
    assert len(plan.sectors) == 16
    assert len(plan.leaves()) == 13
    assert plan.lineage("institutions-health") == ("institutions-health", "institutions", "all")
    assert plan.lineage("rural") == ("rural", "all")
    assert plan.lineage("all") == ("all",)


def test_sectors_stand_under_their_clauses(plan: Plan) -> None:
    """Clauses five to ten govern one sector each, sub-sectors the clause of theirs."""
    assert [plain(plan.sectors[s].clause) for s in SECTORS] == list("五六七八九十")
    assert all(s.clause == plan.sectors[s.parent].clause for s in plan.sectors.values() if s.parent)


def test_rule_figures(plan: Plan) -> None:
    """160, 280 and 40 hours, a half for theory; days are the same figure in days of eight hours."""
    figures = {r.id: (r.applies, r.window, r.count, r.minimum, r.days) for r in plan.rules.values() if r.minimum}
    assert figures == {
        "member-5y": (("member", "party-worker"), "period", "all", 320, 20),
        "secretary-5y": (("secretary",), "period", "all", 560, 35),
        "secretary-offjob": (("secretary",), "year", "offjob", 80, 5),
    }
    assert all(r.minimum == r.days * plan.hours_per_day * 2 for r in plan.rules.values())
    share = plan.rules["theory-share"]
    assert (share.share, share.share_of, share.count) == ((1, 2), "all", "theory")
    assert set(share.applies) == {"member", "secretary", "party-worker"}
    assert plan.rules["secretary-offjob"].offjob_level == "county"
    assert plan.rules["secretary-offjob"].normal_case
    assert len(plan.rules) == 4


def test_every_content_clause_has_topics(plan: Plan) -> None:
    """Clauses one to ten are covered by topics, each theory strand among them."""
    covered = {plain(t.clause) for t in plan.topics.values()}
    assert set(NUMERALS) <= covered
    for sector, children in SECTORS.items():
        own = [t for t in plan.topics.values() if t.sector in (sector, *children)]
        assert any(t.theory == "required" and t.required for t in own), sector
    for sector in plan.leaves():
        assert any(t.sector in plan.lineage(sector)[:-1] for t in plan.topics.values()), sector


def test_topics_refer_to_what_exists(plan: Plan) -> None:
    """Every topic has a known clause, sector, task and theory mark."""
    for topic in plan.topics.values():
        assert topic.clause in plan.clauses
        assert topic.sector == "all" or topic.sector in plan.sectors
        assert topic.task in plan.tasks
        assert topic.theory in ("required", "excluded", "either")


def test_military_is_no_sector(plan: Plan) -> None:
    """The plan leaves the army and the armed police to measures of their own."""
    assert not any("军" in s.title or "武警" in s.title for s in plan.sectors.values())


def test_required_topics_have_courses(loaded: loading.Loaded, plan: Plan) -> None:
    """Each required topic is served by a published course."""
    assert loaded.library is not None
    served = {c.topic for c in loaded.library.courses.values() if c.status == "published"}
    assert {t.id for t in plan.topics.values() if t.required} - served == set()
