"""What is typed is understood: figures, letters apart or in one, quotation marks, minus signs, alternatives."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search.analysis import whole_key
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.index import Index, open_index
from courselib.search.question import MAX_WAYS, numeral, parse

from .conftest import ROOT, made

VECTORS = json.loads((ROOT / "tests" / "vectors" / "analysis" / "questions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: ascii(case["text"][:20]))
def test_shared_vectors(case: dict[str, object]) -> None:
    """Every query of the vectors that the browser runs too is read in these ways."""
    read = parse(str(case["text"]))
    assert [[list(way.terms), list(way.needed)] for way in read.ways] == case["ways"]
    assert ([list(terms) for terms in read.without], read.unsought) == (case["without"], case["unsought"])
    assert whole_key(str(case["text"])) == case["key"]


def test_numerals() -> None:
    """Numbers up to ninety-nine as they are read."""
    found = [numeral(n) for n in (1, 9, 10, 11, 19, 20, 21, 90, 99)]
    assert found == ["一", "九", "十", "十一", "十九", "二十", "二十一", "九十", "九十九"]


def test_there_are_never_many_ways() -> None:
    """However many alternatives are written, few are looked for."""
    assert len(parse(" 或 ".join(f"第{n}届" for n in range(10, 30))).ways) == MAX_WAYS


@pytest.fixture(scope="module")
def shipped(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The open index of the shipped library."""
    folder = tmp_path_factory.mktemp("typed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), documents(library)) as opened:
            yield opened


@pytest.mark.parametrize(("typed", "first"), [
    ("20大", "all-plenum-twentieth-report"), ("20大报告", "all-plenum-twentieth-report"), ("3会1课", "all-constitution-branch-rules"),
    ("155", "all-plenum-fourth-session-plan"), ("2个确立", "all-loyalty-two-establishes"), ("4个面向", "research-four-orientations"),
    ("6个必须坚持", "all-innovation-six-musts"), ("2个结合", "all-innovation-two-integrations"),
    ("5篇大文章", "finance-real-economy-five-articles"),
])
def test_figures_are_numerals(shipped: Index, typed: str, first: str) -> None:
    """What is written with figures finds first what is written with numerals."""
    assert search(shipped, typed).hits[0].document.id == first


@pytest.fixture
def small(workspace: Workspace) -> Iterator[Index]:
    """The open index of some small courses."""
    courses = [
        made("a", "CS 61A 导论"), made("b", "CS61A 习题"), made("c", "C++ 入门"), made("d", "C 语言"), made("e", "5G 网络"),
        made("f", "微党课 怎么讲", hours=2), made("g", "党课 怎么讲"), made("h", "群众的路线图", body="众路"), made("i", "群众路线"),
        made("j", "C# 入门"),
    ]
    with open_index(workspace, courses) as index:
        yield index


@pytest.mark.parametrize(("typed", "found"), [
    ("CS 61A", "ab"), ("cs61a", "ab"), ("CS-61A 习题", "b"), ("C++", "c"), ("c#", "j"), ("C＃", "j"), ("C 语言", "d"), ("5 G", "e"),
    ("5G", "e"),
    ("党课", "fg"), ("党课 -微党课", "g"), ("党课 －“微党课”", "g"), ("党课 或 群众路线", "fghi"), ("C++ OR 5G", "ce"), ("C++ | C#", "cj"),
    ("-党课 -群众 -入门", "abde"), ("党课 -党课", ""), ("路线 图 -微", "h"),
])
def test_marks(small: Index, typed: str, found: str) -> None:
    """Each mark does what people expect of it; the courses found are exactly these."""
    answer = search(small, typed, None, None)
    assert sorted(h.document.id for h in answer.hits) == list(found)
    assert not answer.relaxed
    assert answer.without == any(mark in typed for mark in (" -", "－", "-党"))


def test_what_is_quoted_stands_in_every_course(small: Index) -> None:
    """Where no course has everything, only those with all of what is quoted are near."""
    assert {h.document.id for h in search(small, "党课 火星 微").hits} == {"f", "g"}
    answer = search(small, "“微党课” 火星 怎么讲", None, None)
    assert ([h.document.id for h in answer.hits], answer.relaxed) == (["f"], True)
    assert search(small, "“火星” 党课").total == 0


def test_filters_and_alternatives(small: Index) -> None:
    """Courses that have one alternative but do not pass are counted; their terms weigh nothing for others."""
    answer = search(small, "微党课 或 5G 火星", Filters(min_hours=4), None)
    assert answer.elsewhere == 1
    assert answer.relaxed
    assert [h.document.id for h in search(small, "火星 或 5G").hits] == ["e"]
