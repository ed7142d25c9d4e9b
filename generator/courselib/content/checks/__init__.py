"""Checks across files. Each takes what was read and returns problems; none reads files."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...library.model import Plan
from ...library.reading import FileResult
from ...problems import Problem
from . import attachments, bodies, classes, courses, curricula, lecturers, lists, names, prerequisites, synonyms, twins
from .scope import Scope

__all__ = ["OF_ALL", "OF_KIND", "Scope", "check_all", "check_body"]

Check = Callable[[Scope], list[Problem]]
#: What is looked at in files of each kind, beyond what the schema says of one value. The plan is checked before all else, since
#: without a sound one there is no library (``plan.py``).
OF_KIND: dict[str, tuple[Check, ...]] = {
    "course": (courses.check, prerequisites.check),
    "lecturer": (lecturers.check,),
    "venue": (),
    "class": (classes.check,),
    "curriculum": (curricula.check,),
    "page": (),
    "plan": (attachments.check,),
    "synonyms": (synonyms.check,),
}
#: What is looked at in files of every kind.
OF_ALL: tuple[Check, ...] = (names.check, lists.check, bodies.check, twins.check)


def check_all(results: Iterable[FileResult], plan: Plan | None) -> list[Problem]:
    """Return the problems that only show across files. Without a plan, checks against it are left out."""
    scope = Scope.of(results, plan)
    problems: list[Problem] = []
    for check in (*OF_ALL, *(check for checks in OF_KIND.values() for check in checks)):
        problems += check(scope)
    return problems


def check_body(scope: Scope, result: FileResult) -> list[Problem]:
    """Return those problems of ``check_all`` in this file that can be others when only its body is; twins are told by pairs."""
    return [p for check in (courses.check, bodies.check) for p in check(scope.narrowed(result))]
