"""All published curricula of a library held against the plan, and what a changed course breaks (变更影响)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from ...curricula.evaluation import Evaluation, evaluate_curriculum
from ...curricula.evaluations import Evaluations
from ...curricula.findings import UNFINISHED, findings
from ...curricula.words import gap_text
from ...library.model import Curriculum, Library
from ...library.reading import FileResult
from ...library.upstream import is_upstream
from ...problems import ERROR, Problem, problem
from ..loading import Loaded

_SHOWN = 8


def with_curricula(loaded: Loaded) -> Loaded:
    """Return what was loaded with the problems of its curricula added."""
    problems = [p for p in check_curricula(loaded) if not is_upstream(p.path)]
    return dataclasses.replace(loaded, problems=sorted({*loaded.problems, *problems})) if problems else loaded


def held_to_be_finished(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with those as errors that say of a published curriculum that it misses a rule, a topic or a core course."""
    return sorted(dataclasses.replace(p, severity=ERROR) if p.code in UNFINISHED else p for p in problems)


def check_curricula(loaded: Loaded) -> list[Problem]:
    """Return the problems of a loaded library's published curricula, and of courses that curricula still need."""
    library = loaded.library
    if library is None:
        return []
    unread = _unread(loaded)
    classes = {r.id for r in loaded.results.values() if r.kind == "class"}
    used: dict[str, list[Curriculum]] = {}
    problems: list[Problem] = []
    for curriculum in library.curricula.values():
        if curriculum.status != "published":
            continue
        for name in sorted({i.course for i in curriculum.items if i.course}):
            used.setdefault(name, []).append(curriculum)
        broken = any(i.course in unread or (i.class_ in classes and i.class_ not in library.classes) for i in curriculum.items)
        if curriculum.sector in library.plan.sectors and not broken:
            result = loaded.results[curriculum.source.path]
            problems += findings(loaded.evaluations.of(curriculum, library), result, library)
    return problems + _impact(used, unread, loaded, library)


def _unread(loaded: Loaded) -> dict[str, FileResult]:
    """Return the course files that have errors of their own, by ID: until they are mended, curricula cannot be judged."""
    known = loaded.library.courses if loaded.library else {}
    return {r.id: r for r in loaded.results.values() if r.kind == "course" and r.id not in known}


def _impact(
    used: dict[str, list[Curriculum]], unread: dict[str, FileResult], loaded: Loaded, library: Library
) -> list[Problem]:
    problems = []
    for name in sorted(used):
        curricula = used[name]
        course = library.courses.get(name)
        if course is None:
            if name in unread:
                problems.append(_warn(unread[name], "title", "这门课有错误，没有读成", [c.id for c in curricula], "先改好这门课。"))
        elif course.status != "published":
            word = "还是草稿" if course.status == "draft" else "已停用"
            losses = [_loss(c, name, loaded.evaluations, library) for c in curricula]
            problems.append(_warn(loaded.results[course.source.path], "status", f"这门课{word}", losses,
                               "在这些方案里换一门课，或重新发布这门课。"))
    return problems


def _warn(result: FileResult, field: str, what: str, curricula: list[str], hint: str) -> Problem:
    mark = result.mark(field)
    more = f"等 {len(curricula)} 个" if len(curricula) > _SHOWN else ""
    message = f"{what}，仍有课程方案排着它：{'；'.join(curricula[:_SHOWN])}{more}。"
    return problem("C609", result.path, message, line=mark.line, column=mark.column, hint=hint)


def _loss(curriculum: Curriculum, name: str, evaluations: Evaluations, library: Library) -> str:
    """Return a curriculum's name with what it lacks because the course does not count."""
    now = evaluations.of(curriculum, library)
    courses = library.courses | {name: dataclasses.replace(library.courses[name], status="published")}
    lost = _lost(now, evaluate_curriculum(curriculum, courses, library.plan, library.classes))
    return f"{curriculum.id}（{'，'.join(lost)}）" if lost else curriculum.id


def _lost(now: Evaluation, before: Evaluation) -> list[str]:
    topics = [f"缺专题 {t.title}" for t in now.missing if t not in before.missing]
    sound = {r.rule.id for r in before.rules} - {r.rule.id for r in before.failed}
    return topics + [f"“{r.rule.title}”不再满足，{gap_text(r)}" for r in now.failed if r.rule.id in sound]
