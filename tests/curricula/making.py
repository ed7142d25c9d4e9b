"""The small library with a few courses more, and libraries made in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from courselib.library.model import (
    ALL,
    Course,
    Curriculum,
    Item,
    Library,
    Plan,
    Requirements,
    Role,
    Rule,
    Sector,
    Source,
    Topic,
    TrainingClass,
)
from tests.support.library import course, put, write_small

HERE = Path(__file__).parent
FAULTY = HERE / "faulty"
SOUND = """\
title: 农村党员五年方案
sector: rural
role: member
start: 2024
summary: 一个小方案。
items:
  - {course: reading, year: 2024}
  - {course: theory, year: 2025, offjob: true, level: county}
  - {course: skills, year: 2026}
"""
CLASS = "title: {0}\naudience: [rural]\n{1}\noffjob: true\n{3}items:\n  - {2}\n"
OFFJOB = (
    "  - {id: secretary-offjob, title: 每年脱产, clause: 一, applies: [secretary], window: year, count: offjob,"
    " offjob_level: county, minimum: 6}\n"
)


def write_library(folder: Path) -> Path:
    """Write the small library with more courses and a rule for secretaries; return its content folder."""
    content = write_small(folder)
    put(content, "courses/rural/extra.md", course("又一门理论课", hours="6"))
    put(content, "courses/rural/small.md", course("半小时", hours="0.5"))
    put(content, "courses/rural/craft.md", course("手艺", topic="rural-skills", theory="false", hours="3.5"))
    put(content, "courses/health/nursing.md",
        course("护理", topic="health-ethics", audience="institutions-health", theory="false", hours="1"))
    ours = "roles: [secretary]\ncore: true"
    put(content, "courses/rural/ours.md", course("书记的课", topic="rural-skills", theory="false", hours="0.5", more=ours))
    put(content, "courses/rural/plenum.md", course("全会精神", hours="1", more="not_before: 2025-10"))
    put(content, "courses/rural/campaign.md", course("专项活动", hours="1.5", more="not_before: 2024-04\nuntil: 2026-06"))
    put(content, "classes/meeting.yml", CLASS.format("书记班", "year: 2026", "{course: small}", "roles: [secretary]\n"))
    put(content, "classes/early.yml", CLASS.format("早开的班", "start: 2025-06-02", "{course: plenum, on: 2025-06-02}", ""))
    put(content, "curricula/rural-plan.yml", SOUND)
    plan = (content / "plan.yml").read_text(encoding="utf-8")
    put(content, "plan.yml", re.sub(r"minimum: \d+", "minimum: 28", plan) + OFFJOB)
    return content


def a_course(
    key: str, hours: int = 8, *, theory: bool = False, topic: str = "skills", audience: Sequence[str] = (ALL,),
    prerequisites: Sequence[str] = (), status: str = "published", kind: str = "course",
) -> Course:
    """Return a course; ``hours`` in half-hours."""
    return Course(
        key, key, topic, tuple(audience), hours, theory, Source(f"courses/{key}.md"), kind=kind,
        prerequisites=tuple(prerequisites), status=status,
    )


def a_rule(key: str, **fields: object) -> Rule:
    """Return a rule of the plan's form for members and secretaries; half-hours."""
    usual: dict[str, object] = {
        "title": key, "clause": "一", "applies": ("member", "secretary"), "window": "period", "count": "all",
    }
    return Rule(key, **(usual | fields))  # type: ignore[arg-type]  # the fields are the caller's to know


def a_topic(key: str, *, sector: str = ALL, theory: str = "either", required: bool = False) -> Topic:
    """Return a topic."""
    return Topic(key, key, "一", sector, "task", theory, required)


def a_library(
    courses: Iterable[Course], rules: Iterable[Rule] = (), topics: Iterable[Topic] = (), classes: Iterable[TrainingClass] = ()
) -> Library:
    """Return a library for the sectors ``field`` and its part ``part``, 2024—2028."""
    none = Requirements()
    sectors = {
        "field": Sector("field", "田野党员", "一", "", ("part",), none),
        "part": Sector("part", "地块党员", "一", "field", (), none),
        "other": Sector("other", "别处党员", "一", "", (), none),
    }
    found = {t.id: t for t in topics} or {k: a_topic(k) for k in ("theory", "skills")}
    roles = {key: Role(key, title, "一") for key, title in (("member", "党员"), ("secretary", "书记"), ("party-worker", "党务工作者"))}
    plan = Plan("规划", "来源", 2024, 2028, 8, {}, {}, sectors, found, {r.id: r for r in rules}, roles)
    return Library(plan, {c.id: c for c in courses}, {}, {}, {}, {c.id: c for c in classes}, {}, {})


def a_curriculum(items: Iterable[Item], *, role: str = "member", sector: str = "field", exempt: bool = False) -> Curriculum:
    """Return a curriculum of five years from 2024."""
    return Curriculum("plan", "方案", sector, role, 2024, tuple(items), Source("curricula/plan.yml"), exempt=exempt)
