"""A curriculum is evaluated once a build, for checks, pages and downloads together, and again only when it may come out otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from courselib.content.checking import load_and_check
from courselib.content.reader import Reader
from courselib.curricula import evaluations
from courselib.curricula.evaluation import Evaluation, evaluate_curriculum
from courselib.curricula.evaluations import Evaluations
from courselib.library.model import Curriculum
from courselib.publish.build import Options, build
from courselib.runtime.workspace import Workspace

from ..support.library import put
from ..support.sites import build_site


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each curriculum was evaluated, by ID."""
    count: Counter[str] = Counter()

    def counting(curriculum: Curriculum, *rest: Any) -> Evaluation:
        count[curriculum.id] += 1
        return evaluate_curriculum(curriculum, *rest)

    monkeypatch.setattr(evaluations, "evaluate_curriculum", counting)
    return count


@pytest.mark.parametrize("drafts", [True, False])
def test_once_a_build(drafts: bool, content: Path, tmp_path: Path, counted: Counter[str]) -> None:
    """However many pages and files show what came of it."""
    build_site(content, tmp_path / "site", drafts=drafts)
    assert counted
    assert set(counted.values()) == {1}


def test_under_watch_only_what_may_differ(content: Path, tmp_path: Path, counted: Counter[str]) -> None:
    """A course that no curriculum asks for has none evaluated again; one that some do, those, once each."""
    reader = Reader(content)

    def built() -> dict[str, int]:
        counted.clear()
        build(Workspace.of(content), Options(tmp_path / "site"), reader=reader)
        return dict(counted)

    def edit(path: str) -> None:
        put(content, path, (content / path).read_text(encoding="utf-8").replace("title: ", "title: 新", 1))
        assert reader.look() == {path}

    first = built()
    assert set(first.values()) == {1}
    assert built() == {}
    edit("courses/rural/rural-series.md")
    assert built() == {}
    edit("courses/rural/skills.md")
    assert built() == first


def test_kept_is_what_is_made_anew(content: Path) -> None:
    """Of the same parts the same; of another course, curriculum or plan what a fresh evaluation says."""
    library = load_and_check(content).library
    assert library is not None
    courses, plan, classes = library.courses, library.plan, library.classes
    curriculum = next(iter(library.curricula.values()))
    kept = Evaluations()
    first = kept.of(curriculum, library)
    assert first == evaluate_curriculum(curriculum, courses, plan, classes)
    assert kept.of(curriculum, replace(library, courses=dict(courses))) is first
    fewer = {key: course for key, course in courses.items() if key != curriculum.items[0].course}
    assert kept.of(curriculum, replace(library, courses=fewer)) == evaluate_curriculum(curriculum, fewer, plan, classes) != first
    again = kept.of(curriculum, library)
    assert again == first
    kept.forget_all_but(())
    assert kept.of(curriculum, library) is not again
