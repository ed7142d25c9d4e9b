"""Suggestions from the shipped courses, judged: every sector and role, from empty and from the middle of the period."""

from __future__ import annotations

import pytest

from courselib.library.model import Library
from tests.support.judging import Judged, empty, judge, midway, table

ROLES = ("member", "secretary", "party-worker")
#: A sector with parts of its own, one without, and one of the parts: with many and with few courses of the sector.
SOME = ("rural", "institutions", "enterprises-finance")


def held(judged: Judged, role: str) -> None:
    """Fail for what a planner would not sign."""
    told = "\n".join(table(judged))
    assert judged.faults == (), told
    hours = [y.hours for y in judged.years]
    assert max(hours) - min(hours) <= 6, told
    assert all(2 * y.theory >= y.hours - 2 for y in judged.years), told
    assert all(y.tasks >= 4 and y.methods >= 4 for y in judged.years), told
    assert all(y.offjob == (80 if role == "secretary" else 0) for y in judged.years), told
    # Half of a class is theory, as nearly as whole courses allow.
    assert all(2 * y.offjob_theory >= y.offjob - 16 for y in judged.years), told


def whole(judged: Judged, role: str) -> None:
    """Fail unless five years come to the need with its reserve, and to no more than half a day above it."""
    need = {"member": 336, "secretary": 588, "party-worker": 336}[role]
    assert need <= sum(y.hours for y in judged.years) <= need + 8


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("sector", SOME)
def test_from_the_middle_of_the_period(sector: str, role: str, plan_library: Library) -> None:
    """Two years beside what was earned in three."""
    held(judge(plan_library, midway(sector, role)), role)


@pytest.mark.parametrize("role", ROLES)
def test_from_empty(role: str, plan_library: Library) -> None:
    """Five years of one sector."""
    judged = judge(plan_library, empty("rural", role))
    held(judged, role)
    whole(judged, role)


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_sector(role: str, plan_library: Library, request: pytest.FixtureRequest) -> None:
    """All sectors: each mid-period, and from empty for one role in turn (for every role with ``--fuzz 1``; they take six minutes)."""
    assert len(plan_library.plan.sectors) == 16
    every = bool(request.config.getoption("--fuzz"))
    for number, sector in enumerate(plan_library.plan.sectors):
        if every or number % len(ROLES) == ROLES.index(role):
            judged = judge(plan_library, empty(sector, role))
            held(judged, role)
            whole(judged, role)
        held(judge(plan_library, midway(sector, role)), role)
