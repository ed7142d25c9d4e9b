import random
import re
from collections.abc import Iterator

import pytest

from courselib.library.body import text_of as plain_text
from courselib.library.model import Library
from courselib.runtime.errors import UsageError
from courselib.runtime.workspace import Workspace
from courselib.search.analysis import HAN, index_terms, normalized, query_terms
from courselib.search.documents import FIELDS, documents
from courselib.search.engine import Filters, search
from courselib.search.index import Index, open_index
from courselib.search.pinyin import title_key

from .conftest import made


@pytest.fixture(scope="module")
def shipped(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The open index of the shipped library."""
    folder = tmp_path_factory.mktemp("shipped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), documents(library)) as opened:
            yield opened


@pytest.fixture(scope="module")
def texts(shipped: Index) -> dict[str, str]:
    """All searched text of each course, normalised, with breaks between its pieces."""
    return {
        name: "\n".join(normalized(p) for field in d.texts for p in field) + "\n" + normalized(plain_text(d.body))
        for name, d in shipped.documents.items()
    }


def ids(index: Index, query: str, **filters: object) -> list[str]:
    """Return the IDs of all hits."""
    return [h.document.id for h in search(index, query, Filters(**filters), None).hits]  # type: ignore[arg-type] # real names


def test_every_course_with_a_two_character_query_is_found(shipped: Index, texts: dict[str, str]) -> None:
    """For 1,500 two-character queries drawn from the content, the hits are exactly the courses that hold the text."""
    pair = re.compile(f"(?=([{HAN}]{{2}}))")
    pairs = {found for text in texts.values() for found in pair.findall(text)}
    sample = random.Random(6).sample(sorted(pairs), 1500)  # noqa: S311 - a repeatable draw
    for query in sample:
        assert sorted(ids(shipped, query)) == sorted(n for n, t in texts.items() if query in t), query


def test_every_course_with_a_longer_query_is_found(shipped: Index, texts: dict[str, str]) -> None:
    """For 300 runs of three to eight characters, every course that holds the text is among the hits."""
    draw = random.Random(7)  # noqa: S311 - a repeatable draw
    runs = sorted({r for t in texts.values() for r in re.findall(f"[{HAN}]{{3,}}", t)})
    for run in draw.sample(runs, 300):
        query = run[: draw.randint(3, 8)]
        found = search(shipped, query, limit=None)
        assert not found.relaxed
        assert {n for n, t in texts.items() if query in t} <= {h.document.id for h in found.hits}, query


def test_a_whole_title_finds_its_course_first(shipped: Index) -> None:
    """Each title, asked for as it stands, gives its course as the first hit, with all terms."""
    for document in shipped.documents.values():
        found = search(shipped, document.title, limit=1)
        assert (found.hits[0].document.title, found.relaxed) == (document.title, False)


def test_every_course_with_a_character_is_found(shipped: Index, texts: dict[str, str]) -> None:
    """For 400 single characters drawn from the content, the hits are exactly the courses that hold them anywhere."""
    found = sorted({c for text in texts.values() for c in re.findall(f"[{HAN}]", text)})
    for query in random.Random(8).sample(found, 400):  # noqa: S311 - a repeatable draw
        assert sorted(ids(shipped, query)) == sorted(n for n, t in texts.items() if query in t), query


def test_hits_are_those_that_hold_all_terms(shipped: Index, texts: dict[str, str]) -> None:
    """For queries of several words, the hits are exactly the courses whose fields together hold all terms."""
    held = {}
    for name, d in shipped.documents.items():
        held[name] = {*index_terms(plain_text(d.body), False), *re.findall(f"[{HAN}]", texts[name])}
        for field, pieces in zip(FIELDS, d.texts, strict=True):
            held[name] |= {t for piece in pieces for t in index_terms(piece, field != "text")}
    for query in ("基层治理 网格", "党员 学习 方法", "案例 讨论 书记", "2 学时", "理论 青年", "书", "党", "田 学习", "水 电 党员"):
        terms = set(query_terms(query))
        assert sorted(ids(shipped, query)) == sorted(n for n, has in held.items() if terms <= has), query


def test_order_is_by_score_then_plan(shipped: Index, library: Library) -> None:
    """Hits fall in score, equal ones stand in order of the plan's topics, then of ID, and a limit only cuts the list."""
    whole = search(shipped, "党员教育", limit=None)
    topics = [*library.plan.topics]
    keys = [(-h.score, topics.index(h.document.topic), h.document.id) for h in whole.hits]
    assert keys == sorted(keys)
    assert search(shipped, "党员教育", limit=3).hits == whole.hits[:3]
    assert search(shipped, "党员教育", limit=3).total == whole.total == len(whole.hits) > 3


def test_traditional_and_full_width_queries_find_the_same(shipped: Index) -> None:
    """The form of characters makes no difference."""
    assert ids(shipped, "黨員教育") == ids(shipped, "党员教育") != []
    assert ids(shipped, "１２０") == ids(shipped, "120") != []


@pytest.fixture
def small(workspace: Workspace) -> Iterator[Index]:
    """The open index of five small courses."""
    made_courses = [
        made("a", "乡村振兴", hours=2, theory=True, topic="t1", task="k1", sectors=("rural",)),
        made("b", "乡村治理", hours=4, audience=("all",), sectors=("all",), open_to=("rural", "urban"), topic="t1", task="k2"),
        made("c", "社区治理", hours=8, sectors=("urban",), topic="t2", task="k2"),
        made("d", "Python 入门", body="乡村"),
        made("e", "乡村振兴", hours=2),
    ]
    with open_index(workspace, made_courses) as opened:
        yield opened


def test_nothing_with_all_terms_gives_the_nearest(small: Index) -> None:
    """When no course has all terms, those with the most come first and the answer says so."""
    found = search(small, "乡村治理 振兴")
    assert found.relaxed
    assert [(h.document.id, h.matched) for h in found.hits][:1] == [("b", 3)]
    assert [h.matched for h in found.hits] == sorted((h.matched for h in found.hits), reverse=True)
    assert found.total == 5


def test_a_pasted_paragraph_finds_the_few_that_share_most_of_it(shipped: Index) -> None:
    """A text that no course has gives those that come near to the nearest, not every course that shares a word."""
    paragraph = (
        "汛期来临前，村党支部要组织党员突击队逐户摸清独居老人和行动不便群众的情况，明确转移路线和安置点，备好沙袋、手电和哨子，"
        "夜间巡查至少两人同行，发现险情先报告再处置。"
    )
    found = search(shipped, paragraph, None, None)
    assert found.relaxed
    assert "rural-flood-response" in [h.document.id for h in found.hits]
    assert found.total < 10
    assert min(h.matched for h in found.hits) * 3 >= found.hits[0].matched * 2
    two = " ".join(d.plain[100:200] for d in list(shipped.documents.values())[5:90:80])
    assert search(shipped, "关于做好今年春季学期党员教育培训工作的通知").total < 30
    assert search(shipped, two).total < 10


def test_what_does_not_pass_the_filters_is_counted(small: Index) -> None:
    """When only courses that do not pass have all terms, or are there at all, their number is told."""
    found = search(small, "乡村振兴", Filters(topic="t2"))
    assert (found.total, found.relaxed, found.elsewhere) == (0, False, 2)
    found = search(small, "社区治理", Filters(topic="t1"))
    assert (found.total, found.relaxed, found.elsewhere) == (1, True, 1)
    assert search(small, "社区治理").elsewhere == search(small, "火星", Filters(topic="t1")).elsewhere == 0
    assert search(small, "", Filters(topic="t3")).elsewhere == 5


def test_a_query_that_is_too_long_is_cut_and_said_so(small: Index) -> None:
    """As many terms are looked for as there may be; how many were left is told."""
    found = search(small, " ".join(f"w{n}" for n in range(70)))
    assert (len(found.terms), found.unsought) == (64, 6)
    assert search(small, " ".join(f"w{n}" for n in range(64))).unsought == 0


def test_nothing_at_all_is_not_relaxed(small: Index) -> None:
    """A query without any hit gives none, and does not claim to be relaxed."""
    found = search(small, "火星")
    assert (found.total, found.hits, found.relaxed) == (0, (), False)


def test_equal_courses_stand_in_the_order_of_the_index(small: Index) -> None:
    """Two courses of the same text have the same score and stand as they were given."""
    hits = search(small, "振兴").hits
    assert [h.document.id for h in hits] == ["a", "e"]
    assert hits[0].score == hits[1].score


@pytest.mark.parametrize(("query", "found"), [
    ("python", ["d"]), ("PYTHON", ["d"]), ("治", ["b", "c"]), ("治理", ["b", "c"]), ("社区 治理", ["c"]),
    ("村", ["a", "b", "d", "e"]), ("村 振兴", ["a", "e"]), ("门 村", ["d"]), ("入 社区", ["c", "d"]),
])
def test_queries_of_every_kind(small: Index, query: str, found: list[str]) -> None:
    """One character, two, several words, Latin words in either case; a character beside words, and only near."""
    assert sorted(ids(small, query)) == found


@pytest.mark.parametrize(("filters", "found"), [
    ({}, "abcde"), ({"sector": "rural"}, "ade"), ({"sector": "urban"}, "c"), ({"sector": "urban", "shared": True}, "bc"),
    ({"sector": "all"}, "b"),
    ({"topic": "t1"}, "ab"), ({"task": "k2"}, "bc"), ({"theory": True}, "a"), ({"theory": False}, "bcde"), ({"min_hours": 4}, "bcd"),
    ({"max_hours": 2}, "ae"), ({"min_hours": 3, "max_hours": 7}, "bd"), ({"sector": "rural", "theory": True}, "a"),
    ({"topic": "t2", "theory": True}, ""),
])
def test_filters(small: Index, filters: dict[str, object], found: str) -> None:
    """A query without terms lists in order what passes the filters; with terms, the filters take away from the hits."""
    assert ids(small, "", **filters) == ids(small, "，。", **filters) == list(found)
    assert sorted(ids(small, "治理", **filters)) == sorted(set(found) & {"b", "c"})


def test_a_parent_holds_its_children(shipped: Index, library: Library) -> None:
    """A sector's courses are those for it and its sub-sectors; what its members may study beyond is for its parent, and for all."""
    def named(*audience: str) -> list[str]:
        return [n for n, d in shipped.documents.items() if {*audience} & {*d.audience}]

    children = library.plan.sectors["institutions"].children
    assert ids(shipped, "", sector="institutions") == named("institutions", *children) != []
    assert ids(shipped, "", sector="institutions", shared=True) == named("institutions", "all", *children)
    assert ids(shipped, "", sector="institutions-health") == named("institutions-health") != []
    assert ids(shipped, "", sector="institutions-health", shared=True) == named("institutions-health", "institutions", "all")
    with pytest.raises(UsageError):
        Filters(shared=True).check(library.plan)


@pytest.mark.parametrize(("filters", "hint"), [
    ({"sector": "rurl"}, "rural"), ({"sector": "农村党员"}, "rural"), ({"topic": "rural-qianwa"}, "rural-qianwan"),
    ({"task": "skill"}, "skills"), ({"sector": "zzzzzz"}, "urban"),
])
def test_unknown_ids_are_told_with_the_nearest(library: Library, filters: dict[str, str], hint: str) -> None:
    """An ID that the plan does not have is wrong usage, and the hint names the nearest or all."""
    with pytest.raises(UsageError) as caught:
        Filters(**filters).check(library.plan)  # type: ignore[arg-type] # the test names real fields
    assert hint in caught.value.hint


def test_known_filters_pass(library: Library) -> None:
    """IDs of the plan, “all” and sensible hours are accepted; hours the wrong way round are not."""
    Filters("all", "rural-qianwan", "skills", True, 2, 2).check(library.plan)
    Filters("institutions-health").check(library.plan)
    with pytest.raises(UsageError):
        Filters(min_hours=3, max_hours=2).check(library.plan)


def test_a_word_in_letters_stands_before_what_reads_like_it(workspace: Workspace) -> None:
    """“AI” gives courses that say AI, in whatever field, before those that read ai; a reading alone gives those."""
    texts = {"title": ("爱国爱民 爱岗",), "keywords": ("爱心 爱护",), "text": ()}
    loved = made("a", texts=tuple(texts.get(field, ()) for field in FIELDS))
    with open_index(workspace, [loved, made("b", "别的", body="用 AI 写稿。" + "别的话。" * 200), made("c", "爱")]) as index:
        assert search(index, "AI").hits[0].document.id == "b"
        assert set(ids(index, "ai")) == {"a", "b", "c"}
        assert ids(index, "aiguo") == ["a"]


def test_readings_of_keywords_and_lecturers(shipped: Index, library: Library) -> None:
    """Pinyin finds what keywords and lecturers' names read as, besides titles and topics."""
    lecturer = next(x for x in library.lecturers.values() if any(x.id in c.lecturers for c in library.courses.values()))
    name = max(re.findall(f"[{HAN}]+", lecturer.title), key=len)[:8]
    readings = "".join(title_key(name)[0])
    taught = {c.id for c in library.courses.values() if lecturer.id in c.lecturers and c.status == "published"}
    assert taught <= set(ids(shipped, readings)) != set()
    assert ids(shipped, "rengongzhineng") != []
