"""Lecturers: the topics that they can teach are in the plan."""

from __future__ import annotations

from ...problems import Problem
from .courses import unknown_topic
from .lists import listed
from .scope import Scope


def check(scope: Scope) -> list[Problem]:
    """Return problems of lecturers' topics; without a plan there is nothing to hold them against."""
    if scope.plan is None:
        return []
    return [
        problem
        for result in scope.of_kind("lecturer")
        for index, topic in enumerate(listed(result, "topics"))
        for problem in unknown_topic(result, f"topics[{index}]", topic, scope, scope.plan)
    ]
