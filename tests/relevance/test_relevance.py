"""The search finds what people look for, in an order they would choose."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.library.body import text_of as plain_text
from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search.documents import FIELDS, SearchDocument, documents
from courselib.search.engine import search
from courselib.search.index import open_index

from ..support.library import REPOSITORY
from .judging import TYPED, Verdict, queries, summary, verdicts
from .measures import ndcg, recall


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load_and_check(REPOSITORY / "content").library
    assert loaded
    return loaded


def test_the_measures() -> None:
    """A perfect order has 1, a worse one less, and what was not found counts against recall."""
    grades = {"a": 2, "b": 1}
    assert ndcg(["a", "b"], grades) == 1
    assert 0 < ndcg(["b", "a"], grades) < 1
    assert ndcg(["x"] * 10 + ["a"], grades) == 0
    assert recall(["b", "x"], grades) == 0.5


def test_the_judgements_speak_of_courses_that_are_there(library: Library) -> None:
    """More than 250 queries in each set, no two alike, each expecting published courses; a third of the first is typed badly, too."""
    judged = queries()
    assert sum(j.badly for j in judged) * 3 >= len(judged) >= 250
    typed = queries(TYPED)
    assert len(typed) >= 250
    for some in (judged, typed):
        assert len({(j.text, j.filters) for j in some}) == len(some)
        assert all(j.grades for j in some)
    judged += typed
    assert {name for j in judged for name in j.grades} <= {d.id for d in documents(library)}


def test_people_find_what_they_look_for(library: Library, tmp_path: Path) -> None:
    """nDCG@10 of 0.9 or more over all judged queries, 0.95 over those that are typed well; nearly all of their courses are found."""
    found = verdicts(library, Workspace(tmp_path / "content"))
    gain, share = summary(found)
    assert gain >= 0.9, (gain, _worst(found))
    assert statistics.fmean(v.taken for v in found) >= 0.94
    well = [v for v in found if not v.judged.badly]
    gain, share = summary(well)
    assert gain >= 0.95, (gain, _worst(well))
    assert share >= 0.95, (share, [(v.judged.text, set(v.judged.grades) - set(v.found)) for v in well if v.recall < 1])


def test_what_is_typed_badly_is_found(library: Library, tmp_path: Path) -> None:
    """nDCG@10 of 0.9 or more over queries as they are typed in a hurry, where one takes what was probably meant; of 0.87 before."""
    found = verdicts(library, Workspace(tmp_path / "content"), TYPED)
    gain, share = summary(found)
    assert gain >= 0.87, (gain, _worst(found))
    assert share >= 0.88, (share, [(v.judged.text, set(v.judged.grades) - set(v.found)) for v in found if v.recall < 1])
    assert statistics.fmean(v.taken for v in found) >= 0.9
    assert sum(v.judged.grades.get(v.first) == 2 for v in found) >= len(found) * 0.88


def _worst(found: list[Verdict]) -> list[tuple[object, ...]]:
    return [(v.judged.text, round(v.ndcg, 2), v.found[:5]) for v in sorted(found, key=lambda v: v.ndcg)[:10]]


def _pieces(document: SearchDocument) -> list[str]:
    """Return what a course says itself, other words for it left out."""
    return [piece for name, pieces in zip(FIELDS, document.texts, strict=True) if name != "also" for piece in pieces]


def test_two_characters_find_every_course_that_has_them(library: Library, tmp_path: Path) -> None:
    """For 1,500 pairs that stand in courses, the courses found are at least those in whose text the pair stands."""
    courses = documents(library)
    texts = {d.id: "\n".join([*_pieces(d), plain_text(d.body)]) for d in courses}
    pairs = sorted({
        t[i : i + 2] for t in texts.values() for i in range(len(t) - 1) if all("\u4e00" <= c <= "\u9fff" for c in t[i : i + 2])
    })
    step = max(1, len(pairs) // 1500)
    with open_index(Workspace(tmp_path / "content"), courses) as index:
        for pair in pairs[::step]:
            wanted = {name for name, text in texts.items() if pair in text}
            assert wanted <= {hit.document.id for hit in search(index, pair, None, None).hits}, pair
