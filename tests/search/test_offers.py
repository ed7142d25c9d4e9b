"""Words that name a filter are offered as one; what is offered leads somewhere, and the query stays as it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from courselib.library.model import Library
from courselib.runtime.workspace import Workspace
from courselib.search.documents import documents
from courselib.search.engine import Filters, search
from courselib.search.filterwords import filter_words, others
from courselib.search.hints import hints
from courselib.search.index import Index, open_index
from courselib.search.offers import narrowed, read

DAY = 16


@pytest.fixture(scope="module")
def shipped(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The open index of the shipped library."""
    folder = tmp_path_factory.mktemp("offers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSELIB_STATE_DIR", str(folder / "state"))
        with open_index(Workspace.of(folder / "content"), documents(library)) as opened:
            yield opened


@pytest.mark.parametrize(("text", "bounds"), [
    ("4学时", ("8", "8")), ("４学时", ("8", "8")), ("2.5课时", ("5", "5")), ("2小时以内", ("", "4")), ("不超过两学时", ("", "4")),
    ("少于3学时", ("", "5")), ("超过3学时", ("7", "")), ("八小时以上", ("16", "")), ("至少4个学时", ("8", "")), ("2-4学时", ("4", "8")),
    ("2到4学时", ("4", "8")), ("半天", ("8", "8")), ("一天", ("16", "16")), ("十二学时", ("24", "24")), ("二十学时", ("40", "40")),
    ("半小时", ("1", "1")), ("0学时", None), ("4到2学时", None), ("200学时", None), ("学时", None),
])
def test_hours(text: str, bounds: tuple[str, str] | None) -> None:
    """Hours in figures and numerals, with bounds before or behind, as ranges and days; nothing for what no course can have."""
    found = read(text, [], DAY)
    assert [offer.sets for offer in found] == ([(("hours", bounds),)] if bounds else [])
    assert all(offer.text == "" for offer in found)


@pytest.mark.parametrize(("text", "left", "name", "value"), [
    ("线上", "", "methods", "video"), ("网课", "", "methods", "video"), ("面授 党章", "党章", "methods", "lecture"),
    ("农村党员 防汛", "防汛", "sectors", "rural"), ("农村党员防汛", "防汛", "sectors", "rural"),
    ("机关的 公文", "公文", "sectors", "organs"),
    ("国企", "", "sectors", "enterprises-state"), ("快递员", "", "sectors", "emerging-employment"),
    ("全体党员", "", "sectors", "all"),
    ("理论", "", "theory", "true"), ("非理论 安全", "安全", "theory", "false"), ("案例 廉洁", "廉洁", "kinds", "case"),
    ("知识技能教育", "", "tasks", "skills"), ("習近平文化思想", "", "topics", "institutions-culture-thought"),
])
def test_words(library: Library, shipped: Index, text: str, left: str, name: str, value: str) -> None:
    """A word of the plan's, the schema's or everyday names is taken out of the query, and its filter set instead."""
    words = filter_words(library, list(shipped.documents.values()))
    [offer] = read(text, words, DAY)
    assert (offer.text, offer.sets) == (left, ((name, (value,)),))


def test_offers_lead_somewhere(library: Library, shipped: Index) -> None:
    """Each offer's number is what it leads to, with all of the words that are left; all filters together come first."""
    for query in ("党课 4学时以上 案例", "2-4学时 线上", "农村党员 防汛", "防汛 4学时", "习近平总书记 12学时"):
        _, offered = hints(shipped, query, Filters(), search(shipped, query), library)
        for offer in offered:
            answer = search(shipped, offer.text, narrowed(Filters(), offer))
            assert answer.total == offer.total > 0
            assert not answer.relaxed
    assert [len(o.sets) for o in hints(shipped, "2-4学时 线上", Filters(), search(shipped, "2-4学时 线上"), library)[1]] == [2, 1, 1]


@pytest.mark.parametrize("query", ["20大报告", "“线上” 党课", "党课 -线上", "党章入门：结构、义务与权利", "防汛", "", "线上或线下学习"])
def test_nothing_is_offered_without_a_word_for_it(library: Library, shipped: Index, query: str) -> None:
    """A query with marks, a title, a word that is a part of another: nothing is offered."""
    assert hints(shipped, query, Filters(), search(shipped, query), library)[1] == []


def test_the_page_is_told_what_it_cannot_guess(library: Library, shipped: Index) -> None:
    """Words for sectors from the table of synonyms alone."""
    found = others(library, filter_words(library, list(shipped.documents.values())))
    assert "国企" in found
    assert "农村" not in found
