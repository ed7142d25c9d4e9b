"""Checks across files. Each takes what was read and returns problems; none reads files."""

from __future__ import annotations

from collections.abc import Iterable

from ...problems import Problem
from ..model import Plan
from ..reading import FileResult
from . import bodies, courses, curricula, names, prerequisites, synonyms
from .scope import Scope

__all__ = ["Scope", "check_all"]


def check_all(results: Iterable[FileResult], plan: Plan | None) -> list[Problem]:
    """Return the problems that only show across files. Without a plan, checks against it are left out."""
    scope = Scope.of(results, plan)
    found: list[Problem] = []
    for check in (names.check, courses.check, prerequisites.check, bodies.check, curricula.check, synonyms.check):
        found += check(scope)
    return found
