"""Queries that no course comes near: characters count, in the page as on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from courselib.content.checking import load_and_check
from courselib.runtime.workspace import Workspace
from courselib.search import far, question
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.index import Index, open_index

from ..relevance.judging import QUERIES, TYPED, queries
from ..support import engine, offline
from ..support.library import REPOSITORY
from ..support.needs import needs_program
from ..support.scripts import node

PARAPHRASES = QUERIES.with_name("paraphrases.yml")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    library = load_and_check(REPOSITORY / "content").library
    assert library
    with open_index(Workspace(tmp_path_factory.mktemp("far") / "content"), documents(library)) as opened:
        yield opened


@pytest.mark.parametrize(("query", "best", "expected"), [
    ("发大水了怎么撤人", 3, True), ("发大水了怎么撤人", 0, False), ("发大水了怎么撤人", 4, False), ("撤", 1, False),
    ("abc def ghi", 1, False),
    ("“大水”来了怎么撤人", 1, False), ("大水来了怎么撤人 -火", 1, False), ("学" * 2 + "".join(map(chr, range(0x4e00, 0x4e20))), 1, False),
])
def test_which_queries(query: str, best: int, expected: bool) -> None:
    """Some of the terms but less than half, some Chinese, no marks, not pasted."""
    assert far.is_far(question.parse(query), best) is expected


def test_other_words_find_the_course(index: Index) -> None:
    """No course has half of the pairs; the characters of 投资 and 党组 single out some. Courses that are far are left out."""
    found = search(index, "大额投资先过党组织会", None, None)
    assert found.relaxed
    assert "state-reform-governance-procedure" in [hit.document.id for hit in found.hits[:3]]
    assert all(hit.score * far.FLOOR >= found.hits[0].score for hit in found.hits)
    assert 0 < found.total < len(index.documents) // 2


def test_filters_hold(index: Index) -> None:
    """What is far is measured against all courses, and filters choose among what is given."""
    every = {hit.document.id for hit in search(index, "大额投资先过党组织会", None, None).hits}
    urban = search(index, "大额投资先过党组织会", Filters(sector="urban"), None)
    assert {hit.document.id for hit in urban.hits} == {name for name in every if "urban" in index.documents[name].sectors}


@needs_program(node(), "needs node")
def test_the_page_gives_the_same(index: Index, shipped_site: Path) -> None:
    """All judged queries and paraphrases: the same courses, order and scores, to the last bit."""
    texts = [j.text for path in (PARAPHRASES, QUERIES, TYPED) for j in queries(path)]
    answers = offline.run(shipped_site, engine.ASK, [[{"text": text, "limit": 20} for text in texts], {"scores": True}])
    differing = []
    for text, answer in zip(texts, answers, strict=True):
        found = search(index, text, None, 20)
        expected = [[hit.document.id, hit.score] for hit in found.hits]
        if [expected, found.total, found.relaxed] != [answer["hits"], answer["total"], answer["relaxed"]]:
            differing.append((text, expected[:2], answer["hits"][:2], found.total, answer["total"]))
    assert not differing, (len(differing), differing[:5])
