"""Checks across files. Each takes what was read and returns problems; none reads files."""

from __future__ import annotations

from collections.abc import Iterable

from ...library.model import Plan
from ...library.reading import FileResult
from ...problems import Problem
from . import bodies, courses, curricula, lists, names, prerequisites, synonyms, twins
from .scope import Scope

__all__ = ["Scope", "check_all", "check_body"]


def check_all(results: Iterable[FileResult], plan: Plan | None) -> list[Problem]:
    """Return the problems that only show across files. Without a plan, checks against it are left out."""
    scope = Scope.of(results, plan)
    found: list[Problem] = []
    checks = (
        names.check, lists.check, courses.check, prerequisites.check, bodies.check, curricula.check, synonyms.check, twins.check,
    )
    for check in checks:
        found += check(scope)
    return found


def check_body(scope: Scope, result: FileResult) -> list[Problem]:
    """Return those problems of ``check_all`` in this file that can be others when only its body is; twins are told by pairs."""
    return [p for check in (courses.check, bodies.check) for p in check(scope.narrowed(result))]
