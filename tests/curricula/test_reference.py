"""The curricula that are shipped: each could be filed as it stands."""

from __future__ import annotations

from itertools import groupby

import pytest

from courselib.content.loading import Loaded
from courselib.library.model import ALL, Course, Curriculum, Item, Library
from tests.support.library import REPOSITORY

IDS = sorted(p.stem for p in (REPOSITORY / "content" / "curricula").glob("*.yml"))
Planned = list[tuple[Item, Course]]


@pytest.fixture(params=IDS)
def curriculum(request: pytest.FixtureRequest, plan_library: Library) -> Curriculum:
    """Each shipped curriculum in turn."""
    return plan_library.curricula[request.param]


@pytest.fixture
def planned(curriculum: Curriculum, plan_library: Library) -> Planned:
    """Its items with their courses."""
    return [(item, plan_library.courses[item.course]) for item in curriculum.items]


def test_every_sector_and_group_has_one(plan_library: Library) -> None:
    """Six sectors, with the other enterprises and institutions of clauses (八) and (九), and each group named by the plan."""
    made = {(c.sector, c.role) for c in plan_library.curricula.values()}
    # Who works in an emerging field belongs to one of its three groups.
    assert {sector for sector, role in made if role == "member"} == plan_library.plan.sectors.keys() - {"emerging"}
    assert {sector for sector, role in made if role == "secretary"} == {s.id for s in plan_library.plan.sectors.values() if not s.parent}


def test_it_holds_all_core_courses(curriculum: Curriculum, planned: Planned, plan_library: Library) -> None:
    """What every curriculum of its audience must hold is there."""
    lineage = plan_library.plan.lineage(curriculum.sector)
    core = {c.id for c in plan_library.courses.values() if c.core and c.serves(lineage) and c.given_to(curriculum.role)}
    assert core - {course.id for _, course in planned} == set()


def test_no_course_is_for_others_or_before_its_event(curriculum: Curriculum, planned: Planned, plan_library: Library) -> None:
    """Every course is for the sector and the role, given in its year, planned once and after what it builds on."""
    lineage = plan_library.plan.lineage(curriculum.sector)
    place = {course.id: n for n, (_, course) in enumerate(planned)}
    assert len(place) == len(planned)
    for n, (item, course) in enumerate(planned):
        assert course.serves(lineage), course.id
        assert course.given_to(curriculum.role), course.id
        assert course.given_in(item.year), course.id
        assert all(place[before] < n for before in course.prerequisites), course.id


def test_required_topics_and_hours(curriculum: Curriculum, planned: Planned, plan_library: Library) -> None:
    """Every required topic, the hours of the role, half of them theory."""
    plan = plan_library.plan
    lineage = plan.lineage(curriculum.sector)
    covered = {course.topic for _, course in planned}
    assert {t.id for t in plan.topics.values() if t.required and t.sector in lineage} - covered == set()
    hours = sum(course.hours for _, course in planned)
    assert hours >= {"member": 320, "secretary": 560}[curriculum.role]
    assert 2 * sum(course.theory_hours for _, course in planned) >= hours


def test_every_year_has_of_the_sector_and_begins_with_theory(planned: Planned, plan_library: Library) -> None:
    """No year has less than half its even share of the sector's hours, or of all hours; what is theory comes first in it."""
    topics = plan_library.plan.topics
    years = {year: list(items) for year, items in groupby(planned, key=lambda one: one[0].year)}
    assert list(years) == list(plan_library.plan.years)
    of_sector = {y: sum(c.hours for _, c in items if topics[c.topic].sector != ALL) for y, items in years.items()}
    for year, items in years.items():
        assert of_sector[year] * 2 * len(years) >= sum(of_sector.values()), year
        strands = [course.theory for _, course in items]
        assert strands == sorted(strands, reverse=True), year


def test_off_the_job_training_fills_a_class_of_five_days(curriculum: Curriculum, planned: Planned) -> None:
    """A secretary's class of each year has just the forty hours of five days; members are called to none."""
    for year in range(curriculum.start, curriculum.start + curriculum.years):
        offjob = sum(course.hours for item, course in planned if item.year == year and item.offjob)
        assert offjob == (80 if curriculum.role == "secretary" else 0), year


def test_themes_hold(curriculum: Curriculum, planned: Planned) -> None:
    """Each year has its theme; where the opening of the fifteenth five-year plan is one, its course stands in that year."""
    assert [t.year for t in curriculum.themes] == list(range(curriculum.start, curriculum.start + curriculum.years))
    for theme in curriculum.themes:
        if "“十五五”" in theme.title:
            assert "all-plenum-fourth-session-plan" in {course.id for item, course in planned if item.year == theme.year}


def test_the_shipped_content_is_without_a_problem(shipped: Loaded) -> None:
    """Neither an error nor a warning."""
    assert shipped.problems == []
